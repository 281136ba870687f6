//! E-mail: by a mailbox (IMAP and SMTP), or by messages that a provider posts to us (decision D27).

pub mod authentication;
pub mod automatic;
pub mod bounce;
mod calendar;
mod decode;
mod headers;
pub mod html;
pub mod inbound;
pub mod mail;
mod mime;
mod quotes;
pub mod read;
pub mod thread;
pub mod words;
pub mod write;

use model::ChannelType;
use model::channel::Capabilities;

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
    max_length: 100_000,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("address", Kind::Email, "The address that customers write to").required(),
        Field::new("from_name", Kind::Text, "The name that customers see beside the address"),
        Field::new("imap", Kind::Object(IMAP), "Where mails are fetched"),
        Field::new("smtp", Kind::Object(SMTP), "Where mails are sent"),
        Field::new("authentication_server", Kind::Text, "How the mail server signs what it found out about senders"),
        Field::new("inbound_secret", Kind::Text, "Proves a provider that posts mails to this server").secret(),
    ],
    one_of: &[&["imap", "smtp"], &["inbound_secret"]],
};

const IMAP: &[Field] = &[
    Field::new("host", Kind::Host, "The mail server").required(),
    Field::new("port", Kind::Port, "993 for IMAP over TLS").or(Unset::Int(993)),
    Field::new("tls", Kind::Flag, "TLS from the first byte on").or(Unset::Flag(true)),
    Field::new("username", Kind::Text, "Often the address").required(),
    Field::new("password", Kind::Text, "Often a password made for this app").required().secret(),
    Field::new("folder", Kind::Text, "The folder that mails arrive in").or(Unset::Text("INBOX")),
];

const SMTP: &[Field] = &[
    Field::new("host", Kind::Host, "The mail server").required(),
    Field::new("port", Kind::Port, "465 for SMTP over TLS").or(Unset::Int(465)),
    Field::new("tls", Kind::Flag, "TLS from the first byte on").or(Unset::Flag(true)),
    Field::new("username", Kind::Text, "Often the address").required(),
    Field::new("password", Kind::Text, "Often a password made for this app").required().secret(),
];
