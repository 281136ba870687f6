//! Gives files to whoever has their signed address: one statement, then the bytes as they are read. Only what no browser
//! runs is shown in place; everything else is a download, in a sandbox, of the kind that its content has.

use std::ops::Range;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, HeaderName,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use files::FileKey;
use model::AttachmentState;
use store::attachments::Served;
use uuid::Uuid;

use super::link::Part;
use super::range::{self, Asked};
use crate::{App, Error, page};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const POLICY: &str = "sandbox; default-src 'none'";

/// `GET /files/{id}`
pub async fn file(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    serve(&app, &id, Part::File, query, &headers).await
}

/// `GET /files/{id}/thumbnail`
pub async fn thumbnail(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    serve(&app, &id, Part::Thumbnail, query, &headers).await
}

async fn serve(app: &App, id: &str, part: Part, query: Option<String>, asked: &HeaderMap) -> Result<Response, Error> {
    let stale = || Error::NotFound("This link is not valid, or not any more. Load the conversation again.".into());
    let id = Uuid::try_parse(id).map_err(|_| stale())?;
    let life = app.links.life(id, part, &query.unwrap_or_default(), app.now()).ok_or_else(stale)?;
    let found = app.read(move |c| store::attachments::find_signed(c, id)).await.map_err(Error::missing("File"))?;
    if found.state != AttachmentState::Ready {
        return Err(not_ready(&found));
    }
    let etag = format!("\"{}{}\"", id.simple(), if part == Part::Thumbnail { "-t" } else { "" });
    let headers = about(&found, part, life, &etag);
    if page::is_current(asked, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let (key, size) = if part == Part::Thumbnail {
        (found.thumbnail, None)
    } else {
        (Some(found.file), u64::try_from(found.size).ok())
    };
    let key = key.as_deref().and_then(FileKey::read).ok_or_else(|| Error::not_found("File"))?;
    let wanted = size.map_or(Asked::All, |size| range::read(asked, &etag, size));
    let wanted = match (wanted, size) {
        (Asked::All, _) => None,
        (Asked::Part(range), _) => Some(range),
        (Asked::Beyond, size) => return Ok(beyond(size.unwrap_or(0))),
    };
    send(app, &key, wanted, headers).await
}

async fn send(app: &App, key: &FileKey, wanted: Option<Range<u64>>, mut headers: HeaderMap) -> Result<Response, Error> {
    let is_part = wanted.is_some();
    let reading = app.files.read(key, wanted).await.map_err(|error| match error {
        files::Error::Missing => Error::Broken("the bytes of an attachment are missing".into()),
        other => other.into(),
    })?;
    headers.insert(CONTENT_LENGTH, HeaderValue::from(reading.range.end - reading.range.start));
    let mut status = StatusCode::OK;
    if is_part {
        status = StatusCode::PARTIAL_CONTENT;
        let (first, last) = (reading.range.start, reading.range.end.saturating_sub(1));
        let range = HeaderValue::try_from(format!("bytes {first}-{last}/{}", reading.size));
        headers.insert(CONTENT_RANGE, range.expect("digits are a header value"));
    }
    Ok((status, headers, Body::from_stream(reading.stream)).into_response())
}

fn not_ready(found: &Served) -> Error {
    let why = match &found.error {
        Some(error) => error.clone(),
        None => "This file is still being prepared. Try again in a moment.".to_owned(),
    };
    Error::NotFound(why.into())
}

/// 416 (RFC 9110, 15.5.17)
fn beyond(size: u64) -> Response {
    let range = [(CONTENT_RANGE, format!("bytes */{size}"))];
    let detail = serde_json::json!({"detail": "The file ends before this range"});
    (StatusCode::RANGE_NOT_SATISFIABLE, range, axum::Json(detail)).into_response()
}

fn about(found: &Served, part: Part, life: u64, etag: &str) -> HeaderMap {
    let kind = if part == Part::Thumbnail { "image/jpeg" } else { found.content_type.as_str() };
    let is_inline = files::kind::is_inline(kind);
    let charset = if kind.starts_with("text/") { "; charset=utf-8" } else { "" };
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: String| {
        // What people typed is percent-encoded below; a value that still can't be sent is left out.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    set(CONTENT_TYPE, format!("{kind}{charset}"));
    set(CONTENT_DISPOSITION, disposition(if is_inline { "inline" } else { "attachment" }, &found.filename));
    set(CONTENT_SECURITY_POLICY, POLICY.to_owned());
    set(RESOURCE_POLICY, "cross-origin".to_owned());
    set(CACHE_CONTROL, format!("private, max-age={life}, immutable"));
    set(ACCEPT_RANGES, "bytes".to_owned());
    set(ETAG, etag.to_owned());
    headers
}

/// RFC 6266: a name in ASCII for old clients, and the real one.
fn disposition(how: &str, filename: &str) -> String {
    let plain: String = filename
        .chars()
        .map(|letter| {
            if letter.is_ascii_graphic() && !matches!(letter, '"' | '\\' | '%') || letter == ' ' { letter } else { '_' }
        })
        .collect();
    let mut encoded = String::new();
    for byte in filename.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_leave_its_place_in_the_header() {
        assert_eq!(disposition("inline", "photo.png"), "inline; filename=\"photo.png\"; filename*=UTF-8''photo.png");
        assert_eq!(
            disposition("attachment", "Ä \"x\"; b\\.txt"),
            "attachment; filename=\"_ _x_; b_.txt\"; filename*=UTF-8''%C3%84%20%22x%22%3B%20b%5C.txt"
        );
        assert!(HeaderValue::try_from(disposition("inline", "a\r\nb\0c")).is_ok());
    }
}
