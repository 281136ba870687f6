//! Every place where a route takes an id, what the rest of the request is, and what another business's id must get.
//! The test compares it with the OpenAPI document.

use crate::rig::things::Noun;

pub struct Place {
    pub route: &'static str,
    /// `path conversation_id`, `query assignee_id`, `body customer_id`
    pub id: &'static str,
    pub noun: Noun,
    /// The status that refuses it; 200 is a filter that finds nothing.
    pub status: u16,
    /// What else the route needs.
    pub query: &'static str,
    pub body: &'static str,
}

impl Place {
    /// Whether the request makes no sense without it.
    pub fn is_needed(&self) -> bool {
        self.id.starts_with("path ") || self.id == "body business_id" || self.id == "query agent_id"
    }
}

const fn place(route: &'static str, id: &'static str, noun: Noun, status: u16, body: &'static str) -> Place {
    Place { route, id, noun, status, query: "", body }
}

/// Ids that are no tenant's secret, and why.
pub const ELSEWHERE: &[(&str, &str)] = &[];

pub const PLACES: &[Place] = &[place("GET /api/v1/customers/{id}", "path id", Noun::Customer, 404, "null")];
