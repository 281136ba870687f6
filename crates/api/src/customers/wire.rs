//! What the customer calls take in and give out.
//! Knows the fields' bounds, not the rules.

use desk::customers::Change;
use model::{Customer, Key, Time};
use serde::Serialize;
use serde_json::{Map, Value};
use store::contacts::Contact;
use store::customers::Start;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::fields::{Fields, Input};
use crate::page::{self, Cursor};

/// Rows that may be skipped; beyond it, cursors.
const DEEPEST: i64 = 100_000;

/// Somebody who writes to the business. Its ids are integers, as where a conversation shows it.
#[derive(Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct CustomerBody {
    #[schema(example = 42)]
    pub id: i64,
    #[schema(example = 7)]
    pub business_id: i64,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    pub uuid: Uuid,
    #[schema(value_type = Object)]
    pub attributes: Map<String, Value>,
    pub avatar_url: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen_at: Option<Time>,
    /// When they first proved, in a widget, to be the one with this external id.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub verified_at: Option<Time>,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// Where they have written from, the newest first; shown of one customer who has, and not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Vec<ContactBody>)]
    pub contacts: Option<Vec<ContactBody>>,
}

/// A customer's address on a channel.
#[derive(Serialize, ToSchema)]
#[schema(as = CustomerContact)]
pub struct ContactBody {
    pub channel_id: Uuid,
    /// A URI.
    #[schema(example = "tel:+34600111222")]
    pub handle: String,
    #[schema(value_type = String, format = DateTime)]
    pub last_inbound_at: Time,
    /// Since when they want to hear no more by this channel: they wrote STOP.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opted_out_at: Option<Time>,
}

impl ContactBody {
    pub fn new((channel, contact): (Key, Contact)) -> Self {
        let Contact { handle, last_inbound_at, opted_out_at } = contact;
        Self { channel_id: channel.uuid, handle, last_inbound_at, opted_out_at }
    }
}

impl CustomerBody {
    pub fn new(of: &Customer) -> Self {
        let of = of.clone();
        Self {
            id: of.key.number,
            business_id: of.business.number,
            name: of.name,
            email: of.email,
            phone: of.phone,
            external_id: of.external_id,
            created_at: of.created_at,
            uuid: of.key.uuid,
            attributes: of.attributes,
            avatar_url: of.avatar_url,
            last_seen_at: of.last_seen_at,
            verified_at: of.verified_at,
            updated_at: of.updated_at,
            contacts: None,
        }
    }
}

/// Which customers, and which stretch of them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Beginnings of words of the name, e-mail, phone or external id.
    #[param(min_length = 1, max_length = 200)]
    pub q: Option<String>,
    #[param(value_type = Option<i64>, minimum = 1, maximum = 9_223_372_036_854_775_807_i64, default = 1)]
    pub page: i64,
    #[param(value_type = Option<i64>, minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// From a `Link` header: stays in place while customers come. Overrides `page`.
    #[param(value_type = Option<String>, pattern = "^A[A-Za-f][A-Za-z0-9_-]{20}[AEIMQUYcgkosw048]$")]
    pub cursor: Option<Cursor>,
}

impl Input for ListQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        let query = Self {
            q: fields.text("q", 1, 200).optional(),
            page: fields.int("page", 1, i64::MAX).or(1),
            limit: fields.int("limit", 1, 200).or(50),
            cursor: page::cursor(fields),
        };
        if query.cursor.is_none() && query.skipped() > DEEPEST {
            fields.refuse("page", "Pages are this deep only by the cursor in the Link header");
        }
        query
    }
}

impl ListQuery {
    fn skipped(&self) -> i64 {
        (self.page - 1).saturating_mul(self.limit)
    }

    pub fn start(&self) -> Start {
        match self.cursor {
            None => Start::Offset(self.skipped()),
            Some(cursor) if cursor.is_before => Start::Before(cursor.id),
            Some(cursor) => Start::After(cursor.id),
        }
    }
}

/// A customer to be added.
#[derive(ToSchema)]
pub struct NewCustomer {
    #[schema(min_length = 1, max_length = 200, example = "Alex Johnson", pattern = r"\S")]
    pub name: Option<String>,
    #[schema(format = Email, max_length = 254, example = "alex@example.com")]
    pub email: Option<String>,
    /// Kept as E.164 where it can be read so.
    #[schema(min_length = 1, max_length = 32, example = "+34600111222", pattern = r"\S")]
    pub phone: Option<String>,
    /// The business's own id for them; unique within it.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub external_id: Option<String>,
    /// 16 KiB at most.
    #[schema(value_type = Option<Object>, example = json!({"plan": "gold"}))]
    pub attributes: Option<Map<String, Value>>,
}

impl Input for NewCustomer {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 1, 200).not_blank().optional(),
            email: fields.text("email", 1, 254).email().optional(),
            phone: fields.text("phone", 1, 32).not_blank().optional(),
            external_id: fields.text("external_id", 1, 200).not_blank().optional(),
            attributes: fields.map("attributes").check(small).optional(),
        }
    }
}

impl NewCustomer {
    pub fn wanted(&self) -> Change {
        Change {
            name: Some(self.name.clone()),
            email: Some(self.email.clone()),
            phone: Some(self.phone.clone()),
            external_id: Some(self.external_id.clone()),
            attributes: self.attributes.clone(),
        }
    }
}

/// What is to change of a customer.
#[derive(ToSchema)]
pub struct CustomerChange {
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"\S")]
    pub name: Option<Option<String>>,
    #[schema(value_type = Option<String>, format = Email, max_length = 254)]
    pub email: Option<Option<String>>,
    #[schema(value_type = Option<String>, min_length = 1, max_length = 32, pattern = r"\S")]
    pub phone: Option<Option<String>>,
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200, pattern = r"\S")]
    pub external_id: Option<Option<String>>,
    #[schema(value_type = Option<Object>, nullable = false)]
    pub attributes: Option<Map<String, Value>>,
}

impl Input for CustomerChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 1, 200).not_blank().change(),
            email: fields.text("email", 1, 254).email().change(),
            phone: fields.text("phone", 1, 32).not_blank().change(),
            external_id: fields.text("external_id", 1, 200).not_blank().change(),
            attributes: fields.map("attributes").check(small).present(),
        }
    }
}

impl CustomerChange {
    pub fn wanted(&self) -> Change {
        Change {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            external_id: self.external_id.clone(),
            attributes: self.attributes.clone(),
        }
    }
}

fn small(attributes: Map<String, Value>) -> Result<Map<String, Value>, String> {
    let size = serde_json::to_string(&attributes).map_or(usize::MAX, |text| text.len());
    if size > desk::customers::MOST_ATTRIBUTES { Err("Takes 16 KiB at most".to_owned()) } else { Ok(attributes) }
}
