//! Files that were sent together and come one by one: the first makes the message, the others join it, in any order and
//! whenever they come. Nothing waits for the last one, for nobody says which that is.

use model::inbound::{Inbound, Received};
use model::{Conversation, Fact, Message};
use store::{Error as StoreError, Reach, Tx, conversations, messages, provider_messages};

use crate::error::Result;
use crate::receive::Entrance;
use crate::{attachments, reply};

/// What the message of an album is known by, beside what the provider calls its parts.
fn name(album: &str) -> String {
    format!("album:{album}")
}

/// Notes that a message is the first of an album.
pub(crate) fn begin(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, album: &str, message: &Message) -> Result<()> {
    if provider_messages::insert(tx, reach, entrance.channel, &name(album), message.key)? {
        return Ok(());
    }
    Err(StoreError::Busy("another part of the same album is being received".into()).into())
}

/// Adds a part to the message of its album, where there is one.
pub(crate) fn join(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, part: &Inbound) -> Result<Option<Received>> {
    let (Some(album), Some(id)) = (&part.hints.album, &part.provider_id) else { return Ok(None) };
    let Some(key) = provider_messages::find(tx, reach, entrance.channel, &name(album))? else { return Ok(None) };
    let known = messages::find(tx, reach, key.into())?;
    let before = conversations::lock(tx, reach, known.conversation.into())?;
    // With the conversation locked: nobody else adds to it now.
    let mut message = messages::find(tx, reach, key.into())?;
    let customer = before.customer.as_ref().ok_or(StoreError::NotFound)?.key;
    if provider_messages::insert(tx, reach, entrance.channel, id, key)? {
        add(tx, reach, entrance, (&before, &mut message), part)?;
        return Ok(Some(Received { message, customer, is_repeat: false }));
    }
    Ok(Some(Received { message, customer, is_repeat: true }))
}

fn add(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    (before, message): (&Conversation, &mut Message),
    part: &Inbound,
) -> Result<()> {
    let customer = before.customer.as_ref().ok_or(StoreError::NotFound)?.key;
    let room = attachments::MOST.saturating_sub(message.attachments.len()).min(part.media.len());
    let new = attachments::expect(tx, reach, entrance, (before.key, customer), &part.media[..room])?;
    attachments::attach(tx, reach, &Message { attachments: new.clone(), ..message.clone() })?;
    message.attachments.extend(new);
    messages::save_attachments(tx, reach, message)?;
    if !part.content.is_empty() {
        let lines = [message.content.as_str(), &part.content];
        message.content = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        messages::update_content(tx, reach, message.key, &message.content)?;
    }
    tx.record(reach, None, Fact::MessageUpdated { conversation: before.key, message: message.key });
    if before.last_message.as_ref().is_some_and(|last| last.created_at == message.created_at) {
        let after = Conversation { last_message: Some(reply::last_message(message)), ..before.clone() };
        reply::save(tx, reach, None, before, &after)?;
    }
    Ok(())
}
