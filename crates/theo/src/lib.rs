//! What could the answer be? Passages out of articles, what they mean, which of them answer a question, how sure that is,
//! and when a human is to take over.
//! Must not know where articles and conversations are kept, nor what becomes of an answer.

pub mod encoder;
pub mod passages;
mod sentences;

pub use passages::Passage;

/// The file of the model's weights, where it was there when the program was built.
#[cfg(has_model)]
pub const WEIGHTS: Option<&[u8]> = Some(include_bytes!("../model/e5-small-q4.bin"));
#[cfg(not(has_model))]
pub const WEIGHTS: Option<&[u8]> = None;
