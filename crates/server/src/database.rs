//! Opening the database that the configuration names, and what to tell a person when that fails.
//! Must not know what is in it.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use model::{Clock, Time};
use store::{Conn, Db, Error, Place, Settings, check};

use crate::config::{Config, explain};
use crate::secrets::Keys;
use crate::trouble::Trouble;

/// The clock of the machine.
#[expect(clippy::disallowed_methods, reason = "the one place where the real clock comes in")]
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Time(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    })
}

/// Where the data lives.
pub fn place(config: &Config) -> Place {
    match &config.database_url {
        Some(url) => Place::Postgres(url.0.clone()),
        None => Place::Sqlite(config.database_file()),
    }
}

/// The place in words, without a password.
pub fn name(config: &Config) -> String {
    match &config.database_url {
        Some(url) => explain::without_password(&url.0),
        None => config.database_file().display().to_string(),
    }
}

/// What the store is opened with.
pub fn settings(config: &Config, clock: &Clock, keys: &Keys) -> Settings {
    let place = place(config);
    let connections = match place {
        Place::Sqlite(_) => config.sqlite_readers,
        Place::Postgres(_) => config.postgres_connections,
    };
    Settings { place, clock: clock.clone(), key: keys.seal, connections }
}

/// Opens and migrates the database, and checks that it was sealed with this key. Blocks; not for async tasks.
pub fn open(config: &Config, clock: &Clock, keys: &Keys) -> Result<Db, Trouble> {
    if let Place::Sqlite(file) = place(config) {
        private(&file).map_err(|error| trouble(config, &Error::Broken(error.to_string())))?;
    }
    let db = Db::open(settings(config, clock, keys)).map_err(|error| trouble(config, &error))?;
    let fits = look(config, clock, keys, false).and_then(|mut c| check::key_fits(&mut c));
    if !fits.map_err(|error| trouble(config, &error))? {
        return Err(wrong_key(config));
    }
    Ok(db)
}

/// Makes the file if it is missing, for this user alone; SQLite gives its journal the same mode.
fn private(file: &Path) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(file).map(|_| ())
}

/// One connection, as the database is, without migrating it.
pub fn look(config: &Config, clock: &Clock, keys: &Keys, read_only: bool) -> store::Result<Conn> {
    store::open_one(settings(config, clock, keys), read_only)
}

pub fn wrong_key(config: &Config) -> Trouble {
    Trouble::new(
        format!("The database {} was sealed with another key.", name(config)),
        "Use the key file (secret.key) or secret_key that belongs to it; every node needs the same one.",
    )
}

/// What to tell a person of a failure of the database.
pub fn trouble(config: &Config, error: &Error) -> Trouble {
    let name = name(config);
    match (error, &config.database_url) {
        (Error::Newer { found, known }, _) => Trouble::new(
            format!("The database {name} is at version {found}; this program knows versions up to {known}."),
            "Start the newer program, or restore a backup that was made before the update.",
        ),
        (Error::Busy(reason), Some(_)) => Trouble::new(
            format!("PostgreSQL can't be reached at {name}: {reason}."),
            "Check that it runs, the address and the password in database_url, and that the database exists.",
        ),
        (Error::Broken(reason), Some(_)) => Trouble::new(
            format!("PostgreSQL at {name} refuses: {reason}."),
            "Check database_url: user, password, database name and sslmode.",
        ),
        (error, _) => Trouble::new(
            format!("The database {name} can't be opened: {error}."),
            "`pingback doctor` looks for the cause; `pingback restore` puts a backup in its place.",
        ),
    }
}
