//! How many may ask at once? So many; others wait a while and then go without.
//! Must not know what is asked.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

#[derive(Clone)]
pub(super) struct Gates {
    places: Arc<Semaphore>,
    wait: Duration,
}

impl Gates {
    pub fn new(places: usize, wait: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), wait }
    }

    /// A place as long as it is held; none if there was none in time.
    pub async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        timeout(self.wait, self.places.clone().acquire_owned()).await.ok()?.ok()
    }
}
