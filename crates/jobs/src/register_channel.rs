//! Tells a provider where it is to post, or to post no more; what it answers is noted with the channel.

use channels::{Answer, Request, sending};
use model::{ChannelType, Key};
use store::{Reach, channels as rows, queue};

use crate::Error;
use crate::context::Context;
use crate::provider::NoAnswer;
use crate::smtp;

/// A channel that is gone or off by now needs nothing.
pub(crate) async fn register(context: &Context<'_>, channel: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let found: store::Result<_> = context.db.read(move |c| rows::find(c, &reach, channel.into())).await;
    let channel = match found {
        Ok(channel) if channel.is_active => channel,
        Ok(_) | Err(store::Error::NotFound) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    if channel.kind == ChannelType::Email {
        // Where mails are fetched too, whoever fetches them says what is wrong.
        if channel.config.contains_key("imap") {
            return context.finish().await;
        }
        let trouble = smtp::trouble(context.provider, &channel.config).await;
        return note(context, reach, channel.key, trouble).await;
    }
    let (gateways, id) = (&context.provider.own.gateways, channel.key.uuid);
    let next = |answers: &[Answer]| channels::registration(channel.kind, &channel.config, gateways, id, answers);
    if matches!(next(&[]), Ok(None)) {
        return context.finish().await;
    }
    match ask_all(context, next).await {
        Ok(()) => note(context, reach, channel.key, None).await,
        Err(sending::Error::Rejected(why)) => note(context, reach, channel.key, Some(why)).await,
        Err(sending::Error::Later { reason, after }) => {
            // Once it is more than a moment's trouble.
            if context.leased.attempt > 1 {
                let told = format!("{reason}. It is tried again by itself.");
                let noted = context.db.write(move |tx| {
                    desk::channels::note_problem(tx, &reach, channel.key, Some(&told)).map_err(Error::from)
                });
                noted.await?;
            }
            Err(Error::Later { reason, after })
        }
    }
}

/// What the provider answers is nobody's concern any more, as long as it answers.
pub(crate) async fn unregister(
    context: &Context<'_>,
    channel: Key,
    kind: ChannelType,
    sealed: &str,
) -> Result<(), Error> {
    let (reach, sealed) = (context.reach()?, sealed.to_owned());
    let read: store::Result<_> = context
        .db
        .read(move |c| {
            let config = rows::open_config(c, channel, &sealed)?;
            match rows::find(c, &reach, channel.into()) {
                Ok(now) => Ok((config, Some(now))),
                Err(store::Error::NotFound) => Ok((config, None)),
                Err(error) => Err(error),
            }
        })
        .await;
    let (config, now) = read?;
    let account = channels::identity(kind, &config);
    let is_back = now.is_some_and(|now| now.is_active && channels::identity(kind, &now.config) == account);
    if is_back {
        return context.finish().await;
    }
    let gateways = &context.provider.own.gateways;
    let next = |answers: &[Answer]| channels::unregistration(kind, &config, gateways, channel.uuid, answers);
    match ask_all(context, next).await {
        Ok(()) | Err(sending::Error::Rejected(_)) => context.finish().await,
        Err(sending::Error::Later { reason, after }) => Err(Error::Later { reason, after }),
    }
}

/// Asks one thing after the other. Asking twice does no harm, so that an answer that was lost is as good as none.
async fn ask_all(
    context: &Context<'_>,
    next: impl Fn(&[Answer]) -> Result<Option<Request>, sending::Error>,
) -> Result<(), sending::Error> {
    let mut answers = Vec::new();
    while let Some(request) = next(&answers)? {
        match context.ask(&request).await {
            Ok(answer) => answers.push(answer),
            Err(NoAnswer::NotSent(reason) | NoAnswer::Lost(reason)) => {
                return Err(sending::Error::later(format!("The provider can't be reached: {reason}")));
            }
        }
    }
    Ok(())
}

async fn note(context: &Context<'_>, reach: Reach, channel: Key, problem: Option<String>) -> Result<(), Error> {
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            desk::channels::note_problem(tx, &reach, channel, problem.as_deref())?;
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
