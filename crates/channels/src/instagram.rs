//! Instagram direct messages by Meta's Graph API.

use model::channel::Capabilities;

use crate::config::{Field, Kind, Schema};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: true,
    replies_to: false,
    subject: false,
    typing: true,
    read_receipts: true,
    reply_window_hours: Some(24),
    max_length: 1000,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("page_id", Kind::Text, "Meta's id of the page that the account is linked to"),
        Field::new("phone_number_id", Kind::Text, "Accepted in place of page_id"),
        Field::new("access_token", Kind::Text, "A token of the page").required().secret(),
        Field::new("verify_token", Kind::Text, "Your own word for Meta's challenge"),
        Field::new("app_secret", Kind::Text, "Proves that a delivery comes from Meta").secret(),
        Field::new("username", Kind::Handle, "The account's name, for a link on your page"),
    ],
    one_of: &[&["page_id"], &["phone_number_id"]],
};
