//! Conversations over HTTP: the user's document (contract section 1) and what an agent does with one (section 3).
//! Knows the wire, not the rules.

mod input;
mod list;
pub(crate) mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::conversations::Done;
use model::{AnyId, Status, Time};
use serde::Serialize;
use store::messages::Stretch;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody};
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error, messages};
use input::{Assignment, ConversationChange, NewConversation};

pub use list::Pages;

/// Messages that come with a conversation (decision D17).
const WITH: i64 = 200;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create))
        .routes(routes!(find, change))
        .routes(routes!(resolve))
        .routes(routes!(close))
        .routes(routes!(assign))
        .routes(routes!(read))
}

/// Start a conversation
#[utoipa::path(post, path = "/api/v1/conversations", tag = "Conversations", request_body = NewConversation,
    responses((status = 201, description = "The conversation", body = wire::Conversation),
        (status = 400, description = "Invalid business, channel or customer; the customer has an open conversation")))]
async fn create(State(app): State<App>, member: Member, Body(new): Body<NewConversation>) -> Result<Response, Error> {
    if !new.business_id.names(member.business.key) {
        return Err(desk::Error::from(desk::Refusal::OtherBusiness).into());
    }
    let who = member.member.clone();
    let (made, said) = app.write(move |tx| desk::conversations::start(tx, &who, new.wanted())).await?;
    Ok((StatusCode::CREATED, axum::Json(wire::Conversation::with(&made, &said, app.shown()))).into_response())
}

/// One conversation with its newest 200 messages
///
/// Fewer where these take more than 4 MiB of text. `Link: rel="prev"` leads to the older ones.
#[utoipa::path(get, path = "/api/v1/conversations/{id}", tag = "Conversations", params(("id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The conversation", body = wire::Conversation)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Response, Error> {
    let reach = member.reach;
    let (found, page) = app
        .read(move |c| -> store::Result<_> {
            let found = store::conversations::find(c, &reach, id)?;
            let page = store::messages::list(c, &reach, found.key, Stretch::Newest, WITH)?;
            Ok((found, page))
        })
        .await?;
    let oldest = page.messages.first().filter(|_| page.more);
    let neighbours: Vec<_> = oldest.map(|oldest| messages::Neighbour::Before(oldest.key.uuid)).into_iter().collect();
    let headers = messages::link(&app.settings.public_url, found.key.uuid, None, &neighbours);
    Ok((headers, axum::Json(wire::Conversation::with(&found, &page.messages, app.shown()))).into_response())
}

/// Change status, assignee, priority, subject, tags, or put it aside until later
#[utoipa::path(patch, path = "/api/v1/conversations/{id}", tag = "Conversations", params(("id" = AnyId, Path, description = "UUID or integer")),
    request_body = ConversationChange,
    responses((status = 200, description = "The conversation as it is now, without its messages", body = wire::Conversation),
        (status = 400, description = "The assignee is not an active member; the customer has another open conversation")))]
async fn change(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), change): PathBody<Id, ConversationChange>,
) -> Result<Response, Error> {
    let who = member.member.clone();
    let changed = app.write(move |tx| desk::conversations::change(tx, &who, id, change.wanted())).await?;
    Ok(axum::Json(wire::Conversation::new(&changed)).into_response())
}

/// When it was resolved.
#[derive(Serialize, ToSchema)]
struct Resolved {
    #[schema(value_type = String, format = DateTime)]
    resolved_at: Time,
}

/// When it was closed.
#[derive(Serialize, ToSchema)]
struct Closed {
    #[schema(value_type = String, format = DateTime)]
    closed_at: Time,
}

/// It was so already.
#[derive(Serialize, ToSchema)]
struct Already {
    detail: &'static str,
}

fn already(status: Status) -> Already {
    Already { detail: if status == Status::Closed { "Already closed" } else { "Already resolved" } }
}

/// One or the other.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Resolution {
    Resolved(Resolved),
    Already(Already),
}

/// One or the other.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Closure {
    Closed(Closed),
    Already(Already),
}

/// Mark as resolved
///
/// A closed conversation stays closed.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/resolve", tag = "Conversations", params(("id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "When; or that it was so already", body = Resolution)))]
async fn resolve(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
) -> Result<axum::Json<Resolution>, Error> {
    let who = member.member.clone();
    let done = app.write(move |tx| desk::conversations::resolve(tx, &who, id)).await?;
    Ok(axum::Json(match done {
        Done::Now(resolved_at) => Resolution::Resolved(Resolved { resolved_at }),
        Done::Already(status) => Resolution::Already(already(status)),
    }))
}

/// Take out of the active inbox
#[utoipa::path(put, path = "/api/v1/conversations/{id}/close", tag = "Conversations", params(("id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "When; or that it was so already", body = Closure)))]
async fn close(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<axum::Json<Closure>, Error> {
    let who = member.member.clone();
    let done = app.write(move |tx| desk::conversations::close(tx, &who, id)).await?;
    Ok(axum::Json(match done {
        Done::Now(closed_at) => Closure::Closed(Closed { closed_at }),
        Done::Already(status) => Closure::Already(already(status)),
    }))
}

/// To whom it is assigned.
#[derive(Serialize, ToSchema)]
struct Assigned {
    assignee_id: Option<uuid::Uuid>,
}

/// Assign to a teammate
///
/// Owners and admins assign anyone; an agent may take an unassigned conversation or give up its own.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/assign/{agent_id}", tag = "Conversations",
    params(("id" = AnyId, Path, description = "UUID or integer"),
        ("agent_id" = AnyId, Path, description = "A user id or a membership id, UUID or integer")),
    responses((status = 200, description = "The assignee", body = Assigned),
        (status = 400, description = "Not an active member")))]
async fn assign(
    State(app): State<App>,
    member: Member,
    Path(input): Path<Assignment>,
) -> Result<axum::Json<Assigned>, Error> {
    let who = member.member.clone();
    let assigned = app.write(move |tx| desk::conversations::assign(tx, &who, input.conversation, input.agent)).await?;
    Ok(axum::Json(Assigned { assignee_id: assigned.assignee.map(|key| key.uuid) }))
}

/// When it was read.
#[derive(Serialize, ToSchema)]
struct Read {
    #[schema(value_type = String, format = DateTime)]
    read_at: Time,
}

/// Mark the customer's messages as read
#[utoipa::path(post, path = "/api/v1/conversations/{id}/read", tag = "Conversations", params(("id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "When", body = Read)))]
async fn read(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<axum::Json<Read>, Error> {
    let who = member.member.clone();
    let read_at = app.write(move |tx| desk::marks::read(tx, &who, id)).await?;
    Ok(axum::Json(Read { read_at }))
}
