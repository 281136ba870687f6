//! How a conversation stands by now: what is long ago is over, what is fresh may wait for somebody.
//! Must not know what was said in it.

use fastrand::Rng;
use model::{Message, SenderType, Status, Time};

const MINUTE: i64 = 60 * 1_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A status and the times that go with it.
pub(super) struct End {
    pub status: Status,
    pub updated_at: Time,
    pub resolved_at: Option<Time>,
    pub closed_at: Option<Time>,
}

impl End {
    /// `finished`: nobody is to answer any more.
    pub(super) fn of(random: &mut Rng, begins: Time, now: Time, messages: &[Message], finished: bool) -> Self {
        let last = messages.last().map_or(begins, |message| message.created_at);
        let waits = messages.last().is_some_and(|message| message.sender_type == SenderType::Customer);
        let status = status(random, now.0 - last.0, waits, finished);
        let mut later = |from: Time, most: i64| {
            // Never in the future, and not all of them at this very moment.
            Time(from.0 + random.i64(1..most.min(now.0 - from.0).max(2)))
        };
        match status {
            Status::Open | Status::Pending => Self { status, updated_at: last, resolved_at: None, closed_at: None },
            Status::Resolved => {
                let at = later(last, 20 * HOUR);
                Self { status, updated_at: at, resolved_at: Some(at), closed_at: None }
            }
            Status::Closed => {
                let resolved_at = later(last, 20 * HOUR);
                let at = later(resolved_at, 3 * DAY);
                Self { status, updated_at: at, resolved_at: Some(resolved_at), closed_at: Some(at) }
            }
        }
    }
}

/// `waits`: the customer spoke last.
fn status(random: &mut Rng, age: i64, waits: bool, finished: bool) -> Status {
    let unfinished = if waits { Status::Open } else { Status::Pending };
    // Of a thousand: open, pending, resolved; the rest is closed.
    let (open, pending, resolved) = match age {
        age if age < 6 * HOUR => (400, 200, 330),
        age if age < 3 * DAY => (150, 130, 560),
        age if age < 30 * DAY => (12, 18, 550),
        _ => (2, 4, 294),
    };
    match random.u32(..1000) {
        _ if !finished => unfinished,
        luck if luck < open => Status::Open,
        luck if luck < open + pending => unfinished,
        luck if luck < open + pending + resolved => Status::Resolved,
        _ => Status::Closed,
    }
}
