//! E-mail: by a mailbox (IMAP and SMTP), or by messages that a provider posts to us (decision D27).

pub mod authentication;
pub mod automatic;
pub mod bounce;
mod calendar;
mod decode;
mod headers;
pub mod html;
pub mod imap;
pub mod inbound;
pub mod mail;
mod mime;
pub mod oauth;
pub mod posted;
mod quotes;
pub mod read;
pub mod thread;
pub mod words;
pub mod write;

use model::ChannelType;
use model::channel::Capabilities;

use crate::Config;
use crate::config::{Field, Kind, Schema, Unset};

pub use automatic::Writer;
pub use bounce::Bounce;
pub use mail::{Attachment, Mail, Mailbox};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: ChannelType::Email.takes_files(),
    replies_to: true,
    subject: true,
    typing: false,
    read_receipts: false,
    reply_window_hours: None,
    templates: false,
    max_length: 100_000,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("address", Kind::Email, "The address that customers write to").required(),
        Field::new("from_name", Kind::Text, "The name that customers see beside the address"),
        Field::new("imap", Kind::Object(IMAP), "Where mails are fetched"),
        Field::new("smtp", Kind::Object(SMTP), "Where mails are sent"),
        Field::new("authentication_server", Kind::Text, "How the mail server signs what it found out about senders"),
        Field::new("oauth", Kind::Object(OAUTH), "Signs in without a password, as Google and Microsoft want it"),
        Field::new("inbound_secret", Kind::Text, "Proves a provider that posts mails to this server").secret(),
    ],
    one_of: &[&["imap", "smtp"], &["inbound_secret"]],
};

const IMAP: &[Field] = &[
    Field::new("host", Kind::Host, "The mail server").required(),
    Field::new("port", Kind::Port, "993 for IMAP over TLS").or(Unset::Int(993)),
    Field::new("tls", Kind::Flag, "TLS from the first byte on").or(Unset::Flag(true)),
    Field::new("username", Kind::Text, "Often the address").required(),
    Field::new("password", Kind::Text, "Often a password made for this app").secret(),
    Field::new("folder", Kind::Text, "The folder that mails arrive in").or(Unset::Text("INBOX")),
    Field::new("folders", Kind::Text, "More folders, with commas between"),
];

const SMTP: &[Field] = &[
    Field::new("host", Kind::Host, "The mail server").required(),
    Field::new("port", Kind::Port, "465 for SMTP over TLS").or(Unset::Int(465)),
    Field::new("tls", Kind::Flag, "TLS from the first byte on").or(Unset::Flag(true)),
    Field::new("username", Kind::Text, "Often the address").required(),
    Field::new("password", Kind::Text, "Often a password made for this app").secret(),
];

const OAUTH: &[Field] = &[
    Field::new("token_url", Kind::Text, "Where access tokens are asked for").required(),
    Field::new("client_id", Kind::Text, "The app that was registered with the mail provider").required(),
    Field::new("client_secret", Kind::Text, "The secret of that app").secret(),
    Field::new("refresh_token", Kind::Text, "The mailbox's leave for that app").required().secret(),
];

/// What is missing of how to sign in, a phrase each.
pub(crate) fn problems(config: &Config) -> Vec<String> {
    let lacks =
        |name: &&str| config.get(*name).is_some_and(|server| server.is_object() && server.get("password").is_none());
    let lacking = ["imap", "smtp"].into_iter().filter(|_| !config.contains_key("oauth")).filter(lacks);
    lacking.map(|name| format!("{name}.password is missing")).collect()
}
