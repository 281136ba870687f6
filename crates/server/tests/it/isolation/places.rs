//! Every place where a route takes an id, what the rest of the request is, and what another business's id must get.
//! The test compares it with the OpenAPI document.

use crate::rig::things::Noun::{
    self, Article, Business, Channel, Conversation, Customer, Delivery, Gap, Import, Invitation, Member, Message,
    Session, TheoAnswer, User, WebhookDelivery, WebhookEndpoint, Widget,
};

pub struct Place {
    pub route: &'static str,
    /// `path id`, `query assignee_id`, `body customer_id`
    pub id: &'static str,
    pub noun: Noun,
    /// The status that refuses it; 200 is a filter that finds nothing.
    pub status: u16,
    /// The rest of the body, as JSON; empty for none.
    pub body: &'static str,
}

impl Place {
    /// Whether the request makes no sense without it.
    pub fn is_needed(&self) -> bool {
        self.id.starts_with("path ") || self.id == "body business_id" || self.id == "query agent_id"
    }
}

const fn place(route: &'static str, id: &'static str, noun: Noun, status: u16, body: &'static str) -> Place {
    Place { route, id, noun, status, body }
}

#[rustfmt::skip]
pub const PLACES: &[Place] = &[
    place("DELETE /api/v1/auth/sessions/{session_id}", "path session_id", Session, 404, ""),

    place("GET /api/v1/conversations/", "query assignee_id", User, 200, ""),
    place("GET /api/v1/conversations/", "query channel_id", Channel, 200, ""),
    place("GET /api/v1/conversations/", "query customer_id", Customer, 200, ""),
    place("POST /api/v1/conversations/", "body business_id", Business, 400, "{}"),
    place("POST /api/v1/conversations/", "body customer_id", Customer, 400, "{}"),
    place("POST /api/v1/conversations/", "body channel_id", Channel, 400, "{}"),
    place("GET /api/v1/conversations/{id}", "path id", Conversation, 404, ""),
    place("PATCH /api/v1/conversations/{id}", "path id", Conversation, 404, r#"{"status": "closed"}"#),
    place("PATCH /api/v1/conversations/{id}", "body assignee_id", User, 404, "{}"),
    place("PUT /api/v1/conversations/{id}/resolve", "path id", Conversation, 404, ""),
    place("PUT /api/v1/conversations/{id}/close", "path id", Conversation, 404, ""),
    place("PUT /api/v1/conversations/{id}/assign/{agent_id}", "path id", Conversation, 404, ""),
    place("PUT /api/v1/conversations/{id}/assign/{agent_id}", "path agent_id", User, 404, ""),
    place("POST /api/v1/conversations/{id}/read", "path id", Conversation, 404, ""),
    place("GET /api/v1/conversations/{id}/messages", "path id", Conversation, 404, ""),
    place("GET /api/v1/conversations/{id}/messages", "query before", Message, 404, ""),
    place("GET /api/v1/conversations/{id}/messages", "query after", Message, 404, ""),
    place("POST /api/v1/conversations/{id}/messages", "path id", Conversation, 404, r#"{"content": "Hello"}"#),
    place("POST /api/v1/conversations/{id}/upload", "path id", Conversation, 404, ""),
    place("POST /api/v1/conversations/{id}/messages", "body in_reply_to", Message, 404, r#"{"content": "Hello"}"#),
    place("POST /api/v1/conversations/{id}/messages/{message_id}/send", "path id", Conversation, 404, ""),
    place("POST /api/v1/conversations/{id}/messages/{message_id}/send", "path message_id", Message, 404, ""),

    place("GET /api/v1/customers/{customer_id}", "path customer_id", Customer, 404, ""),
    place("PATCH /api/v1/customers/{customer_id}", "path customer_id", Customer, 404, r#"{"name": "Mallory"}"#),

    place("POST /api/v1/conversations/{id}/messages", "body theo_answer_id", TheoAnswer, 404, r#"{"content": "Hello"}"#),
    place("POST /api/v1/ai/reply", "body conversation_id", Conversation, 404, "{}"),
    place("GET /api/v1/ai/answers", "query conversation_id", Conversation, 404, ""),
    place("POST /api/v1/ai/answers/{answer_id}/discard", "path answer_id", TheoAnswer, 404, ""),
    place("POST /api/v1/ai/answers/{answer_id}/feedback", "path answer_id", TheoAnswer, 404, r#"{"feedback": "wrong"}"#),
    place("POST /api/v1/ai/summary", "body conversation_id", Conversation, 404, "{}"),
    place("POST /api/v1/ai/tags", "body conversation_id", Conversation, 404, "{}"),
    place("POST /api/v1/ai/articles", "body message_id", Message, 404, "{}"),
    place("DELETE /api/v1/ai/gaps/{gap_id}", "path gap_id", Gap, 404, ""),

    place("GET /api/v1/kb/articles/{article_id}", "path article_id", Article, 404, ""),
    place("PUT /api/v1/kb/articles/{article_id}", "path article_id", Article, 404, r#"{"title": "Mallory"}"#),
    place("DELETE /api/v1/kb/articles/{article_id}", "path article_id", Article, 404, ""),
    place("POST /api/v1/kb/articles/{article_id}/index", "path article_id", Article, 404, ""),
    place("GET /api/v1/kb/articles/{article_id}/versions", "path article_id", Article, 404, ""),
    place("GET /api/v1/kb/articles/{article_id}/versions/{version}", "path article_id", Article, 404, ""),
    place("POST /api/v1/kb/articles/{article_id}/versions/{version}/restore", "path article_id", Article, 404, ""),

    place("GET /api/v1/kb/imports/{import_id}", "path import_id", Import, 404, ""),
    place("GET /api/v1/kb/imports/{import_id}/items", "path import_id", Import, 404, ""),
    place("POST /api/v1/kb/imports/{import_id}/cancel", "path import_id", Import, 404, ""),

    place("GET /api/v1/channels/{channel_id}", "path channel_id", Channel, 404, ""),
    place("GET /api/v1/channels/{channel_id}/templates", "path channel_id", Channel, 404, ""),
    place("PATCH /api/v1/channels/{channel_id}", "path channel_id", Channel, 404, r#"{"is_active": false}"#),
    place("DELETE /api/v1/channels/{channel_id}", "path channel_id", Channel, 404, ""),
    place("GET /api/v1/channels/{channel_id}/deliveries", "path channel_id", Channel, 404, ""),
    place("GET /api/v1/channels/{channel_id}/deliveries/{delivery_id}", "path channel_id", Channel, 404, ""),
    place("GET /api/v1/channels/{channel_id}/deliveries/{delivery_id}", "path delivery_id", Delivery, 404, ""),
    place("POST /api/v1/channels/{channel_id}/deliveries/{delivery_id}/replay", "path channel_id", Channel, 404, ""),
    place("POST /api/v1/channels/{channel_id}/deliveries/{delivery_id}/replay", "path delivery_id", Delivery, 404, ""),

    place("PUT /api/v1/widget/update/{widget_id}", "path widget_id", Widget, 404, r#"{"name": "Mallory"}"#),
    place("GET /api/v1/widget/{widget_id}/identity", "path widget_id", Widget, 404, ""),
    place("POST /api/v1/widget/{widget_id}/identity", "path widget_id", Widget, 404, ""),
    place("DELETE /api/v1/widget/{widget_id}/identity", "path widget_id", Widget, 404, ""),
    place("POST /api/v1/widget/{widget_id}/messages", "body conversation_id", Conversation, 404, r#"{"content": "Hello"}"#),

    place("GET /api/v1/webhook-endpoints/{endpoint_id}", "path endpoint_id", WebhookEndpoint, 404, ""),
    place("PATCH /api/v1/webhook-endpoints/{endpoint_id}", "path endpoint_id", WebhookEndpoint, 404, r#"{"is_active": false}"#),
    place("DELETE /api/v1/webhook-endpoints/{endpoint_id}", "path endpoint_id", WebhookEndpoint, 404, ""),
    place("POST /api/v1/webhook-endpoints/{endpoint_id}/rotate-secret", "path endpoint_id", WebhookEndpoint, 404, ""),
    place("POST /api/v1/webhook-endpoints/{endpoint_id}/test", "path endpoint_id", WebhookEndpoint, 404, ""),
    place("GET /api/v1/webhook-endpoints/{endpoint_id}/deliveries", "path endpoint_id", WebhookEndpoint, 404, ""),
    place("POST /api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", "path endpoint_id", WebhookEndpoint, 404, ""),
    place("POST /api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", "path delivery_id", WebhookDelivery, 404, ""),

    place("PATCH /api/v1/team/members/{member_id}", "path member_id", Member, 404, r#"{"role": "admin"}"#),
    place("DELETE /api/v1/team/members/{member_id}", "path member_id", Member, 404, ""),
    place("DELETE /api/v1/team/invitations/{invitation_id}", "path invitation_id", Invitation, 404, ""),
    place("POST /api/v1/team/assign/{conversation_id}", "path conversation_id", Conversation, 404, ""),
    place("POST /api/v1/team/assign/{conversation_id}", "query agent_id", User, 400, ""),
];

/// Ids that name nothing of another business: a widget's stands on a public page, attachments have tests of
/// their own (`attachments/`), events are numbered within each business, versions within each
/// article, and a visitor's own conversation wants their token (`visitors.rs`).
pub const ELSEWHERE: &[&str] = &[
    "GET /api/v1/kb/articles/{article_id}/versions/{version} path version",
    "POST /api/v1/kb/articles/{article_id}/versions/{version}/restore path version",
    "GET /api/v1/events query after",
    "POST /api/v1/conversations/{id}/messages body id",
    "POST /api/v1/widget/{widget_id}/messages body id",
    "POST /api/v1/widget/{widget_id}/upload path widget_id",
    "GET /api/v1/widget/{widget_id} path widget_id",
    "GET /api/v1/widget/{widget_id}/articles path widget_id",
    "GET /api/v1/widget/{widget_id}/channels path widget_id",
    "GET /api/v1/widget/{widget_id}/messages path widget_id",
    "GET /api/v1/widget/{widget_id}/messages query conversation_id",
    "POST /api/v1/widget/{widget_id}/messages path widget_id",
];
