//! Users as rows: who has an account, and how they prove it.
//! Knows nothing of hashing or of mails; hashes come in ready-made.

use model::{AnyId, Key, User};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// The columns that [`read`] reads, of the table under the name `u`.
pub(crate) const COLUMNS: &str = "u.id, u.uuid, u.email, u.full_name, u.is_verified, u.google_sub IS NOT NULL, u.avatar_url, u.signature, u.created_at";

pub(crate) fn read(row: &Row<'_>) -> Result<User> {
    Ok(User {
        key: row.key()?,
        email: row.take()?,
        full_name: row.take()?,
        is_verified: row.take()?,
        is_google_account: row.take()?,
        avatar_url: row.take()?,
        signature: row.take()?,
        created_at: row.take()?,
    })
}

/// An account to be made.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// As the person wrote it.
    pub email: String,
    /// As it is compared; unique.
    pub email_key: String,
    pub full_name: String,
    /// A PHC string.
    pub password_hash: Option<String>,
    /// Google's `sub`.
    pub google_sub: Option<String>,
    pub is_verified: bool,
    pub avatar_url: Option<String>,
}

/// Makes an account. [`Error::Taken`] `users_email_key` where the e-mail has one.
pub fn insert(tx: &mut Tx<'_>, new: &NewUser) -> Result<User> {
    let (uuid, now) = (tx.new_uuid(), tx.now());
    tx.first(
        "INSERT INTO users (uuid, email, email_key, full_name, password_hash, google_sub, is_verified, avatar_url,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
         RETURNING id, uuid, email, full_name, is_verified, google_sub IS NOT NULL, avatar_url, signature, created_at",
        args![
            uuid,
            &new.email,
            &new.email_key,
            &new.full_name,
            &new.password_hash,
            &new.google_sub,
            new.is_verified,
            &new.avatar_url,
            now
        ],
        read,
    )?
    .ok_or_else(|| Error::Broken("an insert returned nothing".into()))
}

/// The user, or [`Error::NotFound`]. Users belong to no business, so there is no reach to stay within.
pub fn find(c: &mut Conn, id: AnyId) -> Result<User> {
    let found = match id {
        AnyId::Number(number) => {
            c.first(&format!("SELECT {COLUMNS} FROM users u WHERE u.id = $1"), args![number], read)
        }
        AnyId::Uuid(uuid) => c.first(&format!("SELECT {COLUMNS} FROM users u WHERE u.uuid = $1"), args![uuid], read),
    };
    found?.ok_or(Error::NotFound)
}

pub fn find_by_email(c: &mut Conn, email_key: &str) -> Result<Option<User>> {
    c.first(&format!("SELECT {COLUMNS} FROM users u WHERE u.email_key = $1"), args![email_key], read)
}

pub fn find_by_google(c: &mut Conn, sub: &str) -> Result<Option<User>> {
    c.first(&format!("SELECT {COLUMNS} FROM users u WHERE u.google_sub = $1"), args![sub], read)
}

/// The user with this e-mail and the hash of their password, if they have one.
pub fn find_with_password(c: &mut Conn, email_key: &str) -> Result<Option<(User, Option<String>)>> {
    let sql = format!("SELECT {COLUMNS}, u.password_hash FROM users u WHERE u.email_key = $1");
    c.first(&sql, args![email_key], |row| Ok((read(row)?, row.take()?)))
}

/// The hash of a user's password; none where they only sign in with Google.
pub fn password_hash(c: &mut Conn, user: Key) -> Result<Option<String>> {
    let found = c.first("SELECT password_hash FROM users WHERE id = $1", args![user.number], |row| row.take())?;
    Ok(found.flatten())
}

pub fn update_password(tx: &mut Tx<'_>, user: Key, hash: &str) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE users SET password_hash = $1, updated_at = $2 WHERE id = $3";
    tx.execute(sql, args![hash, now, user.number])?;
    Ok(())
}

/// Writes a better hash of the same password; nothing happens where the password changed meanwhile.
pub fn update_hash(tx: &mut Tx<'_>, user: Key, old: &str, new: &str) -> Result<()> {
    let sql = "UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3";
    tx.execute(sql, args![new, user.number, old])?;
    Ok(())
}

/// Notes that the e-mail is the user's own.
pub fn update_verified(tx: &mut Tx<'_>, user: Key) -> Result<()> {
    let now = tx.now();
    tx.execute("UPDATE users SET is_verified = $1, updated_at = $2 WHERE id = $3", args![true, now, user.number])?;
    Ok(())
}

/// Lets the user sign in with Google from now on.
pub fn update_google(tx: &mut Tx<'_>, user: Key, sub: &str) -> Result<()> {
    let now = tx.now();
    tx.execute("UPDATE users SET google_sub = $1, updated_at = $2 WHERE id = $3", args![sub, now, user.number])?;
    Ok(())
}

/// Writes what users may change of themselves: `None` leaves a field as it is, an inner `None` empties it.
pub fn update_profile(
    tx: &mut Tx<'_>,
    user: Key,
    full_name: Option<&str>,
    avatar_url: Option<Option<&str>>,
    signature: Option<Option<&str>>,
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "UPDATE users SET full_name = COALESCE(CAST($1 AS TEXT), full_name),
             avatar_url = CASE WHEN $2 THEN CAST($3 AS TEXT) ELSE avatar_url END,
             signature = CASE WHEN $4 THEN CAST($5 AS TEXT) ELSE signature END, updated_at = $6
         WHERE id = $7",
        args![
            full_name,
            avatar_url.is_some(),
            avatar_url.flatten(),
            signature.is_some(),
            signature.flatten(),
            now,
            user.number
        ],
    )?;
    Ok(())
}

/// The full names of these users, by number.
pub fn names(c: &mut Conn, numbers: &[i64]) -> Result<Vec<(i64, String)>> {
    let mut found = Vec::with_capacity(numbers.len());
    for some in numbers.chunks(many::MOST) {
        let sql = format!("SELECT id, full_name FROM users WHERE id IN ({})", many::places(1, some.len()));
        let mut args = Vec::new();
        many::fill(&mut args, some.iter().map(|number| (*number).into()));
        found.extend(c.rows(&sql, &args, |row| Ok((row.take()?, row.take()?)))?);
    }
    Ok(found)
}

/// A user's full name, and what stands under each mail of theirs.
pub fn find_signature(c: &mut Conn, user: Key) -> Result<(Option<String>, Option<String>)> {
    let sql = "SELECT full_name, signature FROM users WHERE id = $1";
    Ok(c.first(sql, args![user.number], |row| Ok((row.take()?, row.take()?)))?.unwrap_or_default())
}

/// Where the owner of a business gets mail.
pub fn owner_email(c: &mut Conn, reach: &Reach) -> Result<String> {
    let sql = "SELECT u.email FROM businesses b JOIN users u ON u.id = b.owner_id WHERE b.id = $1";
    c.first(sql, args![reach.id()], |row| row.take())?.ok_or(Error::NotFound)
}
