//! Which sentences of a passage answer? Those nearest to the question and what stands around them, as the article has them.
//! Must not know where the passage was found.

use crate::sentences::sentences;
use crate::words::fold;

/// Words from which on a passage is cut down, and that are kept then.
const WORDS: usize = 75;

/// A part of a passage that is not cut any further.
struct Unit<'a> {
    text: &'a str,
    /// Whether a line begins with it, and whether a paragraph does.
    line: bool,
    paragraph: bool,
    words: usize,
}

/// What of the text answers, at most about 75 words. `near` says for each of some sentences how near it is to the question.
pub(crate) fn answer(text: &str, question: &str, near: impl FnOnce(&[&str]) -> Option<Vec<f32>>) -> String {
    let units = units(text);
    if units.iter().map(|unit| unit.words).sum::<usize>() <= WORDS {
        return text.trim().to_owned();
    }
    let texts: Vec<&str> = units.iter().map(|unit| unit.text).collect();
    let scores = near(&texts).unwrap_or_else(|| texts.iter().map(|text| shared(text, question)).collect());
    let Some(best) = (0..units.len()).max_by(|one, other| scores[*one].total_cmp(&scores[*other])) else {
        return String::new();
    };
    let (mut first, mut last, mut words) = (best, best, units[best].words);
    loop {
        let before = first.checked_sub(1).filter(|at| words + units[*at].words <= WORDS);
        let after = Some(last + 1).filter(|at| *at < units.len() && words + units[*at].words <= WORDS);
        let next = match (before, after) {
            (Some(before), Some(after)) if scores[before] > scores[after] => before,
            (_, Some(after)) => after,
            (Some(before), None) => before,
            (None, None) => break,
        };
        words += units[next].words;
        (first, last) = (first.min(next), last.max(next));
    }
    let head = table_head(&units, first);
    join(head.iter().copied().chain(first..=last).map(|at| &units[at]))
}

/// The head of the table that the answer begins in the middle of: its rows say nothing without it.
fn table_head(units: &[Unit], first: usize) -> Option<usize> {
    let is_row = |unit: &Unit| unit.line && unit.text.contains(" | ");
    if !is_row(&units[first]) || units[first].paragraph {
        return None;
    }
    (0..first).rev().find(|at| units[*at].paragraph)
}

fn units(text: &str) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for paragraph in text.split("\n\n") {
        for (number, line) in paragraph.lines().enumerate() {
            for (place, sentence) in sentences(line).into_iter().enumerate() {
                let words = sentence.split_whitespace().count().max(sentence.chars().count() / 6);
                units.push(Unit { text: sentence, line: place == 0, paragraph: number == 0 && place == 0, words });
            }
        }
    }
    units
}

fn join<'a>(units: impl Iterator<Item = &'a Unit<'a>>) -> String {
    let mut joined = String::new();
    for unit in units {
        if !joined.is_empty() {
            joined.push_str(if unit.paragraph {
                "\n\n"
            } else if unit.line {
                "\n"
            } else {
                " "
            });
        }
        joined.push_str(unit.text);
    }
    joined
}

/// How many of the question's words a text has, for where meanings are not known.
fn shared(text: &str, question: &str) -> f32 {
    let (text, question) = (fold(text), fold(question));
    let words = question.split_whitespace().filter(|word| word.len() > 2);
    words.filter(|word| text.contains(&format!(" {word} "))).map(|word| word.len() as f32).sum()
}

#[cfg(test)]
mod tests {
    use super::answer;

    const FILLER: &str =
        "We like mountains and everything that one can do there in any weather and in good company of friends.";

    #[test]
    fn a_short_passage_is_the_answer() {
        assert_eq!(answer("One. Two.\n\n- Three\n", "?", |_| unreachable!()), "One. Two.\n\n- Three");
    }

    #[test]
    fn a_long_passage_is_cut_down_to_what_is_near_the_question() {
        let text = format!("{0} {0} {0} {0}\n\nA zip costs 28 €. It takes three weeks. {0} {0}", FILLER);
        let answer = answer(&text, "What does a zip cost?", |_| None);
        assert!(answer.contains("A zip costs 28 €. It takes three weeks."), "{answer}");
        assert!(answer.split_whitespace().count() <= 75);
    }

    #[test]
    fn who_knows_meanings_says_which_sentence_is_near() {
        let text = format!("{0} {0} {0} {0} Last one.", FILLER);
        let answer = answer(&text, "?", |texts| Some((0..texts.len()).map(|at| at as f32).collect()));
        assert!(answer.ends_with("Last one."));
    }

    #[test]
    fn a_row_of_a_table_comes_with_its_head() {
        let rows: String = (0..30).map(|number| format!("\nRow {number} of many | {number} €")).collect();
        let text = format!("Name | Price{rows}");
        let answer =
            answer(&text, "?", |texts| Some(texts.iter().map(|text| f32::from(text.contains("Row 25"))).collect()));
        assert!(answer.starts_with("Name | Price\n") && answer.contains("Row 25 of many | 25 €"), "{answer}");
    }
}
