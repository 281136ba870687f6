//! Calls a webhook endpoint with the heads of its lines, a few at once. What may have been heard is sent again.

use desk::webhook_deliveries::{self as deliveries, Batch, Outcome, Tried};
use futures_util::future::join_all;
use model::{Key, WebhookDelivery, WebhookEndpoint};
use store::{Reach, queue};

use crate::Error;
use crate::context::Context;
use crate::webhooks::{self, Letter};

pub(crate) async fn perform(context: &Context<'_>, endpoint: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let Some(batch) = take(context, reach, endpoint).await? else { return Ok(()) };
    let tried = join_all(batch.deliveries.iter().map(|one| attempt(context, reach, &batch, one))).await;
    let tried: Vec<Tried> = tried.into_iter().collect::<Result<_, _>>()?;
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            let is_own = deliveries::settle(tx, &reach, endpoint, &leased, &tried)?;
            if is_own && queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}

/// What is due, where there is something for this job to send; otherwise the job is done.
async fn take(context: &Context<'_>, reach: Reach, endpoint: Key) -> Result<Option<Batch>, Error> {
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            if let Some(batch) = deliveries::take(tx, &reach, endpoint, &leased)? {
                return Ok(Some(batch));
            }
            if queue::finish(tx, &leased)? { Ok(None) } else { Err(Error::Stale) }
        })
        .await
}

async fn attempt(
    context: &Context<'_>,
    reach: Reach,
    batch: &Batch,
    delivery: &WebhookDelivery,
) -> Result<Tried, Error> {
    let delivery = delivery.clone();
    let Some(body) = body(context, reach, &batch.endpoint, &delivery).await? else {
        return Ok(Tried { delivery, outcome: Outcome::Nothing, duration: Default::default() });
    };
    let letter = Letter { id: delivery.id(reach.business()), body };
    let at = context.db.now();
    let (outcome, duration) = context.webhooks.call(&batch.endpoint.url, &letter, &batch.secrets, at).await;
    Ok(Tried { delivery, outcome, duration })
}

/// What is sent: the event as it is told now. `None` where what it speaks of is gone, or no longer for this endpoint.
async fn body(
    context: &Context<'_>,
    reach: Reach,
    endpoint: &WebhookEndpoint,
    delivery: &WebhookDelivery,
) -> Result<Option<String>, Error> {
    let Some(seq) = delivery.seq else { return Ok(Some(webhooks::test_body(delivery.created_at))) };
    let render = context.webhooks.render.clone();
    let told: store::Result<_> = context.db.read(move |c| render(c, reach.business(), seq - 1, 1)).await;
    let told = told?.list.into_iter().next();
    let told = told.filter(|one| one.seq == seq && deliveries::may_hear(endpoint, one));
    Ok(told.as_ref().map(webhooks::body))
}
