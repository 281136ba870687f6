//! Talks to webhook endpoints: writes an event as they are told it, signs it (Standard Webhooks 1.0), sends it once.
//! Knows nothing of lines and tries.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::webhook_deliveries::Outcome;
use hmac::{Hmac, KeyInit, Mac};
use model::webhook::{TEST, Telling, Tellings};
use model::{Key, Time};
use outbound::{Client, header};
use sha2::Sha256;
use store::Conn;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How much of an answer is read, in bytes.
const MOST_READ: usize = 1024;

/// Reads a stretch of a business's log as it is told: after an event, at most so many.
pub type Render = Arc<dyn Fn(&mut Conn, Key, i64, i64) -> store::Result<Tellings> + Send + Sync>;

/// The way to the endpoints. Clones share connections.
#[derive(Clone)]
pub struct Webhooks {
    client: Client,
    pub(crate) render: Render,
}

/// One event, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// Stays the same on every try.
    pub(crate) id: String,
    pub(crate) body: String,
}

impl Webhooks {
    pub fn new(client: Client, render: Render) -> Self {
        Self { client, render }
    }

    /// Calls an endpoint once; redirects are not followed.
    pub(crate) async fn call(&self, url: &str, letter: &Letter, secrets: &[String], at: Time) -> (Outcome, Duration) {
        let begun = Instant::now();
        let outcome = match self.ask(url, letter, secrets, at).await {
            Ok(outcome) => outcome,
            Err(error) => Outcome::Silence(error.to_string()),
        };
        (outcome, begun.elapsed())
    }

    async fn ask(&self, url: &str, letter: &Letter, secrets: &[String], at: Time) -> outbound::Result<Outcome> {
        let seconds = at.0.div_euclid(1_000_000);
        let request = self.client.post(url).https_only().timeout(PATIENCE).limit(u64::MAX);
        let request = request
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::HeaderName::from_static("webhook-id"), &letter.id)
            .header(header::HeaderName::from_static("webhook-timestamp"), &seconds.to_string())
            .header(header::HeaderName::from_static("webhook-signature"), &signatures(letter, seconds, secrets));
        let mut answer = request.body(letter.body.clone()).send().await?;
        let status = answer.status().as_u16();
        let after = if status >= 300 { channels::sending::retry_after(answer.headers()) } else { Duration::ZERO };
        let mut start = Vec::new();
        // An answer that breaks off has been given.
        while start.len() < MOST_READ
            && let Ok(Some(piece)) = answer.chunk().await
        {
            start.extend_from_slice(&piece);
        }
        start.truncate(MOST_READ);
        let answer = String::from_utf8_lossy(&start).replace('\0', "\u{fffd}");
        Ok(Outcome::Answered { status, answer, after })
    }
}

/// An event as it is sent.
pub(crate) fn body(telling: &Telling) -> String {
    let (event, at) = (serde_json::Value::from(telling.event), serde_json::Value::from(telling.at.to_string()));
    format!(r#"{{"type":{event},"timestamp":{at},"data":{}}}"#, telling.data)
}

/// A test event.
pub(crate) fn test_body(at: Time) -> String {
    let data = r#"{"message":"This is a test."}"#.to_owned();
    body(&Telling { seq: 0, at, event: TEST, is_internal: false, conversation: None, data })
}

/// `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, for each secret.
fn signatures(letter: &Letter, seconds: i64, secrets: &[String]) -> String {
    let sign = |secret: &String| {
        let key = STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap_or_default();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        mac.update(format!("{}.{seconds}.{}", letter.id, letter.body).as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_is_signed_as_it_says() {
        let letter = Letter { id: "msg_p5jXN8AQM9LWM0D4loKWxJek".into(), body: r#"{"test": 2432232314}"#.into() };
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
        let signed = signatures(&letter, 1_614_265_330, &[secret]);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
