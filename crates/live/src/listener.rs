//! A socket that hears, and how an event is put into its buffer, which is bounded: full is an answer, not a wait.
//! Knows nothing of where events come from.

use std::sync::Arc;

use serde::Serialize;
use socketioxide::extract::SocketRef;
use socketioxide::{SendError, SocketError};

use crate::guest::Guest;
use crate::guests::Seat;
use crate::told::Told;

/// A socket and who is behind it.
#[derive(Clone)]
pub(crate) struct Listener {
    pub socket: SocketRef,
    pub seat: Arc<Seat>,
}

impl Listener {
    pub fn guest(&self) -> &Guest {
        &self.seat.guest
    }
}

/// What became of an emission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// It was not for them.
    Nothing,
    Yes,
    Full,
    Gone,
}

/// Emits an event to a listener who may hear it.
pub(crate) fn emit(listener: &Listener, told: &Told) -> Sent {
    match &told.said {
        Some((said, audience)) if listener.guest().hears(audience) => {
            let own = said.to_visitors.as_ref().filter(|_| !listener.guest().is_agent());
            send(listener, said.name, &**own.unwrap_or(&said.data))
        }
        _ => Sent::Nothing,
    }
}

pub(crate) fn send<T: Serialize + ?Sized>(listener: &Listener, name: &str, payload: &T) -> Sent {
    if listener.seat.is_gone() {
        return Sent::Gone;
    }
    match listener.socket.emit(name, payload) {
        Ok(()) => Sent::Yes,
        Err(SendError::Socket(SocketError::InternalChannelFull)) => Sent::Full,
        Err(SendError::Socket(SocketError::Closed)) => Sent::Gone,
        Err(SendError::Serialize(error)) => {
            tracing::error!(%error, name, "a payload can't be written as JSON");
            Sent::Nothing
        }
    }
}
