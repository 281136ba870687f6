//! Reads the one file out of a `multipart/form-data` body (RFC 7578) as it arrives. Knows nothing of who sends it.

use std::time::Duration;

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use serde_json::Value;

use crate::error::Error;
use crate::fault::{Fault, Step};

/// What a body may have beside its file.
const AROUND: usize = 64 * 1024;
/// A body up to so many times as large as it may be is read to its end, and nothing of it is kept.
const READ_ANYWAY: usize = 4;
/// Longest text of a field.
const LONGEST: usize = 2_000;
/// A sender who sends nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes that the body says it has, else as many as it may.
pub fn announced(request: &Request, limit: usize) -> usize {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    said.and_then(|digits| digits.parse().ok()).unwrap_or(limit)
}

/// The body, for a file of at most `limit` bytes. One that says it is longer is refused before it is parsed: at once, or,
/// where it is not much longer, once it is sent, for browsers read no answer while they send.
pub async fn open(request: Request, limit: usize) -> Result<Multipart, Error> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        return Err(Error::UnsupportedMedia("The body must be multipart/form-data".into()));
    }
    let most = limit.saturating_add(AROUND);
    let announced = announced(&request, 0);
    if announced > most {
        if announced <= limit.saturating_mul(READ_ANYWAY) {
            let mut body = request.into_body();
            while let Ok(Some(Ok(_))) = patiently(body.frame()).await {}
        }
        return Err(Error::TooLarge(limit));
    }
    let request = request.map(|body| Body::new(Limited::new(body, most)));
    Multipart::from_request(request, &()).await.map_err(|_| unreadable("The body has no boundary"))
}

/// The next field, if there is one.
pub async fn next<'a>(multipart: &'a mut Multipart, limit: usize) -> Result<Option<Field<'a>>, Error> {
    patiently(multipart.next_field()).await?.map_err(|error| wrong(&error, limit))
}

/// The next piece of a field, if there is one.
pub async fn piece(field: &mut Field<'_>, limit: usize) -> Result<Option<Bytes>, Error> {
    patiently(field.chunk()).await?.map_err(|error| wrong(&error, limit))
}

/// Reads a field of words to its end.
pub async fn text(field: &mut Field<'_>, limit: usize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = piece(field, limit).await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST {
            return Err(unreadable("A field is too long"));
        }
    }
    String::from_utf8(bytes).map_err(|_| unreadable("A field is not UTF-8"))
}

/// Reads what is left of a field and keeps nothing: who is refused can read why once all is sent.
pub async fn drain(mut field: Field<'_>, limit: usize) {
    while let Ok(Some(_)) = piece(&mut field, limit).await {}
}

async fn patiently<T>(reading: impl Future<Output = T>) -> Result<T, Error> {
    tokio::time::timeout(PATIENCE, reading).await.map_err(|_| Error::TimedOut)
}

fn wrong(error: &MultipartError, limit: usize) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(limit),
        _ => unreadable("The body is not multipart/form-data to its end"),
    }
}

fn unreadable(sentence: &str) -> Error {
    Fault::value(vec![Step::Name("body".into())], sentence, Value::Null).into()
}

/// A fault of the field `file`.
pub fn at_file(sentence: &str) -> Error {
    at("file", sentence)
}

/// A fault of a field.
pub fn at(name: &'static str, sentence: &str) -> Error {
    Fault::value(vec![Step::Name("body".into()), Step::Name(name.into())], sentence, Value::Null).into()
}

pub fn missing() -> Error {
    let loc = vec![Step::Name("body".into()), Step::Name("file".into())];
    Fault { kind: "missing", loc, msg: "Field required".into(), input: Value::Null, ctx: None }.into()
}
