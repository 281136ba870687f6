//! Bearer tokens: JWTs (RFC 7519) signed with HS256 that name a user and the session behind them (decision D15).
//! A good signature only says that we made it; whether the session still lives is the store's to say.

use std::time::Duration;

use model::Time;
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::signer::Signer;

/// How long a token and its session live.
pub const LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

const AUDIENCE: &str = "pingback-api";

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    #[serde(rename = "sub")]
    pub user: Uuid,
    #[serde(rename = "sid")]
    pub session: Uuid,
}

/// Texts of tokens whose signature was found good, kept so that it is not computed again for each request.
const KEPT: u64 = 2_000;

/// Makes and reads tokens with one key.
pub struct Tokens {
    signer: Signer,
    good: Cache<Box<str>, (Token, Time)>,
}

impl Tokens {
    pub fn new(key: &[u8; 32]) -> Self {
        Self { signer: Signer::new(key, AUDIENCE), good: Cache::builder().max_capacity(KEPT).build() }
    }

    pub fn make(&self, token: Token, now: Time) -> String {
        self.signer.make(&token, now, LIFE)
    }

    /// `None` for whatever isn't a token of ours that is still good at `now`.
    pub fn read(&self, text: &str, now: Time) -> Option<Token> {
        let (token, end) = self.good.get(text).or_else(|| {
            let read = self.signer.read_with_end(text)?;
            self.good.insert(text.into(), read);
            Some(read)
        })?;
        (end > now).then_some(token)
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{Algorithm, EncodingKey, Header};

    use super::*;

    const NOW: Time = Time::from_seconds(1_800_000_000);

    fn token() -> Token {
        Token { user: Uuid::from_u128(1), session: Uuid::from_u128(2) }
    }

    /// A token signed with `key` and `algorithm` over the right claims, changed by `change`.
    fn forged(algorithm: Algorithm, key: &[u8], change: impl FnOnce(&mut serde_json::Value)) -> String {
        let mut claims = serde_json::json!({"iss": "pingback", "aud": AUDIENCE, "sub": Uuid::from_u128(1),
            "sid": Uuid::from_u128(2), "iat": NOW.seconds(), "exp": NOW.seconds() + 60});
        change(&mut claims);
        jsonwebtoken::encode(&Header::new(algorithm), &claims, &EncodingKey::from_secret(key)).expect("a token")
    }

    #[test]
    fn a_token_is_good_for_thirty_days() {
        let tokens = Tokens::new(&[1; 32]);
        let text = tokens.make(token(), NOW);
        assert_eq!(tokens.read(&text, NOW), Some(token()));
        assert_eq!(tokens.read(&text, NOW.plus(LIFE).minus(Duration::from_secs(1))), Some(token()));
        assert_eq!(tokens.read(&text, NOW.plus(LIFE)), None);
    }

    #[test]
    fn a_token_that_we_did_not_make_is_refused() {
        let tokens = Tokens::new(&[1; 32]);
        let good = forged(Algorithm::HS256, &[1; 32], |_| {});
        assert_eq!(tokens.read(&good, NOW), Some(token()), "the forger is as able as we are");
        for (why, text) in [
            ("another key", forged(Algorithm::HS256, &[2; 32], |_| {})),
            ("another algorithm of the family", forged(Algorithm::HS512, &[1; 32], |_| {})),
            ("another audience", forged(Algorithm::HS256, &[1; 32], |claims| claims["aud"] = "x".into())),
            ("another issuer", forged(Algorithm::HS256, &[1; 32], |claims| claims["iss"] = "x".into())),
            ("no expiry", forged(Algorithm::HS256, &[1; 32], |claims| claims["exp"] = serde_json::Value::Null)),
            ("no session", forged(Algorithm::HS256, &[1; 32], |claims| claims["sid"] = "".into())),
            ("no signature", format!("{}.", &good[..good.rfind('.').expect("two dots")])),
            ("a longer one", format!("{good}A")),
            ("nothing", String::new()),
        ] {
            assert_eq!(tokens.read(&text, NOW), None, "{why}");
        }
        // {"alg":"none","typ":"JWT"}
        let claims = good.split('.').nth(1).expect("claims");
        assert_eq!(tokens.read(&format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}."), NOW), None);
    }
}
