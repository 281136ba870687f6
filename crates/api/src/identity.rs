//! How a visitor proves who they are: an HMAC-SHA256 of their id, or a JWT (RFC 7519, HS256), made by the page's own
//! server with the widget's secret. Without such a secret nothing is asked and nothing believed.

use desk::Refusal;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use model::customer::Profile;
use model::widget::Identity;
use model::{Customer, Time, Widget};
use serde_json::{Map, Value};
use sha2::Sha256;
use store::{Conn, Reach};
use utoipa::ToSchema;

use crate::error::Error;
use crate::fields::{Fields, Input, Source};
use crate::visitors::VisitorProfile;

/// Seconds that a JWT may be good for from now on.
const LONGEST: i64 = 24 * 60 * 60;
/// Seconds by which the clock of the page's server may differ from ours.
const LEEWAY: i64 = 60;

/// Proof of who a visitor is: `hash`, or `jwt` in place of everything else.
#[derive(ToSchema)]
pub(crate) struct Proof {
    /// Whom the hash is of; without it the customer's `external_id`.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    external_id: Option<String>,
    /// Whom the hash is of where the business has no ids of its own; without it the customer's `email`.
    #[schema(format = Email, max_length = 254)]
    email: Option<String>,
    /// HMAC-SHA256 of that id under the widget's secret, in hexadecimal.
    #[schema(min_length = 1, max_length = 200)]
    hash: Option<String>,
    /// HS256 under the widget's secret. Claims: `sub` or `user_id`, else `email`; `exp`, at most a day ahead; `name`,
    /// `email`, `phone`.
    #[schema(min_length = 1, max_length = 4_000)]
    jwt: Option<String>,
}

impl Input for Proof {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            external_id: fields.text("external_id", 1, 200).not_blank().optional(),
            email: fields.text("email", 1, 254).email().optional(),
            hash: fields.text("hash", 1, 200).optional(),
            jwt: fields.text("jwt", 1, 4_000).optional(),
        }
    }
}

/// What a visitor says of themself, and what there is to prove it.
#[derive(Clone, Copy)]
pub(crate) struct Claim<'a> {
    pub proof: Option<&'a Proof>,
    pub profile: Option<&'a VisitorProfile>,
    /// Whom their visitor token names.
    pub before: Option<&'a Customer>,
}

/// Who it is, with the external id that was proved: that of the business, or the e-mail where it has none. `None` where
/// nothing is claimed, or nothing has to be proved; a claim without a good proof is refused.
pub(crate) fn proven(c: &mut Conn, widget: &Widget, claim: Claim<'_>) -> Result<Option<Profile>, Error> {
    let claimed = claim.profile.and_then(|profile| profile.external_id.as_deref());
    if claim.proof.is_none() && claimed.is_none() {
        return Ok(None);
    }
    let Some(identity) = store::identities::find(c, &Reach::of_widget(widget), widget.key)? else {
        return Ok(None);
    };
    let keys = Keys { identity: &identity, now: c.now() };
    let said = claim.profile.map(VisitorProfile::read_out).unwrap_or_default();
    match claim.proof {
        Some(Proof { jwt: Some(jwt), .. }) => keys.token(jwt, claim.before),
        Some(Proof { hash: Some(hash), external_id, email, .. }) => {
            let email = email.as_ref().or(said.email.as_ref());
            let own = external_id.as_ref().or(said.external_id.as_ref());
            let id = own.or(email).ok_or(Refusal::WrongIdentity)?;
            keys.hash(id, hash)?;
            let external_id = Some(own.cloned().unwrap_or_else(|| desk::customers::email(id)));
            Ok(Some(Profile { external_id, email: email.cloned(), ..said }))
        }
        // The token was given to whoever had proved it.
        _ if claimed.is_some_and(|id| is(claim.before, id)) => Ok(None),
        _ => Err(Refusal::NoIdentity.into()),
    }
}

fn is(before: Option<&Customer>, external_id: &str) -> bool {
    before.is_some_and(|customer| customer.external_id.as_deref() == Some(external_id))
}

struct Keys<'a> {
    identity: &'a Identity,
    now: Time,
}

impl Keys<'_> {
    /// The secret, and the one before while it is good.
    fn all(&self) -> impl Iterator<Item = &[u8]> {
        let previous = self.identity.previous.as_ref().filter(|(_, until)| *until > self.now);
        std::iter::once(&self.identity.secret).chain(previous.map(|(secret, _)| secret)).map(|text| text.as_bytes())
    }

    /// Compares in constant time.
    fn hash(&self, id: &str, hash: &str) -> Result<(), Error> {
        let bytes = unhex(hash).ok_or(Refusal::WrongIdentity)?;
        let is_good = |key: &[u8]| {
            let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
            mac.chain_update(id).verify_slice(&bytes).is_ok()
        };
        if self.all().any(is_good) { Ok(()) } else { Err(Refusal::WrongIdentity.into()) }
    }

    fn token(&self, jwt: &str, before: Option<&Customer>) -> Result<Option<Profile>, Error> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_required_spec_claims(&["exp"]);
        // Against our own clock, below; for whom it was made besides us is the page's affair.
        (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
        let read =
            |key: &[u8]| jsonwebtoken::decode::<Map<String, Value>>(jwt, &DecodingKey::from_secret(key), &rules).ok();
        let claims = self.all().find_map(read).ok_or(Refusal::WrongIdentity)?.claims;
        let profile = profile(&claims).ok_or(Refusal::WrongIdentity)?;
        let now = self.now.seconds();
        let end = seconds(&claims, "exp").ok_or(Refusal::WrongIdentity)?;
        if end.saturating_sub(now) > LONGEST + LEEWAY {
            return Err(Refusal::LongIdentity.into());
        }
        if claims.contains_key("nbf") && seconds(&claims, "nbf").is_none_or(|start| start > now + LEEWAY) {
            return Err(Refusal::WrongIdentity.into());
        }
        // A page that stays open outlives its token; whoever proved it before has a visitor token to show for it.
        let is_known = profile.external_id.as_deref().is_some_and(|id| is(before, id));
        if end <= now - LEEWAY && !is_known {
            return Err(Refusal::IdentityExpired.into());
        }
        Ok(Some(profile))
    }
}

/// A NumericDate, which may have a fraction.
fn seconds(claims: &Map<String, Value>, name: &str) -> Option<i64> {
    claims.get(name)?.as_f64().map(|seconds| seconds as i64)
}

/// What the claims say of somebody, held to the limits of what visitors type. `None` where they name nobody.
fn profile(claims: &Map<String, Value>) -> Option<Profile> {
    let id = match claims.get("sub").or_else(|| claims.get("user_id")) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
        Some(_) => return None,
        None => desk::customers::email(claims.get("email")?.as_str()?),
    };
    let mut said = claims.clone();
    said.insert("external_id".into(), id.into());
    let mut fields = Fields::new("body", Source::Json(&said));
    let profile = VisitorProfile::read(&mut fields);
    let is_readable = fields.finish().is_empty();
    is_readable.then(|| profile.read_out())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}
