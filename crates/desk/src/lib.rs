//! What may happen? The rules that an agent would recognise: receive, reply, assign, resolve.
//! Synchronous functions inside a transaction; knows nothing of HTTP, SQL or providers.

pub mod accounts;
mod albums;
pub mod articles;
pub mod attachments;
mod authors;
pub mod businesses;
pub mod channels;
pub mod conversations;
pub mod customers;
pub mod deliveries;
pub mod error;
pub mod help_centres;
pub mod identity;
pub mod imports;
pub mod mailboxes;
pub mod mails;
pub mod marks;
pub mod passwords;
pub mod progress;
pub mod receive;
pub mod reply;
pub mod sending;
mod slugs;
pub mod team;
pub mod theo;
pub mod webhook_deliveries;
pub mod webhook_endpoints;
pub mod widgets;

pub use error::{Error, Refusal, Result};
pub use receive::receive;
pub use reply::reply;
