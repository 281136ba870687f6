//! Which POST was already done, and what it answered. The claim is a row written with what the POST does.
//! Knows nothing of HTTP beyond the status and the body of an answer.

use std::time::Duration;

use model::Time;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::tx::Tx;

/// How long an answer is kept (decision D8).
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// The name in [`Error::Taken`] where another request holds the key.
pub const TAKEN: &str = "idempotency_keys_scope_key";

const CONTEXT: &str = "idempotency_keys.body";

/// A POST that carries a key.
#[derive(Clone, Debug)]
pub struct Request {
    /// SHA-256 of who asks for what.
    pub scope: [u8; 32],
    pub key: String,
    /// SHA-256 of what was sent.
    pub hash: [u8; 32],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: String,
}

/// What is known of a key that was used within [`KEPT`].
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    Answered(Answer),
    /// Under way since then, or ended by a crash before its answer was kept.
    Unanswered(Time),
    /// Used with something else.
    OtherRequest,
}

/// What is known of the request's key, if it was used.
pub fn find(c: &mut Conn, request: &Request) -> Result<Option<Known>> {
    let oldest = c.now().minus(KEPT);
    let row = c.first(
        "SELECT request_hash, status, content_type, body, created_at FROM idempotency_keys
         WHERE scope = $1 AND key = $2 AND created_at > $3",
        args![&request.scope, &request.key, oldest],
        |row| {
            let hash: Vec<u8> = row.take()?;
            let answer: (Option<i64>, Option<String>, Option<String>) = (row.take()?, row.take()?, row.take()?);
            Ok((hash, answer, row.take::<Time>()?))
        },
    )?;
    let Some((hash, answer, since)) = row else { return Ok(None) };
    if hash != request.hash {
        return Ok(Some(Known::OtherRequest));
    }
    let (Some(status), content_type, Some(body)) = answer else { return Ok(Some(Known::Unanswered(since))) };
    let status = u16::try_from(status).map_err(|_| Error::Broken(format!("stored status {status}")))?;
    Ok(Some(Known::Answered(Answer { status, content_type, body: c.unseal(&body, CONTEXT)? })))
}

/// Takes the key, in the transaction of what the request does. [`Error::Taken`] with [`TAKEN`] where it is in use.
pub fn claim(tx: &mut Tx<'_>, request: &Request) -> Result<()> {
    let now = tx.now();
    let claimed = tx.execute(
        "INSERT INTO idempotency_keys (scope, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (scope, key) DO UPDATE SET request_hash = excluded.request_hash,
             status = NULL, content_type = NULL, body = NULL, created_at = excluded.created_at
         WHERE idempotency_keys.created_at <= $5",
        args![&request.scope, &request.key, &request.hash, now, now.minus(KEPT)],
    )?;
    if claimed == 1 { Ok(()) } else { Err(Error::Taken(TAKEN.to_owned())) }
}

/// Keeps the answer of a request whose claim is committed.
pub fn answer(tx: &mut Tx<'_>, request: &Request, answer: &Answer) -> Result<()> {
    let body = tx.seal(&answer.body, CONTEXT)?;
    tx.execute(
        "UPDATE idempotency_keys SET status = $1, content_type = $2, body = $3
         WHERE scope = $4 AND key = $5 AND request_hash = $6",
        args![i64::from(answer.status), &answer.content_type, &body, &request.scope, &request.key, &request.hash],
    )?;
    Ok(())
}

/// Deletes what is older than [`KEPT`].
pub fn delete_expired(tx: &mut Tx<'_>) -> Result<u64> {
    let oldest = tx.now().minus(KEPT);
    tx.execute("DELETE FROM idempotency_keys WHERE created_at <= $1", args![oldest])
}
