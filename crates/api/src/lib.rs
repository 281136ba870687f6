//! How does the world ask? HTTP in, JSON out: routes, inputs, status codes, OpenAPI.
//! The only crate that knows status codes and JSON field names. Knows no SQL and no rule of the product.

mod app;
mod assets;
mod attachments;
mod auth;
mod body;
mod channels;
pub mod client;
mod conversations;
mod cors;
mod customers;
mod demo;
mod edge;
pub mod error;
mod events;
pub mod extract;
pub mod fault;
pub mod fields;
mod health;
mod idempotency;
mod identity;
pub mod limits;
pub mod member;
mod messages;
pub mod openapi;
mod origin;
mod page;
mod reader;
mod router;
pub mod settings;
mod signer;
pub mod sockets;
mod team;
pub mod token;
mod visitor_token;
mod visitors;
mod webhook_endpoints;
mod webhooks;
mod widgets;

pub use app::{App, Parts};
pub use edge::RequestId;
pub use error::Error;
pub use openapi::openapi;
pub use router::router;
pub use settings::Settings;
pub use webhook_endpoints::tellings as webhook_tellings;
