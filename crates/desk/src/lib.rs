//! What may happen? The rules that an agent would recognise: receive, reply, assign, resolve.
//! Synchronous functions inside a transaction; knows nothing of HTTP, SQL or providers.

pub mod error;

pub use error::{Error, Refusal, Result};
