//! The line that a socket hangs on: lets whoever holds it cut a connection that takes nothing any more.
//! Knows nothing of what is spoken over it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::Waker;

/// A connection's off switch. Clones are the same switch.
#[derive(Clone, Default)]
pub struct Line(Arc<Switch>);

#[derive(Default)]
struct Switch {
    is_cut: AtomicBool,
    /// Of the reading and the writing half.
    wakers: Mutex<[Option<Waker>; 2]>,
}

impl Line {
    /// Whoever reads or writes on the connection finds it closed from now on.
    pub fn cut(&self) {
        self.0.is_cut.store(true, Ordering::SeqCst);
        let wakers = std::mem::take(&mut *self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner));
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    pub fn is_cut(&self) -> bool {
        self.0.is_cut.load(Ordering::SeqCst)
    }

    /// Has the half that waits woken when the line is cut. Ask [`Self::is_cut`] after it, not before.
    pub fn wake_at_cut(&self, writes: bool, waker: &Waker) {
        let mut wakers = self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner);
        let place = &mut wakers[usize::from(writes)];
        if place.as_ref().is_none_or(|known| !known.will_wake(waker)) {
            *place = Some(waker.clone());
        }
    }

    pub(crate) fn downgrade(&self) -> Thread {
        Thread(Arc::downgrade(&self.0))
    }
}

/// A line that may be gone.
pub(crate) struct Thread(Weak<Switch>);

impl Thread {
    pub fn line(&self) -> Option<Line> {
        self.0.upgrade().map(Line)
    }
}
