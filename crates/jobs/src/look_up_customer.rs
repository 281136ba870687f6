//! Asks a channel's provider for the name of somebody who has written for the first time.

use channels::{profiles, sending};
use model::Key;
use store::queue;

use crate::Error;
use crate::context::Context;
use crate::provider::NoAnswer;

pub(crate) async fn perform(context: &Context<'_>, channel: Key, handle: &str) -> Result<(), Error> {
    let reach = context.reach()?;
    let found: store::Result<_> = context.db.read(move |c| store::channels::find(c, &reach, channel.into())).await;
    let found = match found {
        Ok(channel) if channel.is_active => channel,
        Ok(_) | Err(store::Error::NotFound) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    let gateways = &context.provider.own.gateways;
    let Some(request) = profiles::request(found.kind, &found.config, gateways, handle) else {
        return context.finish().await;
    };
    let answer = context.ask(&request).await.map_err(|error| match error {
        NoAnswer::NotSent(reason) | NoAnswer::Lost(reason) => Error::Later { reason, after: Default::default() },
    })?;
    let name = match profiles::read(found.kind, &answer) {
        Ok(name) => name,
        Err(sending::Error::Later { reason, after }) => return Err(Error::Later { reason, after }),
        // Whoever has not agreed to be known has no name here; their messages come all the same.
        Err(sending::Error::Rejected(_)) => None,
    };
    let (leased, handle) = (context.leased.clone(), handle.to_owned());
    context
        .db
        .write(move |tx| {
            if let Some(name) = &name {
                desk::customers::name(tx, &reach, channel, &handle, name)?;
            }
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
