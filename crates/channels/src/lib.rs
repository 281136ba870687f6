//! How do providers speak? One file per provider: what it can do and what it needs to be set up.
//! Pure: knows `model` only, reads no clock, opens no connection.

pub mod config;
mod email;
mod instagram;
mod sms;
mod telegram;
mod whatsapp;
mod widget;
mod x;

use model::ChannelType;
use model::channel::Capabilities;
use serde_json::{Map, Value};

pub use config::{Field, Kind, Schema};

/// A channel's configuration.
pub type Config = Map<String, Value>;

/// The verify token of Meta's challenge where a channel has none of its own (decision D34).
pub const DEFAULT_VERIFY_TOKEN: &str = "pingback_verify";

pub fn capabilities(kind: ChannelType) -> Capabilities {
    match kind {
        ChannelType::Widget => widget::CAPABILITIES,
        ChannelType::Email => email::CAPABILITIES,
        ChannelType::Whatsapp => whatsapp::CAPABILITIES,
        ChannelType::Telegram => telegram::CAPABILITIES,
        ChannelType::Instagram => instagram::CAPABILITIES,
        ChannelType::X => x::CAPABILITIES,
        ChannelType::Sms => sms::CAPABILITIES,
    }
}

/// What a channel of this kind has to be told.
pub fn schema(kind: ChannelType) -> Schema {
    match kind {
        ChannelType::Widget => widget::SCHEMA,
        ChannelType::Email => email::SCHEMA,
        ChannelType::Whatsapp => whatsapp::SCHEMA,
        ChannelType::Telegram => telegram::SCHEMA,
        ChannelType::Instagram => instagram::SCHEMA,
        ChannelType::X => x::SCHEMA,
        ChannelType::Sms => sms::SCHEMA,
    }
}

/// The configuration with only what belongs there, tidied; or every problem that it has, a phrase each.
pub fn check(kind: ChannelType, config: &Config) -> Result<Config, Vec<String>> {
    config::check(&schema(kind), config)
}

/// The configuration as an owner may see it.
pub fn mask(kind: ChannelType, config: &Config) -> Config {
    config::mask(schema(kind).fields, config)
}

/// The configuration after a change (RFC 7396: null takes away, what is left out stays), checked as by [`check`].
/// A secret that comes back as [`mask`] showed it stays.
pub fn merge(kind: ChannelType, current: &Config, change: &Config) -> Result<Config, Vec<String>> {
    config::merge(&schema(kind), current, change)
}

/// What the provider calls the channel: two channels with the same one would take each other's messages.
pub fn identity(kind: ChannelType, config: &Config) -> Option<String> {
    let text = |name: &str| config.get(name).and_then(Value::as_str).map(str::to_owned);
    match kind {
        ChannelType::Widget => None,
        ChannelType::Email => text("address"),
        ChannelType::Whatsapp => text("phone_number_id"),
        ChannelType::Telegram => text("bot_token"),
        ChannelType::Instagram => text("page_id").or_else(|| text("phone_number_id")),
        ChannelType::X => text("access_token"),
        ChannelType::Sms => Some(format!("{}:{}", text("account_sid")?, text("from")?)),
    }
}

/// A link by which anybody can write to the business on this channel, where one is known. Never a credential.
pub fn contact(kind: ChannelType, config: &Config) -> Option<String> {
    let text = |name: &str| config.get(name).and_then(Value::as_str);
    match kind {
        ChannelType::Widget => None,
        ChannelType::Email => Some(format!("mailto:{}", text("address")?)),
        ChannelType::Whatsapp => Some(format!("https://wa.me/{}", text("phone_number")?.trim_start_matches('+'))),
        ChannelType::Telegram => Some(format!("https://t.me/{}", text("bot_username")?)),
        ChannelType::Instagram => Some(format!("https://ig.me/m/{}", text("username")?)),
        ChannelType::X => Some(format!("https://x.com/{}", text("username")?)),
        ChannelType::Sms => text("from").filter(|from| from.starts_with('+')).map(|from| format!("sms:{from}")),
    }
}

/// Meta calls one address for all channels of a kind; its path.
pub fn meta_callback_path(kind: ChannelType) -> Option<&'static str> {
    match kind {
        ChannelType::Whatsapp => Some("/api/v1/webhooks/whatsapp"),
        ChannelType::Instagram => Some("/api/v1/webhooks/instagram"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
