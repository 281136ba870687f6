//! X by its API v2: direct messages, and posts that name the account, which are answered by a post.

mod registration;
mod sending;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::ChannelType;
use model::channel::Capabilities;
use model::customer::Profile;
use model::inbound::{From, Inbound, Media, Progress, Report};
use model::message::MessageStatus;
use serde_json::Value;

use crate::Config;
use crate::config::{Field, Kind, Schema};
use crate::delivery::{Delivery, Forged, Unreadable, same, sha256};
use crate::json::{at, id, list, milliseconds, text};
use crate::media;

pub use registration::{registration, unregistration};
pub use sending::{accepted, media_request, request, upload};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: ChannelType::X.takes_files(),
    replies_to: false,
    subject: false,
    typing: false,
    read_receipts: true,
    reply_window_hours: None,
    templates: false,
    max_length: 10_000,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("api_key", Kind::Text, "The app's consumer key").required().secret(),
        Field::new("api_secret", Kind::Text, "The app's consumer secret: signs deliveries").secret(),
        Field::new("access_token", Kind::Text, "The account's access token").required().secret(),
        Field::new("access_token_secret", Kind::Text, "The account's access token secret").secret(),
        Field::new("bearer_token", Kind::Text, "The app's own token: registers the webhook").secret(),
        Field::new("username", Kind::Handle, "The account's name, for a link on your page"),
    ],
    one_of: &[],
};

fn of<'a>(config: &'a Config, name: &str) -> Option<&'a str> {
    config.get(name).and_then(Value::as_str)
}

/// The account's id: its access token begins with it.
fn account(config: &Config) -> Option<&str> {
    let (account, _) = of(config, "access_token")?.split_once('-')?;
    Some(account).filter(|account| account.bytes().all(|byte| byte.is_ascii_digit()))
}

/// HMAC-SHA256 by the app's consumer secret, as X writes it. Source: X's "Webhooks", "Securing".
fn proof(config: &Config, text: &[u8]) -> Option<String> {
    let secret = of(config, "api_secret")?;
    Some(format!("sha256={}", STANDARD.encode(sha256(secret, text))))
}

/// The answer to X's challenge.
pub fn response_token(config: &Config, crc_token: &str) -> Option<String> {
    proof(config, crc_token.as_bytes())
}

pub fn verify(config: &Config, delivery: &Delivery<'_>) -> Result<(), Forged> {
    let sent = delivery.header("x-twitter-webhooks-signature").ok_or(Forged)?;
    same(sent, &proof(config, delivery.body).ok_or(Forged)?)
}

/// What is told of the channel's account. Source: X's "Account Activity API", "data objects".
pub fn parse(config: &Config, delivery: &Delivery<'_>) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    let body = delivery.json()?;
    let Some(own) = id(&body, "/for_user_id") else { return Ok(Vec::new()) };
    // An app posts what it hears of all its accounts to one address.
    if account(config).is_some_and(|account| account != own) {
        return Ok(Vec::new());
    }
    let mut reports = Vec::new();
    for event in list(&body, "/direct_message_events") {
        reports.extend(direct_message(&own, &body, event).transpose());
    }
    if at(&body, "/user_has_blocked") != true {
        reports.extend(list(&body, "/tweet_create_events").iter().filter_map(|post| mention(&own, post).transpose()));
    }
    for deleted in list(&body, "/tweet_delete_events") {
        let provider_id = id(deleted, "/status/id").map(|post| format!("post:{post}"));
        let content = "[The customer has deleted this post]".to_owned();
        reports.extend(provider_id.map(|provider_id| Ok(Report::Edit { provider_id, content })));
    }
    reports.extend(list(&body, "/direct_message_mark_read_events").iter().filter_map(read).map(Ok));
    Ok(reports)
}

fn direct_message(own: &str, body: &Value, event: &Value) -> Result<Option<Report>, Unreadable> {
    let number = id(event, "/id").ok_or_else(|| Unreadable::new("a direct message has no id"))?;
    let from = id(event, "/message_create/sender_id")
        .ok_or_else(|| Unreadable::new(format!("direct message {number} has no sender")))?;
    if from == own {
        return Ok(None);
    }
    let said = at(event, "/message_create/message_data");
    let files: Vec<&Value> = Some(at(said, "/attachment/media")).filter(|file| file.is_object()).into_iter().collect();
    let mut lines = vec![words(said, text(said, "/text").unwrap_or_default(), &files)];
    lines.extend(location(at(said, "/attachment")));
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() && files.is_empty() {
        let kind = text(said, "/attachment/type").or_else(|| text(event, "/type")).unwrap_or("unknown");
        lines.push(format!("[A message of a kind that can't be shown here: {kind}]"));
    }
    let sender = at(body, "/users").get(&from).unwrap_or(&Value::Null);
    let media = files.into_iter().filter_map(file).collect();
    let inbound = Inbound::provided(contact(&from, sender), format!("dm:{number}"), lines.join("\n"));
    Ok(Some(Report::Message(Box::new(Inbound { media, ..inbound }))))
}

/// A post of somebody else's that names the account or answers it. Passing one on says nothing.
fn mention(own: &str, post: &Value) -> Result<Option<Report>, Unreadable> {
    let number = id(post, "/id_str").ok_or_else(|| Unreadable::new("a post has no id"))?;
    let from = id(post, "/user/id_str").ok_or_else(|| Unreadable::new(format!("post {number} has no author")))?;
    let whole = Some(at(post, "/extended_tweet")).filter(|whole| whole.is_object()).unwrap_or(post);
    let names_us = |mention: &Value| id(mention, "/id_str").as_deref() == Some(own);
    let is_to_us = list(whole, "/entities/user_mentions").iter().any(names_us)
        || id(post, "/in_reply_to_user_id_str").as_deref() == Some(own);
    if from == own || !is_to_us || at(post, "/retweeted_status").is_object() {
        return Ok(None);
    }
    let files: Vec<&Value> = list(whole, "/extended_entities/media").iter().collect();
    let said = text(whole, "/full_text").or_else(|| text(whole, "/text")).unwrap_or_default();
    let author = text(post, "/user/screen_name").unwrap_or("i");
    let content = format!("{}\n[A public post: https://x.com/{author}/status/{number}]", words(whole, said, &files));
    let answers = id(post, "/in_reply_to_status_id_str").map(|post| format!("post:{post}"));
    let inbound = Inbound::provided(contact(&from, at(post, "/user")), format!("post:{number}"), content);
    let media = files.into_iter().filter_map(file).collect();
    Ok(Some(Report::Message(Box::new(Inbound { answers, media, ..inbound }))))
}

/// The last message that was read; those before it were too.
fn read(event: &Value) -> Option<Report> {
    let provider_id = format!("dm:{}", id(event, "/last_read_event_id")?);
    let at = text(event, "/created_timestamp").and_then(|digits| digits.parse::<i64>().ok());
    let at = at.and_then(|at| milliseconds(&Value::from(at), ""));
    Some(Report::Progress(Progress { provider_id, status: MessageStatus::Read, at, error: None }))
}

fn contact(number: &str, user: &Value) -> From {
    let name = text(user, "/name").or_else(|| text(user, "/screen_name")).map(str::to_owned);
    From::Contact { handle: format!("x:{number}"), profile: Profile { name, ..Profile::default() } }
}

/// What was said, with whole addresses in place of X's short ones, and none for files that are shown beside it.
fn words(of: &Value, said: &str, files: &[&Value]) -> String {
    let mut said = said.to_owned();
    for link in list(of, "/entities/urls") {
        if let (Some(short), Some(whole)) = (text(link, "/url"), text(link, "/expanded_url")) {
            let is_file = files.iter().any(|file| text(file, "/url") == Some(short));
            said = said.replace(short, if is_file { "" } else { whole });
        }
    }
    for short in files.iter().filter_map(|file| text(file, "/url")) {
        said = said.replace(short, "");
    }
    said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}

fn location(attachment: &Value) -> Option<String> {
    let place = at(attachment, "/location/shared_place/place");
    let named = ["/full_name", "/name"].iter().find_map(|path| text(place, path)).map(str::to_owned);
    let point = list(attachment, "/location/shared_coordinate/coordinates/coordinates");
    let [longitude, latitude] = point else { return named };
    let (longitude, latitude) = (longitude.as_f64()?, latitude.as_f64()?);
    Some(format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"))
}

/// A photo, or the best of a film's copies.
fn file(file: &Value) -> Option<Media> {
    let films = list(file, "/video_info/variants").iter();
    let films = films.filter(|one| text(one, "/content_type") == Some("video/mp4"));
    let film = films.max_by_key(|one| at(one, "/bitrate").as_i64().unwrap_or(0)).and_then(|one| text(one, "/url"));
    let (source, label, content_type) = match film {
        Some(film) => (film, "Video", "video/mp4"),
        None => (text(file, "/media_url_https")?, "Photo", "image/jpeg"),
    };
    let filename = media::name(label, content_type);
    Some(Media { source: source.to_owned(), filename, content_type: content_type.to_owned(), size: 0 })
}
