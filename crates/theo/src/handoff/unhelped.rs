//! Does somebody say that the answer did not help?
//! Must not know the answer.

use super::{Phrases, folded_sentences};

pub(super) fn is_told(text: &str) -> bool {
    folded_sentences(text).any(|sentence| PHRASES.any(&sentence))
}

static PHRASES: Phrases = Phrases::of(include_str!("words/unhelped.txt"));
