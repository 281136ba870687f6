//! How does an endpoint want to be asked? As OpenAI's older models, until it says that it does not know a field; then as it
//! likes, from then on. Must not know what is asked.

use std::sync::atomic::{AtomicBool, Ordering};

use outbound::StatusCode;
use serde_json::{Value, json};

use super::{Error, Message, Role};

/// What was learned of an endpoint.
#[derive(Debug, Default)]
pub(super) struct Manners {
    /// It is a model that thinks first: `max_completion_tokens` instead of `max_tokens`, and no temperature.
    thinks: AtomicBool,
    /// It knows no `stream_options`; what a call costs is then estimated.
    is_plain: AtomicBool,
}

impl Manners {
    pub fn body(&self, model: &str, messages: &[Message], max_tokens: u32, temperature: f32) -> Value {
        let messages: Vec<Value> = messages.iter().map(message).collect();
        let mut body = json!({"model": model, "messages": messages, "stream": true});
        if self.thinks.load(Ordering::Relaxed) {
            body["max_completion_tokens"] = max_tokens.into();
            body["reasoning_effort"] = "low".into();
        } else {
            body["max_tokens"] = max_tokens.into();
            body["temperature"] = json!(temperature);
        }
        if !self.is_plain.load(Ordering::Relaxed) {
            body["stream_options"] = json!({"include_usage": true});
        }
        body
    }

    /// Whether to ask again, otherwise: each thing is learned once.
    pub fn learn(&self, status: StatusCode, error: &Error) -> bool {
        let Error::Refused(words) = error else { return false };
        if !matches!(status.as_u16(), 400 | 422) {
            return false;
        }
        if words.contains("stream_options") {
            return !self.is_plain.swap(true, Ordering::Relaxed);
        }
        let names_it = words.contains("max_completion_tokens") || words.contains("'temperature'");
        names_it && !self.thinks.swap(true, Ordering::Relaxed)
    }
}

fn message(message: &Message) -> Value {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
    };
    json!({"role": role, "content": message.content})
}
