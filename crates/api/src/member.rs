//! Who asks? The token's session, its user, and the business in which they are an active member.
//! Extractors: [`Bearer`] only reads the token, [`Caller`] is anybody signed in, [`Member`] has a business.

mod known;

use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use model::{Business, Role, User};
use store::{Conn, Reach, sessions};
use uuid::Uuid;

use crate::App;
use crate::error::Error;
use crate::token::Token;

pub(crate) use known::{Known, Moment};

/// Between two notes that a session was used.
const NOTE_EVERY: Duration = Duration::from_secs(5 * 60);

/// A token with a good signature. Whether its session lives shows [`Bearer::caller`], in the handler's own read:
/// one trip to the database less than [`Member`], for calls that are made very often.
#[derive(Clone, Copy, Debug)]
pub struct Bearer(Token);

/// Anybody who is signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    pub session: Uuid,
    pub user: User,
    /// Where they work, if they do.
    pub place: Option<(model::Member, Business)>,
}

/// A signed-in, active member of a business.
#[derive(Clone, Debug)]
pub struct Member {
    pub session: Uuid,
    pub user: User,
    pub member: model::Member,
    /// With the `seq` of its newest event.
    pub business: Business,
    pub reach: Reach,
}

impl Bearer {
    pub(crate) fn session(&self) -> Uuid {
        self.0.session
    }

    /// Who it is; 401 where the session has ended.
    pub fn caller(&self, c: &mut Conn) -> Result<Caller, Error> {
        let Token { user, session } = self.0;
        let found = sessions::authenticate(c, session, user)?.ok_or_else(Error::unauthorized)?;
        Ok(Caller { session, user: found.user, place: found.place })
    }

    /// Who it is; 401 where the session has ended, 400 where they belong to no business.
    pub fn member(&self, c: &mut Conn) -> Result<Member, Error> {
        self.caller(c)?.member()
    }
}

impl Caller {
    pub fn member(self) -> Result<Member, Error> {
        let (member, business) = self.place.ok_or_else(|| Error::from(desk::Refusal::NoBusiness))?;
        let reach = Reach::of(&member);
        Ok(Member { session: self.session, user: self.user, member, business, reach })
    }
}

impl Member {
    /// 403 unless the caller's role is one of these.
    pub fn must_be(&self, roles: &[Role]) -> Result<(), Error> {
        if roles.contains(&self.member.role) { Ok(()) } else { Err(desk::Refusal::NotAllowed.into()) }
    }
}

/// Reads the token of a request and counts it against its account's limit.
pub(crate) fn bearer(app: &App, headers: &HeaderMap) -> Result<Bearer, Error> {
    let header = headers.get(AUTHORIZATION).ok_or(Error::Unauthorized("Not authenticated".into()))?;
    let text = header.to_str().map_err(|_| Error::unauthorized())?;
    let (scheme, token) = text.trim().split_once(' ').ok_or_else(Error::unauthorized)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Error::Unauthorized("Not authenticated".into()));
    }
    of_token(app, token.trim())
}

/// Reads a token that came without a header, and counts it against its account's limit.
pub(crate) fn of_token(app: &App, token: &str) -> Result<Bearer, Error> {
    let token = app.tokens.read(token, app.now()).ok_or_else(Error::unauthorized)?;
    app.limits.account(token.user)?;
    note_use(app, token.session);
    Ok(Bearer(token))
}

/// Notes beside the request that a session is in use, every few minutes.
fn note_use(app: &App, session: Uuid) {
    let now = app.now();
    if app.seen.get(&session).is_some_and(|noted| noted.plus(NOTE_EVERY) > now) {
        return;
    }
    app.seen.insert(session, now);
    let app = app.clone();
    tokio::spawn(async move {
        let noted = app.db().write(move |tx| sessions::update_last_seen(tx, session)).await;
        if let Err(error) = noted {
            tracing::debug!(%error, "a session's use was not noted");
        }
    });
}

impl FromRequestParts<App> for Bearer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        bearer(app, &parts.headers)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let bearer = bearer(app, &parts.headers)?;
        app.read(move |c| bearer.caller(c)).await
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let bearer = bearer(app, &parts.headers)?;
        app.read(move |c| bearer.member(c)).await
    }
}
