//! The bell: rung after every commit, it wakes whoever follows that business, here and in other processes.
//! Carries no content. Never blocks and never grows: what rings twice before it is heard rings once.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::{Event, Key};
use tokio::sync::{Notify, broadcast};

use crate::whisper::Whisper;

/// Whispers that wait for the other processes; the oldest is dropped for a new one.
const WHISPERS: usize = 1024;
/// Sign-outs that a listener may fall behind before it looks at everybody.
const EXITS: usize = 256;

/// Wakes those who listen. Clones are the same bus.
#[derive(Clone, Default)]
pub struct Bus(Arc<Inner>);

struct Inner {
    bells: Mutex<HashMap<i64, Bell>>,
    exits: broadcast::Sender<i64>,
    /// Whether there are other processes.
    is_shared: AtomicBool,
    outward: Mutex<Outward>,
    leaving: Notify,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            bells: Mutex::default(),
            exits: broadcast::Sender::new(EXITS),
            is_shared: AtomicBool::new(false),
            outward: Mutex::default(),
            leaving: Notify::new(),
        }
    }
}

/// What the other processes have to hear.
#[derive(Default)]
pub(crate) struct Outward {
    /// The newest `seq` by business.
    pub bells: HashMap<i64, i64>,
    pub exits: BTreeSet<i64>,
    pub whispers: std::collections::VecDeque<(i64, Whisper)>,
}

impl Outward {
    pub fn is_empty(&self) -> bool {
        self.bells.is_empty() && self.exits.is_empty() && self.whispers.is_empty()
    }
}

/// Wakes the follower of one business.
#[derive(Clone, Default)]
pub(crate) struct Bell(Arc<BellState>);

#[derive(Default)]
struct BellState {
    /// The newest event that the follower has told.
    place: AtomicI64,
    wake: Notify,
}

impl Bell {
    /// An event of this `seq` is committed.
    pub fn ring(&self, seq: i64) {
        if self.0.place.load(Ordering::SeqCst) < seq {
            self.0.wake.notify_one();
        }
    }

    /// The follower has come this far.
    pub fn set_place(&self, seq: i64) {
        self.0.place.store(seq, Ordering::SeqCst);
    }

    /// Comes back once it was rung.
    pub async fn rung(&self) {
        self.0.wake.notified().await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bus {
    /// Says that these events are committed.
    pub fn announce(&self, events: &[Event]) {
        for event in events {
            self.ring(event.business.number, event.seq);
        }
        if self.0.is_shared.load(Ordering::Relaxed) {
            self.send(|outward| {
                for event in events {
                    let newest = outward.bells.entry(event.business.number).or_default();
                    *newest = event.seq.max(*newest);
                }
            });
        }
    }

    /// Says that sessions of these users have ended.
    pub fn sign_out(&self, users: &[Key]) {
        for user in users {
            self.signed_out(user.number);
        }
        if self.0.is_shared.load(Ordering::Relaxed) {
            self.send(|outward| outward.exits.extend(users.iter().map(|user| user.number)));
        }
    }

    pub(crate) fn signed_out(&self, user: i64) {
        // An error means that nobody listens.
        let _ = self.0.exits.send(user);
    }

    pub(crate) fn exits(&self) -> broadcast::Receiver<i64> {
        self.0.exits.subscribe()
    }

    /// Tells the other processes what was said in passing.
    pub(crate) fn whisper(&self, business: i64, whisper: Whisper) {
        if self.0.is_shared.load(Ordering::Relaxed) {
            self.send(|outward| {
                if outward.whispers.len() >= WHISPERS {
                    outward.whispers.pop_front();
                }
                outward.whispers.push_back((business, whisper));
            });
        }
    }

    pub(crate) fn ring(&self, business: i64, seq: i64) {
        if let Some(bell) = lock(&self.0.bells).get(&business) {
            bell.ring(seq);
        }
    }

    /// The bell of a business, for its follower.
    pub(crate) fn bell(&self, business: i64) -> Bell {
        lock(&self.0.bells).entry(business).or_default().clone()
    }

    pub(crate) fn forget(&self, business: i64) {
        lock(&self.0.bells).remove(&business);
    }

    /// Everybody who is followed.
    pub(crate) fn followed(&self) -> Vec<i64> {
        lock(&self.0.bells).keys().copied().collect()
    }

    /// There are other processes from now on.
    pub(crate) fn share(&self) {
        self.0.is_shared.store(true, Ordering::Relaxed);
    }

    fn send(&self, add: impl FnOnce(&mut Outward)) {
        add(&mut lock(&self.0.outward));
        self.0.leaving.notify_one();
    }

    /// What waits for the other processes, once there is something.
    pub(crate) async fn outward(&self) -> Outward {
        loop {
            let waiting = std::mem::take(&mut *lock(&self.0.outward));
            if !waiting.is_empty() {
                return waiting;
            }
            self.0.leaving.notified().await;
        }
    }

    /// Puts back what could not be sent: bells and sign-outs; whispers are stale by now.
    pub(crate) fn put_back(&self, unsent: &Outward) {
        self.send(|outward| {
            for (business, seq) in &unsent.bells {
                let newest = outward.bells.entry(*business).or_default();
                *newest = (*seq).max(*newest);
            }
            outward.exits.extend(&unsent.exits);
        });
    }
}
