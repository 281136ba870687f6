//! Asks a channel's provider which messages it has approved, and keeps the list. Must not know what is in one.

use channels::sending;
use channels::templates::{self, Template};
use model::{Channel, Key};
use store::{Reach, queue};

use crate::Error;
use crate::context::Context;
use crate::provider::NoAnswer;

/// Pages of the list that are read.
const MOST_PAGES: usize = 10;

pub(crate) async fn perform(context: &Context<'_>, channel: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let found: store::Result<_> = context.db.read(move |c| store::channels::find(c, &reach, channel.into())).await;
    let found = match found {
        Ok(channel) if channel.is_active && channel.kind.has_templates() => channel,
        Ok(_) | Err(store::Error::NotFound) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    let fetched = fetch(context, &found).await;
    note(context, reach, channel, fetched).await
}

async fn fetch(context: &Context<'_>, channel: &Channel) -> Result<Vec<Template>, sending::Error> {
    let gateways = &context.provider.own.gateways;
    let (mut all, mut after) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let request = templates::request(&channel.config, gateways, after.as_deref())?;
        let answer = context.ask(&request).await.map_err(|error| match error {
            NoAnswer::NotSent(reason) | NoAnswer::Lost(reason) => {
                sending::Error::later(format!("The provider can't be reached: {reason}"))
            }
        })?;
        let (page, next) = templates::read(&answer)?;
        all.extend(page);
        after = next;
        if after.is_none() {
            break;
        }
    }
    Ok(all)
}

/// What goes wrong is told to whoever asks for the list, who asks again; nothing is tried behind their back.
async fn note(
    context: &Context<'_>,
    reach: Reach,
    channel: Key,
    fetched: Result<Vec<Template>, sending::Error>,
) -> Result<(), Error> {
    let leased = context.leased.clone();
    let list = fetched.map(|list| serde_json::json!(list)).map_err(|error| error.to_string());
    context
        .db
        .write(move |tx| {
            match &list {
                Ok(list) => store::templates::save(tx, &reach, channel, list)?,
                Err(problem) => store::templates::save_problem(tx, &reach, channel, problem)?,
            }
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
