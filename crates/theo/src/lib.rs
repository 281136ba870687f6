//! What could the answer be? Passages out of articles, what they mean, which of them answer a question, how sure that is,
//! and when a human is to take over.
//! Must not know where articles and conversations are kept, nor what becomes of an answer.

pub mod passages;
mod sentences;

pub use passages::Passage;
