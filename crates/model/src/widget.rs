//! A widget: the chat on a customer's web page, as the owner designed it.

use crate::{Key, Time};

#[derive(Clone, Debug, PartialEq)]
pub struct Widget {
    pub key: Key,
    pub business: Key,
    /// The widget channel that its conversations belong to.
    pub channel_id: i64,
    pub look: Look,
    pub created_at: Time,
    pub updated_at: Time,
}

/// With what a widget's pages prove who their visitors are.
#[derive(Clone, PartialEq)]
pub struct Identity {
    pub secret: String,
    pub made_at: Time,
    /// The secret before it, and until when that is good.
    pub previous: Option<(String, Time)>,
}

/// What an owner can set on a widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub name: String,
    /// A bare host name, lower-case, no scheme, no port.
    pub domain: String,
    pub welcome_heading: String,
    pub welcome_tagline: String,
    /// `#RRGGBB`.
    pub primary_color: String,
    pub show_online_badge: bool,
    pub logo_url: Option<String>,
    pub config: serde_json::Map<String, serde_json::Value>,
}
