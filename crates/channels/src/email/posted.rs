//! A mail out of what a mail provider posts: as it is, or as it is in a field of a form or of JSON.
//! Must not know what stands in the mail.

use bytes::Bytes;
use serde_json::Value;

use super::mime;

/// Where the whole mail stands. Source: Mailgun's "Routes" (`body-mime`), SendGrid's "Inbound Parse Webhook" (`email`),
/// Postmark's "Inbound webhook" (`RawEmail`).
const FIELDS: &[&str] = &["body-mime", "email", "RawEmail"];

/// The mail in a body of this content type; `None` where the form or object holds none.
pub fn message(content_type: &str, body: Bytes) -> Option<Bytes> {
    let word = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match word.as_str() {
        "multipart/form-data" => part(content_type, &body),
        "application/x-www-form-urlencoded" => pair(&body),
        "application/json" => {
            let json: Value = serde_json::from_slice(&body).ok()?;
            FIELDS.iter().find_map(|name| Some(Bytes::from(json.get(*name)?.as_str()?.to_owned())))
        }
        _ => Some(body),
    }
}

/// A form of that kind is written as a mail's parts are (RFC 7578).
fn part(content_type: &str, body: &Bytes) -> Option<Bytes> {
    let head = format!("Content-Type: {}\r\n\r\n", content_type.replace(['\r', '\n'], " "));
    let whole = [head.as_bytes(), body].concat();
    let (form, _) = mime::parse(&whole);
    let named = |part: &&mime::Part<'_>| part.disposition.get("name").is_some_and(|name| FIELDS.contains(&name));
    let range = form.children.iter().find(named)?.range.clone();
    Some(body.slice(range.start - head.len()..range.end - head.len()))
}

/// The bytes of a field: a mail need not be UTF-8.
fn pair(body: &[u8]) -> Option<Bytes> {
    let pairs = body.split(|byte| *byte == b'&').filter_map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=')?;
        Some((&pair[..at], &pair[at + 1..]))
    });
    let mut mails = pairs.filter(|(name, _)| FIELDS.iter().any(|field| field.as_bytes() == *name));
    mails.next().map(|(_, value)| unescape(value))
}

fn unescape(value: &[u8]) -> Bytes {
    let spaced: Vec<u8> = value.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_encoding::percent_decode(&spaced).collect::<Vec<u8>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &[u8] = b"From: cleo@mail.example\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nCaf\xe9 + 1%\r\n--in--\r\n";

    fn form(name: &str) -> Bytes {
        let head = format!(
            "--out\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nhelp@acme.example\r\n--out\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"
        );
        [head.as_bytes(), MAIL, b"\r\n--out--\r\n"].concat().into()
    }

    #[test]
    fn the_whole_mail_is_taken_out_of_every_form() {
        assert_eq!(message("message/rfc822", MAIL.into()).as_deref(), Some(MAIL));
        assert_eq!(message("", MAIL.into()).as_deref(), Some(MAIL));
        for name in ["email", "body-mime"] {
            let found = message("multipart/form-data; boundary=\"out\"", form(name));
            assert_eq!(found.as_deref(), Some(MAIL), "{name}");
        }
        let escaped: String = percent_encoding::percent_encode(MAIL, percent_encoding::NON_ALPHANUMERIC).to_string();
        let posted = format!("recipient=help%40acme.example&body-mime={}", escaped.replace("%20", "+"));
        assert_eq!(message("application/x-www-form-urlencoded", posted.into()).as_deref(), Some(MAIL));
        let json = serde_json::json!({"From": "cleo@mail.example", "RawEmail": "From: x\r\n\r\nHello"}).to_string();
        assert_eq!(
            message("application/json; charset=utf-8", json.into()).as_deref(),
            Some(&b"From: x\r\n\r\nHello"[..])
        );
    }

    #[test]
    fn a_form_without_the_whole_mail_holds_none() {
        assert_eq!(message("multipart/form-data; boundary=out", form("text")), None);
        assert_eq!(message("multipart/form-data", Bytes::from_static(b"--x")), None);
        assert_eq!(message("application/x-www-form-urlencoded", Bytes::from_static(b"body-plain=Hello&%=%")), None);
        assert_eq!(message("application/json", Bytes::from_static(b"[1")), None);
    }
}
