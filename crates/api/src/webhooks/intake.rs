//! Takes in what was posted, together with its bytes: what can't be read or stored is kept as it came.
//! Must not know which address it was posted to.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use bytes::Bytes;
use channels::Delivery;
use channels::email::posted;
use model::inbound::Report;
use model::{Channel, ChannelType, Key};
use store::deliveries::NewDelivery;

use crate::body;
use crate::{App, Error};

/// Tries where somebody else writes the same at the same moment.
const TRIES: usize = 4;

/// A request with its body, of which a [`Delivery`] is the view.
#[derive(Clone)]
pub(super) struct Posted {
    headers: HeaderMap,
    url: String,
    pub(super) body: Bytes,
    key: [u8; 32],
}

impl Posted {
    pub(super) async fn read(app: &App, uri: &Uri, request: Request, most: usize) -> Result<Self, Error> {
        let headers = request.headers().clone();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let url = format!("{}{path}", app.settings.public_url.trim_end_matches('/'));
        Ok(Self { headers, url, body: body::read(request, most).await?, key: app.settings.mail_key })
    }

    /// With the mail that it holds for its body.
    pub(super) fn unwrapped(self) -> Result<Self, Error> {
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

    pub(super) fn delivery(&self) -> Delivery<'_> {
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

/// Takes in what a channel's provider has proved to say. What can't be read or stored is kept as it came.
pub(super) async fn take(app: &App, channel: &Channel, posted: &Posted) -> Result<(), Error> {
    let (reports, problem) = read(channel, posted).await;
    if let Some(problem) = &problem {
        tracing::warn!(channel = channel.key.number, problem, "a part of a delivery can't be read");
    }
    let reports = Arc::new(reports);
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
    reports: Arc<Vec<Report>>,
    why: String,
) -> Result<(), Error> {
    tracing::error!(channel = channel.key.number, why, "a part of a delivery can't be stored");
    let told = Some("a part of it could not be stored".to_owned());
    let kept = write(app, channel, posted.to_keep(channel, told), Arc::default()).await?;
    for report in Arc::unwrap_or_clone(reports) {
        let (channel, report) = (channel.clone(), [report]);
        let taken: Result<(), Error> =
            app.write(move |tx| Ok(desk::deliveries::take_in(tx, &channel, kept, &report).map(drop)?)).await;
        if let Err(Error::Broken(why)) = taken {
            tracing::error!(why, "this is the part");
        }
    }
    Ok(())
}

async fn write(app: &App, channel: &Channel, kept: NewDelivery, reports: Arc<Vec<Report>>) -> Result<Key, Error> {
    let kept = Arc::new(kept);
    let mut tried = 1;
    loop {
        let (channel, kept, reports) = (channel.clone(), kept.clone(), reports.clone());
        match app.write(move |tx| Ok(desk::deliveries::take(tx, &channel, &kept, &reports)?)).await {
            Err(Error::Busy) if tried < TRIES => tried += 1,
            outcome => return outcome,
        }
    }
}

/// What can be read of it, and what is wrong with the rest. A mail may take a while, and is anybody's.
async fn read(channel: &Channel, posted: &Posted) -> (Vec<Report>, Option<String>) {
    if channel.kind != ChannelType::Email {
        return channels::read(channel.kind, &channel.config, &posted.delivery());
    }
    let (of, posted) = (channel.clone(), posted.clone());
    let read = aside(move || Ok(channels::read(of.kind, &of.config, &posted.delivery()))).await;
    read.unwrap_or_else(|error| {
        tracing::error!(channel = channel.key.number, ?error, "reading a mail failed badly");
        (Vec::new(), Some("it can't be read".to_owned()))
    })
}

/// Does what takes a while where nothing waits for it.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Broken(error.to_string()))?
}
