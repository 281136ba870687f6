//! `pingback restore FILE`: a backup in the database's place, once it has been looked at.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use store::backup::{self, Kind};
use store::{Error, migrate};

use super::{note, say};
use crate::config::Config;
use crate::secrets::Keys;
use crate::trouble::Trouble;
use crate::{database, folder, secrets};

#[derive(Args, Debug)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// Replace the database that is there
    #[arg(long)]
    pub force: bool,
}

impl Restore {
    pub fn run(&self, config: &Config) -> anyhow::Result<ExitCode> {
        let _hold = folder::hold(&config.data)?;
        let version = self.look(config)?;
        let keys = restored_key(config)?;
        if !self.force && is_there(config, &keys)? {
            let what = format!("There is a database at {}.", database::name(config));
            return Err(Trouble::new(what, "Add --force to replace it.").into());
        }
        let aside = backup::restore(&database::place(config), &self.file).map_err(|error| {
            Trouble::new(format!("The backup can't be restored: {error}."), "The database is as it was.")
        })?;
        say(&format!("{} is restored from {} (version {version}).", database::name(config), self.file.display()))?;
        if let Some(aside) = aside {
            note(&format!("What was there before is kept as {}.", aside.display()));
        }
        tell_key(config, &keys)?;
        Ok(ExitCode::SUCCESS)
    }

    /// The version of a backup that fits this engine and this program.
    fn look(&self, config: &Config) -> Result<i64, Trouble> {
        let (kind, here) = (kind(&self.file)?, Kind::of(&database::place(config)));
        if kind != here {
            let (file, kind, here) = (self.file.display(), kind.name(), here.name());
            return Err(Trouble::new(
                format!("{file} is a backup of {kind}, and this server uses {here}."),
                "A backup goes back into the engine that it came from: check database_url.",
            ));
        }
        let version = backup::inspect(kind, &self.file).map_err(|error| damaged(&self.file, &error))?;
        let known = migrate::known();
        if version > known {
            return Err(Trouble::new(
                format!("The backup is at version {version}; this program knows versions up to {known}."),
                "Restore it with the program that made it, or a newer one.",
            ));
        }
        Ok(version)
    }
}

fn kind(file: &Path) -> Result<Kind, Trouble> {
    let shown = file.display();
    let kind = Kind::of_file(file)
        .map_err(|error| Trouble::new(format!("{shown} can't be read: {error}."), "Check the path."))?;
    kind.ok_or_else(|| {
        Trouble::new(format!("{shown} is no backup."), "Give a file that `pingback backup` has written.")
    })
}

fn damaged(file: &Path, error: &Error) -> Trouble {
    Trouble::new(format!("{} can't be restored: {error}.", file.display()), "Nothing was changed. Try an older backup.")
}

/// The key that is there; `None` where this is a new machine and its key file has yet to be put back.
fn restored_key(config: &Config) -> Result<Option<Keys>, Trouble> {
    let there = config.secret_key.is_some() || secrets::read(&secrets::file(&config.data))?.is_some();
    if there { secrets::load(config).map(Some) } else { Ok(None) }
}

fn is_there(config: &Config, keys: &Option<Keys>) -> Result<bool, Trouble> {
    if config.database_url.is_none() {
        return Ok(config.database_file().exists());
    }
    // The version can be read under any key.
    let keys = keys.clone().unwrap_or(Keys { seal: [0; 32], token: [0; 32], files: [0; 32], mail: [0; 32] });
    let found = database::look(config, &database::system_clock(), &keys, true).and_then(|mut c| migrate::found(&mut c));
    Ok(found.map_err(|error| database::trouble(config, &error))? > 0)
}

/// Says so where the key that is here is not the backup's.
fn tell_key(config: &Config, keys: &Option<Keys>) -> Result<(), Trouble> {
    let Some(keys) = keys else {
        note(&format!("Now put its key file back too: {}.", secrets::file(&config.data).display()));
        return Ok(());
    };
    let look = database::look(config, &database::system_clock(), keys, true);
    let fits = look.and_then(|mut c| store::check::key_fits_already(&mut c));
    if fits.map_err(|error| database::trouble(config, &error))? == Some(false) {
        note(&format!("warning: {}", database::wrong_key(config)));
    }
    Ok(())
}
