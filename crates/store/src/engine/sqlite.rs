//! SQLite through rusqlite: how it is opened, how statements run, what its errors mean.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, StatementStatus, ToSql, ffi};

use super::Tally;
use crate::error::{Error, Result};
use crate::value::{Cells, Row, Value};

const CACHED_STATEMENTS: usize = 256;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Page cache of one connection, in KiB. The writer's holds a group's changes.
const CACHE_KIB: i64 = 8 * 1024;
/// Readers read the file where the kernel holds it, all of it, and keep almost nothing themselves.
const READER_CACHE_KIB: i64 = 2 * 1024;
const READER_MAP_BYTES: i64 = 1 << 40;

/// What a plan may scan: rows in the making, and tables that stay small or are read by a partial index.
const SCANNABLE: &[&str] = &[
    "walk",
    "leaf",
    "page",
    "found",
    "CONSTANT",
    "(subquery",
    "settings",
    "migrations",
    "sqlite_schema",
    "jobs",
    "businesses",
];

pub(crate) struct Session {
    pub(crate) connection: Connection,
    /// Statements whose plan was looked at.
    plans: HashSet<String>,
}

impl Session {
    pub(crate) fn open(path: &Path, read_only: bool) -> Result<Self> {
        let access = if read_only {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        } else {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
        };
        let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        // Without QPSG, cached statements are compiled again on every run (SQLite 3.54): 2.3 times slower.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        if read_only {
            connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
            connection.pragma_update(None, "mmap_size", READER_MAP_BYTES)?;
        } else {
            connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(Self { connection, plans: HashSet::new() })
    }

    /// Fails where the statement's plan scans a table.
    pub(crate) fn refuse_scan(&mut self, sql: &str) -> Result<()> {
        // A plan of an INSERT tells of foreign keys of other tables, which it does not walk.
        if sql.trim_start().starts_with("INSERT") || !self.plans.insert(sql.to_owned()) {
            return Ok(());
        }
        let mut plan = self.connection.prepare(&format!("EXPLAIN QUERY PLAN {}", numbered(sql)))?;
        let mut steps = plan.raw_query();
        while let Some(step) = steps.next()? {
            let step: String = step.get(3)?;
            let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            // A full-text table is always "scanned"; by which index, the step's end tells: `0:` is by none.
            let by_words = step.contains("VIRTUAL TABLE INDEX") && !step.ends_with("INDEX 0:");
            let is_small = |name: &str| SCANNABLE.contains(&name) || name.starts_with("(subquery");
            if scanned.is_some_and(|name| !is_small(name)) && !by_words {
                return Err(Error::Broken(format!("{step}: {sql}")));
            }
        }
        Ok(())
    }

    /// What is wrong with the file, a sentence each.
    pub(crate) fn integrity(&self) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        let mut check = self.connection.prepare("PRAGMA integrity_check")?;
        for fault in check.query_map([], |row| row.get::<_, String>(0))? {
            faults.push(fault?);
        }
        faults.retain(|fault| fault != "ok");
        let mut check = self.connection.prepare("PRAGMA foreign_key_check")?;
        for table in check.query_map([], |row| row.get::<_, String>(0))? {
            faults.push(format!("a row of {} points at nothing", table?));
        }
        Ok(faults)
    }

    pub(crate) fn query(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        tally: &Tally,
        read: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(&numbered(sql))?;
        for (at, arg) in args.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, arg)?;
        }
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            read(&Row { cells: Cells::Sqlite(row), next: std::cell::Cell::new(0) })?;
        }
        drop(rows);
        count(&statement, tally);
        Ok(())
    }

    pub(crate) fn execute(&mut self, sql: &str, args: &[Value<'_>], tally: &Tally) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(&numbered(sql))?;
        for (at, arg) in args.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, arg)?;
        }
        let changed = statement.raw_execute()?;
        count(&statement, tally);
        Ok(changed as u64)
    }

    /// Whether a transaction is open. A full disk in the middle of a statement rolls the whole of it back.
    pub(crate) fn is_in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.connection.execute_batch(sql)?)
    }
}

/// `$n` as SQLite's numbered `?n`: to SQLite `$2` is a name, numbered by where it first appears.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn count(statement: &rusqlite::Statement<'_>, tally: &Tally) {
    let add = |counter: &std::sync::atomic::AtomicU64, status| {
        let value = statement.reset_status(status);
        counter.fetch_add(u64::from(value.unsigned_abs()), Ordering::Relaxed);
    };
    add(&tally.vm_steps, StatementStatus::VmStep);
    add(&tally.reprepares, StatementStatus::RePrepare);
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Value::Bool(value) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*value))),
            Value::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Value::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Value::Uuid(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value.as_bytes())),
        })
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::SqliteFailure(failure, message) = &error {
            let message = message.clone().unwrap_or_default();
            match (failure.code, failure.extended_code) {
                (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                    return Self::Taken(constraint(&message));
                }
                (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull, _) => {
                    return Self::Busy(error.to_string());
                }
                _ => {}
            }
        }
        Self::Broken(error.to_string())
    }
}

/// `UNIQUE constraint failed: members.business_id, members.user_id` → `members_business_id_user_id`.
fn constraint(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let mut name = String::new();
    for (at, column) in columns.split(", ").enumerate() {
        match (at, column.split_once('.')) {
            (0, _) => name.push_str(&column.replace('.', "_")),
            (_, Some((_, column))) => {
                name.push('_');
                name.push_str(column);
            }
            (_, None) => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constraint_has_the_same_name_as_on_postgres() {
        let message = "UNIQUE constraint failed: members.business_id, members.user_id";
        assert_eq!(constraint(message), "members_business_id_user_id");
        assert_eq!(constraint("UNIQUE constraint failed: users.email_key"), "users_email_key");
    }
}
