//! How fast is the database alone? What one webhook leaves, and one row, written by one connection in a transaction each:
//! no server, no signature, nothing read that is not written. With the server's settings, on a copy of its database.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rusqlite::Connection;
use uuid::Uuid;

/// A database that nobody else writes to.
pub struct Singles {
    database: Connection,
    /// Conversations in it.
    conversations: i64,
    done: Cell<u64>,
}

impl Singles {
    /// `file`: a running server's database, in which customers have written.
    pub fn on_copy_of(file: &Path, folder: &Path) -> Result<Self> {
        let copy = folder.join("singles.db");
        let copied = copy.to_str().context("a path that is no text")?;
        Connection::open(file)?.execute("VACUUM INTO ?1", [copied])?;
        let database = Connection::open(&copy)?;
        database.pragma_update(None, "journal_mode", "WAL")?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.pragma_update(None, "foreign_keys", true)?;
        database.execute_batch(include_str!("../load/posts.sqlite.sql"))?;
        let conversations =
            database.query_row(include_str!("../load/conversations.sqlite.sql"), [], |row| row.get(0))?;
        Ok(Self { database, conversations, done: Cell::new(0) })
    }

    /// Transactions a second of the rows that a webhook leaves.
    pub fn webhooks(&self, seconds: u64) -> Result<f64> {
        self.rate(seconds, |number| {
            self.database.execute_batch("BEGIN IMMEDIATE")?;
            for sql in include_str!("../load/webhook.sqlite.sql").split_inclusive(';').filter(|sql| sql.contains(';')) {
                self.write(sql, number)?;
            }
            Ok(self.database.execute_batch("COMMIT")?)
        })
    }

    fn write(&self, sql: &str, number: u64) -> Result<()> {
        // In order of time, as the server's are.
        let uuid = |table: u128| Uuid::from_u128(0x02 << 120 | u128::from(number) << 16 | table);
        let (message, delivery) = (uuid(1), uuid(2));
        let at = number as i64;
        let mut statement = self.database.prepare_cached(sql)?;
        let values: [(&str, &dyn rusqlite::ToSql); 6] = [
            (":message", &message.as_bytes().as_slice()),
            (":delivery", &delivery.as_bytes().as_slice()),
            (":provider", &format!("wamid.single{number:020}")),
            (":conversation", &(at % self.conversations + 1)),
            (":at", &(1_800_000_000_000_000 + at)),
            (":event", &10),
        ];
        for (name, value) in values {
            if let Some(place) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(place, value)?;
            }
        }
        statement.raw_execute()?;
        Ok(())
    }

    /// Transactions a second of one row of a webhook's size.
    pub fn rows(&self, seconds: u64) -> Result<f64> {
        let body = "x".repeat(500);
        self.rate(seconds, |_| {
            self.database.prepare_cached(include_str!("../load/post.sqlite.sql"))?.execute([&body])?;
            Ok(())
        })
    }

    fn rate(&self, seconds: u64, one: impl Fn(u64) -> Result<()>) -> Result<f64> {
        let (started, before) = (Instant::now(), self.done.get());
        while started.elapsed() < Duration::from_secs(seconds) {
            one(self.done.get())?;
            self.done.set(self.done.get() + 1);
        }
        Ok((self.done.get() - before) as f64 / started.elapsed().as_secs_f64())
    }
}
