//! Conversations as rows: find one, lock one, write one. Lists are in `list.rs`.
//! Every write goes through [`insert`] or [`save`], which keep the counters right.

pub mod ends;
mod list;

use model::{AnyId, Conversation, Customer, Key, Word, conversation::LastMessage};

use crate::args;
use crate::conversations::list::write_tags;
use crate::customers;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::reach::Reach;
use crate::tree::Placement;
use crate::tx::Tx;
use crate::value::{Row, Value};

pub use list::{Assignee, Filter, Page, Position, Start, list};

/// The columns that [`read`] reads, of the table under the name `c`.
const COLUMNS: &str = "c.id, c.uuid, c.assignee_id, c.assignee_uuid, c.status, c.channel_type, c.channel_id,
    c.channel_uuid, c.subject, c.priority, c.tags, c.snoozed_until, c.handoff_reason, c.handoff_at, c.unread_count,
    c.last_message_preview, c.last_message_sender_type, c.last_message_at, c.created_at, c.updated_at,
    c.first_response_at, c.resolved_at, c.closed_at";

/// [`COLUMNS`] and the customer's.
fn columns() -> String {
    format!("{COLUMNS}, {}", customers::COLUMNS)
}

/// Reads [`COLUMNS`] and then a customer, if there is one.
fn read(row: &Row<'_>, business: Key) -> Result<Conversation> {
    let mut conversation = read_alone(row, business)?;
    if let Some(key) = row.key_or_none()? {
        conversation.customer = Some(customers::read_rest(row, business, key)?);
    }
    Ok(conversation)
}

/// Reads [`COLUMNS`]; the customer is left out.
fn read_alone(row: &Row<'_>, business: Key) -> Result<Conversation> {
    let mut conversation = Conversation {
        key: row.key()?,
        business,
        customer: None,
        assignee: row.key_or_none()?,
        status: row.word()?,
        channel_type: row.word()?,
        channel: row.key_or_none()?,
        subject: row.take()?,
        priority: row.word()?,
        tags: row.json()?,
        snoozed_until: row.take()?,
        handoff_reason: row.word_or_none()?,
        handoff_at: row.take()?,
        unread_count: row.take()?,
        last_message: None,
        created_at: model::Time(0),
        updated_at: model::Time(0),
        first_response_at: None,
        resolved_at: None,
        closed_at: None,
    };
    let preview: Option<String> = row.take()?;
    let sender_type = row.word_or_none()?;
    let at: Option<model::Time> = row.take()?;
    if let (Some(preview), Some(sender_type), Some(created_at)) = (preview, sender_type, at) {
        conversation.last_message = Some(LastMessage { preview, sender_type, created_at });
    }
    conversation.created_at = row.take()?;
    conversation.updated_at = row.take()?;
    conversation.first_response_at = row.take()?;
    conversation.resolved_at = row.take()?;
    conversation.closed_at = row.take()?;
    Ok(conversation)
}

fn by_id(id: AnyId) -> (&'static str, Value<'static>) {
    match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    }
}

/// The conversation with its customer, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Conversation> {
    let business = reach.business();
    let (column, id) = by_id(id);
    let sql = format!(
        "SELECT {} FROM conversations c LEFT JOIN customers u ON u.id = c.customer_id
         WHERE c.{column} = $1 AND c.business_id = $2",
        columns()
    );
    c.first(&sql, &[id, business.number.into()], |row| read(row, business))?.ok_or(Error::NotFound)
}

/// Those of these conversations that there are, with their customers, in no order.
pub fn find_many(c: &mut Conn, reach: &Reach, numbers: &[i64]) -> Result<Vec<Conversation>> {
    let business = reach.business();
    let mut found = Vec::with_capacity(numbers.len());
    for some in numbers.chunks(many::MOST) {
        let sql = format!(
            "SELECT {} FROM conversations c LEFT JOIN customers u ON u.id = c.customer_id
             WHERE c.business_id = $1 AND c.id IN ({})",
            columns(),
            many::places(2, some.len())
        );
        let mut args = args![business.number].to_vec();
        many::fill(&mut args, some.iter().map(|number| (*number).into()));
        found.extend(c.rows(&sql, &args, |row| read(row, business))?);
    }
    Ok(found)
}

/// Locks the conversation's row until the transaction ends, then reads it with its customer.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Conversation> {
    let (column, value) = by_id(id);
    let sql = format!("UPDATE conversations SET updated_at = updated_at WHERE {column} = $1 AND business_id = $2");
    if tx.execute(&sql, &[value, reach.id().into()])? == 0 {
        return Err(Error::NotFound);
    }
    find(tx, reach, id)
}

/// The number of the customer's conversation on this channel that is not closed. `thread` is empty but for mails.
pub fn find_unclosed(
    c: &mut Conn,
    reach: &Reach,
    channel: Key,
    customer: &Customer,
    thread: &str,
) -> Result<Option<i64>> {
    c.first(
        "SELECT id FROM conversations
         WHERE channel_id = $1 AND customer_id = $2 AND thread = $4 AND status <> 'closed' AND business_id = $3",
        args![channel.number, customer.key.number, reach.id(), thread],
        |row| row.take(),
    )
}

/// Writes a new conversation; its key is made here. `false`, and nothing written, where its customer already has
/// one on its channel that is not closed: the schema's constraint decides, also between parallel transactions.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, conversation: &mut Conversation) -> Result<bool> {
    insert_in(tx, reach, conversation, "")
}

/// As [`insert`], where a customer may have one in each `thread`.
pub fn insert_in(tx: &mut Tx<'_>, reach: &Reach, conversation: &mut Conversation, thread: &str) -> Result<bool> {
    conversation.key.uuid = tx.new_uuid();
    let tags = serde_json::to_string(&conversation.tags).map_err(|error| Error::Broken(error.to_string()))?;
    let number = tx.first(
        "INSERT INTO conversations (uuid, business_id, customer_id, assignee_id, assignee_uuid, status, channel_type,
            channel_id, channel_uuid, subject, priority, tags, unread_count, created_at, updated_at, thread)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (channel_id, customer_id, thread) WHERE status <> 'closed' DO NOTHING RETURNING id",
        args![
            conversation.key.uuid,
            reach.id(),
            conversation.customer.as_ref().map(|customer| customer.key.number),
            placement(conversation).assignee,
            conversation.assignee.map(|key| key.uuid),
            conversation.status.word(),
            conversation.channel_type.word(),
            conversation.channel.map(|key| key.number),
            conversation.channel.map(|key| key.uuid),
            &conversation.subject,
            conversation.priority.word(),
            &tags,
            conversation.unread_count,
            conversation.created_at,
            conversation.updated_at,
            thread
        ],
        |row| row.take(),
    )?;
    let Some(number) = number else {
        return Ok(false);
    };
    conversation.key.number = number;
    tx.shift(reach, None, Some(placement(conversation)));
    Ok(true)
}

/// Writes what changed of a conversation that [`lock`] or [`insert`] gave as `before`.
/// [`Error::Taken`] `conversations_channel_id_customer_id_thread` where reopening would make a second unclosed one.
pub fn save(tx: &mut Tx<'_>, reach: &Reach, before: &Conversation, after: &Conversation) -> Result<()> {
    let tags = serde_json::to_string(&after.tags).map_err(|error| Error::Broken(error.to_string()))?;
    let last = after.last_message.as_ref();
    tx.execute(
        "UPDATE conversations SET assignee_id = $3, assignee_uuid = $4, status = $5, subject = $6, priority = $7,
            tags = $8, snoozed_until = $9, handoff_reason = $10, handoff_at = $11, unread_count = $12,
            last_message_preview = $13, last_message_sender_type = $14, last_message_at = $15, updated_at = $16,
            first_response_at = $17, resolved_at = $18, closed_at = $19
         WHERE id = $1 AND business_id = $2",
        args![
            after.key.number,
            reach.id(),
            placement(after).assignee,
            after.assignee.map(|key| key.uuid),
            after.status.word(),
            &after.subject,
            after.priority.word(),
            &tags,
            after.snoozed_until,
            after.handoff_reason.map(Word::word),
            after.handoff_at,
            after.unread_count,
            last.map(|message| message.preview.as_str()),
            last.map(|message| message.sender_type.word()),
            last.map(|message| message.created_at),
            after.updated_at,
            after.first_response_at,
            after.resolved_at,
            after.closed_at
        ],
    )?;
    write_tags(tx, reach, before, after)?;
    tx.shift(reach, Some(placement(before)), Some(placement(after)));
    Ok(())
}

/// Where the conversation is counted.
pub(crate) fn placement(conversation: &Conversation) -> Placement {
    Placement {
        status: conversation.status,
        assignee: conversation.assignee.map_or(0, |key| key.number),
        updated_at: conversation.updated_at,
    }
}

/// The numbers of a user's conversations that are open or pending.
pub fn assigned_to(c: &mut Conn, reach: &Reach, user: Key) -> Result<Vec<i64>> {
    c.rows(
        "SELECT id FROM conversations WHERE business_id = $1 AND assignee_id = $2 AND status IN ('open', 'pending')",
        args![reach.id(), user.number],
        |row| row.take(),
    )
}

/// Conversations that Theo flagged and no agent has answered yet, longest waiting first.
pub fn pending_handoffs(c: &mut Conn, reach: &Reach, limit: i64) -> Result<Vec<Conversation>> {
    let business = reach.business();
    let sql = format!(
        "SELECT {} FROM conversations c LEFT JOIN customers u ON u.id = c.customer_id
         WHERE c.business_id = $1 AND c.handoff_at IS NOT NULL ORDER BY c.handoff_at, c.id LIMIT $2",
        columns()
    );
    c.rows(&sql, args![business.number, limit], |row| read(row, business))
}
