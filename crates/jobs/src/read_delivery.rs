//! Reads a provider's delivery once more: what was taken in before changes nothing.

use channels::Delivery;
use model::Key;
use model::inbound::Report;
use store::{deliveries, queue};

use crate::Error;
use crate::context::Context;

pub(crate) async fn perform(context: &Context<'_>, delivery: Key) -> Result<(), Error> {
    let leased = context.leased.clone();
    let reach = leased.reach.ok_or_else(|| Error::Never("it belongs to no business".into()))?;
    let key = context.provider.own.mail_key;
    context
        .db
        .write(move |tx| {
            let (kept, body) = deliveries::find(tx, &reach, delivery.into())?;
            let channel = store::channels::find(tx, &reach, kept.channel.into())?;
            let (reports, error) = read(&channel, &body, &key);
            desk::deliveries::take_again(tx, &channel, delivery, &reports, error.as_deref())?;
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}

/// What can be read of it, and what is wrong with the rest.
fn read(channel: &model::Channel, body: &[u8], key: &[u8]) -> (Vec<Report>, Option<String>) {
    let delivery = Delivery { headers: &http::HeaderMap::new(), url: "", body, key };
    channels::read(channel.kind, &channel.config, &delivery)
}
