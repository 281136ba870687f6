//! What a job is given to do its work with: the ways out, the database, and the note of who answers.
//! Must not know what any job does.

use std::time::Duration;

use advice::Advice;
use channels::{Answer, Request};
use files::Files;
use store::queue::{self, Leased};
use store::{Db, Reach};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::lanes::Lanes;
use crate::provider::NoAnswer;
use crate::{Error, Mailer, Provider, Webhooks};

/// Longest silence after which somebody who does not answer is only said to be away.
const SILENCE: Duration = Duration::from_secs(5);

/// What a job needs to be done.
pub(crate) struct Context<'a> {
    pub(crate) db: &'a Db,
    pub(crate) mailer: &'a Mailer,
    pub(crate) files: &'a Files,
    /// Whose turn it is to decode a picture.
    pub(crate) pictures: &'a Semaphore,
    pub(crate) provider: &'a Provider,
    pub(crate) lanes: &'a Lanes,
    pub(crate) webhooks: &'a Webhooks,
    pub(crate) advice: &'a Advice,
    /// Whose turn it is to find out what passages mean.
    pub(crate) embedding: &'a Semaphore,
    pub(crate) leased: &'a Leased,
}

impl Context<'_> {
    /// Asks the provider of the job's channel; whether it answers decides how many of the channel's jobs run at once.
    pub(crate) async fn ask(&self, request: &Request) -> Result<Answer, NoAnswer> {
        let began = Instant::now();
        let asked = self.provider.ask(request).await;
        self.note_answer(began, asked.is_ok());
        asked
    }

    /// As [`Context::ask`], for a file.
    pub(crate) async fn fetch(&self, request: &Request) -> outbound::Result<outbound::Answer> {
        let began = Instant::now();
        let fetched = self.provider.fetch(request).await;
        self.note_answer(began, fetched.is_ok());
        fetched
    }

    /// Notes whether whoever the job speaks to has answered it.
    pub(crate) fn note_answer(&self, began: Instant, is_answered: bool) {
        if is_answered {
            self.lanes.note_answer(self.leased.lane);
        } else if began.elapsed() >= SILENCE {
            self.lanes.note_silence(self.leased.lane, self.db.now());
        }
    }

    /// The business that the job belongs to.
    pub(crate) fn reach(&self) -> Result<Reach, Error> {
        self.leased.reach.ok_or_else(|| Error::Never("it belongs to no business".into()))
    }

    /// Takes the job out of the queue, now that it is done. For work outside the database: what a job does inside it,
    /// it finishes in the same transaction.
    pub(crate) async fn finish(&self) -> Result<(), Error> {
        let leased = self.leased.clone();
        let finished: store::Result<bool> = self.db.write(move |tx| queue::finish(tx, &leased)).await;
        if finished? { Ok(()) } else { Err(Error::Stale) }
    }
}
