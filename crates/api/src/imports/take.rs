//! Takes in the files of an import as they arrive: under keys that say nothing, so that no name ever reaches a disk. A job
//! that deletes them later waits before the first byte is kept: whatever happens, nothing is left.

use std::time::Duration;

use axum::extract::multipart::Field;
use axum::extract::{Multipart, Request};
use bytes::Bytes;
use files::FileKey;
use model::{ArticleState, Job, Word};

use crate::attachments::form;
use crate::{App, Error};

/// Files of one import.
const MOST: usize = 100;
/// Fields that a body may have.
const MOST_FIELDS: usize = MOST + 16;
/// Bytes of all files, in largest files.
const LARGEST_FILES: usize = 4;
/// An import that has not ended by then has lost its files.
const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);
/// Letters of a name.
const LONGEST: usize = 200;

/// The files by name and key, and what their articles are to be.
pub async fn take(app: &App, request: Request) -> Result<(Vec<(String, String)>, ArticleState), Error> {
    let limit = app.settings.upload_limit.saturating_mul(LARGEST_FILES);
    let mut body = form::open(request, limit).await?;
    let mut taken = Vec::new();
    match read(app, &mut body, limit, &mut taken).await {
        Ok(_) if taken.is_empty() => Err(form::missing()),
        Ok(articles) => Ok((taken, articles)),
        Err(error) => {
            for key in taken.iter().filter_map(|(_, key)| FileKey::read(key)) {
                if let Err(error) = app.files.delete(&key).await {
                    tracing::warn!(%error, "a file of an import that came to nothing is left for later");
                }
            }
            Err(error)
        }
    }
}

async fn read(
    app: &App,
    body: &mut Multipart,
    limit: usize,
    taken: &mut Vec<(String, String)>,
) -> Result<ArticleState, Error> {
    let mut articles = ArticleState::Published;
    for _ in 0..MOST_FIELDS {
        let Some(mut field) = form::next(body, limit).await? else { return Ok(articles) };
        match field.name() {
            Some("file" | "files") if taken.len() == MOST => return Err(form::at_file("100 files at a time")),
            Some("file" | "files") => {
                let Some(name) = field.file_name().map(str::to_owned) else {
                    return Err(form::at_file("The field must be a file"));
                };
                let name = unique(&clean(&name), taken);
                let bytes = whole(&mut field, app.settings.upload_limit, limit).await?;
                let key = keep(app, bytes).await?;
                taken.push((name, key));
            }
            Some("state") => {
                let word = form::text(&mut field, limit).await?;
                articles = ArticleState::from_word(&word).ok_or_else(|| form::at("state", "`draft` or `published`"))?;
            }
            _ => form::drain(field, limit).await,
        }
    }
    Err(form::at_file("The body has too many fields"))
}

/// The name without folders, for people to know it by.
fn clean(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    let letters = name.chars().count();
    // Its end says what it is.
    let name: String = name.chars().skip(letters.saturating_sub(LONGEST)).collect();
    if name.trim().is_empty() { "file".to_owned() } else { name.trim().to_owned() }
}

/// Two of the same name are two files.
fn unique(name: &str, taken: &[(String, String)]) -> String {
    let is_free = |name: &str| !taken.iter().any(|(one, _)| one == name);
    let numbered = (2..).map(|number| format!("{number} {name}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| is_free(name)).expect("numbers have no end")
}

async fn whole(field: &mut Field<'_>, most: usize, limit: usize) -> Result<Bytes, Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = form::piece(field, limit).await? {
        if bytes.len() + piece.len() > most {
            return Err(Error::TooLarge(most));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.into())
}

async fn keep(app: &App, bytes: Bytes) -> Result<String, Error> {
    let key = FileKey::random()?;
    let files = vec![key.as_str().to_owned()];
    let noted = app.db().write(move |tx| {
        let at = tx.now().plus(KEPT);
        tx.enqueue(None, &Job::DeleteFiles { files: files.clone() }, at)
    });
    noted.await.map_err(Error::from)?;
    app.files.put(&key, bytes).await?;
    Ok(key.as_str().to_owned())
}
