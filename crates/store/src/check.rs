//! Is the database whole? Its files, its references, its counters, and the key that it is sealed with.
//! Must not know what to advise.

use crate::args;
use crate::engine::{Conn, Engine};
use crate::error::Result;

const KEY_CHECK: &str = "key_check";

/// Everything that is wrong, a sentence each. Reads the whole database.
pub fn faults(c: &mut Conn) -> Result<Vec<String>> {
    let mut faults = match &mut c.engine {
        Engine::Sqlite(session) => session.integrity()?,
        Engine::Postgres(_) => Vec::new(),
    };
    let counters = c.rows(
        "SELECT real.business_id, real.many, coalesce(tree.s7, 0)
         FROM (SELECT business_id, count(*) AS many FROM conversations GROUP BY business_id) AS real
         LEFT JOIN conversation_tree AS tree ON tree.business_id = real.business_id
            AND tree.status = '' AND tree.assignee_id = -1 AND tree.level = 9 AND tree.bucket = 0
         WHERE real.many <> coalesce(tree.s7, 0)",
        args![],
        |row| Ok((row.take::<i64>()?, row.take::<i64>()?, row.take::<i64>()?)),
    )?;
    for (business, real, counted) in counters {
        faults.push(format!("business {business} has {real} conversations, but {counted} are counted"));
    }
    let events = c.rows(
        "SELECT b.id FROM businesses AS b
         WHERE b.seq <> (SELECT count(*) FROM events AS e WHERE e.business_id = b.id)",
        args![],
        |row| row.take::<i64>(),
    )?;
    for business in events {
        faults.push(format!("the event log of business {business} has gaps"));
    }
    Ok(faults)
}

/// Whether this key is the one that the database was sealed with. The first key that asks is the one.
pub fn key_fits(c: &mut Conn) -> Result<bool> {
    if let Some(fits) = key_fits_already(c)? {
        return Ok(fits);
    }
    let sealed = c.seal(KEY_CHECK, "settings.key_check")?;
    c.change(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        args![KEY_CHECK, &sealed],
    )?;
    Ok(key_fits_already(c)?.unwrap_or(false))
}

/// As [`key_fits`], without deciding: `None` where no key has asked yet.
pub fn key_fits_already(c: &mut Conn) -> Result<Option<bool>> {
    let sealed = c.first("SELECT value FROM settings WHERE name = $1", args![KEY_CHECK], |row| row.take::<String>())?;
    Ok(sealed.map(|sealed| c.unseal(&sealed, "settings.key_check").is_ok()))
}
