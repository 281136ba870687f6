//! The one door in: a customer's message, from whatever channel. Repeats, reopening and the one conversation that is
//! not closed are decided here once, and held by the schema's constraints when transactions race.

use model::inbound::{From, Inbound, Received, Thread};
use model::message::{MessageKind, MessageStatus};
use model::{ChannelType, Conversation, Customer, Fact, Job, Key, Message, SenderType, Status, conversation};
use store::{Error as StoreError, Reach, Tx, contacts, mail_originals, provider_messages};
use uuid::Uuid;

use crate::error::Result;
use crate::{albums, attachments, authors, mails, reply, theo};

/// The channel that a message came by.
#[derive(Clone, Copy, Debug)]
pub struct Entrance {
    pub channel: Key,
    pub kind: ChannelType,
    /// What was kept of what brought it: files of mails are read out of that.
    pub delivery: Option<Key>,
}

impl Entrance {
    pub fn of(channel: &model::Channel) -> Self {
        Self { channel: channel.key, kind: channel.kind, delivery: None }
    }
}

/// Takes a message in. The same one again (by `provider_id` or `client_id`) answers with the first and changes nothing.
pub fn receive(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, inbound: Inbound) -> Result<Received> {
    if let Some(repeat) = provider_repeat(tx, reach, entrance, &inbound)? {
        return Ok(repeat);
    }
    if let Some(joined) = albums::join(tx, reach, entrance, &inbound)? {
        return Ok(joined);
    }
    let customer = authors::find_or_make(tx, reach, entrance, &inbound.from)?;
    // Within one customer, so that nobody's ids stand in another's way.
    let origin = inbound.client_id.as_ref().map(|id| format!("{}:{id}", customer.key.number));
    if let Some(repeat) = repeat(tx, reach, customer.key, origin.as_deref())? {
        return Ok(repeat);
    }
    let (before, is_new) = match &inbound.thread {
        Thread::One => conversation(tx, reach, entrance, &customer, None)?,
        Thread::Mail { answers, subject } => match mails::answered(tx, reach, entrance, *answers, subject)? {
            Some(found) => (found, false),
            None => conversation(tx, reach, entrance, &customer, Some((&inbound, subject)))?,
        },
    };
    // Whoever held the conversation's row before us may have brought the same message.
    if let Some(repeat) = repeat(tx, reach, customer.key, origin.as_deref())? {
        return Ok(repeat);
    }
    if let Some(repeat) = provider_repeat(tx, reach, entrance, &inbound)? {
        return Ok(repeat);
    }
    if let Some(joined) = albums::join(tx, reach, entrance, &inbound)? {
        return Ok(joined);
    }
    let mut after = before.clone();
    if before.status != Status::Open {
        reply::keep_active_assignee(tx, reach, &mut after)?;
    }
    let message = write(tx, reach, entrance, &mut after, &inbound, origin.as_deref())?;
    if is_new {
        store::conversations::save(tx, reach, &before, &after)?;
    } else {
        reply::save(tx, reach, None, &before, &after)?;
    }
    authors::touch(tx, reach, entrance, &customer, &inbound.from)?;
    heed(tx, reach, entrance, &inbound)?;
    theo::ask(tx, reach, &after, &message)?;
    Ok(Received { message, customer: customer.key, is_repeat: false })
}

/// What else follows from a message that has just come in.
fn heed(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, inbound: &Inbound) -> Result<()> {
    let (now, Entrance { channel, .. }) = (tx.now(), entrance);
    if let Some(receipt) = inbound.hints.receipt.clone() {
        tx.enqueue(Some(reach), &Job::Acknowledge { channel, receipt }, now)?;
    }
    if let (Some(wants), From::Contact { handle, .. }) = (inbound.hints.consent, &inbound.from) {
        contacts::update_opted_out(tx, reach, channel, handle, (!wants).then_some(now))?;
    }
    Ok(())
}

fn repeat(tx: &mut Tx<'_>, reach: &Reach, customer: Key, origin: Option<&str>) -> Result<Option<Received>> {
    let Some(origin) = origin else {
        return Ok(None);
    };
    let found = store::messages::find_by_origin(tx, reach, origin)?;
    Ok(found.map(|message| Received { message, customer, is_repeat: true }))
}

/// The message that the provider has brought before.
fn provider_repeat(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, inbound: &Inbound) -> Result<Option<Received>> {
    let Some(id) = &inbound.provider_id else { return Ok(None) };
    let Some(key) = provider_messages::find(tx, reach, entrance.channel, id)? else { return Ok(None) };
    let message = store::messages::find(tx, reach, key.into())?;
    let conversation = store::conversations::find(tx, reach, message.conversation.into())?;
    let customer = conversation.customer.ok_or(StoreError::NotFound)?.key;
    Ok(Some(Received { message, customer, is_repeat: true }))
}

/// The customer's conversation on this channel that is not closed, locked; made if there is none. A mail begins one of
/// its own, with its subject.
fn conversation(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    customer: &Customer,
    mail: Option<(&Inbound, &str)>,
) -> Result<(Conversation, bool)> {
    let thread = mail.and_then(|(mail, _)| mail.provider_id.as_deref()).unwrap_or_default();
    // Twice: between looking and making, somebody else may have made it; between that and locking, closed it.
    for _ in 0..3 {
        if let Some(number) = store::conversations::find_unclosed(tx, reach, entrance.channel, customer, thread)? {
            let found = store::conversations::lock(tx, reach, model::AnyId::Number(number))?;
            if found.status != Status::Closed {
                return Ok((found, false));
            }
        }
        let mut new = blank(reach.business(), entrance, Some(customer.clone()), tx.now());
        new.subject = mail.map(|(_, subject)| subject.to_owned());
        if store::conversations::insert_in(tx, reach, &mut new, thread)? {
            tx.record(reach, None, Fact::ConversationCreated { conversation: new.key });
            return Ok((new, true));
        }
    }
    Err(StoreError::Busy("the conversation keeps being opened and closed".into()).into())
}

/// A conversation as it begins.
pub(crate) fn blank(business: Key, entrance: Entrance, customer: Option<Customer>, now: model::Time) -> Conversation {
    Conversation {
        key: Key { number: 0, uuid: Uuid::nil() },
        business,
        customer,
        assignee: None,
        status: Status::Open,
        channel_type: entrance.kind,
        channel: Some(entrance.channel),
        subject: None,
        priority: conversation::Priority::Normal,
        tags: Vec::new(),
        snoozed_until: None,
        handoff_reason: None,
        handoff_at: None,
        unread_count: 0,
        last_message: None,
        created_at: now,
        updated_at: now,
        first_response_at: None,
        resolved_at: None,
        closed_at: None,
    }
}

fn write(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    conversation: &mut Conversation,
    inbound: &Inbound,
    origin: Option<&str>,
) -> Result<Message> {
    let at = reply::next_time(tx.now(), conversation);
    let mut attachments = attachments::claim(tx, reach, conversation.key, &inbound.attachments, true)?;
    if let Some(customer) = conversation.customer.as_ref().map(|customer| customer.key) {
        let whose = (conversation.key, customer);
        attachments.extend(attachments::expect(tx, reach, entrance, whose, &inbound.media)?);
    }
    let answered = match &inbound.answers {
        Some(id) => provider_messages::find(tx, reach, entrance.channel, id)?,
        None => None,
    };
    let mut message = Message {
        key: Key { number: 0, uuid: Uuid::nil() },
        conversation: conversation.key,
        sender_type: SenderType::Customer,
        sender: None,
        kind: MessageKind::Text,
        content: inbound.content.clone(),
        attachments,
        in_reply_to: answered.map(|message| message.uuid),
        status: MessageStatus::Sent,
        error: None,
        created_at: at,
        delivered_at: None,
        read_at: None,
        mail: inbound.mail.clone(),
        sources: Vec::new(),
    };
    if !store::messages::insert(tx, reach, &mut message, origin)? {
        // It came at the same moment by another conversation: nothing of this stays, and a repeat finds it.
        return Err(StoreError::Busy("the same message is being received".into()).into());
    }
    attachments::attach(tx, reach, &message)?;
    if let Some(html) = &inbound.original {
        mail_originals::insert(tx, reach, message.key, html)?;
    }
    if let Some(id) = &inbound.provider_id
        && !provider_messages::insert(tx, reach, entrance.channel, id, message.key)?
    {
        return Err(StoreError::Busy("the same message is being received".into()).into());
    }
    if let Some(album) = &inbound.hints.album {
        albums::begin(tx, reach, entrance, album, &message)?;
    }
    conversation.updated_at = at;
    conversation.unread_count += 1;
    conversation.last_message = Some(reply::last_message(&message));
    // Decision D24: it waits for the team again, and keeps its assignee.
    conversation.status = Status::Open;
    conversation.resolved_at = None;
    conversation.snoozed_until = None;
    let fact = Fact::MessageCreated {
        conversation: conversation.key,
        message: message.key,
        sender_type: SenderType::Customer,
    };
    tx.record(reach, None, fact);
    Ok(message)
}
