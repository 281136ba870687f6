//! What does an article consist of? Passages: pieces of a few sentences with the headings that they stand under, as plain
//! text, short enough to be read by the encoder in one go and to be shown as a source.
//! Must not know how they are found again.

mod blocks;

use blocks::Block;

use crate::sentences::sentences;

/// Words of a passage.
const MOST: usize = 200;
/// Letters that count as one word where nothing stands between words.
const LETTERS: usize = 6;

/// A piece of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The article's title first, then the headings from the outermost on. A heading that says what the title says is left
    /// out.
    pub headings: Vec<String>,
    /// Plain text: paragraphs are parted by empty lines, items of lists stand on lines that begin with their marks.
    pub text: String,
}

impl Passage {
    /// What is indexed and read: the headings, then the text.
    pub fn full(&self) -> String {
        format!("{}\n{}", self.headings.join(" › "), self.text)
    }
}

/// The passages of an article in their order, each of at most 200 words; none where it says nothing.
pub fn split(title: &str, markdown: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut section: Vec<Piece> = Vec::new();
    let mut headings = Headings::new(title);
    for block in blocks::read(markdown) {
        match block {
            Block::Heading { level, text } => {
                close(&mut passages, &headings, std::mem::take(&mut section));
                headings.enter(level, text);
            }
            Block::Text { text, joined } => section.extend(pieces(&text, joined)),
        }
    }
    close(&mut passages, &headings, section);
    passages
}

/// The headings that hold at one place of an article.
struct Headings {
    title: String,
    open: Vec<(u8, String)>,
}

impl Headings {
    fn new(title: &str) -> Self {
        Headings { title: title.trim().to_owned(), open: Vec::new() }
    }

    fn enter(&mut self, level: u8, text: String) {
        self.open.retain(|(outer, _)| *outer < level);
        self.open.push((level, text));
    }

    fn path(&self) -> Vec<String> {
        let below = self.open.iter().map(|(_, text)| text).filter(|text| !text.is_empty() && **text != self.title);
        std::iter::once(&self.title).filter(|title| !title.is_empty()).chain(below).cloned().collect()
    }
}

/// Some text that is not parted any more, and what stands before it if it is not the first.
struct Piece {
    text: String,
    before: &'static str,
    size: usize,
}

/// A block whole, or its sentences if it is too long, or even their parts.
fn pieces(text: &str, joined: bool) -> Vec<Piece> {
    let before = if joined { "\n" } else { "\n\n" };
    if size(text) <= MOST {
        return vec![Piece { text: text.to_owned(), before, size: size(text) }];
    }
    let parts = text.lines().flat_map(|line| {
        let sentences = sentences(line).into_iter().flat_map(short);
        sentences.enumerate().map(|(number, part)| (part, if number == 0 { "\n" } else { " " }))
    });
    let pieces = parts.map(|(part, before)| Piece { size: size(&part), text: part, before });
    pieces.enumerate().map(|(number, piece)| if number == 0 { Piece { before, ..piece } } else { piece }).collect()
}

/// A sentence in parts that are no longer than a passage.
fn short(sentence: &str) -> Vec<String> {
    if size(sentence) <= MOST {
        return vec![sentence.to_owned()];
    }
    let mut parts = vec![String::new()];
    for word in sentence.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for (number, chunk) in letters.chunks(MOST * LETTERS).enumerate() {
            let chunk: String = chunk.iter().collect();
            let last = parts.last_mut().expect("there is always one");
            if last.is_empty() {
                *last = chunk;
            } else if number == 0 && size(last) + size(&chunk) <= MOST {
                last.push(' ');
                last.push_str(&chunk);
            } else {
                parts.push(chunk);
            }
        }
    }
    parts
}

/// Makes passages of what stands under one heading, all of about the same size.
fn close(passages: &mut Vec<Passage>, headings: &Headings, section: Vec<Piece>) {
    let whole: usize = section.iter().map(|piece| piece.size).sum();
    let fair = whole.div_ceil(whole.div_ceil(MOST).max(1));
    let (mut text, mut filled) = (String::new(), 0);
    for piece in section {
        let is_full = filled + piece.size > MOST || filled + piece.size / 2 > fair;
        if filled > 0 && is_full {
            passages.push(Passage { headings: headings.path(), text: std::mem::take(&mut text) });
            filled = 0;
        }
        if filled > 0 {
            text.push_str(piece.before);
        }
        text.push_str(&piece.text);
        filled += piece.size;
    }
    if !text.is_empty() {
        passages.push(Passage { headings: headings.path(), text });
    }
}

/// Words of a text; where it has no spaces, as in Chinese, what would be about as many.
fn size(text: &str) -> usize {
    text.split_whitespace().count().max(text.chars().count() / LETTERS).max(1)
}

#[cfg(test)]
mod tests;
