//! A transaction: a connection that can write, and the facts that it will leave behind.
//! What follows from the rows — events and counters — is written last, under the business's row lock, which makes
//! `seq` gap-free and in order of commit, and keeps that lock short.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use model::{Event, Fact, Job, Key, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tree::{Placement, Shift};
use crate::value::Value;

/// A connection inside a transaction.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    /// By business, in the order in which they were recorded.
    pending: BTreeMap<i64, Vec<Pending>>,
    shift: Shift,
    enqueued: bool,
    signed_out: Vec<Key>,
}

/// What a transaction leaves behind for others to hear of, once it is committed.
#[derive(Default)]
pub(crate) struct Left {
    pub(crate) events: Vec<Event>,
    /// A job was put into the queue.
    pub(crate) enqueued: bool,
    /// Users of whom sessions have ended.
    pub(crate) signed_out: Vec<Key>,
}

struct Pending {
    business: Key,
    actor: Option<Key>,
    fact: Fact,
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(conn: &'a mut Conn) -> Self {
        Self { conn, pending: BTreeMap::new(), shift: Shift::default(), enqueued: false, signed_out: Vec::new() }
    }

    /// Runs a statement that changes something; how many rows it changed.
    pub fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        self.conn.change(sql, args)
    }

    /// Adds a fact to the business's event log. `actor` is the user who did it.
    pub fn record(&mut self, reach: &Reach, actor: Option<Key>, fact: Fact) {
        let business = reach.business();
        self.pending.entry(business.number).or_default().push(Pending { business, actor, fact });
    }

    /// Puts a job into the queue, due at `run_at`.
    pub fn enqueue(&mut self, reach: Option<&Reach>, job: &Job, run_at: Time) -> Result<()> {
        self.enqueue_once(reach, job, run_at, None)
    }

    /// Puts a job into the queue; where one with this key waits there already, it is due then at the latest.
    pub fn enqueue_once(&mut self, reach: Option<&Reach>, job: &Job, run_at: Time, key: Option<&str>) -> Result<()> {
        put_job(self.conn, reach.map(Reach::id), job, run_at, key)?;
        self.enqueued = true;
        Ok(())
    }

    /// Puts a job into the queue in place of the one that waits there under this key.
    pub fn enqueue_at(&mut self, reach: Option<&Reach>, job: &Job, run_at: Time, key: &str) -> Result<()> {
        self.execute("DELETE FROM jobs WHERE unique_key = $1 AND state = 'waiting'", args![key])?;
        self.enqueue_once(reach, job, run_at, Some(key))
    }

    /// Notes that sessions of a user end with this transaction.
    pub(crate) fn sign_out(&mut self, user: Key) {
        self.signed_out.push(user);
    }

    /// Moves a conversation in the counters; `None` is "was not there" or "is gone".
    pub(crate) fn shift(&mut self, reach: &Reach, before: Option<Placement>, after: Option<Placement>) {
        if before == after {
            return;
        }
        for (place, by) in [(before, -1), (after, 1)] {
            if let Some(place) = place {
                self.shift.count(reach.id(), place, by);
            }
        }
    }

    /// Writes events and counters. The last thing before commit.
    pub(crate) fn finish(self) -> Result<Left> {
        let at = self.conn.now();
        let mut events = Vec::new();
        let mut enqueued = self.enqueued;
        for (business, pending) in self.pending {
            let count = pending.len() as i64;
            let (last, has_webhooks) = self
                .conn
                .first(
                    "UPDATE businesses SET seq = seq + $2 WHERE id = $1 RETURNING seq, has_webhooks",
                    args![business, count],
                    |row| Ok((row.take::<i64>()?, row.take::<bool>()?)),
                )?
                .ok_or(Error::NotFound)?;
            if let Some(one) = pending.iter().find(|one| crate::search::concerns(&one.fact)) {
                crate::search::wake(self.conn, one.business)?;
            }
            if has_webhooks && let Some(one) = pending.first() {
                crate::webhook_endpoints::wake_feed(self.conn, one.business)?;
                enqueued = true;
            }
            for (seq, Pending { business, actor, fact }) in (last - count + 1..).zip(pending) {
                let event = Event { business, seq, at, actor, fact };
                crate::events::insert(self.conn, &event)?;
                events.push(event);
            }
        }
        self.shift.write(self.conn)?;
        Ok(Left { events, enqueued, signed_out: self.signed_out })
    }
}

/// Writes a job's row. One with this key that waits there already stays, is due at the earlier of both times, and
/// begins its tries anew: that it had failed does not keep the fresh one waiting.
pub(crate) fn put_job(c: &mut Conn, business: Option<i64>, job: &Job, run_at: Time, key: Option<&str>) -> Result<()> {
    let text = serde_json::to_string(job).map_err(|error| Error::Broken(error.to_string()))?;
    let now = c.now();
    let conversation = match job {
        Job::SendMessage { conversation } => Some(conversation.number),
        _ => None,
    };
    // On PostgreSQL the one that waits is held until we commit, changed or not: done before that, it would not see what we
    // leave for it.
    let sql = "INSERT INTO jobs (business_id, name, job, unique_key, state, run_at, attempts, lease, created_at, lane)
         VALUES ($1, $2, $3, $4, 'waiting', $5, 0, 0, $6,
             coalesce(CAST($7 AS BIGINT), (SELECT channel_id FROM conversations WHERE id = $8)))
         ON CONFLICT (unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL DO UPDATE SET attempts = 0,
             error = NULL, run_at = CASE WHEN excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END
         WHERE jobs.run_at > excluded.run_at OR jobs.attempts > 0";
    c.change(sql, args![business, job.name(), &text, key, run_at, now, job.lane(business), conversation])?;
    Ok(())
}
