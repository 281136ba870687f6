//! Widgets over HTTP (contract section 4): the owner designs them, pages read them.
//! Knows the wire; who may do what is the desk's.

mod identity;
mod wire;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::AnyId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody};
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error, page};
use wire::{Contact, NewWidget, PublicWidget, WidgetBody, WidgetChange};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(create)).routes(routes!(update)).merge(identity::routes())
}

/// What pages of a widget's domain read.
pub fn public_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find)).routes(routes!(contacts))
}

/// The business's widgets
#[utoipa::path(get, path = "/api/v1/widget", tag = "Widget",
    responses((status = 200, description = "The widgets, oldest first", body = Vec<WidgetBody>)))]
async fn list(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    let found = app.read(move |c| store::widgets::list(c, &member.reach)).await?;
    page::whole(&headers, &found.iter().map(WidgetBody::new).collect::<Vec<_>>())
}

/// Make a widget
///
/// One for each domain. Makes the business's widget channel if it has none.
#[utoipa::path(post, path = "/api/v1/widget/create", tag = "Widget", request_body = NewWidget,
    responses((status = 201, description = "The widget", body = WidgetBody),
        (status = 400, description = "There is one for this domain", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    member: Member,
    Body(new): Body<NewWidget>,
) -> Result<(StatusCode, Json<WidgetBody>), Error> {
    let made =
        app.write(move |tx| desk::widgets::create(tx, &member.member, new.wanted()).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(WidgetBody::new(&made))))
}

/// Change how a widget looks, or which pages it serves
///
/// What is left out stays.
#[utoipa::path(put, path = "/api/v1/widget/update/{widget_id}", tag = "Widget", request_body = WidgetChange,
    params(("widget_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The widget", body = WidgetBody),
        (status = 400, description = "There is another one for this domain", body = crate::openapi::Detail)))]
async fn update(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), change): PathBody<Id, WidgetChange>,
) -> Result<Json<WidgetBody>, Error> {
    let changed = app
        .write(move |tx| desk::widgets::update(tx, &member.member, id, change.wanted()).map_err(Error::from))
        .await?;
    Ok(Json(WidgetBody::new(&changed)))
}

/// How a widget looks
///
/// Public. Readable for pages of its domain and below it.
#[utoipa::path(get, path = "/api/v1/widget/{widget_id}", tag = "Widget", security(()),
    params(("widget_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The widget", body = PublicWidget)))]
async fn find(State(app): State<App>, Path(Id(id)): Path<Id>) -> Result<Json<PublicWidget>, Error> {
    let (found, is_online) = app
        .read(move |c| -> store::Result<_> {
            let widget = store::widgets::find_public(c, id)?;
            let is_online = store::members::is_anybody_live(c, &store::Reach::of_widget(&widget))?;
            Ok((widget, is_online))
        })
        .await?;
    Ok(Json(PublicWidget { widget: WidgetBody::new(&found), is_online }))
}

/// Other ways to reach the business
///
/// Public. Its active channels, each with a link where one is known.
#[utoipa::path(get, path = "/api/v1/widget/{widget_id}/channels", tag = "Widget", security(()),
    params(("widget_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The channels", body = Vec<Contact>)))]
async fn contacts(State(app): State<App>, headers: HeaderMap, Path(Id(id)): Path<Id>) -> Result<Response, Error> {
    let found = app
        .read(move |c| -> store::Result<_> {
            let widget = store::widgets::find_public(c, id)?;
            store::channels::list(c, &store::Reach::of_widget(&widget))
        })
        .await?;
    page::whole(&headers, &found.iter().filter(|channel| channel.is_active).map(Contact::new).collect::<Vec<_>>())
}
