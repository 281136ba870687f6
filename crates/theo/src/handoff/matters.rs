//! Is it about something that only people may answer for? Law, harm to somebody, money that was taken, data that leaked.
//! Must not know the team's own words for what they keep for themselves.

use super::{Phrases, folded_sentences};

pub(super) fn is_serious(text: &str) -> bool {
    folded_sentences(text).any(|sentence| MATTERS.any(&sentence))
}

static MATTERS: Phrases = Phrases::of(include_str!("words/matters.txt"));
