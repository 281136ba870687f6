//! Adds what is new to the search index.

use crate::Error;
use crate::runner::Context;

pub(crate) async fn perform(context: &Context<'_>) -> Result<(), Error> {
    context.finish().await
}
