//! A visitor's message over HTTP: the twin of the socket event `client_message` (decisions D33, D37).
//! Public. The page's origin, the rate and the visitor token are looked at here; what may happen is the desk's.

pub(crate) mod history;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::Refusal;
use desk::receive::Entrance;
use model::customer::Profile;
use model::inbound::{From, Hints, Inbound, Received, Thread};
use model::{AnyId, Customer, Key, Widget};
use serde::Serialize;
use store::{Conn, Reach, Tx};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::attachments::wire::{self as files, Uploaded};
use crate::client::Client;
use crate::extract::PathBody;
use crate::fields::{Fields, Id, Input};
use crate::identity::{self, Claim, Proof};
use crate::{App, Error};

/// Characters of one message.
const MOST_CHARACTERS: usize = 20_000;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).merge(history::routes())
}

/// What a visitor wrote.
#[derive(ToSchema)]
pub(crate) struct VisitorMessage {
    /// Not blank, unless there are attachments.
    #[schema(max_length = 20_000)]
    content: String,
    /// Files that were uploaded for it, each with the address that its upload was answered with.
    #[schema(required = false, value_type = Option<Vec<Uploaded>>, max_items = 10)]
    attachments: Vec<Uploaded>,
    /// The visitor's own conversation, if they know it.
    conversation_id: Option<AnyId>,
    /// The page's own name for this message: the same one twice makes one message. A UUID also lets a first message,
    /// sent again before its answer arrived, find the same visitor.
    #[schema(min_length = 1, max_length = 64)]
    client_id: Option<String>,
    customer: Option<VisitorProfile>,
    /// Needed with an `external_id` once the widget has an identity secret.
    identity: Option<Proof>,
    /// From an earlier answer; without it the visitor is new.
    #[schema(min_length = 1, max_length = 2_000)]
    visitor_token: Option<String>,
}

/// What the visitor says of themself.
#[derive(ToSchema)]
pub(crate) struct VisitorProfile {
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: Option<String>,
    #[schema(format = Email, max_length = 254)]
    email: Option<String>,
    #[schema(min_length = 1, max_length = 32, pattern = r"\S")]
    phone: Option<String>,
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    pub(crate) external_id: Option<String>,
}

impl VisitorProfile {
    pub(crate) fn read_out(&self) -> Profile {
        Profile {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            external_id: self.external_id.clone(),
        }
    }
}

impl Input for VisitorProfile {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 1, 200).not_blank().optional(),
            email: fields.text("email", 1, 254).email().optional(),
            phone: fields.text("phone", 1, 32).not_blank().optional(),
            external_id: fields.text("external_id", 1, 200).not_blank().optional(),
        }
    }
}

impl Input for VisitorMessage {
    fn read(fields: &mut Fields<'_>) -> Self {
        let attachments = files::read(fields);
        Self {
            content: files::content(fields, MOST_CHARACTERS, &attachments),
            attachments,
            conversation_id: fields.id("conversation_id").optional(),
            client_id: fields.text("client_id", 1, 64).optional(),
            customer: fields.object("customer"),
            identity: fields.object("identity"),
            visitor_token: fields.text("visitor_token", 1, 2_000).optional(),
        }
    }
}

/// Where the message went.
#[derive(Serialize, ToSchema)]
pub(crate) struct Accepted {
    ok: bool,
    conversation_id: i64,
    message_id: i64,
    /// To be sent along from now on.
    visitor_token: String,
    conversation_uuid: Uuid,
    message_uuid: Uuid,
}

impl Accepted {
    pub(crate) fn new(app: &App, widget: &Widget, received: &Received) -> Self {
        Self {
            ok: true,
            conversation_id: received.message.conversation.number,
            message_id: received.message.key.number,
            visitor_token: app.visitors.make(received.customer.uuid, widget.business.uuid, app.now()),
            conversation_uuid: received.message.conversation.uuid,
            message_uuid: received.message.key.uuid,
        }
    }
}

/// A visitor's message
///
/// Opens the conversation if the visitor has none on this widget's channel that is not closed.
#[utoipa::path(post, path = "/api/v1/widget/{widget_id}/messages", tag = "Widget", security(()),
    params(("widget_id" = AnyId, Path, description = "UUID or integer"),
        ("Origin" = Option<String>, Header, description = "The page's origin, which browsers send: must be of the widget's domain")),
    request_body = VisitorMessage,
    responses((status = 201, description = "The message was written", body = Accepted),
        (status = 200, description = "The message had been written before", body = Accepted),
        (status = 403, description = "The page is not of the widget's domain", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    PathBody(Id(id), new): PathBody<Id, VisitorMessage>,
) -> Result<Response, Error> {
    app.limits.visitor(client.address)?;
    let origin = app.own.foreign(&headers);
    let asked = app.clone();
    let (widget, received) = app.write(move |tx| accept(tx, &asked, id, origin.as_deref(), &new, None)).await?;
    let status = if received.is_repeat { StatusCode::OK } else { StatusCode::CREATED };
    let accepted = Accepted::new(&app, &widget, &received);
    Ok((status, axum::Json(accepted)).into_response())
}

/// Takes the message in. `known` is who the visitor is where that has been proved before; else their token says it.
pub(crate) fn accept(
    tx: &mut Tx<'_>,
    app: &App,
    id: AnyId,
    origin: Option<&str>,
    new: &VisitorMessage,
    known: Option<Key>,
) -> Result<(Widget, Received), Error> {
    let widget = store::widgets::find_public(tx, id)?;
    if !desk::widgets::serves(&widget, origin) {
        return Err(Refusal::WrongDomain.into());
    }
    let reach = Reach::of_widget(&widget);
    let (channel, kind) = store::conversations::ends::active_channel(tx, &reach, AnyId::Number(widget.channel_id))?
        .ok_or(Refusal::WidgetOff)?;
    let before = match known {
        Some(customer) => Some(store::customers::find(tx, &reach, customer.into())?),
        None => visitor(tx, app, &reach, new)?,
    };
    let from = sender(tx, &widget, before, new)?;
    if let Some(conversation) = new.conversation_id {
        own(tx, &reach, from.customer(), conversation)?;
    }
    let inbound = Inbound {
        from,
        content: new.content.clone(),
        attachments: uploaded(app, &new.attachments)?,
        media: Vec::new(),
        client_id: new.client_id.clone(),
        provider_id: None,
        answers: None,
        thread: Thread::One,
        hints: Hints::default(),
        mail: None,
        original: None,
    };
    let received = desk::receive(tx, &reach, Entrance { channel, kind, delivery: None }, inbound)?;
    Ok((widget, received))
}

/// The files that a message names: whoever has the address of one may send it on.
fn uploaded(app: &App, named: &[Uploaded]) -> Result<Vec<Uuid>, Error> {
    let now = app.now();
    let is_theirs = |one: &&Uploaded| one.url.as_ref().is_some_and(|url| app.links.is_of(one.id, url, now));
    let theirs: Vec<Uuid> = named.iter().filter(is_theirs).map(|one| one.id).collect();
    if theirs.len() == named.len() { Ok(theirs) } else { Err(Error::not_found("Attachment")) }
}

/// The customer that the visitor token names.
fn visitor(tx: &mut Tx<'_>, app: &App, reach: &Reach, new: &VisitorMessage) -> Result<Option<Customer>, Error> {
    let Some(token) = &new.visitor_token else {
        return Ok(None);
    };
    match known(tx, app, reach, token)? {
        // The token may be from before a proof that we have taken, and whose answer was lost.
        None if new.identity.is_none() => Err(Refusal::WrongVisitor.into()),
        found => Ok(found),
    }
}

/// The customer that a visitor token of the business names. One from before they proved who they are names nobody: on a
/// computer that is shared, somebody else may have kept it.
pub(crate) fn known(c: &mut Conn, app: &App, reach: &Reach, token: &str) -> store::Result<Option<Customer>> {
    let Some(named) = app.visitors.read(token, reach.business().uuid, app.now()) else { return Ok(None) };
    match store::customers::find(c, reach, AnyId::Uuid(named.customer)) {
        Ok(customer) if customer.verified_at.is_some_and(|at| named.since.seconds() < at.seconds()) => Ok(None),
        Ok(customer) => Ok(Some(customer)),
        Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A conversation that a visitor names must be theirs.
fn own(tx: &mut Tx<'_>, reach: &Reach, visitor: Option<Key>, conversation: AnyId) -> Result<(), Error> {
    let found = store::conversations::find(tx, reach, conversation)?;
    let theirs = visitor.is_some() && found.customer.map(|customer| customer.key) == visitor;
    if theirs { Ok(()) } else { Err(store::Error::NotFound.into()) }
}

/// `before` is whom the visitor's token names.
fn sender(tx: &mut Tx<'_>, widget: &Widget, before: Option<Customer>, new: &VisitorMessage) -> Result<From, Error> {
    let said = new.customer.as_ref();
    let claim = Claim { proof: new.identity.as_ref(), profile: said, before: before.as_ref() };
    let secret = new.client_id.as_deref().and_then(|id| Uuid::try_parse(id).ok());
    if let Some(profile) = identity::proven(tx, widget, claim)? {
        let id = profile.external_id.clone().unwrap_or_default();
        let customer = desk::customers::proven(tx, &Reach::of_widget(widget), &id, before)?.map(|found| found.key);
        return Ok(From::Proven { customer, profile, secret });
    }
    let profile = said.map(VisitorProfile::read_out).unwrap_or_default();
    Ok(match before {
        Some(customer) => From::Known { customer: customer.key, profile },
        None => From::New { profile, secret },
    })
}
