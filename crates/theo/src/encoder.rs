//! What does a text mean? Vectors by multilingual-e5-small (Wang 2024, arXiv 2402.05672), of the whole and of its pieces.
//! Must not know what they are compared with.

mod layers;
mod mean;
mod tokenizer;
mod weights;

use layers::Layers;
use tokenizer::{Token, Tokenizer};
pub use weights::Unreadable;

/// Numbers of a vector.
pub const SIZE: usize = 384;
/// Tokens that are computed at once: more would not be faster, and would need more memory.
const BATCH: usize = 768;
/// Threads that compute, whatever else the machine has.
const THREADS: usize = 2;

/// The model was taught to tell apart what is asked and what answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Query,
    Passage,
}

impl Side {
    fn prefix(self) -> &'static str {
        match self {
            Side::Query => "query: ",
            Side::Passage => "passage: ",
        }
    }

    fn mean(self) -> &'static [i16; SIZE] {
        match self {
            Side::Query => &mean::QUERY,
            Side::Passage => &mean::PASSAGE,
        }
    }
}

pub struct Encoder {
    layers: Layers,
    tokenizer: Tokenizer,
    threads: rayon::ThreadPool,
}

/// A text as the model has read it.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Of length 1, or all zeros.
    pub vector: Vec<f32>,
    /// Its pieces, without those that only mark its beginning, its end and its side.
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
pub struct Piece {
    /// The piece's number in the vocabulary.
    pub number: u32,
    /// What it means where it stands: of length 1, or all zeros.
    pub vector: Vec<f32>,
    /// How rare it is in all texts: minus the logarithm of how likely it is.
    pub rarity: f32,
    /// Whether a word begins with it.
    pub opens: bool,
}

impl Encoder {
    /// Takes the file that `scripts/model` gets.
    pub fn open(file: &'static [u8]) -> Result<Self, Unreadable> {
        let weights = weights::read(file)?;
        let layers = Layers::new(&weights)?;
        let threads =
            rayon::ThreadPoolBuilder::new().num_threads(THREADS).thread_name(|number| format!("theo-{number}"));
        let threads = threads.build().expect("threads can be started");
        Ok(Encoder { layers, tokenizer: Tokenizer::new(weights.pieces), threads })
    }

    /// The meaning of each text as a whole: of length 1, or all zeros where nothing can be read.
    pub fn vectors(&self, side: Side, texts: &[&str]) -> Vec<Vec<f32>> {
        self.run(side, texts, |_, states| centred(&mean_of(states), side))
    }

    /// The meaning of each text and of each of its pieces.
    pub fn readings(&self, side: Side, texts: &[&str]) -> Vec<Reading> {
        let marks = 1 + self.tokenizer.cut(side.prefix().trim_end(), self.layers.shape.longest).len();
        self.run(side, texts, |tokens, states| {
            let inner = marks - 1..tokens.len();
            let pieces = tokens[inner].iter().zip(states[marks * SIZE..].chunks_exact(SIZE));
            let piece = |(token, state): (&Token, &[f32])| Piece {
                number: token.piece,
                vector: centred(state, side),
                rarity: self.tokenizer.rarity(token.piece),
                opens: token.opens,
            };
            Reading { vector: centred(&mean_of(states), side), pieces: pieces.map(piece).collect() }
        })
    }

    /// What is the same in all texts of a side, before it is taken away: for making `mean.rs`.
    pub fn mean(&self, side: Side, texts: &[&str]) -> Vec<f32> {
        mean_of(&self.run(side, texts, |_, states| mean_of(states)).concat())
    }

    /// Reads the texts, as many at once as is good; `finish` takes what the model made of one: its tokens without the first
    /// and the last one, and the states with those.
    fn run<T: Send>(&self, side: Side, texts: &[&str], finish: impl Fn(&[Token], &[f32]) -> T + Sync) -> Vec<T> {
        let longest = self.layers.shape.longest - 2;
        let mut results = Vec::with_capacity(texts.len());
        let mut batch: Vec<Vec<Token>> = Vec::new();
        let mut waiting = 0;
        for text in texts {
            let tokens = self.tokenizer.cut(&format!("{}{text}", side.prefix()), longest);
            if waiting > 0 && waiting + tokens.len() > BATCH {
                results.extend(self.batch(&std::mem::take(&mut batch), &finish));
                waiting = 0;
            }
            waiting += tokens.len();
            batch.push(tokens);
        }
        results.extend(self.batch(&batch, &finish));
        results
    }

    fn batch<T: Send>(&self, batch: &[Vec<Token>], finish: impl Fn(&[Token], &[f32]) -> T) -> Vec<T> {
        let marked = |tokens: &Vec<Token>| {
            let pieces = tokens.iter().map(|token| token.piece);
            std::iter::once(self.tokenizer.begin()).chain(pieces).chain([self.tokenizer.end()]).collect()
        };
        let texts: Vec<Vec<u32>> = batch.iter().map(marked).collect();
        let states = self.threads.install(|| self.layers.run(&texts));
        let mut rest = states.as_slice();
        let finish = |tokens: &Vec<Token>| {
            let (states, after) = rest.split_at((tokens.len() + 2) * SIZE);
            rest = after;
            finish(tokens, states)
        };
        batch.iter().map(finish).collect()
    }
}

/// The mean of several vectors, one after the other.
fn mean_of(vectors: &[f32]) -> Vec<f32> {
    let mut mean = vec![0.0; SIZE];
    for vector in vectors.chunks_exact(SIZE) {
        mean.iter_mut().zip(vector).for_each(|(mean, value)| *mean += value);
    }
    let count = (vectors.len() / SIZE).max(1) as f32;
    mean.iter_mut().for_each(|mean| *mean /= count);
    mean
}

/// Without what is the same in all texts, which would make all of them look alike; of length 1.
fn centred(state: &[f32], side: Side) -> Vec<f32> {
    let mut vector: Vec<f32> =
        state.iter().zip(side.mean()).map(|(value, mean)| value - f32::from(*mean) / mean::SCALE).collect();
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
    vector
}

#[cfg(all(test, has_model))]
mod tests;
