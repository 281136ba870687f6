//! Does somebody ask for a human? A word for wanting to be in touch and one for a person in the same sentence, or a few words
//! that say it alone.
//! Must not know why they do.

use super::{Phrases, folded_sentences};

/// Words of a sentence that names a person and needs no other word.
const FEW: usize = 5;

pub(super) fn is_asked_for(text: &str) -> bool {
    folded_sentences(text).any(|sentence| {
        let few = sentence.split_whitespace().count() <= FEW;
        WHOLE.any(&sentence)
            || STAFF.any(&sentence) && (few || TOUCH.any(&sentence))
            || PEOPLE.any(&sentence) && TOUCH.any(&sentence)
    })
}

/// Who can only be meant for taking over.
static STAFF: Phrases = Phrases::of(include_str!("words/staff.txt"));

/// Who may be meant.
static PEOPLE: Phrases = Phrases::of(include_str!("words/people.txt"));

/// To be in touch with.
static TOUCH: Phrases = Phrases::of(include_str!("words/touch.txt"));

/// What says it alone.
static WHOLE: Phrases = Phrases::of(include_str!("words/whole.txt"));
