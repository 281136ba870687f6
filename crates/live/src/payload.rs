//! The payloads that sockets alone have: those of events that stand in no log.
//! Ids in the form that the documents use for that thing, the other form beside them.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The socket is connected, and from here on hears everything that it may hear.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Ready {
    /// The newest event that it has heard, or need not hear: to be sent as `last_seq` on a reconnect.
    pub seq: i64,
    pub business_id: Uuid,
    pub business_number: i64,
    /// `agent` or `visitor`
    pub role: &'static str,
    /// The visitor's customer, once there is one.
    pub customer_id: Option<i64>,
    /// Who looks at which conversation; empty for visitors.
    pub presence: Vec<Presence>,
    /// Whether anybody of the team is there.
    pub online: bool,
}

/// Visitors hear whether anybody of the team is there, and nothing more about it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Availability {
    pub online: bool,
}

/// More was missed than is told one by one: whatever the client keeps has to be loaded anew.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Resync {
    pub seq: i64,
    /// What the client had heard last.
    pub last_seq: i64,
}

/// Who looks at a conversation now.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ConversationPresence)]
pub struct Presence {
    pub conversation_id: i64,
    pub viewers: Vec<Viewer>,
    pub conversation_uuid: Uuid,
}

/// An agent with a conversation on the screen.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Viewer {
    pub user_id: Uuid,
    pub name: String,
    pub typing: bool,
    pub user_number: i64,
}

/// Somebody types, or has stopped. A stop always follows, also when its sender is gone.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Typing {
    pub conversation_id: i64,
    /// Null for the visitor.
    pub user_id: Option<Uuid>,
    pub is_typing: bool,
    pub conversation_uuid: Uuid,
    pub user_number: Option<i64>,
    /// The agent's name; null for the visitor.
    pub name: Option<String>,
    /// `agent` or `customer`
    pub sender_type: model::SenderType,
}

model::words! {
    /// Why the server ends a socket.
    Reason {
        /// The session has ended, or access with it.
        SignedOut = "signed_out",
        /// The member was taken out of the team.
        Removed = "removed",
        /// The member has another role now.
        RoleChanged = "role_changed",
        /// The visitor has proved who they are: what they were known by before is good no more.
        Verified = "verified",
        /// The widget or its channel serves this page no more.
        NotServed = "not_served",
        /// The client takes events too slowly.
        TooSlow = "too_slow",
        /// The client sends too much.
        TooMuch = "too_much",
    }
}

/// The last event of a socket that the server ends.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Cut {
    pub reason: Reason,
    /// Whether connecting again makes sense.
    pub reconnect: bool,
}

impl Reason {
    pub(crate) fn cut(self) -> Cut {
        let reconnect = matches!(self, Self::RoleChanged | Self::Verified | Self::TooSlow | Self::TooMuch);
        Cut { reason: self, reconnect }
    }
}
