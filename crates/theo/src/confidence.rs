//! How sure is it that the best passage answers? A logistic regression over what the search saw, fitted on the tuned part of the
//! evaluation (`make eval`), so that of the answers at 0.8 nine in ten are right.
//! Must not know the texts.

use crate::search::Found;

/// What is known of a search's result; more is surer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signs {
    /// The best passage's coverage.
    pub coverage: f32,
    /// How far the score of the best passage of another article is behind, up to 0.2; 0 where there is none to compare with.
    pub lead: f32,
}

/// What is not known of a search by words alone: nothing is sure enough to be sent then.
const BY_WORDS: f32 = 0.3;

// Made by `cargo run --release -p pingback-theo --example eval -- fit`.
const BASE: f32 = -3.98;
const COVERAGE: f32 = 6.26;
const LEAD: f32 = 18.27;

/// None where nothing was found, or where meanings are not known.
pub fn signs(found: &[Found]) -> Option<Signs> {
    let best = found.first()?;
    let other = found.iter().find(|other| other.article != best.article).map_or(best.score, |other| other.score);
    Some(Signs { coverage: best.coverage?, lead: (best.score - other).clamp(0.0, 0.2) })
}

/// From 0 to 1.
pub fn of(found: &[Found]) -> f32 {
    match signs(found) {
        Some(signs) => {
            let sum = BASE + COVERAGE * signs.coverage + LEAD * signs.lead;
            1.0 / (1.0 + (-sum).exp())
        }
        None if found.is_empty() => 0.0,
        None => BY_WORDS,
    }
}

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
    fn what_covers_more_is_surer_and_a_rival_makes_it_less_sure() {
        let far = found(Some(0.1), 0.1, 2);
        let near = of(&[found(Some(0.8), 0.7, 1), far.clone()]);
        assert!(near > of(&[found(Some(0.4), 0.7, 1), far.clone()]));
        assert!(near > of(&[found(Some(0.8), 0.7, 1), found(Some(0.79), 0.7, 2)]));
        let own = of(&[found(Some(0.8), 0.7, 1), found(Some(0.79), 0.7, 1), far]);
        assert!((near - own).abs() < 1e-6, "its own article is no rival");
    }

    #[test]
    fn the_only_article_is_not_sure_for_being_the_only_one() {
        assert!(of(&[found(Some(0.3), 0.3, 1)]) < 0.5);
    }

    #[test]
    fn nothing_found_is_not_sure_and_words_alone_are_never_sure_enough() {
        assert_eq!(of(&[]), 0.0);
        assert!(of(&[Found { place: Some(0), ..found(None, 0.9, 1) }]) < 0.5);
    }
}
