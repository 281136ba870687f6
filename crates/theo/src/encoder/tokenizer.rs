//! How is a text cut into the pieces that the model knows? As SentencePiece does for a unigram vocabulary: of all ways
//! to cut it the likeliest (Kudo 2018, arXiv 1808.06226).
//! Must not know what the pieces mean.

use std::hash::Hasher;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::weights::Pieces;

/// What stands for a space, at the beginning of each word.
const SPACE: char = '\u{2581}';
/// How much less likely a letter that is in no piece is than the unlikeliest piece.
const UNKNOWN: f32 = 10.0;

pub(super) struct Tokenizer {
    pieces: Pieces,
    /// Open addressing: the number of a piece and one, or 0 where there is none.
    table: Vec<u32>,
    unknown_score: f32,
    longest: usize,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub piece: u32,
    /// Whether a word begins with it.
    pub opens: bool,
}

impl Tokenizer {
    pub fn new(pieces: Pieces) -> Self {
        let count = pieces.scores.len();
        let mut tokenizer = Tokenizer {
            table: vec![0; (count * 2).next_power_of_two()],
            unknown_score: pieces.scores.iter().copied().fold(f32::INFINITY, f32::min) - UNKNOWN,
            longest: pieces.offsets.windows(2).map(|ends| (ends[1] - ends[0]) as usize).max().unwrap_or_default(),
            pieces,
        };
        for piece in 0..count as u32 {
            let mut slot = tokenizer.slot(tokenizer.spelling(piece));
            while tokenizer.table[slot] != 0 {
                slot = (slot + 1) % tokenizer.table.len();
            }
            tokenizer.table[slot] = piece + 1;
        }
        tokenizer
    }

    pub fn begin(&self) -> u32 {
        self.pieces.begin
    }

    pub fn end(&self) -> u32 {
        self.pieces.end
    }

    /// How unlikely a piece is to stand anywhere at all: large for rare ones.
    pub fn rarity(&self, piece: u32) -> f32 {
        -self.pieces.scores[piece as usize]
    }

    fn spelling(&self, piece: u32) -> &[u8] {
        let at = piece as usize;
        &self.pieces.text[self.pieces.offsets[at] as usize..self.pieces.offsets[at + 1] as usize]
    }

    fn slot(&self, spelling: &[u8]) -> usize {
        let mut hasher = Fnv::default();
        hasher.write(spelling);
        hasher.finish() as usize % self.table.len()
    }

    fn find(&self, spelling: &[u8]) -> Option<u32> {
        let mut slot = self.slot(spelling);
        loop {
            let piece = self.table[slot].checked_sub(1)?;
            if self.spelling(piece) == spelling {
                return Some(piece);
            }
            slot = (slot + 1) % self.table.len();
        }
    }

    /// The pieces of a text, without those that mark its beginning and its end, at most `most` of them.
    pub fn cut(&self, text: &str, most: usize) -> Vec<Token> {
        // A piece is a letter at least, and no known one is longer than this.
        let text: String = text.chars().take(most * self.longest).collect();
        let text = self.normalise(&text);
        let mut tokens = Vec::new();
        let mut start = 0;
        while start < text.len() && tokens.len() < most {
            let inner = start + SPACE.len_utf8().min(text.len() - start);
            let end = text[inner..].find(SPACE).map_or(text.len(), |next| inner + next);
            self.cut_word(&text[start..end], &mut tokens);
            start = end;
        }
        tokens.truncate(most);
        tokens
    }

    /// Composed letters, replaced as the vocabulary's makers did, words beginning with the mark for a space.
    fn normalise(&self, text: &str) -> String {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
        let mut normal = String::with_capacity(composed.len() + 8);
        normal.push(SPACE);
        for letter in composed.chars() {
            match self.pieces.replaced.get(&letter) {
                Some(by) => by.iter().for_each(|letter| push(&mut normal, *letter)),
                None => push(&mut normal, letter),
            }
        }
        normal.truncate(normal.trim_end_matches(SPACE).len());
        normal
    }

    /// The likeliest way to cut one word (Viterbi's algorithm). No piece reaches over a space.
    fn cut_word(&self, word: &str, tokens: &mut Vec<Token>) {
        // For each byte at which a letter may end: how likely the best way there is, its last piece and where that begins.
        let mut best = vec![(f32::NEG_INFINITY, 0_u32, 0_usize); word.len() + 1];
        best[0].0 = 0.0;
        let ends: Vec<usize> = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
        let mut start = 0;
        for (number, &first) in ends.iter().enumerate() {
            let so_far = best[start].0;
            for &end in ends[number..].iter().take_while(|end| **end - start <= self.longest) {
                let known = self.find(&word.as_bytes()[start..end]).filter(|piece| *piece != self.pieces.unknown);
                let (piece, score) = match known {
                    Some(piece) => (piece, self.pieces.scores[piece as usize]),
                    None if end == first => (self.pieces.unknown, self.unknown_score),
                    None => continue,
                };
                if so_far + score > best[end].0 {
                    best[end] = (so_far + score, piece, start);
                }
            }
            start = first;
        }
        let first = tokens.len();
        let mut end = word.len();
        while end > 0 {
            let (_, piece, start) = best[end];
            tokens.push(Token { piece, opens: start == 0 });
            end = start;
        }
        tokens[first..].reverse();
        tokens.dedup_by(|next, token| {
            next.piece == self.pieces.unknown && token.piece == self.pieces.unknown && !next.opens
        });
    }
}

/// Several spaces are one, and none stands at the beginning twice.
fn push(normal: &mut String, letter: char) {
    let letter = if letter == ' ' { SPACE } else { letter };
    if letter != SPACE || !normal.ends_with(SPACE) {
        normal.push(letter);
    }
}

/// FNV-1a: a few letters, many times.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
