//! Looks for businesses whose passages the model in use has not read: after it was changed, or where there was none.
//! What another model made of them serves until then. Must not know how many there are of each.

use store::{Reach, queue};

use crate::Error;
use crate::context::Context;

pub(crate) async fn perform(context: &Context<'_>) -> Result<(), Error> {
    let leased = context.leased.clone();
    let model = context.advice.model();
    context
        .db
        .write(move |tx| {
            let behind = match model {
                Some(model) => store::passages::businesses_behind(tx, model)?,
                None => Vec::new(),
            };
            for business in behind {
                desk::articles::embed(tx, &Reach::system(business))?;
            }
            if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
        })
        .await
}
