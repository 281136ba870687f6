//! Tells conversations that could have happened: who wrote when, who answered, how it ended. The same seed on the
//! same database tells the same; what a conversation's row says agrees with its messages.
//! Must not know how the batches are stored.

use std::sync::Arc;

use fastrand::Rng;
use model::{ChannelType, Customer, Key, Status, Time};
use store::bulk::{Batch, Free, Talk};

use super::dialogues::{self, LANGUAGES, Language};
use super::plot::Plot;
use super::{people, plot, times};

/// Half of the conversations that are younger are not over, in microseconds.
const FRESH: i64 = 2 * 24 * 3600 * 1_000_000;

/// Whom and where the conversations are of.
#[derive(Clone, Debug)]
pub struct Stage {
    pub business: Key,
    /// Users, and the names by which they sign.
    pub agents: Vec<(Key, String)>,
    pub channels: Vec<(Key, ChannelType)>,
    /// Nothing happens later.
    pub now: Time,
    /// How long ago the first conversation began, in microseconds.
    pub reach_back: i64,
}

/// How many there are to be.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub conversations: u64,
    /// Messages of a conversation, on average; `None`: as many as there is to say.
    pub messages: Option<u32>,
}

/// Longer conversations than this go on with another subject.
const ONE_SUBJECT: u32 = 4;

/// Tells batch after batch, in the order in which conversations began.
pub struct Teller {
    random: Rng,
    stage: Arc<Stage>,
    size: Size,
    told: u64,
    next: Free,
}

/// A customer within a batch.
struct Guest {
    place: usize,
    language: Language,
    channel: usize,
    /// When their last conversation was closed.
    free: Time,
}

impl Teller {
    pub fn new(seed: u64, stage: Stage, size: Size, next: Free) -> Self {
        // A second data set in the same database must not repeat the UUIDs of the first.
        let mixed = seed ^ next.conversation.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self { random: Rng::with_seed(mixed), stage: Arc::new(stage), size, told: 0, next }
    }

    /// The next batch of at most `many` conversations; `None` when all are told.
    pub fn batch(&mut self, many: u64) -> Option<Batch> {
        let many = many.min(self.size.conversations - self.told);
        if many == 0 {
            return None;
        }
        let mut batch = Batch::default();
        let mut guests = Vec::new();
        for _ in 0..many {
            let at = times::spread(self.told, self.size.conversations, self.stage.now, self.stage.reach_back);
            let mut guest = self.guest(&mut batch, &mut guests, at);
            let talk = self.talk(&mut batch.customers[guest.place], &guest, at);
            // One customer on one channel has one conversation at most that is not closed.
            if let (Status::Closed, Some(free)) = (talk.conversation.status, talk.conversation.closed_at) {
                guest.free = free;
                guests.push(guest);
            }
            batch.talks.push(talk);
            self.told += 1;
        }
        Some(batch)
    }

    /// Somebody new, or one whose last conversation is closed.
    fn guest(&mut self, batch: &mut Batch, guests: &mut Vec<Guest>, at: Time) -> Guest {
        if !guests.is_empty() && self.random.u32(..100) < 30 {
            let place = self.random.usize(..guests.len());
            if guests[place].free < at {
                return guests.swap_remove(place);
            }
        }
        let (language, channel) = (self.language(), self.channel());
        let customer = self.customer(language, self.stage.channels[channel].1, at);
        batch.customers.push(customer);
        Guest { place: batch.customers.len() - 1, language, channel, free: at }
    }

    fn language(&mut self) -> Language {
        let shares = LANGUAGES.iter().map(|(language, share, _)| (*language, *share));
        weighted(&mut self.random, shares).unwrap_or(Language::English)
    }

    /// The place of a channel, the busier kinds more often.
    fn channel(&mut self) -> usize {
        let stage = self.stage.clone();
        let shares = stage.channels.iter().enumerate().map(|(place, (_, kind))| match kind {
            ChannelType::Widget => (place, 38),
            ChannelType::Email => (place, 27),
            ChannelType::Whatsapp => (place, 20),
            ChannelType::Instagram => (place, 9),
            _ => (place, 6),
        });
        weighted(&mut self.random, shares).unwrap_or(0)
    }

    fn customer(&mut self, language: Language, channel: ChannelType, at: Time) -> Customer {
        let number = self.next.customer;
        self.next.customer += 1;
        let (first, last, prefix) = people::names(language);
        let (first, last) = (pick(&mut self.random, first), pick(&mut self.random, last));
        let name = if language == Language::Japanese { format!("{last} {first}") } else { format!("{first} {last}") };
        let by_mail = channel == ChannelType::Email || self.random.u32(..100) < 55;
        let by_phone = channel == ChannelType::Whatsapp || self.random.u32(..100) < 15;
        let (first, last) = (people::latin(first), people::latin(last));
        let user = if first.is_empty() { "customer".to_owned() } else { format!("{first}.{last}") };
        let host = pick(&mut self.random, &["example.com", "example.org", "example.net"]);
        Customer {
            key: Key { number, uuid: plot::uuid(&mut self.random, at) },
            business: self.stage.business,
            name: Some(name),
            email: by_mail.then(|| format!("{user}{number}@{host}")),
            phone: by_phone.then(|| format!("{prefix}{:06}", self.random.u32(..1_000_000))),
            external_id: (self.random.u32(..100) < 20).then(|| format!("crm-{number}")),
            attributes: serde_json::Map::new(),
            avatar_url: None,
            last_seen_at: Some(at),
            verified_at: None,
            created_at: at,
            updated_at: at,
        }
    }

    fn talk(&mut self, customer: &mut Customer, guest: &Guest, at: Time) -> Talk {
        let stage = self.stage.clone();
        let all = LANGUAGES.iter().find(|(language, ..)| *language == guest.language);
        let (_, _, dialogues) = all.unwrap_or(&LANGUAGES[0]);
        let key = Key { number: self.next.conversation, uuid: plot::uuid(&mut self.random, at) };
        self.next.conversation += 1;
        let goes_on = stage.now.0 - at.0 < FRESH && self.random.bool();
        let most = if goes_on { self.random.u32(1..=3) } else { u32::MAX };
        let plot = Plot {
            key,
            dialogue: &dialogues[self.random.usize(..dialogues.len())],
            more: if self.size.messages.is_some_and(|messages| messages > ONE_SUBJECT) { dialogues } else { &[] },
            days: dialogues::days(guest.language),
            name: first_name(customer, guest.language),
            channel: stage.channels[guest.channel],
            agent: (!stage.agents.is_empty())
                .then(|| &stage.agents[plot::skewed(&mut self.random, stage.agents.len())]),
            begins: at,
            now: stage.now,
            turns: self.size.messages.map_or(most, |mean| most.min(1 + self.random.u32(..=2 * (mean.max(1) - 1)))),
            goes_on,
        };
        let talk = plot.tell(&mut self.random, stage.business, customer.key.number, &mut self.next.message);
        let heard = talk.messages.iter().rev().find(|message| message.sender_type == model::SenderType::Customer);
        customer.last_seen_at = heard.map(|message| message.created_at);
        talk
    }
}

fn first_name(customer: &Customer, language: Language) -> String {
    let name = customer.name.as_deref().unwrap_or_default();
    let mut words = name.split(' ');
    // Japanese puts the family name first, and uses it.
    let first = words.next().unwrap_or_default();
    if language == Language::German {
        format!("{} {}", first, words.next().unwrap_or_default())
    } else {
        first.to_owned()
    }
}

/// One of them, by their shares.
fn weighted<T>(random: &mut Rng, shares: impl Iterator<Item = (T, u32)> + Clone) -> Option<T> {
    let all: u32 = shares.clone().map(|(_, share)| share).sum();
    let mut left = random.u32(..all.max(1));
    for (what, share) in shares {
        match left.checked_sub(share) {
            Some(rest) => left = rest,
            None => return Some(what),
        }
    }
    None
}

fn pick<'a>(random: &mut Rng, all: &[&'a str]) -> &'a str {
    all[random.usize(..all.len())]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use model::message::{MessageKind, MessageStatus};
    use model::{Message, SenderType};

    use super::*;

    fn key(number: i64) -> Key {
        Key { number, uuid: uuid::Uuid::from_u128(number.unsigned_abs().into()) }
    }

    fn told(seed: u64, messages: Option<u32>) -> Vec<Batch> {
        let stage = Stage {
            business: key(1),
            agents: vec![(key(2), "Olu".into()), (key(3), "Ana".into())],
            channels: vec![(key(4), ChannelType::Widget), (key(5), ChannelType::Email)],
            now: Time::parse("2026-11-22T10:00:00Z").unwrap(),
            reach_back: 90 * 24 * 3600 * 1_000_000,
        };
        let first = Free { customer: 10, conversation: 20, message: 30 };
        let mut teller = Teller::new(seed, stage, Size { conversations: 3000, messages }, first);
        std::iter::from_fn(|| teller.batch(1000)).collect()
    }

    #[test]
    fn the_same_seed_tells_the_same() {
        assert_eq!(format!("{:?}", told(7, Some(3))), format!("{:?}", told(7, Some(3))));
        assert_ne!(format!("{:?}", told(7, Some(3))), format!("{:?}", told(8, Some(3))));
    }

    #[test]
    fn what_a_row_says_agrees_with_its_messages() {
        let now = Time::parse("2026-11-22T10:00:00Z").unwrap();
        for talk in told(7, None).iter().flat_map(|batch| &batch.talks) {
            let (row, messages) = (&talk.conversation, &talk.messages);
            let answers =
                |message: &&Message| message.sender_type == SenderType::Agent && message.kind == MessageKind::Text;
            assert!(messages.is_sorted_by_key(|message| (message.created_at, message.key.number)));
            assert_eq!(row.created_at, messages[0].created_at);
            assert_eq!(row.first_response_at, messages.iter().find(answers).map(|message| message.created_at));
            let unread = messages
                .iter()
                .filter(|message| message.sender_type == SenderType::Customer && message.status != MessageStatus::Read);
            assert_eq!(row.unread_count, unread.count() as i64);
            let last = messages.iter().rev().find(|message| message.kind == MessageKind::Text).unwrap();
            assert_eq!(row.last_message.as_ref().unwrap().created_at, last.created_at);
            let moments = messages.iter().map(|message| message.created_at);
            let newest = moments.chain(row.resolved_at).chain(row.closed_at).max().unwrap();
            assert_eq!(row.updated_at, newest);
            assert!(newest <= now);
            assert_eq!(row.closed_at.is_some(), row.status == Status::Closed);
            assert!(row.status != Status::Resolved || row.resolved_at.is_some());
        }
    }

    #[test]
    fn one_conversation_at_most_of_a_customer_on_a_channel_is_not_closed() {
        let batches = told(7, Some(3));
        let talks = || batches.iter().flat_map(|batch| &batch.talks);
        let mut unclosed = HashSet::new();
        for talk in talks().filter(|talk| talk.conversation.status != Status::Closed) {
            assert!(unclosed.insert((talk.customer, talk.conversation.channel)));
        }
        let customers: HashSet<_> = talks().map(|talk| talk.customer).collect();
        assert!(customers.len() < 3000, "nobody came back");
    }

    #[test]
    fn there_are_as_many_messages_as_asked_for() {
        let mean = |messages| {
            let batches = told(7, Some(messages));
            batches.iter().flat_map(|batch| &batch.talks).map(|talk| talk.messages.len()).sum::<usize>() as f64 / 3000.0
        };
        assert_eq!(mean(1), 1.0);
        assert!((2.5..3.1).contains(&mean(3)), "{}", mean(3));
        assert!((9.0..11.0).contains(&mean(10)), "{}", mean(10));
    }
}
