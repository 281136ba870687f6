//! A mail of ours as bytes for a mail server (RFC 5322, MIME), and whom it is for.
//! Takes the time, the ids and every name from the caller, and lets none of them write a field of its own.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as File, Mailbox as LettreMailbox, Mailboxes, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};
use model::Time;
use sha2::{Digest, Sha256};

use super::mail::{LONGEST_LINE, LONGEST_NAME, Mailbox};
use super::{decode, html, read, words};
use crate::delivery::hex;
use crate::sending::Error;

/// References that are sent: the first, and the newest of the others.
const MOST_REFERENCES: usize = 20;

/// What is to be written.
#[derive(Clone, Debug, Default)]
pub struct Letter<'a> {
    pub from: Mailbox,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    /// In the envelope only.
    pub bcc: Vec<Mailbox>,
    /// `Re: ` comes before it where the mail answers one.
    pub subject: String,
    /// Ours, without brackets: [`super::thread::message_id`].
    pub message_id: String,
    /// The id of the mail that is answered, without brackets.
    pub in_reply_to: Option<String>,
    /// Those of the mails before it, oldest first.
    pub references: Vec<String>,
    /// Where answers go: [`super::thread::address`].
    pub reply_to: Option<String>,
    /// Nobody has read it before it went: other programs must not answer it.
    pub is_automatic: bool,
    pub date: Option<Time>,
    /// As the agent wrote it, marks included.
    pub text: String,
    /// The agent's, likewise.
    pub signature: Option<String>,
    pub quoted: Option<Quoted<'a>>,
    pub files: Vec<Sent<'a>>,
}

/// The message that is answered.
#[derive(Clone, Debug)]
pub struct Quoted<'a> {
    pub from: &'a str,
    pub date: Time,
    pub text: &'a str,
    /// Cleaned by [`super::html::sanitise`].
    pub html: Option<&'a str>,
}

/// A file that goes along.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    pub name: &'a str,
    pub content_type: &'a str,
    pub bytes: &'a [u8],
}

/// What a mail server is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub from: String,
    /// Everybody, those in `bcc` too, each once.
    pub recipients: Vec<String>,
    pub bytes: Vec<u8>,
}

/// The mail. Rejected, with a sentence, where an address is none or nobody is to get it.
pub fn write(letter: &Letter<'_>) -> Result<Written, Error> {
    let (to, cc, bcc) = (mailboxes(&letter.to)?, mailboxes(&letter.cc)?, mailboxes(&letter.bcc)?);
    let mut recipients: Vec<String> = Vec::new();
    for mailbox in to.iter().chain(&cc).chain(&bcc) {
        let address = mailbox.email.to_string();
        if !recipients.iter().any(|other| other.eq_ignore_ascii_case(&address)) {
            recipients.push(address);
        }
    }
    let from = mailbox(&letter.from)?;
    let sender = from.email.to_string();
    let message = fields(letter, from, to, cc)?.multipart(body(letter)?).map_err(|error| refused(&error))?;
    Ok(Written { from: sender, recipients, bytes: message.formatted() })
}

fn refused(error: &dyn std::fmt::Display) -> Error {
    Error::rejected(format!("This mail can't be written: {error}."))
}

fn mailboxes(named: &[Mailbox]) -> Result<Vec<LettreMailbox>, Error> {
    named.iter().map(mailbox).collect()
}

fn mailbox(named: &Mailbox) -> Result<LettreMailbox, Error> {
    let name = named.name.as_deref().map(|name| decode::line(name, LONGEST_LINE)).filter(|name| !name.is_empty());
    Ok(LettreMailbox::new(name, address(&named.address)?))
}

fn address(text: &str) -> Result<Address, Error> {
    let shown = decode::line(text, 100);
    let no_address = || Error::rejected(format!("{shown} is no e-mail address."));
    if text.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(no_address());
    }
    text.parse().map_err(|_| no_address())
}

fn fields(
    letter: &Letter<'_>,
    from: LettreMailbox,
    to: Vec<LettreMailbox>,
    cc: Vec<LettreMailbox>,
) -> Result<MessageBuilder, Error> {
    let seconds = letter.date.map_or(0, Time::seconds);
    let date = UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
    let id = format!("<{}>", id(&letter.message_id).ok_or_else(|| Error::rejected("This mail has no id."))?);
    let list = |named: Vec<LettreMailbox>| named.into_iter().collect::<Mailboxes>();
    let mut builder = Message::builder().date(date).from(from).subject(subject(letter)).message_id(Some(id.clone()));
    if to.is_empty() && cc.is_empty() && letter.bcc.is_empty() {
        return Err(Error::rejected("This mail is for nobody."));
    }
    if !to.is_empty() {
        builder = builder.mailbox(lettre::message::header::To::from(list(to)));
    }
    if !cc.is_empty() {
        builder = builder.mailbox(lettre::message::header::Cc::from(list(cc)));
    }
    if let Some(reply_to) = &letter.reply_to {
        builder = builder.reply_to(LettreMailbox::new(None, address(reply_to)?));
    }
    if let Some(answered) = letter.in_reply_to.as_deref().and_then(self::id) {
        builder = builder.raw_header(raw("In-Reply-To", format!("<{answered}>")));
    }
    let references = references(letter);
    if !references.is_empty() {
        builder = builder.raw_header(raw("References", references));
    }
    if letter.is_automatic {
        builder = builder
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(raw("X-Auto-Response-Suppress", "All".to_owned()));
    }
    let envelope = envelope(letter)?;
    Ok(builder.raw_header(raw("X-Pingback-Message", id)).envelope(envelope))
}

/// Lettre wants one also where all recipients are hidden.
fn envelope(letter: &Letter<'_>) -> Result<lettre::address::Envelope, Error> {
    let everybody = letter.to.iter().chain(&letter.cc).chain(&letter.bcc);
    let addresses = everybody.map(|one| address(&one.address)).collect::<Result<Vec<_>, _>>()?;
    lettre::address::Envelope::new(Some(address(&letter.from.address)?), addresses).map_err(|error| refused(&error))
}

/// A field of ids and fixed words: nothing in it needs to be encoded, and encoding would break it.
fn raw(name: &'static str, value: String) -> HeaderValue {
    let folded = value.replace(' ', "\r\n ");
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value, folded)
}

/// An id that may stand in a field: printable, and without the letters that end it.
fn id(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let is_possible = !text.is_empty()
        && text.len() <= LONGEST_LINE
        && text.bytes().all(|byte| matches!(byte, 33..=126) && !matches!(byte, b'<' | b'>' | b','));
    is_possible.then_some(text)
}

fn references(letter: &Letter<'_>) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for one in letter.references.iter().chain(&letter.in_reply_to).filter_map(|text| id(text)) {
        ids.retain(|other| *other != one);
        ids.push(one);
    }
    if ids.len() > MOST_REFERENCES {
        ids.drain(1..=ids.len() - MOST_REFERENCES);
    }
    ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join(" ")
}

/// One `Re: ` before the subject of an answer, whatever the words of other programs for it.
fn subject(letter: &Letter<'_>) -> String {
    let subject = decode::line(&letter.subject, LONGEST_LINE);
    let begins = |word: &str| subject.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let is_answer = letter.in_reply_to.is_some();
    let has_mark = ["re:", "aw:", "sv:", "antw:", "ref:", "rif:", "r:", "رد:"].iter().any(|word| begins(word));
    if is_answer && !has_mark { format!("Re: {subject}").trim_end().to_owned() } else { subject }
}

fn body(letter: &Letter<'_>) -> Result<MultiPart, Error> {
    let boundary = |number: usize| {
        let seed = format!("{number}\0{}\0{}", letter.message_id, letter.text);
        format!("=_{}", &hex(&Sha256::digest(seed))[..40])
    };
    let text = MultiPart::alternative()
        .boundary(boundary(0))
        .singlepart(SinglePart::plain(plain(letter)))
        .singlepart(SinglePart::html(html_of(letter)));
    if letter.files.is_empty() {
        return Ok(text);
    }
    let mut mixed = MultiPart::mixed().boundary(boundary(1)).multipart(text);
    for file in &letter.files {
        mixed = mixed.singlepart(attached(file));
    }
    Ok(mixed)
}

fn attached(file: &Sent<'_>) -> SinglePart {
    let name = read::tidy_name(file.name).unwrap_or_else(|| "file".to_owned());
    let name: String = name.chars().filter(|letter| *letter != '"').take(LONGEST_NAME).collect();
    let is_type = file.content_type.len() <= 100 && file.content_type.bytes().all(|byte| matches!(byte, 33..=126));
    // A message or a multipart may not be encoded as Base64, and a mail server might read what is in it as its own.
    let is_file = is_type && !file.content_type.starts_with("message/") && !file.content_type.starts_with("multipart/");
    let content_type = is_file.then(|| ContentType::parse(file.content_type).ok()).flatten();
    let content_type = content_type.or_else(|| ContentType::parse("application/octet-stream").ok());
    let body = lettre::message::Body::new_with_encoding(
        file.bytes.to_vec(),
        lettre::message::header::ContentTransferEncoding::Base64,
    );
    let body = body.unwrap_or_else(lettre::message::Body::new);
    File::new(name).body(body, content_type.expect("a type of two fixed words is one"))
}

/// What the agent wrote, the signature, and the message before, marked line by line.
fn plain(letter: &Letter<'_>) -> String {
    let mut text = tidy(&letter.text);
    if let Some(signature) = &letter.signature {
        text = format!("{text}\n\n-- \n{}", tidy(signature));
    }
    if let Some(quoted) = &letter.quoted {
        let lines: String = quoted.text.lines().map(|line| format!("> {line}\n")).collect();
        text = format!("{text}\n\n{}\n{}", attribution(quoted), tidy(&lines));
    }
    text + "\n"
}

fn tidy(text: &str) -> String {
    decode::lines(text, usize::MAX).0.trim_end().to_owned()
}

fn attribution(quoted: &Quoted<'_>) -> String {
    let at = quoted.date.to_string();
    let (day, time) = at.split_once('T').unwrap_or((&at, ""));
    let minute = time.get(..5).unwrap_or_default();
    format!("On {day} at {minute} UTC, {} wrote:", decode::line(quoted.from, LONGEST_LINE))
}

fn html_of(letter: &Letter<'_>) -> String {
    let mut html = words::html(&letter.text);
    if let Some(signature) = &letter.signature {
        html.push_str(&format!("<div>-- <br>{}</div>", words::html(signature)));
    }
    if let Some(quoted) = &letter.quoted {
        let before = match quoted.html {
            Some(clean) => html::with_images(clean, true, |_| None),
            None => html::as_html(quoted.text),
        };
        let head = html::escaped(&attribution(quoted));
        html.push_str(&format!("<div><p>{head}</p><blockquote type=\"cite\">{before}</blockquote></div>"));
    }
    format!("<!DOCTYPE html><html><body>{html}</body></html>")
}
