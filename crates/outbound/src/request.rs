//! One request: what is sent, how long it may take, how large its answer may be, whether it follows redirects.
//! Each hop is judged before it is called. Must not know how connections are made.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, RANGE};
use reqwest::{Body, Method, Response, Url};
use serde::Serialize;
use tokio::time::{Instant, timeout_at};

use crate::answer::Answer;
use crate::client::Client;
use crate::error::{Error, Refused, Result};
use crate::guard::{self, MOST_REDIRECTS, Schemes, Target};
use crate::sent::{self, Sent};

/// Largest answer, where the request does not say.
const LARGEST_ANSWER: u64 = 1 << 20;

/// A request that is being made; [`send`](Self::send) sends it.
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    client: Client,
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Option<Body>,
    schemes: Schemes,
    follows: bool,
    timeout: Duration,
    limit: u64,
    /// What can't be written, told by [`send`](Self::send).
    wrong: Option<Refused>,
}

impl Request {
    pub(crate) fn new(client: Client, method: Method, url: &str, timeout: Duration) -> Self {
        Self {
            client,
            method,
            url: url.to_owned(),
            headers: HeaderMap::new(),
            body: None,
            schemes: Schemes::HttpsOrHttp,
            follows: false,
            timeout,
            limit: LARGEST_ANSWER,
            wrong: None,
        }
    }

    /// Refuses `http://`, also behind a redirect.
    pub fn https_only(mut self) -> Self {
        self.schemes = Schemes::Https;
        self
    }

    /// Follows up to five redirects, if the method is GET or HEAD; all others get the redirect itself as their answer.
    /// A hop to another origin takes none of the request's headers along but `Accept` and `Range`.
    pub fn follow_redirects(mut self) -> Self {
        self.follows = true;
        self
    }

    /// For everything: all hops, and the answer to its last byte.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Most bytes of the answer's body; 1 MiB where nothing is said.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// A value that no header can hold is refused by [`send`](Self::send).
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(mut value) => {
                value.set_sensitive(name == AUTHORIZATION);
                self.headers.insert(name, value);
            }
            Err(_) => self.wrong = Some(Refused::Unwritable(format!("the header {name}"))),
        }
        self
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header(AUTHORIZATION, &format!("Bearer {token}"))
    }

    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = Some(body.into());
        self
    }

    pub fn json(mut self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => self.header(CONTENT_TYPE, "application/json").body(json),
            Err(error) => {
                self.wrong = Some(Refused::Unwritable(format!("the body ({error})")));
                self
            }
        }
    }

    /// Comes back with the answer's head, whatever its status; its body is still to be read, in the time that is left.
    pub async fn send(mut self) -> Result<Answer> {
        if let Some(refused) = self.wrong.take() {
            return Err(refused.into());
        }
        let deadline = Instant::now() + self.timeout;
        let mut target = self.client.check(&self.url, self.schemes)?;
        let follows = self.follows && matches!(self.method, Method::GET | Method::HEAD);
        for _ in 0..=MOST_REDIRECTS {
            let response = self.hop(&target, deadline).await?;
            let next = redirect(&response).filter(|_| follows);
            let Some(next) = next else { return Ok(Answer::new(response, deadline, self.limit)) };
            target = self.next(&target.url, next?)?;
        }
        Err(Refused::Redirects.into())
    }

    async fn hop(&mut self, target: &Target, deadline: Instant) -> Result<Response> {
        let noted = self.body.take().map(sent::noted);
        let (body, sent) = noted.map_or((None, Sent::unknown()), |(body, sent)| (Some(body), sent));
        let request = self.client.prepare(target, self.method.clone(), body).headers(self.headers.clone());
        match timeout_at(deadline, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(failure(error, sent.get())),
            Err(_) => Err(Error::Timeout { sent: sent.get() }),
        }
    }

    /// Judges the next hop, and takes away what is not meant for it.
    fn next(&mut self, from: &Url, to: Url) -> Result<Target> {
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err(Refused::Downgrade.into());
        }
        if from.origin() != to.origin() {
            self.headers = [ACCEPT, RANGE]
                .into_iter()
                .filter_map(|name| self.headers.get(&name).cloned().map(|value| (name, value)))
                .collect();
        }
        Ok(guard::check_url(to, self.schemes, self.client.guard().exceptions())?)
    }
}

/// Where the answer sends us instead, if it does.
fn redirect(response: &Response) -> Option<Result<Url, Refused>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    let text = location.to_str().map_err(|_| Refused::NotAUrl);
    Some(text.and_then(|text| response.url().join(text).map_err(|_| Refused::NotAUrl)))
}

/// What reqwest's error means. Its own text is not told: it holds the URL.
pub(crate) fn failure(error: reqwest::Error, sent: bool) -> Error {
    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
    let mut cause: &dyn std::error::Error = &error;
    while let Some(source) = cause.source() {
        cause = source;
        match cause.downcast_ref::<Error>() {
            Some(Error::Refused(refused)) => return refused.clone().into(),
            Some(Error::Unresolved(name)) => return Error::Unresolved(name.clone()),
            _ => {}
        }
    }
    let why = if std::ptr::addr_eq(cause, &error) { "no reason is known".to_owned() } else { cause.to_string() };
    match (is_connect, is_timeout) {
        (true, true) => Error::Timeout { sent: false },
        (true, false) => Error::Connect(why),
        (false, true) => Error::Timeout { sent },
        (false, false) => Error::Cut { sent, why },
    }
}
