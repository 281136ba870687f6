//! A mail as it came, as a page of its own for a frame: what was made safe when it came in, in a sandbox, with pictures
//! from elsewhere only where they are asked for. Given to whoever has its signed address.

pub(crate) mod wire;

use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use channels::email::html;
use store::mail_originals::Original;
use uuid::Uuid;

use crate::attachments::link::Part;
use crate::{App, Error};

/// Not described: their addresses are read from messages, never made.
pub fn routes() -> axum::Router<App> {
    axum::Router::new().route("/mails/{id}", get(original))
}

/// `allow-same-origin` without scripts lets the app's page measure the frame, and nothing else.
const SANDBOX: &str = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
    style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Mails are written for white paper.
const STYLE: &str = "html{color-scheme:light}body{margin:0;padding:12px;background:#fff;color:#1f2328;\
    font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}\
    pre{white-space:pre-wrap}blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #d0d7de;color:#59636e}";

/// `GET /mails/{id}`; with `images=1` with the pictures from elsewhere.
async fn original(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let stale = || Error::NotFound("This link is not valid, or not any more. Load the conversation again.".into());
    let (id, query) = (Uuid::try_parse(&id).map_err(|_| stale())?, query.unwrap_or_default());
    let life = app.links.life(id, Part::Mail, &query, app.now()).ok_or_else(stale)?;
    let found = app.read(move |c| store::mail_originals::find_signed(c, id)).await.map_err(Error::missing("Mail"))?;
    let wants_remote =
        url::form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "images" && value == "1");
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_SECURITY_POLICY, policy(wants_remote)),
        (CACHE_CONTROL, format!("private, max-age={life}")),
    ];
    Ok((headers, page(&app, &found, wants_remote)).into_response())
}

fn policy(wants_remote: bool) -> String {
    format!("{SANDBOX}; img-src 'self'{}", if wants_remote { " https: http:" } else { "" })
}

fn page(app: &App, original: &Original, wants_remote: bool) -> String {
    let along = |number: usize| {
        let file = original.attachments.get(number)?;
        Some(app.links.path(file.id, Part::File, app.now()))
    };
    let body = html::with_images(&original.html, wants_remote, along);
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Mail</title><style>{STYLE}</style></head><body dir=\"auto\">{body}</body></html>"
    )
}
