//! The events of a business over HTTP: the same that sockets hear, in the same words and order (contract section 7).

use axum::Json;
use axum::extract::State;
use live::Guest;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Query;
use crate::fields::{Fields, Input};
use crate::member::Member;
use crate::sockets::render;
use crate::{App, Error};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which events.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Those after the one with this `seq`.
    #[param(required = false, minimum = 0, default = 0)]
    after: i64,
    #[param(required = false, minimum = 1, maximum = 200, default = 100)]
    limit: i64,
}

impl Input for ListQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { after: fields.int("after", 0, i64::MAX).or(0), limit: fields.int("limit", 1, 200).or(100) }
    }
}

/// Events, oldest first.
#[derive(Serialize, ToSchema)]
struct Events {
    events: Vec<Event>,
    /// To go on from as `after`. Not every number is an event that clients hear of.
    seq: i64,
    /// Whether there is more now.
    more: bool,
}

/// One event, as a socket hears it.
#[derive(Serialize, ToSchema)]
struct Event {
    seq: i64,
    #[schema(value_type = String, format = DateTime)]
    at: model::Time,
    #[schema(example = "new_message")]
    event: &'static str,
    /// The payload; `/api/asyncapi.json` describes it.
    #[schema(value_type = Object)]
    data: std::sync::Arc<RawValue>,
}

/// What has happened in the business
///
/// The events that an agent's socket hears, for programs without one.
#[utoipa::path(get, path = "/api/v1/events", tag = "Events", params(ListQuery),
    responses((status = 200, description = "The events after the given one", body = Events)))]
async fn list(State(app): State<App>, member: Member, Query(query): Query<ListQuery>) -> Result<Json<Events>, Error> {
    let business = member.business.key;
    let asked = app.clone();
    let page = app.read(move |c| render::up_to(c, asked.shown(), business, query.after, query.limit)).await?;
    let seq = page.told.last().map_or(query.after, |told| told.seq);
    let guest = Guest::agent(member.member, member.session);
    let heard = page.told.iter().filter_map(|told| {
        let (said, audience) = told.said.as_ref()?;
        let event = Event { seq: told.seq, at: told.at, event: said.name, data: said.data.clone() };
        guest.hears(audience).then_some(event)
    });
    Ok(Json(Events { events: heard.collect(), seq, more: page.is_full }))
}
