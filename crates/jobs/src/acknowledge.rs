//! Tells a provider that what a customer did has come in, so that they need not wait for it. Once: it is of use at once
//! or not at all.

use model::Key;

use crate::Error;
use crate::context::Context;

pub(crate) async fn perform(context: &Context<'_>, channel: Key, receipt: &str) -> Result<(), Error> {
    let reach = context.reach()?;
    let found: store::Result<_> = context.db.read(move |c| store::channels::find(c, &reach, channel.into())).await;
    let channel = match found {
        Ok(channel) if channel.is_active => channel,
        Ok(_) | Err(store::Error::NotFound) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    let gateways = &context.provider.own.gateways;
    if let Some(request) = channels::acknowledgement(channel.kind, &channel.config, gateways, receipt)
        && let Err(error) = context.ask(&request).await
    {
        tracing::debug!(?error, "a provider could not be told that something came in");
    }
    context.finish().await
}
