//! The queue with very many jobs for somebody who does not answer: what is for others is found as fast as ever.

use std::time::Duration;

use model::{Job, Key, Time};
use store::{Error, args, queue};

use super::{Rig, on_both_engines, rig};

/// Whose jobs pile up.
const DEAD: i64 = 7;

on_both_engines! {
    each_lane_has_its_turn_and_none_has_more_than_its_places,
    what_a_worker_lost_waits_in_its_lane_again,
}

impl Rig {
    /// As many jobs of a lane, due one after the other.
    async fn wait(&self, lane: i64, count: i64) {
        let put: Result<(), Error> = self
            .db
            .write(move |tx| {
                let channel = Key { number: lane, uuid: tx.new_uuid() };
                let now = tx.now().0;
                for at in 0..count {
                    tx.enqueue(None, &Job::FetchTemplates { channel }, Time(now - count + at))?;
                }
                Ok(())
            })
            .await;
        put.expect("jobs in the queue");
    }

    async fn due(&self) -> queue::Due {
        self.db.read(queue::due).await.expect("an answer")
    }

    async fn lease(&self, lane: Option<i64>, limit: i64) -> Vec<queue::Leased> {
        let leased = self.db.write(move |tx| {
            let until = tx.now().plus(Duration::from_secs(60));
            queue::lease(tx, lane, limit, until)
        });
        leased.await.expect("an answer")
    }

    async fn put_own(&self) {
        let put: Result<(), Error> = self
            .db
            .write(|tx| {
                let now = tx.now();
                tx.enqueue(None, &Job::DeleteExpired, now)
            })
            .await;
        put.expect("a job in the queue");
    }
}

async fn each_lane_has_its_turn_and_none_has_more_than_its_places(engine: &str) {
    let rig = rig(engine, "lanes").await;
    for (lane, count) in [(DEAD, 30), (8, 2), (-3, 1)] {
        rig.wait(lane, count).await;
    }
    rig.put_own().await;
    let due = rig.due().await;
    let mut lanes: Vec<i64> = due.lanes.iter().map(|(lane, _)| *lane).collect();
    lanes.sort_unstable();
    assert_eq!((lanes, due.own.is_some(), due.lost), (vec![-3, DEAD, 8], true, None));
    let taken = rig.lease(Some(DEAD), 4).await;
    assert_eq!(taken.iter().map(|one| one.lane).collect::<Vec<_>>(), [Some(DEAD); 4]);
    let oldest = taken.iter().map(|one| one.id).max().expect("jobs");
    assert!(rig.lease(Some(DEAD), 30).await.iter().all(|one| one.id > oldest), "the oldest first");
    assert_eq!((rig.lease(Some(8), 4).await.len(), rig.lease(Some(-3), 4).await.len()), (2, 1));
    let own = rig.lease(None, 100).await;
    assert_eq!(own.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["delete_expired"]);
    let due = rig.due().await;
    assert_eq!((due.lanes, due.own, due.lost.is_some()), (Vec::new(), None, true));
}

async fn what_a_worker_lost_waits_in_its_lane_again(engine: &str) {
    let rig = rig(engine, "lost").await;
    rig.wait(DEAD, 3).await;
    let taken = rig.lease(Some(DEAD), 3).await;
    let lost: Result<u64, Error> = rig.db.write(|tx| tx.execute("UPDATE jobs SET leased_until = 1", args![])).await;
    assert_eq!(lost.expect("a change"), 3);
    rig.db.write(queue::take_back).await.expect("they wait");
    let due = rig.due().await;
    assert_eq!((due.lanes, due.own, due.lost), (vec![(DEAD, Time(1))], None, None));
    let again = rig.lease(Some(DEAD), 1).await.remove(0);
    let before = taken.iter().find(|one| one.id == again.id).expect("one of them");
    assert_eq!((again.attempt, &again.job), (before.attempt + 1, &before.job));
    let late = before.clone();
    assert!(!rig.db.write(move |tx| queue::finish(tx, &late)).await.expect("an answer"), "it has passed to another");
}

/// Counts, not seconds: steps of SQLite's virtual machine for one look and for taking what is for others.
#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_jobs_for_somebody_dead_cost_the_others_nothing() {
    let rig = rig("sqlite", "pile").await;
    let mut steps = Vec::new();
    for more in [20, 20_000] {
        rig.wait(DEAD, more).await;
        for lane in [8, 9, -3] {
            rig.wait(lane, 2).await;
        }
        // The first round compiles.
        for round in 0..2 {
            rig.put_own().await;
            let before = rig.db.counters().vm_steps;
            assert_eq!(rig.due().await.lanes.len(), 4);
            assert_eq!((rig.lease(Some(8), 1).await.len(), rig.lease(None, 1).await.len()), (1, 1));
            assert_eq!(rig.lease(Some(DEAD), 1).await.len(), 1);
            if round == 1 {
                steps.push(rig.db.counters().vm_steps - before);
            }
        }
    }
    assert!(steps[1] * 10 <= steps[0] * 13, "{steps:?}");
    assert!(steps[1] < 2_000, "{steps:?}");
}
