//! Who sits at the other end of a socket, and what they may hear.
//! Knows nothing of how they proved it.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use model::{Key, Member};
use uuid::Uuid;

use crate::line::Line;
use crate::told::Audience;

/// What is known of a connection before anybody has said a word. Travels in the request's extensions.
#[derive(Clone)]
pub struct Caller {
    pub address: IpAddr,
    /// The origin of a page of another server, as browsers send it.
    pub origin: Option<String>,
    pub line: Option<Line>,
}

/// Somebody who was let in.
pub struct Guest {
    pub business: Key,
    pub who: Who,
    pub address: IpAddr,
    /// The newest event that they have heard on an earlier socket.
    pub last_seq: Option<i64>,
}

pub enum Who {
    Agent(Box<Agent>),
    Visitor(Box<Visitor>),
}

/// A member of the team.
pub struct Agent {
    pub member: Member,
    pub session: Uuid,
}

/// Somebody on a page with a widget.
pub struct Visitor {
    pub widget: Key,
    pub channel: Key,
    /// Of the page that they are on.
    pub origin: Option<String>,
    customer: Mutex<Option<Key>>,
}

impl Visitor {
    pub fn new(widget: Key, channel: Key, origin: Option<String>, customer: Option<Key>) -> Self {
        Self { widget, channel, origin, customer: Mutex::new(customer) }
    }

    /// Who they are to the business, once they have said something.
    pub fn customer(&self) -> Option<Key> {
        *self.customer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Their first words made them a customer. They hear of it once it is committed: a customer's UUID is never reused.
    pub fn is_now(&self, customer: Key) {
        *self.customer.lock().unwrap_or_else(PoisonError::into_inner) = Some(customer);
    }
}

impl Guest {
    /// A member who asks otherwise than by a socket.
    pub fn agent(member: Member, session: Uuid) -> Self {
        let business = member.business;
        let who = Who::Agent(Box::new(Agent { member, session }));
        Self { business, who, address: std::net::Ipv4Addr::UNSPECIFIED.into(), last_seq: None }
    }

    /// The user's number, if it is an agent.
    pub fn user(&self) -> Option<i64> {
        match &self.who {
            Who::Agent(agent) => Some(agent.member.user.number),
            Who::Visitor(_) => None,
        }
    }

    /// The customer's number, if it is a visitor who is one.
    pub fn customer(&self) -> Option<i64> {
        match &self.who {
            Who::Agent(_) => None,
            Who::Visitor(visitor) => visitor.customer().map(|key| key.number),
        }
    }

    pub fn is_agent(&self) -> bool {
        matches!(self.who, Who::Agent(_))
    }

    /// Whether they may hear what is told to this audience of their business.
    pub fn hears(&self, audience: &Audience) -> bool {
        match (&self.who, audience) {
            (Who::Agent(_), Audience::Agents | Audience::Conversation { .. }) => true,
            (Who::Agent(agent), Audience::Agent(user)) => agent.member.user.number == *user,
            (Who::Visitor(_), Audience::Agents | Audience::Agent(_)) => false,
            (Who::Visitor(visitor), Audience::Conversation { customer: Some(customer), channel: Some(channel) }) => {
                visitor.channel.number == *channel && visitor.customer().is_some_and(|own| own.uuid == *customer)
            }
            (Who::Visitor(_), Audience::Conversation { .. }) => false,
        }
    }
}
