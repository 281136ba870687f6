//! Lets Theo answer what a customer has written last. Nothing is said before it is known to be his turn still, so that a
//! restart in between says nothing twice.
//! Must not know how he finds an answer.

use model::Key;
use model::theo::Proposal;
use store::queue;

use crate::Error;
use crate::context::Context;

/// Tries to find an answer before a human is called.
const TRIES: i64 = 2;

pub(crate) async fn perform(context: &Context<'_>, conversation: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let begun = context.db.write(move |tx| desk::theo::begin(tx, &reach, conversation)).await;
    let question = match begun {
        Ok(Some(question)) => question,
        Ok(None) | Err(desk::Error::Store(store::Error::NotFound)) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    let proposal = match context.advice.propose(reach, &question).await {
        Ok(proposal) => proposal,
        // Rather a human than a customer who waits until the last try.
        Err(error) if context.leased.attempt >= TRIES => {
            tracing::error!(%error, "Theo can't answer: a human is called");
            Proposal::none()
        }
        Err(error) => return Err(error.into()),
    };
    let missing = context.advice.missing(reach, &question, &proposal).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a gap is not noted");
        None
    });
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            let settled = desk::theo::settle(tx, &reach, &question, &proposal)?;
            if let Some(missing) = missing.as_ref().filter(|_| settled != desk::theo::Settled::Withdrawn) {
                desk::theo::gaps::note(tx, &reach, missing, conversation)?;
            }
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
