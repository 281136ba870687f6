//! The two ends of a conversation: the channel that it goes by, and the teammate who may have it.

use model::{AnyId, ChannelType, Key};

use super::by_id;
use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

fn read(row: &Row<'_>) -> Result<(Key, ChannelType)> {
    Ok((row.key()?, row.word()?))
}

/// An active channel of the business.
pub fn active_channel(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Option<(Key, ChannelType)>> {
    let (column, id) = by_id(id);
    let sql = format!(
        "SELECT id, uuid, channel_type FROM channels
         WHERE {column} = $1 AND business_id = $2 AND is_active AND deleted_at IS NULL"
    );
    c.first(&sql, &[id, reach.id().into()], read)
}

/// Where a conversation goes that names no channel: the oldest active widget channel, else the oldest active one.
pub fn default_channel(c: &mut Conn, reach: &Reach) -> Result<Option<(Key, ChannelType)>> {
    c.first(
        "SELECT id, uuid, channel_type FROM channels
         WHERE business_id = $1 AND is_active AND deleted_at IS NULL
         ORDER BY CASE channel_type WHEN 'widget' THEN 0 ELSE 1 END, id LIMIT 1",
        args![reach.id()],
        read,
    )
}

/// A user who is or was in the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Teammate {
    pub user: Key,
    pub is_active: bool,
}

/// The teammate with this user id, else the one with this membership id. Held until the transaction ends: nobody
/// leaves the team while they are given a conversation.
pub fn teammate(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Option<Teammate>> {
    let (column, value) = by_id(id);
    for table in ["u", "m"] {
        let sql = format!(
            "UPDATE members SET role = role WHERE business_id = $2 AND id =
                (SELECT m.id FROM members m JOIN users u ON u.id = m.user_id WHERE {table}.{column} = $1 AND m.business_id = $2)
             RETURNING user_id, (SELECT uuid FROM users WHERE users.id = user_id), is_active"
        );
        let found = tx.first(&sql, &[value, reach.id().into()], |row| {
            Ok(Teammate { user: row.key()?, is_active: row.take()? })
        })?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
