//! What a visitor's browser keeps to be known again: a JWT (HS256) that names a customer of one business.
//! It opens that customer's own conversation and nothing else.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use model::Time;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

const LIFE: Duration = Duration::from_secs(365 * 24 * 60 * 60);
const ISSUER: &str = "pingback";
const AUDIENCE: &str = "pingback-visitor";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The customer.
    sub: Uuid,
    /// The business.
    bid: Uuid,
    exp: i64,
}

/// Makes and reads visitor tokens with one key.
pub struct VisitorTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl VisitorTokens {
    pub fn new(key: &[u8; 32]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Against the clock that was passed in, below.
        validation.validate_exp = false;
        Self { encoding: EncodingKey::from_secret(key), decoding: DecodingKey::from_secret(key), validation }
    }

    pub fn make(&self, customer: Uuid, business: Uuid, now: Time) -> String {
        let exp = now.plus(LIFE).seconds();
        let claims = Claims { iss: ISSUER.into(), aud: AUDIENCE.into(), sub: customer, bid: business, exp };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .expect("claims of texts and numbers are always JSON, and HMAC takes any key")
    }

    /// The customer; `None` for whatever isn't a token of ours for this business that is still good.
    pub fn read(&self, text: &str, business: Uuid, now: Time) -> Option<Uuid> {
        let claims = jsonwebtoken::decode::<Claims>(text, &self.decoding, &self.validation).ok()?.claims;
        (claims.bid == business && claims.exp > now.seconds()).then_some(claims.sub)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_token_names_its_customer_in_its_business_only() {
        let tokens = VisitorTokens::new(&[3; 32]);
        let (customer, business, now) = (Uuid::from_u128(1), Uuid::from_u128(2), Time::from_seconds(1_800_000_000));
        let token = tokens.make(customer, business, now);
        assert_eq!(tokens.read(&token, business, now), Some(customer));
        assert_eq!(tokens.read(&token, customer, now), None);
        assert_eq!(tokens.read(&token, business, now.plus(LIFE)), None);
        assert_eq!(VisitorTokens::new(&[4; 32]).read(&token, business, now), None);
        assert_eq!(crate::token::Tokens::new(&[3; 32]).read(&token, now), None);
    }
}
