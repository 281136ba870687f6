//! pydantic v2's checks and sentences, one function per kind of value, in its lax mode: `"12"` is an integer.
//! Knows nothing of names and places of fields.

use std::borrow::Cow;

use model::{AnyId, Time, Word};
use serde_json::{Map, Value, json};

use super::source::Raw;

/// Why a value won't do.
pub struct No {
    pub kind: &'static str,
    pub msg: Cow<'static, str>,
    pub ctx: Option<Value>,
}

/// What is said of a value of the wrong type, null included.
#[derive(Clone, Copy)]
pub struct WrongType {
    kind: &'static str,
    msg: &'static str,
}

pub const TEXT: WrongType = WrongType { kind: "string_type", msg: "Input should be a valid string" };
pub const INT: WrongType = WrongType { kind: "int_type", msg: "Input should be a valid integer" };
pub const BOOL: WrongType = WrongType { kind: "bool_type", msg: "Input should be a valid boolean" };
pub const LIST: WrongType = WrongType { kind: "list_type", msg: "Input should be a valid list" };
pub const DICT: WrongType = WrongType { kind: "dict_type", msg: "Input should be a valid dictionary" };
pub const TIME: WrongType = WrongType { kind: "datetime_type", msg: "Input should be a valid datetime" };
pub const ID: WrongType = WrongType { kind: "uuid_type", msg: "Input should be a valid UUID or a positive integer" };

impl WrongType {
    pub fn no(self) -> No {
        no(self.kind, self.msg)
    }
}

fn no(kind: &'static str, msg: impl Into<Cow<'static, str>>) -> No {
    No { kind, msg: msg.into(), ctx: None }
}

fn no_with(kind: &'static str, msg: impl Into<Cow<'static, str>>, ctx: Value) -> No {
    No { kind, msg: msg.into(), ctx: Some(ctx) }
}

/// A rule of ours; `sentence` starts with a capital letter.
pub fn refused(sentence: &str) -> No {
    no_with("value_error", format!("Value error, {sentence}"), json!({ "error": sentence }))
}

pub fn missing() -> No {
    no("missing", "Field required")
}

pub fn text<'a>(raw: Raw<'a>) -> Result<Cow<'a, str>, No> {
    let text = match raw {
        Raw::Text(text) => text,
        Raw::Json(Value::String(text)) => text,
        Raw::Json(_) => return Err(TEXT.no()),
        Raw::Bytes => {
            return Err(no(
                "string_unicode",
                "Input should be a valid string, unable to parse raw data as a unicode string",
            ));
        }
    };
    // PostgreSQL can't store it.
    if text.contains('\0') {
        return Err(refused("Text must not contain NUL characters"));
    }
    Ok(Cow::Borrowed(text))
}

pub fn length(text: Cow<'_, str>, least: usize, most: usize) -> Result<Cow<'_, str>, No> {
    let plural = |count: usize| {
        if count == 1 { "character" } else { "characters" }
    };
    // A text of `most` bytes has no more characters than that, so most texts need no count.
    let count = if text.len() <= most && text.len() >= least.saturating_mul(4) { least } else { text.chars().count() };
    if count < least {
        let msg = format!("String should have at least {least} {}", plural(least));
        return Err(no_with("string_too_short", msg, json!({ "min_length": least })));
    }
    if count > most {
        let msg = format!("String should have at most {most} {}", plural(most));
        return Err(no_with("string_too_long", msg, json!({ "max_length": most })));
    }
    Ok(text)
}

/// Numbers past 64 bits come back as the nearest that fits; [`range`] then says no to them.
pub fn int(raw: Raw<'_>) -> Result<i128, No> {
    match raw {
        Raw::Text(text) => int_of_text(text),
        Raw::Json(Value::String(text)) => int_of_text(text),
        Raw::Json(Value::Number(number)) => int_of_number(number),
        Raw::Json(_) => Err(INT.no()),
        Raw::Bytes => Err(int_parsing()),
    }
}

fn int_parsing() -> No {
    no("int_parsing", "Input should be a valid integer, unable to parse string as an integer")
}

fn int_of_text(text: &str) -> Result<i128, No> {
    let text = text.trim();
    // pydantic takes "3.0" for 3.
    let text = text
        .split_once('.')
        .filter(|(_, zeros)| zeros.bytes().all(|byte| byte == b'0'))
        .map_or(text, |(whole, _)| whole);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(int_parsing());
    }
    if digits.len() > 4300 {
        return Err(no("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size"));
    }
    let furthest = if text.starts_with('-') { i128::MIN } else { i128::MAX };
    Ok(text.parse().unwrap_or(furthest))
}

fn int_of_number(number: &serde_json::Number) -> Result<i128, No> {
    if let Some(whole) = number.as_i128() {
        return Ok(whole);
    }
    let float = number.as_f64().unwrap_or(f64::NAN);
    if !float.is_finite() {
        return Err(no("finite_number", "Input should be a finite number"));
    }
    if float.fract() != 0.0 {
        return Err(no("int_from_float", "Input should be a valid integer, got a number with a fractional part"));
    }
    // `as` saturates.
    Ok(float as i128)
}

pub fn range(number: i128, least: i64, most: i64) -> Result<i64, No> {
    if number < i128::from(least) {
        let msg = format!("Input should be greater than or equal to {least}");
        return Err(no_with("greater_than_equal", msg, json!({ "ge": least })));
    }
    match i64::try_from(number) {
        Ok(number) if number <= most => Ok(number),
        _ => {
            let msg = format!("Input should be less than or equal to {most}");
            Err(no_with("less_than_equal", msg, json!({ "le": most })))
        }
    }
}

pub fn flag(raw: Raw<'_>) -> Result<bool, No> {
    let parsing = || no("bool_parsing", "Input should be a valid boolean, unable to interpret input");
    let text = match raw {
        Raw::Json(Value::Bool(flag)) => return Ok(*flag),
        Raw::Json(Value::Number(number)) => {
            return match number.as_f64() {
                Some(0.0) => Ok(false),
                Some(1.0) => Ok(true),
                _ => Err(parsing()),
            };
        }
        Raw::Json(Value::String(text)) => text,
        Raw::Json(_) => return Err(BOOL.no()),
        Raw::Text(text) => text,
        Raw::Bytes => return Err(parsing()),
    };
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Ok(true),
        "false" | "f" | "no" | "n" | "off" | "0" => Ok(false),
        _ => Err(parsing()),
    }
}

pub fn word<W: Word>(raw: Raw<'_>) -> Result<W, No> {
    let sent = match raw {
        Raw::Text(text) => Some(text),
        Raw::Json(Value::String(text)) => Some(text.as_str()),
        _ => None,
    };
    sent.and_then(W::from_word).ok_or_else(|| {
        let expected = choices(W::ALL.iter().map(|value| value.word()));
        no_with("enum", format!("Input should be {expected}"), json!({ "expected": expected }))
    })
}

/// `'a', 'b' or 'c'`
fn choices(words: impl Iterator<Item = &'static str>) -> String {
    let mut quoted: Vec<String> = words.map(|word| format!("'{word}'")).collect();
    let last = quoted.pop().unwrap_or_default();
    if quoted.is_empty() { last } else { format!("{} or {last}", quoted.join(", ")) }
}

pub fn id(raw: Raw<'_>) -> Result<AnyId, No> {
    let parsed = match raw {
        Raw::Text(text) => text.parse(),
        Raw::Json(value) if value.is_string() || value.is_number() => AnyId::from_json(value),
        Raw::Json(_) => return Err(ID.no()),
        Raw::Bytes => Err(model::id::NotAnId),
    };
    parsed.map_err(|_| no("uuid_parsing", ID.msg))
}

pub fn time(raw: Raw<'_>) -> Result<Time, No> {
    let text = match raw {
        Raw::Text(text) => text,
        Raw::Json(Value::String(text)) => text,
        Raw::Json(_) => return Err(TIME.no()),
        Raw::Bytes => return Err(no("datetime_parsing", "Input should be a valid datetime")),
    };
    // In a query string the `+` of an offset arrives as a space.
    Time::parse(text).or_else(|| Time::parse(&text.replacen(' ', "+", 1))).ok_or_else(|| {
        no("datetime_parsing", "Input should be a valid datetime with an offset, such as 2024-03-01T09:00:00Z")
    })
}

pub fn map(raw: Raw<'_>) -> Result<Map<String, Value>, No> {
    match raw {
        Raw::Json(value @ Value::Object(map)) => {
            if has_nul(value) {
                return Err(refused("Text must not contain NUL characters"));
            }
            Ok(map.clone())
        }
        _ => Err(DICT.no()),
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(map) => map.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}

pub fn too_many(count: usize, most: usize) -> No {
    let plural = if most == 1 { "item" } else { "items" };
    let msg = format!("List should have at most {most} {plural} after validation, not {count}");
    no_with("too_long", msg, json!({ "field_type": "List", "max_length": most, "actual_length": count }))
}

/// RFC 5321's limits and a shape that every mail server takes: `local@domain.tld`.
pub fn email(text: &str) -> Result<(), &'static str> {
    let (local, domain) = text.rsplit_once('@').ok_or("An email address must have an @-sign.")?;
    if local.is_empty() || local.len() > 64 || domain.len() > 253 {
        return Err("It is too long, or has nothing before the @-sign.");
    }
    let odd = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "()<>[]:;,\\\"@".contains(letter) || is_direction_mark(letter)
    };
    if local.chars().any(odd) || local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err("The part before the @-sign has characters that are not allowed.");
    }
    let ascii = match url::Host::parse(domain) {
        Ok(url::Host::Domain(ascii)) => ascii,
        _ => return Err("The part after the @-sign is not a valid domain name."),
    };
    let label_is_fine = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !ascii.contains('.') || !ascii.split('.').all(label_is_fine) {
        return Err("The part after the @-sign is not a valid domain name.");
    }
    Ok(())
}

/// Characters that turn the direction of writing and so make an address look like another one.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
