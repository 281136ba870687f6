//! How does a database get out of its engine and in again? A backup is what the engine's own tools read: a SQLite
//! database, or an archive of `pg_dump`; its first bytes say which.
//! Must not know where backups are kept.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};

use crate::db::Place;
use crate::engine::sqlite::Session;
use crate::error::{Error, Result};

/// Pages that are copied between two looks at the progress.
const PAGES: i32 = 1024;

/// Which engine a backup is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    pub fn of(place: &Place) -> Self {
        match place {
            Place::Sqlite(_) => Self::Sqlite,
            Place::Postgres(_) => Self::Postgres,
        }
    }

    /// The engine's name, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// What the file is a backup of; `None` if it is none.
    pub fn of_file(path: &Path) -> std::io::Result<Option<Self>> {
        let mut start = Vec::new();
        File::open(path)?.take(16).read_to_end(&mut start)?;
        Ok(match start.as_slice() {
            start if start.starts_with(b"SQLite format 3\0") => Some(Self::Sqlite),
            start if start.starts_with(b"PGDMP") => Some(Self::Postgres),
            _ => None,
        })
    }
}

/// Writes a backup of the whole database as it is at one instant; whoever uses it goes on meanwhile.
/// `progress` hears how much of how much is done, in pages (SQLite only).
pub fn write(place: &Place, to: &Path, progress: impl Fn(u64, u64)) -> Result<()> {
    // Made first, so that nobody else can ever read it.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(|error| file_error(to, &error))?;
    let written = match place {
        Place::Sqlite(from) => copy(from, to, progress),
        Place::Postgres(url) => run(postgres("pg_dump", url)?.args(["--format=custom", "--file"]).arg(to)),
    };
    let synced =
        written.and_then(|()| File::open(to).and_then(|file| file.sync_all()).map_err(|error| file_error(to, &error)));
    if synced.is_err() {
        // What is left of a failed backup is no use to anybody; the first error is the one to tell.
        let _removed = fs::remove_file(to);
    }
    synced
}

/// The version of the database in a backup; also checks that it is whole (SQLite) or readable (PostgreSQL).
pub fn inspect(kind: Kind, path: &Path) -> Result<i64> {
    match kind {
        Kind::Sqlite => {
            let session = Session::open(path, true)?;
            if let Some(fault) = session.integrity()?.first() {
                return Err(Error::Broken(format!("the backup is damaged: {fault}")));
            }
            Ok(session.connection.query_row("SELECT max(version) FROM migrations", [], |row| row.get(0))?)
        }
        Kind::Postgres => {
            let mut command = Command::new("pg_restore");
            command.args(["--data-only", "--table=migrations", "--file=-"]).arg(path);
            Ok(rows_of_copy(&output(&mut command)?))
        }
    }
}

/// Puts a backup in the database's place. SQLite: nobody may have it open; what was there before is kept beside it
/// under the name that is returned. PostgreSQL: one transaction, which replaces the tables.
pub fn restore(place: &Place, from: &Path) -> Result<Option<PathBuf>> {
    match place {
        Place::Sqlite(to) => replace(from, to),
        Place::Postgres(url) => {
            let mut command = postgres("pg_restore", url)?;
            command.args(["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]);
            run(command.arg("--exit-on-error").arg(from))?;
            Ok(None)
        }
    }
}

fn copy(from: &Path, to: &Path, progress: impl Fn(u64, u64)) -> Result<()> {
    let source = Session::open(from, true)?;
    // One read transaction over all steps: what others write meanwhile neither gets in nor makes the copy start anew.
    source.connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")?;
    let mut target = rusqlite::Connection::open(to)?;
    target.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(&source.connection, &mut target)?;
    loop {
        let step = backup.step(PAGES)?;
        let at = backup.progress();
        let pages = |count: i32| u64::try_from(count).unwrap_or(0);
        progress(pages(at.pagecount - at.remaining), pages(at.pagecount));
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    drop(backup);
    // One file, which needs no journal beside it to be read.
    Ok(target.pragma_update(None, "journal_mode", "DELETE")?)
}

fn replace(from: &Path, to: &Path) -> Result<Option<PathBuf>> {
    let fresh = to.with_extension("db.restoring");
    let copied = fs::copy(from, &fresh).and_then(|_| {
        let file = OpenOptions::new().write(true).open(&fresh)?;
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        file.sync_all()
    });
    copied.map_err(|error| file_error(&fresh, &error))?;
    let before = set_aside(to)?;
    fs::rename(&fresh, to).map_err(|error| file_error(to, &error))?;
    let folder = to.parent().map(File::open);
    folder.map_or(Ok(()), |folder| folder?.sync_all()).map_err(|error| file_error(to, &error))?;
    Ok(before)
}

/// Moves a database out of the way, with what its journal holds.
fn set_aside(path: &Path) -> Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    // Brings the journal into the file, and with it all that a crash may have left there.
    let session = Session::open(path, false)?;
    session.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    drop(session);
    let mut aside = path.with_extension("db.before-restore");
    let mut number = 1;
    while aside.exists() {
        number += 1;
        aside = path.with_extension(format!("db.before-restore-{number}"));
    }
    fs::rename(path, &aside).map_err(|error| file_error(path, &error))?;
    for journal in ["db-wal", "db-shm"] {
        match fs::remove_file(path.with_extension(journal)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(file_error(path, &error)),
            _ => {}
        }
    }
    Ok(Some(aside))
}

/// A tool of PostgreSQL's, told where the database is; the password goes by the environment, not by the arguments
/// that every user of the machine can see.
fn postgres(tool: &str, url: &str) -> Result<Command> {
    let config: postgres::Config = url.parse().map_err(|error| Error::Broken(format!("the database URL: {error}")))?;
    let mut command = Command::new(tool);
    let without = match (url.split_once("://"), config.get_password()) {
        (Some((scheme, rest)), Some(password)) => {
            command.env("PGPASSWORD", String::from_utf8_lossy(password).as_ref());
            let (user, place) = rest.split_once('@').map_or(("", rest), |(user, place)| (user, place));
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{place}")
        }
        _ => url.to_owned(),
    };
    command.arg("--dbname").arg(without);
    Ok(command)
}

fn run(command: &mut Command) -> Result<()> {
    output(command).map(|_| ())
}

fn output(command: &mut Command) -> Result<String> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let done = command.stdin(Stdio::null()).output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Broken(format!(
            "{tool} is not installed; it comes with PostgreSQL's client (Debian: postgresql-client)"
        )),
        _ => Error::Broken(format!("{tool}: {error}")),
    })?;
    if !done.status.success() {
        return Err(Error::Broken(format!("{tool}: {}", String::from_utf8_lossy(&done.stderr).trim())));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// How many rows a `COPY … FROM stdin` in a script holds: a migration is a row.
fn rows_of_copy(script: &str) -> i64 {
    let rows = script.lines().skip_while(|line| !line.starts_with("COPY ")).skip(1);
    rows.take_while(|line| *line != "\\.").count() as i64
}

fn file_error(path: &Path, error: &std::io::Error) -> Error {
    Error::Broken(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_script_are_counted() {
        let script = "SET x;\nCOPY public.migrations (version) FROM stdin;\n1\n2\n\\.\n\nSELECT 1;\n";
        assert_eq!(rows_of_copy(script), 2);
        assert_eq!(rows_of_copy(""), 0);
    }

    #[test]
    fn a_password_does_not_stand_among_the_arguments() {
        let command = postgres("pg_dump", "postgres://ana:p%40ss@host:5433/db?sslmode=require").unwrap();
        let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
        assert_eq!(args, ["--dbname", "postgres://ana@host:5433/db?sslmode=require"]);
        let password = command.get_envs().find(|(name, _)| *name == "PGPASSWORD").and_then(|(_, value)| value);
        assert_eq!(password.unwrap(), "p@ss");
    }
}
