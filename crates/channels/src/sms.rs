//! SMS and MMS by Twilio (decision D28).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::ChannelType;
use model::channel::Capabilities;
use model::customer::Profile;
use model::inbound::{From, Hints, Inbound, Media, Progress, Report};
use model::message::MessageStatus;
use serde_json::Value;

use crate::Config;
use crate::config::{Field, Kind, Schema};
use crate::delivery::{Delivery, Forged, Unreadable, same, sha1_base64};
use crate::json::{id, text};
use crate::media;
use crate::sending::{Answer, Body, Error, Gateways, Outgoing, Request};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: ChannelType::Sms.takes_files(),
    replies_to: false,
    subject: false,
    typing: false,
    read_receipts: false,
    reply_window_hours: None,
    templates: false,
    max_length: 1600,
};

pub const SCHEMA: Schema = Schema {
    fields: &[
        Field::new("account_sid", Kind::Text, "The account's SID").required(),
        Field::new("auth_token", Kind::Text, "The account's auth token: signs deliveries too").required().secret(),
        Field::new("from", Kind::Sender, "The number to send from, such as +34600111222").required(),
    ],
    one_of: &[],
};

/// Files of one message. Source: Twilio's "Media" of messages, for both directions.
const MOST_FILES: usize = 10;

/// Signed over the address and the form. Source: Twilio's "Validating Requests are coming from Twilio".
pub fn verify(config: &Config, delivery: &Delivery<'_>) -> Result<(), Forged> {
    let secret = config.get("auth_token").and_then(Value::as_str).ok_or(Forged)?;
    let sent = delivery.header("x-twilio-signature").ok_or(Forged)?;
    let mut pairs = delivery.form();
    pairs.sort();
    pairs.dedup();
    let signed = pairs.iter().fold(delivery.url.to_owned(), |text, (name, value)| text + name + value);
    same(sent, &sha1_base64(secret, signed.as_bytes()))
}

/// A message, or how far one of ours has come.
pub fn parse(_: &Config, delivery: &Delivery<'_>) -> Result<Vec<Result<Report, Unreadable>>, Unreadable> {
    let form = delivery.form();
    let of = |name: &str| form.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    let sid = of("MessageSid").or_else(|| of("SmsSid")).ok_or_else(|| Unreadable::new("it names no message"))?;
    // A message that comes in has a status too: `received`.
    match of("MessageStatus").or_else(|| of("SmsStatus")) {
        Some("received") | None => {}
        Some(status) => return Ok(progress(sid, status, of("ErrorCode")).map(Ok).into_iter().collect()),
    }
    let from = of("From").ok_or_else(|| Unreadable::new("it names no sender"))?;
    let media: Vec<Media> = (0..MOST_FILES).map_while(|at| media(&of, at)).collect();
    let said = of("Body").filter(|body| !body.trim().is_empty());
    let content = said.unwrap_or(if media.is_empty() { "[An empty message]" } else { "" });
    let profile = Profile { phone: Some(from.to_owned()), ..Profile::default() };
    let from = From::Contact { handle: format!("tel:{from}"), profile };
    let inbound = Inbound::provided(from, sid.to_owned(), content.to_owned());
    let hints = Hints { consent: consent(of("OptOutType").unwrap_or(content)), ..Hints::default() };
    Ok(vec![Ok(Report::Message(Box::new(Inbound { media, hints, ..inbound })))])
}

/// What a message that is one of these words alone says of hearing more. Source: Twilio's "Support for Opt-Out
/// Keywords"; Twilio itself answers them, and `HELP`.
fn consent(content: &str) -> Option<bool> {
    match content.trim().to_ascii_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "OPTOUT" | "REVOKE" => Some(false),
        "START" | "YES" | "UNSTOP" => Some(true),
        _ => None,
    }
}

fn media<'a>(of: &impl Fn(&str) -> Option<&'a str>, at: usize) -> Option<Media> {
    let source = of(&format!("MediaUrl{at}"))?.to_owned();
    let content_type = of(&format!("MediaContentType{at}")).unwrap_or_default();
    let filename = media::name("File", content_type);
    Some(Media { source, filename, content_type: content_type.to_owned(), size: 0 })
}

/// A file of a message that came in. Twilio's address is taken for no other than Twilio's: the credentials go there.
pub fn media_request(config: &Config, gateways: &Gateways, source: &str) -> Result<Request, Error> {
    media::is_at(source, &gateways.twilio, &["twilio.com"])?;
    Ok(Request { authorization: Some(authorization(config)), ..Request::get(source.to_owned()) })
}

fn authorization(config: &Config) -> String {
    let of = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", of("account_sid"), of("auth_token"))))
}

fn progress(sid: &str, status: &str, code: Option<&str>) -> Option<Report> {
    let to = match status {
        "sent" => MessageStatus::Sent,
        "delivered" => MessageStatus::Delivered,
        "read" => MessageStatus::Read,
        "failed" | "undelivered" | "canceled" => MessageStatus::Failed,
        // Still on its way at Twilio.
        _ => return None,
    };
    let error = (to == MessageStatus::Failed).then(|| sentence(code.unwrap_or_default(), None));
    Some(Report::Progress(Progress { provider_id: sid.to_owned(), status: to, at: None, error }))
}

/// What is asked of Twilio.
pub fn request(config: &Config, gateways: &Gateways, outgoing: &Outgoing) -> Result<Request, Error> {
    let of = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    let to = outgoing.to.strip_prefix("tel:").ok_or_else(|| Error::rejected("This is no phone number"))?;
    let mut form = vec![
        ("To", to.to_owned()),
        ("From", of("from").to_owned()),
        ("Body", outgoing.content.clone()),
        ("StatusCallback", format!("{}{}", gateways.own, outgoing.callback_path)),
    ];
    form.extend(outgoing.files.iter().map(|file| ("MediaUrl", file.url.clone())));
    Ok(Request {
        authorization: Some(authorization(config)),
        body: Body::Form(form),
        ..Request::get(format!("{}/2010-04-01/Accounts/{}/Messages.json", gateways.twilio, of("account_sid")))
    })
}

/// Asks whether Twilio knows the account.
pub fn find_account(config: &Config, gateways: &Gateways) -> Request {
    let sid = config.get("account_sid").and_then(Value::as_str).unwrap_or_default();
    let url = format!("{}/2010-04-01/Accounts/{sid}.json", gateways.twilio);
    Request { authorization: Some(authorization(config)), ..Request::get(url) }
}

/// Twilio knows of words that it did not pass on.
pub fn is_opted_out(answer: &Answer) -> bool {
    id(&answer.json(), "/code").as_deref() == Some("21610")
}

/// What Twilio calls the message that it has taken.
pub fn accepted(answer: &Answer) -> Result<String, Error> {
    let body = answer.json();
    if answer.status.is_success() {
        return Ok(id(&body, "/sid").unwrap_or_default());
    }
    let words = text(&body, "/message");
    match id(&body, "/code") {
        Some(code) if matches!(answer.status.as_u16(), 400 | 401 | 403 | 404) => {
            Err(Error::rejected(sentence(&code, words)))
        }
        _ => Err(answer.refusal("Twilio", words)),
    }
}

/// Source: Twilio's "Error and Warning Dictionary".
fn sentence(code: &str, words: Option<&str>) -> String {
    let known = match code {
        "21610" => "The customer has opted out: they wrote STOP to this number.",
        "21211" | "21614" => "This is no number that can receive text messages.",
        "21408" => "Your Twilio account may not send to this country.",
        "21606" | "21659" => "Your Twilio account can't send from this number.",
        "30003" => "The customer's phone is off or out of reach.",
        "30004" => "The customer's network blocks messages from this number.",
        "30005" => "This number does not exist any more.",
        "30006" => "This is a landline, or its network takes no text messages.",
        "30007" => "The customer's network took the message for spam.",
        "30034" => "This number is not registered for sending to the United States (A2P 10DLC).",
        "20003" => "Twilio does not accept this channel's credentials.",
        _ => "",
    };
    match (known, words) {
        ("", Some(words)) => format!("Twilio has refused it: {words}"),
        ("", None) => format!("Twilio could not deliver it (error {code})."),
        (known, _) => known.to_owned(),
    }
}
