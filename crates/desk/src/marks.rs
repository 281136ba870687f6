//! How far have messages come? Each side tells that the other side's messages have arrived, and that they were seen.
//! A mark covers every message up to one; the second time it changes nothing and is no event.

use model::{AnyId, Conversation, Fact, Key, Member, SenderType, Time};
use store::messages::{self, Mark};
use store::{Reach, Tx, conversations};

use crate::error::Result;

/// What a caller names: a message, and with it all before it, or a whole conversation.
#[derive(Clone, Copy, Debug)]
pub enum UpTo {
    Message(AnyId),
    Everything(AnyId),
}

impl UpTo {
    /// The conversation, and the number of the last message meant.
    pub fn find(self, tx: &mut Tx<'_>, reach: &Reach) -> Result<(AnyId, i64)> {
        match self {
            Self::Everything(conversation) => Ok((conversation, i64::MAX)),
            Self::Message(id) => {
                let message = messages::find(tx, reach, id)?;
                Ok((message.conversation.into(), message.key.number))
            }
        }
    }
}

/// An agent has seen all of the customer's messages: nothing in the conversation is unread.
pub fn read(tx: &mut Tx<'_>, member: &Member, conversation: AnyId) -> Result<Time> {
    let reach = Reach::of(member);
    let before = conversations::lock(tx, &reach, conversation)?;
    let mut after = before.clone();
    read_by_team(tx, &reach, Some(member.user), &mut after)?;
    if before != after {
        conversations::save(tx, &reach, &before, &after)?;
    }
    Ok(tx.now())
}

/// Marks the customer's messages as read, in a conversation that the caller holds locked and saves.
pub(crate) fn read_by_team(
    tx: &mut Tx<'_>,
    reach: &Reach,
    actor: Option<Key>,
    conversation: &mut Conversation,
) -> Result<()> {
    if conversation.unread_count == 0 {
        return Ok(());
    }
    let at = tx.now();
    let mark = Mark { conversation: conversation.key, of_customer: true, up_to: i64::MAX, at };
    let up_to = messages::mark_read(tx, reach, mark)?;
    conversation.unread_count = 0;
    let (conversation, sender_type) = (conversation.key, SenderType::Customer);
    tx.record(reach, actor, Fact::MessagesRead { conversation, at, sender_type, up_to });
    Ok(())
}

/// The customer's messages have reached an agent's screen.
pub fn delivered(tx: &mut Tx<'_>, member: &Member, up_to: UpTo) -> Result<Time> {
    let reach = Reach::of(member);
    let (id, number) = up_to.find(tx, &reach)?;
    let conversation = conversations::find(tx, &reach, id)?.key;
    deliver(tx, &reach, Some(member.user), Mark { conversation, of_customer: true, up_to: number, at: tx.now() })
}

/// The team's messages have reached the visitor's page. The caller has made sure that the conversation is theirs.
pub fn delivered_to_visitor(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, up_to: i64) -> Result<Time> {
    deliver(tx, reach, None, Mark { conversation, of_customer: false, up_to, at: tx.now() })
}

/// The visitor has seen the team's messages. The caller has made sure that the conversation is theirs.
pub fn read_by_visitor(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, up_to: i64) -> Result<Time> {
    let at = tx.now();
    conversations::lock(tx, reach, conversation.into())?;
    let newest = messages::mark_read(tx, reach, Mark { conversation, of_customer: false, up_to, at })?;
    if newest.is_some() {
        let fact = Fact::MessagesRead { conversation, at, sender_type: SenderType::Agent, up_to: newest };
        tx.record(reach, None, fact);
    }
    Ok(at)
}

fn deliver(tx: &mut Tx<'_>, reach: &Reach, actor: Option<Key>, mark: Mark) -> Result<Time> {
    conversations::lock(tx, reach, mark.conversation.into())?;
    if let Some(up_to) = messages::mark_delivered(tx, reach, mark)? {
        let sender_type = if mark.of_customer { SenderType::Customer } else { SenderType::Agent };
        let fact = Fact::MessagesDelivered { conversation: mark.conversation, at: mark.at, sender_type, up_to };
        tx.record(reach, actor, fact);
    }
    Ok(mark.at)
}
