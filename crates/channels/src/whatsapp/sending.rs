//! Sending by the Cloud API, and what Meta's errors mean to an agent.
//! Source: Meta's "Messages" reference and "Error codes" of the Cloud API.

use serde_json::{Value, json};

use crate::Config;
use crate::json::{at, id, text};
use crate::media;
use crate::sending::{Answer, Body, Error, File, Gateways, Outgoing, Request};

/// What is asked of Meta.
pub fn request(config: &Config, gateways: &Gateways, outgoing: &Outgoing) -> Result<Request, Error> {
    let of = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = outgoing.to.strip_prefix("tel:+").ok_or_else(|| Error::rejected("This is no phone number"))?;
    let mut body = json!({"messaging_product": "whatsapp", "recipient_type": "individual", "to": number});
    let (kind, said) = match outgoing.files.first() {
        None if outgoing.template.is_some() => ("template", json!(outgoing.template)),
        None => ("text", json!({"preview_url": true, "body": outgoing.content})),
        Some(file) => media_message(file, &outgoing.content),
    };
    (body["type"], body[kind]) = (kind.into(), said);
    if let Some(answered) = &outgoing.answers {
        body["context"] = json!({"message_id": answered});
    }
    Ok(Request {
        authorization: Some(authorization(config)),
        body: Body::Json(body),
        ..Request::get(format!("{}/{}/messages", gateways.meta, of("phone_number_id")))
    })
}

/// A file as the kind of message that shows it; whatever WhatsApp does not show goes as a document. Source: "Media" of
/// the Cloud API, for kinds and sizes.
fn media_message(file: &File, caption: &str) -> (&'static str, Value) {
    let is_within = |megabytes: i64| file.size <= megabytes << 20;
    let kind = match file.content_type.as_str() {
        "image/jpeg" | "image/png" if is_within(5) => "image",
        "video/mp4" | "video/3gpp" if is_within(16) => "video",
        "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" if is_within(16) => "audio",
        _ => "document",
    };
    let mut media = json!({"link": file.url});
    if !caption.is_empty() {
        media["caption"] = caption.into();
    }
    if kind == "document" {
        media["filename"] = file.filename.clone().into();
    }
    (kind, media)
}

/// Asks where a file is. Source: "Media" of the Cloud API.
pub fn find_media(config: &Config, gateways: &Gateways, source: &str) -> Request {
    let url = format!("{}/{source}", gateways.meta);
    Request { authorization: Some(authorization(config)), ..Request::get(url) }
}

/// The file, by what Meta answered: it takes the token for this too.
pub fn media_request(config: &Config, gateways: &Gateways, answer: &Answer) -> Result<Request, Error> {
    let body = answer.json();
    if !answer.status.is_success() {
        return Err(accepted(answer).expect_err("it is no success"));
    }
    let url = text(&body, "/url").ok_or_else(|| Error::rejected("WhatsApp has told no place of the file."))?;
    media::is_at(url, &gateways.meta, &["fbsbx.com", "facebook.com", "fbcdn.net", "whatsapp.net"])?;
    Ok(Request { authorization: Some(authorization(config)), ..Request::get(url.to_owned()) })
}

pub(crate) fn authorization(config: &Config) -> String {
    format!("Bearer {}", config.get("access_token").and_then(Value::as_str).unwrap_or_default())
}

/// What Meta calls the message that it has taken.
pub fn accepted(answer: &Answer) -> Result<String, Error> {
    let body = answer.json();
    if answer.status.is_success() {
        // It was taken: without an id nothing more will be heard of it, but it must not be sent again.
        return Ok(id(&body, "/messages/0/id").unwrap_or_default());
    }
    let error = at(&body, "/error");
    match at(error, "/code").as_i64() {
        // Too many requests: of the app, the account, or between these two numbers.
        Some(4 | 80007 | 130429 | 131048 | 131056) | Some(1 | 2 | 131000 | 131016 | 133004) => {
            Err(Error::Later { reason: error_sentence(error), after: answer.retry_after() })
        }
        Some(_) if answer.status.as_u16() != 429 && answer.status.as_u16() < 500 => {
            Err(Error::rejected(error_sentence(error)))
        }
        _ => Err(answer.refusal("WhatsApp", text(error, "/message"))),
    }
}

/// An error of Meta's in a sentence that an agent can act on.
pub fn error_sentence(error: &Value) -> String {
    let known = match at(error, "/code").as_i64() {
        Some(131_047) => {
            "More than 24 hours have passed since the customer last wrote: only a template can be sent now."
        }
        Some(131_026) => "WhatsApp can't deliver to this number: it may have no WhatsApp, or an old version of it.",
        Some(131_049) => "WhatsApp holds this message back, because the customer has been sent many of its kind.",
        Some(131_050) => "The customer takes no marketing messages from you.",
        Some(131_051) => "WhatsApp does not support this kind of message.",
        Some(131_021) => "This is your own number.",
        Some(130_429 | 80_007 | 4) => "WhatsApp takes no more messages from this number at the moment.",
        Some(131_048) => "WhatsApp limits this number, because messages from it were reported as spam.",
        Some(131_056) => "Too many messages to this customer in a short time.",
        Some(131_031 | 368) => "WhatsApp has locked or limited this account: look into Meta's Business Manager.",
        Some(131_042) => "WhatsApp asks for a valid payment method: look into Meta's Business Manager.",
        Some(190 | 0) => "WhatsApp's access token has expired or was withdrawn: the owner has to give a new one.",
        Some(3 | 10 | 200..=299) => "WhatsApp's access token lacks a permission: the owner has to give a new one.",
        Some(131_052) => "WhatsApp could not fetch the customer's file.",
        Some(131_053) => "WhatsApp could not take the file.",
        Some(132_001) => "There is no such template in this language, or it is not approved.",
        Some(132_000 | 132_012) => "The template's values do not fit its places.",
        Some(133_010) => "This number is not registered for WhatsApp's Cloud API.",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let said = ["/error_data/details", "/message", "/title"].iter().find_map(|path| text(error, path));
    format!("WhatsApp has refused it: {}", said.unwrap_or("no reason was given"))
}
