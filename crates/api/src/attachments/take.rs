//! Takes in an upload: a row before the first byte, so that a crash leaves nothing that no row names; the bytes as they
//! arrive; the row again, once all of it is there. Knows nothing of who may upload where.

use axum::extract::multipart::Field;
use axum::extract::{Multipart, Request};
use files::{FileKey, Intake};
use model::{Attachment, AttachmentState, Key};
use store::Reach;
use store::attachments::{Arrived, Uploader};

use super::form;
use crate::visitors;
use crate::{App, Error};

/// Fields that a body may have.
const MOST_FIELDS: usize = 16;

/// Who uploads, to the business of their reach.
#[derive(Clone, Copy)]
pub enum Who {
    Member {
        user: Key,
        conversation: Key,
    },
    /// A token in the body, before the file, may say who.
    Visitor,
}

/// A file that is coming in.
struct Coming {
    row: Key,
    intake: Intake,
}

/// Reads the body of a request and keeps the file in it.
pub async fn take(app: &App, reach: Reach, who: Who, request: Request) -> Result<Attachment, Error> {
    let limit = app.settings.upload_limit;
    let mut body = form::open(request, limit).await?;
    let mut coming = None;
    match read(app, reach, who, &mut body, &mut coming).await {
        Ok(()) => {}
        Err(error) => {
            if let Some(Coming { row, intake }) = coming {
                intake.abort().await;
                give_up(app, reach, row).await;
            }
            return Err(error);
        }
    }
    let Coming { row, intake } = coming.ok_or_else(form::missing)?;
    match intake.finish().await {
        Ok(stored) => {
            let is_prepared = files::kind::is_prepared(stored.content_type);
            let arrived = Arrived {
                filename: stored.filename,
                content_type: stored.content_type,
                size: i64::try_from(stored.size).unwrap_or(i64::MAX),
                state: if is_prepared { AttachmentState::Waiting } else { AttachmentState::Ready },
            };
            Ok(app.write(move |tx| desk::attachments::arrive(tx, &reach, row, &arrived)).await?)
        }
        Err(error) => {
            give_up(app, reach, row).await;
            Err(error.into())
        }
    }
}

/// Reads every field; the file ends up in `coming`.
async fn read(
    app: &App,
    reach: Reach,
    who: Who,
    body: &mut Multipart,
    coming: &mut Option<Coming>,
) -> Result<(), Error> {
    let limit = app.settings.upload_limit;
    let mut token = None;
    for _ in 0..MOST_FIELDS {
        let Some(mut field) = form::next(body, limit).await? else { return Ok(()) };
        match field.name() {
            Some("file") if coming.is_some() => return Err(form::at_file("One file at a time")),
            Some("file") => {
                let Some(name) = field.file_name().map(str::to_owned) else {
                    return Err(form::at_file("The field must be a file"));
                };
                let coming = coming.insert(begin(app, reach, who, token.take(), &name).await?);
                receive(field, &mut coming.intake, limit).await?;
            }
            Some("visitor_token") => token = Some(form::text(&mut field, limit).await?),
            _ => form::drain(field, limit).await,
        }
    }
    Err(form::at_file("The body has too many fields"))
}

async fn begin(app: &App, reach: Reach, who: Who, token: Option<String>, name: &str) -> Result<Coming, Error> {
    let key = FileKey::random()?;
    let (asked, file) = (app.clone(), key.clone());
    let made = app.db().write(move |tx| {
        let by = match (who, &token) {
            (Who::Member { user, conversation }, _) => Uploader::Member { user, conversation },
            (Who::Visitor, None) => Uploader::Visitor { customer: None },
            (Who::Visitor, Some(token)) => {
                let known = visitors::known(tx, &asked, &reach, token)?.ok_or(desk::Refusal::WrongVisitor)?;
                Uploader::Visitor { customer: Some(known.key) }
            }
        };
        Ok::<_, Error>(desk::attachments::begin(tx, &reach, by, file.as_str())?)
    });
    let row = made.await?;
    Ok(Coming { row, intake: Intake::new(app.files.clone(), key, name, app.settings.upload_limit as u64) })
}

async fn receive(mut field: Field<'_>, intake: &mut Intake, limit: usize) -> Result<(), Error> {
    while let Some(piece) = form::piece(&mut field, limit).await? {
        match intake.take(piece).await {
            Ok(()) => {}
            Err(error @ files::Error::Refused(_)) => {
                form::drain(field, limit).await;
                return Err(error.into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

async fn give_up(app: &App, reach: Reach, row: Key) {
    let gone = app.db().write(move |tx| desk::attachments::give_up(tx, &reach, row)).await;
    if let Err(error) = gone {
        // It is deleted with what was never sent.
        tracing::warn!(%error, "an upload that came to nothing is left for later");
    }
}
