//! What comes in: one message from a customer, whatever the channel that brought it.

use uuid::Uuid;

use crate::customer::Profile;
use crate::{Key, Message};

/// A message on its way in. Made by a channel's adapter or by the widget's door.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    pub from: From,
    pub content: String,
    /// What the other side calls this message: the same one again from the same customer changes nothing.
    pub client_id: Option<String>,
}

/// Who sent it.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// A customer who proved to be this one; what they say of themself fills gaps only.
    Known { customer: Key, profile: Profile },
    /// Somebody new. `secret` is a random id that only they know: sent again, it finds the same customer.
    New { profile: Profile, secret: Option<Uuid> },
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub message: Message,
    pub customer: Key,
    /// It had come before, and nothing was written.
    pub is_repeat: bool,
}
