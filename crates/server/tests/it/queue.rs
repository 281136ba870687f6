//! The job queue by itself, without a server: leases, tries, the dead, keys, and the runner.

mod keys;
mod running;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use model::{Job, Time};
use store::queue::{self, Depth, Leased, SCHEDULE};
use store::{Db, Place};

use crate::rig::{Engine, Home, TestClock};

const LEASE: Duration = Duration::from_secs(60);

/// A database without a server on it.
struct Bench {
    db: Db,
    clock: TestClock,
    home: Home,
}

macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { $crate::queue::run($crate::rig::Engine::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { $crate::queue::run($crate::rig::Engine::Postgres, super::$name); })+
        }
    };
}
use on_both_databases;

on_both_databases!(
    a_job_is_taken_by_one_worker_and_gone_when_it_is_done,
    a_worker_whose_lease_ran_out_changes_nothing,
    a_failing_job_comes_back_by_the_schedule_and_then_is_dead,
    a_job_that_takes_its_worker_down_every_time_is_dead_in_the_end,
    many_workers_never_take_the_same_job,
    the_bell_rings_after_a_commit_and_not_after_a_rollback,
);

fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Bench) -> F) {
    let home = Home::make(engine);
    let clock = TestClock::new();
    let place = match home.database_url() {
        Some(url) => Place::Postgres(url),
        None => Place::Sqlite(home.config().database_file()),
    };
    let settings = store::Settings { place, clock: clock.clock(), key: [7; 32], connections: 4 };
    let db = Db::open(settings).expect("a database");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(test(Bench { db, clock, home: home.clone() }));
}

impl Bench {
    async fn put(&self, job: Job, key: Option<&'static str>) {
        let put: store::Result<()> = self
            .db
            .write(move |tx| {
                let now = tx.now();
                tx.enqueue_once(None, &job, now, key)
            })
            .await;
        put.expect("a job in the queue");
    }

    async fn lease(&self, limit: i64) -> Vec<Leased> {
        lease(&self.db, self.clock.now(), limit).await
    }

    async fn finish(&self, leased: &Leased) -> bool {
        let leased = leased.clone();
        self.db.write(move |tx| queue::finish(tx, &leased)).await.expect("an answer")
    }

    async fn retry(&self, leased: &Leased, error: &'static str) -> bool {
        let leased = leased.clone();
        self.db.write(move |tx| queue::retry(tx, &leased, error, Duration::ZERO)).await.expect("an answer")
    }

    async fn depth(&self) -> Depth {
        self.db.read(queue::depth).await.expect("a depth")
    }
}

async fn lease(db: &Db, now: Time, limit: i64) -> Vec<Leased> {
    let leased = db.write(move |tx| {
        queue::take_back(tx)?;
        queue::lease(tx, None, limit, now.plus(LEASE))
    });
    leased.await.expect("an answer")
}

async fn a_job_is_taken_by_one_worker_and_gone_when_it_is_done(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    let taken = b.lease(10).await;
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].attempt, &taken[0].job), (1, &Some(Job::DeleteExpired)));
    assert!(b.lease(10).await.is_empty());
    assert!(b.finish(&taken[0]).await);
    assert!(!b.finish(&taken[0]).await);
    assert_eq!(b.depth().await, Depth { waiting: 0, running: 0, dead: 0, oldest_due: None });
}

async fn a_worker_whose_lease_ran_out_changes_nothing(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    let late = b.lease(1).await.remove(0);
    b.clock.advance(LEASE + Duration::from_secs(1));
    let next = b.lease(1).await.remove(0);
    assert_eq!((next.id, next.attempt), (late.id, 2));
    assert!(next.lease > late.lease);
    assert!(!b.finish(&late).await);
    assert!(!b.retry(&late, "late").await);
    assert_eq!(b.depth().await.running, 1);
    assert!(b.finish(&next).await);
}

async fn a_failing_job_comes_back_by_the_schedule_and_then_is_dead(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    for (tried, wait) in SCHEDULE.iter().enumerate() {
        if !wait.is_zero() {
            b.clock.advance(*wait - Duration::from_millis(1));
            assert!(b.lease(1).await.is_empty(), "try {tried} came too early");
            b.clock.advance(*wait / 10 + Duration::from_millis(1));
        }
        let taken = b.lease(1).await.remove(0);
        assert_eq!(taken.attempt, tried as i64 + 1);
        assert!(b.retry(&taken, "no luck").await);
    }
    b.clock.advance(Duration::from_secs(1_000_000));
    assert!(b.lease(1).await.is_empty());
    let dead = b.db.read(|c| queue::dead(c, 10)).await.expect("the dead");
    assert_eq!((dead.len(), dead[0].error.as_str(), dead[0].attempts), (1, "no luck", 8));
    assert_eq!(b.depth().await.dead, 1);
}

async fn a_job_that_takes_its_worker_down_every_time_is_dead_in_the_end(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    for _ in SCHEDULE {
        assert_eq!(b.lease(1).await.len(), 1);
        b.clock.advance(LEASE);
    }
    assert!(b.lease(1).await.is_empty());
    assert_eq!(b.depth().await.dead, 1);
}

async fn many_workers_never_take_the_same_job(b: Bench) {
    for _ in 0..100 {
        b.put(Job::DeleteExpired, None).await;
    }
    let (db, now) = (b.db.clone(), b.clock.now());
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let db = db.clone();
        workers.spawn(async move {
            let mut taken = Vec::new();
            loop {
                let some = lease(&db, now, 3).await;
                if some.is_empty() {
                    return taken;
                }
                taken.extend(some.into_iter().map(|leased| leased.id));
            }
        });
    }
    let mut taken: Vec<i64> = workers.join_all().await.concat();
    // A worker that finds only rows that others are just taking stops early; what is left is for the next look.
    taken.extend(lease(&db, now, 100).await.iter().map(|leased| leased.id));
    taken.sort_unstable();
    let before = taken.len();
    taken.dedup();
    assert_eq!((before, taken.len()), (100, 100));
}

async fn the_bell_rings_after_a_commit_and_not_after_a_rollback(b: Bench) {
    let rung = Arc::new(AtomicUsize::new(0));
    let count = rung.clone();
    b.db.on_enqueue(move || {
        count.fetch_add(1, Ordering::SeqCst);
    });
    b.put(Job::DeleteExpired, None).await;
    assert_eq!(rung.load(Ordering::SeqCst), 1);
    let refused: store::Result<()> =
        b.db.write(|tx| {
            let now = tx.now();
            tx.enqueue(None, &Job::DeleteExpired, now)?;
            Err(store::Error::NotFound)
        })
        .await;
    assert!(refused.is_err());
    assert_eq!((rung.load(Ordering::SeqCst), b.depth().await.waiting), (1, 1));
}
