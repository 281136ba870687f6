//! One-time tokens that were mailed to users; only their SHA-256 is kept.
//! Knows nothing of what a token opens.

use model::user::Purpose;
use model::{Key, Time, User, Word};

use crate::args;
use crate::error::Result;
use crate::tx::Tx;
use crate::users;

pub fn insert(tx: &mut Tx<'_>, user: Key, purpose: Purpose, hash: &[u8; 32], expires_at: Time) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO user_tokens (user_id, purpose, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        args![user.number, purpose.word(), hash, now, expires_at],
    )?;
    Ok(())
}

/// Spends a token: whose it was, if it was good. It can't be spent again, by whoever comes at the same time.
pub fn take(tx: &mut Tx<'_>, purpose: Purpose, hash: &[u8; 32]) -> Result<Option<User>> {
    let now = tx.now();
    let spent = tx.first(
        "DELETE FROM user_tokens WHERE token_hash = $1 AND purpose = $2 RETURNING user_id, expires_at",
        args![hash, purpose.word()],
        |row| Ok((row.take::<i64>()?, row.take::<Time>()?)),
    )?;
    match spent {
        Some((user, expires_at)) if expires_at > now => users::find(tx, model::AnyId::Number(user)).map(Some),
        _ => Ok(None),
    }
}

/// When the newest token of a user was made.
pub fn newest(tx: &mut Tx<'_>, user: Key, purpose: Purpose) -> Result<Option<Time>> {
    let sql = "SELECT max(created_at) FROM user_tokens WHERE user_id = $1 AND purpose = $2";
    Ok(tx.first(sql, args![user.number, purpose.word()], |row| row.take())?.flatten())
}

/// Takes back every token of a user for this purpose.
pub fn delete_all(tx: &mut Tx<'_>, user: Key, purpose: Purpose) -> Result<()> {
    let sql = "DELETE FROM user_tokens WHERE user_id = $1 AND purpose = $2";
    tx.execute(sql, args![user.number, purpose.word()])?;
    Ok(())
}

/// Deletes tokens whose time is over.
pub fn delete_expired(tx: &mut Tx<'_>) -> Result<u64> {
    let now = tx.now();
    tx.execute("DELETE FROM user_tokens WHERE expires_at <= $1", args![now])
}
