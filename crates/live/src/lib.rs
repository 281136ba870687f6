//! Who hears it now? The bus that carries committed events to everybody in this process who listens.
//! Knows nothing of SQL; sockets will stand on it.

use std::sync::Arc;

use model::Event;
use tokio::sync::broadcast;

/// Events that a listener may fall behind before it misses some and has to read the log.
const CAPACITY: usize = 4096;

/// Carries committed events. Clones share it.
#[derive(Clone)]
pub struct Bus {
    sender: broadcast::Sender<Arc<Event>>,
}

impl Default for Bus {
    fn default() -> Self {
        Self { sender: broadcast::Sender::new(CAPACITY) }
    }
}

impl Bus {
    /// Announces committed events. Never blocks; nobody listening is fine.
    pub fn announce(&self, events: &[Event]) {
        for event in events {
            // An error means that nobody listens.
            let _ = self.sender.send(Arc::new(event.clone()));
        }
    }

    /// Everything announced from now on. A listener that falls too far behind is told how many it missed.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Event>> {
        self.sender.subscribe()
    }
}
