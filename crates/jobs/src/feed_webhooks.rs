//! Reads what is new in a business's log into the lines of its webhook endpoints.

use desk::webhook_deliveries::feed;
use model::{Key, WebhookEndpoint};
use store::{Reach, webhook_endpoints};

use crate::Error;
use crate::context::Context;

/// Steps of one run for one endpoint: what is left is for another, so that a long way is not taken for a job that hangs.
const STEPS: usize = 50;

pub(crate) async fn perform(context: &Context<'_>, business: Key) -> Result<(), Error> {
    let reach = Reach::system(business);
    let endpoints: store::Result<Vec<WebhookEndpoint>> =
        context.db.read(move |c| webhook_endpoints::list(c, &reach)).await;
    let mut is_left = false;
    for endpoint in endpoints?.into_iter().filter(|endpoint| endpoint.is_active) {
        is_left |= feed_one(context, reach, endpoint.key).await?;
    }
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

/// Whether there is more.
async fn feed_one(context: &Context<'_>, reach: Reach, endpoint: Key) -> Result<bool, Error> {
    for _ in 0..STEPS {
        let render = context.webhooks.render.clone();
        let more: Result<bool, desk::Error> = context
            .db
            .write(move |tx| feed(tx, &reach, endpoint, |tx, after, limit| render(tx, reach.business(), after, limit)))
            .await;
        if !more? {
            return Ok(false);
        }
    }
    Ok(true)
}
