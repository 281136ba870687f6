//! Files that go with messages: noted before a byte is written, prepared before they are shown, taken by one message.
//! Knows nothing of where the bytes are.

use model::{Attachment, AttachmentState, Fact, Job, Key};
use store::attachments::{self, Arrived, Prepared, Uploader};
use store::{Error as StoreError, Reach, Tx};
use uuid::Uuid;

use crate::error::{Refusal, Result};

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
    let before = attachments::find(tx, reach, key)?;
    if let Some(message) = before.message {
        // Conversations are locked before all else.
        let message = store::messages::find(tx, reach, model::AnyId::Number(message))?;
        store::conversations::lock(tx, reach, message.conversation.into())?;
    }
    let Some((attachment, message)) = attachments::finish(tx, reach, key, done)? else { return Ok(false) };
    if let Prepared::Ready { .. } = done {
        attachments::delete_bytes(tx, vec![before.file])?;
    }
    let Some(message) = message else { return Ok(true) };
    if before.message.is_none() {
        return Err(StoreError::Busy("the picture is being sent".into()).into());
    }
    let mut message = store::messages::find(tx, reach, message)?;
    for shown in message.attachments.iter_mut().filter(|shown| shown.id == attachment.id) {
        shown.clone_from(&attachment);
    }
    store::messages::save_attachments(tx, reach, &message)?;
    tx.record(reach, None, Fact::MessageUpdated { conversation: message.conversation, message: message.key });
    Ok(true)
}
