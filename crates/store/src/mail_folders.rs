//! How far the folders of mailboxes were read, as rows. Moved on in the transaction that takes a mail in, so that no
//! crash loses one or takes it twice.

use model::{Key, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;

/// A folder of a channel's mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    pub channel: Key,
    pub name: String,
    /// Who signs in, and where.
    pub account: String,
}

/// How far a folder was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The server's word for this numbering of its mails.
    pub uid_validity: i64,
    /// Everything up to this mail was taken in or is none of ours.
    pub last_uid: i64,
    /// What came before is none of ours.
    pub since: Time,
    /// The mail that could not be taken in last time; what is not after `last_uid` holds nobody up any more.
    pub stuck_uid: i64,
    /// What counts against it: [`add_strikes`].
    pub strikes: i64,
}

impl Position {
    pub fn begin(uid_validity: i64, last_uid: i64, since: Time) -> Self {
        Self { uid_validity, last_uid, since, stuck_uid: 0, strikes: 0 }
    }
}

/// Where a folder stands; none where it, or this account's, was never looked into.
pub fn find(c: &mut Conn, reach: &Reach, folder: &Folder) -> Result<Option<Position>> {
    c.first(
        "SELECT uid_validity, last_uid, since, stuck_uid, strikes FROM mail_folders
         WHERE channel_id = $1 AND folder = $2 AND account = $3 AND business_id = $4",
        args![folder.channel.number, &folder.name, &folder.account, reach.id()],
        |row| {
            let (uid_validity, last_uid, since) = (row.take()?, row.take()?, row.take()?);
            Ok(Position { uid_validity, last_uid, since, stuck_uid: row.take()?, strikes: row.take()? })
        },
    )
}

/// Whether any folder of the channel was ever looked into.
pub fn is_any(c: &mut Conn, reach: &Reach, channel: Key) -> Result<bool> {
    let sql = "SELECT 1 FROM mail_folders WHERE channel_id = $1 AND business_id = $2 LIMIT 1";
    Ok(c.first(sql, args![channel.number, reach.id()], |_| Ok(()))?.is_some())
}

/// Begins a folder, or begins it anew.
pub fn save(tx: &mut Tx<'_>, reach: &Reach, folder: &Folder, at: Position) -> Result<()> {
    tx.execute(
        "INSERT INTO mail_folders (channel_id, folder, business_id, account, uid_validity, last_uid, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (channel_id, folder)
         DO UPDATE SET account = excluded.account, uid_validity = excluded.uid_validity,
                       last_uid = excluded.last_uid, since = excluded.since, stuck_uid = 0, strikes = 0",
        args![folder.channel.number, &folder.name, reach.id(), &folder.account, at.uid_validity, at.last_uid, at.since],
    )?;
    Ok(())
}

/// Moves a folder on to a mail; `false` where somebody has been there, or the folder was begun anew.
pub fn advance(tx: &mut Tx<'_>, reach: &Reach, folder: &Folder, uid_validity: i64, uid: i64) -> Result<bool> {
    let moved = tx.execute(
        "UPDATE mail_folders SET last_uid = $5
         WHERE channel_id = $1 AND folder = $2 AND account = $3 AND uid_validity = $4 AND last_uid < $5
           AND business_id = $6",
        args![folder.channel.number, &folder.name, &folder.account, uid_validity, uid, reach.id()],
    )?;
    Ok(moved == 1)
}

/// So much more counts against a mail that could not be taken in; that it is another one than before begins anew.
pub fn add_strikes(
    tx: &mut Tx<'_>,
    reach: &Reach,
    folder: &Folder,
    uid_validity: i64,
    uid: i64,
    strikes: i64,
) -> Result<()> {
    tx.execute(
        "UPDATE mail_folders SET strikes = CASE WHEN stuck_uid = $5 THEN strikes + $6 ELSE $6 END, stuck_uid = $5
         WHERE channel_id = $1 AND folder = $2 AND account = $3 AND uid_validity = $4 AND business_id = $7",
        args![folder.channel.number, &folder.name, &folder.account, uid_validity, uid, strikes, reach.id()],
    )?;
    Ok(())
}
