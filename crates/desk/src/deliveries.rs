//! What a provider has told: its messages go in by the one door, what it says of ours is noted, and the bytes are kept.
//! Knows nothing of how a provider writes.

use std::time::Duration;

use model::inbound::{Inbound, Report};
use model::{Channel, Job, Key};
use store::deliveries::NewDelivery;
use store::{Reach, Tx, deliveries, sends};

use crate::error::Result;
use crate::receive::Entrance;
use crate::{progress, receive};

/// A provider may tell of a message before we have noted what it calls it.
const AGAIN: Duration = Duration::from_secs(5);

/// Keeps a delivery and takes in what it tells: all of it or nothing. How it is kept.
pub fn take(tx: &mut Tx<'_>, channel: &Channel, delivery: &NewDelivery, reports: &[Report]) -> Result<Key> {
    let reach = Reach::of_channel(channel);
    let key = deliveries::insert(tx, &reach, delivery)?;
    if take_in(tx, channel, key, reports)? && sends::is_any_taken(tx, &reach)? {
        let at = tx.now().plus(AGAIN);
        tx.enqueue(Some(&reach), &Job::ReadDelivery { delivery: key }, at)?;
    }
    Ok(key)
}

/// Takes in what a kept delivery tells, once more. What was taken in before changes nothing.
pub fn take_again(
    tx: &mut Tx<'_>,
    channel: &Channel,
    delivery: Key,
    reports: &[Report],
    error: Option<&str>,
) -> Result<()> {
    take_in(tx, channel, delivery, reports)?;
    Ok(deliveries::update_error(tx, &Reach::of_channel(channel), delivery, error)?)
}

/// Takes in what was told; whether something was of a message that nobody knows.
pub fn take_in(tx: &mut Tx<'_>, channel: &Channel, delivery: Key, reports: &[Report]) -> Result<bool> {
    let reach = Reach::of_channel(channel);
    let mut is_any_unknown = false;
    for report in reports {
        match report {
            Report::Message(inbound) => {
                let entrance = Entrance { delivery: Some(delivery), ..Entrance::of(channel) };
                receive(tx, &reach, entrance, Inbound::clone(inbound))?;
            }
            Report::Edit { provider_id, content } => progress::edit(tx, channel, provider_id, content)?,
            Report::Progress(told) => is_any_unknown |= !progress::note(tx, channel, told)?,
        }
    }
    Ok(is_any_unknown)
}
