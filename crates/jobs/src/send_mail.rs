//! Mails one message of the server's own.

use std::time::Duration;

use crate::Error;
use crate::context::Context;
use crate::mailer::MailError;

pub(crate) async fn perform(context: &Context<'_>, sealed: &str) -> Result<(), Error> {
    let sealed = sealed.to_owned();
    let mail = context.db.read(move |c| store::queue::open_mail(c, &sealed)).await;
    let mail = mail.map_err(|error: store::Error| Error::Never(format!("it can't be unsealed: {error}")))?;
    let id = format!("{}-{}", context.leased.created_at.0, context.leased.id);
    context.mailer.send(&mail, &id).await.map_err(|error| match error {
        MailError::Later(reason) => Error::Later { reason, after: Duration::ZERO },
        MailError::Rejected(reason) => Error::Never(reason),
    })?;
    context.finish().await
}
