//! Mails that lie in a channel's own mailbox: each is taken in once, together with the note of how far was read.
//! Knows nothing of how a mailbox is read.

use model::Channel;
use model::inbound::Report;
use store::deliveries::NewDelivery;
use store::mail_folders::{self, Folder, Position};
use store::{Reach, Tx, channels, provider_messages};

use crate::deliveries;
use crate::error::Result;

/// Where a mail lies.
#[derive(Clone, Debug)]
pub struct Place {
    pub folder: Folder,
    pub uid_validity: i64,
    pub uid: i64,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    New,
    /// It was there before, by another way or from another process.
    Before,
    /// The channel is switched off or gone: nothing was written.
    Closed,
}

/// Takes a mail in and moves its folder on: both or nothing.
pub fn take(
    tx: &mut Tx<'_>,
    channel: &Channel,
    place: &Place,
    delivery: &NewDelivery,
    reports: &[Report],
) -> Result<Taken> {
    let reach = Reach::of_channel(channel);
    match channels::find(tx, &reach, channel.key.into()) {
        Ok(now) if now.is_active => {}
        Ok(_) | Err(store::Error::NotFound) => return Ok(Taken::Closed),
        Err(error) => return Err(error.into()),
    }
    if !mail_folders::advance(tx, &reach, &place.folder, place.uid_validity, place.uid)? {
        return Ok(Taken::Before);
    }
    if is_known(tx, &reach, channel, reports)? {
        return Ok(Taken::Before);
    }
    deliveries::take(tx, channel, delivery, reports)?;
    Ok(Taken::New)
}

/// Whether all that it tells are messages that have come before.
fn is_known(tx: &mut Tx<'_>, reach: &Reach, channel: &Channel, reports: &[Report]) -> Result<bool> {
    for report in reports {
        let Report::Message(inbound) = report else { return Ok(false) };
        let Some(id) = &inbound.provider_id else { return Ok(false) };
        if provider_messages::find(tx, reach, channel.key, id)?.is_none() {
            return Ok(false);
        }
    }
    Ok(!reports.is_empty())
}

/// Begins a folder, or begins it anew where the server has numbered its mails anew.
pub fn begin(tx: &mut Tx<'_>, channel: &Channel, folder: &Folder, at: Position) -> Result<()> {
    Ok(mail_folders::save(tx, &Reach::of_channel(channel), folder, at)?)
}

/// Passes over mails that are none of ours, or are gone.
pub fn skip(tx: &mut Tx<'_>, channel: &Channel, place: &Place) -> Result<()> {
    mail_folders::advance(tx, &Reach::of_channel(channel), &place.folder, place.uid_validity, place.uid)?;
    Ok(())
}

/// A mail could not be taken in. Strikes are remembered, so that it holds its folder up only for a few tries.
pub fn note_strikes(tx: &mut Tx<'_>, channel: &Channel, place: &Place, strikes: i64) -> Result<()> {
    let (reach, Place { folder, uid_validity, uid }) = (Reach::of_channel(channel), place);
    Ok(mail_folders::add_strikes(tx, &reach, folder, *uid_validity, *uid, strikes)?)
}
