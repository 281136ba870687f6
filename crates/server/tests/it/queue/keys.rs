//! One job at most waits under a key, whoever puts it in or back at the same moment, and none is kept waiting by another.

use std::time::Duration;

use model::Job;
use store::Db;
use store::queue::Depth;

use super::{Bench, on_both_databases};
use crate::rig::Engine;

on_both_databases!(
    one_job_waits_under_a_key_also_when_an_older_one_comes_back,
    a_job_that_failed_keeps_no_fresh_one_waiting,
    a_job_comes_back_while_somebody_puts_one_in_under_its_key,
    the_earlier_of_two_times_under_a_key_holds,
    a_job_is_not_taken_while_somebody_leaves_more_for_it,
);

/// A transaction that has put a job in under `key`, and waits before it commits.
struct Leaving {
    release: std::sync::mpsc::Sender<()>,
    ended: tokio::task::JoinHandle<()>,
}

impl Leaving {
    async fn begin(db: &Db, put: impl Fn(&mut store::Tx<'_>) -> store::Result<()> + Send + 'static) -> Self {
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (begun, beginning) = tokio::sync::oneshot::channel();
        let (db, mut begun) = (db.clone(), Some(begun));
        let ended = tokio::spawn(async move {
            let left: store::Result<()> = db
                .write(move |tx| {
                    put(tx)?;
                    if let Some(begun) = begun.take() {
                        begun.send(()).expect("the test waits");
                    }
                    let _dropped = released.recv().is_err();
                    Ok(())
                })
                .await;
            left.expect("a commit");
        });
        beginning.await.expect("it is put in");
        Self { release, ended }
    }

    /// Commits once `other`, which may have to wait for it, has begun.
    async fn end_beside<T>(self, other: impl Future<Output = T>) -> T {
        let Self { release, ended } = self;
        let ending = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            drop(release);
            ended.await.expect("an end in order");
        };
        tokio::join!(other, ending).0
    }
}

fn put_in(key: &'static str, wait: Duration) -> impl Fn(&mut store::Tx<'_>) -> store::Result<()> + Send + 'static {
    move |tx| {
        let at = tx.now().plus(wait);
        tx.enqueue_at(None, &Job::DeleteExpired, at, key)
    }
}

async fn one_job_waits_under_a_key_also_when_an_older_one_comes_back(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    b.put(Job::DeleteExpired, Some("key")).await;
    assert_eq!(b.depth().await.waiting, 1);
    let taken = b.lease(10).await.remove(0);
    b.put(Job::DeleteExpired, Some("key")).await;
    assert!(b.retry(&taken, "no luck").await);
    assert_eq!(b.depth().await, Depth { waiting: 1, running: 0, dead: 0, oldest_due: Some(b.clock.now()) });
}

async fn a_job_that_failed_keeps_no_fresh_one_waiting(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    for _ in 0..3 {
        let taken = b.lease(10).await.remove(0);
        assert!(b.retry(&taken, "no luck").await);
        b.clock.advance(Duration::from_secs(3600));
    }
    let taken = b.lease(10).await.remove(0);
    assert!(b.retry(&taken, "no luck").await);
    assert!(b.lease(10).await.is_empty(), "its next try is hours away");
    b.put(Job::DeleteExpired, Some("key")).await;
    let fresh = b.lease(10).await;
    assert_eq!(fresh.iter().map(|one| one.attempt).collect::<Vec<_>>(), [1]);
    assert!(b.finish(&fresh[0]).await);
    assert_eq!(b.depth().await, Depth { waiting: 0, running: 0, dead: 0, oldest_due: None });
}

async fn a_job_comes_back_while_somebody_puts_one_in_under_its_key(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    let taken = b.lease(10).await.remove(0);
    let leaving = Leaving::begin(&b.db, put_in("key", Duration::ZERO)).await;
    assert!(leaving.end_beside(b.retry(&taken, "no luck")).await);
    assert_eq!(b.depth().await, Depth { waiting: 1, running: 0, dead: 0, oldest_due: Some(b.clock.now()) });
}

async fn the_earlier_of_two_times_under_a_key_holds(b: Bench) {
    let leaving = Leaving::begin(&b.db, put_in("key", Duration::from_secs(3600))).await;
    let now = async {
        let put: store::Result<()> = b.db.write(put_in("key", Duration::ZERO)).await;
        put.expect("a commit");
    };
    leaving.end_beside(now).await;
    assert_eq!(b.lease(10).await.len(), 1);
    b.put(Job::DeleteExpired, Some("other")).await;
    let put: store::Result<()> = b.db.write(put_in("other", Duration::from_secs(3600))).await;
    put.expect("a commit");
    assert!(b.lease(10).await.is_empty(), "it was put off");
}

async fn a_job_is_not_taken_while_somebody_leaves_more_for_it(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    let leaving = Leaving::begin(&b.db, |tx| {
        let now = tx.now();
        tx.enqueue_once(None, &Job::DeleteExpired, now, Some("key"))
    });
    let leaving = leaving.await;
    // SQLite's one writer does not even come to it.
    if b.home.engine() == Engine::Postgres {
        assert_eq!(b.lease(10).await.len(), 0, "it would not see what is being left for it");
    }
    leaving.end_beside(async {}).await;
    assert_eq!(b.lease(10).await.len(), 1);
}
