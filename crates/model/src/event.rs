//! An event: a fact of a business's life, numbered by `seq` without gaps. Everything that reacts, reads these.

use serde::{Deserialize, Serialize};

use crate::{Key, Presence, Role, SenderType, Status, Time};

/// A fact as it stands in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub business: Key,
    /// 1, 2, 3 … within the business, in order of commit.
    pub seq: i64,
    pub at: Time,
    /// The user who did it; `None` for customers, Theo and the server itself.
    pub actor: Option<Key>,
    pub fact: Fact,
}

/// What happened. References only: whoever needs the content reads it, so that erasing it erases it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Fact {
    BusinessCreated,
    BusinessUpdated,
    MemberInvited {
        member: Key,
        user: Key,
        role: Role,
    },
    InvitationSent {
        invitation: Key,
        role: Role,
    },
    InvitationRevoked {
        invitation: Key,
    },
    MemberRemoved {
        member: Key,
        user: Key,
    },
    MemberRoleChanged {
        member: Key,
        user: Key,
        role: Role,
    },
    MemberStatusChanged {
        user: Key,
        status: Presence,
    },
    ChannelCreated {
        channel: Key,
    },
    ChannelUpdated {
        channel: Key,
    },
    ChannelDeleted {
        channel: Key,
    },
    WidgetCreated {
        widget: Key,
    },
    WidgetUpdated {
        widget: Key,
    },
    WebhookEndpointCreated {
        endpoint: Key,
    },
    WebhookEndpointUpdated {
        endpoint: Key,
    },
    WebhookEndpointDeleted {
        endpoint: Key,
    },
    ArticleCreated {
        article: Key,
    },
    ArticleUpdated {
        article: Key,
    },
    /// What it says is found now, or can't be.
    ArticleIndexed {
        article: Key,
    },
    ArticleDeleted {
        article: Key,
    },
    HelpCentreUpdated,
    ImportCreated {
        import: Key,
    },
    /// It has come further, or has ended.
    ImportUpdated {
        import: Key,
    },
    TheoSettingsUpdated,
    CustomerCreated {
        customer: Key,
    },
    CustomerUpdated {
        customer: Key,
    },
    /// They proved for the first time who they are.
    CustomerVerified {
        customer: Key,
    },
    ConversationCreated {
        conversation: Key,
    },
    ConversationUpdated {
        conversation: Key,
        status: Status,
    },
    ConversationAssigned {
        conversation: Key,
        assignee: Option<Key>,
    },
    HandoffRequested {
        conversation: Key,
    },
    MessageCreated {
        conversation: Key,
        message: Key,
        sender_type: SenderType,
    },
    MessageUpdated {
        conversation: Key,
        message: Key,
    },
    /// Somebody has seen messages of a sender, up to one.
    MessagesRead {
        conversation: Key,
        at: Time,
        /// Whose messages; the other side has read them. An agent's stand for Theo's and the system's too.
        #[serde(default = "of_customer")]
        sender_type: SenderType,
        /// The newest of them.
        #[serde(default)]
        up_to: Option<Key>,
    },
    /// Messages of a sender have arrived at the other side, up to one.
    MessagesDelivered {
        conversation: Key,
        at: Time,
        sender_type: SenderType,
        up_to: Key,
    },
}

/// Before visitors could mark anything, only customers' messages were read.
fn of_customer() -> SenderType {
    SenderType::Customer
}

impl Fact {
    /// The conversation that it is about, if it is about one.
    pub fn conversation(&self) -> Option<Key> {
        match self {
            Self::ConversationCreated { conversation }
            | Self::ConversationUpdated { conversation, .. }
            | Self::ConversationAssigned { conversation, .. }
            | Self::HandoffRequested { conversation }
            | Self::MessageCreated { conversation, .. }
            | Self::MessageUpdated { conversation, .. }
            | Self::MessagesRead { conversation, .. }
            | Self::MessagesDelivered { conversation, .. } => Some(*conversation),
            _ => None,
        }
    }
}
