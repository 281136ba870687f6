//! What becomes of a message that left: how far its provider says that it came, and its place in its conversation's line.
//! Whatever the order in which providers tell, the outcome is the same.

use model::inbound::Progress;
use model::message::MessageStatus;
use model::{Channel, Conversation, Fact, Key, Message, SenderType, Time};
use store::{Reach, Tx, conversations, messages, provider_messages};

use crate::error::Result;
use crate::{reply, theo};

/// Notes what a provider tells of a message. `false` where it is none that we know, which happens when the provider is
/// faster than our own note of what it calls the message, and for messages that were sent elsewhere.
pub fn note(tx: &mut Tx<'_>, channel: &Channel, progress: &Progress) -> Result<bool> {
    let reach = Reach::of_channel(channel);
    let Some(key) = provider_messages::find(tx, &reach, channel.key, &progress.provider_id)? else {
        return Ok(false);
    };
    let at = progress.at.unwrap_or_else(|| tx.now());
    advance(tx, &reach, key, progress.status, at, progress.error.as_deref())?;
    Ok(true)
}

/// The customer has changed a message of theirs.
pub fn edit(tx: &mut Tx<'_>, channel: &Channel, provider_id: &str, content: &str) -> Result<()> {
    let reach = Reach::of_channel(channel);
    let Some(key) = provider_messages::find(tx, &reach, channel.key, provider_id)? else { return Ok(()) };
    let known = messages::find(tx, &reach, key.into())?;
    let before = conversations::lock(tx, &reach, known.conversation.into())?;
    let message = messages::find(tx, &reach, key.into())?;
    // What was said with an album was said with another part of it.
    let is_silent_part = content.is_empty() && message.attachments.len() > 1;
    if message.content == content || message.sender_type != SenderType::Customer || is_silent_part {
        return Ok(());
    }
    messages::update_content(tx, &reach, key, content)?;
    tx.record(&reach, None, Fact::MessageUpdated { conversation: message.conversation, message: key });
    let is_last = before.last_message.as_ref().is_some_and(|last| last.created_at == message.created_at);
    if is_last {
        let changed = Message { content: content.to_owned(), ..message };
        let after = Conversation { last_message: Some(reply::last_message(&changed)), ..before.clone() };
        reply::save(tx, &reach, None, &before, &after)?;
    }
    Ok(())
}

/// Brings a message to a status, unless it has come further already.
pub fn advance(
    tx: &mut Tx<'_>,
    reach: &Reach,
    key: Key,
    status: MessageStatus,
    at: Time,
    error: Option<&str>,
) -> Result<()> {
    let conversation = messages::find(tx, reach, key.into())?.conversation;
    let conversation_before = conversations::lock(tx, reach, conversation.into())?;
    let before = messages::find(tx, reach, key.into())?;
    let mut after = before.clone();
    put(&mut after, status, at, error);
    if before != after {
        messages::update_progress(tx, reach, &after)?;
        tx.record(reach, None, Fact::MessageUpdated { conversation, message: key });
    }
    let is_lost = matches!(after.status, MessageStatus::Failed | MessageStatus::Unknown);
    if is_lost && before.status != after.status && after.sender_type == SenderType::Ai {
        theo::note_unheard(tx, reach, &conversation_before)?;
    }
    Ok(())
}

/// Notes why a message still waits.
pub(crate) fn note_delay(tx: &mut Tx<'_>, reach: &Reach, key: Key, why: &str) -> Result<()> {
    let before = messages::find(tx, reach, key.into())?;
    let after = Message { error: Some(why.to_owned()), ..before.clone() };
    if before != after {
        messages::update_progress(tx, reach, &after)?;
        tx.record(reach, None, Fact::MessageUpdated { conversation: after.conversation, message: key });
    }
    Ok(())
}

fn put(message: &mut Message, status: MessageStatus, at: Time, error: Option<&str>) {
    match status {
        MessageStatus::Delivered => drop(message.delivered_at.get_or_insert(at)),
        // Whoever has read it has received it.
        MessageStatus::Read => {
            message.delivered_at.get_or_insert(at);
            message.read_at.get_or_insert(at);
        }
        MessageStatus::Queued | MessageStatus::Sent | MessageStatus::Failed | MessageStatus::Unknown => {}
    }
    if status.rank() > message.status.rank() {
        message.status = status;
        message.error = error.map(str::to_owned);
    }
}
