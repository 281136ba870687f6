//! A conversation and its messages as JSON: the documented fields first, in the documented order (decision D2).

use model::conversation::{HandoffReason, Priority};
use model::message::{MessageKind, MessageStatus};
use model::{SenderType, Status, Time};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::attachments::link::Shown;
use crate::attachments::wire::Attachment;
use crate::mails::wire::Mail;

/// A conversation (contract section 1).
#[derive(Serialize, ToSchema)]
pub struct Conversation<'a> {
    pub id: Uuid,
    pub business_id: Uuid,
    pub customer_id: Option<Uuid>,
    /// The user it is assigned to.
    pub assignee_id: Option<Uuid>,
    pub status: Status,
    #[schema(example = "widget")]
    pub channel_type: model::ChannelType,
    pub channel_id: Option<Uuid>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// First agent response, for SLA.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_response_at: Option<Time>,
    pub customer: Option<EmbeddedCustomer<'a>>,
    /// Always empty in lists.
    pub messages: Vec<Message<'a>>,
    /// The integer id.
    pub number: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub resolved_at: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Time>,
    pub subject: Option<&'a str>,
    pub priority: Priority,
    pub tags: &'a [String],
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snoozed_until: Option<Time>,
    /// Customer's messages that no agent has read.
    pub unread_count: i64,
    pub last_message: Option<LastMessage<'a>>,
    /// Why Theo handed it over, the last time that he did.
    pub handoff_reason: Option<HandoffReason>,
    /// Since when it waits for a human; null once an agent has answered or ended it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub handoff_at: Option<Time>,
    /// Set where a service level applies; none does yet.
    pub sla: Option<Sla>,
}

/// The state of a service level.
#[derive(Serialize, ToSchema)]
pub struct Sla {}

/// The customer as the document embeds them: integer ids.
#[derive(Serialize, ToSchema)]
pub struct EmbeddedCustomer<'a> {
    pub id: i64,
    pub business_id: i64,
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub external_id: Option<&'a str>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    pub uuid: Uuid,
}

/// What a list shows of the newest message that the customer can see.
#[derive(Serialize, ToSchema)]
pub struct LastMessage<'a> {
    pub preview: &'a str,
    pub sender_type: SenderType,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
}

/// A message (contract section 3).
#[derive(Serialize, ToSchema)]
pub struct Message<'a> {
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub sender_type: SenderType,
    /// The agent who wrote it; null for customers.
    pub sender_id: Option<Uuid>,
    pub content: &'a str,
    pub attachments: Vec<Attachment<'a>>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The integer id.
    pub number: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Time>,
    pub status: MessageStatus,
    /// Why it failed.
    pub error: Option<&'a str>,
    pub kind: MessageKind,
    /// The message that this one answers.
    pub in_reply_to: Option<Uuid>,
    /// Of messages by e-mail.
    pub mail: Option<Mail<'a>>,
    /// Articles that Theo's words were taken from.
    pub sources: Vec<Source<'a>>,
}

/// An article in the help centre.
#[derive(Serialize, ToSchema)]
pub struct Source<'a> {
    pub title: &'a str,
    /// Its page, from the server's root on.
    #[schema(example = "/help/acme/articles/returns")]
    pub path: &'a str,
}

impl<'a> Source<'a> {
    pub fn all(of: &'a [model::message::Source]) -> Vec<Self> {
        of.iter().map(|one| Self { title: &one.title, path: &one.path }).collect()
    }
}

impl<'a> Conversation<'a> {
    /// Without its messages.
    pub fn new(of: &'a model::Conversation) -> Self {
        Self {
            id: of.key.uuid,
            business_id: of.business.uuid,
            customer_id: of.customer.as_ref().map(|customer| customer.key.uuid),
            assignee_id: of.assignee.map(|key| key.uuid),
            status: of.status,
            channel_type: of.channel_type,
            channel_id: of.channel.map(|key| key.uuid),
            created_at: of.created_at,
            updated_at: of.updated_at,
            first_response_at: of.first_response_at,
            customer: of.customer.as_ref().map(EmbeddedCustomer::new),
            messages: Vec::new(),
            number: of.key.number,
            resolved_at: of.resolved_at,
            closed_at: of.closed_at,
            subject: of.subject.as_deref(),
            priority: of.priority,
            tags: &of.tags,
            snoozed_until: of.snoozed_until,
            unread_count: of.unread_count,
            last_message: of.last_message.as_ref().map(LastMessage::new),
            handoff_reason: of.handoff_reason,
            handoff_at: of.handoff_at,
            sla: None,
        }
    }

    pub fn with(of: &'a model::Conversation, messages: &'a [model::Message], shown: Shown<'_>) -> Self {
        Self { messages: messages.iter().map(|message| Message::new(message, shown)).collect(), ..Self::new(of) }
    }
}

impl<'a> EmbeddedCustomer<'a> {
    fn new(of: &'a model::Customer) -> Self {
        Self {
            id: of.key.number,
            business_id: of.business.number,
            name: of.name.as_deref(),
            email: of.email.as_deref(),
            phone: of.phone.as_deref(),
            external_id: of.external_id.as_deref(),
            created_at: of.created_at,
            uuid: of.key.uuid,
        }
    }
}

impl<'a> LastMessage<'a> {
    fn new(of: &'a model::conversation::LastMessage) -> Self {
        Self { preview: &of.preview, sender_type: of.sender_type, created_at: of.created_at }
    }
}

impl<'a> Message<'a> {
    pub fn new(of: &'a model::Message, shown: Shown<'_>) -> Self {
        Self {
            id: of.key.uuid,
            conversation_id: of.conversation.uuid,
            sender_type: of.sender_type,
            sender_id: of.sender.map(|key| key.uuid),
            content: &of.content,
            attachments: Attachment::all(&of.attachments, shown),
            created_at: of.created_at,
            number: of.key.number,
            delivered_at: of.delivered_at,
            read_at: of.read_at,
            status: of.status,
            error: of.error.as_deref(),
            kind: of.kind,
            in_reply_to: of.in_reply_to,
            mail: of.mail.as_ref().map(|mail| Mail::new(of.key.uuid, mail, shown)),
            sources: Source::all(&of.sources),
        }
    }
}
