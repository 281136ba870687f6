//! Makes an uploaded picture fit to be shown: measured, without its metadata, with a small one beside it. The new bytes
//! are written under new keys and take the old one's place in one transaction; a crash before that leaves the picture
//! waiting. Must not know how pictures are read.

use std::time::Duration;

use bytes::Bytes;
use files::picture::{self, UNREADABLE};
use files::{FileKey, Files};
use model::{AttachmentState, Key};
use store::attachments::Prepared;
use store::{Reach, queue};

use crate::Error;
use crate::context::Context;

/// Bytes of a picture that is read into memory.
const LARGEST: u64 = 256 * 1024 * 1024;

pub(crate) async fn perform(context: &Context<'_>, attachment: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let upload = match context.db.read(move |c| store::attachments::find(c, &reach, attachment)).await {
        // It was not sent in time, and is deleted.
        Err(store::Error::NotFound) => return context.finish().await,
        found => found?,
    };
    let Some(key) = FileKey::read(&upload.file).filter(|_| upload.state == AttachmentState::Waiting) else {
        return context.finish().await;
    };
    let _turn = context.pictures.acquire().await.map_err(|error| Error::Never(error.to_string()))?;
    let bytes = match context.files.whole(&key, LARGEST).await {
        Ok(bytes) => bytes,
        Err(files::Error::Missing | files::Error::TooLarge(_)) => {
            return write(context, reach, attachment, Prepared::Failed(UNREADABLE.to_owned())).await.map(|_| ());
        }
        Err(error) => return Err(later(&error)),
    };
    let prepared = tokio::task::spawn_blocking(move || picture::prepare(&bytes, &upload.content_type)).await;
    // A decoder that panics has met a picture that can't be shown.
    match prepared.unwrap_or(Err(UNREADABLE)) {
        Ok(prepared) => keep(context, reach, attachment, prepared).await,
        Err(sentence) => write(context, reach, attachment, Prepared::Failed(sentence.to_owned())).await.map(|_| ()),
    }
}

async fn keep(context: &Context<'_>, reach: Reach, attachment: Key, of: picture::Prepared) -> Result<(), Error> {
    let size = i64::try_from(of.bytes.len()).unwrap_or(i64::MAX);
    let file = put(context.files, of.bytes).await?;
    let thumbnail = match of.thumbnail {
        Some(bytes) => Some(put(context.files, bytes).await?),
        None => None,
    };
    let (width, height) = (i64::from(of.width), i64::from(of.height));
    let text = |key: &FileKey| key.as_str().to_owned();
    let done = Prepared::Ready { file: text(&file), thumbnail: thumbnail.as_ref().map(text), size, width, height };
    let outcome = write(context, reach, attachment, done).await;
    if !matches!(outcome, Ok(true)) {
        for key in std::iter::once(&file).chain(&thumbnail) {
            if let Err(error) = context.files.delete(key).await {
                tracing::warn!(%error, %key, "a file that nothing names was left");
            }
        }
    }
    outcome.map(|_| ())
}

/// False where the picture is gone or was prepared by somebody else meanwhile.
async fn write(context: &Context<'_>, reach: Reach, attachment: Key, done: Prepared) -> Result<bool, Error> {
    let leased = context.leased.clone();
    let written = context.db.write(move |tx| {
        let is_written = match desk::attachments::finish(tx, &reach, attachment, &done) {
            Err(desk::Error::Store(store::Error::NotFound)) => false,
            outcome => outcome?,
        };
        if queue::finish(tx, &leased)? { Ok(is_written) } else { Err(Error::Stale) }
    });
    written.await
}

async fn put(files: &Files, bytes: Bytes) -> Result<FileKey, Error> {
    let key = FileKey::random().map_err(|error| later(&error))?;
    files.put(&key, bytes).await.map_err(|error| later(&error))?;
    Ok(key)
}

fn later(error: &files::Error) -> Error {
    Error::Later { reason: error.to_string(), after: Duration::ZERO }
}
