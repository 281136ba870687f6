//! Theo and an endpoint over real HTTP: a server that behaves as badly as it is told, and what comes of it.
//! One binary, so that it links once.

mod assistant;
mod fake;
mod llm;
mod prompts;
