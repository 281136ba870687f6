//! Runs password hashing off the async threads, and not more of it at once than the machine has cores.
//! Knows nothing of accounts.

use std::sync::Arc;
use std::time::Duration;

use desk::passwords::{self, Cost};
use tokio::sync::Semaphore;

use crate::error::Error;

/// Longest wait for a core.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Hashing {
    cost: Cost,
    /// Each hash takes megabytes and milliseconds: a burst of sign-ins must not take the machine.
    at_once: Arc<Semaphore>,
}

impl Hashing {
    pub fn new(cost: Cost) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { cost, at_once: Arc::new(Semaphore::new(cores)) }
    }

    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let cost = self.cost;
        self.run(move || passwords::hash(&password, cost)).await
    }

    /// Whether it is the password of `hash`; without a hash it takes as long and is not.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let cost = self.cost;
        self.run(move || passwords::verify(&password, hash.as_deref(), cost)).await
    }

    /// Whether a hash should be made anew.
    pub fn is_outdated(&self, hash: &str) -> bool {
        passwords::is_outdated(hash, self.cost)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let turn = tokio::time::timeout(PATIENCE, self.at_once.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| Error::Busy)?.expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        done.await.map_err(|error| Error::Broken(format!("hashing: {error}")))
    }
}
