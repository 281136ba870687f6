//! Attachments as rows: uploaded, taken by a message, prepared. Their bytes lie elsewhere, under keys that stand here.
//! Must not know what may be uploaded.

use model::inbound::Media;
use model::{AnyId, Attachment, AttachmentState, Job, Key, Time, Word};
use uuid::Uuid;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// Columns of an [`Attachment`].
const SHOWN: &str = "uuid, filename, content_type, coalesce(size, 0), width, height, state, error,
    thumbnail IS NOT NULL";

/// Rows that are deleted at once.
const EXPIRED_AT_ONCE: i64 = 500;

/// Who uploads.
#[derive(Clone, Copy, Debug)]
pub enum Uploader {
    /// A member, into this conversation.
    Member { user: Key, conversation: Key },
    /// A visitor, and who they are where that is known.
    Visitor { customer: Option<Key> },
}

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub filename: String,
    pub content_type: &'static str,
    pub size: i64,
    pub state: AttachmentState,
}

/// What a file is served by.
#[derive(Clone, Debug)]
pub struct Served {
    pub file: String,
    pub thumbnail: Option<String>,
    pub filename: String,
    pub content_type: String,
    pub size: i64,
    pub state: AttachmentState,
    pub error: Option<String>,
}

/// An upload as a job finds it.
#[derive(Clone, Debug)]
pub struct Upload {
    pub file: String,
    pub filename: String,
    pub content_type: String,
    pub state: AttachmentState,
    pub message: Option<i64>,
    /// Whether all of its bytes are here.
    pub has_arrived: bool,
}

/// What became of preparing a picture.
#[derive(Clone, Debug)]
pub enum Prepared {
    Ready {
        file: String,
        thumbnail: Option<String>,
        size: i64,
        width: i64,
        height: i64,
    },
    /// A sentence for people.
    Failed(String),
}

fn shown(row: &Row<'_>) -> Result<Attachment> {
    Ok(Attachment {
        id: row.take()?,
        filename: row.take()?,
        content_type: row.take()?,
        size: row.take()?,
        width: row.take()?,
        height: row.take()?,
        state: row.word()?,
        error: row.take()?,
        has_thumbnail: row.take()?,
    })
}

/// Notes that a file is about to be written under the key `file`, so that a crash leaves nothing that no row names.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, by: Uploader, file: &str) -> Result<Key> {
    let (user, customer, conversation) = match by {
        Uploader::Member { user, conversation } => (Some(user), None, Some(conversation)),
        Uploader::Visitor { customer } => (None, customer, None),
    };
    let number = |key: Option<Key>| key.map(|key| key.number);
    let (uuid, now) = (tx.new_uuid(), tx.now());
    let made = tx.first(
        "INSERT INTO attachments (uuid, business_id, conversation_id, user_id, customer_id, file, filename, content_type,
            state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, '', '', 'waiting', $7) RETURNING id, uuid",
        args![uuid, reach.id(), number(conversation), number(user), number(customer), file, now],
        |row| row.key(),
    )?;
    made.ok_or(Error::NotFound)
}

/// Notes a file that is still to be fetched, of a message that is being written by a customer into a conversation.
pub fn insert_expected(
    tx: &mut Tx<'_>,
    reach: &Reach,
    conversation: Key,
    customer: Key,
    media: &Media,
) -> Result<(Key, Attachment)> {
    let (uuid, now) = (tx.new_uuid(), tx.now());
    let file = &unfetched(uuid);
    let Media { filename, content_type, size, .. } = media;
    let row = tx.first(
        "INSERT INTO attachments (uuid, business_id, conversation_id, customer_id, file, filename, content_type, state,
            created_at, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $8) RETURNING id, uuid",
        args![uuid, reach.id(), conversation.number, customer.number, file, filename, content_type, now],
        |row| row.key(),
    )?;
    let attachment = Attachment {
        id: uuid,
        filename: filename.clone(),
        content_type: content_type.clone(),
        size: *size,
        width: None,
        height: None,
        state: AttachmentState::Waiting,
        error: None,
        has_thumbnail: false,
    };
    Ok((row.ok_or(Error::NotFound)?, attachment))
}

/// What stands in the place of a key, for a file that nobody has begun to fetch.
fn unfetched(id: Uuid) -> String {
    format!("unfetched:{id}")
}

/// Notes that a fetched file is about to be written under the key `file`. What an earlier try has left is deleted.
pub fn update_fetching(tx: &mut Tx<'_>, reach: &Reach, key: Key, file: &str) -> Result<()> {
    let before = find(tx, reach, key)?;
    tx.execute(
        "UPDATE attachments SET file = $3 WHERE id = $1 AND business_id = $2 AND size IS NULL",
        args![key.number, reach.id(), file],
    )?;
    if before.file == unfetched(key.uuid) { Ok(()) } else { delete_bytes(tx, vec![before.file]) }
}

/// All of it is there.
pub fn arrive(tx: &mut Tx<'_>, reach: &Reach, key: Key, arrived: &Arrived) -> Result<Attachment> {
    let sql = format!(
        "UPDATE attachments SET filename = $3, content_type = $4, size = $5, state = $6
         WHERE id = $1 AND business_id = $2 AND size IS NULL RETURNING {SHOWN}"
    );
    let Arrived { filename, content_type, size, state } = arrived;
    let args = args![key.number, reach.id(), filename, *content_type, *size, state.word()];
    tx.first(&sql, args, shown)?.ok_or(Error::NotFound)
}

/// Takes a file for a message of `conversation`: one that was uploaded into it, or by a visitor into none yet, and that
/// no message has taken. [`Error::NotFound`] for any other.
pub fn claim(tx: &mut Tx<'_>, reach: &Reach, id: Uuid, conversation: Key, is_visitors: bool) -> Result<Attachment> {
    let theirs = if is_visitors {
        "user_id IS NULL AND conversation_id IS NULL"
    } else {
        "user_id IS NOT NULL AND conversation_id = $3"
    };
    let sql = format!(
        "UPDATE attachments SET conversation_id = $3, sent_at = $4
         WHERE uuid = $1 AND business_id = $2 AND sent_at IS NULL AND size IS NOT NULL AND {theirs} RETURNING {SHOWN}"
    );
    let now = tx.now();
    tx.first(&sql, args![id, reach.id(), conversation.number, now], shown)?.ok_or(Error::NotFound)
}

/// Whether a message has taken it already.
pub fn is_sent(c: &mut Conn, reach: &Reach, id: Uuid) -> Result<bool> {
    let sql = "SELECT sent_at IS NOT NULL FROM attachments WHERE uuid = $1 AND business_id = $2";
    Ok(c.first(sql, args![id, reach.id()], |row| row.take())?.unwrap_or(false))
}

/// Says which message has taken a file.
pub fn attach(tx: &mut Tx<'_>, reach: &Reach, id: Uuid, message: Key) -> Result<()> {
    let sql = "UPDATE attachments SET message_id = $3 WHERE uuid = $1 AND business_id = $2";
    tx.execute(sql, args![id, reach.id(), message.number])?;
    Ok(())
}

/// What the caller of a signed address gets, of whatever business: the signature is the proof.
pub fn find_signed(c: &mut Conn, id: Uuid) -> Result<Served> {
    let sql = "SELECT file, thumbnail, filename, content_type, coalesce(size, 0), state, error FROM attachments
               WHERE uuid = $1";
    let served = c.first(sql, args![id], |row| {
        Ok(Served {
            file: row.take()?,
            thumbnail: row.take()?,
            filename: row.take()?,
            content_type: row.take()?,
            size: row.take()?,
            state: row.word()?,
            error: row.take()?,
        })
    })?;
    served.ok_or(Error::NotFound)
}

/// An upload, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, key: Key) -> Result<Upload> {
    let sql = "SELECT file, filename, content_type, state, message_id, size IS NOT NULL FROM attachments
               WHERE id = $1 AND business_id = $2";
    let found = c.first(sql, args![key.number, reach.id()], |row| {
        Ok(Upload {
            file: row.take()?,
            filename: row.take()?,
            content_type: row.take()?,
            state: row.word()?,
            message: row.take()?,
            has_arrived: row.take()?,
        })
    })?;
    found.ok_or(Error::NotFound)
}

/// Writes what became of a picture that waits. `None` where it does not, else the picture and the message that has it.
pub fn finish(
    tx: &mut Tx<'_>,
    reach: &Reach,
    key: Key,
    done: &Prepared,
) -> Result<Option<(Attachment, Option<AnyId>)>> {
    let sql = format!(
        "UPDATE attachments SET file = coalesce(CAST($3 AS TEXT), file), thumbnail = $4, size = coalesce(CAST($5 AS BIGINT), size),
            width = $6, height = $7, state = $8, error = $9
         WHERE id = $1 AND business_id = $2 AND state = 'waiting' RETURNING {SHOWN}, message_id"
    );
    let nothing: Option<&str> = None;
    let (number, id) = (key.number, reach.id());
    let read = |row: &Row<'_>| Ok((shown(row)?, row.take::<Option<i64>>()?.map(AnyId::Number)));
    match done {
        Prepared::Ready { file, thumbnail, size, width, height } => {
            let state = AttachmentState::Ready.word();
            tx.first(&sql, args![number, id, file, thumbnail, *size, *width, *height, state, nothing], read)
        }
        Prepared::Failed(error) => {
            let (none, state) = (None::<i64>, AttachmentState::Failed.word());
            tx.first(&sql, args![number, id, nothing, nothing, none, none, none, state, error], read)
        }
    }
}

/// Takes back an upload that came to nothing, and sees to its bytes.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, key: Key) -> Result<()> {
    let sql =
        "DELETE FROM attachments WHERE id = $1 AND business_id = $2 AND sent_at IS NULL RETURNING file, thumbnail";
    let files = tx.rows(sql, args![key.number, reach.id()], keys)?;
    delete_bytes(tx, files.into_iter().flatten().collect())
}

/// Deletes what was uploaded before `before` and never sent, and sees to the bytes; whether there is more.
pub fn delete_unsent(tx: &mut Tx<'_>, before: Time) -> Result<bool> {
    let files = tx.rows(
        "DELETE FROM attachments WHERE id IN (
            SELECT id FROM attachments WHERE sent_at IS NULL AND created_at <= $1 ORDER BY created_at LIMIT $2)
         RETURNING file, thumbnail",
        args![before, EXPIRED_AT_ONCE],
        keys,
    )?;
    let is_full = files.len() as i64 == EXPIRED_AT_ONCE;
    delete_bytes(tx, files.into_iter().flatten().collect())?;
    Ok(is_full)
}

fn keys(row: &Row<'_>) -> Result<Vec<String>> {
    let (file, thumbnail): (String, Option<String>) = (row.take()?, row.take()?);
    Ok(std::iter::once(file).chain(thumbnail).collect())
}

/// Has files deleted, once this transaction is committed.
pub fn delete_bytes(tx: &mut Tx<'_>, files: Vec<String>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    tx.enqueue(None, &Job::DeleteFiles { files }, now)
}
