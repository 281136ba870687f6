//! The fields in front of a mail or of one of its parts, each read as what it holds.
//! Must not know which of them matter.

use mail_parser::parsers::MessageStream;
use mail_parser::{Addr, Address, HeaderValue};
use model::Time;

use super::decode;
use super::mail::{LONGEST_LINE, MOST_ADDRESSES, Mailbox};

/// Bytes of all fields together.
const LONGEST: usize = 256 * 1024;
/// Bytes of one field.
const LONGEST_FIELD: usize = 16 * 1024;
const MOST: usize = 500;

#[derive(Clone, Debug, Default)]
pub struct Headers<'a> {
    /// Names in lower case.
    fields: Vec<(String, &'a [u8])>,
    pub is_cut: bool,
}

/// `Content-Type` or `Content-Disposition`.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    /// `text/plain`, `attachment`; in lower case.
    pub word: String,
    values: Vec<(String, String)>,
}

impl Parameters {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// The fields at the beginning, and where the body begins. A line that is no field ends them (as RFC 5322 has no word
/// for it, it is taken for text).
pub fn split(raw: &[u8]) -> (Headers<'_>, usize) {
    let mut headers = Headers::default();
    let (mut at, mut field) = (0, None);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let is_more = matches!(line.first(), Some(b' ' | b'\t')) && !line.trim_ascii().is_empty();
        if !is_more {
            headers.take(raw, field.take(), at);
            if line.trim_ascii().is_empty() {
                return (headers, at + line.len());
            }
            match line.iter().position(|byte| *byte == b':') {
                Some(colon) if is_name(line[..colon].trim_ascii_end()) => field = Some((at, at + colon)),
                _ if at == 0 && is_envelope(line) => {}
                _ => return (headers, at),
            }
        } else if field.is_none() && at > 0 {
            return (headers, at);
        }
        at += line.len();
    }
    headers.take(raw, field, raw.len());
    (headers, raw.len())
}

fn is_name(name: &[u8]) -> bool {
    !name.is_empty() && name.len() <= 100 && name.iter().all(|byte| matches!(byte, 33..=126))
}

/// What mailboxes in one file put in front of each mail.
fn is_envelope(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

impl<'a> Headers<'a> {
    fn take(&mut self, raw: &'a [u8], field: Option<(usize, usize)>, end: usize) {
        let Some((start, colon)) = field else { return };
        if end > LONGEST || self.fields.len() == MOST {
            self.is_cut = true;
            return;
        }
        let name = String::from_utf8_lossy(raw[start..colon].trim_ascii()).to_ascii_lowercase();
        let value = &raw[colon + 1..end];
        self.is_cut |= value.len() > LONGEST_FIELD;
        self.fields.push((name, &value[..value.len().min(LONGEST_FIELD)]));
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// All fields, top down.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &'a [u8])> {
        self.fields.iter().map(|(name, value)| (name.as_str(), *value))
    }

    pub fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.fields.iter().filter(move |(other, _)| other == name).map(|(_, value)| *value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// A field for people: decoded (RFC 2047), in one line.
    pub fn text(&self, name: &str) -> Option<String> {
        let bytes = ready(self.all(name).next()?);
        let HeaderValue::Text(text) = MessageStream::new(&bytes).parse_unstructured() else { return None };
        Some(decode::line(&text, LONGEST_LINE)).filter(|text| !text.is_empty())
    }

    /// A field for programs, in one line and in lower case; empty where there is none.
    pub fn word(&self, name: &str) -> String {
        self.raw(name).unwrap_or_default().to_ascii_lowercase()
    }

    /// A field as it is, in one line.
    pub fn raw(&self, name: &str) -> Option<String> {
        self.all(name).next().map(|value| decode::line(&decode::text(value, None), LONGEST_FIELD))
    }

    /// Whom a field names, groups dissolved (RFC 5322, section 3.4); who has no address is nobody.
    pub fn addresses(&self, name: &str) -> Vec<Mailbox> {
        let mut mailboxes = Vec::new();
        for value in self.all(name) {
            let bytes = ready(value);
            let HeaderValue::Address(address) = MessageStream::new(&bytes).parse_address() else { continue };
            let named: Vec<Addr<'_>> = match address {
                Address::List(list) => list,
                Address::Group(groups) => groups.into_iter().flat_map(|group| group.addresses).collect(),
            };
            mailboxes.extend(named.iter().filter_map(mailbox));
        }
        mailboxes.truncate(MOST_ADDRESSES);
        mailboxes
    }

    /// Message ids without their brackets.
    pub fn ids(&self, name: &str) -> Vec<String> {
        let values = self.all(name).map(|value| decode::text(value, None));
        values.flat_map(|value| ids(&value)).collect()
    }

    pub fn date(&self, name: &str) -> Option<Time> {
        let bytes = ready(self.all(name).next()?);
        let HeaderValue::DateTime(date) = MessageStream::new(&bytes).parse_date() else { return None };
        let is_possible = date.is_valid() && (1970..=9998).contains(&date.year);
        is_possible.then(|| Time::from_seconds(date.to_timestamp()))
    }

    pub fn parameters(&self, name: &str) -> Option<Parameters> {
        let bytes = ready(self.all(name).next()?);
        let HeaderValue::ContentType(found) = MessageStream::new(&bytes).parse_content_type() else { return None };
        let word = match &found.c_subtype {
            Some(subtype) => format!("{}/{subtype}", found.c_type),
            None => found.c_type.to_string(),
        };
        let values = found.attributes.unwrap_or_default();
        let values = values.into_iter().map(|one| (one.name.into_owned(), one.value.into_owned())).collect();
        Some(Parameters { word: decode::line(&word, 100).to_ascii_lowercase(), values })
    }
}

/// As the parsers of fields want it: UTF-8, ended by a line break.
fn ready(value: &[u8]) -> Vec<u8> {
    let mut bytes = decode::text(value, None).replace('\0', "").into_bytes();
    bytes.extend_from_slice(b"\r\n");
    bytes
}

fn mailbox(found: &Addr<'_>) -> Option<Mailbox> {
    let address = address(found.address.as_deref()?)?;
    let name = found.name.as_deref().map(|name| decode::line(name, LONGEST_LINE)).filter(|name| !name.is_empty());
    Some(Mailbox { name, address })
}

/// An address as we keep it: something, `@`, a domain in lower case, and no blanks.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let is_possible = !local.is_empty()
        && !domain.is_empty()
        && text.len() <= LONGEST_LINE
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control() || "<>,;\"".contains(letter));
    is_possible.then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// Ids in angle brackets; a lonely one may stand without them.
fn ids(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in value.split('<').skip(1) {
        let id: String = piece.split('>').next().unwrap_or_default().split_whitespace().collect();
        found.push(id);
    }
    if found.is_empty() {
        found = value.split_whitespace().filter(|word| word.contains('@')).map(str::to_owned).collect();
    }
    found.retain(|id| !id.is_empty() && id.len() <= LONGEST_LINE && !id.chars().any(char::is_control));
    found
}

/// A text that may hold encoded words (RFC 2047), where only tokens were expected: many write names of files so.
pub fn words(text: &str) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let bytes = ready(text.as_bytes());
    match MessageStream::new(&bytes).parse_unstructured() {
        HeaderValue::Text(decoded) => decoded.into_owned(),
        _ => text.to_owned(),
    }
}
