//! Reopens a snoozed conversation whose time has come.

use model::Key;
use store::queue;

use crate::Error;
use crate::context::Context;

pub(crate) async fn perform(context: &Context<'_>, conversation: Key) -> Result<(), Error> {
    let leased = context.leased.clone();
    let reach = context.reach()?;
    context
        .db
        .write(move |tx| {
            match desk::conversations::wake(tx, &reach, conversation) {
                // A conversation that is gone needs no waking.
                Ok(()) | Err(desk::Error::Store(store::Error::NotFound)) => {}
                Err(error) => return Err(error.into()),
            }
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
