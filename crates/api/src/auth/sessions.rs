//! A user's sessions: see them, end them (decisions D14, D15).
//! Only ever one's own.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::AnyId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::wire::{Done, SessionBody};
use crate::error::Error;
use crate::extract::Path;
use crate::fields::Id;
use crate::member::Caller;
use crate::{App, page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(logout)).routes(routes!(list_sessions)).routes(routes!(end_session))
}

/// Sign out
///
/// This token stops working at once.
#[utoipa::path(post, path = "/api/v1/auth/logout", tag = "Auth",
    responses((status = 200, description = "Signed out", body = Done)))]
async fn logout(State(app): State<App>, caller: Caller) -> Result<Json<Done>, Error> {
    let session = AnyId::Uuid(caller.session);
    app.write(move |tx| store::sessions::delete(tx, caller.user.key, session).map_err(Error::from)).await?;
    Ok(Json(Done { message: "Signed out" }))
}

/// Where one is signed in, newest first
#[utoipa::path(get, path = "/api/v1/auth/sessions", tag = "Auth",
    responses((status = 200, description = "The caller's sessions", body = [SessionBody])))]
async fn list_sessions(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Response, Error> {
    let user = caller.user.key;
    let sessions = app.read(move |c| store::sessions::list(c, user).map_err(Error::from)).await?;
    let bodies = sessions.into_iter().map(|session| SessionBody {
        id: session.key.uuid,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        expires_at: session.expires_at,
        address: session.address,
        user_agent: session.agent,
        is_current: session.key.uuid == caller.session,
        number: session.key.number,
    });
    page::whole(&headers, &bodies.collect::<Vec<_>>())
}

/// Sign out somewhere else
#[utoipa::path(delete, path = "/api/v1/auth/sessions/{session_id}", tag = "Auth",
    params(("session_id" = AnyId, Path, description = "The session's id, in either form")),
    responses((status = 200, description = "The session has ended", body = Done)))]
async fn end_session(State(app): State<App>, caller: Caller, Path(Id(id)): Path<Id>) -> Result<Json<Done>, Error> {
    app.write(move |tx| store::sessions::delete(tx, caller.user.key, id)).await.map_err(Error::missing("Session"))?;
    Ok(Json(Done { message: "The session has ended" }))
}
