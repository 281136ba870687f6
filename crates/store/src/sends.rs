//! Messages on their way out, as rows. The oldest of a conversation is at the head of its line; nothing passes it.

use model::{Key, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::queue::Leased;
use crate::reach::Reach;
use crate::tx::Tx;

/// The message at the head of a conversation's line.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub message: Key,
    /// Who has begun to send it: a job and its lease.
    pub taken: Option<Taken>,
    /// Tries that the provider has not taken.
    pub attempts: i64,
    /// Not to be tried before.
    pub retry_at: Time,
    /// Parts of it that the provider has taken.
    pub parts: i64,
}

/// Which try of which job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub job: i64,
    pub lease: i64,
}

impl Taken {
    pub fn by(leased: &Leased) -> Self {
        Self { job: leased.id, lease: leased.lease }
    }
}

/// Puts a message at the end of its conversation's line, of which so many parts were taken before.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, message: Key, parts: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO sends (message_id, business_id, conversation_id, attempts, retry_at, parts)
         VALUES ($1, $2, $3, 0, 0, $4)",
        args![message.number, reach.id(), conversation.number, parts],
    )?;
    Ok(())
}

/// The head of a conversation's line, locked until the transaction ends.
pub fn lock_head(tx: &mut Tx<'_>, reach: &Reach, conversation: Key) -> Result<Option<Head>> {
    tx.first(
        "UPDATE sends SET message_id = message_id WHERE message_id = (
            SELECT message_id FROM sends WHERE conversation_id = $1 AND business_id = $2 ORDER BY message_id LIMIT 1)
         RETURNING message_id, (SELECT uuid FROM messages WHERE messages.id = sends.message_id), job_id, lease,
            attempts, retry_at, parts",
        args![conversation.number, reach.id()],
        |row| {
            let message = row.key()?;
            let (job, lease): (Option<i64>, Option<i64>) = (row.take()?, row.take()?);
            let taken = job.zip(lease).map(|(job, lease)| Taken { job, lease });
            let (attempts, retry_at, parts) = (row.take()?, row.take()?, row.take()?);
            Ok(Head { message, taken, attempts, retry_at, parts })
        },
    )
}

/// Whether a job still holds its lease. To be asked once the head is locked: PostgreSQL shows a statement that had to wait
/// for the row the jobs as they were before it waited.
pub fn is_held(tx: &mut Tx<'_>, taken: Taken) -> Result<bool> {
    let sql = "SELECT 1 FROM jobs WHERE id = $1 AND lease = $2 AND state = 'running'";
    Ok(tx.first(sql, args![taken.job, taken.lease], |_| Ok(()))?.is_some())
}

/// Notes who sends a message.
pub fn update_taken(tx: &mut Tx<'_>, reach: &Reach, message: Key, taken: Taken) -> Result<()> {
    tx.execute(
        "UPDATE sends SET job_id = $3, lease = $4 WHERE message_id = $1 AND business_id = $2",
        args![message.number, reach.id(), taken.job, taken.lease],
    )?;
    Ok(())
}

/// Notes that nobody sends a message before `at`, and that one more try was not taken.
pub fn update_retry(tx: &mut Tx<'_>, reach: &Reach, message: Key, at: Time) -> Result<()> {
    tx.execute(
        "UPDATE sends SET job_id = NULL, lease = NULL, attempts = attempts + 1, retry_at = $3
         WHERE message_id = $1 AND business_id = $2",
        args![message.number, reach.id(), at],
    )?;
    Ok(())
}

/// Notes that one more part of a message was taken, and that nobody sends the next one yet.
pub fn update_parts(tx: &mut Tx<'_>, reach: &Reach, message: Key) -> Result<()> {
    tx.execute(
        "UPDATE sends SET job_id = NULL, lease = NULL, attempts = 0, retry_at = 0, parts = parts + 1
         WHERE message_id = $1 AND business_id = $2",
        args![message.number, reach.id()],
    )?;
    Ok(())
}

/// Takes a message out of its line.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, message: Key) -> Result<()> {
    tx.execute("DELETE FROM sends WHERE message_id = $1 AND business_id = $2", args![message.number, reach.id()])?;
    Ok(())
}

/// Whether a message of the business is being sent at this moment.
pub fn is_any_taken(c: &mut Conn, reach: &Reach) -> Result<bool> {
    let sql = "SELECT 1 FROM sends WHERE business_id = $1 AND job_id IS NOT NULL LIMIT 1";
    Ok(c.first(sql, args![reach.id()], |_| Ok(()))?.is_some())
}
