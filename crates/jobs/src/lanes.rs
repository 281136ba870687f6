//! How many jobs speak to one lane's other side at once: a few, one while it is silent, none while it is left alone; and
//! how many jobs speak to anybody. Must not know what they say.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::Time;

/// Jobs of one lane at once.
const MOST: usize = 4;
/// Jobs of all lanes at once. Once half of these run, a lane has one place: many that are slow leave some to the others.
pub(crate) const MOST_OF_ALL: usize = 256;
/// Silences in a row after which somebody is left alone for a while.
const PATIENCE: u32 = 3;
/// The first such while; each further silence doubles it.
const REST: Duration = Duration::from_secs(10);
/// The longest.
const LONGEST_REST: Duration = Duration::from_secs(5 * 60);

/// Everybody who is spoken to or did not answer when they were.
#[derive(Default)]
pub(crate) struct Lanes {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    lanes: HashMap<i64, Lane>,
    /// In all of them.
    running: usize,
}

#[derive(Default)]
struct Lane {
    running: usize,
    /// In a row.
    silences: u32,
    rests_until: Option<Time>,
}

impl State {
    /// How many jobs of a lane may begin.
    fn room(&self, number: i64, now: Time) -> usize {
        let left = MOST_OF_ALL.saturating_sub(self.running);
        let is_crowded = self.running >= MOST_OF_ALL / 2;
        let Some(lane) = self.lanes.get(&number) else { return left.min(if is_crowded { 1 } else { MOST }) };
        if lane.rests_until.is_some_and(|until| now < until) {
            return 0;
        }
        let most = if lane.silences > 0 || is_crowded { 1 } else { MOST };
        left.min(most.saturating_sub(lane.running))
    }
}

impl Lanes {
    pub(crate) fn has_room(&self, number: i64, now: Time) -> bool {
        self.lock().room(number, now) > 0
    }

    /// Takes places in a lane, as many as there are but at most `most`; how many.
    pub(crate) fn enter(&self, number: i64, most: usize, now: Time) -> usize {
        let mut state = self.lock();
        let places = state.room(number, now).min(most);
        if places > 0 {
            state.running += places;
            state.lanes.entry(number).or_default().running += places;
        }
        places
    }

    /// Gives places back.
    pub(crate) fn leave(&self, number: i64, places: usize) {
        let mut state = self.lock();
        state.running = state.running.saturating_sub(places);
        let Some(lane) = state.lanes.get_mut(&number) else { return };
        lane.running = lane.running.saturating_sub(places);
        if lane.running == 0 && lane.silences == 0 {
            state.lanes.remove(&number);
        }
    }

    pub(crate) fn note_answer(&self, lane: Option<i64>) {
        let silences = lane.and_then(|number| self.lock().lanes.get_mut(&number).map(forget));
        if let Some(silences) = silences.filter(|silences| *silences > 0) {
            tracing::debug!(lane, silences, "somebody answers again");
        }
    }

    pub(crate) fn note_silence(&self, lane: Option<i64>, now: Time) {
        let Some(number) = lane else { return };
        let mut state = self.lock();
        let lane = state.lanes.entry(number).or_default();
        lane.silences = lane.silences.saturating_add(1);
        if let Some(more) = lane.silences.checked_sub(PATIENCE) {
            let rest = REST.saturating_mul(1 << more.min(10)).min(LONGEST_REST);
            lane.rests_until = Some(now.plus(rest));
            tracing::warn!(lane = number, ?rest, "a provider does not answer: it is left alone for a while");
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(lane: &mut Lane) -> u32 {
    lane.rests_until = None;
    std::mem::take(&mut lane.silences)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANE: i64 = 7;
    const EVER: usize = usize::MAX;

    #[test]
    fn a_lane_takes_a_few_at_once_and_one_while_its_provider_is_silent() {
        let (lanes, now) = (Lanes::default(), Time(0));
        assert_eq!(lanes.enter(LANE, 1, now), 1);
        assert_eq!(lanes.enter(LANE, EVER, now), MOST - 1);
        assert_eq!((lanes.enter(LANE, EVER, now), lanes.has_room(LANE, now)), (0, false));
        lanes.note_silence(Some(LANE), now);
        lanes.leave(LANE, MOST - 1);
        assert!(!lanes.has_room(LANE, now));
        lanes.leave(LANE, 1);
        assert_eq!((lanes.enter(LANE, EVER, now), lanes.enter(LANE, EVER, now)), (1, 0));
        lanes.note_answer(Some(LANE));
        assert_eq!(lanes.enter(LANE, EVER, now), MOST - 1);
        lanes.leave(LANE, MOST);
        let state = lanes.lock();
        assert!(state.lanes.is_empty() && state.running == 0);
    }

    #[test]
    fn many_lanes_together_take_so_many_and_the_first_ones_leave_some_to_the_others() {
        let (lanes, now) = (Lanes::default(), Time(0));
        let greedy: usize = (0..1000).map(|lane| lanes.enter(lane, EVER, now)).sum();
        assert_eq!(greedy, MOST_OF_ALL);
        let lanes = Lanes::default();
        for lane in 0..1000 {
            while lanes.lock().running < MOST_OF_ALL / 2 && lanes.enter(lane, 1, now) > 0 {}
        }
        assert!((0..1000).filter(|lane| lanes.enter(*lane, EVER, now) > 0).all(|lane| lane >= 32));
        assert!(!lanes.has_room(5000, now));
        lanes.leave(999, 0);
        lanes.leave(0, 1);
        assert_eq!((lanes.enter(0, EVER, now), lanes.enter(5000, EVER, now)), (0, 1));
    }

    #[test]
    fn a_silent_provider_is_left_alone_for_longer_and_longer() {
        let (lanes, now) = (Lanes::default(), Time(0));
        for _ in 0..PATIENCE {
            assert!(lanes.has_room(LANE, now));
            lanes.note_silence(Some(LANE), now);
        }
        assert!(!lanes.has_room(LANE, now));
        assert!(lanes.has_room(LANE, now.plus(REST)));
        lanes.note_silence(Some(LANE), now);
        assert!(!lanes.has_room(LANE, now.plus(REST)));
        for _ in 0..40 {
            lanes.note_silence(Some(LANE), now);
        }
        assert!(lanes.has_room(LANE, now.plus(LONGEST_REST)));
        lanes.note_answer(Some(LANE));
        assert!(lanes.has_room(LANE, now));
    }
}
