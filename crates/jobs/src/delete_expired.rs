//! Deletes what has expired: sessions, one-time tokens, invitations, idempotency keys, dead jobs.

use std::time::Duration;

use store::{idempotency, members, queue, sessions, user_tokens};

use crate::Error;
use crate::runner::Context;

/// How long a dead job is kept for somebody to look at.
const DEAD: Duration = Duration::from_secs(30 * 24 * 3600);

pub(crate) async fn perform(context: &Context<'_>) -> Result<(), Error> {
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            let now = tx.now();
            sessions::delete_expired(tx)?;
            user_tokens::delete_expired(tx)?;
            members::delete_expired_invitations(tx)?;
            idempotency::delete_expired(tx)?;
            queue::delete_dead(tx, now.minus(DEAD))?;
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
