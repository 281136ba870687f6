//! What no article answers: noted each time it is asked, until somebody writes one or wants none.
//! Must not know when two questions mean the same.

use model::{AnyId, Key, Member};
use store::{Reach, Tx, theo_gaps};

use crate::error::Result;

/// A question that nothing was found for.
#[derive(Clone, Debug)]
pub struct Missing {
    pub question: String,
    /// Its words in one form.
    pub key: String,
    pub vector: Option<Vec<u8>>,
    /// The number of a gap that means the same.
    pub like: Option<i64>,
}

pub fn note(tx: &mut Tx<'_>, reach: &Reach, missing: &Missing, conversation: Key) -> Result<()> {
    match missing.like {
        Some(gap) => theo_gaps::count(tx, reach, gap, conversation)?,
        None => {
            let new = (missing.question.as_str(), missing.key.as_str(), missing.vector.as_deref());
            theo_gaps::insert(tx, reach, new, conversation)?;
        }
    }
    Ok(())
}

/// Shows a gap no more.
pub fn close(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<()> {
    let reach = Reach::of(by);
    let gap = theo_gaps::find(tx, &reach, id)?;
    Ok(theo_gaps::close(tx, &reach, gap.key)?)
}
