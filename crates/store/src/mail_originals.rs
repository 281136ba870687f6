//! Mails as they came, as rows: HTML that is safe to be shown.

use model::{Attachment, Key};
use uuid::Uuid;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;

/// A mail with the files that it may show.
#[derive(Clone, Debug)]
pub struct Original {
    pub html: String,
    /// In the order in which the mail counts them.
    pub attachments: Vec<Attachment>,
}

pub fn insert(tx: &mut Tx<'_>, reach: &Reach, message: Key, html: &str) -> Result<()> {
    let sql = "INSERT INTO mail_originals (message_id, business_id, html) VALUES ($1, $2, $3)";
    tx.execute(sql, args![message.number, reach.id(), html])?;
    Ok(())
}

/// The mail of a message, where it is kept.
pub fn find(c: &mut Conn, reach: &Reach, message: Key) -> Result<Option<String>> {
    let sql = "SELECT html FROM mail_originals WHERE message_id = $1 AND business_id = $2";
    c.first(sql, args![message.number, reach.id()], |row| row.take())
}

/// What the caller of a signed address gets, of whatever business: the signature is the proof.
pub fn find_signed(c: &mut Conn, message: Uuid) -> Result<Original> {
    let sql =
        "SELECT o.html, m.attachments FROM messages m JOIN mail_originals o ON o.message_id = m.id WHERE m.uuid = $1";
    let found = c.first(sql, args![message], |row| Ok(Original { html: row.take()?, attachments: row.json()? }))?;
    found.ok_or(Error::NotFound)
}
