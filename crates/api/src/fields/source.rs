//! Where fields come from: decoded pairs of a query or a path, or a JSON object.
//! Knows nothing of what a field means.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::fault;

/// One named place to take fields from.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// Decoded pairs; the last one of a name counts. A value that isn't UTF-8 is `None`.
    Pairs(&'a [Pair<'a>]),
    Json(&'a Map<String, Value>),
}

/// A name and its value; `None` where the bytes are no UTF-8.
pub type Pair<'a> = (Cow<'a, str>, Option<Cow<'a, str>>);

/// One field as it was sent.
#[derive(Clone, Copy)]
pub enum Raw<'a> {
    Text(&'a str),
    /// Bytes that are no UTF-8.
    Bytes,
    Json(&'a Value),
}

impl<'a> Source<'a> {
    pub(super) fn get(&self, name: &str) -> Option<Raw<'a>> {
        match *self {
            Self::Json(map) => map.get(name).map(Raw::Json),
            Self::Pairs(pairs) => {
                let (_, value) = pairs.iter().rev().find(|(key, _)| key == name)?;
                Some(value.as_deref().map_or(Raw::Bytes, Raw::Text))
            }
        }
    }

    /// The first pair.
    pub(super) fn first(&self) -> Option<(&'a str, Raw<'a>)> {
        match *self {
            Self::Json(_) => None,
            Self::Pairs(pairs) => {
                pairs.first().map(|(name, value)| (name.as_ref(), value.as_deref().map_or(Raw::Bytes, Raw::Text)))
            }
        }
    }

    /// What pydantic shows as the input of a missing field: the object that lacks it.
    pub(super) fn echo(&self) -> Value {
        match *self {
            Self::Json(map) => fault::echo_map(map),
            Self::Pairs(_) => Value::Null,
        }
    }
}

impl<'a> Raw<'a> {
    pub(super) fn is_null(self) -> bool {
        matches!(self, Self::Json(Value::Null))
    }

    pub(super) fn as_object(self) -> Option<&'a Map<String, Value>> {
        match self {
            Self::Json(Value::Object(map)) => Some(map),
            _ => None,
        }
    }

    pub(super) fn as_array(self) -> Option<&'a [Value]> {
        match self {
            Self::Json(Value::Array(items)) => Some(items),
            _ => None,
        }
    }

    pub(super) fn echo(self, name: &str) -> Value {
        match self {
            Self::Text(text) => fault::echo_text(name, text),
            Self::Bytes => Value::Null,
            Self::Json(value) => fault::echo(name, value),
        }
    }
}

/// The pairs of a query string. `+` is a space; a `%` that starts no escape stands for itself.
pub fn pairs(query: &str) -> Vec<Pair<'_>> {
    query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .filter_map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            Some((decode(name)?, decode(value)))
        })
        .collect()
}

fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Some(Cow::Borrowed(text));
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3).and_then(hex)).flatten();
        decoded.push(match (bytes[at], escaped) {
            (_, Some(byte)) => byte,
            (b'+', None) => b' ',
            (byte, None) => byte,
        });
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16);
    let value = digit(digits[0])? * 16 + digit(digits[1])?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_its_last_value_counts() {
        let pairs = pairs("a=1&b=x+y%20z&a=2&c&=&d=%ff&e=100%&f=%e2%82%ac&&g=a=b");
        let source = Source::Pairs(&pairs);
        let text = |name| match source.get(name) {
            Some(Raw::Text(text)) => Some(text.to_owned()),
            _ => None,
        };
        assert_eq!(text("a").as_deref(), Some("2"));
        assert_eq!(text("b").as_deref(), Some("x y z"));
        assert_eq!(text("c").as_deref(), Some(""));
        assert_eq!(text("e").as_deref(), Some("100%"));
        assert_eq!(text("f").as_deref(), Some("€"));
        assert_eq!(text("g").as_deref(), Some("a=b"));
        assert!(matches!(source.get("d"), Some(Raw::Bytes)));
        assert!(source.get("h").is_none());
    }
}
