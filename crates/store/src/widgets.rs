//! Widgets as rows.

use model::widget::Look;
use model::{AnyId, Key, Widget};
use serde_json::Value as Json;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

/// The columns that [`read`] reads, of widgets as `w` and businesses as `b`.
const COLUMNS: &str = "w.id, w.uuid, b.id, b.uuid, w.channel_id, w.name, w.domain, w.welcome_heading,
    w.welcome_tagline, w.primary_color, w.show_online_badge, w.logo_url, w.config, w.created_at, w.updated_at";

fn read(row: &Row<'_>) -> Result<Widget> {
    Ok(Widget {
        key: row.key()?,
        business: row.key()?,
        channel_id: row.take()?,
        look: Look {
            name: row.take()?,
            domain: row.take()?,
            welcome_heading: row.take()?,
            welcome_tagline: row.take()?,
            primary_color: row.take()?,
            show_online_badge: row.take()?,
            logo_url: row.take()?,
            config: row.json()?,
        },
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn find_where(c: &mut Conn, condition: &str, args: &[Value<'_>]) -> Result<Widget> {
    let sql = format!("SELECT {COLUMNS} FROM widgets w JOIN businesses b ON b.id = w.business_id WHERE {condition}");
    c.first(&sql, args, read)?.ok_or(Error::NotFound)
}

/// The widget, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Widget> {
    match id {
        AnyId::Number(number) => find_where(c, "w.id = $1 AND w.business_id = $2", args![number, reach.id()]),
        AnyId::Uuid(uuid) => find_where(c, "w.uuid = $1 AND w.business_id = $2", args![uuid, reach.id()]),
    }
}

/// The widget that a visitor's page names, of whatever business, or [`Error::NotFound`].
pub fn find_public(c: &mut Conn, id: AnyId) -> Result<Widget> {
    match id {
        AnyId::Number(number) => find_where(c, "w.id = $1", args![number]),
        AnyId::Uuid(uuid) => find_where(c, "w.uuid = $1", args![uuid]),
    }
}

/// All of them, oldest first.
pub fn list(c: &mut Conn, reach: &Reach) -> Result<Vec<Widget>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM widgets w JOIN businesses b ON b.id = w.business_id WHERE w.business_id = $1 ORDER BY w.id"
    );
    c.rows(&sql, args![reach.id()], read)
}

/// Locks the widget's row until the transaction ends, then reads it.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Widget> {
    let widget = find(tx, reach, id)?;
    tx.execute("UPDATE widgets SET name = name WHERE id = $1", args![widget.key.number])?;
    find(tx, reach, widget.key.into())
}

/// Makes a widget. [`Error::Taken`] `widgets_business_id_domain` where the business has one for this domain.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, channel_id: i64, look: Look) -> Result<Widget> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let config = Json::Object(look.config.clone()).to_string();
    let number = tx
        .first(
            "INSERT INTO widgets (uuid, business_id, channel_id, name, domain, welcome_heading, welcome_tagline,
                primary_color, show_online_badge, logo_url, config, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
            args![
                uuid,
                reach.id(),
                channel_id,
                &look.name,
                &look.domain,
                &look.welcome_heading,
                &look.welcome_tagline,
                &look.primary_color,
                look.show_online_badge,
                &look.logo_url,
                &config,
                now,
                now
            ],
            |row| row.take(),
        )?
        .ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
    let business = reach.business();
    Ok(Widget { key: Key { number, uuid }, business, channel_id, look, created_at: now, updated_at: now })
}

/// Writes what can change of a widget. [`Error::Taken`] as with [`insert`].
pub fn update(tx: &mut Tx<'_>, reach: &Reach, widget: &Widget) -> Result<()> {
    let look = &widget.look;
    let config = Json::Object(look.config.clone()).to_string();
    tx.execute(
        "UPDATE widgets SET name = $3, domain = $4, welcome_heading = $5, welcome_tagline = $6, primary_color = $7,
            show_online_badge = $8, logo_url = $9, config = $10, updated_at = $11
         WHERE id = $1 AND business_id = $2",
        args![
            widget.key.number,
            reach.id(),
            &look.name,
            &look.domain,
            &look.welcome_heading,
            &look.welcome_tagline,
            &look.primary_color,
            look.show_online_badge,
            &look.logo_url,
            &config,
            widget.updated_at
        ],
    )?;
    Ok(())
}

/// Gives the widgets whose channel was deleted to another channel of their business.
pub fn move_orphans(tx: &mut Tx<'_>, reach: &Reach, channel: Key) -> Result<u64> {
    tx.execute(
        "UPDATE widgets SET channel_id = $2 WHERE business_id = $1 AND channel_id IN
            (SELECT id FROM channels WHERE business_id = $1 AND deleted_at IS NOT NULL)",
        args![reach.id(), channel.number],
    )
}
