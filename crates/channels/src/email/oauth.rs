//! Signing in to a mailbox without its password: the token that is asked for, and how it is shown (XOAUTH2).
//! Must not know who asks.

use std::time::Duration;

use serde_json::Value;

use crate::Config;
use crate::sending::{Answer, Body, Error, Request};

/// Taken for the life of a token that tells none.
const LIFE: u64 = 3000;
/// Seconds for which a token is believed to be good at most, whatever is said of it.
const LONGEST_LIFE: u64 = 24 * 3600;

/// Leave to fetch tokens (RFC 6749, section 6).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Oauth {
    pub token_url: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub refresh_token: String,
}

/// A token, and how long it may be used.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    pub token: String,
    pub life: Duration,
}

impl Oauth {
    pub fn read(config: &Config) -> Option<Self> {
        let oauth = config.get("oauth")?;
        let text = |name: &str| oauth.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            token_url: text("token_url")?,
            client_id: text("client_id")?,
            client_secret: text("client_secret"),
            refresh_token: text("refresh_token")?,
        })
    }

    /// What the provider is asked for a token.
    pub fn request(&self) -> Request {
        let mut form = vec![
            ("grant_type", "refresh_token".to_owned()),
            ("client_id", self.client_id.clone()),
            ("refresh_token", self.refresh_token.clone()),
        ];
        form.extend(self.client_secret.clone().map(|secret| ("client_secret", secret)));
        Request { body: Body::Form(form), ..Request::get(self.token_url.clone()) }
    }
}

/// The token in the provider's answer; rejected, with a sentence, where it gives none.
pub fn token(answer: &Answer) -> Result<Token, Error> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if let (true, Some(token)) = (answer.status.is_success(), text("access_token")) {
        let life = body.get("expires_in").and_then(Value::as_u64).unwrap_or(LIFE);
        return Ok(Token { token: token.to_owned(), life: Duration::from_secs(life.min(LONGEST_LIFE)) });
    }
    let said = text("error_description").or_else(|| text("error"));
    let said: String = said.unwrap_or_default().chars().take(300).collect();
    Err(answer.refusal("The token's provider", Some(said.as_str()).filter(|said| !said.is_empty())))
}

/// What is shown to a mail server for its mechanism XOAUTH2.
pub fn xoauth2(username: &str, token: &str) -> String {
    format!("user={username}\u{1}auth=Bearer {token}\u{1}\u{1}")
}
