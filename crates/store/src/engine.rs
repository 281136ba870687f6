//! A connection to either engine: run a statement, read rows, begin and end. Everything above is engine-blind.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use model::{Clock, Time};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::error::Result;
use crate::seal::Sealer;
use crate::value::{Row, Value};

/// What every connection of one [`crate::Db`] shares.
pub(crate) struct Shared {
    pub(crate) clock: Clock,
    pub(crate) sealer: Sealer,
    pub(crate) tally: Tally,
    pub(crate) uuids: std::sync::Mutex<ContextV7>,
    /// Statements that would scan a table fail, so that tests find them (SQLite).
    pub(crate) refuse_scans: AtomicBool,
    /// Groups that the writer has tried to commit (SQLite).
    pub(crate) commits: AtomicU64,
}

/// Work done so far by all connections; the tests hold budgets against differences of these.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) statements: AtomicU64,
    pub(crate) vm_steps: AtomicU64,
    pub(crate) reprepares: AtomicU64,
}

/// A reading of the work counters. The last two are SQLite's and stay 0 on PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    pub statements: u64,
    /// Steps of SQLite's virtual machine.
    pub vm_steps: u64,
    /// Statements that SQLite had to compile again.
    pub reprepares: u64,
}

impl Tally {
    pub(crate) fn read(&self) -> Counters {
        Counters {
            statements: self.statements.load(Ordering::Relaxed),
            vm_steps: self.vm_steps.load(Ordering::Relaxed),
            reprepares: self.reprepares.load(Ordering::Relaxed),
        }
    }
}

pub(crate) enum Engine {
    Sqlite(sqlite::Session),
    Postgres(Box<postgres::Session>),
}

/// A connection that can read.
pub struct Conn {
    pub(crate) engine: Engine,
    pub(crate) shared: Arc<Shared>,
}

impl Conn {
    /// Runs `sql` (portable dialect, `$1, $2, …`) and reads every row.
    pub fn rows<T>(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, args, &mut |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Runs `sql` and reads its first row, if it has one.
    pub fn first<T>(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.each(sql, args, &mut |row| {
            if found.is_none() {
                found = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn each(&mut self, sql: &str, args: &[Value<'_>], read: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        self.shared.tally.statements.fetch_add(1, Ordering::Relaxed);
        match &mut self.engine {
            Engine::Sqlite(session) => {
                if self.shared.refuse_scans.load(Ordering::Relaxed) {
                    session.refuse_scan(sql)?;
                }
                session.query(sql, args, &self.shared.tally, read)
            }
            Engine::Postgres(session) => session.query(sql, args, read),
        }
    }

    /// Runs a statement that changes something; how many rows it changed.
    pub(crate) fn change(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        self.shared.tally.statements.fetch_add(1, Ordering::Relaxed);
        match &mut self.engine {
            Engine::Sqlite(session) => {
                if self.shared.refuse_scans.load(Ordering::Relaxed) {
                    session.refuse_scan(sql)?;
                }
                session.execute(sql, args, &self.shared.tally)
            }
            Engine::Postgres(session) => session.execute(sql, args),
        }
    }

    /// Runs several statements without arguments: begin, commit, migrations.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(session) => session.batch(sql),
            Engine::Postgres(session) => session.batch(sql),
        }
    }

    /// Whether a transaction is open on SQLite.
    pub(crate) fn is_in_transaction(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(session) => session.is_in_transaction(),
            Engine::Postgres(_) => false,
        }
    }

    /// Whether this is PostgreSQL; for the few files that hold pairs of texts.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    /// The time, from the clock that the store was opened with.
    pub fn now(&self) -> Time {
        (self.shared.clock)()
    }

    /// A fresh UUIDv7, later than all before it of this process.
    pub fn new_uuid(&self) -> Uuid {
        let now = self.now().0.unsigned_abs();
        let context = self.shared.uuids.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let nanos = u32::try_from(now % 1_000_000 * 1_000).expect("less than a second");
        Uuid::new_v7(Timestamp::from_unix(&*context, now / 1_000_000, nanos))
    }

    /// Seals a secret for this context (`table.column`).
    pub fn seal(&self, plain: &str, context: &str) -> Result<String> {
        self.shared.sealer.seal(plain, context)
    }

    /// Opens what [`Self::seal`] sealed in the same context.
    pub fn unseal(&self, sealed: &str, context: &str) -> Result<String> {
        self.shared.sealer.unseal(sealed, context)
    }
}
