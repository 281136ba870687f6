//! One conversation from its first message to its end, as a row and its messages that agree with each other.
//! Must not know how many others there are.

use fastrand::Rng;
use model::conversation::{HandoffReason, LastMessage, Priority};
use model::message::{MessageKind, MessageStatus};
use model::{ChannelType, Conversation, Key, Message, SenderType, Status, Time};
use store::bulk::Talk;
use uuid::Uuid;

use super::dialogues::{Dialogue, PRODUCTS, Turn};
use super::end::End;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// What a conversation is about, before it is told.
pub(super) struct Plot<'a> {
    pub key: Key,
    pub dialogue: &'a Dialogue,
    /// What they go on about where the dialogue is over; nothing: it ends there.
    pub more: &'a [Dialogue],
    pub days: &'a [&'a str],
    /// The customer's, as an agent would say it.
    pub name: String,
    pub channel: (Key, ChannelType),
    pub agent: Option<&'a (Key, String)>,
    pub begins: Time,
    pub now: Time,
    /// Messages at most.
    pub turns: u32,
    /// Somebody is still to answer.
    pub goes_on: bool,
}

/// Words that stand for the plot's own.
struct Words<'a> {
    name: &'a str,
    order: String,
    product: &'a str,
    day: &'a str,
    agent: &'a str,
}

impl Plot<'_> {
    pub(super) fn tell(self, random: &mut Rng, business: Key, customer: i64, next_message: &mut i64) -> Talk {
        let words = Words {
            name: &self.name,
            order: format!("A-{}", random.u32(10_000..100_000)),
            product: PRODUCTS[random.usize(..PRODUCTS.len())],
            day: self.days[random.usize(..self.days.len())],
            agent: self.agent.map_or("", |(_, name)| name),
        };
        let (mut messages, finished) = self.messages(random, &words, next_message);
        let end = End::of(random, self.begins, self.now, &messages, finished);
        let read_too = end.status != Status::Open || random.u32(..100) < 15;
        let unread_count = self.read(random, &mut messages, read_too);
        let response = messages.iter().find(|message| is_answer(message)).map(|message| message.created_at);
        let subject = self.channel.1 == ChannelType::Email || random.u32(..100) < 12;
        let handoff = end.status == Status::Open && response.is_none() && random.u32(..100) < 15;
        let conversation = Conversation {
            key: self.key,
            business,
            customer: None,
            assignee: self.assignee(random, end.status, response.is_some()),
            status: end.status,
            channel_type: self.channel.1,
            channel: Some(self.channel.0),
            subject: subject.then(|| fill(self.dialogue.subject, &words)),
            priority: priority(random),
            tags: self.tags(random),
            snoozed_until: None,
            handoff_reason: handoff.then_some(HandoffReason::UserRequested),
            handoff_at: handoff.then_some(Time(self.begins.0 + 1)),
            unread_count,
            last_message: messages.iter().rev().find(|message| message.kind == MessageKind::Text).map(preview),
            created_at: self.begins,
            updated_at: end.updated_at,
            first_response_at: response,
            resolved_at: end.resolved_at,
            closed_at: end.closed_at,
        };
        Talk { conversation, customer: Some(customer), messages }
    }

    fn tags(&self, random: &mut Rng) -> Vec<String> {
        let of_dialogue = self.dialogue.tags.iter().filter(|_| random.u32(..100) < 65);
        let mut tags: Vec<String> = of_dialogue.map(|tag| (*tag).to_owned()).collect();
        if random.u32(..100) < 3 {
            tags.push("vip".into());
        }
        tags
    }

    /// What was said until now, and whether they came to the end of it.
    fn messages(&self, random: &mut Rng, words: &Words<'_>, next: &mut i64) -> (Vec<Message>, bool) {
        let more = self.more.iter().flat_map(|dialogue| dialogue.turns);
        let turns = self.dialogue.turns.iter().chain(more.cycle()).take(self.turns as usize);
        let (mut messages, mut at) = (Vec::new(), self.begins.0);
        for (place, turn) in turns.enumerate() {
            let (text, by_agent, kind) = match turn {
                Turn::Customer(text) => (text, false, MessageKind::Text),
                Turn::Agent(text) => (text, true, MessageKind::Text),
                Turn::Note(text) => (text, true, MessageKind::Note),
            };
            if by_agent && self.agent.is_none() {
                continue;
            }
            if place > 0 {
                at += self.wait(random, by_agent);
            }
            if at >= self.now.0 {
                return (messages, false);
            }
            messages.push(self.message(random, next, Time(at), by_agent, kind, fill(text, words)));
        }
        (messages, !self.goes_on)
    }

    /// How long the other side takes. Mails take longer; most answers are quick and a few are slow.
    fn wait(&self, random: &mut Rng, by_agent: bool) -> i64 {
        let usual = match (self.channel.1, by_agent) {
            (ChannelType::Widget, true) => 2 * MINUTE,
            (ChannelType::Widget, false) => MINUTE,
            (ChannelType::Email, true) => 2 * HOUR,
            (ChannelType::Email, false) => 5 * HOUR,
            (ChannelType::Instagram, _) => 25 * MINUTE,
            _ => 10 * MINUTE,
        };
        let luck = random.f64();
        15 * SECOND + (usual as f64 * (0.2 + 6.0 * luck * luck * luck)) as i64
    }

    fn message(
        &self,
        random: &mut Rng,
        next: &mut i64,
        at: Time,
        by_agent: bool,
        kind: MessageKind,
        content: String,
    ) -> Message {
        let number = *next;
        *next += 1;
        let seen = self.channel.1 != ChannelType::Email && kind == MessageKind::Text;
        let (status, delivered_at, read_at) = match (by_agent && seen, random.u32(..100)) {
            (true, ..80) => (MessageStatus::Read, Some(2 * SECOND), Some(40 * SECOND)),
            (true, _) => (MessageStatus::Delivered, Some(2 * SECOND), None),
            (false, _) => (MessageStatus::Sent, None, None),
        };
        let after = |wait: i64| Time((at.0 + wait).min(self.now.0));
        Message {
            key: Key { number, uuid: uuid(random, at) },
            conversation: self.key,
            sender_type: if by_agent { SenderType::Agent } else { SenderType::Customer },
            sender: self.agent.filter(|_| by_agent).map(|(user, _)| *user),
            kind,
            content,
            attachments: Vec::new(),
            in_reply_to: None,
            status,
            error: None,
            created_at: at,
            delivered_at: delivered_at.map(after),
            read_at: read_at.map(after),
            mail: None,
            sources: Vec::new(),
        }
    }

    /// Marks what the team has read; how many it has not. An answer reads all that came before it.
    fn read(&self, random: &mut Rng, messages: &mut [Message], all: bool) -> i64 {
        let mut unread = 0;
        let mut reader = all.then(|| {
            let last = messages.last().map_or(self.begins, |message| message.created_at);
            Time((last.0 + random.i64(SECOND..HOUR)).min(self.now.0))
        });
        for message in messages.iter_mut().rev() {
            match (message.sender_type, reader) {
                (SenderType::Customer, Some(at)) => {
                    message.status = MessageStatus::Read;
                    message.read_at = Some(at);
                }
                (SenderType::Customer, None) => unread += 1,
                _ if is_answer(message) => reader = Some(message.created_at),
                _ => {}
            }
        }
        unread
    }

    fn assignee(&self, random: &mut Rng, status: Status, answered: bool) -> Option<Key> {
        let chance = match (status, answered) {
            (_, true) => 96,
            (Status::Open | Status::Pending, false) => 20,
            (Status::Resolved | Status::Closed, false) => 90,
        };
        self.agent.filter(|_| random.u32(..100) < chance).map(|(user, _)| *user)
    }
}

fn is_answer(message: &Message) -> bool {
    message.sender_type == SenderType::Agent && message.kind == MessageKind::Text
}

fn priority(random: &mut Rng) -> Priority {
    match random.u32(..100) {
        ..82 => Priority::Normal,
        82..88 => Priority::Low,
        88..97 => Priority::High,
        _ => Priority::Urgent,
    }
}

/// A place in a list, the first ones more often: the busy agents of a team.
pub(super) fn skewed(random: &mut Rng, length: usize) -> usize {
    let place = (random.f64().powf(1.6) * length as f64) as usize;
    place.min(length.saturating_sub(1))
}

/// A UUIDv7 of that time.
pub(super) fn uuid(random: &mut Rng, at: Time) -> Uuid {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    uuid::Builder::from_unix_timestamp_millis((at.0 / 1000).unsigned_abs(), &bytes).into_uuid()
}

fn preview(message: &Message) -> LastMessage {
    let preview = message.content.chars().take(140).collect();
    LastMessage { preview, sender_type: message.sender_type, created_at: message.created_at }
}

/// The text with its placeholders filled in.
fn fill(text: &str, words: &Words<'_>) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(match name {
            "name" => words.name,
            "order" => &words.order,
            "product" => words.product,
            "day" => words.day,
            "agent" => words.agent,
            other => other,
        });
        rest = after;
    }
    filled.push_str(rest);
    filled
}
