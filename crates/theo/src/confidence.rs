//! How sure is it that the best passage answers? A logistic regression over what the search saw, fitted on the tuned part of the
//! evaluation (`make eval`), so that of the answers at 0.8 nine in ten are right.
//! Must not know the texts.

use crate::search::Found;

/// What is known of a search's result. All are made so that more is surer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signs {
    /// The best passage's coverage.
    pub coverage: f32,
    /// The best passage's cosine.
    pub cosine: f32,
    /// How far the score of the best passage of another article is behind, up to 0.3.
    pub lead: f32,
    /// 1 where the best passage is the first by words too, falling with its place.
    pub words: f32,
    /// The logarithm of the question's number of words.
    pub length: f32,
}

/// None where nothing was found.
pub fn signs(question: &str, found: &[Found]) -> Option<Signs> {
    let best = found.first()?;
    let other = found.iter().find(|other| other.article != best.article).map_or(f32::MIN, |other| other.score);
    Some(Signs {
        coverage: best.coverage.unwrap_or_default(),
        cosine: best.cosine.unwrap_or_default(),
        lead: (best.score - other).clamp(0.0, 0.3),
        words: best.place.map_or(0.0, |place| 1.0 / (1.0 + place as f32)),
        length: (question.split_whitespace().count() as f32).max(1.0).ln(),
    })
}

/// From 0 to 1.
pub(crate) fn of(question: &str, found: &[Found]) -> f32 {
    let Some(signs) = signs(question, found) else { return 0.0 };
    if found[0].coverage.is_none() {
        // By words alone nothing is sure enough to be sent.
        return 0.3 * signs.words;
    }
    let sum = BASE
        + COVERAGE * signs.coverage
        + COSINE * signs.cosine
        + LEAD * signs.lead
        + WORDS * signs.words
        + LENGTH * signs.length;
    1.0 / (1.0 + (-sum).exp())
}

const BASE: f32 = -6.0;
const COVERAGE: f32 = 8.0;
const COSINE: f32 = 4.0;
const LEAD: f32 = 5.0;
const WORDS: f32 = 0.5;
const LENGTH: f32 = 0.0;

#[cfg(test)]
mod tests {
    use super::of;
    use crate::Passage;
    use crate::search::{Found, Hit};

    fn found(coverage: Option<f32>, cosine: f32, article: i64) -> Found {
        let hit = Hit { passage: article, score: cosine, cosine: Some(cosine), place: None };
        Found::new((hit, article, Passage::default()), coverage)
    }

    #[test]
    fn what_is_nearer_is_surer_and_a_rival_makes_it_less_sure() {
        let question = "Where is my parcel?";
        let near = of(question, &[found(Some(0.8), 0.7, 1)]);
        assert!(near > of(question, &[found(Some(0.4), 0.3, 1)]));
        assert!(near > of(question, &[found(Some(0.8), 0.7, 1), found(Some(0.79), 0.7, 2)]));
        assert!(
            (near - of(question, &[found(Some(0.8), 0.7, 1), found(Some(0.79), 0.7, 1)])).abs() < 1e-6,
            "its own article is no rival"
        );
    }

    #[test]
    fn nothing_found_is_not_sure_and_words_alone_are_never_sure_enough() {
        assert_eq!(of("?", &[]), 0.0);
        assert!(of("?", &[Found { place: Some(0), ..found(None, 0.9, 1) }]) < 0.5);
    }
}
