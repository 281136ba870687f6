//! Failed sign-ins by address and by account. An attempt is counted before the password is looked at,
//! so that many at once can't slip through; success gives it back. Knows nothing of passwords.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::address::block;
use model::{Clock, Time};
use moka::sync::Cache;

use super::{Rate, Rates};
use crate::error::Error;

/// Addresses and accounts that are remembered at most.
const MOST_KEYS: u64 = 100_000;

pub struct Failures {
    on: bool,
    clock: Clock,
    by_address: Windows<IpAddr>,
    by_account: Windows<String>,
}

/// One sign-in that was counted as failed. Dropping it leaves it counted.
#[must_use = "an attempt stays counted as a failure unless it is forgiven"]
pub struct Attempt<'a> {
    failures: &'a Failures,
    address: IpAddr,
    account: String,
    at: Time,
}

impl Failures {
    pub(super) fn new(on: bool, rates: Rates, clock: Clock) -> Self {
        Self {
            on,
            clock,
            by_address: Windows::new(rates.failures_by_address),
            by_account: Windows::new(rates.failures_by_account),
        }
    }

    /// Counts an attempt on `account`, its e-mail as it is compared. 429 where too many have failed.
    pub fn begin(&self, address: IpAddr, account: &str) -> Result<Attempt<'_>, Error> {
        let at = (self.clock)();
        let attempt = Attempt { failures: self, address: block(address), account: account.to_owned(), at };
        if !self.on {
            return Ok(attempt);
        }
        self.by_address.reserve(&attempt.address, at).map_err(locked)?;
        if let Err(wait) = self.by_account.reserve(&attempt.account, at) {
            self.by_address.give_back(&attempt.address, at);
            return Err(locked(wait));
        }
        Ok(attempt)
    }

    /// Forgets the failures of an account: its owner has proved themself in another way.
    pub fn forgive(&self, account: &str) {
        self.by_account.cache.invalidate(account);
    }
}

impl Attempt<'_> {
    /// It succeeded: the account starts anew. The address gets this attempt back and no more, or an attacker's own
    /// account would wipe out what they tried on others.
    pub fn succeeded(self) {
        self.failures.by_address.give_back(&self.address, self.at);
        self.failures.forgive(&self.account);
    }

    /// It ended without an answer to whether the password is right.
    pub fn undecided(self) {
        self.failures.by_address.give_back(&self.address, self.at);
        self.failures.by_account.give_back(&self.account, self.at);
    }
}

fn locked(wait: Duration) -> Error {
    let detail = "Too many failed sign-ins, please try again later".into();
    Error::TooMany { detail, retry_after: super::whole_seconds(wait) }
}

struct Windows<K: std::hash::Hash + Eq + Send + Sync + Clone + 'static> {
    rate: Rate,
    cache: Cache<K, Arc<Mutex<Vec<Time>>>>,
}

impl<K: std::hash::Hash + Eq + Send + Sync + Clone + 'static> Windows<K> {
    fn new(rate: Rate) -> Self {
        let cache = Cache::builder().max_capacity(MOST_KEYS).time_to_idle(rate.period).build();
        Self { rate, cache }
    }

    /// The time to wait when as many failed within the period as may.
    fn reserve(&self, key: &K, now: Time) -> Result<(), Duration> {
        let times = self.cache.get_with_by_ref(key, Default::default);
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
        times.retain(|time| time.plus(self.rate.period) > now);
        let most = self.rate.calls as usize;
        if let Some(oldest) = times.iter().min().filter(|_| times.len() >= most) {
            let micros = oldest.plus(self.rate.period).0.saturating_sub(now.0);
            return Err(Duration::from_micros(u64::try_from(micros).unwrap_or(0)));
        }
        times.push(now);
        Ok(())
    }

    fn give_back(&self, key: &K, at: Time) {
        let Some(times) = self.cache.get(key) else { return };
        let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = times.iter().position(|time| *time == at) {
            times.swap_remove(index);
        }
    }
}
