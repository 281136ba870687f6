//! What one question may cost a business: set aside before it is asked, and booked once it is answered.
//! Must not know what is asked.

use std::sync::atomic::{AtomicI64, Ordering};

use store::{Db, Reach};
use theo::assistant::{NoAnswer, Outcome};

pub(crate) struct Purse {
    db: Db,
    reach: Reach,
    /// Tokens of a month.
    bound: Option<i64>,
    aside: AtomicI64,
}

impl Purse {
    pub(crate) fn new(db: &Db, reach: Reach, bound: Option<i64>) -> Self {
        Self { db: db.clone(), reach, bound, aside: AtomicI64::new(0) }
    }

    /// Whether so many tokens may be spent; they are set aside.
    pub(crate) async fn take(&self, tokens: u64) -> bool {
        let (reach, bound, tokens) = (self.reach, self.bound, i64::try_from(tokens).unwrap_or(i64::MAX / 2));
        let taken = self.db.write(move |tx| desk::theo::settings::may_spend(tx, &reach, bound, tokens)).await;
        let may = taken.unwrap_or_else(|error: desk::Error| {
            tracing::warn!(%error, "what a language model may cost can't be read: it is not asked");
            false
        });
        if may {
            self.aside.store(tokens, Ordering::SeqCst);
        }
        may
    }

    /// Books what it has cost in place of what was set aside; the answer.
    pub(crate) async fn settle<T>(self, outcome: Outcome<T>) -> Result<T, NoAnswer> {
        let (reach, aside) = (self.reach, self.aside.load(Ordering::SeqCst));
        let tokens = i64::try_from(outcome.usage.total()).unwrap_or(i64::MAX / 2);
        if aside > 0 || tokens > 0 {
            let booked = self.db.write(move |tx| desk::theo::settings::spend(tx, &reach, aside, tokens)).await;
            if let Err(error) = booked {
                let error: desk::Error = error;
                tracing::error!(%error, "what a language model has cost can't be booked");
            }
        }
        outcome.answer.inspect_err(|why| tracing::info!(%why, "a language model gave no answer that is used"))
    }
}
