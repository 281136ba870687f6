//! When is a human to take over? By rules on what the customer says, in nine languages: they ask for one, they are angry, it is
//! about law, harm or what the team keeps for itself, or answers did not help.
//! Must not know what the answer would be.

mod anger;
mod human;
mod matters;
mod unhelped;

use model::{HandoffReason, SenderType};

use crate::question::Turn;
use crate::sentences::sentences;
use crate::words::{fold, holds};

/// Messages that are looked at.
const LAST: usize = 5;
/// Answers of Theo's after which the customer is not to try again.
const ANSWERS: usize = 2;

/// Why a human is to take over by what is said since the last answer; `keywords` are the team's own (`refund`, `kündig*`: a star
/// stands for any ending). Never [`HandoffReason::LowConfidence`] or [`HandoffReason::NoKnowledge`]: those are about answers.
pub fn reason(turns: &[Turn], keywords: &[String]) -> Option<HandoffReason> {
    let last = &turns[turns.len().saturating_sub(LAST)..];
    let open = last.iter().rposition(|turn| turn.sender != SenderType::Customer).map_or(0, |answered| answered + 1);
    let said: Vec<&str> = last[open..].iter().map(|turn| turn.text.as_str()).collect();
    if said.iter().any(|text| human::is_asked_for(text)) {
        Some(HandoffReason::UserRequested)
    } else if said.iter().any(|text| matters::is_serious(text) || names(text, keywords)) {
        Some(HandoffReason::ComplexIssue)
    } else if said.iter().any(|text| anger::is_heard(text)) {
        Some(HandoffReason::NegativeSentiment)
    } else if fails(&last[..open], &said) {
        Some(HandoffReason::ComplexIssue)
    } else {
        None
    }
}

fn names(text: &str, keywords: &[String]) -> bool {
    let folded = fold(text);
    keywords.iter().any(|keyword| {
        let star = if keyword.ends_with('*') { "*" } else { "" };
        let word = fold(keyword);
        !word.trim().is_empty() && holds(&folded, &format!("{}{star}", word.trim()))
    })
}

/// Whether Theo has answered more than once without an agent and the customer says that it did not help.
fn fails(before: &[Turn], said: &[&str]) -> bool {
    let alone = before.iter().rev().take_while(|turn| turn.sender != SenderType::Agent);
    let answers = alone.filter(|turn| turn.sender == SenderType::Ai).count();
    answers >= ANSWERS && said.iter().any(|text| unhelped::is_told(text))
}

/// The sentences of a message, folded.
fn folded_sentences(text: &str) -> impl Iterator<Item = String> {
    sentences(text).into_iter().map(fold)
}

/// Phrases of a file, folded, in no order: a line holds several, a star stands for any ending.
struct Phrases {
    file: &'static str,
}

impl Phrases {
    const fn of(file: &'static str) -> Self {
        Phrases { file }
    }

    /// Whether the folded text holds one of them.
    fn any(&self, folded: &str) -> bool {
        self.file.lines().flat_map(|line| line.split(", ")).any(|phrase| holds(folded, phrase))
    }
}

#[cfg(test)]
mod tests;
