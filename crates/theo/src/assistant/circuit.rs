//! May an endpoint be asked? Not for a while after it failed several times in a row; then by one question, whose outcome
//! decides. Must not know what failed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::Time;

use crate::llm::Error;

/// Failures in a row.
const MOST: u32 = 3;
/// The first rest; each further one is twice as long.
const FIRST_REST: Duration = Duration::from_secs(30);
const LONGEST_REST: Duration = Duration::from_secs(15 * 60);

#[derive(Default)]
pub(super) struct Circuit {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// In a row.
    failures: u32,
    until: Option<Time>,
}

impl Circuit {
    /// Whether to ask now, else until when not.
    pub fn enter(&self, now: Time) -> Result<(), Time> {
        let mut state = self.state();
        match state.until {
            Some(until) if now < until => Err(until),
            Some(_) => {
                // Until this one comes back, others wait; if it never does, the next one tries after the same while.
                state.until = Some(now.plus(rest(state.failures)));
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub fn succeeded(&self) {
        *self.state() = State::default();
    }

    /// A limit that says how long it lasts is kept to from the first time on.
    pub fn failed(&self, now: Time, error: &Error) {
        let mut state = self.state();
        state.failures = state.failures.saturating_add(1);
        let said = match error {
            Error::Limited { after } => *after,
            _ => None,
        };
        let rest = match said {
            Some(after) => Some(after.min(LONGEST_REST)),
            None => (state.failures >= MOST).then(|| rest(state.failures)),
        };
        state.until = rest.map(|rest| now.plus(rest)).max(state.until);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn rest(failures: u32) -> Duration {
    let doubled = FIRST_REST * 2u32.pow(failures.saturating_sub(MOST).min(8));
    doubled.min(LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Time = Time::from_seconds(1_000);

    fn later(seconds: u64) -> Time {
        START.plus(Duration::from_secs(seconds))
    }

    #[test]
    fn three_failures_in_a_row_are_followed_by_a_rest_and_one_try() {
        let circuit = Circuit::default();
        for _ in 0..3 {
            assert_eq!(circuit.enter(START), Ok(()));
            circuit.failed(START, &Error::CutOff);
        }
        assert_eq!(circuit.enter(later(29)), Err(later(30)));
        assert_eq!(circuit.enter(later(30)), Ok(()), "one may try");
        assert_eq!(circuit.enter(later(31)), Err(later(60)), "the others wait for its outcome");
        circuit.failed(later(32), &Error::CutOff);
        assert_eq!(circuit.enter(later(90)), Err(later(92)), "the next rest is twice as long");
        assert_eq!(circuit.enter(later(92)), Ok(()));
        circuit.succeeded();
        assert_eq!(circuit.enter(later(93)), Ok(()));
        circuit.failed(later(93), &Error::CutOff);
        assert_eq!(circuit.enter(later(93)), Ok(()), "one failure is none in a row");
    }

    #[test]
    fn an_endpoint_that_names_a_time_is_left_alone_until_then() {
        let circuit = Circuit::default();
        circuit.failed(START, &Error::Limited { after: Some(Duration::from_secs(600)) });
        assert_eq!(circuit.enter(later(599)), Err(later(600)));
        circuit.failed(START, &Error::Limited { after: Some(Duration::from_secs(86_400)) });
        assert_eq!(circuit.enter(later(600)), Err(later(900)), "though not for a day");
        assert_eq!(circuit.enter(later(900)), Ok(()));
    }
}
