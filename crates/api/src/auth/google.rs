//! Google ID tokens (OpenID Connect Core, section 3.1.3.7), checked against Google's published keys.
//! Knows nothing of accounts: it says whom Google vouches for.

use std::time::Duration;

use desk::accounts::GoogleIdentity;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use model::Time;
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::error::Error;
use crate::settings::Settings;

/// How long fetched keys are used, and how soon they may be fetched again for a key that is not among them.
const KEYS_KEPT: Duration = Duration::from_secs(60 * 60);
const FETCH_PAUSE: Duration = Duration::from_secs(60);
const FETCH_LIMIT: Duration = Duration::from_secs(5);
const LARGEST_KEYS: u64 = 256 * 1024;
/// Between Google's clock and ours, in seconds.
const LEEWAY: i64 = 60;

pub(crate) struct Google {
    outbound: outbound::Client,
    client_id: Option<String>,
    jwks_url: String,
    keys: Mutex<Option<Keys>>,
}

#[derive(Clone)]
struct Keys {
    set: std::sync::Arc<JwkSet>,
    fetched_at: Time,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    email: Option<String>,
    #[serde(default)]
    email_verified: serde_json::Value,
    name: Option<String>,
    picture: Option<String>,
    exp: i64,
}

impl Google {
    pub fn new(outbound: outbound::Client, settings: &Settings) -> Self {
        let (client_id, jwks_url) = (settings.google_client_id.clone(), settings.google_jwks_url.clone());
        Self { outbound, client_id, jwks_url, keys: Mutex::default() }
    }

    /// Whom the token is about. 501 where no client id is configured, 401 where the token does not hold.
    pub async fn identity(&self, id_token: &str, now: Time) -> Result<GoogleIdentity, Error> {
        let client_id = self.client_id.as_deref();
        let client_id =
            client_id.ok_or(Error::NotConfigured("Google sign-in is not configured on this server".into()))?;
        let header = jsonwebtoken::decode_header(id_token).map_err(|_| refused())?;
        let key_id = header.kid.filter(|_| header.alg == Algorithm::RS256).ok_or_else(refused)?;
        let key = self.key(&key_id, now).await?;
        let claims =
            jsonwebtoken::decode::<Claims>(id_token, &key, &validation(client_id)).map_err(|_| refused())?.claims;
        let is_verified = claims.email_verified == true || claims.email_verified == "true";
        let email = claims.email.filter(|_| is_verified && claims.exp.saturating_add(LEEWAY) > now.seconds());
        let email = email.ok_or_else(refused)?;
        let name = claims.name.filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or("").to_owned());
        let picture = claims.picture.filter(|address| address.starts_with("https://"));
        Ok(GoogleIdentity { sub: claims.sub, email, name, picture })
    }

    /// The key of that name; fetched when it is unknown or the known ones are old.
    async fn key(&self, id: &str, now: Time) -> Result<DecodingKey, Error> {
        let mut keys = self.keys.lock().await;
        let age = |keys: &Keys| Duration::from_micros(now.0.saturating_sub(keys.fetched_at.0).unsigned_abs());
        let is_enough = keys.as_ref().is_some_and(|known| {
            let wait = if known.set.find(id).is_some() { KEYS_KEPT } else { FETCH_PAUSE };
            age(known) < wait
        });
        if !is_enough {
            let set = self.fetch().await?;
            *keys = Some(Keys { set: set.into(), fetched_at: now });
        }
        let jwk = keys.as_ref().and_then(|known| known.set.find(id)).ok_or_else(refused)?;
        DecodingKey::from_jwk(jwk).map_err(|_| refused())
    }

    async fn fetch(&self) -> Result<JwkSet, Error> {
        let request = self.outbound.get(&self.jwks_url).timeout(FETCH_LIMIT).limit(LARGEST_KEYS);
        let set = match request.send().await {
            Ok(answer) if answer.status().is_success() => answer.json().await.map_err(|error| error.to_string()),
            Ok(answer) => Err(format!("it answers {}", answer.status())),
            Err(error) => Err(error.to_string()),
        };
        set.map_err(|why| {
            tracing::warn!(why, url = self.jwks_url, "Google's keys could not be fetched");
            Error::Busy
        })
    }
}

fn validation(client_id: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[client_id]);
    validation.set_issuer(&["accounts.google.com", "https://accounts.google.com"]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // Against the clock that was passed in, by the caller.
    validation.validate_exp = false;
    validation
}

fn refused() -> Error {
    Error::Unauthorized("Invalid Google token".into())
}
