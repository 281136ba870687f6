//! `pingback backup FILE`: the whole database as it is at one instant, while the server runs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use store::backup::{self, Kind};

use super::{note, say};
use crate::config::Config;
use crate::database;
use crate::trouble::Trouble;

#[derive(Args, Debug)]
pub struct Backup {
    /// Where the backup goes
    pub file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
}

impl Backup {
    pub fn run(&self, config: &Config) -> anyhow::Result<ExitCode> {
        let shown = self.file.display();
        if self.file.exists() && !self.force {
            return Err(Trouble::new(
                format!("{shown} is there already."),
                "Choose another name, or add --force to replace it.",
            )
            .into());
        }
        if config.database_url.is_none() && !config.database_file().exists() {
            return Err(Trouble::new(
                format!("There is no database in the data folder {}.", config.data.display()),
                "Name the right folder with --data.",
            )
            .into());
        }
        let part = part(&self.file);
        // Left over from a backup that was cut off.
        if part.exists() {
            std::fs::remove_file(&part)?;
        }
        let bar = bar();
        let place = database::place(config);
        let written = backup::write(&place, &part, |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        written.map_err(|error| failed(&error.to_string()))?;
        std::fs::rename(&part, &self.file)?;
        let size = std::fs::metadata(&self.file)?.len();
        say(&format!("{shown}: backup of {} ({}), {size} bytes", database::name(config), Kind::of(&place).name()))?;
        if config.secret_key.is_none() {
            note("The key file secret.key is not in it: keep a copy of that too, in another place.");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn part(file: &std::path::Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    file.with_file_name(name)
}

fn failed(reason: &str) -> Trouble {
    Trouble::new(
        format!("The backup failed: {reason}."),
        "Nothing was left behind. Check the disk's space and the path, and try again.",
    )
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {percent} % of {len} pages").expect("a valid template");
    ProgressBar::new(0).with_style(style)
}
