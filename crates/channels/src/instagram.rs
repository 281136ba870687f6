//! Instagram direct messages by Meta's Graph API.

use model::ChannelType;
use model::channel::Capabilities;
use model::customer::Profile;
use model::inbound::{From, Inbound, Media, Progress, Report};
use model::message::MessageStatus;
use serde_json::{Value, json};

use crate::Config;
use crate::config::{Field, Kind, Schema};
use crate::delivery::{Delivery, Unreadable};
use crate::json::{at, id, list, milliseconds, text};
use crate::media;
use crate::sending::{Answer, Body, Error, Gateways, Outgoing, Request};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: ChannelType::Instagram.takes_files(),
    replies_to: false,
    subject: false,
    typing: true,
    read_receipts: true,
    reply_window_hours: ChannelType::Instagram.reply_window_hours(),
    templates: false,
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

/// The ids of the accounts that a delivery speaks of.
pub fn identities(body: &Value) -> Vec<String> {
    let of_entry = |entry: &Value| {
        let others = list(entry, "/messaging").iter().filter_map(|event| id(event, "/recipient/id"));
        id(entry, "/id").into_iter().chain(others).collect::<Vec<_>>()
    };
    let mut found: Vec<String> = list(body, "/entry").iter().flat_map(of_entry).collect();
    found.sort();
    found.dedup();
    found
}

fn account(config: &Config) -> &str {
    let named = ["page_id", "phone_number_id"].iter().find_map(|name| config.get(*name)?.as_str());
    named.unwrap_or_default()
}

/// What is told of the channel's account; what is told of others in the same delivery is theirs.
/// Source: Meta's "Webhooks" of the Instagram Messaging API.
pub fn parse(config: &Config, delivery: &Delivery<'_>) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    let body = delivery.json()?;
    let own = account(config);
    let mut reports = Vec::new();
    for entry in list(&body, "/entry") {
        let is_own = id(entry, "/id").as_deref() == Some(own);
        let events = list(entry, "/messaging").iter();
        let own_events = events.filter(|event| is_own || id(event, "/recipient/id").as_deref() == Some(own));
        reports.extend(own_events.filter_map(|event| report(own, event).transpose()));
    }
    Ok(reports)
}

fn report(account: &str, event: &Value) -> Result<Option<Report>, Unreadable> {
    let (message, reaction, postback) = (at(event, "/message"), at(event, "/reaction"), at(event, "/postback"));
    if message.is_object() {
        return said(account, event, message);
    }
    if reaction.is_object() {
        // One that is taken back has no emoji.
        let Some(emoji) = text(reaction, "/emoji") else { return Ok(None) };
        let mid = id(reaction, "/mid").ok_or_else(|| Unreadable::new("a reaction is to nothing"))?;
        let from = id(event, "/sender/id").unwrap_or_default();
        let own = format!("reaction:{mid}:{from}:{emoji}");
        let inbound = inbound(account, event, own, emoji.to_owned())?;
        return Ok(Some(Report::Message(Box::new(Inbound { answers: Some(mid), ..inbound }))));
    }
    if postback.is_object() {
        let mid = id(postback, "/mid").ok_or_else(|| Unreadable::new("a pressed button has no id"))?;
        let title = text(postback, "/title").or_else(|| text(postback, "/payload")).unwrap_or("[A button]");
        return Ok(Some(Report::Message(Box::new(inbound(account, event, mid, title.to_owned())?))));
    }
    if let (Some(provider_id), Some(content)) = (id(event, "/message_edit/mid"), text(event, "/message_edit/text")) {
        return Ok(Some(Report::Edit { provider_id, content: content.to_owned() }));
    }
    let read = id(event, "/read/mid").map(|provider_id| {
        let at = milliseconds(event, "/timestamp");
        Report::Progress(Progress { provider_id, status: MessageStatus::Read, at, error: None })
    });
    Ok(read)
}

fn said(account: &str, event: &Value, message: &Value) -> Result<Option<Report>, Unreadable> {
    // What the business itself has said, by us or in Instagram's own app.
    if at(message, "/is_echo") == true {
        return Ok(None);
    }
    let mid = id(message, "/mid").ok_or_else(|| Unreadable::new("a message has no id"))?;
    if at(message, "/is_deleted") == true {
        let content = "[The customer has deleted this message]".to_owned();
        return Ok(Some(Report::Edit { provider_id: mid, content }));
    }
    let media = list(message, "/attachments").iter().filter_map(media).collect();
    let inbound = inbound(account, event, mid, content(message))?;
    Ok(Some(Report::Message(Box::new(Inbound { answers: id(message, "/reply_to/mid"), media, ..inbound }))))
}

fn inbound(account: &str, event: &Value, provider_id: String, content: String) -> Result<Inbound, Unreadable> {
    let from = id(event, "/sender/id").ok_or_else(|| Unreadable::new(format!("{provider_id} has no sender")))?;
    // A person's id differs from account to account.
    let from = From::Contact { handle: format!("instagram:{account}:{from}"), profile: Profile::default() };
    Ok(Inbound::provided(from, provider_id, content))
}

fn content(message: &Value) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(story) = text(message, "/reply_to/story/url") {
        lines.push(format!("[Answer to your story: {story}]"));
    }
    lines.extend(text(message, "/text").map(str::to_owned));
    let files = list(message, "/attachments");
    lines.extend(files.iter().filter(|file| media(file).is_none()).map(|file| format!("[{}]", label(file))));
    if lines.is_empty() && files.is_empty() {
        let kind = if at(message, "/is_unsupported") == true { "unsupported by Instagram" } else { "unknown" };
        lines.push(format!("[A message of a kind that can't be shown here: {kind}]"));
    }
    lines.join("\n")
}

fn label(attachment: &Value) -> &'static str {
    match text(attachment, "/type") {
        Some("image") => "Photo",
        Some("video") => "Video",
        Some("audio") => "Voice message",
        Some("file") => "File",
        Some("share" | "ig_post" | "post") => "Shared post",
        Some("story_mention") => "You are named in a story",
        Some("reel" | "ig_reel") => "Reel",
        Some("ephemeral") => "A photo or video that could be seen once",
        Some("like_heart") => "❤",
        _ => "Attachment",
    }
}

/// A file that can be fetched. What is shared lies elsewhere, and is only named.
fn media(attachment: &Value) -> Option<Media> {
    let content_type = match text(attachment, "/type")? {
        "image" | "story_mention" => "image/jpeg",
        "video" | "reel" | "ig_reel" => "video/mp4",
        "audio" => "audio/mp4",
        "file" => "",
        _ => return None,
    };
    let source = text(attachment, "/payload/url")?.to_owned();
    let filename = media::name(label(attachment), content_type);
    Some(Media { source, filename, content_type: content_type.to_owned(), size: 0 })
}

/// What is asked of Meta.
pub fn request(config: &Config, gateways: &Gateways, outgoing: &Outgoing) -> Result<Request, Error> {
    let own = account(config);
    let to = outgoing.to.strip_prefix("instagram:").and_then(|to| to.strip_prefix(own)?.strip_prefix(':'));
    let to = to.ok_or_else(|| Error::rejected("The customer has written to another Instagram account"))?;
    let token = config.get("access_token").and_then(Value::as_str).unwrap_or_default();
    Ok(Request {
        authorization: Some(format!("Bearer {token}")),
        body: Body::Json(json!({"recipient": {"id": to}, "message": message(outgoing)})),
        ..Request::get(format!("{}/{own}/messages", gateways.meta))
    })
}

/// Words, or a file.
fn message(outgoing: &Outgoing) -> Value {
    let Some(file) = outgoing.files.first() else { return json!({"text": outgoing.content}) };
    let shown = ["image", "video", "audio"].into_iter().find(|kind| file.content_type.starts_with(kind));
    let kind = shown.unwrap_or("file");
    json!({"attachment": {"type": kind, "payload": {"url": file.url}}})
}

/// Asks who somebody is. Source: Meta's "User Profile" of the Instagram Messaging API.
pub fn profile_request(config: &Config, gateways: &Gateways, handle: &str) -> Option<Request> {
    let person = handle.strip_prefix("instagram:")?.strip_prefix(account(config))?.strip_prefix(':')?;
    let is_id = !person.is_empty() && person.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let token = config.get("access_token").and_then(Value::as_str).unwrap_or_default();
    let url = format!("{}/{person}?fields=name,username", gateways.meta);
    is_id.then(|| Request { authorization: Some(format!("Bearer {token}")), ..Request::get(url) })
}

/// Their name, or what they call themselves.
pub fn profile(answer: &Answer) -> Result<Option<String>, Error> {
    let body = answer.json();
    if !answer.status.is_success() {
        return Err(accepted(answer).expect_err("it is no success"));
    }
    let name = text(&body, "/name").map(str::to_owned);
    Ok(name.or_else(|| text(&body, "/username").map(|name| format!("@{name}"))))
}

/// A file of a message that came in: its address is good by itself.
pub fn media_request(gateways: &Gateways, source: &str) -> Result<Request, Error> {
    media::is_at(source, &gateways.meta, &["fbsbx.com", "cdninstagram.com", "fbcdn.net", "facebook.com"])?;
    Ok(Request::get(source.to_owned()))
}

/// What Meta calls the message that it has taken.
pub fn accepted(answer: &Answer) -> Result<String, Error> {
    let body = answer.json();
    if answer.status.is_success() {
        return Ok(id(&body, "/message_id").unwrap_or_default());
    }
    let error = at(&body, "/error");
    let words = text(error, "/message");
    let (code, subcode) = (at(error, "/code").as_i64(), at(error, "/error_subcode").as_i64());
    Err(match (code, subcode) {
        (Some(1 | 2 | 4 | 17 | 32 | 613 | 80_006), _) => {
            let reason = "Instagram takes no more messages at the moment".to_owned();
            Error::Later { reason, after: answer.retry_after() }
        }
        (_, Some(2_534_022)) => Error::rejected(
            "More than 24 hours have passed since the customer last wrote: wait until they write again.",
        ),
        (_, Some(2_534_014)) | (Some(551), _) => Error::rejected("This person can't be written to on Instagram."),
        (Some(190), _) => {
            Error::rejected("Instagram's access token has expired or was withdrawn: the owner has to give a new one.")
        }
        (Some(3 | 10 | 200..=299), _) => {
            Error::rejected("Instagram's access token lacks a permission: the owner has to give a new one.")
        }
        _ => answer.refusal("Instagram", words),
    })
}
