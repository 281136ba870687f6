//! The chat on the business's own web page. We are the provider.

use model::channel::Capabilities;

use crate::Schema;

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: true,
    replies_to: true,
    subject: false,
    typing: true,
    read_receipts: true,
    reply_window_hours: None,
    templates: false,
    max_length: 100_000,
};

/// A widget's looks are its own, not its channel's.
pub const SCHEMA: Schema = Schema { fields: &[], one_of: &[] };
