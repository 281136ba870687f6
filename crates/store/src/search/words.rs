//! Texts as words, the same for both engines and for what is indexed and what is asked: lower-case, without accents,
//! letters and digits only, so that nothing a person types is ever syntax of an index.
//! Writing without spaces (Chinese, Japanese, Thai …) is cut into pairs of neighbouring letters.

use std::collections::BTreeSet;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Characters of a word that count.
const LONGEST: usize = 64;
/// Characters of a text that are read.
const DEEPEST: usize = 64 * 1024;
/// Different words that are kept of one text.
const MOST: usize = 2_000;
/// Words of a question that count.
const MOST_ASKED: usize = 16;

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub text: String,
    /// A word that begins so is meant as well.
    pub is_prefix: bool,
}

/// Which words of a question may be the beginning of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefixes {
    Every,
    Last,
}

/// The words of several texts, each once, in order.
pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        for piece in pieces(text) {
            match piece {
                Piece::Word(word) => add(&mut words, word),
                Piece::Run(run) => {
                    run.windows(2).for_each(|pair| add(&mut words, pair.iter().collect()));
                    run.last().into_iter().for_each(|last| add(&mut words, last.to_string()));
                }
            }
        }
    }
    words
}

/// The words of several texts as often as they come, in the order of the texts.
pub(super) fn all<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut words = Vec::new();
    for piece in texts.into_iter().flat_map(pieces) {
        match piece {
            Piece::Word(word) => words.push(word),
            Piece::Run(run) => {
                words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
                words.extend(run.last().map(char::to_string));
            }
        }
        if words.len() >= MOST {
            break;
        }
    }
    words
}

fn add(words: &mut BTreeSet<String>, word: String) {
    if words.len() < MOST {
        words.insert(word);
    }
}

/// What a question asks for; empty where it holds no word.
pub(super) fn asked(question: &str, prefixes: Prefixes) -> Vec<Term> {
    let mut terms = Vec::new();
    for piece in pieces(question) {
        match piece {
            Piece::Word(text) => terms.push(Term { text, is_prefix: prefixes == Prefixes::Every }),
            Piece::Run(run) if run.len() == 1 => terms.push(Term { text: run.iter().collect(), is_prefix: true }),
            Piece::Run(run) => {
                terms.extend(run.windows(2).map(|pair| Term { text: pair.iter().collect(), is_prefix: false }));
            }
        }
    }
    terms.truncate(MOST_ASKED);
    // Whoever is still typing has not finished the last word.
    if let Some(last) = terms.last_mut() {
        last.is_prefix |= !last.text.chars().any(is_unspaced);
    }
    terms
}

enum Piece {
    Word(String),
    /// Letters of a writing without spaces.
    Run(Vec<char>),
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut word, mut run) = (String::new(), Vec::new());
    for letter in fold(text).chars().chain([' ']) {
        if is_unspaced(letter) {
            run.push(letter);
        } else if !run.is_empty() {
            pieces.push(Piece::Run(std::mem::take(&mut run)));
        }
        if letter.is_alphanumeric() && !is_unspaced(letter) {
            word.push(letter);
        } else if !word.is_empty() {
            let whole = std::mem::take(&mut word);
            let cut = whole.char_indices().nth(LONGEST).map_or(whole.len(), |(at, _)| at);
            pieces.push(Piece::Word(whole[..cut].to_owned()));
        }
    }
    pieces
}

/// Lower-case, compatibility forms made plain, accents off.
fn fold(text: &str) -> String {
    let letters = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars().take(DEEPEST));
    let bare = letters.filter(|letter| !is_accent(*letter)).flat_map(char::to_lowercase);
    let mut plain = String::new();
    for letter in bare {
        match letter {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' => plain.push('d'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            // Lower-casing may add one: İ becomes i and a dot.
            other if is_accent(other) => {}
            other => plain.push(other),
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

/// Marks that a hurried writer leaves out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{200b}'..='\u{200f}' | '\u{ad}')
}

/// Letters of a writing that puts no spaces between words.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        && letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        of([text]).into_iter().collect()
    }

    fn terms(question: &str) -> Vec<String> {
        let star = |term: Term| if term.is_prefix { format!("{}*", term.text) } else { term.text };
        asked(question, Prefixes::Last).into_iter().map(star).collect()
    }

    #[test]
    fn words_are_letters_and_digits_without_case_or_accents() {
        assert_eq!(words("Crème BRÛLÉE, crème-brûlée!"), ["brulee", "creme"]);
        assert_eq!(words("alex.johnson+x@example.com"), ["alex", "com", "example", "johnson", "x"]);
        assert_eq!(words("Straße ŁÓDŹ İstanbul ＡＢＣ１２"), ["abc12", "istanbul", "lodz", "strasse"]);
        assert_eq!(words("שָׁלוֹם مَرْحَبًا Привет"), ["привет", "שלום", "مرحبا"]);
        assert_eq!(words("한국어 검색"), ["검색", "한국어"]);
        assert_eq!(words("…\u{0}'\"*^():-_ %"), [""; 0]);
    }

    #[test]
    fn writing_without_spaces_is_found_by_any_part_of_it() {
        assert_eq!(words("東京都"), ["京都", "東京", "都"]);
        assert_eq!(terms("東"), ["東*"]);
        assert_eq!(terms("京都"), ["京都"]);
        assert_eq!(terms("refund 東京 x"), ["refund", "東京", "x*"]);
    }

    #[test]
    fn a_question_is_words_and_never_syntax() {
        assert_eq!(terms("\"a\" OR (b* NOT c:d) NEAR/2 -e"), ["a", "or", "b", "not", "c", "d", "near", "2", "e*"]);
        assert_eq!(terms("' | & ! \\ :* <-> \u{202e}"), [""; 0]);
        assert_eq!(terms(&"x ".repeat(100)).len(), MOST_ASKED);
        assert_eq!(terms(&"x".repeat(100)), [format!("{}*", "x".repeat(LONGEST))]);
    }
}
