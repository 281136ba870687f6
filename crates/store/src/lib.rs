//! How is it kept? All SQL of the product, on SQLite and PostgreSQL from one text.
//! Knows nothing of HTTP, providers or what is allowed; `desk` decides that.

pub mod articles;
pub mod attachments;
pub mod backup;
pub mod bulk;
pub mod businesses;
pub mod channels;
pub mod check;
pub mod contacts;
pub mod conversations;
pub mod customers;
pub mod db;
pub mod deliveries;
pub mod engine;
pub mod error;
pub mod events;
pub mod help_centres;
pub mod idempotency;
pub mod identities;
pub mod imports;
pub mod mail_folders;
pub mod mail_leases;
pub mod mail_originals;
mod many;
pub mod members;
pub mod messages;
pub mod migrate;
pub mod passages;
pub mod provider_messages;
pub mod queue;
pub mod reach;
pub mod seal;
pub mod search;
pub mod sends;
pub mod sessions;
pub mod templates;
pub mod theo_answers;
pub mod theo_gaps;
pub mod theo_report;
pub mod theo_settings;
pub mod tree;
pub mod tx;
pub mod user_tokens;
pub mod users;
pub mod value;
pub mod webhook_deliveries;
pub mod webhook_endpoints;
pub mod widgets;

pub use db::{Db, Place, Settings, open_one};
pub use engine::{Conn, Counters};
pub use error::{Error, Result};
pub use reach::Reach;
pub use tx::Tx;
pub use value::{Column, Row, Value};

/// The arguments of a statement, in the order of `$1, $2, …`: `args![business, &name, time]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}
