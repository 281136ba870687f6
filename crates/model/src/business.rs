//! A business: the tenant that everything belongs to.

use crate::{Key, Time};

#[derive(Clone, Debug, PartialEq)]
pub struct Business {
    pub key: Key,
    pub name: String,
    pub website: Option<String>,
    pub goal: Option<String>,
    pub industry: Option<String>,
    pub team_size: Option<String>,
    /// Number of its newest event; every change of anything in the business raises it by one.
    pub seq: i64,
    pub created_at: Time,
}
