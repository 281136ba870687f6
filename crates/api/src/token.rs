//! Bearer tokens: JWTs (RFC 7519) signed with HS256 that name a user and the session behind them (decision D15).
//! A good signature only says that we made it; whether the session still lives is the store's to say.

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use model::Time;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a token and its session live.
pub const LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

const ISSUER: &str = "pingback";
const AUDIENCE: &str = "pingback-api";

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub user: Uuid,
    pub session: Uuid,
}

#[derive(Serialize, Deserialize)]
struct Claims<'a> {
    iss: &'a str,
    aud: &'a str,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

#[derive(Deserialize)]
struct Read {
    sub: Uuid,
    sid: Uuid,
    exp: i64,
}

/// Makes and reads tokens with one key.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl Tokens {
    pub fn new(key: &[u8; 32]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Against the clock that was passed in, below.
        validation.validate_exp = false;
        Self { encoding: EncodingKey::from_secret(key), decoding: DecodingKey::from_secret(key), validation }
    }

    pub fn make(&self, token: Token, now: Time) -> String {
        let (iat, exp) = (now.seconds(), now.plus(LIFE).seconds());
        let claims = Claims { iss: ISSUER, aud: AUDIENCE, sub: token.user, sid: token.session, iat, exp };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .expect("claims of texts and numbers are always JSON, and HMAC takes any key")
    }

    /// `None` for whatever isn't a token of ours that is still good at `now`.
    pub fn read(&self, text: &str, now: Time) -> Option<Token> {
        let read = jsonwebtoken::decode::<Read>(text, &self.decoding, &self.validation).ok()?.claims;
        (read.exp > now.seconds()).then_some(Token { user: read.sub, session: read.sid })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_seconds(1_800_000_000);

    fn token() -> Token {
        Token { user: Uuid::from_u128(1), session: Uuid::from_u128(2) }
    }

    /// A token signed with `key` and `algorithm` over the right claims, changed by `change`.
    fn forged(algorithm: Algorithm, key: &[u8], change: impl FnOnce(&mut serde_json::Value)) -> String {
        let mut claims = serde_json::json!({"iss": ISSUER, "aud": AUDIENCE, "sub": Uuid::from_u128(1),
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
