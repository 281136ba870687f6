//! What is wrong with one field of a request, in the shape and words of FastAPI and pydantic v2 (decision D3).
//! Knows nothing of status codes or of who asks.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value, json};

/// One bad field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// pydantic's name of the kind of error: `missing`, `int_parsing` …
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub loc: Vec<Step>,
    pub msg: Cow<'static, str>,
    /// What was sent, shortened, secrets masked.
    pub input: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ctx: Option<Value>,
}

/// One step on the way to a field; the first is `query`, `path`, `body` or `header`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Step {
    Name(Cow<'static, str>),
    Index(usize),
}

impl Fault {
    /// A rule of ours that pydantic has no name for; `sentence` starts with a capital letter.
    pub fn value(loc: Vec<Step>, sentence: &str, input: Value) -> Self {
        Self {
            kind: "value_error",
            loc,
            msg: format!("Value error, {sentence}").into(),
            input,
            ctx: Some(json!({ "error": sentence })),
        }
    }

    /// `at` is the byte at which reading stopped.
    pub fn json_invalid(at: usize, error: &str) -> Self {
        Self {
            kind: "json_invalid",
            loc: vec![Step::Name("body".into()), Step::Index(at)],
            msg: "JSON decode error".into(),
            input: json!({}),
            ctx: Some(json!({ "error": error })),
        }
    }
}

const SECRET_NAMES: [&str; 7] =
    ["password", "new_password", "current_password", "token", "id_token", "visitor_token", "config"];
const MASK: &str = "**********";
const LONGEST_TEXT: usize = 256;
const MOST_ITEMS: usize = 32;

impl Fault {
    /// The fault in a line: `conversation_id: Field required`.
    pub fn sentence(&self) -> String {
        let steps = self.loc.iter().skip(1).map(|step| match step {
            Step::Name(name) => name.to_string(),
            Step::Index(index) => index.to_string(),
        });
        let place: Vec<String> = steps.collect();
        if place.is_empty() { self.msg.to_string() } else { format!("{}: {}", place.join("."), self.msg) }
    }
}

/// A copy of what was sent that is safe and small enough to send back: long texts cut, secrets masked.
pub fn echo(name: &str, value: &Value) -> Value {
    if SECRET_NAMES.contains(&name) {
        return Value::String(MASK.to_owned());
    }
    match value {
        Value::String(text) => echo_text(name, text),
        Value::Array(items) => items.iter().take(MOST_ITEMS).map(|item| echo_leaf("", item)).collect(),
        Value::Object(map) => echo_map(map),
        other => other.clone(),
    }
}

/// As [`echo`], for a text from the query or the path.
pub fn echo_text(name: &str, text: &str) -> Value {
    if SECRET_NAMES.contains(&name) {
        return Value::String(MASK.to_owned());
    }
    match text.char_indices().nth(LONGEST_TEXT) {
        None => Value::String(text.to_owned()),
        Some((end, _)) => Value::String(format!("{}…", &text[..end])),
    }
}

/// As [`echo`], for an object.
pub fn echo_map(map: &Map<String, Value>) -> Value {
    map.iter()
        .take(MOST_ITEMS)
        .map(|(name, value)| (name.chars().take(LONGEST_TEXT).collect::<String>(), echo_leaf(name, value)))
        .collect()
}

/// Below the first level, lists and objects are only hinted at.
fn echo_leaf(name: &str, value: &Value) -> Value {
    match value {
        Value::Array(_) if !SECRET_NAMES.contains(&name) => json!(["…"]),
        Value::Object(_) if !SECRET_NAMES.contains(&name) => json!({ "…": "…" }),
        leaf => echo(name, leaf),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echo_masks_secrets_and_cuts_long_texts() {
        let sent = json!({ "email": "a@b.c", "password": "hunter22", "note": "ü".repeat(300), "deep": { "a": 1 } });
        let back = echo("", &sent);
        assert_eq!(back["password"], MASK);
        assert_eq!(back["email"], "a@b.c");
        assert_eq!(back["note"].as_str().map(|note| note.chars().count()), Some(257));
        assert_eq!(back["deep"], json!({ "…": "…" }));
        assert_eq!(echo_text("token", "abc"), MASK);
    }
}
