//! Theo in a conversation: when he may speak by himself, what becomes of what he came up with, and when a human is called.
//! Must not know how an answer is found: he is given a question to take away, and brings a proposal back.

pub mod answers;
pub mod gaps;
mod hours;
pub mod settings;

use std::time::Duration;

use model::conversation::HandoffReason;
use model::theo::{AnswerState, Proposal, TheoMode, TheoSettings};
use model::{ChannelType, Conversation, Fact, Job, Key, Message, SenderType, Status, Time};
use store::messages::Stretch;
use store::theo_answers::{self, NewAnswer};
use store::{Conn, Reach, Tx, messages, theo_settings};

use crate::error::{Error, Refusal, Result};
use crate::reply::{self, Draft, Voice};

/// Messages that he reads (contract section 6).
const READ: i64 = 5;
/// An agent who wrote so recently is at it.
const AT_IT: Duration = Duration::from_secs(24 * 3600);
/// Answers of his own in one conversation within [`WHILE`]: whoever writes on after so many is a program, or needs a human.
const MOST: usize = 10;
const WHILE: Duration = Duration::from_secs(3600);

pub use hours::is_time_zone;

/// What he is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub conversation: Conversation,
    /// The last of what was said, oldest first.
    pub messages: Vec<Message>,
    pub settings: TheoSettings,
    /// In the books, where he answers by himself.
    pub answer: Option<Key>,
}

impl Question {
    /// The customer's message that waits for an answer: the newest of all.
    pub fn asked(&self) -> Option<&Message> {
        self.messages.last().filter(|message| message.sender_type == SenderType::Customer)
    }
}

/// Asks him about a message that has just come in, where he answers by himself.
pub(crate) fn ask(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation, message: &Message) -> Result<()> {
    if conversation.assignee.is_some() || conversation.handoff_at.is_some() || is_automatic(message) {
        return Ok(());
    }
    if theo_settings::find(tx, reach)?.mode != TheoMode::Auto {
        return Ok(());
    }
    let (key, now) = (format!("ask_theo:{}", conversation.key.number), tx.now());
    Ok(tx.enqueue_once(Some(reach), &Job::AskTheo { conversation: conversation.key }, now, Some(&key))?)
}

/// A program wrote it: no program answers.
fn is_automatic(message: &Message) -> bool {
    message.mail.as_ref().is_some_and(|mail| mail.is_automatic)
}

/// What he is asked by an agent, or by whoever wants a summary.
pub fn read(c: &mut Conn, reach: &Reach, conversation: model::AnyId, most: i64) -> Result<Question> {
    let conversation = store::conversations::find(c, reach, conversation)?;
    question(c, reach, conversation, most)
}

/// As [`read`], of what he reads for an answer.
pub fn read_last(c: &mut Conn, reach: &Reach, conversation: model::AnyId) -> Result<Question> {
    read(c, reach, conversation, READ)
}

fn question(c: &mut Conn, reach: &Reach, conversation: Conversation, most: i64) -> Result<Question> {
    let page = messages::list_texts(c, reach, conversation.key, Stretch::Newest, most)?;
    let settings = theo_settings::find(c, reach)?;
    Ok(Question { conversation, messages: page.messages, settings, answer: None })
}

/// Begins an answer of his own; none where he has nothing to say. Whoever began before and did not come back has said
/// nothing yet, so that this goes on where they were.
pub fn begin(tx: &mut Tx<'_>, reach: &Reach, conversation: Key) -> Result<Option<Question>> {
    let locked = store::conversations::lock(tx, reach, conversation.into())?;
    let mut question = question(tx, reach, locked, READ)?;
    let Some(asked) = turn(tx, &question) else { return Ok(None) };
    let new = NewAnswer {
        conversation,
        question: Some(asked),
        mode: TheoMode::Auto,
        state: AnswerState::Drafting,
        asked_by: None,
    };
    question.answer = match theo_answers::insert(tx, reach, new, None)? {
        Some(key) => Some(key),
        None => {
            let before = theo_answers::find_own(tx, reach, asked)?;
            before.filter(|before| before.state == AnswerState::Drafting).map(|before| before.key)
        }
    };
    Ok(Some(question).filter(|question| question.answer.is_some()))
}

/// The message that it is his turn to answer.
fn turn(tx: &Tx<'_>, question: &Question) -> Option<Key> {
    let Question { conversation, settings, messages, .. } = question;
    let now = tx.now();
    let is_free = conversation.assignee.is_none()
        && conversation.handoff_at.is_none()
        && matches!(conversation.status, Status::Open | Status::Pending);
    let is_asked = settings.mode == TheoMode::Auto
        && settings.channels.as_ref().is_none_or(|channels| channels.contains(&conversation.channel_type))
        && settings.hours.as_ref().is_none_or(|hours| hours::are_now(hours, now));
    let agents = messages.iter().filter(|message| message.sender_type == SenderType::Agent);
    let is_alone = agents.map(|message| message.created_at.plus(AT_IT)).all(|until| until <= now);
    let asked = question.asked().filter(|message| !is_automatic(message))?;
    (is_free && is_asked && is_alone).then_some(asked.key)
}

/// What became of an answer of his own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    Sent,
    HandedOver,
    /// An agent was faster, or the customer wrote on.
    Withdrawn,
}

/// Says what he came up with, or calls a human, unless somebody else has spoken since he was asked.
pub fn settle(tx: &mut Tx<'_>, reach: &Reach, question: &Question, proposal: &Proposal) -> Result<Settled> {
    let Some(answer) = question.answer else { return Ok(Settled::Withdrawn) };
    let before = store::conversations::lock(tx, reach, question.conversation.key.into())?;
    let now = self::question(tx, reach, before.clone(), READ)?;
    let noted = theo_answers::find(tx, reach, answer.into())?;
    if noted.state != AnswerState::Drafting {
        return Ok(Settled::Withdrawn);
    }
    let asked = question.asked().map(|message| message.key);
    if turn(tx, &now).is_none_or(|turn| Some(turn) != asked) {
        theo_answers::update_state(tx, reach, answer, AnswerState::Withdrawn, None)?;
        return Ok(Settled::Withdrawn);
    }
    let mut after = before.clone();
    let proposal = bounded(tx, reach, &before, proposal)?;
    let settled = finish(tx, reach, &mut after, (answer, &proposal), &now.settings)?;
    theo_answers::update_proposal(tx, reach, answer, &proposal)?;
    reply::save(tx, reach, None, &before, &after)?;
    Ok(settled)
}

/// A conversation in which he has said so much goes to a human.
fn bounded(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation, proposal: &Proposal) -> Result<Proposal> {
    let since = Time(tx.now().0 - i64::try_from(WHILE.as_micros()).unwrap_or(i64::MAX));
    let before = theo_answers::list(tx, reach, conversation.key, MOST as i64 + 1)?;
    let own = before.iter().filter(|one| one.state == AnswerState::Sent && one.created_at >= since);
    let handoff = (own.count() >= MOST).then_some(HandoffReason::ComplexIssue);
    Ok(Proposal { handoff: handoff.or(proposal.handoff), ..proposal.clone() })
}

/// Sends where he is sure and may, else calls a human.
fn finish(
    tx: &mut Tx<'_>,
    reach: &Reach,
    conversation: &mut Conversation,
    (answer, proposal): (Key, &Proposal),
    settings: &TheoSettings,
) -> Result<Settled> {
    if let Some(words) = proposal.sure() {
        let draft = Draft { sources: proposal.sources.clone(), ..Draft::text(words) };
        match say(tx, reach, conversation, answer, draft) {
            Ok(message) => {
                conversation.status = Status::Pending;
                theo_answers::update_state(tx, reach, answer, AnswerState::Sent, Some((message.key, false)))?;
                return Ok(Settled::Sent);
            }
            // What can't be said here is for a human to deal with.
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    hand_over(tx, reach, conversation, proposal.handoff.unwrap_or(HandoffReason::LowConfidence));
    // A mail that only tells of another one is one too many.
    if settings.announces_handoff && conversation.channel_type != ChannelType::Email {
        match say(tx, reach, conversation, answer, Draft::text(&proposal.announcement)) {
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    theo_answers::update_state(tx, reach, answer, AnswerState::HandedOver, None)?;
    Ok(Settled::HandedOver)
}

/// His words, under the answer's name, so that they are said once.
fn say(tx: &mut Tx<'_>, reach: &Reach, conversation: &mut Conversation, answer: Key, draft: Draft) -> Result<Message> {
    if draft.content.trim().is_empty() {
        return Err(Refusal::NothingToSay.into());
    }
    let origin = format!("theo:{}", answer.uuid);
    let voice = Voice { sender_type: SenderType::Ai, user: None, origin: Some(&origin) };
    let message = reply::say(tx, reach, conversation, voice, draft)?;
    reply::tell(tx, reach, voice, &message);
    Ok(message)
}

/// What he has said did not reach the customer, who waits: a human is called, unless one was or is at it.
pub(crate) fn note_unheard(tx: &mut Tx<'_>, reach: &Reach, before: &Conversation) -> Result<()> {
    if before.status != Status::Pending || before.handoff_at.is_some() {
        return Ok(());
    }
    let mut after = before.clone();
    hand_over(tx, reach, &mut after, HandoffReason::ComplexIssue);
    reply::save(tx, reach, None, before, &after)
}

/// Flags a conversation for a human.
fn hand_over(tx: &mut Tx<'_>, reach: &Reach, conversation: &mut Conversation, reason: HandoffReason) {
    let at = reply::next_time(tx.now(), conversation);
    conversation.handoff_reason = Some(reason);
    conversation.handoff_at = Some(at);
    conversation.status = Status::Open;
    conversation.updated_at = at;
    tx.record(reach, None, Fact::HandoffRequested { conversation: conversation.key });
}
