//! Identity verification of a widget over HTTP: its secret is made, told once, and taken away.
//! Knows nothing of how a proof is checked.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use model::widget::Identity;
use model::{AnyId, Time};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Path;
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find, make, end))
}

/// Whether visitors of a widget have to prove who they are.
#[derive(Serialize, ToSchema)]
pub(super) struct IdentityState {
    is_required: bool,
    /// Of the secret.
    #[schema(value_type = Option<String>, format = DateTime)]
    made_at: Option<Time>,
    /// Until when the secret before this one is good too.
    #[schema(value_type = Option<String>, format = DateTime)]
    previous_until: Option<Time>,
}

impl IdentityState {
    fn new(of: Option<&Identity>, now: Time) -> Self {
        let until = of.and_then(|identity| identity.previous.as_ref()).map(|(_, until)| *until);
        Self {
            is_required: of.is_some(),
            made_at: of.map(|identity| identity.made_at),
            previous_until: until.filter(|until| *until > now),
        }
    }
}

/// A widget's secret, told this once.
#[derive(Serialize, ToSchema)]
pub(super) struct IdentitySecret {
    /// The key of HMAC-SHA256 and of JWTs (HS256), as it stands here.
    #[schema(min_length = 64, max_length = 64)]
    secret: String,
    #[serde(flatten)]
    state: IdentityState,
}

/// Whether a widget's visitors must prove who they are
///
/// For owners. The secret itself is never told again.
#[utoipa::path(get, path = "/api/v1/widget/{widget_id}/identity", tag = "Widget",
    params(("widget_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The state", body = IdentityState)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<IdentityState>, Error> {
    let found = app.read(move |c| desk::identity::state(c, &member.member, id).map_err(Error::from)).await?;
    Ok(Json(IdentityState::new(found.as_ref(), app.now())))
}

/// Make a widget's identity secret
///
/// From then on nobody's word is taken for who they are: a visitor with an `external_id` needs a hash or a JWT. Made
/// again, the one before stays good for 24 hours.
#[utoipa::path(post, path = "/api/v1/widget/{widget_id}/identity", tag = "Widget",
    params(("widget_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 201, description = "The secret", body = IdentitySecret)))]
async fn make(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
) -> Result<(StatusCode, Json<IdentitySecret>), Error> {
    let made = app.write(move |tx| desk::identity::make(tx, &member.member, id).map_err(Error::from)).await?;
    let state = IdentityState::new(Some(&made), app.now());
    Ok((StatusCode::CREATED, Json(IdentitySecret { secret: made.secret, state })))
}

/// Switch identity verification off
#[utoipa::path(delete, path = "/api/v1/widget/{widget_id}/identity", tag = "Widget",
    params(("widget_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "It is off", body = IdentityState)))]
async fn end(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<IdentityState>, Error> {
    app.write(move |tx| desk::identity::end(tx, &member.member, id).map_err(Error::from)).await?;
    Ok(Json(IdentityState::new(None, app.now())))
}
