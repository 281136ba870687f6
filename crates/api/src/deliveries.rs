//! What providers have posted to a channel, for its owner: the newest, each with its bytes, read again when asked.
//! Knows the wire; how a delivery is read is the channels'.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::delivery::{Delivery, DeliveryState};
use model::{AnyId, Job, Role, Time};
use serde::Serialize;
use store::Reach;
use store::engine::Conn;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::{Path, PathQuery};
use crate::fields::{Fields, Id, Input};
use crate::member::Member;
use crate::{App, Error, page};

/// Characters of a delivery that are shown.
const SHOWN: usize = 100_000;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(find)).routes(routes!(replay))
}

/// One thing that a provider has posted.
#[derive(Serialize, ToSchema)]
pub struct ChannelDelivery {
    pub id: Uuid,
    pub channel_id: Uuid,
    /// `failed`: something in it could not be read or stored.
    pub state: DeliveryState,
    /// What went wrong.
    pub error: Option<String>,
    #[schema(example = "application/json")]
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Time,
    /// The integer id.
    pub number: i64,
}

impl From<Delivery> for ChannelDelivery {
    fn from(of: Delivery) -> Self {
        Self {
            id: of.key.uuid,
            channel_id: of.channel.uuid,
            state: of.state,
            error: of.error,
            content_type: of.content_type,
            size: of.size,
            received_at: of.received_at,
            number: of.key.number,
        }
    }
}

/// A delivery and what stands in it.
#[derive(Serialize, ToSchema)]
pub struct WholeDelivery {
    #[serde(flatten)]
    pub delivery: ChannelDelivery,
    /// As it was posted; what is no text in it is replaced, and very long ones are cut.
    pub body: String,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    #[param(required = false, minimum = 1, maximum = 200, default = 50)]
    limit: i64,
}

impl Input for ListQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { limit: fields.int("limit", 1, 200).or(50) }
    }
}

/// A delivery of a channel.
struct OfChannel {
    channel: AnyId,
    delivery: AnyId,
}

impl Input for OfChannel {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { channel: fields.id("channel_id").required(), delivery: fields.id("delivery_id").required() }
    }
}

impl OfChannel {
    /// Without its bytes, which may be many.
    fn find(&self, c: &mut Conn, reach: &Reach) -> store::Result<Delivery> {
        let channel = store::channels::find(c, reach, self.channel)?;
        let delivery = store::deliveries::find_about(c, reach, self.delivery)?;
        if delivery.channel == channel.key { Ok(delivery) } else { Err(store::Error::NotFound) }
    }
}

/// What was posted to a channel
///
/// Newest first; kept for a week.
#[utoipa::path(get, path = "/api/v1/channels/{channel_id}/deliveries", tag = "Channels",
    params(("channel_id" = AnyId, Path, description = "UUID or integer"), ListQuery),
    responses((status = 200, description = "The deliveries", body = Vec<ChannelDelivery>)))]
async fn list(
    State(app): State<App>,
    member: Member,
    PathQuery(Id(id), query): PathQuery<Id, ListQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    member.must_be(&[Role::Owner])?;
    let reach = member.reach;
    let found = app.read(move |c| {
        let channel = store::channels::find(c, &reach, id)?;
        store::deliveries::list(c, &reach, Some(channel.key), query.limit)
    });
    page::whole(&headers, &found.await?.into_iter().map(ChannelDelivery::from).collect::<Vec<_>>())
}

/// One delivery with what stands in it
#[utoipa::path(get, path = "/api/v1/channels/{channel_id}/deliveries/{delivery_id}", tag = "Channels",
    params(("channel_id" = AnyId, Path, description = "UUID or integer"),
        ("delivery_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The delivery", body = WholeDelivery)))]
async fn find(State(app): State<App>, member: Member, Path(of): Path<OfChannel>) -> Result<Json<WholeDelivery>, Error> {
    member.must_be(&[Role::Owner])?;
    let reach = member.reach;
    let found = app.read(move |c| {
        let about = of.find(c, &reach)?;
        store::deliveries::find(c, &reach, about.key.into())
    });
    let (delivery, body) = found.await?;
    let body = String::from_utf8_lossy(&body).chars().take(SHOWN).collect();
    Ok(Json(WholeDelivery { delivery: delivery.into(), body }))
}

/// Read a delivery again
///
/// What was taken in before changes nothing. It happens at once, by a job: read the delivery to see what became of it.
#[utoipa::path(post, path = "/api/v1/channels/{channel_id}/deliveries/{delivery_id}/replay", tag = "Channels",
    params(("channel_id" = AnyId, Path, description = "UUID or integer"),
        ("delivery_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 202, description = "The delivery, about to be read", body = ChannelDelivery)))]
async fn replay(
    State(app): State<App>,
    member: Member,
    Path(of): Path<OfChannel>,
) -> Result<(StatusCode, Json<ChannelDelivery>), Error> {
    member.must_be(&[Role::Owner])?;
    let reach = member.reach;
    let delivery = app
        .write(move |tx| -> Result<_, Error> {
            let delivery = of.find(tx, &reach)?;
            let (key, now) = (format!("read:{}", delivery.key.number), tx.now());
            tx.enqueue_once(Some(&reach), &Job::ReadDelivery { delivery: delivery.key }, now, Some(&key))?;
            Ok(delivery)
        })
        .await?;
    Ok((StatusCode::ACCEPTED, Json(delivery.into())))
}
