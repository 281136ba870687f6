//! Deletes what has expired: sessions, one-time tokens, invitations, idempotency keys, dead jobs, old mails in the outbox,
//! and files that were uploaded and not sent.

use std::time::Duration;

use store::{attachments, deliveries, idempotency, members, queue, sessions, user_tokens, webhook_deliveries};

use crate::Error;
use crate::context::Context;

/// How long a dead job and a written mail are kept for somebody to look at.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// How long a file waits to be sent.
const UNSENT: Duration = Duration::from_secs(24 * 3600);

pub(crate) async fn perform(context: &Context<'_>) -> Result<(), Error> {
    let before = context.db.now().minus(KEPT);
    let forgotten = context.mailer.forget(before).await;
    forgotten.map_err(|error| Error::Later { reason: format!("the outbox: {error}"), after: Duration::ZERO })?;
    let unsent = context.db.now().minus(UNSENT);
    while context.db.write(move |tx| attachments::delete_unsent(tx, unsent)).await? {}
    let leased = context.leased.clone();
    context
        .db
        .write(move |tx| {
            sessions::delete_expired(tx)?;
            user_tokens::delete_expired(tx)?;
            members::delete_expired_invitations(tx)?;
            idempotency::delete_expired(tx)?;
            deliveries::delete_expired(tx)?;
            webhook_deliveries::delete_expired(tx)?;
            queue::delete_dead(tx, before)?;
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
