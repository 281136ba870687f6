//! Telegram by its Bot API.

use model::channel::Capabilities;

use crate::config::{Field, Kind, Schema};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: true,
    replies_to: true,
    subject: false,
    typing: true,
    read_receipts: false,
    reply_window_hours: None,
    max_length: 4096,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("bot_token", Kind::Text, "From @BotFather, such as 123456:ABC-DEF").required().secret(),
        Field::new("bot_username", Kind::Handle, "The bot's name, for a t.me link on your page"),
    ],
    one_of: &[],
};
