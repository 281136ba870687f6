//! What comes in about conversations. Knows the fields' bounds, not the rules.

use desk::conversations as rules;
use model::conversation::Priority;
use model::{AnyId, Status, Time};
use utoipa::ToSchema;

use crate::fields::{Fields, Input};
use crate::messages::MOST_CHARACTERS;

/// Characters of a subject.
const SUBJECT: usize = 500;
/// Tags on one conversation, and characters of one.
const TAGS: usize = 50;
const TAG: usize = 64;

/// A conversation to be started.
#[derive(ToSchema)]
pub struct NewConversation {
    /// The caller's business.
    pub business_id: AnyId,
    #[schema(nullable)]
    pub customer_id: Option<AnyId>,
    /// Without it, the business's default channel: its oldest active widget channel, else its oldest active one.
    #[schema(nullable)]
    pub channel_id: Option<AnyId>,
    /// Becomes an agent's message.
    #[schema(min_length = 1, max_length = 100_000, pattern = r"\S")]
    pub initial_message: Option<String>,
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    pub subject: Option<String>,
}

impl Input for NewConversation {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            business_id: fields.id("business_id").required(),
            customer_id: fields.id("customer_id").optional(),
            channel_id: fields.id("channel_id").optional(),
            initial_message: fields.text("initial_message", 1, MOST_CHARACTERS).not_blank().optional(),
            subject: fields.text("subject", 1, SUBJECT).not_blank().optional(),
        }
    }
}

impl NewConversation {
    pub fn wanted(&self) -> rules::NewConversation {
        rules::NewConversation {
            customer: self.customer_id,
            channel: self.channel_id,
            initial_message: self.initial_message.clone(),
            subject: self.subject.clone(),
        }
    }
}

/// A word to find a conversation by.
#[derive(ToSchema)]
#[schema(min_length = 1, max_length = 64)]
#[expect(dead_code, reason = "only described")]
struct Tag(String);

/// What is to change of a conversation; what is left out stays, null empties.
#[derive(ToSchema)]
pub struct ConversationChange {
    #[schema(nullable = false)]
    pub status: Option<Status>,
    /// A user id or a membership id; null unassigns.
    #[schema(value_type = Option<AnyId>)]
    pub assignee_id: Option<Option<AnyId>>,
    #[schema(nullable = false)]
    pub priority: Option<Priority>,
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500, pattern = r"\S")]
    pub subject: Option<Option<String>>,
    /// Puts it aside as pending until then.
    #[schema(value_type = Option<String>, format = DateTime, min_length = 20)]
    pub snoozed_until: Option<Option<Time>>,
    /// All of them, in order.
    #[schema(value_type = Option<Vec<Tag>>, max_items = 50)]
    pub tags: Option<Vec<String>>,
}

impl Input for ConversationChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            status: fields.word("status").present(),
            assignee_id: fields.id("assignee_id").change(),
            priority: fields.word("priority").present(),
            subject: fields.text("subject", 1, SUBJECT).not_blank().change(),
            snoozed_until: fields.time("snoozed_until").change(),
            tags: fields.texts("tags", TAGS, 1, TAG).map(distinct),
        }
    }
}

impl ConversationChange {
    pub fn wanted(&self) -> rules::Change {
        rules::Change {
            status: self.status,
            assignee: self.assignee_id,
            priority: self.priority,
            subject: self.subject.clone(),
            snoozed_until: self.snoozed_until,
            tags: self.tags.clone(),
        }
    }
}

/// Without white space around them, without repeats.
fn distinct(tags: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        let tag = tag.trim().to_owned();
        if !tag.is_empty() && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// Whom to give a conversation to.
pub struct Assignment {
    pub conversation: AnyId,
    pub agent: AnyId,
}

impl Input for Assignment {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { conversation: fields.id("id").required(), agent: fields.id("agent_id").required() }
    }
}
