//! What goes on in a business at this moment: who types, who looks at what. Forgets everything by itself.
//! Plain state with the time passed in; knows no socket.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use model::{Key, SenderType};

use crate::payload::{self, Presence, Viewer};
use crate::told::Audience;
use crate::whisper::{Typing, View};

/// Typing that is not renewed is over.
pub(crate) const TYPING: Duration = Duration::from_secs(6);
/// A view in another process that is not renewed is over.
pub(crate) const VIEW: Duration = Duration::from_secs(45);
/// What one business may have of each; more is ignored.
const MOST: usize = 2_000;

/// Something to tell.
#[derive(Debug, PartialEq)]
pub(crate) enum News {
    /// To whom, but for this user, or for the visitor where it is they who type.
    Typing(payload::Typing, Audience),
    Presence(Presence),
}

#[derive(Default)]
pub(crate) struct Floor {
    /// By conversation and user; user 0 is the customer.
    typing: HashMap<(i64, i64), (Typing, Instant)>,
    /// By socket.
    views: HashMap<String, Seen>,
    /// Conversations whose viewers have changed since they were told.
    changed: BTreeSet<i64>,
    keys: HashMap<i64, Key>,
}

struct Seen {
    user: Key,
    name: String,
    conversation: Key,
    /// `None` for a socket of this process: it says when it goes.
    until: Option<Instant>,
}

impl Floor {
    /// Somebody types or stops; what there is to tell at once.
    pub fn typing(&mut self, typing: Typing, now: Instant) -> Option<News> {
        let who = (typing.conversation.number, typing.agent.as_ref().map_or(0, |(user, _)| user.number));
        let was = if typing.is_typing {
            if self.typing.len() >= MOST && !self.typing.contains_key(&who) {
                return None;
            }
            self.typing.insert(who, (typing.clone(), now + TYPING)).is_some()
        } else {
            self.typing.remove(&who).is_some()
        };
        if was == typing.is_typing {
            return None;
        }
        self.note_typist(&typing);
        Some(told(&typing, typing.is_typing))
    }

    /// An agent's typing shows among the viewers too.
    fn note_typist(&mut self, typing: &Typing) {
        if let Some((user, _)) = &typing.agent {
            let here = |seen: &Seen| seen.user == *user && seen.conversation == typing.conversation;
            if self.views.values().any(here) {
                self.changed.insert(typing.conversation.number);
            }
        }
    }

    /// An agent looks at a conversation or at none. `is_ours`: on a socket of this process.
    pub fn view(&mut self, view: View, is_ours: bool, now: Instant) {
        let View { user, name, conversation, socket } = view;
        let before = self.views.remove(&socket);
        if before.is_none() && self.views.len() >= MOST {
            return;
        }
        let place_before = before.map(|seen| seen.conversation);
        if let Some(conversation) = conversation {
            let until = (!is_ours).then(|| now + VIEW);
            self.views.insert(socket, Seen { user, name, conversation, until });
        }
        if place_before != conversation {
            for key in [place_before, conversation].into_iter().flatten() {
                self.changed.insert(key.number);
                self.keys.insert(key.number, key);
            }
        }
    }

    /// The views of this process's sockets, for the others.
    pub fn own_views(&self) -> Vec<View> {
        let own = self.views.iter().filter(|(_, seen)| seen.until.is_none());
        own.map(|(socket, seen)| View {
            user: seen.user,
            name: seen.name.clone(),
            conversation: Some(seen.conversation),
            socket: socket.clone(),
        })
        .collect()
    }

    /// What this socket looked at, it looks at no more; whether it did.
    pub fn leave(&mut self, socket: &str) -> Option<View> {
        let seen = self.views.remove(socket)?;
        self.changed.insert(seen.conversation.number);
        self.keys.insert(seen.conversation.number, seen.conversation);
        Some(View { user: seen.user, name: seen.name, conversation: None, socket: socket.to_owned() })
    }

    /// What has run out or changed since the last call.
    pub fn due(&mut self, now: Instant) -> Vec<News> {
        let mut news = Vec::new();
        let over: Vec<_> = self.typing.iter().filter(|(_, (_, until))| *until <= now).map(|(who, _)| *who).collect();
        for who in over {
            if let Some((typing, _)) = self.typing.remove(&who) {
                self.note_typist(&typing);
                news.push(told(&typing, false));
            }
        }
        let gone = |seen: &Seen| seen.until.is_some_and(|until| until <= now);
        let gone: Vec<String> =
            self.views.iter().filter(|(_, seen)| gone(seen)).map(|(socket, _)| socket.clone()).collect();
        for socket in gone {
            self.leave(&socket);
        }
        for number in std::mem::take(&mut self.changed) {
            let key = self.keys.get(&number).copied();
            let key =
                key.or_else(|| self.views.values().map(|seen| seen.conversation).find(|key| key.number == number));
            let Some(key) = key else { continue };
            let presence = self.presence(key);
            if presence.viewers.is_empty() {
                self.keys.remove(&number);
            }
            news.push(News::Presence(presence));
        }
        news
    }

    /// Whether there is anything that can run out or wait to be told.
    pub fn is_quiet(&self) -> bool {
        self.typing.is_empty() && self.views.is_empty() && self.changed.is_empty()
    }

    /// Who looks at what, for a newcomer.
    pub fn all(&self) -> Vec<Presence> {
        let places: HashMap<i64, Key> =
            self.views.values().map(|seen| (seen.conversation.number, seen.conversation)).collect();
        let mut all: Vec<Presence> = places.into_values().map(|key| self.presence(key)).collect();
        all.sort_by_key(|presence| presence.conversation_id);
        all
    }

    fn presence(&self, conversation: Key) -> Presence {
        let here = self.views.values().filter(|seen| seen.conversation == conversation);
        let mut viewers: Vec<Viewer> = here
            .map(|seen| Viewer {
                user_id: seen.user.uuid,
                name: seen.name.clone(),
                typing: self.typing.contains_key(&(conversation.number, seen.user.number)),
                user_number: seen.user.number,
            })
            .collect();
        viewers.sort_by_key(|viewer| viewer.user_number);
        viewers.dedup_by_key(|viewer| viewer.user_number);
        Presence { conversation_id: conversation.number, viewers, conversation_uuid: conversation.uuid }
    }
}

fn told(typing: &Typing, is_typing: bool) -> News {
    let agent = typing.agent.as_ref();
    let payload = payload::Typing {
        conversation_id: typing.conversation.number,
        user_id: agent.map(|(user, _)| user.uuid),
        is_typing,
        conversation_uuid: typing.conversation.uuid,
        user_number: agent.map(|(user, _)| user.number),
        name: agent.map(|(_, name)| name.clone()),
        sender_type: if agent.is_some() { SenderType::Agent } else { SenderType::Customer },
    };
    let audience = match agent {
        Some(_) => Audience::Conversation { customer: typing.customer, channel: typing.channel },
        None => Audience::Agents,
    };
    News::Typing(payload, audience)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: i64) -> Key {
        Key { number, uuid: uuid::Uuid::from_u128(number.unsigned_abs().into()) }
    }

    fn typing(is_typing: bool) -> Typing {
        Typing { conversation: key(1), customer: None, channel: None, agent: Some((key(7), "Ana".into())), is_typing }
    }

    fn view(socket: &str, conversation: Option<i64>) -> View {
        View { user: key(7), name: "Ana".into(), conversation: conversation.map(key), socket: socket.into() }
    }

    #[test]
    fn typing_is_told_once_and_ends_by_itself() {
        let (mut floor, now) = (Floor::default(), Instant::now());
        assert!(floor.typing(typing(true), now).is_some());
        assert_eq!(floor.typing(typing(true), now + TYPING / 2), None, "renewed");
        assert_eq!(floor.due(now + TYPING), Vec::new());
        let over = floor.due(now + TYPING * 2);
        assert!(matches!(&over[..], [News::Typing(told, _)] if !told.is_typing), "{over:?}");
        assert_eq!(floor.typing(typing(false), now), None, "it has ended before");
        assert!(floor.is_quiet());
    }

    #[test]
    fn a_viewer_with_two_sockets_is_one_and_goes_with_the_last() {
        let (mut floor, now) = (Floor::default(), Instant::now());
        floor.view(view("a", Some(1)), true, now);
        floor.view(view("b", Some(1)), false, now);
        let told = floor.due(now);
        assert!(matches!(&told[..], [News::Presence(told)] if told.viewers.len() == 1), "{told:?}");
        floor.view(view("a", Some(2)), true, now);
        assert_eq!(floor.due(now).len(), 2);
        assert_eq!(floor.all().len(), 2);
        floor.leave("a");
        let told = floor.due(now + VIEW);
        assert_eq!(told.len(), 2, "the other process has said nothing any more: {told:?}");
        assert!(floor.is_quiet());
    }
}
