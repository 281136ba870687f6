//! The API's description and a page to read it with, which loads nothing from elsewhere.
//! Knows nothing of what is described.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;

use crate::App;
use crate::error::Error;

/// Swagger UI sets style attributes and draws its icons from data URLs; nothing else may come in.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pingback API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"#;

const START: &str = r##"SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
"##;

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| {
    let text = crate::openapi().to_json().expect("the description is JSON");
    Bytes::from(text)
});

static SOCKETS: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(crate::sockets::asyncapi::document().to_string()));

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(|| async { json(&DOCUMENT) }))
        .route("/api/asyncapi.json", get(|| async { json(&SOCKETS) }))
        .route("/api/docs", get(|| async { file("text/html; charset=utf-8", PAGE) }))
        .route("/api/docs/start.js", get(|| async { file("text/javascript; charset=utf-8", START) }))
        .route("/api/docs/swagger-ui.css", get(|| async { vendored("swagger-ui.css") }))
        .route("/api/docs/swagger-ui-bundle.js", get(|| async { vendored("swagger-ui-bundle.js") }))
}

fn json(document: &Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")], document.clone()).into_response()
}

fn file(content_type: &'static str, text: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, content_type), (CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-cache")];
    (headers, text).into_response()
}

/// A file of the Swagger UI that is built into the program.
fn vendored(name: &str) -> Result<Response, Error> {
    let found = utoipa_swagger_ui::serve(name, Arc::new(utoipa_swagger_ui::Config::from("/api/openapi.json")));
    let file = found.map_err(|error| Error::Broken(error.to_string()))?;
    let file = file.ok_or(Error::NotFound("Not Found".into()))?;
    let headers = [(CONTENT_TYPE, file.content_type), (CACHE_CONTROL, "public, max-age=3600".to_owned())];
    // Shared, not copied: a client that reads slowly holds no copy of its own.
    let bytes = match file.bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    Ok((headers, bytes).into_response())
}
