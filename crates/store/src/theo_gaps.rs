//! Questions that no article answers, as rows: each once, with how often it was asked.
//! Must not know when two questions are alike.

use model::theo::Gap;
use model::{AnyId, Key};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// Gaps that are kept of a business; beyond that the one that was asked least and longest ago gives way.
pub const MOST: i64 = 500;

const COLUMNS: &str = "id, uuid, question, asked, conversation_id, conversation_uuid, created_at, asked_at";

fn read(row: &Row<'_>) -> Result<Gap> {
    Ok(Gap {
        key: row.key()?,
        question: row.take()?,
        asked: row.take()?,
        conversation: row.key_or_none()?,
        created_at: row.take()?,
        asked_at: row.take()?,
    })
}

/// The open ones, most asked first.
pub fn list(c: &mut Conn, reach: &Reach, limit: i64) -> Result<Vec<Gap>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM theo_gaps WHERE business_id = $1 AND is_open ORDER BY asked DESC, id DESC LIMIT $2"
    );
    c.rows(&sql, args![reach.id(), limit], read)
}

/// The gap, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Gap> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!("SELECT {COLUMNS} FROM theo_gaps WHERE {column} = $1 AND business_id = $2");
    c.first(&sql, &[id, reach.id().into()], read)?.ok_or(Error::NotFound)
}

/// What the gaps mean: their numbers and vectors, of those that have one.
pub fn vectors(c: &mut Conn, reach: &Reach) -> Result<Vec<(i64, Vec<u8>)>> {
    let sql = "SELECT id, vector FROM theo_gaps WHERE business_id = $1 AND vector IS NOT NULL ORDER BY id LIMIT $2";
    c.rows(sql, args![reach.id(), MOST], |row| Ok((row.take()?, row.take()?)))
}

/// Counts another asking of a gap.
pub fn count(tx: &mut Tx<'_>, reach: &Reach, gap: i64, conversation: Key) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "UPDATE theo_gaps SET asked = asked + 1, asked_at = $3, conversation_id = $4, conversation_uuid = $5
         WHERE id = $1 AND business_id = $2",
        args![gap, reach.id(), now, conversation.number, conversation.uuid],
    )?;
    Ok(())
}

/// Notes a question, or counts it where it is there under the same key.
pub fn insert(
    tx: &mut Tx<'_>,
    reach: &Reach,
    (question, key, vector): (&str, &str, Option<&[u8]>),
    conversation: Key,
) -> Result<()> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    tx.execute(
        "INSERT INTO theo_gaps (uuid, business_id, question, key, vector, asked, conversation_id, conversation_uuid,
            is_open, created_at, asked_at)
         VALUES ($1, $2, $3, $4, $5, 1, $6, $7, true, $8, $8)
         ON CONFLICT (business_id, key) DO UPDATE SET asked = theo_gaps.asked + 1, asked_at = excluded.asked_at,
             conversation_id = excluded.conversation_id, conversation_uuid = excluded.conversation_uuid",
        args![uuid, reach.id(), question, key, vector, conversation.number, conversation.uuid, now],
    )?;
    tx.execute(
        "DELETE FROM theo_gaps WHERE business_id = $1 AND id IN (
            SELECT id FROM theo_gaps WHERE business_id = $1 ORDER BY asked DESC, asked_at DESC, id DESC LIMIT 1000 OFFSET $2)",
        args![reach.id(), MOST],
    )?;
    Ok(())
}

/// Closes a gap: an article answers it now, or nobody is to.
pub fn close(tx: &mut Tx<'_>, reach: &Reach, gap: Key) -> Result<()> {
    tx.execute(
        "UPDATE theo_gaps SET is_open = false WHERE id = $1 AND business_id = $2",
        args![gap.number, reach.id()],
    )?;
    Ok(())
}
