//! Which jobs this process takes, and when it looks again: as many as it has workers for, and of those that speak to
//! somebody as many as their lanes have places for. Must not know what a job does.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use model::{Clock, Time};
use store::Db;
use store::queue::{self, Due, Leased};

use crate::import_documents;
use crate::lanes::Lanes;

/// A worker that takes longer has lost its job to the next one.
const LEASE: Duration = Duration::from_secs(60);
/// Shortest sleep, so that a queue that can't be read is not asked without a pause.
const PAUSE: Duration = Duration::from_millis(20);
/// Longest sleep: jobs of other nodes announce themselves to nobody here.
pub(crate) const LOOK: Duration = Duration::from_secs(1);

pub(crate) struct Leases {
    db: Db,
    clock: Clock,
    pub(crate) lanes: Lanes,
    /// Jobs that this process is taking or doing.
    running: AtomicUsize,
    /// Jobs that this process has taken so far.
    taken: AtomicUsize,
}

impl Leases {
    pub(crate) fn new(db: Db, clock: Clock) -> Self {
        let (running, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { db, clock, lanes: Lanes::default(), running, taken }
    }

    /// Takes what is due: at most `own` jobs that need a worker, and `calls` that speak to somebody. With how long to wait
    /// before the next look; none where the queue can't be read.
    pub(crate) async fn take(&self, own: usize, calls: usize) -> Option<(Vec<Leased>, Duration)> {
        // Counted before a lease is visible, so that nobody sees a job neither waiting nor running.
        self.running.fetch_add(own + calls, Ordering::SeqCst);
        let found = self.find(own, calls).await;
        let count = found.as_ref().map_or(0, |(leased, _)| leased.len());
        self.taken.fetch_add(count, Ordering::SeqCst);
        self.running.fetch_sub(own + calls - count, Ordering::SeqCst);
        found.inspect_err(|error| tracing::warn!(%error, "no job can be taken")).ok()
    }

    /// A job is no longer being done.
    pub(crate) fn leave(&self, leased: &Leased) {
        if let Some(lane) = leased.lane {
            self.lanes.leave(lane, 1);
        }
        self.running.fetch_sub(1, Ordering::SeqCst);
    }

    /// How many run, and how many were taken so far.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.running.load(Ordering::SeqCst), self.taken.load(Ordering::SeqCst))
    }

    async fn find(&self, own: usize, calls: usize) -> store::Result<(Vec<Leased>, Duration)> {
        let now = (self.clock)();
        let due = self.look(now).await?;
        let is_own_due = own > 0 && due.own.is_some_and(|at| at <= now);
        let entered = self.enter(&due, calls, now);
        if !is_own_due && entered.is_empty() {
            return Ok((Vec::new(), self.rest(&due, own, now)));
        }
        let (own, lanes) = (if is_own_due { own as i64 } else { 0 }, entered.clone());
        let leased = self.db.write(move |tx| lease(tx, own, &lanes, now.plus(LEASE))).await;
        for (lane, places) in entered {
            let used = leased.iter().flatten().filter(|one: &&Leased| one.lane == Some(lane)).count();
            self.lanes.leave(lane, places - used);
        }
        let leased = leased?;
        // Others may be taking the same ones at this moment.
        let rest = if leased.is_empty() { PAUSE } else { Duration::ZERO };
        Ok((leased, rest))
    }

    async fn look(&self, now: Time) -> store::Result<Due> {
        let due = self.db.read(queue::due).await?;
        if due.lost.is_none_or(|at| at > now) {
            return Ok(due);
        }
        let taken_back = self.db.write(|tx| {
            for dead in queue::take_back(tx)? {
                import_documents::give_up(tx, &dead)?;
            }
            Ok::<_, desk::Error>(())
        });
        taken_back.await.map_err(|error| match error {
            desk::Error::Store(error) => error,
            refused => store::Error::Broken(refused.to_string()),
        })?;
        self.db.read(queue::due).await
    }

    /// Takes places in the lanes that have jobs due, whoever has waited longest first.
    fn enter(&self, due: &Due, mut calls: usize, now: Time) -> Vec<(i64, usize)> {
        let mut lanes: Vec<_> = due.lanes.iter().filter(|(_, at)| *at <= now).collect();
        lanes.sort_by_key(|(_, at)| *at);
        let mut entered = Vec::new();
        for (lane, _) in lanes {
            let places = self.lanes.enter(*lane, calls, now);
            if places > 0 {
                calls -= places;
                entered.push((*lane, places));
            }
        }
        entered
    }

    /// A full house waits for a worker to come free, a full lane for a place.
    fn rest(&self, due: &Due, own: usize, now: Time) -> Duration {
        let next = due.own.filter(|_| own > 0).into_iter().chain(due.lost);
        let open = due.lanes.iter().filter(|(lane, _)| self.lanes.has_room(*lane, now)).map(|(_, at)| *at);
        next.chain(open).min().map_or(LOOK, |at| {
            let micros = at.0.saturating_sub((self.clock)().0).max(0);
            Duration::from_micros(micros.unsigned_abs()).clamp(PAUSE, LOOK)
        })
    }
}

fn lease(tx: &mut store::Tx<'_>, own: i64, lanes: &[(i64, usize)], until: Time) -> store::Result<Vec<Leased>> {
    let mut leased = if own > 0 { queue::lease(tx, None, own, until)? } else { Vec::new() };
    for (lane, places) in lanes {
        leased.extend(queue::lease(tx, Some(*lane), *places as i64, until)?);
    }
    Ok(leased)
}
