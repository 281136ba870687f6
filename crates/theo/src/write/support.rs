//! Do the passages say what an answer says? Sentence by sentence: its numbers and links must stand in what it names, and
//! enough of its words, where both are in one language. Courtesies around the answer are left out.
//! Must not know who wrote it.

use std::collections::HashSet;

use super::citations::Mark;
use super::figures::Figures;
use super::{NotWritten, Written, languages};
use crate::Passage;
use crate::sentences::sentences;
use crate::words::fold;

/// Share of a sentence's words that its passages must use.
const ENOUGH: f32 = 0.5;
/// A sentence of so few words says nothing by itself: «Yes.»
const FEW: usize = 1;

/// A sentence of the answer.
struct Sentence<'a> {
    text: &'a str,
    line: usize,
    /// The end of its text, in bytes.
    end: usize,
    /// Passages that it names itself, counted from 0.
    named: Vec<usize>,
    /// Those, or the ones that are named next in its line.
    sources: Vec<usize>,
}

/// A passage, to be compared with.
struct Source {
    figures: Figures,
    words: HashSet<String>,
}

/// What a sentence is found to be.
enum Found {
    /// So many of so many words are the passages' own.
    Supported(usize, usize),
    /// It names nothing and nothing supports it, but it claims no number and no link.
    Loose,
}

/// `text` without the marks, of which there is at least one and none is wrong.
pub(super) fn judge(text: &str, marks: &[Mark], passages: &[&Passage]) -> Result<Written, NotWritten> {
    let texts: Vec<String> = passages.iter().map(|passage| passage.full()).collect();
    let cited = each_once(marks.iter().map(|mark| mark.number - 1));
    let shown: Vec<&str> = cited.iter().map(|place| texts[*place].as_str()).collect();
    let compares = is_same_language(text, &shown.join("\n"));
    let sources: Vec<Source> = texts.iter().map(|text| source(text)).collect();
    let sentences = read(text, marks);
    let found = sentences.iter().map(|sentence| look(sentence, &cited, &sources, compares));
    let found: Vec<Found> = found.collect::<Result<_, _>>()?;
    let kept = kept(&found).ok_or(NotWritten::Unsupported)?;
    let (first, last) = (&sentences[kept.start], &sentences[kept.end - 1]);
    let text = text[first.end - first.text.len()..last.end].trim().to_owned();
    let cited = each_once(sentences[kept.clone()].iter().flat_map(|sentence| sentence.named.iter().copied()));
    if cited.is_empty() {
        return Err(NotWritten::Uncited);
    }
    let counts = found[kept].iter().map(|found| match found {
        Found::Supported(known, all) => (*known, *all),
        Found::Loose => (0, 0),
    });
    let (known, all) = counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    let support = compares.then(|| if all == 0 { 1.0 } else { known as f32 / all as f32 });
    Ok(Written { text, cited, support })
}

/// The sentences with what they name: a number behind the full stop belongs to the sentence before it.
fn read<'a>(text: &'a str, marks: &[Mark]) -> Vec<Sentence<'a>> {
    let mut read: Vec<Sentence> = Vec::new();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let mut at = 0;
        for sentence in sentences(line) {
            at += line[at..].find(sentence).expect("a sentence is a part of its line") + sentence.len();
            read.push(Sentence { text: sentence, line: number, end: start + at, named: vec![], sources: vec![] });
        }
        start += line.len() + 1;
    }
    for mark in marks {
        let place = read.iter().position(|sentence| mark.at <= sentence.end).unwrap_or(read.len().saturating_sub(1));
        if let Some(sentence) = read.get_mut(place) {
            sentence.named.push(mark.number - 1);
        }
    }
    let mut next: (usize, Vec<usize>) = (0, vec![]);
    for sentence in read.iter_mut().rev() {
        if !sentence.named.is_empty() {
            next = (sentence.line, sentence.named.clone());
        }
        if next.0 == sentence.line {
            sentence.sources = next.1.clone();
        }
    }
    read
}

fn look(sentence: &Sentence, cited: &[usize], sources: &[Source], compares: bool) -> Result<Found, NotWritten> {
    let places = if sentence.sources.is_empty() { cited } else { &sentence.sources };
    let sources: Vec<&Source> = places.iter().map(|place| &sources[*place]).collect();
    let figures = Figures::of(sentence.text);
    if !figures.are_in(&sources.iter().map(|source| &source.figures).collect::<Vec<_>>()) {
        return Err(NotWritten::Invented);
    }
    let words = words(sentence.text);
    let own = words.iter().filter(|word| sources.iter().any(|source| source.words.contains(*word))).count();
    let is_supported = match compares {
        true => words.len() <= FEW || own as f32 >= ENOUGH * words.len() as f32,
        false => words.len() <= FEW || !sentence.sources.is_empty(),
    };
    match (is_supported, sentence.named.is_empty() && figures.is_empty()) {
        (true, _) => Ok(Found::Supported(own, words.len())),
        (false, true) => Ok(Found::Loose),
        (false, false) => Err(NotWritten::Unsupported),
    }
}

/// What is left without the loose sentences at both ends; none if there are others, or nothing is left.
fn kept(found: &[Found]) -> Option<std::ops::Range<usize>> {
    let is_supported = |found: &Found| matches!(found, Found::Supported(..));
    let first = found.iter().position(is_supported)?;
    let last = found.iter().rposition(is_supported)?;
    found[first..=last].iter().all(is_supported).then_some(first..last + 1)
}

fn is_same_language(one: &str, other: &str) -> bool {
    if languages::writing(one) != languages::writing(other) {
        return false;
    }
    match (languages::language(one), languages::language(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The words that say something, by their beginnings, so that `returns` is `returned`; of Chinese, each two letters.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in fold(text).split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| languages::is_dense(*letter)) {
            words.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() > 1 && letters.iter().all(|letter| letter.is_alphabetic()) && !languages::is_small(word)
        {
            let bare = if letters.len() > 3 && letters.last() == Some(&'s') {
                &letters[..letters.len() - 1]
            } else {
                &letters
            };
            words.push(bare.iter().take(5).collect());
        }
    }
    words
}

fn source(text: &str) -> Source {
    Source { figures: Figures::of(text), words: words(text).into_iter().collect() }
}

fn each_once(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen = HashSet::new();
    places.filter(|place| seen.insert(*place)).collect()
}
