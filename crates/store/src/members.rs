//! Members of a business's team, and invitations to it, as rows.

use model::member::Invitation;
use model::{AnyId, Key, Member, Presence, Role, Time, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

/// The columns that [`read`] reads, of members as `m` and users as `u`.
const COLUMNS: &str =
    "m.id, m.uuid, m.user_id, u.uuid, u.email, u.full_name, m.role, m.presence, m.is_active, m.invited_at";

fn read(row: &Row<'_>, business: Key) -> Result<Member> {
    Ok(Member {
        key: row.key()?,
        business,
        user: row.key()?,
        email: row.take()?,
        name: row.take()?,
        role: row.word()?,
        presence: row.word()?,
        is_active: row.take()?,
        invited_at: row.take()?,
    })
}

fn find_where(c: &mut Conn, reach: &Reach, column: &str, value: Value<'_>) -> Result<Option<Member>> {
    let business = reach.business();
    let sql = format!(
        "SELECT {COLUMNS} FROM members m JOIN users u ON u.id = m.user_id WHERE {column} = $1 AND m.business_id = $2"
    );
    c.first(&sql, &[value, business.number.into()], |row| read(row, business))
}

/// The member with this membership id, past ones included, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Member> {
    let found = match id {
        AnyId::Number(number) => find_where(c, reach, "m.id", number.into()),
        AnyId::Uuid(uuid) => find_where(c, reach, "m.uuid", uuid.into()),
    };
    found?.ok_or(Error::NotFound)
}

/// Whether anybody of the team is there.
pub fn is_anybody_live(c: &mut Conn, reach: &Reach) -> Result<bool> {
    let sql = "SELECT m.id FROM members m WHERE m.business_id = $1 AND m.is_active AND m.presence = 'live' LIMIT 1";
    Ok(c.first(sql, args![reach.id()], |row| row.take::<i64>())?.is_some())
}

/// The member who is this user, past ones included.
pub fn find_by_user(c: &mut Conn, reach: &Reach, user: AnyId) -> Result<Option<Member>> {
    match user {
        AnyId::Number(number) => find_where(c, reach, "m.user_id", number.into()),
        AnyId::Uuid(uuid) => find_where(c, reach, "u.uuid", uuid.into()),
    }
}

/// The team in the order in which it grew: the owner first.
pub fn list(c: &mut Conn, reach: &Reach, past_too: bool) -> Result<Vec<Member>> {
    let business = reach.business();
    let sql = format!(
        "SELECT {COLUMNS} FROM members m JOIN users u ON u.id = m.user_id
         WHERE m.business_id = $1 AND (m.is_active OR $2) ORDER BY m.id"
    );
    c.rows(&sql, args![business.number, past_too], |row| read(row, business))
}

/// Locks the member's row until the transaction ends, then reads it: an assignment and a removal take turns.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Member> {
    let member = find(tx, reach, id)?;
    tx.execute("UPDATE members SET role = role WHERE id = $1", args![member.key.number])?;
    find(tx, reach, member.key.into())
}

/// Makes somebody a member; one who was a member before gets the same membership again.
/// [`Error::Taken`] `members_business_id_user_id` where they are one already, `members_user_id` where they work in
/// another business.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, user: Key, role: Role, presence: Presence) -> Result<Member> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let made = tx.execute(
        "INSERT INTO members (uuid, business_id, user_id, role, presence, is_active, invited_at)
         VALUES ($1, $2, $3, $4, $5, true, $6)
         ON CONFLICT (business_id, user_id) DO UPDATE
            SET role = excluded.role, presence = excluded.presence, is_active = true, invited_at = excluded.invited_at
            WHERE NOT members.is_active",
        args![uuid, reach.id(), user.number, role.word(), presence.word(), now],
    )?;
    if made == 0 {
        return Err(Error::Taken("members_business_id_user_id".into()));
    }
    find_by_user(tx, reach, user.into())?.ok_or(Error::NotFound)
}

/// Writes what can change of a member: role, presence, whether they are active.
pub fn update(tx: &mut Tx<'_>, reach: &Reach, member: &Member) -> Result<()> {
    tx.execute(
        "UPDATE members SET role = $3, presence = $4, is_active = $5 WHERE id = $1 AND business_id = $2",
        args![member.key.number, reach.id(), member.role.word(), member.presence.word(), member.is_active],
    )?;
    Ok(())
}

/// The number of the business where this user works, if they work.
pub fn works_at(c: &mut Conn, user: Key) -> Result<Option<i64>> {
    c.first("SELECT business_id FROM members WHERE user_id = $1 AND is_active", args![user.number], |row| row.take())
}

/// The columns that [`read_invitation`] reads, of invitations as `i` and businesses as `b`.
const INVITATION: &str = "i.id, i.uuid, b.id, b.uuid, i.email_key, i.role, i.created_at, i.expires_at";

fn read_invitation(row: &Row<'_>) -> Result<Invitation> {
    Ok(Invitation {
        key: row.key()?,
        business: row.key()?,
        email: row.take()?,
        role: row.word()?,
        created_at: row.take()?,
        expires_at: row.take()?,
    })
}

/// Writes an invitation by mail; one to the same address is renewed.
pub fn invite(tx: &mut Tx<'_>, reach: &Reach, email_key: &str, role: Role, until: Time) -> Result<Invitation> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let key = tx.first(
        "INSERT INTO invitations (uuid, business_id, email_key, role, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (business_id, email_key) DO UPDATE
            SET role = excluded.role, created_at = excluded.created_at, expires_at = excluded.expires_at
         RETURNING id, uuid",
        args![uuid, reach.id(), email_key, role.word(), now, until],
        |row| row.key(),
    )?;
    let key = key.ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
    let (business, email) = (reach.business(), email_key.to_owned());
    Ok(Invitation { key, business, email, role, created_at: now, expires_at: until })
}

/// The newest invitation to this address that has not expired, of any business: whoever asks has proved that the
/// address is theirs.
pub fn find_invitation(c: &mut Conn, email_key: &str) -> Result<Option<Invitation>> {
    let now = c.now();
    let sql = format!(
        "SELECT {INVITATION} FROM invitations i JOIN businesses b ON b.id = i.business_id
         WHERE i.email_key = $1 AND i.expires_at > $2 ORDER BY i.created_at DESC, i.id DESC LIMIT 1"
    );
    c.first(&sql, args![email_key, now], read_invitation)
}

/// Those that can still be accepted, oldest first.
pub fn list_invitations(c: &mut Conn, reach: &Reach) -> Result<Vec<Invitation>> {
    let now = c.now();
    let sql = format!(
        "SELECT {INVITATION} FROM invitations i JOIN businesses b ON b.id = i.business_id
         WHERE i.business_id = $1 AND i.expires_at > $2 ORDER BY i.id"
    );
    c.rows(&sql, args![reach.id(), now], read_invitation)
}

/// Takes back one invitation; its key, if there was one.
pub fn delete_invitation(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Option<Key>> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!("DELETE FROM invitations WHERE {column} = $1 AND business_id = $2 RETURNING id, uuid");
    tx.first(&sql, &[id, reach.id().into()], |row| row.key())
}

/// Forgets the business's invitations to an address.
pub fn delete_invitations_to(tx: &mut Tx<'_>, reach: &Reach, email_key: &str) -> Result<u64> {
    tx.execute("DELETE FROM invitations WHERE business_id = $1 AND email_key = $2", args![reach.id(), email_key])
}

/// Deletes invitations that nobody can accept any more.
pub fn delete_expired_invitations(tx: &mut Tx<'_>) -> Result<u64> {
    let now = tx.now();
    tx.execute("DELETE FROM invitations WHERE expires_at <= $1", args![now])
}
