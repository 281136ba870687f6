//! A message on its way out: what a provider is asked over HTTP, and what its answer means.
//! Opens no connection: whoever does gets a [`Request`] and hands back the answer.

use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use model::{Attachment, ChannelType, Time};
use serde_json::Value;

use crate::oauth;

/// Characters of what is said with a file. Source: WhatsApp's "Media messages", Telegram's `caption`.
const LONGEST_CAPTION: usize = 1024;

/// Where providers are reached: their own addresses, or a gateway's. Without a slash at the end.
#[derive(Clone, Debug)]
pub struct Gateways {
    pub meta: String,
    pub telegram: String,
    pub twilio: String,
    pub x: String,
    /// Where we are reached: for what a provider is to call back.
    pub own: String,
}

impl Default for Gateways {
    fn default() -> Self {
        Self {
            meta: "https://graph.facebook.com/v23.0".to_owned(),
            telegram: "https://api.telegram.org".to_owned(),
            twilio: "https://api.twilio.com".to_owned(),
            x: "https://api.x.com".to_owned(),
            own: String::new(),
        }
    }
}

/// What is to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The customer's address on the channel: `tel:+34600111222`, `telegram:42`.
    pub to: String,
    pub content: String,
    /// No more than a [`Part`] has.
    pub files: Vec<File>,
    /// In place of the content: a message that the provider has approved, filled.
    pub template: Option<Value>,
    /// What the provider calls the files, where they had to be uploaded first.
    pub uploads: Vec<String>,
    /// What the provider calls the message that this one answers.
    pub answers: Option<String>,
    /// The path under which the channel is called back.
    pub callback_path: String,
}

/// A file that goes along.
#[derive(Clone, Debug)]
pub struct File {
    pub filename: String,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Signed; where the provider may fetch it from.
    pub url: String,
    /// The file itself, where [`crate::takes_bytes`].
    pub bytes: Bytes,
}

/// What goes out by one request: providers take few files with a message, or one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub content: String,
    /// Which of the message's files.
    pub files: Range<usize>,
}

/// How a message is cut into parts, of which there is at least one; the words go with the first file where they can.
pub fn parts(kind: ChannelType, content: &str, files: &[Attachment]) -> Vec<Part> {
    let takes_words = match (kind, files.first()) {
        (ChannelType::Sms | ChannelType::Email, _) | (_, None) => {
            return vec![Part { content: content.to_owned(), files: 0..files.len() }];
        }
        (ChannelType::Whatsapp, Some(first)) => !first.content_type.starts_with("audio/"),
        (ChannelType::Telegram | ChannelType::X, _) => true,
        _ => false,
    };
    let is_caption = takes_words && content.chars().count() <= LONGEST_CAPTION;
    let words = (!is_caption && !content.is_empty()).then(|| Part { content: content.to_owned(), files: 0..0 });
    let of_file = |at: usize| {
        let content = if at == 0 && is_caption { content.to_owned() } else { String::new() };
        Part { content, files: at..at + 1 }
    };
    words.into_iter().chain((0..files.len()).map(of_file)).collect()
}

/// An HTTP request to a provider. Its address may hold a secret: never log it.
#[derive(Clone)]
pub struct Request {
    pub url: String,
    pub authorization: Option<String>,
    /// In place of `authorization`: signs the request when it is sent.
    pub signer: Option<Box<oauth::Keys>>,
    pub body: Body,
}

/// A step of a file's way to a provider that takes it before the message.
#[derive(Clone)]
pub enum Upload {
    Ask(Request),
    /// Ask this, after a while.
    Wait(Duration, Request),
    /// What the provider calls it.
    Done(String),
}

impl Request {
    /// For something that is only read.
    pub fn get(url: String) -> Self {
        Self { url, authorization: None, signer: None, body: Body::None }
    }
}

#[derive(Clone, Debug)]
pub enum Body {
    /// It is a GET.
    None,
    /// It is a DELETE.
    Delete,
    Json(Value),
    Form(Vec<(&'static str, String)>),
    /// `multipart/form-data`, with the file under this name.
    Multipart {
        fields: Vec<(&'static str, String)>,
        name: &'static str,
        file: File,
    },
}

/// A provider's answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// When it came.
    pub at: Time,
}

/// Why a message did not go out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It will never be taken; a sentence for agents.
    #[error("{0}")]
    Rejected(String),
    /// It may be taken later, though not before `after`.
    #[error("{reason}")]
    Later { reason: String, after: Duration },
}

impl Error {
    pub fn rejected(reason: impl Into<String>) -> Self {
        Self::Rejected(reason.into())
    }

    pub fn later(reason: impl Into<String>) -> Self {
        Self::Later { reason: reason.into(), after: Duration::ZERO }
    }
}

/// `Retry-After` in seconds, at most a day; zero where it says nothing.
pub fn retry_after(headers: &HeaderMap) -> Duration {
    let value = headers.get(http::header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    let seconds: u64 = value.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    Duration::from_secs(seconds.min(86_400))
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// As [`retry_after`]; X says in place of it at which second since 1970 its limit ends.
    pub fn retry_after(&self) -> Duration {
        let wait = retry_after(&self.headers);
        let reset = self.headers.get("x-rate-limit-reset").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        match reset {
            Some(reset) if wait.is_zero() => {
                let seconds: i64 = i64::saturating_sub(reset, self.at.0 / 1_000_000);
                Duration::from_secs(seconds.clamp(0, 86_400).unsigned_abs())
            }
            _ => wait,
        }
    }

    /// What a status means where the provider's own words say no more.
    pub fn refusal(&self, provider: &str, words: Option<&str>) -> Error {
        let said = words.map(|words| format!(": {words}")).unwrap_or_default();
        let status = self.status.as_u16();
        match status {
            429 => {
                let reason = format!("{provider} takes no more messages at the moment{said}");
                Error::Later { reason, after: self.retry_after() }
            }
            500.. => {
                let reason = format!("{provider} is in trouble ({status}){said}");
                Error::Later { reason, after: self.retry_after() }
            }
            401 => Error::rejected(format!("{provider} does not accept this channel's credentials{said}")),
            _ => Error::rejected(format!("{provider} has refused it ({status}){said}")),
        }
    }
}
