//! A customer: somebody who writes to a business.

use crate::{Key, Time};

#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub key: Key,
    pub business: Key,
    pub name: Option<String>,
    /// Lower-case.
    pub email: Option<String>,
    /// E.164 where it could be read so (`+34600111222`).
    pub phone: Option<String>,
    /// The business's own id for them; unique within it.
    pub external_id: Option<String>,
    /// A JSON object.
    pub attributes: serde_json::Map<String, serde_json::Value>,
    pub avatar_url: Option<String>,
    pub last_seen_at: Option<Time>,
    /// When they first proved to be the one with this external id.
    pub verified_at: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// What somebody said of a customer; `None` is "not said".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
}
