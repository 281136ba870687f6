//! A provider's request to us, and the signatures by which it proves itself.
//! Must not know what any provider writes into a body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use serde_json::Value;
use subtle::ConstantTimeEq;

use crate::Config;

/// A request as it came.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    pub headers: &'a HeaderMap,
    /// The whole address that the provider has called, as it knows it.
    pub url: &'a str,
    pub body: &'a [u8],
    /// By which ids and addresses that we have made are known again.
    pub key: &'a [u8],
}

/// The signature is missing or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The signature of this delivery is missing or wrong")]
pub struct Forged;

/// What came could not be read; the sentence says where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

impl Unreadable {
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl<'a> Delivery<'a> {
    /// The header, if there is exactly one of that name: of two, somebody else may read the other.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(first)
    }

    /// What the provider was told to send along: a bearer token, or the password of basic authentication (RFC 7617).
    pub fn secret(&self) -> Option<String> {
        let sent = self.header("authorization")?;
        let (scheme, rest) = sent.split_once(' ')?;
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Some(rest.trim().to_owned()),
            "basic" => {
                let pair = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
                pair.split_once(':').map(|(_, password)| password.to_owned())
            }
            _ => None,
        }
    }

    pub fn json(&self) -> Result<Value, Unreadable> {
        serde_json::from_slice(self.body).map_err(|error| Unreadable::new(format!("it is no JSON: {error}")))
    }

    /// The pairs of a form.
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(self.body).into_owned().collect()
    }

    /// Meta: `X-Hub-Signature-256: sha256=<hex of the HMAC-SHA256 over the body>`, once the channel has the app's secret.
    pub(crate) fn is_from_meta(&self, config: &Config) -> Result<(), Forged> {
        let Some(secret) = config.get("app_secret").and_then(Value::as_str) else { return Ok(()) };
        let sent = self.header("x-hub-signature-256").and_then(|value| value.strip_prefix("sha256=")).ok_or(Forged)?;
        same(sent, &hex(&sha256(secret, self.body)))
    }
}

/// Whether a word that was sent is the one that was expected; takes as long for any of the same length.
pub fn same(sent: &str, expected: &str) -> Result<(), Forged> {
    if bool::from(sent.as_bytes().ct_eq(expected.as_bytes())) { Ok(()) } else { Err(Forged) }
}

pub fn sha256(key: &str, text: &[u8]) -> [u8; 32] {
    sha256_by(key.as_bytes(), text)
}

/// HMAC-SHA256 with a key of any bytes.
pub fn sha256_by(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA1 as Base64: what Twilio signs with.
pub fn sha1_base64(key: &str, text: &[u8]) -> String {
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text);
    STANDARD.encode(mac.finalize().into_bytes())
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
