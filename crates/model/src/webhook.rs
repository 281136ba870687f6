//! Outgoing webhooks: whom a business tells what happens in it, and each event on its way there.

use crate::{Key, Time};

crate::words! {
    /// What an endpoint can ask for: the events that sockets hear.
    WebhookEvent {
        NewMessage = "new_message",
        MessageUpdated = "message_updated",
        Delivered = "delivered",
        Read = "read",
        ConversationCreated = "conversation_created",
        ConversationUpdated = "conversation_updated",
        ConversationAssigned = "conversation_assigned",
        HandoffRequested = "handoff_requested",
        AgentStatusChanged = "agent_status_changed",
    }
}

crate::words! {
    WebhookDeliveryState {
        /// It waits for its first or next try, or for its turn.
        Waiting = "waiting",
        /// It was answered with success.
        Delivered = "delivered",
        /// It is tried no more.
        Failed = "failed",
    }
}

/// What a test delivery is called.
pub const TEST: &str = "test";

#[derive(Clone, Debug, PartialEq)]
pub struct WebhookEndpoint {
    pub key: Key,
    pub business: Key,
    pub url: String,
    pub description: String,
    /// Empty for all of them.
    pub events: Vec<WebhookEvent>,
    /// Whether it hears what stays among agents.
    pub include_notes: bool,
    pub is_active: bool,
    /// Why it was switched off, in a sentence.
    pub problem: Option<String>,
    /// Until when the secret before this one signs too.
    pub previous_until: Option<Time>,
    /// The newest event of the log that was put into its lines, or was not for it.
    pub seq: i64,
    /// Since when nothing but failures.
    pub failing_since: Option<Time>,
    /// Tries in a row that nobody answered.
    pub silences: i64,
    /// Not to be called before.
    pub pause_until: Time,
    pub created_at: Time,
    pub updated_at: Time,
}

/// One event on its way to one endpoint, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WebhookDelivery {
    pub key: Key,
    /// The event's number in the log; `None` for a test.
    pub seq: Option<i64>,
    /// A [`WebhookEvent`]'s word, or [`TEST`].
    pub event: String,
    pub state: WebhookDeliveryState,
    /// Tries so far.
    pub attempts: i64,
    /// When it is tried next, if it waits.
    pub retry_at: Time,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// Milliseconds that the last try took.
    pub duration_ms: Option<i64>,
    /// How the last answer began.
    pub answer: Option<String>,
    /// Why the last try failed.
    pub error: Option<String>,
    pub tried_at: Option<Time>,
    pub created_at: Time,
}

impl WebhookDelivery {
    /// What the receiver knows it by (`webhook-id`): the same on every try and replay.
    pub fn id(&self, business: Key) -> String {
        match self.seq {
            Some(seq) => format!("evt_{}_{seq}", business.uuid.simple()),
            None => format!("test_{}", self.key.uuid.simple()),
        }
    }
}

/// An event as it is told.
#[derive(Clone, Debug)]
pub struct Telling {
    pub seq: i64,
    pub at: Time,
    pub event: &'static str,
    /// It stays among agents: a note, or what a thread says of itself.
    pub is_internal: bool,
    pub conversation: Option<Key>,
    /// JSON, as sockets are told.
    pub data: String,
}

/// A stretch of the log.
#[derive(Clone, Debug)]
pub struct Tellings {
    pub list: Vec<Telling>,
    /// The last event that was looked at.
    pub seq: i64,
    /// Whether there is more after it.
    pub more: bool,
}
