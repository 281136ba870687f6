//! How much one socket may ask: a bucket of events that fills again with time, and a queue that keeps their order.
//! Knows nothing of what is asked.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Events at once, and the time in which one comes back.
const BURST: u32 = 60;
const REFILL: Duration = Duration::from_millis(50);
/// Events that wait while one is being done.
const WAITING: usize = 64;
/// Refusals without a pause, in which the bucket fills again, after which nobody can be meant well.
const PATIENCE: u32 = 1_000;

/// The events of one socket on their way in.
pub(crate) struct Pace<T> {
    queue: VecDeque<T>,
    /// Whether somebody works on the queue.
    is_worked: bool,
    is_limited: bool,
    left: u32,
    since: Instant,
    refused: u32,
}

/// What becomes of an event.
#[derive(Debug, PartialEq)]
pub(crate) enum Turn<T> {
    /// It waits its turn.
    Waits,
    /// It waits, and nobody works on the queue: the caller has to.
    Starts,
    /// Too many.
    Refused(T),
    /// Far too many, for too long.
    Abuse,
}

impl<T> Pace<T> {
    /// `is_limited`: whether the bucket counts.
    pub fn new(is_limited: bool, now: Instant) -> Self {
        Self { queue: VecDeque::new(), is_worked: false, is_limited, left: BURST, since: now, refused: 0 }
    }

    pub fn put(&mut self, one: T, now: Instant) -> Turn<T> {
        if self.queue.len() >= WAITING || (self.is_limited && !self.take(now)) {
            self.refused += 1;
            return if self.refused > PATIENCE { Turn::Abuse } else { Turn::Refused(one) };
        }
        if !self.is_limited {
            self.refused = 0;
        }
        self.queue.push_back(one);
        if std::mem::replace(&mut self.is_worked, true) { Turn::Waits } else { Turn::Starts }
    }

    /// The next event; `None` ends the caller's work.
    pub fn next(&mut self) -> Option<T> {
        let next = self.queue.pop_front();
        if next.is_none() {
            self.is_worked = false;
            self.queue = VecDeque::new();
        }
        next
    }

    fn take(&mut self, now: Instant) -> bool {
        let back = now.saturating_duration_since(self.since).as_millis() / REFILL.as_millis();
        if back > 0 {
            self.left = self.left.saturating_add(u32::try_from(back).unwrap_or(u32::MAX)).min(BURST);
            self.since += REFILL * u32::try_from(back).unwrap_or(u32::MAX);
        }
        if self.left == BURST {
            self.refused = 0;
        }
        let has_one = self.left > 0;
        self.left = self.left.saturating_sub(1);
        has_one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_a_flood_does_not_and_order_is_kept() {
        let now = Instant::now();
        let mut pace = Pace::new(true, now);
        assert_eq!(pace.put(0, now), Turn::Starts);
        for number in 1..BURST {
            assert_eq!(pace.put(number, now), Turn::Waits);
        }
        assert_eq!(pace.put(99, now), Turn::Refused(99));
        assert_eq!((0..BURST).map(|_| pace.next()).collect::<Vec<_>>(), (0..BURST).map(Some).collect::<Vec<_>>());
        assert_eq!(pace.next(), None);
        assert_eq!(pace.put(1, now + REFILL), Turn::Starts, "one has come back");
        assert_eq!(pace.put(2, now + REFILL), Turn::Refused(2));
        for _ in 2..PATIENCE {
            assert_eq!(pace.put(2, now + REFILL), Turn::Refused(2));
        }
        assert_eq!(pace.put(2, now + REFILL), Turn::Abuse, "one that was taken in between excuses nothing");
        let later = now + REFILL * 100;
        assert_eq!(pace.put(3, later), Turn::Waits, "a pause does");
        for _ in 1..BURST {
            pace.put(3, later);
        }
        assert_eq!(pace.put(4, later), Turn::Refused(4));
    }

    #[test]
    fn without_limits_only_the_queue_is_bounded() {
        let now = Instant::now();
        let mut pace = Pace::new(false, now);
        for _ in 0..WAITING {
            assert!(!matches!(pace.put(1, now), Turn::Refused(_)));
        }
        assert_eq!(pace.put(1, now), Turn::Refused(1));
    }
}
