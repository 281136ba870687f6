//! Messages that providers have approved, as rows: what a channel's provider had when it was asked, and which message is
//! one of them. Must not know what is in them.

use model::{Key, Time};
use serde_json::Value;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;

/// What a channel's provider had.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// A JSON list.
    pub list: Value,
    /// Why it could not be asked; the list is then an older one.
    pub problem: Option<String>,
    pub at: Time,
}

/// What was fetched last, if anything was.
pub fn find(c: &mut Conn, reach: &Reach, channel: Key) -> Result<Option<Fetched>> {
    c.first(
        "SELECT list, problem, fetched_at FROM templates WHERE channel_id = $1 AND business_id = $2",
        args![channel.number, reach.id()],
        |row| Ok(Fetched { list: row.json()?, problem: row.take()?, at: row.take()? }),
    )
}

/// Notes what was fetched now.
pub fn save(tx: &mut Tx<'_>, reach: &Reach, channel: Key, list: &Value) -> Result<()> {
    put(tx, reach, channel, Some(&list.to_string()), None)
}

/// Notes why nothing could be fetched now; what was fetched before stays.
pub fn save_problem(tx: &mut Tx<'_>, reach: &Reach, channel: Key, problem: &str) -> Result<()> {
    put(tx, reach, channel, None, Some(problem))
}

fn put(tx: &mut Tx<'_>, reach: &Reach, channel: Key, list: Option<&str>, problem: Option<&str>) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO templates (channel_id, business_id, list, problem, fetched_at)
         VALUES ($1, $2, coalesce(CAST($3 AS TEXT), '[]'), $4, $5)
         ON CONFLICT (channel_id) DO UPDATE SET list = coalesce(CAST($3 AS TEXT), templates.list),
             problem = excluded.problem, fetched_at = excluded.fetched_at",
        args![channel.number, reach.id(), list, problem, now],
    )?;
    Ok(())
}

/// Forgets what was fetched.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, channel: Key) -> Result<()> {
    let sql = "DELETE FROM templates WHERE channel_id = $1 AND business_id = $2";
    tx.execute(sql, args![channel.number, reach.id()])?;
    Ok(())
}

/// Notes which template a message is.
pub fn insert_of_message(tx: &mut Tx<'_>, reach: &Reach, message: Key, template: &Value) -> Result<()> {
    tx.execute(
        "INSERT INTO message_templates (message_id, business_id, template) VALUES ($1, $2, $3)",
        args![message.number, reach.id(), &template.to_string()],
    )?;
    Ok(())
}

/// Which template a message is, if it is one.
pub fn find_of_message(c: &mut Conn, reach: &Reach, message: Key) -> Result<Option<Value>> {
    let found: Option<String> = c.first(
        "SELECT template FROM message_templates WHERE message_id = $1 AND business_id = $2",
        args![message.number, reach.id()],
        |row| row.take(),
    )?;
    found.map(|text| serde_json::from_str(&text).map_err(|error| Error::Broken(error.to_string()))).transpose()
}
