//! How does the queue stand? What waits, runs and is dead, for metrics and for whoever looks after the server.
//! Changes nothing but what it forgets.

use model::Time;

use super::{due, next_own};
use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::tx::Tx;

/// How the queue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// Due or put back for later.
    pub waiting: i64,
    pub running: i64,
    pub dead: i64,
    /// Since when the oldest job that is due has been so.
    pub oldest_due: Option<Time>,
}

pub fn depth(c: &mut Conn) -> Result<Depth> {
    let mut depth = Depth { waiting: 0, running: 0, dead: 0, oldest_due: None };
    for (state, count) in c.rows("SELECT state, count(*) FROM jobs GROUP BY state", args![], |row| {
        Ok((row.take::<String>()?, row.take::<i64>()?))
    })? {
        match state.as_str() {
            "waiting" => depth.waiting = count,
            "running" => depth.running = count,
            "dead" => depth.dead = count,
            _ => return Err(Error::Broken(format!("unknown state of a job: {state:?}"))),
        }
    }
    let (now, due) = (c.now(), due(c)?);
    let oldest = due.own.into_iter().chain(due.lanes.into_iter().map(|(_, at)| at)).min();
    depth.oldest_due = oldest.filter(|due| *due <= now);
    Ok(depth)
}

/// Since when the oldest job that is due has been so, of those that wait for nobody but a worker: in a lane jobs may wait
/// long for whoever does not answer.
pub fn oldest_due(c: &mut Conn) -> Result<Option<Time>> {
    let now = c.now();
    Ok(next_own(c)?.filter(|due| *due <= now))
}

/// A job that is no longer tried.
#[derive(Clone, Debug)]
pub struct Dead {
    pub id: i64,
    pub name: String,
    pub created_at: Time,
    pub attempts: i64,
    pub error: String,
}

/// The newest dead jobs.
pub fn dead(c: &mut Conn, limit: i64) -> Result<Vec<Dead>> {
    c.rows(
        "SELECT id, name, created_at, attempts, error FROM jobs WHERE state = 'dead' ORDER BY id DESC LIMIT $1",
        args![limit],
        |row| {
            Ok(Dead {
                id: row.take()?,
                name: row.take()?,
                created_at: row.take()?,
                attempts: row.take()?,
                error: row.take::<Option<String>>()?.unwrap_or_default(),
            })
        },
    )
}

/// Forgets dead jobs that were made before `before`; how many.
pub fn delete_dead(tx: &mut Tx<'_>, before: Time) -> Result<u64> {
    tx.execute("DELETE FROM jobs WHERE state = 'dead' AND created_at < $1", args![before])
}
