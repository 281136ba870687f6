//! A message: one thing said in a conversation.

use serde::{Deserialize, Serialize};

use crate::{Attachment, Key, Mail, Time};

crate::words! {
    SenderType {
        Customer = "customer",
        Agent = "agent",
        /// Theo (decision D18).
        Ai = "ai",
        System = "system",
    }
}

crate::words! {
    MessageKind {
        Text = "text",
        /// Stays among agents.
        Note = "note",
        /// Something that happened, told in the thread: assigned, resolved, reopened.
        Event = "event",
    }
}

crate::words! {
    /// How far an outgoing message has come.
    MessageStatus {
        Queued = "queued",
        Sent = "sent",
        Delivered = "delivered",
        Read = "read",
        Failed = "failed",
        /// The provider's answer was lost: it may have been sent.
        Unknown = "unknown",
    }
}

impl MessageStatus {
    /// What is told of a message comes in any order, and the furthest holds: what was delivered has not failed.
    pub fn rank(self) -> u8 {
        match self {
            Self::Queued => 0,
            Self::Unknown => 1,
            Self::Sent => 2,
            Self::Failed => 3,
            Self::Delivered => 4,
            Self::Read => 5,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub key: Key,
    pub conversation: Key,
    pub sender_type: SenderType,
    /// The agent who wrote it; `None` for customers, Theo and the system.
    pub sender: Option<Key>,
    pub kind: MessageKind,
    pub content: String,
    pub attachments: Vec<Attachment>,
    pub in_reply_to: Option<uuid::Uuid>,
    pub status: MessageStatus,
    /// Why it failed or still waits, in a sentence for agents.
    pub error: Option<String>,
    pub created_at: Time,
    pub delivered_at: Option<Time>,
    pub read_at: Option<Time>,
    /// Of messages by e-mail.
    pub mail: Option<Box<Mail>>,
    /// Articles that Theo's words were taken from.
    pub sources: Vec<Source>,
}

/// A published article that a message was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub title: String,
    /// Its page in the help centre, from the server's root on: `/help/acme/articles/returns`.
    pub path: String,
}
