//! Takes the files of a mail out of the delivery that brought it, all in one go, and puts them where uploads lie. What
//! can't be had is said so in its place; each file is kept as it comes, so that a later try goes on where this one ends.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use channels::email::{inbound, read};
use files::Stored;
use model::{AttachmentState, Key};
use store::attachments::Prepared;
use store::{Reach, queue};

use crate::Error;
use crate::context::Context;
use crate::fetch_attachment::{self, Failed, GONE};

/// A file that is still to be taken.
struct Wanted {
    attachment: Key,
    filename: String,
    source: String,
}

pub(crate) async fn perform(context: &Context<'_>, delivery: Key, files: &[(Key, String)]) -> Result<(), Error> {
    let reach = context.reach()?;
    let wanted = wanted(context, reach, files.to_vec()).await?;
    if wanted.is_empty() {
        return context.finish().await;
    }
    let about: store::Result<_> =
        context.db.read(move |c| store::deliveries::find_about(c, &reach, delivery.into())).await;
    let size = match about {
        Ok(about) => usize::try_from(about.size).unwrap_or(0),
        Err(store::Error::NotFound) => return give_up(context, reach, wanted, GONE).await,
        Err(error) => return Err(error.into()),
    };
    let _room = context.provider.room.take(size).await;
    let found: store::Result<_> = context.db.read(move |c| store::deliveries::find(c, &reach, delivery.into())).await;
    let raw = match found {
        Ok((_, raw)) => Arc::new(raw),
        Err(store::Error::NotFound) => return give_up(context, reach, wanted, GONE).await,
        Err(error) => return Err(error.into()),
    };
    let mail = raw.clone();
    let listed = tokio::task::spawn_blocking(move || read::attachments(&mail)).await;
    let listed = Arc::new(listed.unwrap_or_default());
    let mut waiting = Vec::new();
    let mut why = String::new();
    for file in wanted {
        let (mail, all, source) = (raw.clone(), listed.clone(), file.source.clone());
        let bytes = tokio::task::spawn_blocking(move || inbound::file(&mail, &all, &source)).await.ok().flatten();
        match keep(context, reach, &file, bytes).await? {
            Ok(()) => {}
            Err(Failed::Ever(why)) => fail(context, reach, &file, &why).await?,
            Err(Failed::Now { reason, .. }) => {
                why = reason;
                waiting.push(file);
            }
        }
    }
    if waiting.is_empty() {
        return context.finish().await;
    }
    if queue::wait(context.leased.id, context.leased.attempt, Duration::ZERO).is_some() {
        return Err(Error::Later { reason: why, after: Duration::ZERO });
    }
    give_up(context, reach, waiting, &format!("It was tried for a day. {why}")).await
}

/// Those that no try has brought yet, and that are not gone.
async fn wanted(context: &Context<'_>, reach: Reach, files: Vec<(Key, String)>) -> Result<Vec<Wanted>, Error> {
    let found: store::Result<_> = context
        .db
        .read(move |c| {
            let mut wanted = Vec::new();
            for (attachment, source) in &files {
                match store::attachments::find(c, &reach, *attachment) {
                    Ok(upload) if upload.state == AttachmentState::Waiting && !upload.has_arrived => {
                        let (filename, source) = (upload.filename, source.clone());
                        wanted.push(Wanted { attachment: *attachment, filename, source });
                    }
                    Ok(_) | Err(store::Error::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(wanted)
        })
        .await;
    Ok(found?)
}

async fn keep(
    context: &Context<'_>,
    reach: Reach,
    file: &Wanted,
    bytes: Option<Bytes>,
) -> Result<Result<(), Failed>, Error> {
    let Some(bytes) = bytes else { return Ok(Err(Failed::Ever(GONE.to_owned()))) };
    let (intake, key) = fetch_attachment::begin(context, reach, file.attachment, &file.filename).await?;
    match fetch_attachment::take(intake, bytes).await {
        Ok(stored) => arrive(context, reach, file.attachment, (key, stored)).await.map(Ok),
        Err(failed) => Ok(Err(failed)),
    }
}

/// Changes nothing where another try has begun meanwhile: then the bytes of this one are gone.
async fn arrive(
    context: &Context<'_>,
    reach: Reach,
    attachment: Key,
    (key, stored): (String, Stored),
) -> Result<(), Error> {
    let arrived = fetch_attachment::arrived(stored);
    let written = context.db.write(move |tx| {
        let upload = match store::attachments::find(tx, &reach, attachment) {
            Ok(upload) => upload,
            Err(store::Error::NotFound) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        if upload.file == key && !upload.has_arrived {
            desk::attachments::arrive_late(tx, &reach, attachment, &arrived)?;
        }
        Ok(())
    });
    written.await
}

async fn fail(context: &Context<'_>, reach: Reach, file: &Wanted, why: &str) -> Result<(), Error> {
    let (attachment, failed) = (file.attachment, Prepared::Failed(why.to_owned()));
    let written: Result<(), desk::Error> = context
        .db
        .write(move |tx| match desk::attachments::finish(tx, &reach, attachment, &failed) {
            Err(desk::Error::Store(store::Error::NotFound)) => Ok(()),
            done => done.map(drop),
        })
        .await;
    Ok(written?)
}

/// There is nothing more to be had.
async fn give_up(context: &Context<'_>, reach: Reach, files: Vec<Wanted>, why: &str) -> Result<(), Error> {
    for file in &files {
        fail(context, reach, file, why).await?;
    }
    context.finish().await
}
