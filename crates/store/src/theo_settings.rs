//! How each business wants Theo, as rows, and what his words have cost it. The endpoint's key is sealed and comes out
//! only to be used. Must not know what he does.

use model::theo::TheoSettings;
use model::{ChannelType, Key, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;

/// What was set, or what holds where nothing was.
pub fn find(c: &mut Conn, reach: &Reach) -> Result<TheoSettings> {
    let sql = "SELECT mode, tone, channels, hours, keywords, announces_handoff, endpoint, monthly_tokens, updated_at
         FROM theo_settings WHERE business_id = $1";
    let found = c.first(sql, args![reach.id()], |row| {
        Ok(TheoSettings {
            mode: row.word()?,
            tone: row.word()?,
            channels: row.json_or_none::<Vec<ChannelType>>()?,
            hours: row.json_or_none()?,
            keywords: row.json()?,
            announces_handoff: row.take()?,
            endpoint: row.json_or_none()?,
            monthly_tokens: row.take()?,
            updated_at: row.take()?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Writes them; the key of the endpoint stays.
pub fn save(tx: &mut Tx<'_>, reach: &Reach, of: &TheoSettings) -> Result<()> {
    let now = tx.now();
    let (channels, hours, endpoint) =
        (text_or_none(&of.channels)?, text_or_none(&of.hours)?, text_or_none(&of.endpoint)?);
    tx.execute(
        "INSERT INTO theo_settings (business_id, mode, tone, channels, hours, keywords, announces_handoff, endpoint,
            monthly_tokens, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (business_id) DO UPDATE SET mode = excluded.mode, tone = excluded.tone,
             channels = excluded.channels, hours = excluded.hours, keywords = excluded.keywords,
             announces_handoff = excluded.announces_handoff, endpoint = excluded.endpoint,
             monthly_tokens = excluded.monthly_tokens, updated_at = excluded.updated_at",
        args![
            reach.id(),
            model::Word::word(of.mode),
            model::Word::word(of.tone),
            &channels,
            &hours,
            &text(&of.keywords)?,
            of.announces_handoff,
            &endpoint,
            of.monthly_tokens,
            now
        ],
    )?;
    Ok(())
}

fn text(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Broken(error.to_string()))
}

fn text_or_none(value: &Option<impl serde::Serialize>) -> Result<Option<String>> {
    value.as_ref().map(text).transpose()
}

/// Writes the endpoint's key, in clear; none forgets it. Settings have to be there.
pub fn update_key(tx: &mut Tx<'_>, reach: &Reach, key: Option<&str>) -> Result<()> {
    let sealed = key.map(|key| tx.seal(key, &context(reach))).transpose()?;
    tx.execute("UPDATE theo_settings SET endpoint_key = $2 WHERE business_id = $1", args![reach.id(), &sealed])?;
    Ok(())
}

/// The endpoint's key in clear, if it has one.
pub fn endpoint_key(c: &mut Conn, reach: &Reach) -> Result<Option<String>> {
    let sql = "SELECT endpoint_key FROM theo_settings WHERE business_id = $1";
    let sealed: Option<String> = c.first(sql, args![reach.id()], |row| row.take())?.flatten();
    sealed.map(|sealed| c.unseal(&sealed, &context(reach))).transpose()
}

fn context(reach: &Reach) -> String {
    format!("theo_settings.endpoint_key:{}", reach.business().uuid)
}

/// Tokens that were spent in the month of `at`.
pub fn spent(c: &mut Conn, reach: &Reach, at: Time) -> Result<i64> {
    let sql = "SELECT tokens FROM theo_spending WHERE business_id = $1 AND month = $2";
    Ok(c.first(sql, args![reach.id(), &month(at)], |row| row.take())?.unwrap_or(0))
}

/// Adds to what was spent in the month of `at`, or takes back what was set aside; the sum.
pub fn spend(tx: &mut Tx<'_>, business: Key, at: Time, tokens: i64) -> Result<i64> {
    let sum = tx.first(
        "INSERT INTO theo_spending (business_id, month, tokens) VALUES ($1, $2, $3)
         ON CONFLICT (business_id, month) DO UPDATE SET tokens = theo_spending.tokens + excluded.tokens
         RETURNING tokens",
        args![business.number, &month(at), tokens],
        |row| row.take(),
    )?;
    sum.ok_or_else(|| Error::Broken("an upsert returned nothing".into()))
}

fn month(at: Time) -> String {
    at.to_string().chars().take(7).collect()
}
