//! Webhook endpoints over HTTP: who is told what, and the log of it. A secret goes out once, when it is made.
//! Knows the wire; rules are the desk's.

mod wire;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::webhook::Tellings;
use model::{AnyId, Key, Role};
use outbound::Schemes;
use store::Conn;
use store::webhook_endpoints::NewEndpoint;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody, PathQuery};
use crate::fields::Id;
use crate::member::Member;
use crate::sockets::render;
use crate::{App, Error, page};
use wire::{Create, Deleted, DeliveriesQuery, DeliveryBody, EndpointBody, EndpointChange, EndpointSecret, ReplayPath};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, change, delete))
        .routes(routes!(rotate_secret))
        .routes(routes!(test))
        .routes(routes!(deliveries))
        .routes(routes!(replay))
}

/// Reads a stretch of a business's log as webhook endpoints are told it.
pub fn tellings(app: &App) -> impl Fn(&mut Conn, Key, i64, i64) -> store::Result<Tellings> + Send + Sync + use<> {
    let app = app.clone();
    move |c: &mut Conn, business, after, limit| render::tellings(c, app.shown(), business, after, limit)
}

const LEADS: &[Role] = &[Role::Owner, Role::Admin];

/// Who is told what happens
#[utoipa::path(get, path = "/api/v1/webhook-endpoints", tag = "Webhooks",
    responses((status = 200, description = "The endpoints, oldest first", body = Vec<EndpointBody>)))]
async fn list(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    member.must_be(LEADS)?;
    let reach = member.reach;
    let found = app.read(move |c| store::webhook_endpoints::list(c, &reach)).await?;
    let now = app.now();
    page::whole(&headers, &found.iter().map(|one| EndpointBody::new(one, now)).collect::<Vec<_>>())
}

/// Add an endpoint
///
/// It is told what happens from now on, signed by Standard Webhooks. The answer holds its secret, which is never told
/// again. Delivered at least once, in order within each conversation; what fails is tried for about a day.
#[utoipa::path(post, path = "/api/v1/webhook-endpoints", tag = "Webhooks", request_body = Create,
    responses((status = 201, description = "The endpoint with its secret", body = EndpointSecret),
        (status = 400, description = "The address can't be called, or there are too many", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    member: Member,
    Body(new): Body<Create>,
) -> Result<(StatusCode, Json<EndpointSecret>), Error> {
    member.must_be(LEADS)?;
    judge(&app, &new.url)?;
    let by = member.member;
    let wanted = NewEndpoint {
        url: new.url,
        description: new.description.unwrap_or_default(),
        events: new.events.unwrap_or_default(),
        include_notes: new.include_notes.unwrap_or_default(),
    };
    let (made, secret) =
        app.write(move |tx| desk::webhook_endpoints::create(tx, &by, &wanted).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(EndpointSecret { endpoint: EndpointBody::new(&made, app.now()), secret })))
}

/// Refuses what the guard would refuse by its text; names are judged by their addresses at each call.
fn judge(app: &App, url: &str) -> Result<(), Error> {
    let checked = app.outbound.check(url, Schemes::Https);
    checked.map(drop).map_err(|refused| Error::bad(format!("This address can't be called: {refused}")))
}

/// One endpoint
#[utoipa::path(get, path = "/api/v1/webhook-endpoints/{endpoint_id}", tag = "Webhooks",
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The endpoint", body = EndpointBody)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<EndpointBody>, Error> {
    member.must_be(LEADS)?;
    let reach = member.reach;
    let found = app.read(move |c| store::webhook_endpoints::find(c, &reach, id)).await?;
    Ok(Json(EndpointBody::new(&found, app.now())))
}

/// Change an endpoint, or switch it on or off
///
/// Switched off, it ends what waits for it; switched on, it is told what happens from then on.
#[utoipa::path(patch, path = "/api/v1/webhook-endpoints/{endpoint_id}", tag = "Webhooks", request_body = EndpointChange,
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The endpoint", body = EndpointBody),
        (status = 400, description = "The address can't be called", body = crate::openapi::Detail)))]
async fn change(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), change): PathBody<Id, EndpointChange>,
) -> Result<Json<EndpointBody>, Error> {
    member.must_be(LEADS)?;
    if let Some(url) = &change.url {
        judge(&app, url)?;
    }
    let (by, wanted) = (member.member, change.wanted());
    let changed =
        app.write(move |tx| desk::webhook_endpoints::change(tx, &by, id, wanted.clone()).map_err(Error::from)).await?;
    Ok(Json(EndpointBody::new(&changed, app.now())))
}

/// Remove an endpoint
///
/// What waits for it is not sent, and the log of its deliveries is gone.
#[utoipa::path(delete, path = "/api/v1/webhook-endpoints/{endpoint_id}", tag = "Webhooks",
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "It is gone", body = Deleted)))]
async fn delete(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<Deleted>, Error> {
    app.write(move |tx| desk::webhook_endpoints::delete(tx, &member.member, id).map_err(Error::from)).await?;
    Ok(Json(Deleted { message: "Webhook endpoint deleted" }))
}

/// Make another secret
///
/// For 24 hours the one before signs too: each request then carries two signatures.
#[utoipa::path(post, path = "/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret", tag = "Webhooks",
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The endpoint with its new secret", body = EndpointSecret)))]
async fn rotate_secret(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
) -> Result<Json<EndpointSecret>, Error> {
    let (changed, secret) = app
        .write(move |tx| desk::webhook_endpoints::rotate_secret(tx, &member.member, id).map_err(Error::from))
        .await?;
    Ok(Json(EndpointSecret { endpoint: EndpointBody::new(&changed, app.now()), secret }))
}

/// Send a test event
///
/// Its type is `test`. It is sent at once; the deliveries show what became of it.
#[utoipa::path(post, path = "/api/v1/webhook-endpoints/{endpoint_id}/test", tag = "Webhooks",
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 201, description = "The delivery", body = DeliveryBody),
        (status = 400, description = "The endpoint is switched off", body = crate::openapi::Detail)))]
async fn test(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
) -> Result<(StatusCode, Json<DeliveryBody>), Error> {
    let business = member.reach.business();
    let sent = app.write(move |tx| desk::webhook_endpoints::test(tx, &member.member, id).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(DeliveryBody::new(sent, business))))
}

/// What an endpoint was told, and what waits for it
///
/// Newest first. Kept for seven days, and at most a thousand beside those that wait.
#[utoipa::path(get, path = "/api/v1/webhook-endpoints/{endpoint_id}/deliveries", tag = "Webhooks",
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer"), DeliveriesQuery),
    responses((status = 200, description = "The deliveries", body = Vec<DeliveryBody>)))]
async fn deliveries(
    State(app): State<App>,
    member: Member,
    PathQuery(Id(id), query): PathQuery<Id, DeliveriesQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    member.must_be(LEADS)?;
    let reach = member.reach;
    let found = app
        .read(move |c| {
            let endpoint = store::webhook_endpoints::find(c, &reach, id)?;
            store::webhook_deliveries::list(c, &reach, endpoint.key, query.limit)
        })
        .await?;
    let shown: Vec<_> = found.into_iter().map(|one| DeliveryBody::new(one, reach.business())).collect();
    page::whole(&headers, &shown)
}

/// Tell an event again
///
/// At once, past what waits, under the `webhook-id` that it had.
#[utoipa::path(post, path = "/api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", tag = "Webhooks",
    params(("endpoint_id" = AnyId, Path, description = "UUID or integer"),
        ("delivery_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 201, description = "The new delivery", body = DeliveryBody),
        (status = 400, description = "The endpoint is off, the delivery waits or is a test", body = crate::openapi::Detail)))]
async fn replay(
    State(app): State<App>,
    member: Member,
    Path(path): Path<ReplayPath>,
) -> Result<(StatusCode, Json<DeliveryBody>), Error> {
    let business = member.reach.business();
    let ReplayPath { endpoint, delivery } = path;
    let sent = app
        .write(move |tx| desk::webhook_endpoints::replay(tx, &member.member, endpoint, delivery).map_err(Error::from))
        .await?;
    Ok((StatusCode::CREATED, Json(DeliveryBody::new(sent, business))))
}
