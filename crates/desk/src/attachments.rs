//! Files that go with messages: noted before a byte is written, prepared before they are shown, taken by one message.
//! Knows nothing of where the bytes are.

use model::inbound::Media;
use model::{AnyId, Attachment, AttachmentState, ChannelType, Fact, Job, Key};
use store::attachments::{self, Arrived, Prepared, Uploader};
use store::{Error as StoreError, Reach, Tx};
use uuid::Uuid;

use crate::error::{Refusal, Result};
use crate::receive::Entrance;

/// Files of one message.
pub const MOST: usize = 10;

/// Somebody begins to upload; `file` is the key that the bytes will lie under.
pub fn begin(tx: &mut Tx<'_>, reach: &Reach, by: Uploader, file: &str) -> Result<Key> {
    Ok(attachments::insert(tx, reach, by, file)?)
}

/// All of it has arrived. What waits is prepared by a job.
pub fn arrive(tx: &mut Tx<'_>, reach: &Reach, key: Key, arrived: &Arrived) -> Result<Attachment> {
    let attachment = attachments::arrive(tx, reach, key, arrived)?;
    if arrived.state == AttachmentState::Waiting {
        let now = tx.now();
        tx.enqueue(Some(reach), &Job::PrepareAttachment { attachment: key }, now)?;
    }
    Ok(attachment)
}

/// A message that is being written has files that are still to be fetched: from the channel's provider, or, all at once,
/// out of the mail that brought it.
pub(crate) fn expect(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    (conversation, customer): (Key, Key),
    media: &[Media],
) -> Result<Vec<Attachment>> {
    let (now, Entrance { channel, kind, delivery }) = (tx.now(), entrance);
    let mail = delivery.filter(|_| kind == ChannelType::Email);
    let (mut expected, mut files) = (Vec::with_capacity(media.len()), Vec::new());
    for one in media {
        let (attachment, shown) = attachments::insert_expected(tx, reach, conversation, customer, one)?;
        let source = one.source.clone();
        expected.push(shown);
        if mail.is_some() {
            files.push((attachment, source));
            continue;
        }
        tx.enqueue(Some(reach), &Job::FetchAttachment { attachment, channel, source, delivery }, now)?;
    }
    if let Some(delivery) = mail.filter(|_| !files.is_empty()) {
        tx.enqueue(Some(reach), &Job::FetchMailFiles { delivery, files }, now)?;
    }
    Ok(expected)
}

/// A file that its message waited for has been fetched: whoever sees the message hears of it.
pub fn arrive_late(tx: &mut Tx<'_>, reach: &Reach, key: Key, arrived: &Arrived) -> Result<()> {
    let message = lock_conversation(tx, reach, key)?.ok_or(StoreError::NotFound)?;
    let attachment = arrive(tx, reach, key, arrived)?;
    show(tx, reach, message, &attachment)
}

/// It came to nothing.
pub fn give_up(tx: &mut Tx<'_>, reach: &Reach, key: Key) -> Result<()> {
    Ok(attachments::delete(tx, reach, key)?)
}

/// Takes files for a message that is being written into a conversation, which the caller holds locked.
pub(crate) fn claim(
    tx: &mut Tx<'_>,
    reach: &Reach,
    conversation: Key,
    ids: &[Uuid],
    is_visitors: bool,
) -> Result<Vec<Attachment>> {
    let mut taken = Vec::with_capacity(ids.len());
    for id in ids {
        match attachments::claim(tx, reach, *id, conversation, is_visitors) {
            Ok(attachment) => taken.push(attachment),
            Err(StoreError::NotFound) if attachments::is_sent(tx, reach, *id)? => {
                return Err(Refusal::AttachmentSent.into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(taken)
}

/// The message that has taken them is written.
pub(crate) fn attach(tx: &mut Tx<'_>, reach: &Reach, message: &model::Message) -> Result<()> {
    for attachment in &message.attachments {
        attachments::attach(tx, reach, attachment.id, message.key)?;
    }
    Ok(())
}

/// A picture is fit to be shown, or can't be: whoever sees its message hears of it. False where somebody else was
/// faster; then nothing is written.
pub fn finish(tx: &mut Tx<'_>, reach: &Reach, key: Key, done: &Prepared) -> Result<bool> {
    let before = attachments::find(tx, reach, key)?.file;
    let locked = lock_conversation(tx, reach, key)?;
    let Some((attachment, message)) = attachments::finish(tx, reach, key, done)? else { return Ok(false) };
    if let Prepared::Ready { .. } = done {
        attachments::delete_bytes(tx, vec![before])?;
    }
    let Some(message) = message else { return Ok(true) };
    if locked.is_none() {
        return Err(StoreError::Busy("the picture is being sent".into()).into());
    }
    show(tx, reach, message, &attachment)?;
    Ok(true)
}

/// The message that has a file, its conversation locked: conversations are locked before all else.
fn lock_conversation(tx: &mut Tx<'_>, reach: &Reach, key: Key) -> Result<Option<AnyId>> {
    let Some(message) = attachments::find(tx, reach, key)?.message.map(AnyId::Number) else { return Ok(None) };
    let conversation = store::messages::find(tx, reach, message)?.conversation;
    store::conversations::lock(tx, reach, conversation.into())?;
    Ok(Some(message))
}

/// Writes a file as it is now into its message.
fn show(tx: &mut Tx<'_>, reach: &Reach, message: AnyId, attachment: &Attachment) -> Result<()> {
    let mut message = store::messages::find(tx, reach, message)?;
    for shown in message.attachments.iter_mut().filter(|shown| shown.id == attachment.id) {
        shown.clone_from(attachment);
    }
    store::messages::save_attachments(tx, reach, &message)?;
    tx.record(reach, None, Fact::MessageUpdated { conversation: message.conversation, message: message.key });
    Ok(())
}
