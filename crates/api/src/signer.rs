//! Signs and reads JWTs (RFC 7519) with HS256 for one audience. Knows nothing of what a token is good for.

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use model::Time;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const ISSUER: &str = "pingback";

/// One key for one kind of token; a token of another kind is refused.
pub struct Signer {
    audience: &'static str,
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

#[derive(Serialize)]
struct Written<'a, C> {
    iss: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    #[serde(flatten)]
    claims: &'a C,
}

#[derive(Deserialize)]
struct Read<C> {
    exp: i64,
    #[serde(flatten)]
    claims: C,
}

impl Signer {
    pub fn new(key: &[u8; 32], audience: &'static str) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Against the clock that was passed in, below.
        validation.validate_exp = false;
        let (encoding, decoding) = (EncodingKey::from_secret(key), DecodingKey::from_secret(key));
        Self { audience, encoding, decoding, validation }
    }

    /// `claims` with issuer, audience and times; good from `now` for `life`.
    pub fn make(&self, claims: &impl Serialize, now: Time, life: Duration) -> String {
        let (iat, exp) = (now.seconds(), now.plus(life).seconds());
        let written = Written { iss: ISSUER, aud: self.audience, iat, exp, claims };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &written, &self.encoding)
            .expect("claims of texts and numbers are always JSON, and HMAC takes any key")
    }

    /// `None` for whatever isn't a token of this kind that is still good at `now`.
    pub fn read<C: DeserializeOwned>(&self, text: &str, now: Time) -> Option<C> {
        self.read_with_end(text).filter(|(_, end)| *end > now).map(|(claims, _)| claims)
    }

    /// The claims and when they end, which may have been. `None` for whatever isn't a token of this kind.
    pub fn read_with_end<C: DeserializeOwned>(&self, text: &str) -> Option<(C, Time)> {
        let read = jsonwebtoken::decode::<Read<C>>(text, &self.decoding, &self.validation).ok()?.claims;
        Some((read.claims, Time::from_seconds(read.exp)))
    }
}
