//! How much one address or one account may ask of the server, and how often a sign-in may fail.
//! Knows nothing of routes: callers say which limit they stand under. Memory is bounded, whoever asks.

mod address;
mod failures;
mod uploads;

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use model::address::block;
use model::{Clock, Time};

pub use address::client_address;
pub use failures::{Attempt, Failures};

use crate::error::Error;

/// So many calls at once, refilled evenly over the period.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub calls: u32,
    pub period: Duration,
}

/// Every limit, so that an installation can change them.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Any call, by client address.
    pub address: Rate,
    /// Calls with a token, by account.
    pub account: Rate,
    /// Calls that make accounts, sign in or send mails, by client address.
    pub sign_in: Rate,
    /// Calls of visitors of a widget that write, by client address.
    pub visitor: Rate,
    /// Searches of the help centre, by client address.
    pub search: Rate,
    /// Invitations by mail of one business to one address.
    pub invitation: Rate,
    /// Invitations by mail of one business to anybody.
    pub invitations: Rate,
    /// Files that one account uploads.
    pub uploads_by_account: Rate,
    /// KiB that one account uploads.
    pub upload_kib_by_account: Rate,
    /// Files that visitors upload, by client address.
    pub uploads_by_address: Rate,
    /// KiB that visitors upload, by client address.
    pub upload_kib_by_address: Rate,
    /// Failed sign-ins by client address.
    pub failures_by_address: Rate,
    /// Failed sign-ins by account.
    pub failures_by_account: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        let rate = |calls, seconds| Rate { calls, period: Duration::from_secs(seconds) };
        Self {
            address: rate(6000, 60),
            account: rate(1200, 60),
            sign_in: rate(60, 60),
            visitor: rate(60, 60),
            search: rate(300, 60),
            invitation: rate(5, 60 * 60),
            invitations: rate(100, 24 * 60 * 60),
            uploads_by_account: rate(300, 60 * 60),
            upload_kib_by_account: rate(2 << 20, 60 * 60),
            uploads_by_address: rate(60, 60 * 60),
            upload_kib_by_address: rate(256 << 10, 60 * 60),
            failures_by_address: rate(5, 5 * 60),
            failures_by_account: rate(10, 15 * 60),
        }
    }
}

/// The state of every limit of one server.
pub struct Limits {
    on: bool,
    address: Limit<IpAddr>,
    account: Limit<uuid::Uuid>,
    sign_in: Limit<IpAddr>,
    visitor: Limit<IpAddr>,
    search: Limit<IpAddr>,
    invitation: Limit<(i64, String)>,
    invitations: Limit<i64>,
    uploads: uploads::Uploads,
    pub failures: Failures,
}

impl Limits {
    pub fn new(on: bool, rates: Rates, clock: &Clock) -> Self {
        Self {
            on,
            address: Limit::new(rates.address, clock),
            account: Limit::new(rates.account, clock),
            sign_in: Limit::new(rates.sign_in, clock),
            visitor: Limit::new(rates.visitor, clock),
            search: Limit::new(rates.search, clock),
            invitation: Limit::new(rates.invitation, clock),
            invitations: Limit::new(rates.invitations, clock),
            uploads: uploads::Uploads::new(rates, clock),
            failures: Failures::new(on, rates, clock.clone()),
        }
    }

    pub fn address(&self, address: IpAddr) -> Result<(), Error> {
        self.check(&self.address, block(address))
    }

    pub fn account(&self, user: uuid::Uuid) -> Result<(), Error> {
        self.check(&self.account, user)
    }

    pub fn sign_in(&self, address: IpAddr) -> Result<(), Error> {
        self.check(&self.sign_in, block(address))
    }

    pub fn visitor(&self, address: IpAddr) -> Result<(), Error> {
        self.check(&self.visitor, block(address))
    }

    pub fn search(&self, address: IpAddr) -> Result<(), Error> {
        self.check(&self.search, block(address))
    }

    /// `email_key` as [`desk::accounts::email_key`] gives it.
    pub fn invitation(&self, business: i64, email_key: String) -> Result<(), Error> {
        self.check(&self.invitation, (business, email_key))?;
        self.check(&self.invitations, business)
    }

    fn check<K: Hash + Eq + Clone>(&self, limit: &Limit<K>, key: K) -> Result<(), Error> {
        self.check_many(limit, key, 1)
    }

    /// As so many calls at once.
    fn check_many<K: Hash + Eq + Clone>(&self, limit: &Limit<K>, key: K, calls: u32) -> Result<(), Error> {
        if self.on { limit.check(key, calls).map_err(too_many) } else { Ok(()) }
    }
}

/// `Retry-After` knows whole seconds only.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

fn too_many(wait: Duration) -> Error {
    Error::TooMany { detail: "Too many requests, please slow down".into(), retry_after: whole_seconds(wait) }
}

/// Keys held before those that are idle are dropped.
const SWEEP_EVERY: u32 = 4096;

struct Limit<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, DashMapStateStore<K>, Ticks, NoOpMiddleware<Nanos>>,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> Limit<K> {
    fn new(rate: Rate, clock: &Clock) -> Self {
        let calls = NonZeroU32::new(rate.calls).unwrap_or(NonZeroU32::MIN);
        let step = (rate.period / calls.get()).max(Duration::from_nanos(1));
        let quota = Quota::with_period(step).expect("a step is never zero").allow_burst(calls);
        let limiter = RateLimiter::new(quota, DashMapStateStore::default(), Ticks(clock.clone()));
        Self { limiter, checks: AtomicU32::new(0) }
    }

    /// The time to wait when the limit is reached; a whole hour for what is more than may ever be at once.
    fn check(&self, key: K, calls: u32) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        let calls = NonZeroU32::new(calls).unwrap_or(NonZeroU32::MIN);
        match self.limiter.check_key_n(&key, calls) {
            Ok(checked) => checked.map_err(|not_yet| not_yet.wait_time_from(self.limiter.clock().now())),
            Err(_) => Err(Duration::from_secs(60 * 60)),
        }
    }
}

/// Our clock as governor wants it.
#[derive(Clone)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let Time(micros) = (self.0)();
        Nanos::new(u64::try_from(micros).unwrap_or(0).saturating_mul(1000))
    }
}
