//! What is asked? Whether the customer's last words ask for anything, and which of the last messages belong to it.
//! Must not know what the answer is.

use model::SenderType;

use crate::sentences::sentences;
use crate::words::fold;

/// Messages that are looked at.
const LAST: usize = 5;
/// Letters of a question that are read.
const LETTERS: usize = 600;
/// Words of a message from which on it stands for itself.
const WHOLE: usize = 4;
/// Words of a message from which on only its questions are taken, if it has any.
const LONG: usize = 60;

/// What somebody said in a conversation.
#[derive(Debug, Clone)]
pub struct Turn {
    pub sender: SenderType,
    pub text: String,
}

/// What is asked by the end of a conversation, oldest message first; none where nothing waits for an answer.
pub fn asked(turns: &[Turn]) -> Option<String> {
    let last = &turns[turns.len().saturating_sub(LAST)..];
    let open = last.iter().rposition(|turn| turn.sender != SenderType::Customer).map_or(0, |answered| answered + 1);
    let waiting: Vec<&str> =
        last[open..].iter().map(|turn| core(&turn.text)).filter(|text| says_something(text)).collect();
    let mut question = waiting.join(" ");
    if question.is_empty() {
        return None;
    }
    // «And to Austria?» is about what was asked before.
    if question.split_whitespace().count() < WHOLE
        && let Some(before) = last[..open].iter().rev().find(|turn| turn.sender == SenderType::Customer)
    {
        question = format!("{} {question}", core(&before.text));
    }
    Some(end_of(&question).to_owned())
}

/// Words that are said before, after and instead of a question, folded, in the languages that we know.
const POLITE: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "dear",
    "team",
    "there",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "thanks",
    "thank",
    "you",
    "ok",
    "okay",
    "great",
    "perfect",
    "please",
    "bye",
    "hallo",
    "guten",
    "tag",
    "moin",
    "servus",
    "danke",
    "dank",
    "vielen",
    "schon",
    "super",
    "bonjour",
    "salut",
    "merci",
    "beaucoup",
    "parfait",
    "bonsoir",
    "hola",
    "buenas",
    "buenos",
    "dias",
    "tardes",
    "gracias",
    "muchas",
    "perfecto",
    "vale",
    "ola",
    "oi",
    "bom",
    "dia",
    "boa",
    "tarde",
    "obrigado",
    "obrigada",
    "ciao",
    "buongiorno",
    "grazie",
    "mille",
    "goedemorgen",
    "goedendag",
    "bedankt",
    "dankjewel",
    "hoi",
    "czesc",
    "dzien",
    "dobry",
    "dziekuje",
    "merhaba",
    "selam",
    "tesekkurler",
    "tesekkur",
    "ederim",
    "yes",
    "and",
    "so",
];

/// Whether there is anything in it beside politeness.
fn says_something(text: &str) -> bool {
    fold(text).split_whitespace().any(|word| !POLITE.contains(&word))
}

/// The part of a message that asks: without its greeting, and of a long one only the questions if it has any.
fn core(text: &str) -> &str {
    let text = text.trim();
    let greeting = text.find([',', '!', '.', '\n']).filter(|end| !says_something(&text[..*end]));
    let text = greeting.map_or(text, |end| text[end..].trim_start_matches([',', '!', '.', '\n', ' ']));
    if text.split_whitespace().count() < LONG {
        return text;
    }
    sentences(text).into_iter().rfind(|sentence| sentence.contains(['?', '？'])).unwrap_or(text)
}

/// What was said last, where it is too long.
fn end_of(text: &str) -> &str {
    match text.char_indices().rev().nth(LETTERS - 1) {
        Some((start, _)) => &text[start..],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use model::SenderType::{Agent, Ai, Customer};

    use super::{Turn, asked};

    fn question(turns: &[(model::SenderType, &str)]) -> Option<String> {
        let turns: Vec<Turn> =
            turns.iter().map(|(sender, text)| Turn { sender: *sender, text: (*text).to_owned() }).collect();
        asked(&turns)
    }

    #[test]
    fn the_question_is_what_was_said_since_the_last_answer() {
        let turns = [
            (Customer, "Where are you?"),
            (Agent, "In Munich."),
            (Customer, "I have boots."),
            (Customer, "Do you take them back?"),
        ];
        assert_eq!(question(&turns).as_deref(), Some("I have boots. Do you take them back?"));
    }

    #[test]
    fn a_short_question_is_read_with_the_one_before() {
        let turns = [(Customer, "What is delivery to Germany?"), (Ai, "3.90 €"), (Customer, "and to Austria?")];
        assert_eq!(question(&turns).as_deref(), Some("What is delivery to Germany? and to Austria?"));
    }

    #[test]
    fn nothing_is_asked_by_thanks_greetings_or_after_an_answer() {
        for thanks in ["Thanks!", "Vielen Dank", "merci beaucoup :)", "", "👍", "Hola, buenos días"] {
            assert_eq!(question(&[(Customer, thanks)]), None, "{thanks}");
        }
        assert_eq!(question(&[(Customer, "Where are you?"), (Agent, "In Munich.")]), None);
        assert_eq!(question(&[]), None);
    }

    #[test]
    fn greetings_are_left_out_and_long_messages_are_shortened() {
        assert_eq!(question(&[(Customer, "Hello, where is my parcel?")]).as_deref(), Some("where is my parcel?"));
        let long = format!("{} Where is it? {}", "I ordered some boots. ".repeat(20), "I like them.");
        assert_eq!(question(&[(Customer, &long)]).as_deref(), Some("Where is it?"));
        let endless = "ж".repeat(5_000);
        assert_eq!(question(&[(Customer, &endless)]).map(|text| text.chars().count()), Some(600));
    }
}
