//! Messages as rows.

use model::{AnyId, Key, Message, Time, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

const COLUMNS: &str =
    "id, uuid, conversation_id, conversation_uuid, sender_type, sender_id, sender_uuid, kind, content,
    attachments, in_reply_to, status, error, created_at, delivered_at, read_at, mail, sources";

fn read(row: &Row<'_>) -> Result<Message> {
    Ok(Message {
        key: row.key()?,
        conversation: row.key()?,
        sender_type: row.word()?,
        sender: row.key_or_none()?,
        kind: row.word()?,
        content: row.take()?,
        attachments: row.json()?,
        in_reply_to: row.take()?,
        status: row.word()?,
        error: row.take()?,
        created_at: row.take()?,
        delivered_at: row.take()?,
        read_at: row.take()?,
        mail: row.json_or_none()?.map(Box::new),
        sources: row.json_or_none()?.unwrap_or_default(),
    })
}

/// The message, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Message> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE {column} = $1 AND business_id = $2");
    c.first(&sql, &[id, reach.id().into()], read)?.ok_or(Error::NotFound)
}

/// What the customer has last written before a message of the same conversation.
pub fn find_last_of_customer(c: &mut Conn, reach: &Reach, conversation: Key, before: Key) -> Result<Option<Message>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages
         WHERE conversation_id = $1 AND business_id = $2 AND id < $3 AND sender_type = 'customer'
         ORDER BY id DESC LIMIT 1"
    );
    c.first(&sql, args![conversation.number, reach.id(), before.number], read)
}

/// The message that the other side calls `origin`.
pub fn find_by_origin(c: &mut Conn, reach: &Reach, origin: &str) -> Result<Option<Message>> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE business_id = $1 AND origin = $2");
    c.first(&sql, args![reach.id(), origin], read)
}

/// Those of these messages that there are, in no order, each with what the other side calls it.
pub fn find_many(c: &mut Conn, reach: &Reach, numbers: &[i64]) -> Result<Vec<(Message, Option<String>)>> {
    let mut found = Vec::with_capacity(numbers.len());
    for some in numbers.chunks(many::MOST) {
        let places = many::places(2, some.len());
        let sql = format!("SELECT {COLUMNS}, origin FROM messages WHERE business_id = $1 AND id IN ({places})");
        let mut args = args![reach.id()].to_vec();
        many::fill(&mut args, some.iter().map(|number| (*number).into()));
        found.extend(c.rows(&sql, &args, |row| Ok((read(row)?, row.take()?)))?);
    }
    Ok(found)
}

/// Which stretch of a conversation's messages.
#[derive(Clone, Copy, Debug)]
pub enum Stretch {
    /// The newest ones.
    Newest,
    /// Those before this message's number, nearest first.
    Before(i64),
    /// Those after this message's number, nearest first.
    After(i64),
}

/// Bytes of text in one page; a message that is longer comes alone.
const MOST_BYTES: i64 = 4 << 20;

/// Messages, oldest first, and whether there are more beyond them on the stretch's far side.
pub struct Page {
    pub messages: Vec<Message>,
    pub more: bool,
}

/// At most `limit` messages of a conversation, and at most [`MOST_BYTES`]: the texts are measured where they lie, so
/// that nothing is read which is not shown.
pub fn list(c: &mut Conn, reach: &Reach, conversation: Key, stretch: Stretch, limit: i64) -> Result<Page> {
    list_of(c, reach, conversation, stretch, limit, "")
}

/// As [`list`], without notes and what the thread tells of itself.
pub fn list_texts(c: &mut Conn, reach: &Reach, conversation: Key, stretch: Stretch, limit: i64) -> Result<Page> {
    list_of(c, reach, conversation, stretch, limit, "AND kind = 'text'")
}

fn list_of(c: &mut Conn, reach: &Reach, conversation: Key, stretch: Stretch, limit: i64, kind: &str) -> Result<Page> {
    let (bound, order, number) = match stretch {
        Stretch::Newest => ("<", "DESC", i64::MAX),
        Stretch::Before(number) => ("<", "DESC", number),
        Stretch::After(number) => (">", "ASC", number),
    };
    let sql = format!(
        "WITH page AS (
            SELECT id AS number, CAST(octet_length(content) AS BIGINT) AS size FROM messages
            WHERE conversation_id = $1 AND business_id = $2 AND id {bound} $3 {kind}
            ORDER BY id {order} LIMIT $4
         ), found AS (
            SELECT number, size, CAST(sum(size) OVER (ORDER BY number {order}) AS BIGINT) AS so_far,
                count(*) OVER () AS many FROM page
         )
         SELECT many, {COLUMNS} FROM found JOIN messages ON messages.id = found.number
         WHERE so_far <= $5 OR so_far = size ORDER BY number {order}"
    );
    let mut many = 0;
    let mut messages = c.rows(&sql, args![conversation.number, reach.id(), number, limit + 1, MOST_BYTES], |row| {
        many = row.take::<i64>()?;
        read(row)
    })?;
    // One row more than asked for tells whether there are more.
    messages.truncate(usize::try_from(limit).unwrap_or(0));
    let more = many > messages.len() as i64;
    if order == "DESC" {
        messages.reverse();
    }
    Ok(Page { messages, more })
}

/// Writes a new message; its key is made here. `origin` is what the other side calls it: `false`, and nothing
/// written, where it is already there.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, message: &mut Message, origin: Option<&str>) -> Result<bool> {
    message.key.uuid = tx.new_uuid();
    let attachments = serde_json::to_string(&message.attachments).map_err(|error| Error::Broken(error.to_string()))?;
    let mail = message.mail.as_ref().map(serde_json::to_string).transpose();
    let mail = mail.map_err(|error| Error::Broken(error.to_string()))?;
    let sources = (!message.sources.is_empty()).then(|| serde_json::to_string(&message.sources)).transpose();
    let sources = sources.map_err(|error| Error::Broken(error.to_string()))?;
    let number = tx.first(
            "INSERT INTO messages (uuid, business_id, conversation_id, conversation_uuid, sender_type, sender_id,
                sender_uuid, kind, content, attachments, in_reply_to, status, error, origin, created_at, delivered_at, read_at, mail,
                sources)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
             ON CONFLICT (business_id, origin) WHERE origin IS NOT NULL DO NOTHING RETURNING id",
            args![
                message.key.uuid,
                reach.id(),
                message.conversation.number,
                message.conversation.uuid,
                message.sender_type.word(),
                message.sender.map(|key| key.number),
                message.sender.map(|key| key.uuid),
                message.kind.word(),
                &message.content,
                &attachments,
                message.in_reply_to,
                message.status.word(),
                &message.error,
                origin,
                message.created_at,
                message.delivered_at,
                message.read_at,
                &mail,
                &sources
            ],
            |row| row.take(),
        )?;
    let Some(number) = number else {
        return Ok(false);
    };
    message.key.number = number;
    Ok(true)
}

/// Writes what a message shows of its files.
pub fn save_attachments(tx: &mut Tx<'_>, reach: &Reach, message: &Message) -> Result<()> {
    let attachments = serde_json::to_string(&message.attachments).map_err(|error| Error::Broken(error.to_string()))?;
    let sql = "UPDATE messages SET attachments = $3 WHERE id = $1 AND business_id = $2";
    tx.execute(sql, args![message.key.number, reach.id(), &attachments])?;
    Ok(())
}

/// Which messages of a conversation the other side has received or seen.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub conversation: Key,
    /// The customer's, or all that the team, Theo and the system have said to the customer.
    pub of_customer: bool,
    /// Those up to this number.
    pub up_to: i64,
    pub at: Time,
}

impl Mark {
    fn change(&self, tx: &mut Tx<'_>, reach: &Reach, set: &str, unless: &str) -> Result<Option<Key>> {
        let side =
            if self.of_customer { "sender_type = 'customer'" } else { "sender_type <> 'customer' AND kind = 'text'" };
        let sql = format!(
            "UPDATE messages SET {set} WHERE conversation_id = $1 AND business_id = $2 AND id <= $3
             AND {side} AND status <> 'failed' AND {unless} RETURNING id, uuid"
        );
        let args = args![self.conversation.number, reach.id(), self.up_to, self.at];
        let changed = tx.rows(&sql, args, |row| row.key())?;
        Ok(changed.into_iter().max_by_key(|key| key.number))
    }
}

/// Marks messages as read; the newest of those that were not.
pub fn mark_read(tx: &mut Tx<'_>, reach: &Reach, mark: Mark) -> Result<Option<Key>> {
    mark.change(tx, reach, "status = 'read', read_at = $4", "read_at IS NULL")
}

/// Marks messages as delivered; the newest of those that were not.
pub fn mark_delivered(tx: &mut Tx<'_>, reach: &Reach, mark: Mark) -> Result<Option<Key>> {
    mark.change(tx, reach, "status = 'delivered', delivered_at = $4", "delivered_at IS NULL AND read_at IS NULL")
}

/// Writes how far a message has come. Its conversation must be locked.
pub fn update_progress(tx: &mut Tx<'_>, reach: &Reach, message: &Message) -> Result<()> {
    tx.execute(
        "UPDATE messages SET status = $3, error = $4, delivered_at = $5, read_at = $6 WHERE id = $1 AND business_id = $2",
        args![
            message.key.number,
            reach.id(),
            message.status.word(),
            &message.error,
            message.delivered_at,
            message.read_at
        ],
    )?;
    Ok(())
}

/// Writes what a message says now.
pub fn update_content(tx: &mut Tx<'_>, reach: &Reach, message: Key, content: &str) -> Result<()> {
    let sql = "UPDATE messages SET content = $3 WHERE id = $1 AND business_id = $2";
    tx.execute(sql, args![message.number, reach.id(), content])?;
    Ok(())
}
