//! What an agent does with a conversation: start, assign, resolve, close, change, wake.

use model::conversation::Priority;
use model::{AnyId, ChannelType, Conversation, Fact, Job, Key, Member, Message, Role, Status, Time};
use store::conversations::{self as rows, ends};
use store::{Reach, Tx};

use crate::error::{Error, Refusal, Result};
use crate::mails;
use crate::receive::{Entrance, blank};
use crate::reply::{self, Draft, next_time, save};

/// What a new conversation is to be.
#[derive(Clone, Debug, Default)]
pub struct NewConversation {
    pub customer: Option<AnyId>,
    /// The business's default channel where it is not said (decision D16).
    pub channel: Option<AnyId>,
    /// Becomes an agent's message.
    pub initial_message: Option<String>,
    pub subject: Option<String>,
}

/// Starts a conversation from the team's side.
pub fn start(tx: &mut Tx<'_>, member: &Member, new: NewConversation) -> Result<(Conversation, Vec<Message>)> {
    let reach = Reach::of(member);
    let channel = match new.channel {
        Some(id) => Some(ends::active_channel(tx, &reach, id)?.ok_or(Refusal::InvalidChannel)?),
        None => ends::default_channel(tx, &reach)?,
    };
    let customer = match new.customer {
        Some(id) => Some(store::customers::find(tx, &reach, id).map_err(|error| match error {
            store::Error::NotFound => Error::Refused(Refusal::InvalidCustomer),
            other => other.into(),
        })?),
        None => None,
    };
    let now = tx.now();
    let (key, kind) = channel.unzip();
    let entrance =
        Entrance { channel: key.unwrap_or(NOWHERE), kind: kind.unwrap_or(ChannelType::Widget), delivery: None };
    let mut conversation = blank(reach.business(), entrance, customer, now);
    conversation.channel = key;
    conversation.subject = match (&new.initial_message, kind) {
        (Some(text), Some(ChannelType::Email)) => new.subject.or_else(|| Some(mails::subject_of(text))),
        _ => new.subject,
    };
    // Each mail that goes out by itself begins a thread.
    let thread = if kind == Some(ChannelType::Email) { tx.new_uuid().to_string() } else { String::new() };
    if !rows::insert_in(tx, &reach, &mut conversation, &thread)? {
        return Err(Refusal::ConversationOpen.into());
    }
    tx.record(&reach, Some(member.user), Fact::ConversationCreated { conversation: conversation.key });
    let mut messages = Vec::new();
    if let Some(content) = new.initial_message {
        let before = conversation.clone();
        messages.push(reply::write(tx, member, &mut conversation, Draft::text(content))?);
        rows::save(tx, &reach, &before, &conversation)?;
    }
    Ok((conversation, messages))
}

const NOWHERE: Key = Key { number: 0, uuid: uuid::Uuid::nil() };

/// What became of a call that may find its work done already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Now(Time),
    /// It has this status, and keeps it.
    Already(Status),
}

/// Marks it as resolved. A closed one stays closed: it is done with, and may have a successor.
pub fn resolve(tx: &mut Tx<'_>, member: &Member, id: AnyId) -> Result<Done> {
    end(tx, member, id, Status::Resolved)
}

/// Takes it out of the active inbox; a new message starts a new conversation.
pub fn close(tx: &mut Tx<'_>, member: &Member, id: AnyId) -> Result<Done> {
    end(tx, member, id, Status::Closed)
}

fn end(tx: &mut Tx<'_>, member: &Member, id: AnyId, status: Status) -> Result<Done> {
    let reach = Reach::of(member);
    let before = rows::lock(tx, &reach, id)?;
    if before.status == status || before.status == Status::Closed {
        return Ok(Done::Already(before.status));
    }
    let mut after = before.clone();
    let at = next_time(tx.now(), &before);
    set_status(&mut after, status, at);
    save(tx, &reach, Some(member.user), &before, &after)?;
    Ok(Done::Now(at))
}

/// The status and the times that go with it.
fn set_status(conversation: &mut Conversation, status: Status, at: Time) {
    conversation.updated_at = at;
    conversation.status = status;
    match status {
        Status::Resolved => {
            conversation.resolved_at = Some(at);
            conversation.closed_at = None;
        }
        Status::Closed => conversation.closed_at = Some(at),
        Status::Open | Status::Pending => {
            conversation.resolved_at = None;
            conversation.closed_at = None;
        }
    }
    if status != Status::Pending {
        conversation.snoozed_until = None;
    }
    if matches!(status, Status::Resolved | Status::Closed) {
        conversation.handoff_at = None;
    }
}

/// Gives it to a teammate. Owners and admins assign anyone; an agent may take an unassigned one (decision D22).
/// `agent` is a user id or a membership id.
pub fn assign(tx: &mut Tx<'_>, member: &Member, id: AnyId, agent: AnyId) -> Result<Conversation> {
    let reach = Reach::of(member);
    let before = rows::lock(tx, &reach, id)?;
    let teammate = ends::teammate(tx, &reach, agent)?.ok_or(store::Error::NotFound)?;
    if !teammate.is_active {
        return Err(Refusal::NotAMember.into());
    }
    let mut after = before.clone();
    hand(member, &before, &mut after, Some(teammate.user))?;
    let at = next_time(tx.now(), &before);
    finish_change(tx, member, &before, after, at)
}

/// What is to change; `None` leaves a field as it is, an inner `None` empties it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub status: Option<Status>,
    pub assignee: Option<Option<AnyId>>,
    pub priority: Option<Priority>,
    pub subject: Option<Option<String>>,
    /// Puts it aside as pending until then.
    pub snoozed_until: Option<Option<Time>>,
    pub tags: Option<Vec<String>>,
}

/// Changes any of it at once (decision D23).
pub fn change(tx: &mut Tx<'_>, member: &Member, id: AnyId, change: Change) -> Result<Conversation> {
    let reach = Reach::of(member);
    let before = rows::lock(tx, &reach, id)?;
    let mut after = before.clone();
    if let Some(assignee) = change.assignee {
        let user = match assignee {
            None => None,
            Some(agent) => {
                let teammate = ends::teammate(tx, &reach, agent)?.ok_or(store::Error::NotFound)?;
                if !teammate.is_active {
                    return Err(Refusal::NotAMember.into());
                }
                Some(teammate.user)
            }
        };
        hand(member, &before, &mut after, user)?;
    }
    after.priority = change.priority.unwrap_or(after.priority);
    if let Some(subject) = change.subject {
        after.subject = subject;
    }
    if let Some(tags) = change.tags {
        after.tags = tags;
    }
    let at = next_time(tx.now(), &before);
    let status = match change.snoozed_until {
        Some(Some(_)) => Some(change.status.unwrap_or(Status::Pending)),
        _ => change.status,
    };
    if let Some(status) = status.filter(|status| *status != before.status) {
        set_status(&mut after, status, at);
        if change.assignee.is_none() && matches!(status, Status::Open | Status::Pending) {
            reply::keep_active_assignee(tx, &reach, &mut after)?;
        }
    }
    if let Some(until) = change.snoozed_until {
        after.snoozed_until = until.filter(|_| after.status == Status::Pending);
    }
    finish_change(tx, member, &before, after, at)
}

/// Checks that `member` may give the conversation to `user`, and does.
fn hand(member: &Member, before: &Conversation, after: &mut Conversation, user: Option<Key>) -> Result<()> {
    let held = before.assignee;
    let may = match member.role {
        Role::Owner | Role::Admin => true,
        Role::Agent => {
            let takes = user == Some(member.user) && held.is_none_or(|held| held == member.user);
            let gives_up = user.is_none() && held.is_none_or(|held| held == member.user);
            takes || gives_up
        }
    };
    if !may {
        let refusal = match (user, held) {
            (Some(user), Some(_)) if user == member.user => Refusal::AssignedToOther,
            (None, Some(_)) => Refusal::AssignedToOther,
            _ => Refusal::NotAllowed,
        };
        return Err(refusal.into());
    }
    after.assignee = user;
    Ok(())
}

/// Saves a change if there is one, and says what follows from it.
fn finish_change(
    tx: &mut Tx<'_>,
    member: &Member,
    before: &Conversation,
    mut after: Conversation,
    at: Time,
) -> Result<Conversation> {
    if *before == after {
        return Ok(after);
    }
    let reach = Reach::of(member);
    after.updated_at = at;
    save(tx, &reach, Some(member.user), before, &after)?;
    if before.assignee != after.assignee {
        let fact = Fact::ConversationAssigned { conversation: after.key, assignee: after.assignee };
        tx.record(&reach, Some(member.user), fact);
    }
    if let Some(until) = after.snoozed_until.filter(|_| before.snoozed_until != after.snoozed_until) {
        let key = format!("wake:{}", after.key.number);
        tx.enqueue_at(Some(&reach), &Job::WakeConversation { conversation: after.key }, until, &key)?;
    }
    Ok(after)
}

/// Reopens a snoozed conversation whose time has come; one that was woken or snoozed anew meanwhile stays.
pub fn wake(tx: &mut Tx<'_>, reach: &Reach, conversation: Key) -> Result<()> {
    let before = rows::lock(tx, reach, conversation.into())?;
    let now = tx.now();
    if before.snoozed_until.is_none_or(|until| until > now) {
        return Ok(());
    }
    let mut after = before.clone();
    set_status(&mut after, Status::Open, next_time(now, &before));
    save(tx, reach, None, &before, &after)
}

/// Takes everything that a user has away from them, when they leave the team. In order of id, so that two such calls
/// don't wait for each other in a circle.
pub fn unassign_all(tx: &mut Tx<'_>, reach: &Reach, actor: Option<Key>, user: Key) -> Result<usize> {
    let mut numbers = rows::assigned_to(tx, reach, user)?;
    numbers.sort_unstable();
    for number in &numbers {
        let before = rows::lock(tx, reach, AnyId::Number(*number))?;
        if before.assignee != Some(user) {
            continue;
        }
        let mut after = before.clone();
        after.assignee = None;
        after.updated_at = next_time(tx.now(), &before);
        save(tx, reach, actor, &before, &after)?;
        tx.record(reach, actor, Fact::ConversationAssigned { conversation: after.key, assignee: None });
    }
    Ok(numbers.len())
}
