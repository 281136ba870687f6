//! What is special about mails: the conversation that one goes on with, whom an answer reaches, and what it says beside
//! its words. Must not know how a mail is written or sent.

use model::mail::{Mail, Mailbox};
use model::message::MessageKind;
use model::{AnyId, Channel, ChannelType, Conversation, Message, SenderType, Status, Time};
use store::contacts::{self, Contact};
use store::{Error as StoreError, Reach, Tx, mail_originals, messages, provider_messages, users};
use uuid::Uuid;

use crate::error::{Refusal, Result};
use crate::receive::Entrance;
use crate::reply::Draft;

/// Mails before one that are named in it.
const REFERENCES: i64 = 20;
/// Bytes of the files of one mail, before they are written as text: what mail servers commonly take.
pub(crate) const MOST_BYTES: i64 = 25 << 20;
/// Characters of a subject that is made of a text.
const SUBJECT: usize = 80;

/// What an answer says beside its words.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub subject: String,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    pub bcc: Vec<Mailbox>,
    /// Whoever has written it, for the name beside the address.
    pub author: Option<String>,
    pub signature: Option<String>,
    /// The mail of the customer's that it answers.
    pub answers: Option<String>,
    /// The mails before it, oldest first.
    pub references: Vec<String>,
    pub quoted: Option<Quoted>,
}

/// The customer's words that an answer repeats.
#[derive(Clone, Debug)]
pub struct Quoted {
    pub from: String,
    pub date: Time,
    pub text: String,
    /// Safe to be shown.
    pub html: Option<String>,
}

/// The conversation that a mail goes on with, locked. Nobody is asked who sent it: anybody who has the proof in it has
/// been written to.
pub(crate) fn answered(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    conversation: Option<Uuid>,
    subject: &str,
) -> Result<Option<Conversation>> {
    let Some(id) = conversation else { return Ok(None) };
    let found = match store::conversations::lock(tx, reach, AnyId::Uuid(id)) {
        Ok(found) => found,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let is_here = found.channel.is_some_and(|channel| channel.number == entrance.channel.number);
    let known = found.subject.as_deref().unwrap_or_default();
    let goes_on = found.status != Status::Closed && known.to_lowercase() == subject.to_lowercase();
    Ok(Some(found).filter(|_| is_here && goes_on))
}

/// The envelope of an agent's message, where it goes out as a mail. Who has never written gets it at the address that the
/// team knows.
pub(crate) fn envelope(
    tx: &mut Tx<'_>,
    reach: &Reach,
    conversation: &Conversation,
    draft: &Draft,
) -> Result<Option<Mail>> {
    let is_copied = !draft.cc.is_empty() || !draft.bcc.is_empty();
    if conversation.channel_type != ChannelType::Email || draft.kind != MessageKind::Text {
        return if is_copied { Err(Refusal::NoCopies.into()) } else { Ok(None) };
    }
    let to = match address(tx, reach, conversation)? {
        Some(handle) => vec![Mailbox::bare(handle.strip_prefix("mailto:").unwrap_or(&handle))],
        None => Vec::new(),
    };
    let subject = conversation.subject.clone().unwrap_or_default();
    Ok(Some(Mail { subject, to, cc: draft.cc.clone(), bcc: draft.bcc.clone(), ..Mail::default() }))
}

/// Where the customer has last written from; else the address that is known of them, noted as theirs.
fn address(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation) -> Result<Option<String>> {
    let (Some(channel), Some(customer)) = (conversation.channel, &conversation.customer) else { return Ok(None) };
    if let Some(contact) = contacts::find_newest(tx, reach, channel, customer.key)? {
        return Ok(Some(contact.handle));
    }
    let Some(email) = &customer.email else { return Ok(None) };
    let contact = Contact { handle: format!("mailto:{email}"), last_inbound_at: Time(0), opted_out_at: None };
    let is_theirs = contacts::insert(tx, reach, channel, customer.key, &contact)?;
    Ok(is_theirs.then_some(contact.handle))
}

/// A subject for a mail that was given none: how it begins.
pub(crate) fn subject_of(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if line.chars().count() <= SUBJECT {
        return line.to_owned();
    }
    line.chars().take(SUBJECT - 1).chain(['…']).collect()
}

/// What goes out with an agent's message.
pub(crate) fn answer(tx: &mut Tx<'_>, reach: &Reach, channel: &Channel, message: &Message) -> Result<Answer> {
    let known = provider_messages::list(tx, reach, channel.key, message.conversation, REFERENCES)?;
    let answers = known.iter().rfind(|(_, is_theirs)| *is_theirs).map(|(id, _)| id.clone());
    let (author, signature) = match message.sender {
        Some(user) => users::find_signature(tx, user)?,
        None => (None, None),
    };
    let mail = message.mail.as_deref().cloned().unwrap_or_default();
    Ok(Answer {
        subject: mail.subject,
        to: mail.to,
        cc: mail.cc,
        bcc: mail.bcc,
        author,
        signature,
        answers,
        references: known.into_iter().map(|(id, _)| id).collect(),
        quoted: quoted(tx, reach, message)?,
    })
}

/// What the customer has last written before it, or what it answers.
fn quoted(tx: &mut Tx<'_>, reach: &Reach, message: &Message) -> Result<Option<Quoted>> {
    let answered = match message.in_reply_to {
        Some(answered) => Some(messages::find(tx, reach, AnyId::Uuid(answered))?),
        None => None,
    };
    let answered = match answered.filter(|answered| answered.sender_type == SenderType::Customer) {
        Some(answered) => Some(answered),
        None => messages::find_last_of_customer(tx, reach, message.conversation, message.key)?,
    };
    let Some(answered) = answered else { return Ok(None) };
    let writer = answered.mail.as_ref().and_then(|mail| mail.from.clone());
    let Some(writer) = writer else { return Ok(None) };
    // What somebody wrote to us alone is not shown to others.
    let mail = message.mail.as_deref();
    let mut recipients = mail.iter().flat_map(|mail| mail.to.iter().chain(&mail.cc));
    if !recipients.any(|one| one.address.eq_ignore_ascii_case(&writer.address)) {
        return Ok(None);
    }
    let html = mail_originals::find(tx, reach, answered.key)?;
    let from = writer.name.unwrap_or(writer.address);
    Ok(Some(Quoted { from, date: answered.created_at, text: answered.content, html }))
}
