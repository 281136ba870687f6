//! An event of the log as it is told to sockets: its name, its payload, who may hear it.
//! Rendered once, whoever listens; knows nothing of how it is read.

use std::sync::Arc;

use model::Time;
use serde_json::value::RawValue;
use uuid::Uuid;

/// One event of the log.
#[derive(Clone, Debug)]
pub struct Told {
    pub seq: i64,
    pub at: Time,
    /// What is said of it, and to whom; facts that concern no client are told to nobody.
    pub said: Option<(Said, Audience)>,
    /// What it means for those who listen.
    pub effect: Option<Effect>,
}

/// An event as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Said {
    pub name: &'static str,
    /// A JSON object.
    pub data: Arc<RawValue>,
    /// The same for visitors, where they are told more of their own.
    pub to_visitors: Option<Arc<RawValue>>,
}

/// Who may hear an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every agent of the business.
    Agents,
    /// The agent who is this user.
    Agent(i64),
    /// Every agent, and the customer on this channel.
    Conversation { customer: Option<Uuid>, channel: Option<i64> },
}

/// What an event means for those who listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// This user is out, or in with other rights.
    Cut { user: i64, reason: crate::payload::Reason },
    /// This customer has proved who they are: whoever holds a token from before has to show more than that.
    CutCustomer(i64),
    /// Somebody of the team has come or gone.
    LookAtTeam,
    /// Visitors who came by this channel have to be looked at again.
    LookAtChannel(i64),
    /// Visitors who came by this widget have to be looked at again.
    LookAtWidget(i64),
}
