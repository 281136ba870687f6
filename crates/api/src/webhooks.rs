//! What providers post (contract section 8): answered 2xx once it is committed, and never twice taken in.
//! Knows no provider's words: those are the channels'. Not in the OpenAPI document, for no client calls this.

use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use channels::Delivery;
use channels::email::posted;
use model::inbound::Report;
use model::{AnyId, Channel, ChannelType, Key};
use serde_json::{Value, json};
use store::deliveries::NewDelivery;

use crate::body;
use crate::extract::{Path, Query};
use crate::fields::{Fields, Id, Input};
use crate::{App, Error};

/// Bytes of one delivery; Meta's take 3 MiB at most.
const MOST: usize = 4 << 20;
/// Bytes of a mail: 25 MiB of files, as they are written in mails, and some words.
const MOST_OF_MAIL: usize = 40 << 20;
/// Tries where somebody else writes the same at the same moment.
const TRIES: usize = 4;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/webhooks/whatsapp", get(challenge_whatsapp).post(whatsapp))
        .route("/api/v1/webhooks/instagram", get(challenge_instagram).post(instagram))
        .route("/api/v1/webhooks/email", post(email))
        .route("/api/v1/webhooks/telegram/{channel_id}", post(telegram))
        .route("/api/v1/webhooks/sms/{channel_id}", post(sms))
        .route("/api/v1/webhooks/x/{channel_id}", get(challenge_x).post(x))
}

/// A request with its body, of which a [`Delivery`] is the view.
struct Posted {
    headers: HeaderMap,
    url: String,
    body: Bytes,
    key: [u8; 32],
}

impl Posted {
    async fn read(app: &App, uri: &Uri, request: Request, most: usize) -> Result<Self, Error> {
        let headers = request.headers().clone();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let url = format!("{}{path}", app.settings.public_url.trim_end_matches('/'));
        Ok(Self { headers, url, body: body::read(request, most).await?, key: app.settings.mail_key })
    }

    /// With the mail that it holds for its body.
    fn unwrapped(self) -> Result<Self, Error> {
        let word = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let body = posted::message(word, self.body.clone()).ok_or_else(|| {
            Error::bad(
                "There is no whole mail in this: post it as message/rfc822, or switch on your provider's raw format \
                 (a field body-mime, email or RawEmail)",
            )
        })?;
        let mut headers = self.headers;
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("message/rfc822"));
        Ok(Self { headers, body, ..self })
    }

    fn delivery(&self) -> Delivery<'_> {
        Delivery { headers: &self.headers, url: &self.url, body: &self.body, key: &self.key }
    }

    fn to_keep(&self, channel: &Channel, error: Option<String>) -> NewDelivery {
        let content_type = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        NewDelivery {
            channel: channel.key,
            error,
            content_type: content_type.unwrap_or_default().chars().take(200).collect(),
            body: self.body.to_vec(),
        }
    }
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
    let posted = Posted::read(&app, &uri, request, MOST_OF_MAIL).await?.unwrapped()?;
    let names = channels::identities(ChannelType::Email, &posted.delivery()).unwrap_or_default();
    let found = named(&app, ChannelType::Email, names).await?;
    if !found.is_empty() {
        return deliver(&app, &found, &posted).await;
    }
    // Blind copies and aliases don't stand in a mail: then the secret tells whose it is.
    let owner = app.read(move |c| store::channels::find_verified_by(c, ChannelType::Email, &secret)).await?;
    let owner = owner.ok_or_else(|| Error::bad("The mail names no channel's address, and several have this secret"))?;
    take(&app, &owner, &posted).await.map(|()| "")
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
        take(app, channel, posted).await?;
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
    take(app, &channel, &posted).await
}

fn forged() -> Error {
    Error::forbidden("The signature of this delivery is missing or wrong")
}

/// Takes in what a channel's provider has proved to say. What can't be read or stored is kept as it came.
async fn take(app: &App, channel: &Channel, posted: &Posted) -> Result<(), Error> {
    let (reports, problem) = channels::read(channel.kind, &channel.config, &posted.delivery());
    if let Some(problem) = &problem {
        tracing::warn!(channel = channel.key.number, problem, "a part of a delivery can't be read");
    }
    match write(app, channel, posted.to_keep(channel, problem), reports.clone()).await {
        Err(Error::Broken(why)) => one_by_one(app, channel, posted, reports, why).await,
        outcome => outcome.map(drop),
    }
}

/// Something in it can't be stored, which must not keep the rest out.
async fn one_by_one(
    app: &App,
    channel: &Channel,
    posted: &Posted,
    reports: Vec<Report>,
    why: String,
) -> Result<(), Error> {
    tracing::error!(channel = channel.key.number, why, "a part of a delivery can't be stored");
    let told = Some("a part of it could not be stored".to_owned());
    let kept = write(app, channel, posted.to_keep(channel, told), Vec::new()).await?;
    for report in reports {
        let (channel, report) = (channel.clone(), [report]);
        let taken: Result<(), Error> =
            app.write(move |tx| Ok(desk::deliveries::take_in(tx, &channel, kept, &report).map(drop)?)).await;
        if let Err(Error::Broken(why)) = taken {
            tracing::error!(why, "this is the part");
        }
    }
    Ok(())
}

async fn write(app: &App, channel: &Channel, kept: NewDelivery, reports: Vec<Report>) -> Result<Key, Error> {
    for _ in 1..TRIES {
        match write_once(app, channel, &kept, &reports).await {
            Err(Error::Busy) => {}
            outcome => return outcome,
        }
    }
    write_once(app, channel, &kept, &reports).await
}

async fn write_once(app: &App, channel: &Channel, kept: &NewDelivery, reports: &[Report]) -> Result<Key, Error> {
    let (channel, kept, reports) = (channel.clone(), kept.clone(), reports.to_vec());
    app.write(move |tx| Ok(desk::deliveries::take(tx, &channel, &kept, &reports)?)).await
}
