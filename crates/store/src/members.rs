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

/// The member who is this user, past ones included.
pub fn find_by_user(c: &mut Conn, reach: &Reach, user: AnyId) -> Result<Option<Member>> {
    match user {
        AnyId::Number(number) => find_where(c, reach, "m.user_id", number.into()),
        AnyId::Uuid(uuid) => find_where(c, reach, "u.uuid", uuid.into()),
    }
}

/// The member whom an agent id names: the user's id, else the membership's; or [`Error::NotFound`].
pub fn find_agent(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Member> {
    match find_by_user(c, reach, id)? {
        Some(member) => Ok(member),
        None => find(c, reach, id),
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
/// [`Error::Taken`] `members_user_id` where they work in another business.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, user: Key, role: Role) -> Result<Member> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    tx.execute(
        "INSERT INTO members (uuid, business_id, user_id, role, presence, is_active, invited_at)
         VALUES ($1, $2, $3, $4, $5, true, $6)
         ON CONFLICT (business_id, user_id) DO UPDATE
            SET role = excluded.role, presence = excluded.presence, is_active = true, invited_at = excluded.invited_at",
        args![uuid, reach.id(), user.number, role.word(), Presence::Offline.word(), now],
    )?;
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

/// Writes an invitation by mail; one to the same address is renewed.
pub fn invite(tx: &mut Tx<'_>, reach: &Reach, email_key: &str, role: Role, until: Time) -> Result<Invitation> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    tx.execute(
        "INSERT INTO invitations (uuid, business_id, email_key, role, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (business_id, email_key) DO UPDATE
            SET uuid = excluded.uuid, role = excluded.role, created_at = excluded.created_at,
                expires_at = excluded.expires_at",
        args![uuid, reach.id(), email_key, role.word(), now, until],
    )?;
    Ok(Invitation { uuid, business: reach.business(), email: email_key.to_owned(), role, expires_at: until })
}

/// The newest invitation to this address that has not expired, of any business: its reader has proved to be the
/// address's owner.
pub fn find_invitation(c: &mut Conn, email_key: &str) -> Result<Option<Invitation>> {
    let now = c.now();
    c.first(
        "SELECT i.uuid, b.id, b.uuid, i.role, i.expires_at FROM invitations i JOIN businesses b ON b.id = i.business_id
         WHERE i.email_key = $1 AND i.expires_at > $2 ORDER BY i.created_at DESC, i.id DESC LIMIT 1",
        args![email_key, now],
        |row| {
            Ok(Invitation {
                uuid: row.take()?,
                business: row.key()?,
                email: email_key.to_owned(),
                role: row.word()?,
                expires_at: row.take()?,
            })
        },
    )
}

/// Takes back an invitation; whether there was one.
pub fn delete_invitation(tx: &mut Tx<'_>, reach: &Reach, email_key: &str) -> Result<bool> {
    let deleted =
        tx.execute("DELETE FROM invitations WHERE business_id = $1 AND email_key = $2", args![reach.id(), email_key])?;
    Ok(deleted > 0)
}

/// Deletes invitations that nobody can accept any more.
pub fn delete_expired_invitations(tx: &mut Tx<'_>) -> Result<u64> {
    let now = tx.now();
    tx.execute("DELETE FROM invitations WHERE expires_at <= $1", args![now])
}
