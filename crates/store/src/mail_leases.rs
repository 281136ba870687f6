//! Which process looks into a channel's mailbox, as rows: one at a time, until its time runs out.
//! Must not know how a mailbox is read.

use model::{ChannelType, Key, Time, Word};
use uuid::Uuid;

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::tx::Tx;

/// An active channel that may have a mailbox, of whatever business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    pub channel: Key,
    pub business: Key,
    /// When its owner last changed it.
    pub updated_at: Time,
    /// Who looks into it.
    pub holder: Option<Uuid>,
    pub held_until: Option<Time>,
}

/// Every active e-mail channel.
pub fn list(c: &mut Conn) -> Result<Vec<Watched>> {
    c.rows(
        "SELECT h.id, h.uuid, b.id, b.uuid, h.updated_at, l.holder, l.held_until
         FROM channels h JOIN businesses b ON b.id = h.business_id LEFT JOIN mail_leases l ON l.channel_id = h.id
         WHERE h.channel_type = $1 AND h.is_active AND h.deleted_at IS NULL",
        args![ChannelType::Email.word()],
        |row| {
            Ok(Watched {
                channel: row.key()?,
                business: row.key()?,
                updated_at: row.take()?,
                holder: row.take()?,
                held_until: row.take()?,
            })
        },
    )
}

/// Takes a channel's mailbox until then; `false` where another process has it.
pub fn take(tx: &mut Tx<'_>, channel: Key, holder: Uuid, until: Time) -> Result<bool> {
    let now = tx.now();
    let taken = tx.execute(
        "INSERT INTO mail_leases (channel_id, holder, held_until) VALUES ($1, $2, $3)
         ON CONFLICT (channel_id) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
         WHERE mail_leases.held_until <= $4 OR mail_leases.holder = $2",
        args![channel.number, holder, until, now],
    )?;
    Ok(taken == 1)
}

/// Keeps what this process has; the channels' numbers, without those that another one has taken.
pub fn renew(tx: &mut Tx<'_>, holder: Uuid, until: Time) -> Result<Vec<i64>> {
    let sql = "UPDATE mail_leases SET held_until = $2 WHERE holder = $1 RETURNING channel_id";
    tx.rows(sql, args![holder, until], |row| row.take())
}

/// Gives one mailbox back.
pub fn delete(tx: &mut Tx<'_>, channel: i64, holder: Uuid) -> Result<()> {
    tx.execute("DELETE FROM mail_leases WHERE channel_id = $1 AND holder = $2", args![channel, holder])?;
    Ok(())
}

/// Gives all back that this process has.
pub fn delete_all(tx: &mut Tx<'_>, holder: Uuid) -> Result<()> {
    tx.execute("DELETE FROM mail_leases WHERE holder = $1", args![holder])?;
    Ok(())
}

/// At the start: where one process alone may have the database, whoever held something is gone.
pub fn forget_the_dead(tx: &mut Tx<'_>) -> Result<()> {
    if !tx.is_postgres() {
        tx.execute("DELETE FROM mail_leases WHERE channel_id > 0", args![])?;
    }
    Ok(())
}
