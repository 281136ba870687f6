//! The payloads of the events that stand in the log (contract section 7): the documented fields first.
//! Messages and conversations go by their integer ids, as the documents write them here, users by their UUIDs.

use model::conversation::HandoffReason;
use model::message::{MessageKind, MessageStatus};
use model::{Key, Presence, SenderType, Time};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::attachments::link::Shown;
use crate::attachments::wire::Attachment;
use crate::conversations::wire;
use crate::mails::wire::Mail;

/// A message, as sockets tell it.
#[derive(Serialize, ToSchema)]
pub(crate) struct LiveMessage<'a> {
    pub id: i64,
    pub content: &'a str,
    pub sender_type: SenderType,
    pub conversation_id: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    pub uuid: Uuid,
    pub conversation_uuid: Uuid,
    pub attachments: Vec<Attachment<'a>>,
    /// The agent who wrote it; null for customers.
    pub sender_id: Option<Uuid>,
    pub sender_name: Option<&'a str>,
    pub kind: MessageKind,
    pub status: MessageStatus,
    pub in_reply_to: Option<Uuid>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Time>,
    /// What the visitor's page called it.
    pub client_id: Option<&'a str>,
    /// Of messages by e-mail, which visitors of a page don't see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail<'a>>,
    /// Articles that Theo's words were taken from.
    pub sources: Vec<wire::Source<'a>>,
}

impl<'a> LiveMessage<'a> {
    /// `origin` is what the other side calls it, as the store keeps it.
    pub fn new(
        of: &'a model::Message,
        sender_name: Option<&'a str>,
        origin: Option<&'a str>,
        shown: Shown<'_>,
    ) -> Self {
        let is_visitors = of.sender_type == SenderType::Customer;
        Self {
            id: of.key.number,
            content: &of.content,
            sender_type: of.sender_type,
            conversation_id: of.conversation.number,
            created_at: of.created_at,
            uuid: of.key.uuid,
            conversation_uuid: of.conversation.uuid,
            attachments: Attachment::all(&of.attachments, shown),
            sender_id: of.sender.map(|key| key.uuid),
            sender_name,
            kind: of.kind,
            status: of.status,
            in_reply_to: of.in_reply_to,
            delivered_at: of.delivered_at,
            read_at: of.read_at,
            // Kept behind the customer's number.
            client_id: origin.filter(|_| is_visitors).and_then(|origin| Some(origin.split_once(':')?.1)),
            mail: of.mail.as_ref().map(|mail| Mail::new(of.key.uuid, mail, shown)),
            sources: wire::Source::all(&of.sources),
        }
    }
}

/// Somebody has said something.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewMessage<'a> {
    #[serde(flatten)]
    pub message: LiveMessage<'a>,
    pub seq: i64,
}

/// Messages of one side have arrived: this one and all before it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Delivered {
    pub message_id: i64,
    #[schema(value_type = String, format = DateTime)]
    pub delivered_at: Time,
    #[serde(flatten)]
    pub mark: Mark,
}

/// Messages of one side were seen: this one and all before it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Read {
    pub message_id: i64,
    #[schema(value_type = String, format = DateTime)]
    pub read_at: Time,
    #[serde(flatten)]
    pub mark: Mark,
}

/// Which messages a mark means.
#[derive(Serialize, ToSchema)]
pub(crate) struct Mark {
    pub message_uuid: Uuid,
    pub conversation_id: i64,
    pub conversation_uuid: Uuid,
    /// Whose messages: `agent` stands for the whole team.
    pub sender_type: SenderType,
    pub seq: i64,
}

impl Mark {
    pub fn new(seq: i64, conversation: Key, up_to: Key, sender_type: SenderType) -> Self {
        let (conversation_id, conversation_uuid) = (conversation.number, conversation.uuid);
        Self { message_uuid: up_to.uuid, conversation_id, conversation_uuid, sender_type, seq }
    }
}

/// Something about a message has changed, as that it could not be sent or that its picture can be shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageUpdated<'a> {
    pub seq: i64,
    pub message: Updated<'a>,
}

/// As each side knows it.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Updated<'a> {
    ToAgents(wire::Message<'a>),
    ToVisitors(LiveMessage<'a>),
}

/// A member says of themself whether they are there.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgentStatusChanged {
    /// The user.
    pub agent_id: Uuid,
    pub status: Presence,
    pub agent_number: i64,
    pub seq: i64,
}

/// A conversation is yours now.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConversationAssigned<'a> {
    pub conversation_id: i64,
    /// The user who did it; null for the server.
    pub assigned_by: Option<Uuid>,
    pub conversation_uuid: Uuid,
    pub assigned_by_number: Option<i64>,
    pub seq: i64,
    pub conversation: wire::Conversation<'a>,
}

impl<'a> ConversationAssigned<'a> {
    pub fn new(seq: i64, by: Option<Key>, of: &'a model::Conversation) -> Self {
        Self {
            conversation_id: of.key.number,
            assigned_by: by.map(|key| key.uuid),
            conversation_uuid: of.key.uuid,
            assigned_by_number: by.map(|key| key.number),
            seq,
            conversation: wire::Conversation::new(of),
        }
    }
}

/// A conversation as it is now, its messages left out.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConversationChanged<'a> {
    pub seq: i64,
    pub conversation: wire::Conversation<'a>,
}

/// An article was written, changed, indexed or deleted.
#[derive(Serialize, ToSchema)]
pub(crate) struct ArticleChanged {
    pub article_id: i64,
    pub article_uuid: Uuid,
    pub seq: i64,
}

/// An import has begun, come further, or ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportChanged {
    pub import_id: Uuid,
    pub import_number: i64,
    pub seq: i64,
}

/// Theo wants a human.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoffRequested<'a> {
    pub conversation_id: i64,
    pub handoff_reason: Option<HandoffReason>,
    pub conversation_uuid: Uuid,
    pub seq: i64,
    pub conversation: wire::Conversation<'a>,
}

impl<'a> HandoffRequested<'a> {
    pub fn new(seq: i64, of: &'a model::Conversation) -> Self {
        Self {
            conversation_id: of.key.number,
            handoff_reason: of.handoff_reason,
            conversation_uuid: of.key.uuid,
            seq,
            conversation: wire::Conversation::new(of),
        }
    }
}
