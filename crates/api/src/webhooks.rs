//! What providers post (contract section 8): answered 2xx once it is committed, and never twice taken in.
//! Knows no provider's words: those are the channels'. Not in the OpenAPI document, for no client calls this.

mod intake;

use axum::extract::{OriginalUri, Request, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use channels::Delivery;
use model::{AnyId, Channel, ChannelType};
use serde_json::{Value, json};

use crate::extract::{Path, Query};
use crate::fields::{Fields, Id, Input};
use crate::{App, Error};
use intake::Posted;

/// Bytes of one delivery; Meta's take 3 MiB at most.
const MOST: usize = 4 << 20;
/// Bytes of a mail: 25 MiB of files, as they are written in mails, and some words.
const MOST_OF_MAIL: usize = 40 << 20;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/webhooks/whatsapp", get(challenge_whatsapp).post(whatsapp))
        .route("/api/v1/webhooks/instagram", get(challenge_instagram).post(instagram))
        .route("/api/v1/webhooks/email", post(email))
        .route("/api/v1/webhooks/telegram/{channel_id}", post(telegram))
        .route("/api/v1/webhooks/sms/{channel_id}", post(sms))
        .route("/api/v1/webhooks/x/{channel_id}", get(challenge_x).post(x))
}

/// Meta's challenge.
struct Challenge {
    mode: Option<String>,
    word: Option<String>,
    challenge: Option<String>,
}

impl Input for Challenge {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            mode: fields.text("hub.mode", 1, 100).optional(),
            word: fields.text("hub.verify_token", 1, 4096).optional(),
            challenge: fields.text("hub.challenge", 1, 4096).optional(),
        }
    }
}

async fn challenge_whatsapp(State(app): State<App>, Query(asked): Query<Challenge>) -> Result<Response, Error> {
    challenge(&app, ChannelType::Whatsapp, asked).await
}

async fn challenge_instagram(State(app): State<App>, Query(asked): Query<Challenge>) -> Result<Response, Error> {
    challenge(&app, ChannelType::Instagram, asked).await
}

/// The word is a channel's own, or the server's (decision D34).
async fn challenge(app: &App, kind: ChannelType, asked: Challenge) -> Result<Response, Error> {
    let (Some("subscribe"), Some(word), Some(challenge)) = (asked.mode.as_deref(), asked.word, asked.challenge) else {
        return Err(Error::bad("This address answers Meta's challenge: hub.mode, hub.verify_token and hub.challenge"));
    };
    let is_ours = channels::delivery::same(&word, &app.settings.verify_token).is_ok();
    if !is_ours && !app.read(move |c| store::channels::is_any_verified_by(c, kind, &word)).await? {
        return Err(Error::forbidden("The verify token is not the one of any channel here"));
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], challenge).into_response())
}

async fn whatsapp(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    request: Request,
) -> Result<&'static str, Error> {
    let posted = Posted::read(&app, &uri, request, MOST).await?;
    by_identity(&app, ChannelType::Whatsapp, posted).await
}

async fn instagram(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    request: Request,
) -> Result<&'static str, Error> {
    let posted = Posted::read(&app, &uri, request, MOST).await?;
    by_identity(&app, ChannelType::Instagram, posted).await
}

/// A mail as it is (`message/rfc822`) or in a form, from whoever knows a channel's secret: nothing is read of anybody else's.
async fn email(State(app): State<App>, OriginalUri(uri): OriginalUri, request: Request) -> Result<&'static str, Error> {
    let head = Delivery { headers: request.headers(), url: "", body: &[], key: &[] };
    let secret = head.secret().ok_or_else(forged)?;
    let word = secret.clone();
    if !app.read(move |c| store::channels::is_any_verified_by(c, ChannelType::Email, &word)).await? {
        return Err(forged());
    }
    let posted = Posted::read(&app, &uri, request, MOST_OF_MAIL).await?;
    let (posted, names) = intake::aside(move || {
        let posted = posted.unwrapped()?;
        let names = channels::identities(ChannelType::Email, &posted.delivery()).unwrap_or_default();
        Ok((posted, names))
    })
    .await?;
    let found = named(&app, ChannelType::Email, names).await?;
    if !found.is_empty() {
        return deliver(&app, &found, &posted).await;
    }
    // Blind copies and aliases don't stand in a mail: then the secret tells whose it is.
    let owner = app.read(move |c| store::channels::find_verified_by(c, ChannelType::Email, &secret)).await?;
    let owner = owner.ok_or_else(|| Error::bad("The mail names no channel's address, and several have this secret"))?;
    intake::take(&app, &owner, &posted).await.map(|()| "")
}

/// The active channels that their provider calls so.
async fn named(app: &App, kind: ChannelType, names: Vec<String>) -> Result<Vec<Channel>, Error> {
    let found = app.read(move |c| {
        let found = names.iter().map(|name| store::channels::find_by_identity(c, kind, name));
        found.collect::<store::Result<Vec<_>>>().map(|found| found.into_iter().flatten().collect())
    });
    found.await.map_err(Error::from)
}

/// One address for all channels of a kind: each is told of in the body by its provider's name for it.
async fn by_identity(app: &App, kind: ChannelType, posted: Posted) -> Result<&'static str, Error> {
    let Ok(names) = channels::identities(kind, &posted.delivery()) else {
        tracing::warn!(kind = ?kind, bytes = posted.body.len(), "a delivery that is no JSON names no channel");
        return Ok("");
    };
    deliver(app, &named(app, kind, names).await?, &posted).await
}

/// To those of the channels for which the delivery is proved.
async fn deliver(app: &App, found: &[Channel], posted: &Posted) -> Result<&'static str, Error> {
    let is_proved = |channel: &&Channel| channels::verify(channel.kind, &channel.config, &posted.delivery()).is_ok();
    let proved: Vec<&Channel> = found.iter().filter(is_proved).collect();
    if proved.is_empty() && !found.is_empty() {
        return Err(forged());
    }
    for channel in proved {
        intake::take(app, channel, posted).await?;
    }
    Ok("")
}

async fn telegram(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Path(Id(id)): Path<Id>,
    request: Request,
) -> Result<&'static str, Error> {
    by_id(&app, ChannelType::Telegram, id, &uri, request).await.map(|()| "")
}

/// Twilio takes anything but TwiML for a mistake.
async fn sms(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Path(Id(id)): Path<Id>,
    request: Request,
) -> Result<Response, Error> {
    by_id(&app, ChannelType::Sms, id, &uri, request).await?;
    Ok(([(header::CONTENT_TYPE, "text/xml")], "<Response/>").into_response())
}

/// X's challenge.
struct Crc {
    token: String,
}

impl Input for Crc {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { token: fields.text("crc_token", 1, 4096).required() }
    }
}

/// X asks at once, and every hour, whether who answers here knows the app's secret.
async fn challenge_x(
    State(app): State<App>,
    Path(Id(id)): Path<Id>,
    Query(asked): Query<Crc>,
) -> Result<Json<Value>, Error> {
    let channel = find(&app, ChannelType::X, id).await?;
    let token = channels::response_token(channel.kind, &channel.config, &asked.token);
    let token = token.ok_or_else(|| Error::forbidden("This channel has no api_secret to answer with"))?;
    Ok(Json(json!({ "response_token": token })))
}

async fn x(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Path(Id(id)): Path<Id>,
    request: Request,
) -> Result<&'static str, Error> {
    by_id(&app, ChannelType::X, id, &uri, request).await.map(|()| "")
}

async fn find(app: &App, kind: ChannelType, id: AnyId) -> Result<Channel, Error> {
    let found = app.read(move |c| store::channels::find_any(c, id)).await?;
    let channel = found.filter(|channel| channel.kind == kind && channel.is_active);
    channel.ok_or_else(|| Error::not_found("Channel"))
}

/// An address of the channel's own.
async fn by_id(app: &App, kind: ChannelType, id: AnyId, uri: &Uri, request: Request) -> Result<(), Error> {
    let channel = find(app, kind, id).await?;
    let posted = Posted::read(app, uri, request, MOST).await?;
    channels::verify(kind, &channel.config, &posted.delivery()).map_err(|_| forged())?;
    intake::take(app, &channel, &posted).await
}

fn forged() -> Error {
    Error::forbidden("The signature of this delivery is missing or wrong")
}
