//! A mail as it came (RFC 5322, MIME) → what it says. Reads anything, panics at nothing, and what it takes is bounded.
//! Must not know whether a person wrote it (`automatic`) or where it belongs (`thread`).

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::headers::Headers;
use super::mail::{Attachment, LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT, MOST_REFERENCES, Mail, Mailbox};
use super::mime::{self, Part};
use super::{calendar, decode, headers, html, quotes};
use crate::delivery::hex;

/// A mail of any bytes.
pub fn read(raw: &[u8]) -> Mail {
    let (root, is_cut) = mime::parse(raw);
    let mut content = Content::default();
    content.take(&root, Place::Body);
    let fields = &root.headers;
    let reply_to = fields.addresses("reply-to");
    let mut mail = Mail {
        message_id: fields.ids("message-id").into_iter().next().unwrap_or_else(|| made_id(raw)),
        in_reply_to: fields.ids("in-reply-to").into_iter().take(MOST_REFERENCES).collect(),
        references: references(fields.ids("references")),
        from: fields.addresses("from").into_iter().next().or_else(|| fields.addresses("sender").into_iter().next()),
        reply_to,
        to: fields.addresses("to"),
        cc: fields.addresses("cc"),
        delivered_to: delivered_to(fields),
        subject: fields.text("subject").unwrap_or_default(),
        date: fields.date("date"),
        is_cut,
        ..Mail::default()
    };
    mail.attachments = std::mem::take(&mut content.attachments);
    content.into_mail(&mut mail);
    mail
}

/// The same attachments as [`read`] finds, without a look at what is said.
pub fn attachments(raw: &[u8]) -> Vec<Attachment> {
    let mut content = Content { is_deaf: true, ..Content::default() };
    content.take(&mime::parse(raw).0, Place::Body);
    content.attachments
}

/// Everybody whom a mail names as a recipient, by its head alone.
pub fn recipients(raw: &[u8]) -> Vec<String> {
    let (fields, _) = headers::split(raw);
    let mut found = delivered_to(&fields);
    for name in ["to", "cc"] {
        found.extend(fields.addresses(name).into_iter().map(|mailbox| mailbox.address));
    }
    found
}

/// An attachment's bytes, out of the same mail.
pub fn bytes<'a>(raw: &'a [u8], attachment: &Attachment) -> Cow<'a, [u8]> {
    decode::transfer(raw.get(attachment.range.clone()).unwrap_or_default(), attachment.encoding)
}

fn made_id(raw: &[u8]) -> String {
    format!("{}@missing.invalid", &hex(&Sha256::digest(raw))[..32])
}

fn references(mut ids: Vec<String>) -> Vec<String> {
    if ids.len() > MOST_REFERENCES {
        ids.drain(1..=ids.len() - MOST_REFERENCES);
    }
    ids
}

fn delivered_to(fields: &Headers<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to"] {
        for Mailbox { address, .. } in fields.addresses(name) {
            if found.len() < 20 && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

/// What a part is to the one above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Related,
    Beside,
}

/// Something to be read, in one form or in both.
#[derive(Default)]
struct Segment {
    plain: Option<String>,
    html: Option<String>,
}

#[derive(Default)]
struct Content {
    segments: Vec<Segment>,
    attachments: Vec<Attachment>,
    /// Only the attachments are wanted.
    is_deaf: bool,
}

impl Content {
    fn take(&mut self, part: &Part<'_>, place: Place) {
        if part.is_multipart() {
            return self.take_children(part);
        }
        let is_attached = part.disposition.word == "attachment" || name(part).is_some() && place != Place::Body;
        let is_bare = !is_attached && place != Place::Beside;
        match part.content_type.word.as_str() {
            "text/plain" if is_bare => self.hear(part, false),
            "text/html" if is_bare => self.hear(part, true),
            "text/calendar" => {
                self.hear_of(part);
                self.attach(part, false);
            }
            "message/rfc822" | "message/global" => self.attach(part, false),
            word => {
                let is_text = word.starts_with("text/") && is_bare && name(part).is_none();
                match word {
                    "text/rfc822-headers" => self.attach(part, false),
                    _ if is_text => self.hear(part, false),
                    _ => self.attach(part, place == Place::Related || part.disposition.word == "inline"),
                }
            }
        }
    }

    fn hear(&mut self, part: &Part<'_>, is_html: bool) {
        if self.is_deaf {
            return;
        }
        let (html, plain) = if is_html { (Some(part.text()), None) } else { (None, Some(part.text())) };
        self.segments.push(Segment { plain, html });
    }

    /// An invitation, in words.
    fn hear_of(&mut self, part: &Part<'_>) {
        if self.is_deaf {
            return;
        }
        let invitation = calendar::text(&part.text(), !self.segments.is_empty());
        self.segments.extend(invitation.map(|text| Segment { plain: Some(text), html: None }));
    }

    fn take_children(&mut self, part: &Part<'_>) {
        match part.content_type.word.as_str() {
            "multipart/alternative" => self.choose(part),
            "multipart/related" => {
                for (number, child) in part.children.iter().enumerate() {
                    self.take(child, if number == 0 { Place::Body } else { Place::Related });
                }
            }
            "multipart/signed" => {
                for (number, child) in part.children.iter().enumerate() {
                    self.take(child, if number == 0 { Place::Body } else { Place::Beside });
                }
            }
            _ => {
                for child in &part.children {
                    let is_named = name(child).is_some();
                    self.take(child, if is_named && !child.is_multipart() { Place::Beside } else { Place::Body });
                }
            }
        }
    }

    /// The last form that there is of each kind (RFC 2046, section 5.1.4); an invitation stands beside them.
    fn choose(&mut self, part: &Part<'_>) {
        let mut chosen = Segment::default();
        let (invitations, forms): (Vec<_>, Vec<_>) = part.children.iter().partition(|child| child.is("text/calendar"));
        for child in forms {
            let mut below = Self { is_deaf: self.is_deaf, ..Self::default() };
            below.take(child, Place::Body);
            self.attachments.append(&mut below.attachments);
            if below.segments.iter().any(|segment| segment.html.is_some()) {
                chosen.html = Some(below.html());
            } else if !below.segments.is_empty() {
                chosen.plain = Some(below.plain());
            }
        }
        if chosen.plain.is_some() || chosen.html.is_some() {
            self.segments.push(chosen);
        }
        for invitation in invitations {
            self.take(invitation, Place::Body);
        }
    }

    fn attach(&mut self, part: &Part<'_>, is_inline: bool) {
        let content_id = part.headers.ids("content-id").into_iter().next();
        self.attachments.push(Attachment {
            name: name(part).or_else(|| nested_name(part)),
            content_type: part.content_type.word.clone(),
            is_inline: is_inline && (content_id.is_some() || part.content_type.word.starts_with("image/")),
            content_id: content_id.or_else(|| part.headers.raw("content-id").filter(|id| id.len() <= LONGEST_LINE)),
            range: part.range.clone(),
            encoding: part.encoding,
        });
    }

    fn plain(&self) -> String {
        let texts = self.segments.iter().map(|segment| match (&segment.plain, &segment.html) {
            (Some(plain), _) => decode::lines(plain, LONGEST_TEXT + 1).0,
            (None, Some(html)) => html::to_text(&html::sanitise(html, &[])),
            (None, None) => String::new(),
        });
        let texts: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
        texts.join("\n\n")
    }

    fn html(&self) -> String {
        let pieces = self.segments.iter().map(|segment| match segment {
            Segment { html: Some(html), .. } => html.clone(),
            Segment { plain: Some(plain), .. } => html::as_html(plain),
            Segment { .. } => String::new(),
        });
        pieces.collect()
    }

    fn into_mail(self, mail: &mut Mail) {
        let (text, is_cut) = decode::lines(&self.plain(), LONGEST_TEXT);
        mail.text = text.trim_end().to_owned();
        mail.new = quotes::new(&mail.text);
        mail.is_cut |= is_cut;
        if self.segments.iter().any(|segment| segment.html.is_some()) {
            let source = self.html();
            mail.is_cut |= html::bounded(&source) < source.len();
            let attached = mail.attachments.iter().map(|one| one.content_id.as_deref().unwrap_or_default());
            let attached: Vec<&str> = attached.collect();
            mail.html = Some(html::sanitise(&source, &attached)).filter(|html| !html.trim().is_empty());
        }
    }
}

/// A file's name as it may be shown, and never a path: what stands before the last slash goes, then what can't be seen.
fn name(part: &Part<'_>) -> Option<String> {
    let said = part.disposition.get("filename").or_else(|| part.content_type.get("name"))?;
    let decoded = headers::words(said);
    tidy_name(&decoded)
}

pub(crate) fn tidy_name(said: &str) -> Option<String> {
    let last = said.rsplit(['/', '\\']).find(|piece| !piece.trim().is_empty())?;
    let tidy = decode::line(last, 10_000);
    let tidy = tidy.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    let count = tidy.chars().count();
    if count <= LONGEST_NAME {
        return Some(tidy.to_owned()).filter(|name| !name.is_empty());
    }
    let ending: String = tidy.rsplit_once('.').map(|(_, ending)| ending.chars().take(20).collect()).unwrap_or_default();
    let kept: String = tidy.chars().take(LONGEST_NAME - ending.chars().count() - 1).collect();
    Some(if ending.is_empty() { kept } else { format!("{kept}.{ending}") })
}

/// A mail within the mail is called by its subject.
fn nested_name(part: &Part<'_>) -> Option<String> {
    if part.content_type.word != "message/rfc822" && part.content_type.word != "message/global" {
        return None;
    }
    let bytes = part.bytes();
    let (fields, _) = headers::split(&bytes);
    let subject = fields.text("subject").and_then(|subject| tidy_name(&subject.replace(['/', '\\'], "-")));
    Some(format!("{}.eml", subject.unwrap_or_else(|| "message".to_owned())))
}
