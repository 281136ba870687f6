//! The numbers of the sockets, for `/metrics`. Handles are looked up once.

use std::sync::LazyLock;

use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
use model::Word;

use crate::payload::Reason;

pub(crate) struct Meter {
    pub agents: Gauge,
    pub visitors: Gauge,
    pub followers: Gauge,
    /// Events handed to sockets.
    pub emitted: Counter,
    /// Sockets that were too slow for a moment and caught up from the log.
    pub parked: Counter,
    pub resyncs: Counter,
    /// Seconds from an event to its emission.
    pub lag: Histogram,
}

/// Looked up at the first use, which is after the recorder is in place.
pub(crate) static METER: LazyLock<Meter> = LazyLock::new(|| Meter {
    agents: gauge!("pingback_live_sockets", "role" => "agent"),
    visitors: gauge!("pingback_live_sockets", "role" => "visitor"),
    followers: gauge!("pingback_live_followers"),
    emitted: counter!("pingback_live_events_total"),
    parked: counter!("pingback_live_parked_total"),
    resyncs: counter!("pingback_live_resyncs_total"),
    lag: histogram!("pingback_live_lag_seconds"),
});

pub(crate) fn count_cut(reason: Reason) {
    counter!("pingback_live_cut_total", "reason" => reason.word()).increment(1);
}
