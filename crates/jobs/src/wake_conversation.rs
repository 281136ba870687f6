//! Reopens a snoozed conversation whose time has come.

use model::Key;

use crate::Error;
use crate::runner::Context;

pub(crate) async fn perform(context: &Context<'_>, _conversation: Key) -> Result<(), Error> {
    context.finish().await
}
