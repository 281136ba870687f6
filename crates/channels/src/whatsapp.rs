//! WhatsApp Business by Meta's Cloud API.

use model::channel::Capabilities;

use crate::config::{Field, Kind, Schema};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: true,
    replies_to: true,
    subject: false,
    typing: true,
    read_receipts: true,
    // Outside of it Meta takes approved templates only.
    reply_window_hours: Some(24),
    max_length: 4096,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("phone_number_id", Kind::Text, "Meta's id of the number, in API Setup").required(),
        Field::new("access_token", Kind::Text, "A permanent token of a system user").required().secret(),
        Field::new("verify_token", Kind::Text, "Your own word for Meta's challenge"),
        Field::new("app_secret", Kind::Text, "Proves that a delivery comes from Meta").secret(),
        Field::new("business_account_id", Kind::Text, "Meta's id of the WhatsApp Business account"),
        Field::new("phone_number", Kind::Phone, "The number itself, for a wa.me link on your page"),
    ],
    one_of: &[],
};
