//! Theo himself: the model, if there is one, and the shelves, tied together to search, to read closely and to draft an answer
//! out of what was found.
//! Must not know where anything is kept, nor who may see it: whoever asks brings what he may read.

use std::sync::OnceLock;

use model::HandoffReason;

use crate::encoder::{Encoder, Side};
use crate::question::{self, Turn};
use crate::search::{self, CLOSELY, Found, Hit};
use crate::shelf::{Shelves, round};
use crate::{Passage, WEIGHTS, confidence, extract, handoff};

/// What stands with a vector of the built-in model; another word once vectors are made otherwise.
const MODEL: &str = "e5-small-q4-1";
/// Bytes of vectors of all businesses in memory.
const SHELVES: u64 = 256 << 20;
/// Passages that a search gives.
const HITS: usize = 20;
/// Sources of an answer.
const SOURCES: usize = 3;
/// How much worse than the best a passage may be that is also named as a source.
const NEAR: f32 = 0.04;
/// An answer that is less sure is not even shown to an agent.
const WORTH_SHOWING: f32 = 0.2;

/// Cheap to make: the model is read when it is first needed. Computes on the thread that asks, and on two of its own: not to
/// be asked on a thread that serves requests.
pub struct Theo {
    weights: Option<&'static [u8]>,
    encoder: OnceLock<Option<Encoder>>,
    shelves: Shelves,
}

/// A search in the articles of one business.
#[derive(Debug)]
pub struct Asked<'a> {
    pub business: i64,
    /// Another number whenever the business's vectors are others.
    pub version: i64,
    /// The meaning of the question; none where meanings are not known.
    pub vector: Option<Vec<i8>>,
    /// The passages that hold the question's words, best first, from the full text index.
    pub by_words: &'a [i64],
}

/// How a business wants its answers.
#[derive(Debug, Clone)]
pub struct Settings {
    /// An answer that is less sure needs a human; 0.8 by contract.
    pub sure: f32,
    /// The team's own words for what they keep for themselves; see [`handoff::reason`].
    pub keywords: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { sure: 0.8, keywords: Vec::new() }
    }
}

/// An answer, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub reply: Option<String>,
    /// How likely the reply answers, from 0 to 1.
    pub confidence: f32,
    pub citations: Vec<Citation>,
    pub needs_handoff: bool,
    pub handoff_reason: Option<HandoffReason>,
}

/// Where an answer, or a part of it, comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The article's number.
    pub article: i64,
    /// The passage's number.
    pub passage: i64,
    /// The article's title.
    pub title: String,
    /// What the passage says about it.
    pub quote: String,
}

impl Theo {
    /// With the model that the program carries, if it does.
    pub fn open() -> Self {
        Theo { weights: WEIGHTS, encoder: OnceLock::new(), shelves: Shelves::new(SHELVES) }
    }

    /// By words alone, as where the program was built without the model.
    pub fn without_model() -> Self {
        Theo { weights: None, ..Theo::open() }
    }

    /// What is to be kept with the vectors of the built-in model; none where there is none.
    pub fn model(&self) -> Option<&'static str> {
        self.weights.map(|_| MODEL)
    }

    fn encoder(&self) -> Option<&Encoder> {
        let open = || self.weights.and_then(|weights| Encoder::open(weights).ok());
        self.encoder.get_or_init(open).as_ref()
    }

    /// The meaning of each passage, to be kept; nothing where there is no model.
    pub fn embed_passages(&self, passages: &[Passage]) -> Vec<Vec<i8>> {
        let Some(encoder) = self.encoder() else { return Vec::new() };
        let texts: Vec<String> = passages.iter().map(Passage::full).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        encoder.vectors(Side::Passage, &texts).iter().map(|vector| round(vector)).collect()
    }

    /// The meaning of a question; none where there is no model.
    pub fn embed_question(&self, question: &str) -> Option<Vec<i8>> {
        let vectors = self.encoder()?.vectors(Side::Query, &[question]);
        vectors.first().map(|vector| round(vector))
    }

    /// The passages that may answer, best first, at most 20. `load` brings all passages of the business that have vectors,
    /// where they are not in memory.
    pub fn search<E>(
        &self,
        asked: &Asked<'_>,
        load: impl FnOnce() -> Result<Vec<(i64, Vec<i8>)>, E>,
    ) -> Result<Vec<Hit>, E> {
        let near = match &asked.vector {
            Some(vector) => self.shelves.at(asked.business, asked.version, load)?.nearest(vector, HITS * 2),
            None => Vec::new(),
        };
        Ok(search::fuse(&near, asked.by_words, HITS))
    }

    /// Reads the best [`CLOSELY`] of a search word by word and puts them in order. The passages come with their article's number.
    pub fn read(&self, question: &str, mut hits: Vec<(Hit, i64, Passage)>) -> Vec<Found> {
        hits.truncate(CLOSELY);
        let mut found: Vec<Found> = match self.encoder() {
            Some(encoder) => {
                let asked = encoder.readings(Side::Query, &[question]).remove(0);
                let texts: Vec<String> = hits.iter().map(|(_, _, passage)| passage.full()).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let readings = encoder.readings(Side::Passage, &texts);
                let read = hits.into_iter().zip(readings);
                read.map(|(hit, reading)| Found::new(hit, Some(search::coverage(&asked, &reading)))).collect()
            }
            None => hits.into_iter().map(|hit| Found::new(hit, None)).collect(),
        };
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found
    }

    /// An answer out of what was found, best first, without anybody who writes: the sentences that answer, as they stand.
    pub fn draft(&self, conversation: &[Turn], found: &[Found], settings: &Settings) -> Draft {
        let asks_for_human = handoff::reason(conversation, &settings.keywords);
        let Some(question) = question::asked(conversation) else {
            return Draft::nothing(asks_for_human);
        };
        let confidence = confidence::of(found);
        let Some(best) = found.first().filter(|_| confidence >= WORTH_SHOWING) else {
            return Draft { confidence, ..Draft::nothing(asks_for_human.or(Some(HandoffReason::NoKnowledge))) };
        };
        let near = found.iter().take(SOURCES).filter(|other| other.score >= best.score - NEAR);
        let citations: Vec<Citation> = near.map(|found| self.citation(&question, found)).collect();
        let unsure = (confidence < settings.sure).then_some(HandoffReason::LowConfidence);
        let handoff_reason = asks_for_human.or(unsure);
        Draft {
            reply: citations.first().map(|citation| citation.quote.clone()),
            confidence,
            citations,
            needs_handoff: handoff_reason.is_some(),
            handoff_reason,
        }
    }

    /// What of a passage answers, and where it stands.
    pub fn citation(&self, question: &str, found: &Found) -> Citation {
        let near = |sentences: &[&str]| self.near(question, &found.passage, sentences);
        let quote = extract::answer(&found.passage.text, question, near);
        let title = found.passage.headings.first().cloned().unwrap_or_default();
        Citation { article: found.article, passage: found.id, title, quote }
    }

    /// How near each sentence of a passage is to the question, where it stands.
    fn near(&self, question: &str, passage: &Passage, sentences: &[&str]) -> Option<Vec<f32>> {
        let encoder = self.encoder()?;
        let asked = encoder.vectors(Side::Query, &[question]).remove(0);
        let head = passage.headings.join(" › ");
        let texts: Vec<String> = sentences.iter().map(|sentence| format!("{head}\n{sentence}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let vectors = encoder.vectors(Side::Passage, &texts);
        Some(vectors.iter().map(|vector| search::dot(&asked, vector)).collect())
    }
}

impl Draft {
    fn nothing(handoff_reason: Option<HandoffReason>) -> Self {
        let needs_handoff = handoff_reason.is_some();
        Draft { reply: None, confidence: 0.0, citations: Vec::new(), needs_handoff, handoff_reason }
    }
}

#[cfg(test)]
mod tests;
