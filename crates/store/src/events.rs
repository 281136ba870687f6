//! The event log of a business: append only, numbered without gaps.

use model::Event;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;

pub(crate) fn insert(c: &mut Conn, event: &Event) -> Result<()> {
    let fact = serde_json::to_string(&event.fact).map_err(|error| Error::Broken(error.to_string()))?;
    c.change(
        "INSERT INTO events (business_id, seq, at, actor_id, actor_uuid, conversation_id, fact)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            event.business.number,
            event.seq,
            event.at,
            event.actor.map(|key| key.number),
            event.actor.map(|key| key.uuid),
            event.fact.conversation().map(|key| key.number),
            &fact,
        ],
    )?;
    Ok(())
}

/// The events after `seq`, oldest first, at most `limit`.
pub fn list(c: &mut Conn, reach: &Reach, after: i64, limit: i64) -> Result<Vec<Event>> {
    let business = reach.business();
    c.rows(
        "SELECT seq, at, actor_id, actor_uuid, fact FROM events
         WHERE business_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![business.number, after, limit],
        |row| Ok(Event { business, seq: row.take()?, at: row.take()?, actor: row.key_or_none()?, fact: row.json()? }),
    )
}
