//! Telegram by its Bot API.

use std::time::Duration;

use model::ChannelType;
use model::channel::Capabilities;
use model::customer::Profile;
use model::inbound::{From, Hints, Inbound, Media, Report};
use serde_json::{Value, json};

use crate::Config;
use crate::config::{Field, Kind, Schema};
use crate::delivery::{Delivery, Forged, Unreadable, hex, same, sha256};
use crate::json::{at, id, list, text};
use crate::media;
use crate::sending::{Answer, Body, Error, File, Gateways, Outgoing, Request};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: ChannelType::Telegram.takes_files(),
    replies_to: true,
    subject: false,
    typing: true,
    read_receipts: false,
    reply_window_hours: None,
    templates: false,
    max_length: 4096,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("bot_token", Kind::Text, "From @BotFather, such as 123456:ABC-DEF").required().secret(),
        Field::new("bot_username", Kind::Handle, "The bot's name, for a t.me link on your page"),
    ],
    one_of: &[],
};

/// Bytes. Source: the Bot API's `sendPhoto`.
const LARGEST_PHOTO: i64 = 10 << 20;

/// The word that Telegram sends along with each update, made of the token, so that only who knows that can make it.
pub fn secret(config: &Config) -> String {
    let token = config.get("bot_token").and_then(Value::as_str).unwrap_or_default();
    hex(&sha256(token, b"X-Telegram-Bot-Api-Secret-Token"))
}

/// The word in the header is the one that was given with `setWebhook`.
pub fn verify(config: &Config, delivery: &Delivery<'_>) -> Result<(), Forged> {
    let sent = delivery.header("x-telegram-bot-api-secret-token").ok_or(Forged)?;
    same(sent, &secret(config))
}

/// One update. Source: Telegram's "Bot API", `Update`.
pub fn parse(_: &Config, delivery: &Delivery<'_>) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    let update = delivery.json()?;
    let report = if at(&update, "/message").is_object() {
        inbound(at(&update, "/message")).transpose()
    } else if at(&update, "/edited_message").is_object() {
        edit(at(&update, "/edited_message")).transpose()
    } else {
        pressed(at(&update, "/callback_query")).transpose()
    };
    Ok(report.into_iter().collect())
}

/// What we call a message: its number counts within a chat.
fn provider_id(message: &Value) -> Option<String> {
    Some(format!("{}:{}", id(message, "/chat/id")?, id(message, "/message_id")?))
}

/// A bot answers people; what is said in groups and channels is not said to it.
fn is_private(message: &Value) -> bool {
    text(message, "/chat/type") == Some("private")
}

fn inbound(message: &Value) -> Result<Option<Report>, Unreadable> {
    if !is_private(message) {
        return Ok(None);
    }
    let provider_id = provider_id(message).ok_or_else(|| Unreadable::new("a message has no id"))?;
    let answers = provider_id_of_answered(message);
    let media = media(message).into_iter().collect();
    let inbound = Inbound::provided(from(message)?, provider_id, content(message));
    // Each part of an album comes as a message of its own.
    let album = id(message, "/media_group_id").zip(id(message, "/chat/id"));
    let hints = Hints { album: album.map(|(album, chat)| format!("{chat}:{album}")), ..Hints::default() };
    Ok(Some(Report::Message(Box::new(Inbound { answers, media, hints, ..inbound }))))
}

fn provider_id_of_answered(message: &Value) -> Option<String> {
    let answered = at(message, "/reply_to_message");
    answered.is_object().then(|| provider_id(answered)).flatten()
}

fn edit(message: &Value) -> Result<Option<Report>, Unreadable> {
    if !is_private(message) {
        return Ok(None);
    }
    let provider_id = provider_id(message).ok_or_else(|| Unreadable::new("an edited message has no id"))?;
    Ok(Some(Report::Edit { provider_id, content: content(message) }))
}

/// A button under a message of the bot's was pressed.
fn pressed(query: &Value) -> Result<Option<Report>, Unreadable> {
    let message = at(query, "/message");
    if !is_private(message) {
        return Ok(None);
    }
    let number = id(query, "/id").ok_or_else(|| Unreadable::new("a pressed button has no id"))?;
    let data = text(query, "/data").unwrap_or_default();
    let buttons = list(message, "/reply_markup/inline_keyboard").iter().filter_map(Value::as_array).flatten();
    let label =
        buttons.filter(|button| text(button, "/callback_data") == Some(data)).find_map(|one| text(one, "/text"));
    let inbound = Inbound::provided(from(message)?, format!("callback:{number}"), label.unwrap_or(data).to_owned());
    // Until that is told, the button shows that it is being worked on.
    let hints = Hints { receipt: Some(number), ..Hints::default() };
    Ok(Some(Report::Message(Box::new(Inbound { answers: provider_id(message), hints, ..inbound }))))
}

/// The one whose chat it is.
fn from(message: &Value) -> Result<From, Unreadable> {
    let chat = at(message, "/chat");
    let number = id(chat, "/id").ok_or_else(|| Unreadable::new("a chat has no id"))?;
    let names: Vec<&str> = ["/first_name", "/last_name"].iter().filter_map(|path| text(chat, path)).collect();
    let name = if names.is_empty() { text(chat, "/username").map(str::to_owned) } else { Some(names.join(" ")) };
    Ok(From::Contact { handle: format!("telegram:{number}"), profile: Profile { name, ..Profile::default() } })
}

/// Kinds of files, and what stands for one that has no name.
const KINDS: &[(&str, &str)] = &[
    ("photo", "Photo"),
    ("animation", "Animation"),
    ("video", "Video"),
    ("video_note", "Video message"),
    ("voice", "Voice message"),
    ("audio", "Audio"),
    ("sticker", "Sticker"),
    ("document", "Document"),
];

fn content(message: &Value) -> String {
    if let Some(said) = text(message, "/text") {
        return said.to_owned();
    }
    if media(message).is_some() {
        return text(message, "/caption").unwrap_or_default().to_owned();
    }
    location(message).or_else(|| contact(message)).or_else(|| poll(message)).unwrap_or_else(|| {
        let told =
            ["message_id", "from", "chat", "date", "reply_to_message", "sender_boost_count", "business_connection_id"];
        let fields = message.as_object().into_iter().flat_map(|fields| fields.keys());
        let kind = fields.map(String::as_str).find(|name| !told.contains(name)).unwrap_or("unknown");
        format!("[A message of a kind that can't be shown here: {kind}]")
    })
}

fn media(message: &Value) -> Option<Media> {
    let (kind, label) = KINDS.iter().find(|(kind, _)| !at(message, &format!("/{kind}")).is_null())?;
    let of_kind = at(message, &format!("/{kind}"));
    // A photo comes in several sizes, the largest last.
    let file = of_kind.as_array().map_or(Some(of_kind), |sizes| sizes.last())?;
    let usual = if *kind == "photo" { "image/jpeg" } else { "" };
    let content_type = text(file, "/mime_type").unwrap_or(usual);
    let filename = text(file, "/file_name").map(str::to_owned);
    let filename = filename.unwrap_or_else(|| media::name(label, content_type));
    let size = at(file, "/file_size").as_i64().unwrap_or(0);
    Some(Media { source: text(file, "/file_id")?.to_owned(), filename, content_type: content_type.to_owned(), size })
}

fn location(message: &Value) -> Option<String> {
    let place =
        ["/venue/location", "/location"].iter().map(|path| at(message, path)).find(|place| place.is_object())?;
    let named = ["/venue/title", "/venue/address"].iter().filter_map(|path| text(message, path));
    let mut lines: Vec<String> = named.map(str::to_owned).collect();
    if let (Some(latitude), Some(longitude)) = (at(place, "/latitude").as_f64(), at(place, "/longitude").as_f64()) {
        lines.push(format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"));
    }
    Some(lines.join("\n"))
}

fn contact(message: &Value) -> Option<String> {
    let card = Some(at(message, "/contact")).filter(|card| card.is_object())?;
    let names: Vec<&str> = ["/first_name", "/last_name"].iter().filter_map(|path| text(card, path)).collect();
    let phone = text(card, "/phone_number").map(|phone| format!("\n{phone}")).unwrap_or_default();
    Some(format!("{}{phone}", names.join(" ")))
}

fn poll(message: &Value) -> Option<String> {
    let question = text(message, "/poll/question")?;
    let options = list(message, "/poll/options").iter().filter_map(|option| text(option, "/text"));
    Some(options.fold(format!("[Poll: {question}]"), |lines, option| format!("{lines}\n- {option}")))
}

/// What is asked of Telegram. The address holds the token.
pub fn request(config: &Config, gateways: &Gateways, outgoing: &Outgoing) -> Result<Request, Error> {
    let chat = outgoing.to.strip_prefix("telegram:").ok_or_else(|| Error::rejected("This is no Telegram chat"))?;
    let answered = outgoing.answers.as_deref().and_then(|id| id.rsplit_once(':')?.1.parse::<i64>().ok());
    let answered = answered.map(|number| json!({"message_id": number, "allow_sending_without_reply": true}));
    if let Some(file) = outgoing.files.first() {
        let (name, field) = media_method(file);
        let mut fields = vec![("chat_id", chat.to_owned())];
        fields.extend((!outgoing.content.is_empty()).then(|| ("caption", outgoing.content.clone())));
        fields.extend(answered.map(|answered| ("reply_parameters", answered.to_string())));
        let body = Body::Multipart { fields, name: field, file: file.clone() };
        return Ok(Request { body, ..method(config, gateways, name, Value::Null) });
    }
    let mut body = json!({"chat_id": chat, "text": outgoing.content});
    if let Some(answered) = answered {
        body["reply_parameters"] = answered;
    }
    Ok(method(config, gateways, "sendMessage", body))
}

/// How a file is sent, and what its field is called: what Telegram does not show goes as a document.
fn media_method(file: &File) -> (&'static str, &'static str) {
    match file.content_type.as_str() {
        "image/jpeg" | "image/png" | "image/webp" if file.size <= LARGEST_PHOTO => ("sendPhoto", "photo"),
        "image/gif" => ("sendAnimation", "animation"),
        "video/mp4" => ("sendVideo", "video"),
        "audio/mpeg" | "audio/mp4" => ("sendAudio", "audio"),
        "audio/ogg" => ("sendVoice", "voice"),
        _ => ("sendDocument", "document"),
    }
}

/// What we call the message that Telegram has taken.
pub fn accepted(answer: &Answer) -> Result<String, Error> {
    let body = answer.json();
    if answer.status.is_success() {
        return Ok(provider_id(at(&body, "/result")).unwrap_or_default());
    }
    let words = text(&body, "/description");
    if let Some(wait) = at(&body, "/parameters/retry_after").as_u64() {
        let reason = "Telegram takes no more messages at the moment".to_owned();
        return Err(Error::Later { reason, after: Duration::from_secs(wait.min(86_400)) });
    }
    let said = words.unwrap_or_default().to_lowercase();
    Err(match answer.status.as_u16() {
        403 if said.contains("blocked") => Error::rejected("The customer has blocked your bot."),
        403 if said.contains("deactivated") => Error::rejected("The customer's Telegram account is gone."),
        401 | 404 => Error::rejected("Telegram does not know this bot any more: the owner has to give a new token."),
        400 if said.contains("chat not found") => Error::rejected("The customer has not written to your bot yet."),
        400 if said.contains("too long") => Error::rejected("The text is too long for Telegram."),
        400 if said.contains("https url must be provided") || said.contains("bad webhook") => Error::rejected(
            "Telegram can't reach this server: its public address has to be known to the world and begin with https.",
        ),
        _ => answer.refusal("Telegram", words),
    })
}

/// Tells Telegram where to post. Source: the Bot API's `setWebhook`.
pub fn registration(config: &Config, gateways: &Gateways, callback: &str) -> Request {
    let wanted = ["message", "edited_message", "callback_query"];
    let body = json!({"url": callback, "secret_token": secret(config), "allowed_updates": wanted});
    method(config, gateways, "setWebhook", body)
}

/// Tells Telegram to post no more.
pub fn unregistration(config: &Config, gateways: &Gateways) -> Request {
    method(config, gateways, "deleteWebhook", json!({}))
}

/// Tells that a pressed button was heard of. Source: the Bot API's `answerCallbackQuery`.
pub fn acknowledgement(config: &Config, gateways: &Gateways, receipt: &str) -> Request {
    method(config, gateways, "answerCallbackQuery", json!({"callback_query_id": receipt}))
}

/// Asks where a file is. Source: the Bot API's `getFile`, which gives none larger than 20 MB.
pub fn find_media(config: &Config, gateways: &Gateways, source: &str) -> Request {
    method(config, gateways, "getFile", json!({"file_id": source}))
}

/// The file, by what Telegram answered; its address holds the token.
pub fn media_request(config: &Config, gateways: &Gateways, answer: &Answer) -> Result<Request, Error> {
    let body = answer.json();
    if !answer.status.is_success() {
        let words = text(&body, "/description").unwrap_or_default();
        if words.contains("too big") {
            return Err(Error::rejected("The file is larger than the 20 MB that Telegram gives to bots."));
        }
        return Err(accepted(answer).expect_err("it is no success"));
    }
    let path = text(&body, "/result/file_path").filter(|path| media::is_plain(path));
    let path = path.ok_or_else(|| Error::rejected("Telegram has told no place of the file."))?;
    Ok(Request::get(format!("{}/file/bot{}/{path}", gateways.telegram, token(config))))
}

fn token(config: &Config) -> &str {
    config.get("bot_token").and_then(Value::as_str).unwrap_or_default()
}

fn method(config: &Config, gateways: &Gateways, name: &str, body: Value) -> Request {
    let url = format!("{}/bot{}/{name}", gateways.telegram, token(config));
    Request { body: Body::Json(body), ..Request::get(url) }
}
