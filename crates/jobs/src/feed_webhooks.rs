//! Reads what is new in a business's log into the lines of its webhook endpoints. Reading takes its time, outside of any
//! transaction; whoever is far behind takes turns with the others.

use std::time::Duration;

use desk::webhook_deliveries::{feed, stretch};
use model::webhook::Tellings;
use model::{Key, WebhookEndpoint};
use store::{Reach, webhook_endpoints};
use tokio::time::Instant;

use crate::Error;
use crate::context::Context;

/// One run takes no longer: what is left is for another, so that a long way is not taken for a job that hangs.
const ENOUGH: Duration = Duration::from_secs(15);

pub(crate) async fn perform(context: &Context<'_>, business: Key) -> Result<(), Error> {
    let reach = Reach::system(business);
    let endpoints: store::Result<Vec<WebhookEndpoint>> =
        context.db.read(move |c| webhook_endpoints::list(c, &reach)).await;
    let mut behind: Vec<Key> = endpoints?.into_iter().filter(|one| one.is_active).map(|one| one.key).collect();
    let (began, mut failure) = (Instant::now(), None);
    while !behind.is_empty() && began.elapsed() < ENOUGH {
        let mut left = Vec::new();
        for endpoint in behind {
            match step(context, reach, endpoint).await {
                Ok(true) => left.push(endpoint),
                Ok(false) => {}
                // The others are told all the same.
                Err(error) => failure = Some(error),
            }
        }
        behind = left;
    }
    match failure {
        Some(error) => Err(error),
        None => finish(context, business, !behind.is_empty()).await,
    }
}

/// Brings one endpoint a stretch of the log further; whether there is more.
async fn step(context: &Context<'_>, reach: Reach, endpoint: Key) -> Result<bool, Error> {
    let render = context.webhooks.render.clone();
    let read = context.db.read(move |c| -> Result<Option<(i64, Tellings)>, desk::Error> {
        let Some((after, limit)) = stretch(c, &reach, endpoint)? else { return Ok(None) };
        Ok(Some((after, render(c, reach.business(), after, limit)?)))
    });
    let Some((after, told)) = read.await? else { return Ok(false) };
    let more: Result<bool, desk::Error> = context.db.write(move |tx| feed(tx, &reach, endpoint, after, &told)).await;
    Ok(more?)
}

async fn finish(context: &Context<'_>, business: Key, is_left: bool) -> Result<(), Error> {
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            if !store::queue::finish(tx, &leased)? {
                return Err(Error::Stale);
            }
            if is_left {
                webhook_endpoints::wake_feed(tx, business)?;
            }
            Ok(())
        })
        .await
}
