//! The schema's versions: embedded, each in one transaction, in one text for both engines unless that cannot be.
//! A database written by a newer program is refused.

use crate::engine::{Conn, Engine};
use crate::error::{Error, Result};
use crate::{args, value::Value};

/// Every migration, oldest first; the number is its place in this list, from 1.
const MIGRATIONS: &[(&str, Text)] = &[
    ("spine", Text::Both(include_str!("../migrations/0001_spine.sql"))),
    (
        "search",
        Text::Each {
            sqlite: include_str!("../migrations/0002_search.sqlite.sql"),
            postgres: include_str!("../migrations/0002_search.postgres.sql"),
        },
    ),
    ("identity", Text::Both(include_str!("../migrations/0003_identity.sql"))),
    ("attachments", Text::Both(include_str!("../migrations/0004_attachments.sql"))),
    ("channels", Text::Both(include_str!("../migrations/0005_channels.sql"))),
    ("channel_problem", Text::Both(include_str!("../migrations/0006_channel_problem.sql"))),
    ("webhooks", Text::Both(include_str!("../migrations/0007_webhooks.sql"))),
    ("send_parts", Text::Both(include_str!("../migrations/0008_send_parts.sql"))),
    ("threads", Text::Both(include_str!("../migrations/0009_threads.sql"))),
    ("mails", Text::Both(include_str!("../migrations/0010_mails.sql"))),
    ("mail_folders", Text::Both(include_str!("../migrations/0011_mail_folders.sql"))),
    ("lanes", Text::Both(include_str!("../migrations/0012_lanes.sql"))),
    ("templates", Text::Both(include_str!("../migrations/0013_templates.sql"))),
    ("consent", Text::Both(include_str!("../migrations/0014_consent.sql"))),
    ("lane_heads", Text::Both(include_str!("../migrations/0015_lane_heads.sql"))),
    ("stuck_mails", Text::Both(include_str!("../migrations/0016_stuck_mails.sql"))),
    ("articles", Text::Both(include_str!("../migrations/0017_articles.sql"))),
    (
        "passages",
        Text::Each {
            sqlite: include_str!("../migrations/0018_passages.sqlite.sql"),
            postgres: include_str!("../migrations/0018_passages.postgres.sql"),
        },
    ),
    ("imports", Text::Both(include_str!("../migrations/0019_imports.sql"))),
    ("theo", Text::Both(include_str!("../migrations/0020_theo.sql"))),
    ("handed_over", Text::Both(include_str!("../migrations/0021_handed_over.sql"))),
    ("published", Text::Both(include_str!("../migrations/0022_published.sql"))),
];

enum Text {
    /// As PostgreSQL reads it; [`dialect`] makes the other of it.
    Both(&'static str),
    /// Each as its engine reads it.
    Each { sqlite: &'static str, postgres: &'static str },
}

/// PostgreSQL advisory lock that one migrating process holds.
const LOCK: i64 = 0x70_69_6e_67_62_61_63_6b;

/// The version that this program writes.
pub const fn known() -> i64 {
    MIGRATIONS.len() as i64
}

/// The version of the database; 0 is an empty one.
pub fn found(c: &mut Conn) -> Result<i64> {
    let table = if c.is_postgres() {
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'"
    } else {
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'"
    };
    if c.first(table, args![], |row| row.take::<i64>())? == Some(0) {
        return Ok(0);
    }
    let version = c.first("SELECT max(version) FROM migrations", args![], |row| row.take::<Option<i64>>())?;
    Ok(version.flatten().unwrap_or(0))
}

/// Brings the database to this program's version; how many steps that took.
pub(crate) fn run(c: &mut Conn) -> Result<i64> {
    if c.is_postgres() {
        c.first("SELECT 1 FROM pg_advisory_lock($1)", args![LOCK], |_| Ok(()))?;
    }
    let outcome = run_locked(c);
    if c.is_postgres() {
        c.first("SELECT 1 FROM pg_advisory_unlock($1)", args![LOCK], |_| Ok(()))?;
    }
    outcome
}

fn run_locked(c: &mut Conn) -> Result<i64> {
    let found = found(c)?;
    if found > known() {
        return Err(Error::Newer { found, known: known() });
    }
    for (at, (name, text)) in MIGRATIONS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let version = at as i64 + 1;
        c.batch(if c.is_postgres() { "BEGIN" } else { "BEGIN IMMEDIATE" })?;
        if let Err(error) = apply(c, version, name, text) {
            c.batch("ROLLBACK")?;
            return Err(error);
        }
        c.batch("COMMIT")?;
        tracing::info!(version, name, "database migrated");
    }
    Ok(known() - found)
}

fn apply(c: &mut Conn, version: i64, name: &str, text: &Text) -> Result<()> {
    if version == 1 {
        let table =
            "CREATE TABLE migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL\n);";
        c.batch(&dialect(c, table))?;
    }
    let text = match text {
        Text::Both(text) => dialect(c, text),
        Text::Each { postgres, .. } if c.is_postgres() => (*postgres).to_owned(),
        Text::Each { sqlite, .. } => (*sqlite).to_owned(),
    };
    c.batch(&text)?;
    let now: Value<'_> = c.now().into();
    c.change(
        "INSERT INTO migrations (version, name, applied_at) VALUES ($1, $2, $3)",
        &[version.into(), name.into(), now],
    )?;
    Ok(())
}

/// The text as this engine wants it.
fn dialect(c: &Conn, text: &str) -> String {
    match c.engine {
        Engine::Postgres(_) => text.to_owned(),
        Engine::Sqlite(_) => text
            .replace("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "INTEGER PRIMARY KEY")
            .replace(
                "BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY",
                "INTEGER PRIMARY KEY AUTOINCREMENT",
            )
            .replace("BIGINT", "INTEGER")
            .replace("BOOLEAN", "INTEGER")
            .replace("UUID", "BLOB")
            .replace("BYTEA", "BLOB")
            .replace("\n);", "\n) STRICT;")
            .replace("\n) /* kept in the order of its key */;", "\n) STRICT, WITHOUT ROWID;"),
    }
}
