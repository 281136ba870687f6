//! Direct messages on X by its API v2.

use model::channel::Capabilities;

use crate::config::{Field, Kind, Schema};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: false,
    replies_to: false,
    subject: false,
    typing: false,
    read_receipts: false,
    reply_window_hours: None,
    max_length: 10_000,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("api_key", Kind::Text, "The app's consumer key").required().secret(),
        Field::new("api_secret", Kind::Text, "The app's consumer secret: signs deliveries").secret(),
        Field::new("access_token", Kind::Text, "The account's access token").required().secret(),
        Field::new("access_token_secret", Kind::Text, "The account's access token secret").secret(),
        Field::new("bearer_token", Kind::Text, "The app's own token").secret(),
        Field::new("username", Kind::Handle, "The account's name, for a link on your page"),
    ],
    one_of: &[],
};
