//! Finds out what a business's new passages mean. Must not know how.

use store::queue;

use crate::Error;
use crate::context::Context;

/// Rounds of one run: what is left is for another, so that a long way is not taken for a job that hangs.
const ROUNDS: usize = 8;

pub(crate) async fn perform(context: &Context<'_>) -> Result<(), Error> {
    let reach = context.reach()?;
    // One at a time: it keeps all processors busy by itself.
    let _turn = context.embedding.acquire().await;
    let mut is_more = true;
    for _ in 0..ROUNDS {
        if is_more {
            is_more = context.advice.embed_some(reach).await?;
        }
    }
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            if !queue::finish(tx, &leased)? {
                return Err(Error::Stale);
            }
            if is_more {
                desk::articles::embed(tx, &reach)?;
            }
            Ok(())
        })
        .await
}
