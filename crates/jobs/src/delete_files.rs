//! Deletes files that nothing names any more.

use std::time::Duration;

use files::FileKey;

use crate::Error;
use crate::context::Context;

pub(crate) async fn perform(context: &Context<'_>, files: &[String]) -> Result<(), Error> {
    for key in files.iter().filter_map(|key| FileKey::read(key)) {
        let deleted = context.files.delete(&key).await;
        deleted.map_err(|error| Error::Later { reason: error.to_string(), after: Duration::ZERO })?;
    }
    context.finish().await
}
