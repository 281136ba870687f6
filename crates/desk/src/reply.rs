//! The one door out: what an agent writes into a conversation, to the customer or as a note among agents.

use model::conversation::LastMessage;
use model::mail::Mailbox;
use model::message::{MessageKind, MessageStatus, Source};
use model::{AnyId, ChannelType, Conversation, Fact, Key, Member, Message, SenderType, Status, Time};
use serde_json::Value;
use store::{Reach, Tx};
use uuid::Uuid;

use crate::error::{Error, Refusal, Result};
use crate::{attachments, mails, marks, sending, theo};

/// Characters of a message that a list shows.
const PREVIEW: usize = 140;

/// What an agent wrote.
#[derive(Clone, Debug)]
pub struct Draft {
    pub content: String,
    /// Files that were uploaded to the conversation.
    pub attachments: Vec<Uuid>,
    /// [`MessageKind::Text`] or [`MessageKind::Note`].
    pub kind: MessageKind,
    /// A message of the same conversation.
    pub in_reply_to: Option<AnyId>,
    /// In place of words of their own: a message that the channel's provider has approved, filled; `content` is how it
    /// reads.
    pub template: Option<Value>,
    /// What the agent's own client calls it: the same one again from the same agent changes nothing.
    pub client_id: Option<String>,
    /// Who gets a mail beside the customer.
    pub cc: Vec<Mailbox>,
    /// Likewise, unseen by the others.
    pub bcc: Vec<Mailbox>,
    /// Theo's draft that it was made of.
    pub theo_answer: Option<AnyId>,
    /// Articles that it was taken from.
    pub sources: Vec<Source>,
}

impl Draft {
    pub fn text(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            attachments: Vec::new(),
            kind: MessageKind::Text,
            in_reply_to: None,
            template: None,
            client_id: None,
            cc: Vec::new(),
            bcc: Vec::new(),
            theo_answer: None,
            sources: Vec::new(),
        }
    }
}

/// Writes an agent's message. A text reopens a resolved or closed conversation (decision D19), is its first response
/// if it had none, and ends the wait that a handoff began; a note does none of these.
pub fn reply(tx: &mut Tx<'_>, member: &Member, conversation: AnyId, draft: Draft) -> Result<Message> {
    let reach = Reach::of(member);
    let before = store::conversations::lock(tx, &reach, conversation)?;
    // With the conversation locked, so that of two at the same moment one finds the other.
    if let Some(repeat) = repeat(tx, member, &draft)? {
        return if repeat.conversation == before.key { Ok(repeat) } else { Err(store::Error::NotFound.into()) };
    }
    let mut after = before.clone();
    let message = write(tx, member, &mut after, draft)?;
    save(tx, &reach, Some(member.user), &before, &after)?;
    Ok(message)
}

fn origin(member: &Member, draft: &Draft) -> Option<String> {
    draft.client_id.as_ref().map(|id| format!("agent:{}:{id}", member.user.number))
}

fn repeat(tx: &mut Tx<'_>, member: &Member, draft: &Draft) -> Result<Option<Message>> {
    match origin(member, draft) {
        Some(origin) => Ok(store::messages::find_by_origin(tx, &Reach::of(member), &origin)?),
        None => Ok(None),
    }
}

/// Writes the message and its effect on `conversation`, which the caller holds locked and saves.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    member: &Member,
    conversation: &mut Conversation,
    draft: Draft,
) -> Result<Message> {
    let reach = Reach::of(member);
    let origin = origin(member, &draft);
    let voice = Voice { sender_type: SenderType::Agent, user: Some(member.user), origin: origin.as_deref() };
    let proposal = draft.theo_answer;
    let message = say(tx, &reach, conversation, voice, draft)?;
    if message.kind == MessageKind::Text {
        conversation.first_response_at.get_or_insert(message.created_at);
        conversation.handoff_at = None;
        if matches!(conversation.status, Status::Resolved | Status::Closed) {
            keep_active_assignee(tx, &reach, conversation)?;
        }
        reopen(conversation);
        marks::read_by_team(tx, &reach, Some(member.user), conversation)?;
    }
    if let Some(proposal) = proposal {
        theo::answers::note_sent(tx, &reach, proposal, &message)?;
    }
    tell(tx, &reach, voice, &message);
    Ok(message)
}

/// Records that a message was said. What went with it stands before it in the log.
pub(crate) fn tell(tx: &mut Tx<'_>, reach: &Reach, voice: Voice<'_>, message: &Message) {
    let (conversation, sender_type) = (message.conversation, voice.sender_type);
    tx.record(reach, voice.user, Fact::MessageCreated { conversation, message: message.key, sender_type });
}

/// Who speaks for the team.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice<'a> {
    pub(crate) sender_type: SenderType,
    /// The agent.
    pub(crate) user: Option<Key>,
    /// By which the same message is known when it comes again.
    pub(crate) origin: Option<&'a str>,
}

/// Writes a message as it is, whoever says it; of the conversation, which the caller holds locked and saves, only what a
/// list shows of it. The caller [`tell`]s of it.
pub(crate) fn say(
    tx: &mut Tx<'_>,
    reach: &Reach,
    conversation: &mut Conversation,
    voice: Voice<'_>,
    draft: Draft,
) -> Result<Message> {
    let in_reply_to = match draft.in_reply_to {
        Some(id) => Some(answered(tx, reach, conversation.key, id)?),
        None => None,
    };
    may_say(tx, reach, conversation, &draft)?;
    let mail = mails::envelope(tx, reach, conversation, &draft)?.map(Box::new);
    let at = next_time(tx.now(), conversation);
    let attachments = attachments::claim(tx, reach, conversation.key, &draft.attachments, false)?;
    if mail.is_some() && attachments.iter().map(|file| file.size).sum::<i64>() > mails::MOST_BYTES {
        return Err(Refusal::TooMuchForMail.into());
    }
    let mut message = Message {
        key: Key { number: 0, uuid: Uuid::nil() },
        conversation: conversation.key,
        sender_type: voice.sender_type,
        sender: voice.user,
        kind: draft.kind,
        content: draft.content,
        attachments,
        in_reply_to,
        status: first_status(conversation, draft.kind),
        error: None,
        created_at: at,
        delivered_at: None,
        read_at: None,
        mail,
        sources: draft.sources,
    };
    if !store::messages::insert(tx, reach, &mut message, voice.origin)? {
        // It was given the same name elsewhere, at this moment.
        return Err(store::Error::Busy("the same message is being written".into()).into());
    }
    attachments::attach(tx, reach, &message)?;
    if let Some(template) = &draft.template {
        store::templates::insert_of_message(tx, reach, message.key, template)?;
    }
    if message.status == MessageStatus::Queued {
        sending::line_up(tx, reach, &message)?;
    }
    conversation.updated_at = at;
    if message.kind == MessageKind::Text {
        conversation.last_message = Some(last_message(&message));
    }
    Ok(message)
}

/// Refuses what the conversation's channel would not take.
fn may_say(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation, draft: &Draft) -> Result<()> {
    if draft.kind == MessageKind::Text {
        sending::is_wanted(tx, reach, conversation)?;
        if draft.template.is_none() {
            sending::is_window_open(tx, reach, conversation)?;
        }
        if !conversation.channel_type.takes_files() && !draft.attachments.is_empty() {
            return Err(Refusal::NoFiles.into());
        }
    }
    if draft.template.is_some() && (draft.kind != MessageKind::Text || !draft.attachments.is_empty()) {
        return Err(Refusal::TemplateAlone.into());
    }
    Ok(())
}

/// Saves the conversation and records that it changed. Reopening may collide with a newer conversation.
pub(crate) fn save(
    tx: &mut Tx<'_>,
    reach: &Reach,
    actor: Option<Key>,
    before: &Conversation,
    after: &Conversation,
) -> Result<()> {
    store::conversations::save(tx, reach, before, after).map_err(|error| {
        if error.is_taken("conversations_channel_id_customer_id_thread") {
            Error::Refused(Refusal::ConversationOpen)
        } else {
            error.into()
        }
    })?;
    tx.record(reach, actor, Fact::ConversationUpdated { conversation: after.key, status: after.status });
    Ok(())
}

/// A conversation that comes back to the team goes to nobody whose place in it has ended.
pub(crate) fn keep_active_assignee(tx: &mut Tx<'_>, reach: &Reach, conversation: &mut Conversation) -> Result<()> {
    if let Some(user) = conversation.assignee {
        let teammate = store::conversations::ends::teammate(tx, reach, user.into())?;
        conversation.assignee = teammate.filter(|teammate| teammate.is_active).map(|teammate| teammate.user);
    }
    Ok(())
}

/// Back to the team, whatever it was.
pub(crate) fn reopen(conversation: &mut Conversation) {
    if matches!(conversation.status, Status::Resolved | Status::Closed) {
        conversation.status = Status::Open;
        conversation.resolved_at = None;
        conversation.closed_at = None;
    }
}

/// What a list shows of a message.
pub(crate) fn last_message(message: &Message) -> LastMessage {
    let mut preview = String::new();
    let files = message.attachments.iter().map(|attachment| attachment.filename.as_str());
    let files: Vec<&str> = if message.content.is_empty() { files.collect() } else { Vec::new() };
    for word in message.content.split_whitespace().chain(files) {
        if !preview.is_empty() {
            preview.push(' ');
        }
        preview.push_str(word);
        if preview.chars().count() > PREVIEW {
            preview = preview.chars().take(PREVIEW - 1).chain(['…']).collect();
            break;
        }
    }
    LastMessage { preview, sender_type: message.sender_type, created_at: message.created_at }
}

/// Now, but never before the conversation's last change: a clock that is set back reorders nothing.
pub(crate) fn next_time(now: Time, conversation: &Conversation) -> Time {
    now.max(conversation.updated_at)
}

/// The message that this one answers, if it is one of the conversation.
fn answered(tx: &mut Tx<'_>, reach: &Reach, conversation: Key, id: AnyId) -> Result<Uuid> {
    let message = store::messages::find(tx, reach, id)?;
    if message.conversation == conversation { Ok(message.key.uuid) } else { Err(store::Error::NotFound.into()) }
}

fn is_by_provider(conversation: &Conversation) -> bool {
    conversation.channel.is_some() && conversation.channel_type != ChannelType::Widget
}

/// The widget shows what is stored, so a message there is sent once it is written; other channels have a queue.
fn first_status(conversation: &Conversation, kind: MessageKind) -> MessageStatus {
    let is_queued = kind == MessageKind::Text && is_by_provider(conversation);
    if is_queued { MessageStatus::Queued } else { MessageStatus::Sent }
}
