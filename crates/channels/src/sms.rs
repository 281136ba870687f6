//! SMS and MMS by Twilio (decision D28).

use model::channel::Capabilities;

use crate::config::{Field, Kind, Schema};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: true,
    replies_to: false,
    subject: false,
    typing: false,
    read_receipts: false,
    reply_window_hours: None,
    max_length: 1600,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("account_sid", Kind::Text, "The account's SID").required(),
        Field::new("auth_token", Kind::Text, "The account's auth token: signs deliveries too").required().secret(),
        Field::new("from", Kind::Sender, "The number to send from, such as +34600111222").required(),
    ],
    one_of: &[],
};
