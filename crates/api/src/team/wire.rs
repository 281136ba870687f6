//! What the team calls take in and give out.
//! Knows nothing of how either comes about.

use model::conversation::HandoffReason;
use model::{AnyId, Conversation, Member, Presence, Role, Time, member};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::fields::{Fields, Input};

/// Somebody in the team.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberBody {
    /// The membership's.
    pub id: Uuid,
    pub user_id: Uuid,
    #[schema(example = "ana@example.com")]
    pub email: String,
    pub name: String,
    pub role: Role,
    pub status: Presence,
    /// Whether they are in the team; past members may be listed too.
    pub is_active: bool,
    #[schema(value_type = String, format = DateTime)]
    pub invited_at: Time,
    /// The membership's integer id.
    pub number: i64,
    /// The user's integer id.
    pub user_number: i64,
}

impl MemberBody {
    pub fn new(of: &Member) -> Self {
        Self {
            id: of.key.uuid,
            user_id: of.user.uuid,
            email: of.email.clone(),
            name: of.name.clone(),
            role: of.role,
            status: of.presence,
            is_active: of.is_active,
            invited_at: of.invited_at,
            number: of.key.number,
            user_number: of.user.number,
        }
    }
}

/// Which members.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MembersQuery {
    /// Past members too.
    #[param(value_type = Option<bool>, default = false)]
    pub include_inactive: bool,
}

impl Input for MembersQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { include_inactive: fields.flag("include_inactive").or(false) }
    }
}

model::words! {
    /// A role that can be given away.
    GivenRole {
        Admin = "admin",
        Agent = "agent",
    }
}

/// Whom to invite, and as what.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvitationQuery {
    #[param(example = "ana@example.com", format = Email, max_length = 254)]
    pub email: String,
    /// An agent where nothing is said; another word is a 400.
    #[param(value_type = Option<GivenRole>, inline, example = "agent")]
    pub role: String,
    /// Somebody without an account gets a mail.
    #[param(value_type = Option<bool>, default = false)]
    pub send_invitation: bool,
}

impl Input for InvitationQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            email: fields.text("email", 1, 254).email().required(),
            role: fields.text("role", 0, 100).or("agent".to_owned()),
            send_invitation: fields.flag("send_invitation").or(false),
        }
    }
}

/// What came of an invitation.
#[derive(Serialize, ToSchema)]
pub struct Invited {
    #[schema(example = "Agent ana@example.com invited successfully")]
    pub message: String,
    /// The membership; null where a mail was sent.
    pub team_member_id: Option<Uuid>,
    /// The membership's integer id.
    pub number: Option<i64>,
}

/// An invitation by mail.
#[derive(Serialize, ToSchema)]
pub struct Invitation {
    pub id: Uuid,
    pub email: String,
    pub role: Role,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Time,
    /// The integer id.
    pub number: i64,
}

impl Invitation {
    pub fn new(of: &member::Invitation) -> Self {
        Self {
            id: of.key.uuid,
            email: of.email.clone(),
            role: of.role,
            created_at: of.created_at,
            expires_at: of.expires_at,
            number: of.key.number,
        }
    }
}

#[derive(ToSchema)]
pub struct NewRole {
    /// Another word is a 400.
    #[schema(value_type = GivenRole)]
    pub role: String,
}

impl Input for NewRole {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { role: fields.text("role", 0, 100).required() }
    }
}

/// Whom to assign to.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Agent {
    /// The agent's user id (or membership id).
    pub agent_id: AnyId,
}

impl Input for Agent {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { agent_id: fields.id("agent_id").required() }
    }
}

#[derive(ToSchema)]
pub struct NewStatus {
    /// Another word is a 400.
    #[schema(value_type = Presence, example = "live")]
    pub status: String,
}

impl Input for NewStatus {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { status: fields.text("status", 0, 100).required() }
    }
}

/// What a member says of themself.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberStatus)]
pub struct Status {
    pub status: Presence,
}

/// A conversation that waits for a human.
#[derive(Serialize, ToSchema)]
pub struct Handoff {
    pub id: Uuid,
    pub customer_id: Option<Uuid>,
    pub handoff_reason: Option<HandoffReason>,
    pub status: model::Status,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The conversation's integer id.
    pub number: i64,
    /// Since when it waits.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub handoff_at: Option<Time>,
}

impl Handoff {
    pub fn new(of: &Conversation) -> Self {
        Self {
            id: of.key.uuid,
            customer_id: of.customer.as_ref().map(|customer| customer.key.uuid),
            handoff_reason: of.handoff_reason,
            status: of.status,
            created_at: of.created_at,
            number: of.key.number,
            handoff_at: of.handoff_at,
        }
    }
}

/// What was done, in a sentence.
#[derive(Serialize, ToSchema)]
pub struct Done {
    pub message: &'static str,
}
