//! WhatsApp Business by Meta's Cloud API.

mod sending;
pub mod templates;

use model::ChannelType;
use model::channel::Capabilities;
use model::customer::Profile;
use model::inbound::{From, Inbound, Media, Progress, Report};
use model::message::MessageStatus;
use serde_json::Value;

use crate::Config;
use crate::config::{Field, Kind, Schema};
use crate::delivery::{Delivery, Unreadable};
use crate::json::{at, id, list, seconds, text};
use crate::media;

pub(crate) use sending::authorization;
pub use sending::{accepted, error_sentence, find_media, media_request, request};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: ChannelType::Whatsapp.takes_files(),
    replies_to: true,
    subject: false,
    typing: true,
    read_receipts: true,
    reply_window_hours: ChannelType::Whatsapp.reply_window_hours(),
    templates: true,
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

/// The ids of the numbers that a delivery speaks of.
pub fn identities(body: &Value) -> Vec<String> {
    let mut found: Vec<String> = values(body).filter_map(|value| id(value, "/metadata/phone_number_id")).collect();
    found.sort();
    found.dedup();
    found
}

/// What is told of the channel's number; what is told of others in the same delivery is theirs.
/// Source: Meta's "Webhooks notification payload reference" of the Cloud API.
pub fn parse(config: &Config, delivery: &Delivery<'_>) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    let body = delivery.json()?;
    let own = config.get("phone_number_id").and_then(Value::as_str);
    let mut reports = Vec::new();
    for value in values(&body).filter(|value| id(value, "/metadata/phone_number_id").as_deref() == own) {
        reports.extend(list(value, "/messages").iter().filter_map(|message| inbound(value, message).transpose()));
        reports.extend(list(value, "/statuses").iter().filter_map(|status| progress(status).transpose()));
    }
    Ok(reports)
}

fn values(body: &Value) -> impl Iterator<Item = &Value> {
    list(body, "/entry").iter().flat_map(|entry| list(entry, "/changes")).map(|change| at(change, "/value"))
}

fn inbound(value: &Value, message: &Value) -> Result<Option<Report>, Unreadable> {
    let provider_id = id(message, "/id").ok_or_else(|| Unreadable::new("a message has no id"))?;
    let from = id(message, "/from").ok_or_else(|| Unreadable::new(format!("message {provider_id} has no sender")))?;
    let Some(content) = content(message) else { return Ok(None) };
    let contact = list(value, "/contacts").iter().find(|contact| id(contact, "/wa_id").as_deref() == Some(&from));
    let phone = format!("+{from}");
    let profile = Profile {
        name: contact.and_then(|contact| text(contact, "/profile/name")).map(str::to_owned),
        phone: Some(phone.clone()),
        ..Profile::default()
    };
    let from = From::Contact { handle: format!("tel:{phone}"), profile };
    let answers = id(message, "/reaction/message_id").or_else(|| id(message, "/context/id"));
    let media = media(message).into_iter().collect();
    Ok(Some(Report::Message(Box::new(Inbound { answers, media, ..Inbound::provided(from, provider_id, content) }))))
}

/// What an agent reads; none where there is nothing to read, as where a reaction is taken back.
fn content(message: &Value) -> Option<String> {
    let kind = text(message, "/type").unwrap_or("unknown");
    let own = |path: &str| text(message, path).map(str::to_owned);
    match kind {
        "text" => own("/text/body"),
        "reaction" => own("/reaction/emoji"),
        "button" => own("/button/text"),
        "interactive" => Some(interactive(message)),
        "image" | "video" | "audio" | "document" | "sticker" => Some(caption(message, kind)),
        "location" => Some(location(at(message, "/location"))),
        "contacts" => Some(list(message, "/contacts").iter().map(card).collect::<Vec<_>>().join("\n\n")),
        "system" => own("/system/body"),
        _ => None,
    }
    .or_else(|| (kind != "reaction").then(|| unsupported(message, kind)))
}

fn unsupported(message: &Value, kind: &str) -> String {
    let why = text(message, "/errors/0/title").map(|title| format!(" ({title})")).unwrap_or_default();
    format!("[A message of a kind that can't be shown here: {kind}{why}]")
}

fn interactive(message: &Value) -> String {
    let answer = at(message, "/interactive");
    let title =
        ["/button_reply/title", "/list_reply/title", "/nfm_reply/body"].iter().find_map(|path| text(answer, path));
    let more = text(answer, "/list_reply/description").or_else(|| text(answer, "/nfm_reply/response_json"));
    match (title, more) {
        (Some(title), Some(more)) => format!("{title}\n{more}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => unsupported(message, "interactive"),
    }
}

/// What is said with a file; what stands for it, where there is nothing to fetch it by.
fn caption(message: &Value, kind: &str) -> String {
    let said = text(message, &format!("/{kind}/caption")).unwrap_or_default();
    if media(message).is_some() { said.to_owned() } else { format!("[{}]\n{said}", label(message, kind)) }
}

fn label(message: &Value, kind: &str) -> &'static str {
    match kind {
        "image" => "Photo",
        "video" => "Video",
        "audio" if at(message, "/audio/voice") == true => "Voice message",
        "audio" => "Audio",
        "sticker" => "Sticker",
        _ => "Document",
    }
}

fn media(message: &Value) -> Option<Media> {
    let kind = text(message, "/type")?;
    let file = at(message, &format!("/{kind}"));
    let content_type = text(file, "/mime_type").unwrap_or_default();
    let filename = text(file, "/filename").map(str::to_owned);
    let filename = filename.unwrap_or_else(|| media::name(label(message, kind), content_type));
    Some(Media { source: media::id(file, "/id")?, filename, content_type: content_type.to_owned(), size: 0 })
}

fn location(location: &Value) -> String {
    let named = [text(location, "/name"), text(location, "/address")];
    let mut lines: Vec<String> = named.into_iter().flatten().map(str::to_owned).collect();
    let (latitude, longitude) = (at(location, "/latitude"), at(location, "/longitude"));
    if let (Some(latitude), Some(longitude)) = (latitude.as_f64(), longitude.as_f64()) {
        lines.push(format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"));
    }
    lines.join("\n")
}

fn card(contact: &Value) -> String {
    let name = text(contact, "/name/formatted_name");
    let phones = list(contact, "/phones").iter().filter_map(|phone| text(phone, "/phone"));
    let emails = list(contact, "/emails").iter().filter_map(|email| text(email, "/email"));
    name.into_iter().chain(phones).chain(emails).collect::<Vec<_>>().join("\n")
}

fn progress(status: &Value) -> Result<Option<Report>, Unreadable> {
    let provider_id = id(status, "/id").ok_or_else(|| Unreadable::new("a status has no id"))?;
    let to = match text(status, "/status") {
        Some("sent") => MessageStatus::Sent,
        Some("delivered") => MessageStatus::Delivered,
        Some("read" | "played") => MessageStatus::Read,
        Some("failed") => MessageStatus::Failed,
        // `deleted`, `warning` and what is yet to come say nothing of how far it got.
        _ => return Ok(None),
    };
    let error = (to == MessageStatus::Failed).then(|| error_sentence(at(status, "/errors/0")));
    let at = seconds(status, "/timestamp");
    Ok(Some(Report::Progress(Progress { provider_id, status: to, at, error })))
}
