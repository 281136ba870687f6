//! The web app, the visitor's widget and the demo page: files that the web builds leave behind, inside the program.
//! Serves the compressed twin that a build put beside a file; knows nothing of what the files do.

use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, HeaderName, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::Error;
use crate::page;

/// The agents' app; empty where it was not built.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Web;

/// The visitor's widget; empty where it was not built.
#[derive(RustEmbed)]
#[folder = "../../widget/dist"]
#[allow_missing = true]
struct Widget;

/// A page of the agents' app may load from this server only; pictures of customers come from elsewhere.
const APP_POLICY: &str = "default-src 'self'; img-src 'self' data: blob: https:; connect-src 'self' ws: wss:; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Whatever no route of the API answers.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Result<Response, Error> {
    let path = uri.path();
    let is_asked = matches!(method, Method::GET | Method::HEAD);
    if !is_asked || path.starts_with("/api/") || path.starts_with("/socket.io") {
        return Err(nothing());
    }
    let name = path.trim_start_matches('/');
    if let Some(file) = widget_file(name, &headers) {
        return Ok(file);
    }
    if let Some(file) = find(Web::get, name, &headers) {
        return Ok(with(file, &[(CONTENT_SECURITY_POLICY, APP_POLICY)]));
    }
    // The app's own addresses all show its one page.
    let is_page = headers.get(ACCEPT).and_then(|kinds| kinds.to_str().ok()).is_some_and(|it| it.contains("text/html"));
    if name.is_empty() || (is_page && !name.rsplit('/').next().is_some_and(|last| last.contains('.'))) {
        return Ok(match find(Web::get, "index.html", &headers) {
            Some(page) => with(page, &[(CONTENT_SECURITY_POLICY, APP_POLICY), (VARY, "Accept, Accept-Encoding")]),
            None if name.is_empty() => Redirect::temporary("/api/docs").into_response(),
            None => return Err(nothing()),
        });
    }
    Err(nothing())
}

/// `widget.js` and what it loads: for pages of any origin.
fn widget_file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let name = if name == "widget.js" { name } else { name.strip_prefix("widget/")? };
    let file = find(Widget::get, name, headers)?;
    let own = [(RESOURCE_POLICY, "cross-origin"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    Some(with(file, &own))
}

fn nothing() -> Error {
    Error::NotFound("Not Found".into())
}

/// The file, in the smallest form that the caller reads; 304 where they have it.
fn find(get: fn(&str) -> Option<EmbeddedFile>, name: &str, headers: &HeaderMap) -> Option<Response> {
    let file = get(name)?;
    let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&file.metadata.sha256_hash()[..12]));
    let kind = content_type(name, file.metadata.mimetype());
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let accepts =
        |coding: &str| accepted.split(',').any(|one| one.split(';').next().is_some_and(|it| it.trim() == coding));
    let twin = |coding, ending: &str| {
        accepts(coding).then(|| get(&format!("{name}.{ending}"))).flatten().map(|it| (coding, it))
    };
    let coded = twin("br", "br").or_else(|| twin("gzip", "gz"));

    let mut answer = HeaderMap::new();
    answer.insert(CONTENT_TYPE, HeaderValue::from_str(&kind).ok()?);
    answer.insert(ETAG, HeaderValue::from_str(&etag).ok()?);
    answer.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(lifetime(name)));
    if page::is_current(headers, &etag) {
        return Some((axum::http::StatusCode::NOT_MODIFIED, answer).into_response());
    }
    let file = match coded {
        None => file,
        Some((coding, twin)) => {
            answer.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
            twin
        }
    };
    let bytes = match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => bytes.into(),
    };
    Some((answer, bytes).into_response())
}

fn content_type(name: &str, kind: &str) -> String {
    match name.rsplit('.').next() {
        Some("js" | "css" | "html" | "svg" | "json" | "webmanifest") => format!("{kind}; charset=utf-8"),
        _ => kind.to_owned(),
    }
}

/// Files below `assets/` have a hash in their name and never change; the others are asked for again, and seldom sent.
fn lifetime(name: &str) -> &'static str {
    match name {
        _ if name.starts_with("assets/") => "public, max-age=31536000, immutable",
        "widget.js" => "public, max-age=300",
        _ => "no-cache",
    }
}

fn with(mut answer: Response, headers: &[(HeaderName, &'static str)]) -> Response {
    for (name, value) in headers {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}
