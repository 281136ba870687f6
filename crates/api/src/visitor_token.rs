//! What a visitor's browser keeps to be known again: a JWT that names a customer of one business.
//! It opens that customer's own conversation and nothing else.

use std::time::Duration;

use model::Time;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::signer::Signer;

const LIFE: Duration = Duration::from_secs(365 * 24 * 60 * 60);
const AUDIENCE: &str = "pingback-visitor";

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The customer.
    sub: Uuid,
    /// The business.
    bid: Uuid,
}

#[derive(Deserialize)]
struct Read {
    #[serde(flatten)]
    claims: Claims,
    iat: i64,
}

/// Whom a token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    pub customer: Uuid,
    /// When the token was made, to the second.
    pub since: Time,
}

/// Makes and reads visitor tokens with one key.
pub struct VisitorTokens(Signer);

impl VisitorTokens {
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Signer::new(key, AUDIENCE))
    }

    pub fn make(&self, customer: Uuid, business: Uuid, now: Time) -> String {
        self.0.make(&Claims { sub: customer, bid: business }, now, LIFE)
    }

    /// The customer; `None` for whatever isn't a token of ours for this business that is still good.
    pub fn read(&self, text: &str, business: Uuid, now: Time) -> Option<Named> {
        let Read { claims, iat } = self.0.read(text, now)?;
        (claims.bid == business).then_some(Named { customer: claims.sub, since: Time::from_seconds(iat) })
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
        assert_eq!(tokens.read(&token, business, now), Some(Named { customer, since: now }));
        assert_eq!(tokens.read(&token, customer, now), None);
        assert_eq!(tokens.read(&token, business, now.plus(LIFE)), None);
        assert_eq!(VisitorTokens::new(&[4; 32]).read(&token, business, now), None);
        assert_eq!(crate::token::Tokens::new(&[3; 32]).read(&token, now), None);
    }
}
