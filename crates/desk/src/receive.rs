//! The one door in: a customer's message, from whatever channel. Repeats, reopening and the one conversation that is
//! not closed are decided here once, and held by the schema's constraints when transactions race.

use std::time::Duration;

use model::inbound::{From, Inbound, Received, Thread};
use model::message::{MessageKind, MessageStatus};
use model::{
    AnyId, ChannelType, Conversation, Customer, Fact, Key, Message, SenderType, Status, Time, conversation, customer,
};
use serde_json::Value;
use store::contacts::Contact;
use store::customers::NewCustomer;
use store::{Error as StoreError, Reach, Tx, contacts, provider_messages};
use uuid::Uuid;

use crate::error::Result;
use crate::{attachments, customers, reply};

/// How long a first message may be sent again by its client id alone.
const REPEATABLE: Duration = Duration::from_secs(24 * 60 * 60);

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
    let customer = customer(tx, reach, entrance, &inbound.from)?;
    // Within one customer, so that nobody's ids stand in another's way.
    let origin = inbound.client_id.as_ref().map(|id| format!("{}:{id}", customer.key.number));
    if let Some(repeat) = repeat(tx, reach, customer.key, origin.as_deref())? {
        return Ok(repeat);
    }
    let (before, is_new) = match &inbound.thread {
        Thread::One => conversation(tx, reach, entrance, &customer, None)?,
        Thread::Mail { answers, subject } => match answered(tx, reach, entrance, *answers, subject)? {
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
    touch(tx, reach, entrance, &customer, &inbound.from)?;
    Ok(Received { message, customer: customer.key, is_repeat: false })
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

/// The customer who wrote, made if new.
fn customer(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, from: &From) -> Result<Customer> {
    let (new, secret) = match from {
        From::Contact { handle, profile } => return contact(tx, reach, entrance, handle, profile),
        From::Known { customer, .. } | From::Proven { customer: Some(customer), .. } => {
            return Ok(store::customers::find(tx, reach, (*customer).into())?);
        }
        From::Proven { customer: None, profile, secret } => {
            let (external_id, verified_at) = (profile.external_id.clone(), Some(tx.now()));
            (NewCustomer { external_id, verified_at, ..new_customer(profile, *secret) }, secret)
        }
        From::New { profile, secret } => {
            let mut new = new_customer(profile, *secret);
            // Nobody has proved it, so it is only noted, and never links to another customer.
            if let Some(claimed) = &profile.external_id {
                new.attributes.insert("claimed_external_id".into(), Value::String(claimed.clone()));
            }
            (new, secret)
        }
    };
    let insert = |tx: &mut Tx<'_>, new| store::customers::insert_first(tx, reach, new).map_err(known_meanwhile);
    let made = match insert(tx, new.clone())? {
        Some(made) => made,
        None => {
            let first = secret.ok_or(StoreError::NotFound)?;
            let before = store::customers::find_by_first_client_id(tx, reach, first)?.ok_or(StoreError::NotFound)?;
            if is_repeatable(&before, tx.now()) {
                return Ok(before);
            }
            insert(tx, NewCustomer { first_client_id: None, ..new })?.ok_or(StoreError::NotFound)?
        }
    };
    tx.record(reach, None, Fact::CustomerCreated { customer: made.key });
    Ok(made)
}

/// The customer with this address, made if new. Whoever has it on one channel has it on every other.
fn contact(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    handle: &str,
    profile: &customer::Profile,
) -> Result<Customer> {
    let found = contacts::find_customer(tx, reach, entrance.channel, handle)?;
    if let Some((customer, true)) = found {
        return Ok(customer);
    }
    let customer = match found {
        Some((customer, _)) => customer,
        None => {
            let made = store::customers::insert(tx, reach, new_customer(profile, None))?;
            tx.record(reach, None, Fact::CustomerCreated { customer: made.key });
            made
        }
    };
    let contact = Contact { handle: handle.to_owned(), last_inbound_at: tx.now() };
    if !contacts::insert(tx, reach, entrance.channel, customer.key, &contact)? {
        // Nothing of this stays, and the next try finds who was first.
        return Err(StoreError::Busy("somebody with this address has just written for the first time".into()).into());
    }
    Ok(customer)
}

/// Whether a first message that comes again is believed to come from the same page, which has no token yet. It would wait
/// no longer than this to send it again, and a proof of who somebody is weighs more.
fn is_repeatable(customer: &Customer, now: Time) -> bool {
    customer.verified_at.is_none() && now < customer.created_at.plus(REPEATABLE)
}

fn new_customer(profile: &customer::Profile, client_id: Option<Uuid>) -> NewCustomer {
    NewCustomer {
        name: profile.name.clone(),
        email: profile.email.as_deref().map(customers::email),
        phone: profile.phone.as_deref().map(customers::phone),
        first_client_id: client_id,
        ..NewCustomer::default()
    }
}

/// Two proved the same at the same moment: nothing of this stays, and the next try finds the customer.
fn known_meanwhile(error: StoreError) -> StoreError {
    if error.is_taken("customers_business_id_external_id") {
        return StoreError::Busy("somebody became this customer meanwhile".into());
    }
    error
}

/// Notes that the customer was heard of, and fills what was not known of them; what is known stays. After the
/// conversation, for that is the order of locks.
fn touch(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, customer: &Customer, from: &From) -> Result<()> {
    let (now, profile) = (tx.now(), from.profile());
    if let From::Contact { handle, .. } = from {
        contacts::touch(tx, reach, entrance.channel, handle, now)?;
    }
    let lacks = |known: &Option<String>, said: &Option<String>| known.is_none() && said.is_some();
    let is_proven = matches!(from, From::Proven { .. });
    let is_news = lacks(&customer.name, &profile.name)
        || lacks(&customer.email, &profile.email)
        || lacks(&customer.phone, &profile.phone)
        || (is_proven && customer.verified_at.is_none());
    if !is_news || matches!(from, From::New { .. }) {
        return Ok(store::customers::touch(tx, reach, customer.key, now)?);
    }
    let mut customer = store::customers::lock(tx, reach, customer.key.into())?;
    customer.name = customer.name.or_else(|| profile.name.clone());
    customer.email = customer.email.or_else(|| profile.email.as_deref().map(customers::email));
    customer.phone = customer.phone.or_else(|| profile.phone.as_deref().map(customers::phone));
    if is_proven {
        customer.external_id = customer.external_id.or_else(|| profile.external_id.clone());
        customer.verified_at = customer.verified_at.or(Some(now));
        if customer.external_id != profile.external_id {
            return Err(StoreError::Busy("the customer was given another external id meanwhile".into()).into());
        }
    }
    (customer.updated_at, customer.last_seen_at) = (now, Some(now));
    store::customers::update(tx, reach, &customer).map_err(known_meanwhile)?;
    tx.record(reach, None, Fact::CustomerUpdated { customer: customer.key });
    if customer.verified_at == Some(now) {
        tx.record(reach, None, Fact::CustomerVerified { customer: customer.key });
    }
    Ok(())
}

/// The conversation that a mail goes on with, locked. Nobody is asked who sent it: anybody who has the proof in it has
/// been written to.
fn answered(
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
    };
    if !store::messages::insert(tx, reach, &mut message, origin)? {
        // It came at the same moment by another conversation: nothing of this stays, and a repeat finds it.
        return Err(StoreError::Busy("the same message is being received".into()).into());
    }
    attachments::attach(tx, reach, &message)?;
    if let Some(id) = &inbound.provider_id
        && !provider_messages::insert(tx, reach, entrance.channel, id, message.key)?
    {
        return Err(StoreError::Busy("the same message is being received".into()).into());
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
