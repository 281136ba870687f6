//! Takes jobs that are due and does them, a bounded number at once, until it is told to stop.
//! Must not know what a job does: `perform` names the file that does.

use std::sync::Arc;
use std::time::Duration;

use advice::Advice;
use files::Files;
use metrics::{counter, gauge, histogram};
use model::{Clock, Job};
use store::Db;
use store::queue::{self, Leased};
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::context::Context;
use crate::lanes::MOST_OF_ALL;
use crate::leases::{LOOK, Leases};
use crate::{
    Error, Mailer, Provider, Webhooks, acknowledge, ask_theo, delete_expired, delete_files, deliver_webhooks,
    embed_passages, feed_webhooks, fetch_attachment, fetch_mail_files, fetch_templates, find_unembedded,
    import_documents, import_site, index_article, index_search, look_up_customer, prepare_attachment, read_delivery,
    recurring, register_channel, send_mail, send_message, wake_conversation,
};

/// Work is cut off while the lease still holds, so that a job seldom runs twice at once.
const LIMIT: Duration = Duration::from_secs(50);
/// Time between two readings of the queue's depth for the metrics.
const GAUGE: Duration = Duration::from_secs(10);
/// Time that running jobs get when the server stops; then they are given back.
const DRAIN: Duration = Duration::from_secs(5);
/// Pictures that are decoded at once: each may take hundreds of megabytes.
const PICTURES: usize = 2;

/// What the server hands over to make a [`Runner`].
pub struct Parts {
    pub db: Db,
    pub mailer: Mailer,
    pub provider: Provider,
    pub webhooks: Webhooks,
    pub advice: Advice,
    pub files: Files,
    pub clock: Clock,
    /// Jobs at once; none where another process does them.
    pub workers: usize,
}

/// Runs the queue. Clones share its work.
#[derive(Clone)]
pub struct Runner {
    work: Arc<Work>,
}

struct Work {
    db: Db,
    mailer: Mailer,
    files: Files,
    pictures: Semaphore,
    provider: Provider,
    leases: Leases,
    webhooks: Webhooks,
    advice: Advice,
    embedding: Semaphore,
    clock: Clock,
    workers: usize,
    /// Rung when a job was put in, and when one is done.
    bell: Notify,
}

impl Runner {
    pub fn new(parts: Parts) -> Self {
        let Parts { db, mailer, provider, webhooks, advice, files, clock, workers } = parts;
        let bell = Notify::new();
        let leases = Leases::new(db.clone(), clock.clone());
        let work = Arc::new(Work {
            db,
            mailer,
            files,
            pictures: Semaphore::new(PICTURES),
            provider,
            leases,
            webhooks,
            advice,
            embedding: Semaphore::new(1),
            clock,
            workers,
            bell,
        });
        let weak = Arc::downgrade(&work);
        work.db.on_enqueue(move || {
            if let Some(work) = weak.upgrade() {
                work.bell.notify_one();
            }
        });
        Self { work }
    }

    /// Runs jobs as they fall due, until `stop` turns true; running ones may then finish for a short while.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let work = &self.work;
        if work.workers == 0 {
            return;
        }
        let mut tasks = JoinSet::new();
        let mut calls = JoinSet::new();
        let mut measured: Option<Instant> = None;
        let mut next_tick = (work.clock)();
        while !*stop.borrow() {
            if (work.clock)() >= next_tick {
                next_tick = recurring::tick(&work.db, next_tick).await;
            }
            if measured.is_none_or(|at| at.elapsed() >= GAUGE) {
                work.measure().await;
                measured = Some(Instant::now());
            }
            while tasks.try_join_next().is_some() || calls.try_join_next().is_some() {}
            let taken = work.leases.take(work.workers.saturating_sub(tasks.len()), MOST_OF_ALL).await;
            let (leased, rest) = taken.unwrap_or((Vec::new(), LOOK));
            for one in leased {
                // Who speaks to somebody may be slow through no fault of ours, and takes no worker's place.
                let set = if one.lane.is_some() { &mut calls } else { &mut tasks };
                set.spawn(work.clone().perform(one));
            }
            tokio::select! {
                _ = stop.changed() => {}
                () = work.bell.notified() => {}
                Some(_) = tasks.join_next() => {}
                Some(_) = calls.join_next() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
        let drained = async {
            while tasks.join_next().await.is_some() {}
            while calls.join_next().await.is_some() {}
        };
        if tokio::time::timeout(DRAIN, drained).await.is_err() {
            // Their leases run out, and the next start does them again.
            tasks.shutdown().await;
            calls.shutdown().await;
        }
    }

    /// Does everything that is due, also what falls due by doing it, and waits for what others of this process have
    /// begun; how many jobs were done here.
    pub async fn run_due(&self) -> usize {
        let work = &self.work;
        let mut done = 0;
        loop {
            let before = work.leases.progress();
            let most = work.workers.max(1);
            let taken = work.leases.take(most, most).await;
            let is_readable = taken.is_some();
            let leased = taken.map(|(leased, _)| leased).unwrap_or_default();
            done += leased.len();
            for one in &leased {
                work.clone().perform(one.clone()).await;
            }
            // Nothing ran before, nothing was due, and nobody has taken anything meanwhile.
            if is_readable && leased.is_empty() && before.0 == 0 && before == work.leases.progress() {
                return done;
            }
            if leased.is_empty() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }
}

impl Work {
    async fn perform(self: Arc<Self>, leased: Leased) {
        let started = Instant::now();
        let work = self.clone();
        let task = leased.clone();
        // A task of its own, so that a panic ends only this try.
        let task = tokio::spawn(async move { work.within_limit(&task).await });
        let outcome = task.await.unwrap_or_else(|error| {
            Err(Error::Later { reason: format!("it failed badly: {error}"), after: Duration::ZERO })
        });
        histogram!("pingback_job_seconds", "job" => leased.name.clone()).record(started.elapsed().as_secs_f64());
        let word = match &outcome {
            Ok(()) => "done",
            Err(Error::Later { .. }) => "later",
            Err(Error::Never(_)) => "never",
            Err(Error::Stale) => "stale",
        };
        counter!("pingback_jobs_total", "job" => leased.name.clone(), "outcome" => word).increment(1);
        if let Err(error) = outcome {
            self.note_failure(leased.clone(), error).await;
        }
        self.leases.leave(&leased);
        self.bell.notify_one();
    }

    async fn within_limit(&self, leased: &Leased) -> Result<(), Error> {
        let Self { db, mailer, provider, leases, webhooks, advice, embedding, files, pictures, .. } = self;
        let lanes = &leases.lanes;
        let context = Context { db, mailer, provider, lanes, webhooks, advice, embedding, files, pictures, leased };
        match tokio::time::timeout(LIMIT, perform(context)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::Later { reason: format!("it took longer than {LIMIT:?}"), after: Duration::ZERO }),
        }
    }

    async fn note_failure(&self, leased: Leased, error: Error) {
        let (id, job, attempt) = (leased.id, leased.name.clone(), leased.attempt);
        tracing::warn!(id, job, attempt, %error, "a job failed");
        let noted = self.db.write(move |tx| {
            let is_noted = match &error {
                Error::Later { reason, after } => queue::retry(tx, &leased, reason, *after)?,
                Error::Never(reason) => queue::bury(tx, &leased, reason)?,
                Error::Stale => false,
            };
            let is_last = matches!(error, Error::Never(_)) || queue::is_last(leased.attempt);
            if is_noted && is_last { import_documents::give_up(tx, &leased) } else { Ok(()) }
        });
        if let Err(error) = noted.await {
            // Its lease runs out, and it is tried again.
            tracing::error!(id, %error, "the failure of a job can't be noted");
        }
    }

    async fn measure(&self) {
        match self.db.read(queue::depth).await {
            Ok(depth) => {
                gauge!("pingback_jobs", "state" => "waiting").set(depth.waiting as f64);
                gauge!("pingback_jobs", "state" => "running").set(depth.running as f64);
                gauge!("pingback_jobs", "state" => "dead").set(depth.dead as f64);
                let age = depth.oldest_due.map_or(0, |due| (self.clock)().0 - due.0);
                gauge!("pingback_jobs_oldest_due_seconds").set(age as f64 / 1e6);
            }
            Err(error) => {
                let error: store::Error = error;
                tracing::warn!(%error, "the queue can't be measured");
            }
        }
    }
}

async fn perform(context: Context<'_>) -> Result<(), Error> {
    match &context.leased.job {
        Some(Job::SendMail { sealed }) => send_mail::perform(&context, sealed).await,
        Some(Job::SendMessage { conversation }) => send_message::perform(&context, *conversation).await,
        Some(Job::RegisterChannel { channel }) => register_channel::register(&context, *channel).await,
        Some(Job::UnregisterChannel { channel, kind, sealed }) => {
            register_channel::unregister(&context, *channel, *kind, sealed).await
        }
        Some(Job::FetchTemplates { channel }) => fetch_templates::perform(&context, *channel).await,
        Some(Job::Acknowledge { channel, receipt }) => acknowledge::perform(&context, *channel, receipt).await,
        Some(Job::LookUpCustomer { channel, handle }) => look_up_customer::perform(&context, *channel, handle).await,
        Some(Job::ReadDelivery { delivery }) => read_delivery::perform(&context, *delivery).await,
        Some(Job::FeedWebhooks { business }) => feed_webhooks::perform(&context, *business).await,
        Some(Job::DeliverWebhooks { endpoint }) => deliver_webhooks::perform(&context, *endpoint).await,
        Some(Job::WakeConversation { conversation }) => wake_conversation::perform(&context, *conversation).await,
        Some(Job::AskTheo { conversation }) => ask_theo::perform(&context, *conversation).await,
        Some(Job::EmbedPassages) => embed_passages::perform(&context).await,
        Some(Job::FindUnembedded) => find_unembedded::perform(&context).await,
        Some(Job::IndexSearch { business }) => index_search::perform(&context, *business).await,
        Some(Job::IndexArticle { article }) => index_article::perform(&context, *article).await,
        Some(Job::ImportDocuments { import }) => import_documents::perform(&context, *import).await,
        Some(Job::ImportSite { import }) => import_site::perform(&context, *import).await,
        Some(Job::FetchAttachment { attachment, channel, source, delivery }) => {
            let place = fetch_attachment::Place { channel: *channel, source, delivery: *delivery };
            fetch_attachment::perform(&context, *attachment, place).await
        }
        Some(Job::FetchMailFiles { delivery, files }) => fetch_mail_files::perform(&context, *delivery, files).await,
        Some(Job::PrepareAttachment { attachment }) => prepare_attachment::perform(&context, *attachment).await,
        Some(Job::DeleteFiles { files }) => delete_files::perform(&context, files).await,
        Some(Job::DeleteExpired) => delete_expired::perform(&context).await,
        None => Err(Error::Never("this program does not know the job".into())),
    }
}
