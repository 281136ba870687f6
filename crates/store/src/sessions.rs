//! Sessions as rows: who is signed in, and as whom in which business.
//! Knows nothing of tokens; a session is named by its uuid.

use model::user::Session;
use model::{AnyId, Business, Key, Member, Role, Time, User};
use uuid::Uuid;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::tx::Tx;
use crate::users;
use crate::value::Row;

/// Who stands behind a living session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: User,
    /// Where they work, if they do: an active membership and its business.
    pub place: Option<(Member, Business)>,
}

/// The user of a session that has not ended, with their active membership and its business. One statement.
pub fn authenticate(c: &mut Conn, session: Uuid, user: Uuid) -> Result<Option<SignedIn>> {
    let now = c.now();
    c.first(
        &format!(
            "SELECT {users}, m.id, m.uuid, m.role, m.presence, m.invited_at, {businesses}
             FROM sessions s
             JOIN users u ON u.id = s.user_id
             LEFT JOIN members m ON m.user_id = u.id AND m.is_active
             LEFT JOIN businesses b ON b.id = m.business_id
             WHERE s.uuid = $1 AND u.uuid = $2 AND s.expires_at > $3",
            users = users::COLUMNS,
            businesses = crate::businesses::COLUMNS,
        ),
        args![session, user, now],
        |row| {
            let user = users::read(row)?;
            let place = read_place(row, &user)?;
            Ok(SignedIn { user, place })
        },
    )
}

fn read_place(row: &Row<'_>, user: &User) -> Result<Option<(Member, Business)>> {
    let Some(key) = row.key_or_none()? else { return Ok(None) };
    let (role, presence, invited_at) = (row.word()?, row.word()?, row.take()?);
    let business = crate::businesses::read(row)?;
    let member = Member {
        key,
        business: business.key,
        user: user.key,
        email: user.email.clone(),
        name: user.full_name.clone(),
        role,
        presence,
        is_active: true,
        invited_at,
    };
    Ok(Some((member, business)))
}

/// Which of these sessions live, with the business in which their user is an active member, and the role there.
pub fn living(c: &mut Conn, sessions: &[Uuid]) -> Result<Vec<(Uuid, i64, Role)>> {
    let now = c.now();
    let mut found = Vec::with_capacity(sessions.len());
    for some in sessions.chunks(many::MOST) {
        let sql = format!(
            "SELECT s.uuid, m.business_id, m.role FROM sessions s JOIN members m ON m.user_id = s.user_id AND m.is_active
             WHERE s.expires_at > $1 AND s.uuid IN ({})",
            many::places(2, some.len())
        );
        let mut args = args![now].to_vec();
        many::fill(&mut args, some.iter().map(|session| (*session).into()));
        found.extend(c.rows(&sql, &args, |row| Ok((row.take()?, row.take()?, row.word()?)))?);
    }
    Ok(found)
}

/// Opens a session that lives until `expires_at`; its name.
pub fn insert(tx: &mut Tx<'_>, user: Key, address: &str, agent: &str, expires_at: Time) -> Result<Uuid> {
    let (uuid, now) = (tx.new_uuid(), tx.now());
    tx.execute(
        "INSERT INTO sessions (uuid, user_id, address, agent, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
        args![uuid, user.number, address, agent, now, expires_at],
    )?;
    Ok(uuid)
}

/// A user's living sessions, newest first.
pub fn list(c: &mut Conn, user: Key) -> Result<Vec<Session>> {
    let now = c.now();
    c.rows(
        "SELECT id, uuid, created_at, last_seen_at, expires_at, address, agent FROM sessions
         WHERE user_id = $1 AND expires_at > $2 ORDER BY id DESC LIMIT 200",
        args![user.number, now],
        |row| {
            Ok(Session {
                key: row.key()?,
                created_at: row.take()?,
                last_seen_at: row.take()?,
                expires_at: row.take()?,
                address: row.take()?,
                agent: row.take()?,
            })
        },
    )
}

/// Notes that a session was used, by whoever keeps it.
pub fn update_last_seen(tx: &mut Tx<'_>, session: Uuid) -> Result<()> {
    let now = tx.now();
    tx.execute("UPDATE sessions SET last_seen_at = $1 WHERE uuid = $2 AND last_seen_at < $1", args![now, session])?;
    Ok(())
}

/// Ends one session of a user, or [`Error::NotFound`].
pub fn delete(tx: &mut Tx<'_>, user: Key, session: AnyId) -> Result<()> {
    let ended = match session {
        AnyId::Number(number) => {
            tx.execute("DELETE FROM sessions WHERE id = $1 AND user_id = $2", args![number, user.number])?
        }
        AnyId::Uuid(uuid) => {
            tx.execute("DELETE FROM sessions WHERE uuid = $1 AND user_id = $2", args![uuid, user.number])?
        }
    };
    tx.sign_out(user);
    if ended == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends every session of a user, but for the one to keep.
pub fn delete_all(tx: &mut Tx<'_>, user: Key, keep: Option<Uuid>) -> Result<u64> {
    let keep = keep.unwrap_or(Uuid::nil());
    tx.sign_out(user);
    tx.execute("DELETE FROM sessions WHERE user_id = $1 AND uuid <> $2", args![user.number, keep])
}

/// Deletes sessions whose time is over.
pub fn delete_expired(tx: &mut Tx<'_>) -> Result<u64> {
    let now = tx.now();
    tx.execute("DELETE FROM sessions WHERE expires_at <= $1", args![now])
}
