//! Access tokens for mailboxes: asked for when they are needed, kept in memory while they are good.
//! Must not know what they are shown to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use channels::email::oauth::{self, Oauth};
use channels::sending;
use tokio::time::Instant;

use crate::Provider;
use crate::provider::NoAnswer;

/// A token that ends sooner is not begun with.
const MARGIN: Duration = Duration::from_secs(60);
/// More are not kept at once.
const MOST: usize = 10_000;

/// The tokens of this process. Clones share them.
#[derive(Clone, Default)]
pub struct Tokens {
    known: Arc<Mutex<HashMap<Oauth, (String, Instant)>>>,
}

impl Tokens {
    /// One that is good for a while.
    pub(crate) async fn find(&self, provider: &Provider, oauth: &Oauth) -> Result<String, sending::Error> {
        if let Some((token, until)) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(oauth)
            && *until > Instant::now() + MARGIN
        {
            return Ok(token.clone());
        }
        let answer = provider.ask(&oauth.request()).await.map_err(|error| {
            let (NoAnswer::NotSent(reason) | NoAnswer::Lost(reason)) = error;
            let reason = format!("The provider of access tokens can't be reached: {reason}");
            sending::Error::Later { reason, after: Duration::ZERO }
        })?;
        let found = oauth::token(&answer)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (_, until)| *until > Instant::now());
        }
        known.insert(oauth.clone(), (found.token.clone(), Instant::now() + found.life));
        Ok(found.token)
    }

    /// A server does not want the token: the next one is asked for anew.
    pub(crate) fn forget(&self, oauth: &Oauth) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(oauth);
    }
}
