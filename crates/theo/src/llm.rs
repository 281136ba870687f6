//! What does an endpoint say? A client for whatever speaks OpenAI's chat completions and embeddings: one question, the
//! answer in pieces, and what it cost.
//! Must not know what is asked, whom the answer is for, nor whether it may be believed.

mod embeddings;
mod errors;
mod lines;
mod manners;
mod reply;

use std::fmt;
use std::time::Duration;

use outbound::{Answer, Client, Request, Schemes, Url};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use manners::Manners;
pub use reply::Reply;

/// Bytes of an answer's text, at most.
pub const LARGEST_TEXT: usize = 64 << 10;
/// Bytes that may come over the line for it: a stream wraps each word in a few hundred. They are not kept.
const LARGEST_STREAM: u64 = 8 << 20;
/// Bytes of the vectors of one call.
const LARGEST_VECTORS: u64 = 8 << 20;

/// An endpoint's key. `Debug` masks it, and nothing else shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key(pub String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

/// Where an endpoint is, and which of its models are asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Up to what comes before `/chat/completions`, such as `https://llm.example.com/v1`. Only `https://`, unless the
    /// server's list of exceptions has the host.
    pub base_url: String,
    /// None for a local server that wants no key.
    pub key: Option<Key>,
    pub model: String,
    /// None where the endpoint is not asked for vectors.
    pub embedding_model: Option<String>,
}

/// How long an endpoint may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until the first byte of the answer's body. A local model reads for a while before it speaks.
    pub first: Duration,
    /// Between two pieces.
    pub between: Duration,
    /// From the request to the last byte.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { first: seconds(30), between: seconds(15), whole: seconds(90) }
    }
}

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    System,
    User,
}

/// One message of what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub role: Role,
    pub content: String,
}

/// What a call cost, in tokens: as the endpoint says, or by an estimate where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    pub input: u64,
    pub output: u64,
}

impl Usage {
    pub fn total(self) -> u64 {
        self.input.saturating_add(self.output)
    }

    pub fn and(self, other: Self) -> Self {
        let (input, output) = (self.input.saturating_add(other.input), self.output.saturating_add(other.output));
        Self { input, output }
    }
}

/// Which of an endpoint's times ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wait {
    #[error("it does not begin to answer")]
    First,
    #[error("it stopped in the middle")]
    Between,
    #[error("it does not come to an end")]
    Whole,
}

/// Why there is no answer. Texts are for owners and logs: bounded, and the key is never in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No connection, or the endpoint itself is in trouble.
    #[error("the endpoint can't be reached: {0}")]
    Unreachable(String),
    #[error("the endpoint takes too long: {0}")]
    TimedOut(Wait),
    /// Too many calls; `after` as the endpoint says, at most a day.
    #[error("the endpoint wants fewer calls")]
    Limited { after: Option<Duration> },
    /// It was understood and is not done: a wrong key, an unknown model, a text that is too long; or the URL may not be
    /// called at all.
    #[error("the endpoint refuses: {0}")]
    Refused(String),
    #[error("the endpoint's answer can't be read: {0}")]
    Garbage(String),
    /// The line ended before the answer did.
    #[error("the endpoint's answer was cut off")]
    CutOff,
    /// The endpoint is well, but did not say all: `max_tokens` was reached, or its filter withholds the rest.
    #[error("the endpoint did not finish its answer")]
    Unfinished,
}

impl Error {
    /// Whether another question would likely fare no better.
    pub fn is_of_endpoint(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Unfinished => false,
            Self::Unreachable(_) | Self::TimedOut(_) | Self::Limited { .. } | Self::Garbage(_) | Self::CutOff => true,
        }
    }

    /// Whether the endpoint may have worked for it, and counts what that cost.
    pub fn may_have_cost(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Limited { .. } | Self::Refused(_) => false,
            Self::TimedOut(_) | Self::Garbage(_) | Self::CutOff | Self::Unfinished => true,
        }
    }
}

/// Tokens that a text may be, rather too many than too few: three letters each, or one letter of Chinese.
pub fn estimate(text: &str) -> u64 {
    text.len().div_ceil(3) as u64
}

/// One endpoint. It remembers how it wants to be asked.
#[derive(Debug)]
pub struct Endpoint {
    settings: Settings,
    patience: Patience,
    chat: String,
    embeddings: String,
    manners: Manners,
}

impl Endpoint {
    /// Refuses an address that `client` may not call, as far as its text tells.
    pub fn new(client: &Client, settings: Settings, patience: Patience) -> Result<Self, outbound::Refused> {
        let base = client.check(settings.base_url.trim(), Schemes::Https)?.url;
        let (chat, embeddings) = (below(&base, "chat/completions"), below(&base, "embeddings"));
        Ok(Self { settings, patience, chat, embeddings, manners: Manners::default() })
    }

    /// Asks, and comes back when the answer begins. Dropping the reply ends the call.
    pub async fn chat(
        &self,
        client: &Client,
        messages: &[Message],
        max_tokens: u32,
        temperature: f32,
    ) -> Result<Reply, Error> {
        let first_by = Instant::now() + self.patience.first;
        let asked = messages.iter().map(|message| estimate(&message.content) + 4).sum();
        loop {
            let body = self.manners.body(&self.settings.model, messages, max_tokens, temperature);
            let request = client.post(&self.chat).limit(LARGEST_STREAM);
            let answer = self.send(request, &body, first_by).await?;
            if answer.status().is_success() {
                return Ok(Reply::new(answer, self.settings.key.clone(), self.patience, first_by, asked));
            }
            let (status, error) = (answer.status(), errors::of_answer(answer, self.key(), first_by).await);
            if !self.manners.learn(status, &error) {
                return Err(error);
            }
        }
    }

    /// The vectors of some texts, all of one size, in their order, and what that cost. At most 64 texts at once.
    pub async fn embed(&self, client: &Client, texts: &[&str]) -> Result<(Vec<Vec<f32>>, Usage), Error> {
        let Some(model) = &self.settings.embedding_model else {
            return Err(Error::Refused("no model for vectors is set".into()));
        };
        let first_by = Instant::now() + self.patience.first;
        let body = json!({"model": model, "input": texts, "encoding_format": "float"});
        let request = client.post(&self.embeddings).limit(LARGEST_VECTORS);
        let answer = self.send(request, &body, first_by).await?;
        if !answer.status().is_success() {
            return Err(errors::of_answer(answer, self.key(), first_by).await);
        }
        let bytes = answer.bytes().await.map_err(errors::in_body)?;
        embeddings::read(&bytes, texts).map_err(|error| error.without(self.key()))
    }

    async fn send(&self, request: Request, body: &Value, first_by: Instant) -> Result<Answer, Error> {
        let request = request.https_only().timeout(self.patience.whole).json(body);
        let request = match &self.settings.key {
            Some(Key(key)) => request.bearer(key),
            None => request,
        };
        let sent = timeout_at(first_by, request.send()).await;
        sent.map_err(|_| Error::TimedOut(Wait::First))?.map_err(errors::of_sending)
    }

    fn key(&self) -> Option<&Key> {
        self.settings.key.as_ref()
    }
}

/// An address below the base, whose query stays: some gateways want one.
fn below(base: &Url, path: &str) -> String {
    let mut url = base.clone();
    let kept = base.path().trim_end_matches('/').trim_end_matches("/chat/completions");
    url.set_path(&format!("{kept}/{path}"));
    url.into()
}
