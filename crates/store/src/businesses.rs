//! Businesses as rows, and the owner's membership that is made with each.
//! Knows nothing of who may make one.

use model::{AnyId, Business, Key, Presence, Role};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::members;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// The columns that [`read`] reads, of the table under the name `b`.
pub(crate) const COLUMNS: &str =
    "b.id, b.uuid, b.name, b.website, b.goal, b.industry, b.team_size, b.seq, b.created_at";

pub(crate) fn read(row: &Row<'_>) -> Result<Business> {
    Ok(Business {
        key: row.key()?,
        name: row.take()?,
        website: row.take()?,
        goal: row.take()?,
        industry: row.take()?,
        team_size: row.take()?,
        seq: row.take()?,
        created_at: row.take()?,
    })
}

/// What an owner says of a business.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    pub name: String,
    pub website: Option<String>,
    pub goal: Option<String>,
    pub industry: Option<String>,
    pub team_size: Option<String>,
}

/// Makes a business and its owner's membership. [`Error::Taken`]: `businesses_owner_id` where they own one,
/// `members_user_id` where they work in another.
pub fn insert(tx: &mut Tx<'_>, owner: Key, profile: &Profile) -> Result<Business> {
    let (uuid, now) = (tx.new_uuid(), tx.now());
    let business = tx
        .first(
            "INSERT INTO businesses (uuid, owner_id, name, website, goal, industry, team_size, seq, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)
             RETURNING id, uuid, name, website, goal, industry, team_size, seq, created_at",
            args![
                uuid,
                owner.number,
                &profile.name,
                &profile.website,
                &profile.goal,
                &profile.industry,
                &profile.team_size,
                now
            ],
            read,
        )?
        .ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
    // Whoever makes it is there; visitors would read that everybody is away.
    members::insert(tx, &Reach::system(business.key), owner, Role::Owner, Presence::Live)?;
    Ok(business)
}

/// Locks the business's row until the transaction ends: only before anything that others may hold while they wait
/// for it, and only where there is nothing else to lock.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach) -> Result<()> {
    tx.execute("UPDATE businesses SET seq = seq WHERE id = $1", args![reach.id()])?;
    Ok(())
}

/// The business itself.
pub fn find(c: &mut Conn, reach: &Reach) -> Result<Business> {
    let sql = format!("SELECT {COLUMNS} FROM businesses b WHERE b.id = $1");
    c.first(&sql, args![reach.id()], read)?.ok_or(Error::NotFound)
}

/// The business that a visitor's page names, or [`Error::NotFound`].
pub fn find_public(c: &mut Conn, id: AnyId) -> Result<Key> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    c.first(&format!("SELECT id, uuid FROM businesses WHERE {column} = $1"), &[id], |row| row.key())?
        .ok_or(Error::NotFound)
}

/// The oldest businesses of this installation.
pub fn list_oldest(c: &mut Conn, limit: i64) -> Result<Vec<Key>> {
    c.rows("SELECT id, uuid FROM businesses ORDER BY id LIMIT $1", args![limit], |row| row.key())
}

/// The number of the newest event of each of these businesses.
pub fn newest_events(c: &mut Conn, businesses: &[i64]) -> Result<Vec<(i64, i64)>> {
    let mut found = Vec::with_capacity(businesses.len());
    for some in businesses.chunks(many::MOST) {
        let sql = format!("SELECT id, seq FROM businesses WHERE id IN ({})", many::places(1, some.len()));
        let mut args = Vec::new();
        many::fill(&mut args, some.iter().map(|number| (*number).into()));
        found.extend(c.rows(&sql, &args, |row| Ok((row.take()?, row.take()?)))?);
    }
    Ok(found)
}
