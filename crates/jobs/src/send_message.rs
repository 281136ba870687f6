//! Sends the message at the head of a conversation's line. What may have been heard is never sent twice by itself.

use std::time::Duration;

use channels::{Outgoing, sending};
use desk::sending::{Next, Outcome, Send};
use model::Key;
use store::{Reach, queue};

use crate::Error;
use crate::provider::NoAnswer;
use crate::runner::Context;

/// What one try led to.
enum Tried {
    Done(Outcome),
    /// It was not taken, and may be later.
    Later {
        reason: String,
        after: Duration,
    },
}

pub(crate) async fn perform(context: &Context<'_>, conversation: Key) -> Result<(), Error> {
    let reach = context.leased.reach.ok_or_else(|| Error::Never("it belongs to no business".into()))?;
    let Some(send) = take(context, reach, conversation).await? else { return Ok(()) };
    let tried = attempt(context, &send).await;
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            let is_own = match &tried {
                Tried::Done(outcome) => desk::sending::settle(tx, &reach, &send, &leased, outcome)?,
                Tried::Later { reason, after } => {
                    desk::sending::put_back(tx, &reach, &send, &leased, (reason, *after))?
                }
            };
            if is_own && queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}

/// The head of the line, where it is for this job to send; otherwise the job is done.
async fn take(context: &Context<'_>, reach: Reach, conversation: Key) -> Result<Option<Box<Send>>, Error> {
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            if let Next::Send(send) = desk::sending::take(tx, &reach, conversation, &leased)? {
                return Ok(Some(send));
            }
            if queue::finish(tx, &leased)? { Ok(None) } else { Err(Error::Stale) }
        })
        .await
}

async fn attempt(context: &Context<'_>, send: &Send) -> Tried {
    let (kind, config) = (send.channel.kind, &send.channel.config);
    let callback_path = channels::callback_path(kind, send.channel.key.uuid).unwrap_or_default();
    let (to, answers) = (send.to.clone(), send.answers.clone());
    let outgoing = Outgoing { to, content: send.message.content.clone(), answers, callback_path };
    let asked = match channels::request(kind, config, &context.provider.gateways, &outgoing) {
        Ok(request) => context.provider.ask(&request).await,
        Err(error) => return refused(error),
    };
    match asked {
        Ok(answer) => match channels::accepted(kind, &answer) {
            Ok(id) => Tried::Done(Outcome::Sent(id)),
            Err(error) => refused(error),
        },
        Err(NoAnswer::NotSent(reason)) => {
            Tried::Later { reason: format!("The provider can't be reached: {reason}"), after: Duration::ZERO }
        }
        Err(NoAnswer::Lost(reason)) => {
            tracing::warn!(message = send.message.key.number, reason, "a provider's answer was lost");
            Tried::Done(Outcome::Unknown)
        }
    }
}

fn refused(error: sending::Error) -> Tried {
    match error {
        sending::Error::Rejected(why) => Tried::Done(Outcome::Failed(why)),
        sending::Error::Later { reason, after } => Tried::Later { reason, after },
    }
}
