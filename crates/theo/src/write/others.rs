//! May a summary, an article or tags that an endpoint wrote be used? A member reads them before anybody else does; still
//! they hold no number and no link that their material does not hold, and nothing of the prompt.
//! Must not know what becomes of them.

use super::figures::Figures;
use super::{NotWritten, leaks, refusals, tidy};
use crate::Turn;
use crate::prompt::{Prompt, is_unseen};

/// Letters of a summary, of a title and of an article.
const LONGEST_SUMMARY: usize = 1_200;
const LONGEST_TITLE: usize = 200;
const LONGEST_ARTICLE: usize = 8_000;
/// Tags that are proposed.
const MOST_TAGS: usize = 3;

/// The draft of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// One line.
    pub title: String,
    /// Markdown.
    pub content: String,
}

/// Plain text.
pub fn summary(said: &str, turns: &[Turn], prompt: &Prompt) -> Result<String, NotWritten> {
    let text = tidy::tidy(said);
    checked(&text, LONGEST_SUMMARY, turns.iter().map(|turn| turn.text.as_str()), prompt)?;
    Ok(text)
}

/// A draft out of a question and its answer, for a member to review.
pub fn article(said: &str, question: &str, answer: &str, prompt: &Prompt) -> Result<Article, NotWritten> {
    let seen: String = said.chars().filter(|letter| !is_unseen(*letter)).collect();
    checked(seen.trim(), LONGEST_ARTICLE, [question, answer].into_iter(), prompt)?;
    let (title, content) = seen.trim().split_once('\n').ok_or(NotWritten::Empty)?;
    let title = tidy::tidy(title.trim().trim_start_matches('#').trim().trim_matches('"'));
    let content = content.trim().to_owned();
    if title.is_empty() || content.is_empty() {
        return Err(NotWritten::Empty);
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(NotWritten::TooLong);
    }
    Ok(Article { title, content })
}

/// Those of `known` that were chosen, each once; whatever else was written is left out.
pub fn tags(said: &str, known: &[String]) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    for line in said.lines().flat_map(|line| line.split(',')) {
        let line = line.trim().trim_start_matches(['-', '*', '#', ' ']).trim_matches(['"', '`', '.', ' ']);
        let tag = known.iter().find(|tag| tag.to_lowercase() == line.to_lowercase());
        chosen.extend(tag.filter(|tag| !chosen.contains(tag)).cloned());
    }
    chosen.truncate(MOST_TAGS);
    chosen
}

fn checked<'a>(
    text: &str,
    longest: usize,
    material: impl Iterator<Item = &'a str>,
    prompt: &Prompt,
) -> Result<(), NotWritten> {
    if text.is_empty() {
        return Err(NotWritten::Empty);
    }
    if text.chars().count() > longest {
        return Err(NotWritten::TooLong);
    }
    if leaks::leaks(text, prompt) {
        return Err(NotWritten::Leak);
    }
    let known: Vec<Figures> = material.map(Figures::of).collect();
    if !Figures::of(text).are_in(&known.iter().collect::<Vec<_>>()) {
        return Err(NotWritten::Invented);
    }
    if refusals::is_refusal(text.lines().next().unwrap_or_default()) {
        return Err(NotWritten::Refusal);
    }
    Ok(())
}
