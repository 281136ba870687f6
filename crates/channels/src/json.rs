//! Reading JSON that others write: what is missing or of another kind is nothing, never an error.

use model::Time;
use serde_json::Value;

/// The value at a path such as `/text/body`.
pub fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

/// The text at a path, if there is one that is not blank.
pub fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    at(value, path).as_str().filter(|text| !text.trim().is_empty())
}

/// A text or a number at a path, as text.
pub fn id(value: &Value, path: &str) -> Option<String> {
    match at(value, path) {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The elements of the list at a path; none where there is no list.
pub fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    at(value, path).as_array().map_or(&[], Vec::as_slice)
}

/// Seconds since 1970, as a number or in digits.
pub fn seconds(value: &Value, path: &str) -> Option<Time> {
    let found = at(value, path);
    let seconds = found.as_i64().or_else(|| found.as_str()?.parse().ok())?;
    (0..=253_402_300_799).contains(&seconds).then(|| Time::from_seconds(seconds))
}

/// Milliseconds since 1970.
pub fn milliseconds(value: &Value, path: &str) -> Option<Time> {
    let millis = at(value, path).as_i64()?;
    (0..=253_402_300_799_999).contains(&millis).then(|| Time(millis * 1000))
}
