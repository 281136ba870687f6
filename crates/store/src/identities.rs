//! The secrets with which pages of a widget prove who their visitors are, as rows: sealed, one for each widget at most.

use model::widget::Identity;
use model::{Key, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;

fn context(widget: Key) -> String {
    format!("widget_identities.secret:{}", widget.uuid)
}

/// The widget's secrets, if it has any.
pub fn find(c: &mut Conn, reach: &Reach, widget: Key) -> Result<Option<Identity>> {
    type Sealed = (String, Time, Option<String>, Option<Time>);
    let found = c.first(
        "SELECT i.secret, i.made_at, i.previous, i.previous_until FROM widget_identities i
         JOIN widgets w ON w.id = i.widget_id WHERE i.widget_id = $1 AND w.business_id = $2",
        args![widget.number, reach.id()],
        |row| -> Result<Sealed> { Ok((row.take()?, row.take()?, row.take()?, row.take()?)) },
    )?;
    let Some((secret, made_at, previous, until)) = found else { return Ok(None) };
    let previous = match (previous, until) {
        (Some(sealed), Some(until)) => Some((c.unseal(&sealed, &context(widget))?, until)),
        _ => None,
    };
    Ok(Some(Identity { secret: c.unseal(&secret, &context(widget))?, made_at, previous }))
}

/// Writes the widget's secrets in place of those before. Its row must be locked.
pub fn save(tx: &mut Tx<'_>, reach: &Reach, widget: Key, identity: &Identity) -> Result<()> {
    let secret = tx.seal(&identity.secret, &context(widget))?;
    let previous = identity.previous.as_ref().map(|(secret, _)| tx.seal(secret, &context(widget))).transpose()?;
    let until = identity.previous.as_ref().map(|(_, until)| *until);
    tx.execute(
        "INSERT INTO widget_identities (widget_id, secret, made_at, previous, previous_until)
         SELECT w.id, $2, $3, $4, $5 FROM widgets w WHERE w.id = $1 AND w.business_id = $6
         ON CONFLICT (widget_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at,
            previous = excluded.previous, previous_until = excluded.previous_until",
        args![widget.number, &secret, identity.made_at, previous.as_ref(), until, reach.id()],
    )?;
    Ok(())
}

/// Forgets the widget's secrets; whether it had any.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, widget: Key) -> Result<bool> {
    let sql = "DELETE FROM widget_identities
         WHERE widget_id = (SELECT w.id FROM widgets w WHERE w.id = $1 AND w.business_id = $2)";
    Ok(tx.execute(sql, args![widget.number, reach.id()])? > 0)
}
