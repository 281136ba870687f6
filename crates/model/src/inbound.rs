//! What comes in: one message from a customer, whatever the channel that brought it.

use uuid::Uuid;

use crate::customer::Profile;
use crate::{Key, Message};

/// A message on its way in. Made by a channel's adapter or by the widget's door.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    pub from: From,
    pub content: String,
    /// Files that were uploaded for it.
    pub attachments: Vec<Uuid>,
    /// What the other side calls this message: the same one again from the same customer changes nothing.
    pub client_id: Option<String>,
}

/// Who sent it.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// A customer who proved to be this one; what they say of themself fills gaps only.
    Known { customer: Key, profile: Profile },
    /// Somebody who proved to be the one with the profile's external id: this customer, or nobody who is known yet.
    Proven { customer: Option<Key>, profile: Profile, secret: Option<Uuid> },
    /// Somebody new. `secret` is a random id that only they know: sent again, it finds the same customer.
    New { profile: Profile, secret: Option<Uuid> },
}

impl From {
    /// The customer, where it is one who is known.
    pub fn customer(&self) -> Option<Key> {
        match self {
            Self::Known { customer, .. } => Some(*customer),
            Self::Proven { customer, .. } => *customer,
            Self::New { .. } => None,
        }
    }

    /// What they say of themself.
    pub fn profile(&self) -> &Profile {
        match self {
            Self::Known { profile, .. } | Self::Proven { profile, .. } | Self::New { profile, .. } => profile,
        }
    }
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub message: Message,
    pub customer: Key,
    /// It had come before, and nothing was written.
    pub is_repeat: bool,
}
