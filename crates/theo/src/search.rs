//! Which passages are about a question? Those that mean what is near it and those that hold its words, in one list, the
//! meaning first; then a close reading of the best, word by word.
//! Must not know who asks, nor how passages are kept.

use std::collections::HashMap;

use crate::Passage;
use crate::encoder::Reading;

/// Passages that a question is compared with word by word.
pub const CLOSELY: usize = 8;
/// Passages by meaning, and by words, that are looked at.
const CANDIDATES: usize = 40;

/// How much a passage's place among those that hold the question's words counts beside the cosine.
const BY_WORDS: f32 = 0.05;
/// How slowly that falls with the place.
const PLACES: f32 = 3.0;

/// What counts in a close reading, beside each other.
const CLOSE_COSINE: f32 = 0.5;
const CLOSE_COVERAGE: f32 = 1.0;
const CLOSE_WORDS: f32 = 0.05;

/// Pieces that are more frequent than this say nothing about what is asked (minus the logarithm of how likely they are).
const COMMON: f32 = 6.0;

/// A passage that may be about the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The passage's number.
    pub passage: i64,
    /// Higher is better; comparable within one question only.
    pub score: f32,
    /// How near its meaning is, from −1 to 1; none where meanings are not known.
    pub cosine: Option<f32>,
    /// Its place among those that hold the question's words, from 0.
    pub place: Option<usize>,
}

/// One list of two. `by_words` is in the order of the full text index, best first.
pub(crate) fn fuse(by_meaning: &[(i64, f32)], by_words: &[i64], count: usize) -> Vec<Hit> {
    let mut hits: HashMap<i64, Hit> = HashMap::new();
    for (passage, cosine) in by_meaning.iter().take(CANDIDATES) {
        hits.insert(*passage, Hit { passage: *passage, score: *cosine, cosine: Some(*cosine), place: None });
    }
    // What is not among the nearest is a little farther than the last of them.
    let farther = by_meaning.last().map(|(_, cosine)| *cosine);
    for (place, passage) in by_words.iter().take(CANDIDATES).enumerate() {
        let new = || Hit { passage: *passage, score: farther.unwrap_or_default(), cosine: farther, place: None };
        let hit = hits.entry(*passage).or_insert_with(new);
        hit.score += by_place(place);
        hit.place = Some(place);
    }
    let mut hits: Vec<Hit> = hits.into_values().collect();
    hits.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.passage.cmp(&other.passage)));
    hits.truncate(count);
    hits
}

fn by_place(place: usize) -> f32 {
    BY_WORDS * PLACES / (PLACES + place as f32)
}

/// A passage that was read closely.
#[derive(Debug, Clone)]
pub struct Found {
    /// The passage's number.
    pub id: i64,
    /// The article's number.
    pub article: i64,
    pub passage: Passage,
    /// Higher is better; comparable within one question only.
    pub score: f32,
    /// As in [`Hit`].
    pub cosine: Option<f32>,
    /// As in [`Hit`].
    pub place: Option<usize>,
    /// How much of what is asked the passage speaks of, up to 1: the best cosine that each piece of the question has among
    /// the passage's, rare pieces counting more. None where meanings are not known.
    pub coverage: Option<f32>,
}

impl Found {
    pub(crate) fn new((hit, article, passage): (Hit, i64, Passage), coverage: Option<f32>) -> Self {
        let words = hit.place.map_or(0.0, by_place) / BY_WORDS;
        let score = match (hit.cosine, coverage) {
            (Some(cosine), Some(coverage)) => CLOSE_COSINE * cosine + CLOSE_COVERAGE * coverage + CLOSE_WORDS * words,
            _ => hit.score,
        };
        Found { id: hit.passage, article, passage, score, cosine: hit.cosine, place: hit.place, coverage }
    }
}

/// Late interaction (Khattab 2020, arXiv 2004.12832), weighted.
pub(crate) fn coverage(question: &Reading, passage: &Reading) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for asked in &question.pieces {
        let weight = (asked.rarity - COMMON).max(0.0) + 0.2;
        let best = passage.pieces.iter().map(|piece| dot(&asked.vector, &piece.vector)).fold(-1.0, f32::max);
        sum += weight * best;
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// Eight sums side by side, which the processor takes at once.
pub(crate) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let (ones, others) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    let mut sums = [0.0; 8];
    for (one, other) in ones.iter().zip(others) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::fuse;

    fn passages(by_meaning: &[(i64, f32)], by_words: &[i64]) -> Vec<i64> {
        fuse(by_meaning, by_words, 5).iter().map(|hit| hit.passage).collect()
    }

    #[test]
    fn what_both_find_comes_before_what_one_finds() {
        assert_eq!(passages(&[(1, 0.5), (2, 0.48), (3, 0.1)], &[2, 3]), [2, 1, 3]);
    }

    #[test]
    fn words_do_not_outweigh_a_meaning_that_is_much_nearer() {
        assert_eq!(passages(&[(1, 0.7), (2, 0.2)], &[2, 9])[0], 1);
    }

    #[test]
    fn each_alone_keeps_its_order() {
        assert_eq!(passages(&[(1, 0.5), (2, 0.4)], &[]), [1, 2]);
        assert_eq!(passages(&[], &[5, 3, 4]), [5, 3, 4]);
        assert_eq!(passages(&[], &[]), Vec::<i64>::new());
    }

    #[test]
    fn a_passage_that_only_words_find_is_as_far_as_the_last_that_is_near() {
        let hits = fuse(&[(1, 0.5), (2, 0.3)], &[9], 5);
        let nine = hits.iter().find(|hit| hit.passage == 9).map(|hit| (hit.cosine, hit.place));
        assert_eq!(nine, Some((Some(0.3), Some(0))));
    }
}
