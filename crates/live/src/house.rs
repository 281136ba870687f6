//! The house that the sockets work for, as functions: it knows who may come in, what was said, and what may be done.
//! Passed in, as the clock is; the only way from here to the rest of the product.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use model::{Clock, Key};
use serde_json::Value;

use crate::guest::{Caller, Guest};
use crate::told::Told;
use crate::whisper::Whisper;

/// Somebody at the door.
pub struct Knock {
    pub caller: Caller,
    /// What the client sent as `auth`.
    pub auth: Value,
}

/// Events of one business, oldest first.
#[derive(Debug, Default)]
pub struct Page {
    pub told: Vec<Arc<Told>>,
    /// Whether the log goes on.
    pub is_full: bool,
}

/// What comes of an event that a client sent.
#[derive(Debug)]
pub struct Answer {
    /// The acknowledgement.
    pub ack: Value,
    /// What others are to hear at once.
    pub whisper: Option<Whisper>,
}

/// A business's number, and the `seq` of its newest event.
pub type Newest = Vec<(i64, i64)>;

type Asked<I, O> = Box<dyn Fn(I) -> BoxFuture<'static, O> + Send + Sync>;

/// Everything that sockets need of the product. An error's text is for the log.
pub struct House {
    pub clock: Clock,
    /// Who it is; else a sentence for them.
    pub admit: Asked<Knock, Result<Guest, String>>,
    /// Does what a client asks for: the event's name and its payload.
    pub act: Asked<(Arc<Guest>, String, Value), Answer>,
    /// A business's events after a `seq`.
    pub log: Asked<(Key, i64), Result<Page, String>>,
    /// The newest `seq` of each of these businesses.
    pub newest: Asked<Vec<i64>, Result<Newest, String>>,
    /// Whether anybody of the business's team is there for visitors.
    pub online: Asked<Key, Result<bool, String>>,
    /// Which of these guests would still be let in; all of them where that can't be told now.
    pub still: Asked<Vec<Arc<Guest>>, Vec<bool>>,
}
