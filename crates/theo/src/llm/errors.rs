//! Why did an endpoint not answer? Out of a status, an object in a stream, or what happened on the way.
//! What an endpoint says of it is told in its words, few of them, and never with the key. Must not know what was asked.

use std::time::Duration;

use outbound::{Answer, StatusCode};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::{Error, Key, Wait};

/// Bytes that are read of an answer that is none.
const READ: usize = 8 << 10;
/// Letters of it that are told.
const TOLD: usize = 300;
/// Longest wait that is believed.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
/// So many letters of a key are enough to know it by.
const TELLING: usize = 6;

impl Error {
    /// The same without the key, wherever the endpoint repeats it or its beginning, as some do.
    pub(super) fn without(self, key: Option<&Key>) -> Self {
        match self {
            Self::Unreachable(words) => Self::Unreachable(masked(&words, key)),
            Self::Refused(words) => Self::Refused(masked(&words, key)),
            Self::Garbage(words) => Self::Garbage(masked(&words, key)),
            Self::TimedOut(_) | Self::Limited { .. } | Self::CutOff | Self::Unfinished => self,
        }
    }
}

/// Before there is an answer.
pub(super) fn of_sending(error: outbound::Error) -> Error {
    match error {
        outbound::Error::Refused(refused) => Error::Refused(refused.to_string()),
        outbound::Error::Timeout { .. } => Error::TimedOut(Wait::First),
        other => Error::Unreachable(bounded(&other.to_string())),
    }
}

/// While the answer is read.
pub(super) fn in_body(error: outbound::Error) -> Error {
    match error {
        outbound::Error::Timeout { .. } => Error::TimedOut(Wait::Whole),
        outbound::Error::TooLarge { .. } => Error::Garbage("it is too long".into()),
        _ => Error::CutOff,
    }
}

/// An answer whose status is no success.
pub(super) async fn of_answer(mut answer: Answer, key: Option<&Key>, by: Instant) -> Error {
    let (status, after) = (answer.status(), retry_after(&answer));
    let mut read = Vec::new();
    while read.len() < READ {
        match timeout_at(by, answer.chunk()).await {
            Ok(Ok(Some(chunk))) => read.extend_from_slice(&chunk),
            _ => break,
        }
    }
    read.truncate(READ);
    let object = serde_json::from_slice(&read).unwrap_or(Value::Null);
    let said = words(&object).unwrap_or_default();
    let words = format!("{} {}", status.as_u16(), if said.is_empty() { reason(status) } else { &said });
    of_status(status.as_u16(), after, is_out_of_credit(&object), words).without(key)
}

/// What stands in a stream, or in an answer that claims to be one, where it is an error.
pub(super) fn of_object(object: &Value) -> Option<Error> {
    let error = match object.get("error") {
        Some(error) if !error.is_null() => error,
        _ if object["object"] == "error" => object,
        _ => return None,
    };
    let code = ["status", "code"].iter().find_map(|name| number(&error[name]));
    let is_limit = ["code", "type", "status"].iter().any(|name| {
        let text = error[name].as_str().unwrap_or_default().to_ascii_lowercase();
        text.contains("rate_limit") || text.contains("resource_exhausted") || text.contains("too_many")
    });
    let status = if is_limit { 429 } else { code.unwrap_or(500) };
    let words = words(object).unwrap_or_else(|| "it says that something went wrong".into());
    Some(of_status(status, None, is_out_of_credit(object), words))
}

fn of_status(status: u16, after: Option<Duration>, is_out_of_credit: bool, words: String) -> Error {
    match status {
        429 if is_out_of_credit => Error::Refused(bounded(&words)),
        429 => Error::Limited { after },
        503 | 529 if after.is_some() => Error::Limited { after },
        300..=499 => Error::Refused(bounded(&words)),
        _ => Error::Unreachable(bounded(&words)),
    }
}

/// An account without money is told as a limit by some, though waiting does not help.
fn is_out_of_credit(object: &Value) -> bool {
    ["code", "type"].iter().any(|name| object["error"][name] == "insufficient_quota")
}

/// `{"error": {"message": …}}`, `{"error": "…"}`, `{"message": …}`, `{"detail": …}`.
fn words(object: &Value) -> Option<String> {
    let places = [&object["error"]["message"], &object["error"], &object["message"], &object["detail"]];
    let said = places.into_iter().find_map(Value::as_str)?;
    Some(bounded(said)).filter(|said| !said.is_empty())
}

fn reason(status: StatusCode) -> &'static str {
    if status.is_redirection() {
        return "it leads elsewhere, which is not followed";
    }
    status.canonical_reason().unwrap_or("without a reason")
}

fn number(value: &Value) -> Option<u16> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    u16::try_from(number).ok().filter(|status| (400..600).contains(status))
}

/// `Retry-After` in seconds (RFC 9110, 10.2.3), and what OpenAI writes in milliseconds.
fn retry_after(answer: &Answer) -> Option<Duration> {
    let number = |name| answer.header(name)?.trim().parse::<f64>().ok().filter(|number| *number >= 0.0);
    let seconds = number("retry-after-ms").map(|millis| millis / 1000.0).or_else(|| number("retry-after"))?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST).min(LONGEST))
}

/// One line, without what no reader sees.
pub(super) fn bounded(words: &str) -> String {
    let words: Vec<&str> = words.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(TOLD).collect()
}

fn masked(words: &str, key: Option<&Key>) -> String {
    let Some(Key(key)) = key.filter(|Key(key)| !key.is_empty()) else { return words.to_owned() };
    let telling: String = key.chars().take(TELLING).collect();
    let words = words.replace(key.as_str(), "•••");
    words.split(' ').map(|word| if word.contains(&telling) { "•••" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_error_in_a_stream_is_told_by_its_code_or_its_kind() {
        let of = |object| of_object(&object).expect("an error");
        let limited = Error::Limited { after: None };
        assert_eq!(of(json!({"error": {"message": "slow down", "type": "rate_limit_exceeded"}})), limited);
        assert_eq!(of(json!({"error": {"message": "slow down", "code": 429}})), limited);
        assert_eq!(of(json!({"error": {"message": "no", "code": "400"}})), Error::Refused("no".into()));
        assert_eq!(of(json!({"error": "model crashed"})), Error::Unreachable("model crashed".into()));
        assert_eq!(of(json!({"object": "error", "message": "no", "code": 404})), Error::Refused("no".into()));
        assert_eq!(of_object(&json!({"error": null, "choices": []})), None);
    }

    #[test]
    fn an_account_without_credit_is_refused_and_not_asked_to_wait() {
        let empty = json!({"error": {"message": "check your plan", "type": "insufficient_quota", "code": 429}});
        assert_eq!(of_object(&empty), Some(Error::Refused("check your plan".into())));
    }

    #[test]
    fn words_are_one_short_line_and_hold_no_key() {
        let key = Key("sk-secret-0123456789".into());
        let said = Error::Refused(bounded("Wrong key:\n\u{1b}sk-secret-0123456789, or sk-sec***89 it was"));
        assert_eq!(said.without(Some(&key)), Error::Refused("Wrong key: •••, or ••• it was".into()));
        assert_eq!(bounded(&"word ".repeat(1000)).chars().count(), TOLD);
        assert_eq!(format!("{key:?}"), "•••");
    }
}
