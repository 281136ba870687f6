//! A member: a user in a business's team, with a role.

use crate::{Key, Time};

crate::words! {
    /// What a member may do (contract section 5).
    Role {
        Owner = "owner",
        Admin = "admin",
        Agent = "agent",
    }
}

crate::words! {
    /// What a member says of themself.
    Presence {
        Live = "live",
        Away = "away",
        Offline = "offline",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub key: Key,
    pub business: Key,
    pub user: Key,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub presence: Presence,
    pub is_active: bool,
    pub invited_at: Time,
}

/// An invitation by mail to somebody who has no account yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub key: Key,
    pub business: Key,
    /// As it is compared.
    pub email: String,
    pub role: Role,
    pub created_at: Time,
    pub expires_at: Time,
}
