//! What providers have posted, as rows: the bytes as they came, kept for a while, so that a mistake in reading them loses
//! nothing.

use std::time::Duration;

use model::delivery::{Delivery, DeliveryState};
use model::{AnyId, Key, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

/// How long a delivery is kept.
pub const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

const COLUMNS: &str = "d.id, d.uuid, h.id, h.uuid, d.state, d.error, d.content_type,
    CAST(octet_length(d.body) AS BIGINT), d.received_at";

fn read(row: &Row<'_>) -> Result<Delivery> {
    Ok(Delivery {
        key: row.key()?,
        channel: row.key()?,
        state: row.word()?,
        error: row.take()?,
        content_type: row.take()?,
        size: row.take()?,
        received_at: row.take()?,
    })
}

/// A delivery to be kept.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub channel: Key,
    pub error: Option<String>,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// Keeps a delivery: failed where it has an error.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: &NewDelivery) -> Result<Key> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let state = if new.error.is_some() { DeliveryState::Failed } else { DeliveryState::Taken };
    let number = tx.first(
        "INSERT INTO deliveries (uuid, business_id, channel_id, state, error, content_type, body, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        args![uuid, reach.id(), new.channel.number, state.word(), &new.error, &new.content_type, &new.body, now],
        |row| row.take(),
    )?;
    let number = number.ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
    Ok(Key { number, uuid })
}

/// The newest deliveries of the business, or of one of its channels.
pub fn list(c: &mut Conn, reach: &Reach, channel: Option<Key>, limit: i64) -> Result<Vec<Delivery>> {
    let from = "deliveries d JOIN channels h ON h.id = d.channel_id";
    match channel {
        None => {
            let sql = format!("SELECT {COLUMNS} FROM {from} WHERE d.business_id = $1 ORDER BY d.id DESC LIMIT $2");
            c.rows(&sql, args![reach.id(), limit], read)
        }
        Some(channel) => {
            let sql = format!(
                "SELECT {COLUMNS} FROM {from} WHERE d.channel_id = $3 AND d.business_id = $1 ORDER BY d.id DESC LIMIT $2"
            );
            c.rows(&sql, args![reach.id(), limit, channel.number], read)
        }
    }
}

/// The newest deliveries of the whole installation: for whoever runs it.
pub fn list_all(c: &mut Conn, state: Option<DeliveryState>, limit: i64) -> Result<Vec<Delivery>> {
    let condition = if state.is_some() { "d.state = $2" } else { "$2 = ''" };
    let sql = format!(
        "SELECT {COLUMNS} FROM deliveries d JOIN channels h ON h.id = d.channel_id
         WHERE {condition} ORDER BY d.id DESC LIMIT $1"
    );
    c.rows(&sql, args![limit, state.map_or("", Word::word)], read)
}

/// Whose delivery it is, or [`Error::NotFound`]: for whoever runs the installation.
pub fn find_reach(c: &mut Conn, number: i64) -> Result<Reach> {
    let sql = "SELECT b.id, b.uuid FROM deliveries d JOIN businesses b ON b.id = d.business_id WHERE d.id = $1";
    Ok(Reach::system(c.first(sql, args![number], |row| row.key())?.ok_or(Error::NotFound)?))
}

/// What is known of a delivery without its bytes, or [`Error::NotFound`].
pub fn find_about(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Delivery> {
    let (column, id) = column(id);
    let sql = format!(
        "SELECT {COLUMNS} FROM deliveries d JOIN channels h ON h.id = d.channel_id
         WHERE d.{column} = $1 AND d.business_id = $2"
    );
    c.first(&sql, &[id, reach.id().into()], read)?.ok_or(Error::NotFound)
}

fn column(id: AnyId) -> (&'static str, Value<'static>) {
    match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    }
}

/// A delivery with its bytes, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<(Delivery, Vec<u8>)> {
    let (column, id) = column(id);
    let sql = format!(
        "SELECT {COLUMNS}, d.body FROM deliveries d JOIN channels h ON h.id = d.channel_id
         WHERE d.{column} = $1 AND d.business_id = $2"
    );
    c.first(&sql, &[id, reach.id().into()], |row| Ok((read(row)?, row.take()?)))?.ok_or(Error::NotFound)
}

/// Notes what became of a delivery that was read again.
pub fn update_error(tx: &mut Tx<'_>, reach: &Reach, delivery: Key, error: Option<&str>) -> Result<()> {
    let state = if error.is_some() { DeliveryState::Failed } else { DeliveryState::Taken };
    tx.execute(
        "UPDATE deliveries SET state = $3, error = $4 WHERE id = $1 AND business_id = $2",
        args![delivery.number, reach.id(), state.word(), error],
    )?;
    Ok(())
}

/// Forgets deliveries of more than [`KEPT`] ago; how many.
pub fn delete_expired(tx: &mut Tx<'_>) -> Result<u64> {
    let before = tx.now().minus(KEPT);
    tx.execute("DELETE FROM deliveries WHERE received_at < $1", args![before])
}
