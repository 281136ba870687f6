//! Events of the log as sockets tell them: what is said, to whom, and what follows. Four statements for a whole page.
//! References are read as they are now: whatever was erased is not told again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use live::payload::Reason;
use live::{Audience, Effect, Page, Said, Told};
use model::message::MessageKind;
use model::webhook::{Telling, Tellings, WebhookEvent};
use model::{Conversation, Event, Fact, Key, Message, SenderType, Word};
use serde::Serialize;
use serde_json::value::RawValue;
use store::{Conn, Reach};

use super::payload::{
    AgentStatusChanged, ArticleChanged, ConversationAssigned, ConversationChanged, Delivered, HandoffRequested,
    ImportChanged, LiveMessage, Mark, MessageUpdated, NewMessage, Read, Updated,
};
use crate::attachments::link::Shown;
use crate::conversations::wire;

/// Events that are read at once.
pub(crate) const PAGE: i64 = 200;

/// The events of a business after `after`, at most [`PAGE`].
pub(crate) fn page(c: &mut Conn, shown: Shown<'_>, business: Key, after: i64) -> store::Result<Page> {
    up_to(c, shown, business, after, PAGE)
}

/// The events of a business after `after`, at most `limit`.
pub(crate) fn up_to(c: &mut Conn, shown: Shown<'_>, business: Key, after: i64, limit: i64) -> store::Result<Page> {
    let reach = Reach::system(business);
    let events = store::events::list(c, &reach, after, limit)?;
    let is_full = events.len() as i64 == limit;
    let things = Things::read(c, shown, &reach, &events)?;
    let told = events.iter().map(|event| {
        let said = things.said(event)?;
        Ok(Arc::new(Told { seq: event.seq, at: event.at, said, effect: effect(&event.fact) }))
    });
    Ok(Page { told: told.collect::<store::Result<_>>()?, is_full })
}

/// The events after `after`, at most `limit`, as webhook endpoints are told them.
pub(crate) fn tellings(
    c: &mut Conn,
    shown: Shown<'_>,
    business: Key,
    after: i64,
    limit: i64,
) -> store::Result<Tellings> {
    let reach = Reach::system(business);
    let events = store::events::list(c, &reach, after, limit)?;
    let things = Things::read(c, shown, &reach, &events)?;
    let mut list = Vec::new();
    for event in &events {
        let Some((said, audience)) = things.said(event)? else { continue };
        if WebhookEvent::from_word(said.name).is_none() {
            continue;
        }
        let is_of_message = matches!(event.fact, Fact::MessageCreated { .. } | Fact::MessageUpdated { .. });
        list.push(Telling {
            seq: event.seq,
            at: event.at,
            event: said.name,
            is_internal: is_of_message && matches!(audience, Audience::Agents),
            conversation: event.fact.conversation(),
            data: said.data.get().to_owned(),
        });
    }
    let seq = events.last().map_or(after, |event| event.seq);
    Ok(Tellings { list, seq, more: events.len() as i64 == limit })
}

/// What the events speak of.
struct Things<'a> {
    shown: Shown<'a>,
    messages: HashMap<i64, (Message, Option<String>)>,
    conversations: HashMap<i64, Conversation>,
    /// Names of the agents who wrote the messages.
    names: HashMap<i64, String>,
}

impl<'a> Things<'a> {
    fn read(c: &mut Conn, shown: Shown<'a>, reach: &Reach, events: &[Event]) -> store::Result<Self> {
        let messages: BTreeSet<i64> = events.iter().filter_map(|event| message(&event.fact)).collect();
        let conversations: BTreeSet<i64> =
            events.iter().filter_map(|event| event.fact.conversation()).map(|key| key.number).collect();
        let messages = store::messages::find_many(c, reach, &Vec::from_iter(messages))?;
        let writers: BTreeSet<i64> =
            messages.iter().filter_map(|(message, _)| message.sender).map(|key| key.number).collect();
        let conversations = store::conversations::find_many(c, reach, &Vec::from_iter(conversations))?;
        Ok(Self {
            shown,
            messages: messages.into_iter().map(|found| (found.0.key.number, found)).collect(),
            conversations: conversations.into_iter().map(|found| (found.key.number, found)).collect(),
            names: store::users::names(c, &Vec::from_iter(writers))?.into_iter().collect(),
        })
    }

    /// What is said of an event; nothing where it concerns no client, or where what it speaks of is gone.
    fn said(&self, event: &Event) -> store::Result<Option<(Said, Audience)>> {
        if let Fact::MemberStatusChanged { user, status } = event.fact {
            let data = AgentStatusChanged { agent_id: user.uuid, status, agent_number: user.number, seq: event.seq };
            return said("agent_status_changed", &data, Audience::Agents);
        }
        if let Some(told) = of_knowledge(event) {
            return told;
        }
        let conversation = event.fact.conversation().and_then(|key| self.conversations.get(&key.number));
        match conversation {
            Some(conversation) => self.said_of(conversation, event),
            None => Ok(None),
        }
    }

    fn said_of(&self, of: &Conversation, event: &Event) -> store::Result<Option<(Said, Audience)>> {
        let seq = event.seq;
        let changed = || ConversationChanged { seq, conversation: wire::Conversation::new(of) };
        match event.fact {
            Fact::ConversationCreated { .. } => said("conversation_created", &changed(), Audience::Agents),
            Fact::ConversationUpdated { .. } => said("conversation_updated", &changed(), Audience::Agents),
            Fact::ConversationAssigned { assignee: Some(user), .. } => {
                let data = ConversationAssigned::new(seq, event.actor, of);
                said("conversation_assigned", &data, Audience::Agent(user.number))
            }
            Fact::HandoffRequested { .. } => {
                said("handoff_requested", &HandoffRequested::new(seq, of), Audience::Agents)
            }
            Fact::MessageCreated { message, .. } => self.new_message(seq, message, everybody(of)),
            Fact::MessageUpdated { message, .. } => self.message_updated(seq, message, everybody(of)),
            Fact::MessagesDelivered { at: delivered_at, sender_type, up_to, .. } => {
                let mark = Mark::new(seq, of.key, up_to, sender_type);
                said("delivered", &Delivered { message_id: up_to.number, delivered_at, mark }, everybody(of))
            }
            Fact::MessagesRead { at: read_at, sender_type, up_to: Some(up_to), .. } => {
                let mark = Mark::new(seq, of.key, up_to, sender_type);
                said("read", &Read { message_id: up_to.number, read_at, mark }, everybody(of))
            }
            _ => Ok(None),
        }
    }

    fn new_message(&self, seq: i64, key: Key, everybody: Audience) -> store::Result<Option<(Said, Audience)>> {
        let Some((message, origin)) = self.messages.get(&key.number) else { return Ok(None) };
        let name = message.sender.and_then(|key| self.names.get(&key.number)).map(String::as_str);
        let data = NewMessage { message: LiveMessage::new(message, name, None, self.shown), seq };
        // Notes and what the thread tells of itself stay among agents.
        let audience = if message.kind == MessageKind::Text { everybody } else { Audience::Agents };
        let mut told = said("new_message", &data, audience)?;
        if let Some((said, _)) = told.as_mut().filter(|_| message.sender_type == SenderType::Customer) {
            // What the visitor's page called it lets it send the message again, so nobody else hears of it.
            let own = NewMessage { message: LiveMessage::new(message, name, origin.as_deref(), self.shown), seq };
            said.to_visitors = Some(json(&own)?);
        }
        Ok(told)
    }

    fn message_updated(&self, seq: i64, key: Key, everybody: Audience) -> store::Result<Option<(Said, Audience)>> {
        let Some((message, origin)) = self.messages.get(&key.number) else { return Ok(None) };
        let data = MessageUpdated { seq, message: Updated::ToAgents(wire::Message::new(message, self.shown)) };
        if message.kind != MessageKind::Text {
            return said("message_updated", &data, Audience::Agents);
        }
        let name = message.sender.and_then(|key| self.names.get(&key.number)).map(String::as_str);
        let message = LiveMessage::new(message, name, origin.as_deref(), self.shown);
        let mut told = said("message_updated", &data, everybody)?;
        if let Some((said, _)) = &mut told {
            said.to_visitors = Some(json(&MessageUpdated { seq, message: Updated::ToVisitors(message) })?);
        }
        Ok(told)
    }
}

/// What is said of a fact of the knowledge base.
fn of_knowledge(event: &Event) -> Option<store::Result<Option<(Said, Audience)>>> {
    let seq = event.seq;
    match event.fact {
        Fact::ArticleCreated { article }
        | Fact::ArticleUpdated { article }
        | Fact::ArticleIndexed { article }
        | Fact::ArticleDeleted { article } => {
            let data = ArticleChanged { article_id: article.number, article_uuid: article.uuid, seq };
            Some(said("article_changed", &data, Audience::Agents))
        }
        Fact::ImportCreated { import } | Fact::ImportUpdated { import } => {
            let data = ImportChanged { import_id: import.uuid, import_number: import.number, seq };
            Some(said("import_changed", &data, Audience::Agents))
        }
        _ => None,
    }
}

/// The agents, and whose conversation it is.
pub(super) fn everybody(conversation: &Conversation) -> Audience {
    Audience::Conversation {
        customer: conversation.customer.as_ref().map(|customer| customer.key.uuid),
        channel: conversation.channel.map(|channel| channel.number),
    }
}

/// The message that a fact's event shows.
fn message(fact: &Fact) -> Option<i64> {
    match fact {
        Fact::MessageCreated { message, .. } | Fact::MessageUpdated { message, .. } => Some(message.number),
        _ => None,
    }
}

fn said<T: Serialize>(name: &'static str, data: &T, audience: Audience) -> store::Result<Option<(Said, Audience)>> {
    Ok(Some((Said { name, data: json(data)?, to_visitors: None }, audience)))
}

fn json<T: Serialize>(data: &T) -> store::Result<Arc<RawValue>> {
    let text = serde_json::value::to_raw_value(data).map_err(|error| store::Error::Broken(error.to_string()))?;
    Ok(text.into())
}

/// What a fact means for those who listen.
fn effect(fact: &Fact) -> Option<Effect> {
    match fact {
        Fact::MemberRemoved { user, .. } => Some(Effect::Cut { user: user.number, reason: Reason::Removed }),
        Fact::MemberRoleChanged { user, .. } => Some(Effect::Cut { user: user.number, reason: Reason::RoleChanged }),
        Fact::MemberStatusChanged { .. } | Fact::MemberInvited { .. } => Some(Effect::LookAtTeam),
        Fact::ChannelUpdated { channel } | Fact::ChannelDeleted { channel } => {
            Some(Effect::LookAtChannel(channel.number))
        }
        Fact::CustomerVerified { customer } => Some(Effect::CutCustomer(customer.number)),
        Fact::WidgetUpdated { widget } => Some(Effect::LookAtWidget(widget.number)),
        _ => None,
    }
}
