//! A channel: one way by which customers reach a business, and what it can do.

use crate::{Key, Time};

crate::words! {
    /// The kind of a channel. `webchat` is an accepted alias of `widget` on input (decision D25).
    ChannelType {
        Widget = "widget" | "webchat",
        Email = "email",
        Whatsapp = "whatsapp",
        Telegram = "telegram",
        Instagram = "instagram",
        X = "x",
        Sms = "sms",
    }
}

impl ChannelType {
    /// Hours after the customer's last message in which free text may be sent; none: always. Source: Meta's policies for
    /// both of its channels.
    pub const fn reply_window_hours(self) -> Option<u32> {
        match self {
            Self::Whatsapp | Self::Instagram => Some(24),
            Self::Widget | Self::Email | Self::Telegram | Self::X | Self::Sms => None,
        }
    }

    /// Whether its provider tells who somebody is only when it is asked.
    pub const fn tells_names_when_asked(self) -> bool {
        matches!(self, Self::Instagram)
    }

    /// Whether its provider approves messages beforehand, which may then be sent at any time.
    pub const fn has_templates(self) -> bool {
        matches!(self, Self::Whatsapp)
    }

    /// Whether agents can send files.
    pub const fn takes_files(self) -> bool {
        match self {
            Self::Widget | Self::Email | Self::Whatsapp | Self::Instagram | Self::Telegram | Self::X | Self::Sms => {
                true
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    pub key: Key,
    pub business: Key,
    pub kind: ChannelType,
    /// In clear: whoever holds this must mask it before it leaves (decision D9).
    pub config: serde_json::Map<String, serde_json::Value>,
    pub is_active: bool,
    /// What keeps it from working, in a sentence for its owner.
    pub problem: Option<String>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// What a kind of channel can do; the web app asks this and never which channel it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Capabilities {
    /// Files can be sent.
    pub attachments: bool,
    /// A message can be shown as an answer to another one.
    pub replies_to: bool,
    /// Replies carry a subject.
    pub subject: bool,
    /// The other side sees that somebody is typing.
    pub typing: bool,
    /// The provider reports when a message was read.
    pub read_receipts: bool,
    /// Hours after the customer's last message in which free text may be sent; none: always.
    pub reply_window_hours: Option<u32>,
    /// There are approved messages that may be sent at any time.
    pub templates: bool,
    /// Longest text of one message, in characters.
    pub max_length: u32,
}
