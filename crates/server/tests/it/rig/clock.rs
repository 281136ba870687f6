//! The time in a test: it stands still until the test moves it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use model::{Clock, Time};

#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// 2024-03-01T09:00:00Z, the time of the documents' example.
    pub fn new() -> Self {
        let start = Time::parse("2024-03-01T09:00:00Z").expect("a time");
        Self(Arc::new(AtomicI64::new(start.0)))
    }

    pub fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).expect("a short time"), Ordering::SeqCst);
    }

    /// What the server is given.
    pub fn clock(&self) -> Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}
