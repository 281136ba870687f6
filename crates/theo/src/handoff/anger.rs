//! Is somebody angry or badly disappointed? By words that are rarely said in any other mood, and by shouting.
//! Must not know what about.

use super::{Phrases, folded_sentences};

/// Words that a shout has at least.
const SHOUT: usize = 3;

pub(super) fn is_heard(text: &str) -> bool {
    let shouted =
        text.contains("!!") || text.contains("??") || text.contains("?!") || text.contains("!?") || is_capital(text);
    folded_sentences(text).any(|sentence| STRONG.any(&sentence) || shouted && MILD.any(&sentence))
}

/// Whether it is written in capital letters.
fn is_capital(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters().filter(|letter| letter.is_uppercase()).count();
    text.split_whitespace().count() >= SHOUT && capitals * 10 > letters().count() * 7 && capitals > 8
}

static STRONG: Phrases = Phrases::of(include_str!("words/strong.txt"));

/// What is anger only when it is shouted.
static MILD: Phrases = Phrases::of(include_str!("words/mild.txt"));
