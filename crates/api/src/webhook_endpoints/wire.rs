//! What the calls of webhook endpoints take in and give out. No secret but the one that was just made.

use desk::webhook_endpoints::Change;
use model::webhook::{WebhookDeliveryState, WebhookEvent};
use model::{AnyId, Key, Time, WebhookDelivery, WebhookEndpoint};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::fields::{Fields, Input};

/// Somebody's address that is told what happens in the business.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
pub struct EndpointBody {
    pub id: Uuid,
    pub business_id: Uuid,
    pub url: String,
    pub description: String,
    /// Empty for all of them.
    pub events: Vec<WebhookEvent>,
    /// Whether it is told of internal notes.
    pub include_notes: bool,
    pub is_active: bool,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The integer id.
    pub number: i64,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// Why it was switched off by itself, in a sentence.
    pub problem: Option<String>,
    /// Since when every delivery has failed; after five days it is switched off.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub failing_since: Option<Time>,
    /// Until when the secret before this one signs too.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub previous_secret_until: Option<Time>,
}

impl EndpointBody {
    pub fn new(of: &WebhookEndpoint, now: Time) -> Self {
        Self {
            id: of.key.uuid,
            business_id: of.business.uuid,
            url: of.url.clone(),
            description: of.description.clone(),
            events: of.events.clone(),
            include_notes: of.include_notes,
            is_active: of.is_active,
            created_at: of.created_at,
            number: of.key.number,
            updated_at: of.updated_at,
            problem: of.problem.clone(),
            failing_since: of.failing_since,
            previous_secret_until: of.previous_until.filter(|until| *until > now),
        }
    }
}

/// An endpoint with the secret that was just made for it.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpointSecret)]
pub struct EndpointSecret {
    #[serde(flatten)]
    pub endpoint: EndpointBody,
    /// Told this once. `whsec_` and base64 of the key.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")]
    pub secret: String,
}

/// An endpoint to be added.
#[derive(ToSchema)]
#[schema(as = NewWebhookEndpoint)]
pub struct Create {
    /// `https://`, on the public internet.
    #[schema(format = "web-address", max_length = 2000, example = "https://example.com/pingback")]
    pub url: String,
    #[schema(max_length = 200, nullable = false)]
    pub description: Option<String>,
    /// Nothing, or an empty list, for all of them.
    pub events: Option<Vec<WebhookEvent>>,
    /// Also notes, which stay among agents otherwise.
    #[schema(default = false, nullable = false)]
    pub include_notes: Option<bool>,
}

impl Input for Create {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            url: fields.text("url", 1, 2000).web_address().required(),
            description: fields.text("description", 0, 200).present(),
            events: fields.words("events"),
            include_notes: fields.flag("include_notes").present(),
        }
    }
}

/// What is to change of an endpoint.
#[derive(ToSchema)]
#[schema(as = WebhookEndpointChange)]
pub struct EndpointChange {
    #[schema(format = "web-address", max_length = 2000, nullable = false)]
    pub url: Option<String>,
    #[schema(max_length = 200, nullable = false)]
    pub description: Option<String>,
    pub events: Option<Vec<WebhookEvent>>,
    #[schema(nullable = false)]
    pub include_notes: Option<bool>,
    #[schema(nullable = false)]
    pub is_active: Option<bool>,
}

impl Input for EndpointChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            url: fields.text("url", 1, 2000).web_address().present(),
            description: fields.text("description", 0, 200).present(),
            events: fields.words("events"),
            include_notes: fields.flag("include_notes").present(),
            is_active: fields.flag("is_active").present(),
        }
    }
}

impl EndpointChange {
    pub fn wanted(self) -> Change {
        let Self { url, description, events, include_notes, is_active } = self;
        Change { url, description, events, include_notes, is_active }
    }
}

/// How many deliveries.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveriesQuery {
    #[param(required = false, minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
}

impl Input for DeliveriesQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { limit: fields.int("limit", 1, 200).or(50) }
    }
}

/// Which delivery of which endpoint.
pub struct ReplayPath {
    pub endpoint: AnyId,
    pub delivery: AnyId,
}

impl Input for ReplayPath {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { endpoint: fields.id("endpoint_id").required(), delivery: fields.id("delivery_id").required() }
    }
}

/// One event on its way to an endpoint, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
pub struct DeliveryBody {
    pub id: Uuid,
    /// What the receiver knows the event by: the same on every try and replay.
    pub webhook_id: String,
    /// Its type.
    #[schema(example = "new_message")]
    pub event: String,
    /// The event's number in the business; null for a test.
    pub seq: Option<i64>,
    pub state: WebhookDeliveryState,
    /// Tries so far.
    pub attempts: i64,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// Milliseconds that the last try took.
    pub duration_ms: Option<i64>,
    /// How the last answer began: 1 KiB at most.
    pub answer: Option<String>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When it is tried next, if it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub next_try_at: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub tried_at: Option<Time>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The integer id.
    pub number: i64,
}

impl DeliveryBody {
    pub fn new(of: WebhookDelivery, business: Key) -> Self {
        Self {
            webhook_id: of.id(business),
            id: of.key.uuid,
            event: of.event,
            seq: of.seq,
            state: of.state,
            attempts: of.attempts,
            status: of.status,
            duration_ms: of.duration_ms,
            answer: of.answer,
            error: of.error,
            next_try_at: Some(of.retry_at).filter(|_| of.state == WebhookDeliveryState::Waiting),
            tried_at: of.tried_at,
            created_at: of.created_at,
            number: of.key.number,
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpointDeleted)]
pub struct Deleted {
    #[schema(example = "Webhook endpoint deleted")]
    pub message: &'static str,
}
