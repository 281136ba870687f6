//! Events on their way to webhook endpoints, as rows, and for a while what became of them. The oldest that waits of a
//! conversation is at the head of its line; nothing passes it.

use std::time::Duration;

use model::webhook::WebhookDeliveryState;
use model::{AnyId, Key, Time, WebhookDelivery, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// How long a delivery is kept.
pub const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);
/// Deliveries of one endpoint that are kept beside those that wait.
const MOST_KEPT: i64 = 1000;

const COLUMNS: &str =
    "d.id, d.uuid, d.seq, d.event, d.state, d.attempts, d.retry_at, d.status, d.duration_ms, d.answer,
    d.error, d.tried_at, d.created_at";

/// Of `d`: it waits, and nothing of its conversation waits before it.
const IS_HEAD: &str = "d.state = 'waiting' AND NOT EXISTS (
        SELECT 1 FROM webhook_deliveries o WHERE o.endpoint_id = d.endpoint_id AND o.state = 'waiting'
            AND o.conversation_id = d.conversation_id AND o.id < d.id)";

fn read(row: &Row<'_>) -> Result<WebhookDelivery> {
    Ok(WebhookDelivery {
        key: row.key()?,
        seq: row.take()?,
        event: row.take()?,
        state: row.word()?,
        attempts: row.take()?,
        retry_at: row.take()?,
        status: row.take()?,
        duration_ms: row.take()?,
        answer: row.take()?,
        error: row.take()?,
        tried_at: row.take()?,
        created_at: row.take()?,
    })
}

/// An event for an endpoint.
#[derive(Clone, Copy, Debug)]
pub struct NewDelivery<'a> {
    pub endpoint: Key,
    pub seq: Option<i64>,
    pub event: &'a str,
    /// Whose line it waits in; `None`: in none.
    pub conversation: Option<i64>,
}

/// Puts a delivery at the end of its line.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: NewDelivery<'_>) -> Result<WebhookDelivery> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let sql = format!(
        "INSERT INTO webhook_deliveries (uuid, business_id, endpoint_id, seq, event, conversation_id, state,
            attempts, retry_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $7) RETURNING {}",
        COLUMNS.replace("d.", "")
    );
    let args = args![uuid, reach.id(), new.endpoint.number, new.seq, new.event, new.conversation, now];
    tx.first(&sql, args, read)?.ok_or_else(|| Error::Broken("an insert returned nothing".into()))
}

/// The delivery, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, endpoint: Key, id: AnyId) -> Result<WebhookDelivery> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_deliveries d WHERE d.{column} = $1 AND d.endpoint_id = $2 AND d.business_id = $3"
    );
    c.first(&sql, &[id, endpoint.number.into(), reach.id().into()], read)?.ok_or(Error::NotFound)
}

/// How it stands with a delivery, if it is still kept.
pub fn find_state(c: &mut Conn, reach: &Reach, delivery: Key) -> Result<Option<WebhookDeliveryState>> {
    let sql = "SELECT state FROM webhook_deliveries WHERE id = $1 AND business_id = $2";
    c.first(sql, args![delivery.number, reach.id()], |row| row.word())
}

/// The newest deliveries of an endpoint.
pub fn list(c: &mut Conn, reach: &Reach, endpoint: Key, limit: i64) -> Result<Vec<WebhookDelivery>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_deliveries d
         WHERE d.endpoint_id = $1 AND d.business_id = $2 ORDER BY d.id DESC LIMIT $3"
    );
    c.rows(&sql, args![endpoint.number, reach.id(), limit], read)
}

/// How many wait, counted up to `most`.
pub fn count_waiting(c: &mut Conn, reach: &Reach, endpoint: Key, most: i64) -> Result<i64> {
    let sql = "SELECT id FROM webhook_deliveries
         WHERE endpoint_id = $1 AND business_id = $2 AND state = 'waiting' LIMIT $3";
    Ok(c.rows(sql, args![endpoint.number, reach.id(), most], |row| row.take::<i64>())?.len() as i64)
}

/// The heads of an endpoint's lines that are due, oldest first.
pub fn heads(c: &mut Conn, reach: &Reach, endpoint: Key, limit: i64) -> Result<Vec<WebhookDelivery>> {
    let now = c.now();
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_deliveries d
         WHERE d.endpoint_id = $1 AND d.business_id = $2 AND d.retry_at <= $3 AND {IS_HEAD} ORDER BY d.id LIMIT $4"
    );
    c.rows(&sql, args![endpoint.number, reach.id(), now, limit], read)
}

/// When the next head of an endpoint's lines is due.
pub fn next_due(c: &mut Conn, reach: &Reach, endpoint: Key) -> Result<Option<Time>> {
    let sql = format!(
        "SELECT min(d.retry_at) FROM webhook_deliveries d
         WHERE d.endpoint_id = $1 AND d.business_id = $2 AND {IS_HEAD}"
    );
    Ok(c.first(&sql, args![endpoint.number, reach.id()], |row| row.take())?.flatten())
}

/// Writes what became of a try.
pub fn update(tx: &mut Tx<'_>, reach: &Reach, of: &WebhookDelivery) -> Result<()> {
    tx.execute(
        "UPDATE webhook_deliveries SET state = $3, attempts = $4, retry_at = $5, status = $6, duration_ms = $7,
            answer = $8, error = $9, tried_at = $10
         WHERE id = $1 AND business_id = $2",
        args![
            of.key.number,
            reach.id(),
            of.state.word(),
            of.attempts,
            of.retry_at,
            of.status,
            of.duration_ms,
            &of.answer,
            &of.error,
            of.tried_at
        ],
    )?;
    Ok(())
}

/// Ends what waits for an endpoint that is off.
pub fn fail_waiting(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, error: &str) -> Result<()> {
    let failed = WebhookDeliveryState::Failed.word();
    tx.execute(
        "UPDATE webhook_deliveries SET state = $3, error = $4
         WHERE endpoint_id = $1 AND business_id = $2 AND state = 'waiting'",
        args![endpoint.number, reach.id(), failed, error],
    )?;
    Ok(())
}

/// Forgets a delivery of which nothing is to be told any more.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, delivery: Key) -> Result<()> {
    let sql = "DELETE FROM webhook_deliveries WHERE id = $1 AND business_id = $2";
    tx.execute(sql, args![delivery.number, reach.id()])?;
    Ok(())
}

/// Forgets the oldest deliveries of an endpoint that do not wait, down to the newest thousand.
pub fn delete_surplus(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key) -> Result<u64> {
    tx.execute(
        "DELETE FROM webhook_deliveries WHERE endpoint_id = $1 AND business_id = $2 AND state <> 'waiting' AND id <= (
            SELECT d.id FROM webhook_deliveries d WHERE d.endpoint_id = $1 ORDER BY d.id DESC LIMIT 1 OFFSET $3)",
        args![endpoint.number, reach.id(), MOST_KEPT],
    )
}

/// Forgets deliveries of more than [`KEPT`] ago; how many.
pub fn delete_expired(tx: &mut Tx<'_>) -> Result<u64> {
    let before = tx.now().minus(KEPT);
    tx.execute("DELETE FROM webhook_deliveries WHERE created_at < $1 AND state <> 'waiting'", args![before])
}
