//! What providers call messages, as rows: a message that comes again is known by it, and so is what is told of one of ours.

use model::Key;

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;

/// The message that the provider calls so.
pub fn find(c: &mut Conn, reach: &Reach, channel: Key, provider_id: &str) -> Result<Option<Key>> {
    c.first(
        "SELECT m.id, m.uuid FROM provider_messages p JOIN messages m ON m.id = p.message_id
         WHERE p.channel_id = $1 AND p.provider_id = $2 AND p.business_id = $3",
        args![channel.number, provider_id, reach.id()],
        |row| row.key(),
    )
}

/// What the provider calls a message; of one that was sent in parts, the first.
pub fn find_id(c: &mut Conn, reach: &Reach, channel: Key, message: Key) -> Result<Option<String>> {
    c.first(
        "SELECT provider_id FROM provider_messages WHERE message_id = $1 AND channel_id = $2 AND business_id = $3
         ORDER BY provider_id LIMIT 1",
        args![message.number, channel.number, reach.id()],
        |row| row.take(),
    )
}

/// What the provider calls the newest messages of a conversation, oldest first, and whether the customer wrote each.
pub fn list(c: &mut Conn, reach: &Reach, channel: Key, conversation: Key, limit: i64) -> Result<Vec<(String, bool)>> {
    let mut found = c.rows(
        "SELECT p.provider_id, m.sender_type = 'customer'
         FROM messages m JOIN provider_messages p ON p.message_id = m.id AND p.channel_id = $3
         WHERE m.conversation_id = $1 AND m.business_id = $2 ORDER BY m.id DESC LIMIT $4",
        args![conversation.number, reach.id(), channel.number, limit],
        |row| Ok((row.take()?, row.take()?)),
    )?;
    found.reverse();
    Ok(found)
}

/// What the provider calls the customer's newest message in a conversation.
pub fn find_newest_of_customer(c: &mut Conn, reach: &Reach, channel: Key, conversation: Key) -> Result<Option<String>> {
    c.first(
        "SELECT p.provider_id FROM messages m JOIN provider_messages p ON p.message_id = m.id
         WHERE m.conversation_id = $1 AND m.business_id = $2 AND m.sender_type = 'customer' AND p.channel_id = $3
         ORDER BY m.id DESC LIMIT 1",
        args![conversation.number, reach.id(), channel.number],
        |row| row.take(),
    )
}

/// How many names the provider has for a message: one for each part that it has taken.
pub fn count(c: &mut Conn, reach: &Reach, channel: Key, message: Key) -> Result<i64> {
    let sql = "SELECT count(*) FROM provider_messages WHERE message_id = $1 AND channel_id = $2 AND business_id = $3";
    Ok(c.first(sql, args![message.number, channel.number, reach.id()], |row| row.take())?.unwrap_or(0))
}

/// Notes what the provider calls a message; `false` where it calls another one so.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, channel: Key, provider_id: &str, message: Key) -> Result<bool> {
    let made = tx.execute(
        "INSERT INTO provider_messages (channel_id, provider_id, business_id, message_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT (channel_id, provider_id) DO NOTHING",
        args![channel.number, provider_id, reach.id(), message.number],
    )?;
    Ok(made == 1)
}
