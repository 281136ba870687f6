//! What comes in: one message from a customer, whatever the channel that brought it.

use uuid::Uuid;

use crate::customer::Profile;
use crate::message::{Message, MessageStatus};
use crate::{Key, Mail, Time};

/// A message on its way in. Made by a channel's adapter or by the widget's door.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    pub from: From,
    pub content: String,
    /// Files that were uploaded for it.
    pub attachments: Vec<Uuid>,
    /// Files that its provider keeps, to be fetched from there.
    pub media: Vec<Media>,
    /// What the customer's own page calls this message: the same one again from the same customer changes nothing.
    pub client_id: Option<String>,
    /// What the provider calls it: the same one again on the same channel changes nothing.
    pub provider_id: Option<String>,
    /// What the provider calls the message that this one answers.
    pub answers: Option<String>,
    pub thread: Thread,
    pub hints: Hints,
    /// Where it is a mail: its envelope.
    pub mail: Option<Box<Mail>>,
    /// The mail as it came, as HTML that is safe to be shown, where that says more than the content.
    pub original: Option<String>,
}

/// What a provider tells with a message beside what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Messages of the same one are one message.
    pub album: Option<String>,
    /// The customer waits until the provider is told that this came in.
    pub receipt: Option<String>,
    /// The customer wants to be written to on this channel, or to hear no more.
    pub consent: Option<bool>,
}

/// Into which of the customer's conversations on the channel a message belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Thread {
    /// The one that is not closed.
    #[default]
    One,
    /// A mail: into the conversation that it has proved to answer, as long as that goes on under the same subject;
    /// else into one of its own. `subject` without the marks of answers.
    Mail { answers: Option<Uuid>, subject: String },
}

impl Inbound {
    /// As a provider brings it, which calls it `provider_id`.
    pub fn provided(from: From, provider_id: String, content: String) -> Self {
        Self {
            from,
            content,
            attachments: Vec::new(),
            media: Vec::new(),
            client_id: None,
            provider_id: Some(provider_id),
            answers: None,
            thread: Thread::One,
            hints: Hints::default(),
            mail: None,
            original: None,
        }
    }
}

/// A file that a provider keeps for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Where it is, in the provider's terms: an id or an address.
    pub source: String,
    /// As its sender calls it, or made of its kind.
    pub filename: String,
    /// As the provider says, or empty; what it is is told from its content, once it is here.
    pub content_type: String,
    /// Bytes, as the provider says, or 0.
    pub size: i64,
}

/// Who sent it.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// A customer who proved to be this one; what they say of themself fills gaps only.
    Known { customer: Key, profile: Profile },
    /// Somebody who proved to be the one with the profile's external id: this customer, or nobody who is known yet.
    Proven { customer: Option<Key>, profile: Profile, secret: Option<Uuid> },
    /// Whoever has this address on the channel, as the provider says: `tel:+34600111222`, `telegram:42`.
    Contact { handle: String, profile: Profile },
    /// Somebody new. `secret` is a random id that only they know: sent again, it finds the same customer.
    New { profile: Profile, secret: Option<Uuid> },
}

impl From {
    /// The customer, where it is one who is known.
    pub fn customer(&self) -> Option<Key> {
        match self {
            Self::Known { customer, .. } => Some(*customer),
            Self::Proven { customer, .. } => *customer,
            Self::New { .. } | Self::Contact { .. } => None,
        }
    }

    /// What they say of themself.
    pub fn profile(&self) -> &Profile {
        match self {
            Self::Known { profile, .. }
            | Self::Proven { profile, .. }
            | Self::Contact { profile, .. }
            | Self::New { profile, .. } => profile,
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

/// What a provider tells of a channel.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    Message(Box<Inbound>),
    Progress(Progress),
    /// The customer has changed a message of theirs.
    Edit {
        provider_id: String,
        content: String,
    },
}

/// How far a message of ours has come, or that it came no further.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What the provider calls the message.
    pub provider_id: String,
    pub status: MessageStatus,
    /// When, by the provider's clock.
    pub at: Option<Time>,
    /// Why it failed, in a sentence for agents.
    pub error: Option<String>,
}
