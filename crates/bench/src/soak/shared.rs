//! What the sockets of a soak share, and what is known of each of them.
//! Must not know how they talk to a server.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::tenant::Tenant;

/// Who open a line at the same time.
const ARRIVALS: usize = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Agent,
    Visitor,
}

/// A business as its people share it.
pub struct Business {
    pub tenant: Tenant,
    /// Numbers of its conversations.
    conversations: Mutex<Vec<i64>>,
}

/// What all sockets share.
pub struct Shared {
    pub server: SocketAddr,
    businesses: Mutex<Vec<Arc<Business>>>,
    pub connected: AtomicUsize,
    pub arrivals: Semaphore,
    pub drops: AtomicU64,
    /// Messages that were put off.
    pub put_off: AtomicU64,
    faults: Mutex<Vec<String>>,
}

/// Where a socket stands.
pub struct Place {
    pub business: usize,
    pub role: Role,
    /// The newest event that it has heard, or need not hear.
    pub last: AtomicI64,
    /// Whether a message of its own is not accepted yet.
    pub waits: AtomicBool,
}

/// What a socket has heard and said.
pub struct Ear {
    pub business: usize,
    pub role: Role,
    /// It hears what comes after this.
    pub start: i64,
    pub heard: Vec<i64>,
    /// The visitor's.
    pub conversation: i64,
    /// Messages that were accepted, in order.
    pub accepted: Vec<String>,
}

impl Business {
    pub fn add(&self, conversation: i64) {
        lock(&self.conversations).push(conversation);
    }

    /// Any of its conversations, once there is one.
    pub fn conversation(&self) -> Option<i64> {
        let known = lock(&self.conversations);
        (!known.is_empty()).then(|| known[fastrand::usize(..known.len())])
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub fn new(server: SocketAddr) -> Self {
        Self {
            server,
            businesses: Mutex::default(),
            connected: AtomicUsize::new(0),
            arrivals: Semaphore::new(ARRIVALS),
            drops: AtomicU64::new(0),
            put_off: AtomicU64::new(0),
            faults: Mutex::default(),
        }
    }

    pub fn add(&self, tenant: &Tenant) {
        let business = Business { tenant: tenant.clone(), conversations: Mutex::default() };
        lock(&self.businesses).push(Arc::new(business));
    }

    pub fn businesses(&self) -> Vec<Arc<Business>> {
        lock(&self.businesses).clone()
    }

    pub fn fault(&self, fault: String) {
        lock(&self.faults).push(fault);
    }

    /// The first of what must not happen.
    pub fn faults(&self) -> String {
        let faults = lock(&self.faults);
        let first: Vec<&str> = faults.iter().take(10).map(String::as_str).collect();
        format!("{} faults {}", faults.len(), first.join("; "))
    }

    pub fn has_faults(&self) -> bool {
        !lock(&self.faults).is_empty()
    }
}
