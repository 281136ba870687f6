//! SMS and MMS by Twilio (decision D28).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::channel::Capabilities;
use model::customer::Profile;
use model::inbound::{From, Inbound, Progress, Report};
use model::message::MessageStatus;
use serde_json::Value;

use crate::Config;
use crate::config::{Field, Kind, Schema};
use crate::delivery::{Delivery, Forged, Unreadable, same, sha1_base64};
use crate::json::{id, text};
use crate::sending::{Answer, Body, Error, Gateways, Outgoing, Request};

pub const CAPABILITIES: Capabilities = Capabilities {
    attachments: false,
    replies_to: false,
    subject: false,
    typing: false,
    read_receipts: false,
    reply_window_hours: None,
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
    let files: usize = of("NumMedia").and_then(|count| count.parse().ok()).unwrap_or(0);
    let mut lines: Vec<&str> = of("Body").filter(|body| !body.trim().is_empty()).into_iter().collect();
    lines.extend(std::iter::repeat_n("[File]", files.min(10)));
    let content = if lines.is_empty() { "[An empty message]".to_owned() } else { lines.join("\n") };
    let profile = Profile { phone: Some(from.to_owned()), ..Profile::default() };
    Ok(vec![Ok(Report::Message(Inbound {
        from: From::Contact { handle: format!("tel:{from}"), profile },
        content,
        attachments: Vec::new(),
        client_id: None,
        provider_id: Some(sid.to_owned()),
        answers: None,
    }))])
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
    let pair = STANDARD.encode(format!("{}:{}", of("account_sid"), of("auth_token")));
    Ok(Request {
        url: format!("{}/2010-04-01/Accounts/{}/Messages.json", gateways.twilio, of("account_sid")),
        authorization: Some(format!("Basic {pair}")),
        body: Body::Form(vec![
            ("To", to.to_owned()),
            ("From", of("from").to_owned()),
            ("Body", outgoing.content.clone()),
            ("StatusCallback", format!("{}{}", gateways.own, outgoing.callback_path)),
        ]),
    })
}

/// What Twilio calls the message that it has taken.
pub fn accepted(answer: &Answer) -> Result<String, Error> {
    let body = answer.json();
    if answer.status.is_success() {
        return Ok(id(&body, "/sid").unwrap_or_default());
    }
    let words = text(&body, "/message");
    match id(&body, "/code") {
        Some(code) if matches!(answer.status.as_u16(), 400 | 403 | 404) => Err(Error::rejected(sentence(&code, words))),
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
