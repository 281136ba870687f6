//! How many jobs speak to one channel's provider at once: a few, one while it is silent, none while it is left alone.
//! Must not know what they say to it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::Time;

/// Jobs of one channel at once.
const MOST: usize = 4;
/// Silences in a row after which a provider is left alone for a while.
const PATIENCE: u32 = 3;
/// The first such while; each further silence doubles it.
const REST: Duration = Duration::from_secs(10);
/// The longest.
const LONGEST_REST: Duration = Duration::from_secs(5 * 60);

/// Every channel that is spoken to or did not answer when it was.
#[derive(Default)]
pub(crate) struct Lanes {
    lanes: Mutex<HashMap<i64, Lane>>,
}

#[derive(Default)]
struct Lane {
    running: usize,
    /// In a row.
    silences: u32,
    rests_until: Option<Time>,
}

impl Lane {
    fn is_full(&self, now: Time) -> bool {
        let most = if self.silences > 0 { 1 } else { MOST };
        self.running >= most || self.rests_until.is_some_and(|until| now < until)
    }
}

impl Lanes {
    /// The lanes in which nothing may begin now.
    pub(crate) fn full(&self, now: Time) -> Vec<i64> {
        let lanes = self.lock();
        let full = lanes.iter().filter(|(_, lane)| lane.is_full(now));
        full.map(|(number, _)| *number).collect()
    }

    pub(crate) fn enter(&self, lane: Option<i64>) {
        if let Some(number) = lane {
            self.lock().entry(number).or_default().running += 1;
        }
    }

    pub(crate) fn leave(&self, lane: Option<i64>) {
        let Some(number) = lane else { return };
        let mut lanes = self.lock();
        let Some(lane) = lanes.get_mut(&number) else { return };
        lane.running = lane.running.saturating_sub(1);
        if lane.running == 0 && lane.silences == 0 {
            lanes.remove(&number);
        }
    }

    pub(crate) fn note_answer(&self, lane: Option<i64>) {
        if let Some(lane) = lane.and_then(|number| self.lock().get_mut(&number).map(forget)) {
            tracing::debug!(silences = lane, "a provider answers");
        }
    }

    pub(crate) fn note_silence(&self, lane: Option<i64>, now: Time) {
        let Some(number) = lane else { return };
        let mut lanes = self.lock();
        let lane = lanes.entry(number).or_default();
        lane.silences = lane.silences.saturating_add(1);
        if let Some(more) = lane.silences.checked_sub(PATIENCE) {
            let rest = REST.saturating_mul(1 << more.min(10)).min(LONGEST_REST);
            lane.rests_until = Some(now.plus(rest));
            tracing::warn!(channel = number, ?rest, "a provider does not answer: it is left alone for a while");
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<i64, Lane>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(lane: &mut Lane) -> u32 {
    lane.rests_until = None;
    std::mem::take(&mut lane.silences)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANE: Option<i64> = Some(7);

    #[test]
    fn a_lane_takes_a_few_at_once_and_one_while_its_provider_is_silent() {
        let (lanes, now) = (Lanes::default(), Time(0));
        for _ in 0..MOST {
            assert!(lanes.full(now).is_empty());
            lanes.enter(LANE);
        }
        assert_eq!(lanes.full(now), [7]);
        lanes.note_silence(LANE, now);
        for _ in 1..MOST {
            lanes.leave(LANE);
            assert_eq!(lanes.full(now), [7]);
        }
        lanes.leave(LANE);
        assert!(lanes.full(now).is_empty());
        lanes.enter(LANE);
        assert_eq!(lanes.full(now), [7]);
        lanes.note_answer(LANE);
        assert!(lanes.full(now).is_empty());
        lanes.leave(LANE);
        assert!(lanes.lock().is_empty());
    }

    #[test]
    fn a_silent_provider_is_left_alone_for_longer_and_longer() {
        let (lanes, now) = (Lanes::default(), Time(0));
        for _ in 0..PATIENCE {
            assert!(lanes.full(now).is_empty());
            lanes.note_silence(LANE, now);
        }
        assert_eq!(lanes.full(now), [7]);
        assert!(lanes.full(now.plus(REST)).is_empty());
        lanes.note_silence(LANE, now);
        assert_eq!(lanes.full(now.plus(REST)), [7]);
        for _ in 0..40 {
            lanes.note_silence(LANE, now);
        }
        assert!(lanes.full(now.plus(LONGEST_REST)).is_empty());
        lanes.note_answer(LANE);
        assert!(lanes.full(now).is_empty());
    }
}
