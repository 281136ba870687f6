//! Messages on their way to a provider: one line for each conversation, which nothing passes, whatever is tried again.
//! Knows nothing of providers: whoever talks to one takes the head of a line and tells what became of it.

use std::time::Duration;

use model::message::MessageStatus;
use model::{AnyId, AttachmentState, Channel, ChannelType, Conversation, Fact, Job, Key, Member, Message, Time};
use serde_json::Value;
use store::queue::{self, Leased};
use store::sends::{self, Head, Taken};
use store::{Reach, Tx, contacts, conversations, messages, provider_messages, templates};

use crate::error::{Refusal, Result};
use crate::mails::{self, Answer};
use crate::progress;

/// A message to be sent now.
#[derive(Clone, Debug)]
pub struct Send {
    pub message: Message,
    pub channel: Channel,
    /// The customer's address on the channel.
    pub to: String,
    /// What the provider calls the message that this one answers.
    pub answers: Option<String>,
    /// Parts of it that the provider has taken; as many as there are, where all of it is to be sent again.
    pub parts: usize,
    /// Which message of those that the provider has approved it is, filled.
    pub template: Option<Value>,
    /// Where it goes out as a mail.
    pub mail: Option<Answer>,
    pub begun_at: Time,
}

/// What there is to do for a conversation's line.
#[derive(Clone, Debug)]
pub enum Next {
    /// Send this; the line is held until [`settle`] or [`put_back`].
    Send(Box<Send>),
    /// The head can't be sent or may have been: it was settled, and the next one has its turn.
    Settled,
    /// Nobody waits, or somebody else is sending.
    Nothing,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The provider has taken it, and calls it so; empty where it told no id.
    Sent(String),
    /// The same, of a part that is not the last.
    Part(String),
    /// It will not be taken; why, in a sentence for agents.
    Failed(String),
    /// The same, because the customer wants to hear no more.
    OptedOut(String),
    /// It was handed over, and no answer came.
    Unknown,
}

/// How often it is looked whether a picture is ready.
const PREPARING: Duration = Duration::from_secs(1);

/// Shown where a message waited when the customer said that they want to hear no more.
const OPTED_OUT: &str = "The customer has opted out: they wrote STOP to this number.";

/// Shown where nobody knows whether a message arrived.
const UNKNOWN: &str =
    "The connection broke before the provider answered: it may have arrived. Ask before you send it again.";

/// An agent wants a message sent that did not go out, or of which nobody knows whether it did.
pub fn send_again(tx: &mut Tx<'_>, member: &Member, conversation: AnyId, message: AnyId) -> Result<Message> {
    let reach = Reach::of(member);
    let conversation = conversations::lock(tx, &reach, conversation)?;
    let mut message = messages::find(tx, &reach, message)?;
    if message.conversation != conversation.key {
        return Err(store::Error::NotFound.into());
    }
    if !matches!(message.status, MessageStatus::Failed | MessageStatus::Unknown) {
        return Err(Refusal::NotFailed.into());
    }
    (message.status, message.error) = (MessageStatus::Queued, None);
    messages::update_progress(tx, &reach, &message)?;
    tx.record(&reach, Some(member.user), Fact::MessageUpdated { conversation: conversation.key, message: message.key });
    let parts = match conversation.channel {
        Some(channel) => provider_messages::count(tx, &reach, channel, message.key)?,
        None => 0,
    };
    sends::insert(tx, &reach, message.conversation, message.key, parts)?;
    wake(tx, &reach, message.conversation)?;
    Ok(message)
}

/// Refuses to write to somebody who wants to hear no more.
pub(crate) fn is_wanted(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation) -> Result<()> {
    let (Some(channel), Some(customer)) = (conversation.channel, &conversation.customer) else { return Ok(()) };
    let contact = contacts::find_newest(tx, reach, channel, customer.key)?;
    match contact.and_then(|contact| contact.opted_out_at) {
        Some(_) => Err(Refusal::OptedOut.into()),
        None => Ok(()),
    }
}

/// Refuses free text where the channel's provider would: long after the customer last wrote.
pub(crate) fn is_window_open(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation) -> Result<()> {
    let (Some(hours), Some(channel)) = (conversation.channel_type.reply_window_hours(), conversation.channel) else {
        return Ok(());
    };
    let Some(customer) = &conversation.customer else { return Ok(()) };
    let Some(contact) = contacts::find_newest(tx, reach, channel, customer.key)? else { return Ok(()) };
    let until = contact.last_inbound_at.plus(Duration::from_secs(u64::from(hours) * 3600));
    match tx.now() < until {
        true => Ok(()),
        false if conversation.channel_type.has_templates() => Err(Refusal::TemplateNeeded.into()),
        false => Err(Refusal::WindowClosed.into()),
    }
}

/// Puts a message at the end of its conversation's line.
pub(crate) fn line_up(tx: &mut Tx<'_>, reach: &Reach, message: &Message) -> Result<()> {
    sends::insert(tx, reach, message.conversation, message.key, 0)?;
    wake(tx, reach, message.conversation)
}

fn wake(tx: &mut Tx<'_>, reach: &Reach, conversation: Key) -> Result<()> {
    let now = tx.now();
    wake_at(tx, reach, conversation, now)
}

/// One job at most waits for each line: what it finds there tells it what to do.
fn wake_at(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, at: Time) -> Result<()> {
    let key = format!("send:{}", conversation.number);
    Ok(tx.enqueue_once(Some(reach), &Job::SendMessage { conversation }, at, Some(&key))?)
}

/// Takes the head of a conversation's line for this try of a job.
pub fn take(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, leased: &Leased) -> Result<Next> {
    let Some(head) = sends::lock_head(tx, reach, conversation)? else { return Ok(Next::Nothing) };
    if let Some(taken) = head.taken
        && sends::is_held(tx, taken)?
    {
        return Ok(Next::Nothing);
    }
    if head.taken.is_none() && head.retry_at > tx.now() {
        wake_at(tx, reach, conversation, head.retry_at)?;
        return Ok(Next::Nothing);
    }
    if head.taken.is_some() {
        // Whoever began did not come back, and may have been heard.
        finish(tx, reach, head.message, MessageStatus::Unknown, Some(UNKNOWN))?;
        wake(tx, reach, conversation)?;
        return Ok(Next::Settled);
    }
    match send(tx, reach, conversation, &head)? {
        Ok(send) if send.message.attachments.iter().any(|file| file.state == AttachmentState::Waiting) => {
            let at = tx.now().plus(PREPARING);
            wake_at(tx, reach, conversation, at)?;
            Ok(Next::Nothing)
        }
        Ok(send) => {
            sends::update_taken(tx, reach, head.message, Taken::by(leased))?;
            Ok(Next::Send(Box::new(send)))
        }
        Err(why) => {
            finish(tx, reach, head.message, MessageStatus::Failed, Some(why))?;
            wake(tx, reach, conversation)?;
            Ok(Next::Settled)
        }
    }
}

/// What is needed to send a message, or why it can't be sent.
fn send(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, head: &Head) -> Result<Result<Send, &'static str>> {
    let message = messages::find(tx, reach, head.message.into())?;
    if message.attachments.iter().any(|file| file.state == AttachmentState::Failed) {
        return Ok(Err("One of its pictures can't be read."));
    }
    let conversation = conversations::find(tx, reach, conversation.into())?;
    let channel = match conversation.channel.map(|channel| store::channels::find(tx, reach, channel.into())) {
        Some(Ok(channel)) if channel.is_active => channel,
        Some(Ok(_)) => return Ok(Err("This channel is switched off.")),
        Some(Err(store::Error::NotFound)) | None => return Ok(Err("This channel was removed.")),
        Some(Err(error)) => return Err(error.into()),
    };
    let contact = match conversation.customer {
        Some(customer) => contacts::find_newest(tx, reach, channel.key, customer.key)?,
        None => None,
    };
    let Some(contact) = contact else {
        return Ok(Err("The customer has no address on this channel: they have to write first."));
    };
    if contact.opted_out_at.is_some() {
        return Ok(Err(OPTED_OUT));
    }
    let answers = match message.in_reply_to {
        Some(answered) => {
            let answered = messages::find(tx, reach, model::AnyId::Uuid(answered))?;
            provider_messages::find_id(tx, reach, channel.key, answered.key)?
        }
        // What was said last decides whether the answer is public.
        None if channel.kind == ChannelType::X => {
            provider_messages::find_newest_of_customer(tx, reach, channel.key, message.conversation)?
        }
        None => None,
    };
    let parts = usize::try_from(head.parts).unwrap_or(0);
    let mail = match channel.kind {
        ChannelType::Email => Some(mails::answer(tx, reach, &channel, &message)?),
        _ => None,
    };
    let template = templates::find_of_message(tx, reach, message.key)?;
    Ok(Ok(Send { message, channel, to: contact.handle, answers, parts, template, mail, begun_at: tx.now() }))
}

/// Writes what became of the head that this try has taken; the next of the line has its turn. `false`, and nothing
/// written, where the line was taken from it meanwhile.
pub fn settle(tx: &mut Tx<'_>, reach: &Reach, send: &Send, leased: &Leased, outcome: &Outcome) -> Result<bool> {
    if head(tx, reach, send, leased)?.is_none() {
        return Ok(false);
    }
    let message = send.message.key;
    if let Outcome::Sent(id) | Outcome::Part(id) = outcome
        && !id.is_empty()
    {
        provider_messages::insert(tx, reach, send.channel.key, id, message)?;
    }
    match outcome {
        Outcome::Sent(_) => finish(tx, reach, message, MessageStatus::Sent, None)?,
        Outcome::Part(_) => sends::update_parts(tx, reach, message)?,
        Outcome::Failed(why) => finish(tx, reach, message, MessageStatus::Failed, Some(why))?,
        Outcome::OptedOut(why) => {
            // After the conversation, for that is the order of locks.
            finish(tx, reach, message, MessageStatus::Failed, Some(why))?;
            contacts::update_refused(tx, reach, send.channel.key, &send.to, send.begun_at)?;
        }
        Outcome::Unknown => finish(tx, reach, message, MessageStatus::Unknown, Some(UNKNOWN))?,
    }
    wake(tx, reach, send.message.conversation)?;
    Ok(true)
}

/// Gives the head back, to be tried again by the queue's schedule but not before `after`; nothing was sent. After the
/// last try it has failed. `false` as with [`settle`].
pub fn put_back(
    tx: &mut Tx<'_>,
    reach: &Reach,
    send: &Send,
    leased: &Leased,
    (reason, after): (&str, Duration),
) -> Result<bool> {
    let Some(head) = head(tx, reach, send, leased)? else { return Ok(false) };
    let Some(wait) = queue::wait(head.message.number, head.attempts + 1, after) else {
        let why = format!("It was tried for a day. {reason}");
        return settle(tx, reach, send, leased, &Outcome::Failed(why));
    };
    let at = tx.now().plus(wait);
    sends::update_retry(tx, reach, head.message, at)?;
    progress::note_delay(tx, reach, head.message, reason)?;
    wake_at(tx, reach, send.message.conversation, at)?;
    Ok(true)
}

/// The head of the line, if it is still this message and this try has it.
fn head(tx: &mut Tx<'_>, reach: &Reach, send: &Send, leased: &Leased) -> Result<Option<Head>> {
    let head = sends::lock_head(tx, reach, send.message.conversation)?;
    Ok(head.filter(|head| head.message == send.message.key && head.taken == Some(Taken::by(leased))))
}

fn finish(tx: &mut Tx<'_>, reach: &Reach, message: Key, status: MessageStatus, why: Option<&str>) -> Result<()> {
    sends::delete(tx, reach, message)?;
    let now = tx.now();
    progress::advance(tx, reach, message, status, now, why)
}
