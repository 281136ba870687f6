//! How do providers speak? One file per provider: what it can do and what it needs to be set up.
//! Pure: knows `model` only, reads no clock, opens no connection.

pub mod config;
pub mod delivery;
pub mod email;
mod instagram;
mod json;
pub mod media;
pub mod oauth;
pub mod profiles;
mod registration;
pub mod sending;
mod sms;
mod telegram;
mod tidy;
mod whatsapp;
mod widget;
mod x;

use model::channel::Capabilities;
use model::inbound::Report;
use model::{ChannelType, Word};
use serde_json::{Map, Value};
use uuid::Uuid;

pub use config::{Field, Kind, Schema};
pub use delivery::{Delivery, Forged, Unreadable};
pub use whatsapp::templates;

pub use registration::{registration, unregistration};
pub use sending::{Answer, File, Gateways, Outgoing, Request, Upload};

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
    match config::check(&schema(kind), config) {
        Ok(clean) => complete(kind, clean),
        Err(mut problems) => {
            if kind == ChannelType::Email {
                problems.extend(email::problems(config));
            }
            Err(problems)
        }
    }
}

/// The configuration as an owner may see it.
pub fn mask(kind: ChannelType, config: &Config) -> Config {
    config::mask(schema(kind).fields, config)
}

/// The configuration after a change (RFC 7396: null takes away, what is left out stays), checked as by [`check`].
/// A secret that comes back as [`mask`] showed it stays.
pub fn merge(kind: ChannelType, current: &Config, change: &Config) -> Result<Config, Vec<String>> {
    complete(kind, config::merge(&schema(kind), current, change)?)
}

/// What of a kind's own belongs together.
fn complete(kind: ChannelType, config: Config) -> Result<Config, Vec<String>> {
    let problems = if kind == ChannelType::Email { email::problems(&config) } else { Vec::new() };
    if problems.is_empty() { Ok(config) } else { Err(problems) }
}

/// What the provider calls the channel: two channels with the same one would take each other's messages.
pub fn identity(kind: ChannelType, config: &Config) -> Option<String> {
    let text = |name: &str| config.get(name).and_then(Value::as_str).map(str::to_owned);
    match kind {
        ChannelType::Widget => None,
        ChannelType::Email => text("address").map(|address| address.to_lowercase()),
        ChannelType::Whatsapp => text("phone_number_id"),
        ChannelType::Telegram => text("bot_token"),
        ChannelType::Instagram => text("page_id").or_else(|| text("phone_number_id")),
        ChannelType::X => text("access_token"),
        ChannelType::Sms => Some(format!("{}:{}", text("account_sid")?, text("from")?)),
    }
}

/// The word by which a request shows that it is about the channel, before anything of it is read: the owner's own for a
/// provider's challenge (decision D34), or the secret of whoever posts mails.
pub fn verify_token(config: &Config) -> Option<String> {
    let word = config.get("verify_token").or_else(|| config.get("inbound_secret"));
    word.and_then(Value::as_str).map(str::to_owned)
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

/// Whether a delivery comes from the channel's provider.
pub fn verify(kind: ChannelType, config: &Config, delivery: &Delivery<'_>) -> Result<(), Forged> {
    match kind {
        ChannelType::Whatsapp | ChannelType::Instagram => delivery.is_from_meta(config),
        ChannelType::Telegram => telegram::verify(config, delivery),
        ChannelType::Sms => sms::verify(config, delivery),
        ChannelType::Email => email::inbound::verify(config, delivery),
        ChannelType::X => x::verify(config, delivery),
        ChannelType::Widget => Err(Forged),
    }
}

/// What a delivery tells, each thing on its own: what can't be read stands in nobody's way.
pub fn parse(
    kind: ChannelType,
    config: &Config,
    delivery: &Delivery<'_>,
) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    match kind {
        ChannelType::Whatsapp => whatsapp::parse(config, delivery),
        ChannelType::Instagram => instagram::parse(config, delivery),
        ChannelType::Telegram => telegram::parse(config, delivery),
        ChannelType::Sms => sms::parse(config, delivery),
        ChannelType::Email => email::inbound::parse(config, delivery),
        ChannelType::X => x::parse(config, delivery),
        ChannelType::Widget => Err(Unreadable::new("nothing is posted to a channel of this kind")),
    }
}

/// What can be read of a delivery, and what is wrong with the rest.
pub fn read(kind: ChannelType, config: &Config, delivery: &Delivery<'_>) -> (Vec<Report>, Option<String>) {
    let parts = match parse(kind, config, delivery) {
        Ok(parts) => parts,
        Err(error) => return (Vec::new(), Some(error.0)),
    };
    let (mut reports, mut problems) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Ok(report) => reports.push(tidy::report(report)),
            Err(error) => problems.push(error.0),
        }
    }
    (reports, (!problems.is_empty()).then(|| problems.join("; ")))
}

/// What the channels are called that a delivery to an address for all of them speaks of.
pub fn identities(kind: ChannelType, delivery: &Delivery<'_>) -> Result<Vec<String>, Unreadable> {
    match kind {
        ChannelType::Whatsapp => delivery.json().map(|body| whatsapp::identities(&body)),
        ChannelType::Instagram => delivery.json().map(|body| instagram::identities(&body)),
        ChannelType::Email => Ok(email::inbound::identities(delivery.body)),
        _ => Ok(Vec::new()),
    }
}

/// What the provider is asked, to send a message.
pub fn request(
    kind: ChannelType,
    config: &Config,
    gateways: &Gateways,
    outgoing: &Outgoing,
) -> Result<Request, sending::Error> {
    match kind {
        ChannelType::Whatsapp => whatsapp::request(config, gateways, outgoing),
        ChannelType::Instagram => instagram::request(config, gateways, outgoing),
        ChannelType::Telegram => telegram::request(config, gateways, outgoing),
        ChannelType::Sms => sms::request(config, gateways, outgoing),
        ChannelType::X => x::request(config, gateways, outgoing),
        ChannelType::Widget | ChannelType::Email => {
            Err(sending::Error::rejected("Nothing can be sent by a channel of this kind yet."))
        }
    }
}

/// Whether files go to the provider themselves; others fetch them by their addresses.
pub fn takes_bytes(kind: ChannelType) -> bool {
    matches!(kind, ChannelType::Telegram | ChannelType::Email | ChannelType::X)
}

/// Tells the provider that what a customer waits for has come in; none where nobody does.
pub fn acknowledgement(kind: ChannelType, config: &Config, gateways: &Gateways, receipt: &str) -> Option<Request> {
    (kind == ChannelType::Telegram).then(|| telegram::acknowledgement(config, gateways, receipt))
}

/// Whether a provider has refused a message because the customer wants to hear no more.
pub fn is_opted_out(kind: ChannelType, answer: &Answer) -> bool {
    kind == ChannelType::Sms && sms::is_opted_out(answer)
}

/// What the provider calls the message, by its answer; empty where it told no id.
pub fn accepted(kind: ChannelType, answer: &Answer) -> Result<String, sending::Error> {
    match kind {
        ChannelType::Telegram => telegram::accepted(answer),
        ChannelType::Sms => sms::accepted(answer),
        ChannelType::Instagram => instagram::accepted(answer),
        ChannelType::X => x::accepted(answer),
        _ => whatsapp::accepted(answer),
    }
}

/// The next step of a file to a provider that takes files before messages, after these answers; none where it does not.
pub fn upload(
    kind: ChannelType,
    config: &Config,
    gateways: &Gateways,
    outgoing: &Outgoing,
    (file, answers): (&File, &[Answer]),
) -> Result<Option<Upload>, sending::Error> {
    match kind {
        ChannelType::X => x::upload(config, gateways, outgoing, file, answers).map(Some),
        _ => Ok(None),
    }
}

/// The answer to X's challenge, where the channel can give one.
pub fn response_token(kind: ChannelType, config: &Config, crc_token: &str) -> Option<String> {
    if kind == ChannelType::X { x::response_token(config, crc_token) } else { None }
}

/// The path at which the provider calls this channel.
pub fn callback_path(kind: ChannelType, channel: Uuid) -> Option<String> {
    match kind {
        ChannelType::Telegram | ChannelType::Sms | ChannelType::X => {
            Some(format!("/api/v1/webhooks/{}/{channel}", kind.word()))
        }
        ChannelType::Email => Some("/api/v1/webhooks/email".to_owned()),
        _ => meta_callback_path(kind).map(str::to_owned),
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
