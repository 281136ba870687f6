//! What does an endpoint make of a question, safely? Asks it within its limits (few calls at once, rests after failures, one
//! more try at most, only what may be spent) and gives back only what may be used, with what it cost.
//! Must not know whose endpoint it is, where settings and budgets are kept, nor what becomes of an answer.

mod circuit;
mod gates;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::{Clock, Time};
use outbound::Client;
use uuid::Uuid;

use crate::llm::{self, Endpoint, Message, Patience, Settings, Usage, estimate};
use crate::prompt::{self, Ask, Prompt};
use crate::write::{self, Article, NotWritten, Written};
use crate::{Passage, Turn};
use circuit::Circuit;
use gates::Gates;

/// Tokens of an answer, at most; a model that thinks first thinks within them.
const ANSWER: u32 = 1_500;
/// Tokens of an article.
const ARTICLE: u32 = 3_000;
/// A limit that ends so soon is waited for.
const SHORT: Duration = Duration::from_secs(5);
/// Texts whose vectors are asked for in one call.
const TOGETHER: usize = 32;
/// Endpoints that are remembered; those that nobody asks are forgotten first.
const MOST_ENDPOINTS: usize = 1_000;

/// Why there is no answer. In each case the caller has the passages themselves, or a human.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The caller's budget does not allow it. Nothing was sent.
    #[error("the budget is spent")]
    Budget,
    /// Too many are asking already. Nothing was sent.
    #[error("too many questions are waiting")]
    Busy,
    /// It failed several times in a row and is left alone. Nothing was sent.
    #[error("the endpoint is left alone until {until}")]
    Resting { until: Time },
    #[error("{0}")]
    Failed(#[from] llm::Error),
    #[error("what the endpoint wrote is not used: {0}")]
    NotWritten(#[from] NotWritten),
}

/// What a question came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome<T> {
    pub answer: Result<T, NoAnswer>,
    /// What it cost, to be booked, also where there is no answer.
    pub usage: Usage,
}

/// What one call came to, with what it cost, or would cost if the endpoint worked for it.
type Said<T> = Result<(T, Usage), (llm::Error, Usage)>;

/// How it is gone about.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub patience: Patience,
    /// Calls at once, to all endpoints together.
    pub at_once: usize,
    /// Calls at once to one endpoint, so that a slow one leaves room for others.
    pub at_once_each: usize,
    /// How long a question waits for its turn.
    pub turn: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { patience: Patience::default(), at_once: 4, at_once_each: 2, turn: Duration::from_secs(20) }
    }
}

/// All endpoints that a process asks: one of these in each. Clones share everything.
#[derive(Clone)]
pub struct Assistants {
    client: Client,
    clock: Clock,
    rules: Rules,
    gates: Gates,
    known: Arc<Mutex<HashMap<Settings, Arc<Known>>>>,
}

/// What is remembered of an endpoint between questions.
struct Known {
    endpoint: Endpoint,
    circuit: Circuit,
    gates: Gates,
}

/// One endpoint with one key: an installation's or a business's.
#[derive(Clone)]
pub struct Assistant {
    client: Client,
    clock: Clock,
    gates: Gates,
    known: Arc<Known>,
}

impl Assistants {
    pub fn new(client: Client, clock: Clock, rules: Rules) -> Self {
        Self { client, clock, rules, gates: Gates::new(rules.at_once, rules.turn), known: Arc::default() }
    }

    /// The same settings give the same endpoint, with what is known of it. Refuses an address that may not be called.
    pub fn at(&self, settings: &Settings) -> Result<Assistant, outbound::Refused> {
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match all.get(settings) {
            Some(known) => known.clone(),
            None => {
                let endpoint = Endpoint::new(&self.client, settings.clone(), self.rules.patience)?;
                let gates = Gates::new(self.rules.at_once_each, self.rules.turn);
                let known = Arc::new(Known { endpoint, circuit: Circuit::default(), gates });
                if all.len() >= MOST_ENDPOINTS {
                    all.retain(|_, known| Arc::strong_count(known) > 1);
                }
                all.insert(settings.clone(), known.clone());
                known
            }
        };
        Ok(Assistant { client: self.client.clone(), clock: self.clock.clone(), gates: self.gates.clone(), known })
    }
}

impl Assistant {
    /// An answer out of the passages. `may_spend` is asked once, with the tokens that it may cost, before anything is sent;
    /// who says yes keeps so many aside until the usage is booked. So for all of these.
    pub async fn answer<S: Future<Output = bool>>(
        &self,
        ask: &Ask<'_>,
        may_spend: impl FnOnce(u64) -> S,
    ) -> Outcome<Written> {
        let prompt = prompt::answer(ask, &nonce());
        let shown: &[&Passage] = &ask.passages[..ask.passages.len().min(prompt::MOST_PASSAGES)];
        let said = self.chat(&prompt, ANSWER, may_spend).await;
        said.and_then(|said| write::answer(&said, shown, &prompt))
    }

    /// What a conversation is about, in plain text.
    pub async fn summary<S: Future<Output = bool>>(
        &self,
        turns: &[Turn],
        may_spend: impl FnOnce(u64) -> S,
    ) -> Outcome<String> {
        let prompt = prompt::summary(turns, &nonce());
        let said = self.chat(&prompt, ANSWER, may_spend).await;
        said.and_then(|said| write::summary(&said, turns, &prompt))
    }

    /// The draft of an article, for a member to review.
    pub async fn article<S: Future<Output = bool>>(
        &self,
        question: &str,
        answer: &str,
        may_spend: impl FnOnce(u64) -> S,
    ) -> Outcome<Article> {
        let prompt = prompt::article(question, answer, &nonce());
        let said = self.chat(&prompt, ARTICLE, may_spend).await;
        said.and_then(|said| write::article(&said, question, answer, &prompt))
    }

    /// Those of `known` that fit, at most three.
    pub async fn tags<S: Future<Output = bool>>(
        &self,
        turns: &[Turn],
        known: &[String],
        may_spend: impl FnOnce(u64) -> S,
    ) -> Outcome<Vec<String>> {
        let prompt = prompt::tags(turns, known, &nonce());
        let said = self.chat(&prompt, ANSWER, may_spend).await;
        said.and_then(|said| Ok(write::tags(&said, known)))
    }

    /// The vectors of any number of texts, all of one size, in their order.
    pub async fn embed<S: Future<Output = bool>>(
        &self,
        texts: &[&str],
        may_spend: impl FnOnce(u64) -> S,
    ) -> Outcome<Vec<Vec<f32>>> {
        let mut usage = Usage::default();
        if !may_spend(texts.iter().map(|text| estimate(text)).sum()).await {
            return Outcome { answer: Err(NoAnswer::Budget), usage };
        }
        let mut vectors: Vec<Vec<f32>> = Vec::with_capacity(texts.len());
        for some in texts.chunks(TOGETHER) {
            let (answer, spent) = self.asked(|| self.vectors(some)).await;
            usage = usage.and(spent);
            match answer {
                Ok(more) if vectors.first().is_none_or(|first| first.len() == more[0].len()) => vectors.extend(more),
                Ok(_) => {
                    let error = llm::Error::Garbage("its vectors are of different sizes".into());
                    return Outcome { answer: Err(error.into()), usage };
                }
                Err(why) => return Outcome { answer: Err(why), usage },
            }
        }
        Outcome { answer: Ok(vectors), usage }
    }

    async fn chat<S: Future<Output = bool>>(
        &self,
        prompt: &Prompt,
        max_tokens: u32,
        may_spend: impl FnOnce(u64) -> S,
    ) -> Outcome<String> {
        if !may_spend(prompt.estimate() + u64::from(max_tokens)).await {
            return Outcome { answer: Err(NoAnswer::Budget), usage: Usage::default() };
        }
        let messages = prompt.messages();
        let (answer, usage) = self.asked(|| self.said(&messages, max_tokens)).await;
        Outcome { answer, usage }
    }

    async fn said(&self, messages: &[Message], max_tokens: u32) -> Said<String> {
        let asked = Usage { input: messages.iter().map(|message| estimate(&message.content)).sum(), output: 0 };
        let reply = self.known.endpoint.chat(&self.client, messages, max_tokens, 0.0).await;
        let mut reply = reply.map_err(|error| (error, asked))?;
        let said = reply.whole().await;
        said.map(|said| (said, reply.usage())).map_err(|error| (error, reply.usage()))
    }

    async fn vectors(&self, texts: &[&str]) -> Said<Vec<Vec<f32>>> {
        let asked = Usage { input: texts.iter().map(|text| estimate(text)).sum(), output: 0 };
        self.known.endpoint.embed(&self.client, texts).await.map_err(|error| (error, asked))
    }

    /// Makes a call in its turn, and once more where the endpoint asks for a short wait. A failure comes with what it costs
    /// if the endpoint may have worked for it.
    async fn asked<T, C: Future<Output = Said<T>>>(&self, call: impl Fn() -> C) -> (Result<T, NoAnswer>, Usage) {
        let mut tries_again = true;
        loop {
            let circuit = &self.known.circuit;
            if let Err(until) = circuit.enter((self.clock)()) {
                return (Err(NoAnswer::Resting { until }), Usage::default());
            }
            let (Some(_own), Some(_all)) = (self.known.gates.enter().await, self.gates.enter().await) else {
                return (Err(NoAnswer::Busy), Usage::default());
            };
            let (error, cost) = match call().await {
                Ok((answer, usage)) => {
                    circuit.succeeded();
                    return (Ok(answer), usage);
                }
                Err(failed) => failed,
            };
            match error {
                llm::Error::Limited { after: Some(after) } if after <= SHORT && std::mem::take(&mut tries_again) => {
                    drop((_own, _all));
                    tokio::time::sleep(after).await;
                }
                error => {
                    match error.is_of_endpoint() {
                        true => circuit.failed((self.clock)(), &error),
                        false => circuit.succeeded(),
                    }
                    let cost = if error.may_have_cost() { cost } else { Usage::default() };
                    return (Err(error.into()), cost);
                }
            }
        }
    }
}

impl<T> Outcome<T> {
    /// Goes on with what was said, at the same cost.
    fn and_then<U>(self, next: impl FnOnce(T) -> Result<U, NotWritten>) -> Outcome<U> {
        let answer = self.answer.and_then(|said| next(said).map_err(NoAnswer::NotWritten));
        Outcome { answer, usage: self.usage }
    }
}

fn nonce() -> String {
    Uuid::new_v4().simple().to_string()
}
