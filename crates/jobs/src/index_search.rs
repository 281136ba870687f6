//! Adds what is new in a business to the search index.

use model::Key;
use store::{Reach, queue, search};

use crate::Error;
use crate::context::Context;

/// Steps of one run: what is left is for another, so that a long way is not taken for a job that hangs.
const STEPS: usize = 100;

pub(crate) async fn perform(context: &Context<'_>, business: Key) -> Result<(), Error> {
    let reach = Reach::system(business);
    for left in (0..STEPS).rev() {
        let leased = context.leased.clone();
        let is_done = context.db.write(move |tx| {
            let more = search::index(tx, &reach)?;
            if more && left > 0 {
                return Ok(false);
            }
            if !queue::finish(tx, &leased)? {
                return Err(Error::Stale);
            }
            if more {
                search::wake(tx, business)?;
            }
            Ok(true)
        });
        if is_done.await? {
            break;
        }
    }
    Ok(())
}
