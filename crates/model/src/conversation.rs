//! A conversation: what one customer and the team say to each other on one channel.

use crate::{ChannelType, Customer, Key, SenderType, Time};

crate::words! {
    /// Where a conversation stands.
    Status {
        /// Waits for the team.
        Open = "open",
        /// Waits for the customer or an automatic process.
        Pending = "pending",
        Resolved = "resolved",
        /// Out of the active inbox; a new message starts a new conversation.
        Closed = "closed",
    }
}

crate::words! {
    Priority {
        Low = "low",
        Normal = "normal",
        High = "high",
        Urgent = "urgent",
    }
}

crate::words! {
    /// Why Theo handed a conversation over to a human.
    HandoffReason {
        /// He has an answer and is not sure enough of it.
        LowConfidence = "low_confidence",
        /// The customer asks for a human.
        UserRequested = "user_requested",
        /// Law, harm, what the team has named as theirs, or answers that did not help.
        ComplexIssue = "complex_issue",
        NegativeSentiment = "negative_sentiment",
        /// No article says anything about it.
        NoKnowledge = "no_knowledge",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    pub key: Key,
    pub business: Key,
    /// The customer as they are now; `None` only where an agent opened it for nobody.
    pub customer: Option<Customer>,
    /// The user it is assigned to.
    pub assignee: Option<Key>,
    pub status: Status,
    pub channel_type: ChannelType,
    pub channel: Option<Key>,
    pub subject: Option<String>,
    pub priority: Priority,
    /// In the order in which they were added, no two alike.
    pub tags: Vec<String>,
    pub snoozed_until: Option<Time>,
    pub handoff_reason: Option<HandoffReason>,
    pub handoff_at: Option<Time>,
    /// Customer's messages that no agent has read.
    pub unread_count: i64,
    pub last_message: Option<LastMessage>,
    pub created_at: Time,
    pub updated_at: Time,
    pub first_response_at: Option<Time>,
    pub resolved_at: Option<Time>,
    pub closed_at: Option<Time>,
}

/// What a list shows of the newest message that the customer can see.
#[derive(Clone, Debug, PartialEq)]
pub struct LastMessage {
    /// The first 140 characters, on one line.
    pub preview: String,
    pub sender_type: SenderType,
    pub created_at: Time,
}
