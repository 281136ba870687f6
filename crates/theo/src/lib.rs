//! What could the answer be? Passages out of articles, what they mean, which of them answer a question, how sure that is,
//! and when a human is to take over.
//! Must not know where articles and conversations are kept, nor what becomes of an answer.

pub mod assistant;
pub mod confidence;
pub mod encoder;
mod extract;
pub mod handoff;
pub mod llm;
pub mod passages;
pub mod prompt;
pub mod question;
mod search;
mod sentences;
mod shelf;
mod theo;
mod words;
pub mod write;

pub use passages::Passage;
pub use question::Turn;
pub use search::{CLOSELY, Found, Hit};
pub use shelf::{Shelf, round};
pub use theo::{Asked, Citation, Draft, Settings, Theo};

/// The file of the model's weights, where it was there when the program was built.
#[cfg(has_model)]
pub const WEIGHTS: Option<&[u8]> = Some(include_bytes!("../model/e5-small-q4.bin"));
#[cfg(not(has_model))]
pub const WEIGHTS: Option<&[u8]> = None;
