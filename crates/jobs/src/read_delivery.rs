//! Reads a provider's delivery once more: what was taken in before changes nothing. It may be large: it is loaded and read
//! outside of the transaction that takes in what it tells.

use channels::Delivery;
use model::Key;
use store::{deliveries, queue};

use crate::Error;
use crate::context::Context;

pub(crate) async fn perform(context: &Context<'_>, delivery: Key) -> Result<(), Error> {
    let leased = context.leased.clone();
    let reach = context.reach()?;
    let about: store::Result<_> = context.db.read(move |c| deliveries::find_about(c, &reach, delivery.into())).await;
    let _room = context.provider.room.take(usize::try_from(about?.size).unwrap_or(0)).await;
    let found: store::Result<_> = context
        .db
        .read(move |c| {
            let (kept, body) = deliveries::find(c, &reach, delivery.into())?;
            Ok((store::channels::find(c, &reach, kept.channel.into())?, body))
        })
        .await;
    let ((channel, body), key) = (found?, context.provider.own.mail_key);
    let read = tokio::task::spawn_blocking(move || {
        let delivery = Delivery { headers: &http::HeaderMap::new(), url: "", body: &body, key: &key };
        let (reports, error) = channels::read(channel.kind, &channel.config, &delivery);
        (channel, reports, error)
    });
    let (channel, reports, error) = read.await.map_err(|error| Error::Never(error.to_string()))?;
    context
        .db
        .write(move |tx| {
            desk::deliveries::take_again(tx, &channel, delivery, &reports, error.as_deref())?;
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
