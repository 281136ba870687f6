//! What a visitor may read of their own conversation: on joining it by a socket, and over HTTP where there is none.
//! Notes and what the thread tells of itself stay among agents.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use live::{Caller, Visitor, Who};
use model::{AnyId, Conversation, Status};
use serde::Serialize;
use serde_json::{Value, json};
use store::messages::Stretch;
use store::{Conn, Reach};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::client::Client;
use crate::extract::PathQuery;
use crate::fields::{Fields, Id, Input};
use crate::sockets::payload::LiveMessage;
use crate::sockets::{acts, admit};
use crate::{App, Error};

/// Messages that are read at once.
const PAGE: i64 = 50;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A visitor's own conversation.
#[derive(Serialize, ToSchema)]
pub(crate) struct VisitorConversation {
    conversation_id: i64,
    conversation_uuid: Uuid,
    #[schema(value_type = String)]
    pub status: Status,
    /// Oldest first.
    #[schema(value_type = Vec<LiveMessage<'static>>)]
    pub messages: Value,
    /// To be sent as `since` the next time.
    up_to: i64,
    /// To be sent along from now on.
    pub visitor_token: String,
}

/// Which messages.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct HistoryQuery {
    /// The `up_to` of an earlier answer: only what followed. Without it the newest messages.
    #[param(minimum = 0, maximum = 9_223_372_036_854_775_807_i64)]
    since: Option<i64>,
    /// The conversation, if it is not the one that is going on.
    conversation_id: Option<AnyId>,
}

impl Input for HistoryQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            since: fields.int("since", 0, i64::MAX).optional(),
            conversation_id: fields.id("conversation_id").optional(),
        }
    }
}

/// A visitor's own conversation
///
/// For pages without sockets: up to 50 messages, the newest, or the next ones after `since`. The visitor token is the
/// Bearer token.
#[utoipa::path(get, path = "/api/v1/widget/{widget_id}/messages", tag = "Widget", security(("visitor" = [])),
    params(("widget_id" = AnyId, Path, description = "UUID or integer"), HistoryQuery,
        ("Origin" = Option<String>, Header, description = "The page's origin, which browsers send: must be of the widget's domain")),
    responses((status = 200, description = "The conversation", body = VisitorConversation),
        (status = 401, description = "No visitor token, or none of this business's", body = crate::openapi::Detail),
        (status = 403, description = "The page is not of the widget's domain", body = crate::openapi::Detail)))]
async fn list(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    PathQuery(Id(id), query): PathQuery<Id, HistoryQuery>,
) -> Result<Json<VisitorConversation>, Error> {
    let token = bearer(&headers)?;
    let caller = Caller { address: client.address, origin: app.own.foreign(&headers), line: None };
    let asked = app.clone();
    let found = app.read(move |c| {
        let guest = admit::by_token(c, &asked, id, &caller, &token)?;
        let conversation = acts::place(c, &guest, query.conversation_id)?;
        match &guest.who {
            Who::Visitor(visitor) => read(c, &asked, &conversation, visitor, query.since),
            Who::Agent(_) => Err(desk::Refusal::NotAllowed.into()),
        }
    });
    found.await.map(Json)
}

fn bearer(headers: &HeaderMap) -> Result<String, Error> {
    let text = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = text.and_then(|text| text.trim().split_once(' ')).ok_or_else(Error::unauthorized)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim().to_owned()) } else { Err(Error::unauthorized()) }
}

/// The messages of a conversation that is the visitor's: those after a number, or the newest.
pub(crate) fn read(
    c: &mut Conn,
    app: &App,
    of: &Conversation,
    visitor: &Visitor,
    since: Option<i64>,
) -> Result<VisitorConversation, Error> {
    let reach = Reach::system(of.business);
    let customer = visitor.customer().ok_or_else(Error::unauthorized)?;
    let stretch = since.map_or(Stretch::Newest, Stretch::After);
    let page = store::messages::list_texts(c, &reach, of.key, stretch, PAGE)?;
    let numbers: Vec<i64> = page.messages.iter().map(|message| message.key.number).collect();
    let mut said = store::messages::find_many(c, &reach, &numbers)?;
    said.sort_by_key(|(message, _)| message.key.number);
    let writers: Vec<i64> = said.iter().filter_map(|(message, _)| message.sender).map(|key| key.number).collect();
    let names: HashMap<i64, String> = store::users::names(c, &writers)?.into_iter().collect();
    let told: Vec<LiveMessage<'_>> = said
        .iter()
        .map(|(message, origin)| {
            let name = message.sender.and_then(|key| names.get(&key.number)).map(String::as_str);
            LiveMessage::new(message, name, origin.as_deref(), app.shown())
        })
        .collect();
    Ok(VisitorConversation {
        conversation_id: of.key.number,
        conversation_uuid: of.key.uuid,
        status: of.status,
        messages: json!(told),
        up_to: numbers.last().copied().or(since).unwrap_or(0),
        visitor_token: app.visitors.make(customer.uuid, of.business.uuid, c.now()),
    })
}
