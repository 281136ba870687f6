//! May what an endpoint wrote be used? Only what the passages hold, with sources that exist, without a word of the prompt;
//! otherwise the caller falls back to the passages themselves or to a human.
//! Must not know who wrote it, nor what becomes of it.

mod citations;
mod figures;
mod languages;
mod leaks;
mod others;
mod refusals;
mod support;
mod tidy;

use crate::Passage;
use crate::prompt::{HUMAN, NO_ANSWER, Prompt};
pub use others::{Article, article, summary, tags};

/// Letters of an answer.
const LONGEST: usize = 1_500;

/// An answer that may be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Plain text, without the numbers of its sources.
    pub text: String,
    /// Which passages it is taken from, counted from 0, in the order of their first mention, each once; never empty.
    pub cited: Vec<usize>,
    /// The share of its words that the passages use too, from 0 to 1; none where it is in another language than they are.
    pub support: Option<f32>,
}

/// Why what was written may not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotWritten {
    #[error("it says that the passages hold no answer")]
    NoAnswer,
    #[error("it says that a human is needed")]
    Human,
    #[error("it refuses to answer")]
    Refusal,
    #[error("it is empty")]
    Empty,
    #[error("it is too long")]
    TooLong,
    #[error("it names no passage")]
    Uncited,
    #[error("it names a passage that there is not")]
    NoSuchPassage,
    /// A sentence that has too little in common with what it is said to be taken from.
    #[error("it says what its passages do not say")]
    Unsupported,
    /// A number, a link, an address that stands in no passage.
    #[error("it holds a number or a link that its passages do not hold")]
    Invented,
    /// Something of the prompt.
    #[error("it repeats what it was told")]
    Leak,
}

/// Judges an answer to `prompt`, which showed these passages in this order.
pub fn answer(said: &str, passages: &[&Passage], prompt: &Prompt) -> Result<Written, NotWritten> {
    let said = tidy::tidy(said);
    if leaks::leaks(&said, prompt) {
        return Err(NotWritten::Leak);
    }
    if let Some(why) = signal(&said) {
        return Err(why);
    }
    if said.is_empty() {
        return Err(NotWritten::Empty);
    }
    if said.chars().count() > LONGEST {
        return Err(NotWritten::TooLong);
    }
    let (text, marks) = citations::take_out(&said);
    if marks.iter().any(|mark| !(1..=passages.len()).contains(&mark.number)) {
        return Err(NotWritten::NoSuchPassage);
    }
    if marks.is_empty() {
        return Err(NotWritten::Uncited);
    }
    support::judge(&text, &marks, passages)
}

/// What stands there instead of an answer.
fn signal(said: &str) -> Option<NotWritten> {
    let words =
        || said.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty());
    if words().any(|word| word == NO_ANSWER) || said.contains("NO ANSWER") {
        return Some(NotWritten::NoAnswer);
    }
    if words().any(|word| word == HUMAN) {
        return Some(NotWritten::Human);
    }
    refusals::is_refusal(said).then_some(NotWritten::Refusal)
}

#[cfg(test)]
mod tests;
