//! Messages of a conversation over HTTP: the thread, page by page, and an agent's reply or note.
//! Knows the wire, not the rules.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::reply::Draft;
use model::AnyId;
use model::mail::Mailbox;
use model::message::MessageKind;
use store::messages::Stretch;
use store::{Conn, Reach};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::attachments::wire::{self as files, Uploaded};
use crate::conversations::wire;
use crate::extract::{Path, PathBody, PathQuery};
use crate::fields::{Fields, Id, Input};
use crate::mails::wire::{Recipient, recipients};
use crate::member::Member;
use crate::templates::{self, Chosen};
use crate::{App, Error, page};

/// Characters of one message.
pub const MOST_CHARACTERS: usize = 100_000;

model::words! {
    /// What an agent writes: to the customer, or among agents.
    DraftKind {
        Text = "text",
        Note = "note",
    }
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(send_again))
}

/// Which stretch of the thread.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// A message: those before it.
    before: Option<AnyId>,
    /// A message: those after it. `before` overrides it.
    after: Option<AnyId>,
    #[param(required = false, minimum = 1, maximum = 200, default = 50)]
    limit: i64,
}

impl Input for ListQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            before: fields.id("before").optional(),
            after: fields.id("after").optional(),
            limit: fields.int("limit", 1, 200).or(50),
        }
    }
}

/// A neighbouring stretch of the thread.
#[derive(Clone, Copy)]
pub enum Neighbour {
    /// What comes before this message.
    Before(Uuid),
    /// What comes after it.
    After(Uuid),
}

/// The `Link` header to neighbouring stretches of a conversation's messages.
pub fn link(public_url: &str, conversation: Uuid, limit: Option<i64>, neighbours: &[Neighbour]) -> HeaderMap {
    let base = public_url.trim_end_matches('/');
    let limit = limit.map(|limit| format!("&limit={limit}")).unwrap_or_default();
    let links: Vec<String> = neighbours
        .iter()
        .map(|neighbour| {
            let (side, message, rel) = match neighbour {
                Neighbour::Before(message) => ("before", message, "prev"),
                Neighbour::After(message) => ("after", message, "next"),
            };
            format!("<{base}/api/v1/conversations/{conversation}/messages?{side}={message}{limit}>; rel=\"{rel}\"")
        })
        .collect();
    let mut headers = HeaderMap::new();
    if let Some(value) = HeaderValue::try_from(links.join(", ")).ok().filter(|_| !links.is_empty()) {
        headers.insert(header::LINK, value);
    }
    headers
}

/// Messages of a conversation, oldest first
///
/// Without `before` or `after`: the newest ones. A page ends early where its texts would take more than 4 MiB, but never
/// before its first message: only `Link` tells whether there are more. `rel="prev"` leads to older, `rel="next"` to newer
/// ones.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/messages", tag = "Conversations",
    params(("id" = AnyId, Path, description = "UUID or integer"), ListQuery),
    responses((status = 200, description = "The messages", body = Vec<wire::Message>,
        headers(("Link" = String, description = "`prev`, `next` (RFC 8288)")))))]
async fn list(
    State(app): State<App>,
    member: Member,
    asked: HeaderMap,
    PathQuery(Id(id), query): PathQuery<Id, ListQuery>,
) -> Result<Response, Error> {
    let reach = member.reach;
    let limit = query.limit;
    let etag = page::etag_with_links(app.boot, &member.business, app.now());
    let is_current = page::is_current(&asked, &etag);
    let found = app
        .read(move |c| -> store::Result<_> {
            let conversation = store::conversations::find(c, &reach, id)?;
            let mut number = |id| {
                let message = store::messages::find(c, &reach, id)?;
                let is_here = message.conversation == conversation.key;
                is_here.then_some(message.key.number).ok_or(store::Error::NotFound)
            };
            let stretch = match (query.before, query.after) {
                (Some(id), _) => Stretch::Before(number(id)?),
                (None, Some(id)) => Stretch::After(number(id)?),
                (None, None) => Stretch::Newest,
            };
            if is_current {
                return Ok(None);
            }
            let page = store::messages::list(c, &reach, conversation.key, stretch, limit)?;
            Ok(Some((conversation, page, stretch)))
        })
        .await?;
    let Some((conversation, page, stretch)) = found else {
        return Ok(page::not_changed(&etag));
    };
    let neighbours = neighbours(stretch, &page);
    let mut headers = link(&app.settings.public_url, conversation.key.uuid, Some(limit), &neighbours);
    headers.extend(page::version(&etag));
    let wired: Vec<_> = page.messages.iter().map(|message| wire::Message::new(message, app.shown())).collect();
    Ok((headers, axum::Json(wired)).into_response())
}

/// The stretches on either side of a page, where there are any.
fn neighbours(stretch: Stretch, page: &store::messages::Page) -> Vec<Neighbour> {
    let (has_older, has_newer) = match stretch {
        Stretch::Newest => (page.more, false),
        Stretch::Before(_) => (page.more, true),
        Stretch::After(_) => (true, page.more),
    };
    let (first, last) = (page.messages.first(), page.messages.last());
    let older = first.filter(|_| has_older).map(|first| Neighbour::Before(first.key.uuid));
    let newer = last.filter(|_| has_newer).map(|last| Neighbour::After(last.key.uuid));
    older.into_iter().chain(newer).collect()
}

/// A reply or a note.
#[derive(ToSchema)]
pub(crate) struct NewMessage {
    /// Not blank, unless there are attachments.
    #[schema(max_length = 100_000)]
    content: String,
    /// Files that were uploaded to this conversation and not sent yet.
    #[schema(required = false, value_type = Option<Vec<Uploaded>>, max_items = 10)]
    attachments: Vec<Uploaded>,
    /// `note` stays among agents.
    #[schema(default = "text")]
    kind: Option<DraftKind>,
    /// A message of the same conversation.
    in_reply_to: Option<AnyId>,
    /// An approved message of the channel's, in place of `content`.
    #[schema(required = false)]
    template: Option<Chosen>,
    /// Who gets a mail beside the customer.
    #[schema(required = false, value_type = Option<Vec<Recipient>>, max_items = 20)]
    cc: Vec<Recipient>,
    /// Likewise, unseen by the others.
    #[schema(required = false, value_type = Option<Vec<Recipient>>, max_items = 20)]
    bcc: Vec<Recipient>,
    /// Theo's draft of this conversation that it was made of.
    theo_answer_id: Option<AnyId>,
}

impl Input for NewMessage {
    fn read(fields: &mut Fields<'_>) -> Self {
        let attachments = files::read(fields);
        let template = fields.object("template");
        let content = match template {
            Some(_) => fields.text("content", 0, MOST_CHARACTERS).optional().unwrap_or_default(),
            None => files::content(fields, MOST_CHARACTERS, &attachments),
        };
        Self {
            content,
            attachments,
            template,
            kind: fields.word("kind").optional(),
            in_reply_to: fields.id("in_reply_to").optional(),
            cc: recipients(fields, "cc"),
            bcc: recipients(fields, "bcc"),
            theo_answer_id: fields.id("theo_answer_id").optional(),
        }
    }
}

impl NewMessage {
    /// What is to be written into a conversation.
    pub(crate) fn draft(&self, c: &mut Conn, reach: &Reach, conversation: AnyId) -> Result<Draft, Error> {
        let draft = self.own_words();
        let Some(chosen) = &self.template else { return Ok(draft) };
        if !draft.content.trim().is_empty() {
            return Err(desk::Refusal::TemplateAlone.into());
        }
        let filled = templates::fill(c, reach, conversation, chosen)?;
        Ok(Draft { content: filled.content, template: Some(filled.payload), ..draft })
    }

    fn own_words(&self) -> Draft {
        Draft {
            kind: match self.kind {
                Some(DraftKind::Note) => MessageKind::Note,
                Some(DraftKind::Text) | None => MessageKind::Text,
            },
            in_reply_to: self.in_reply_to,
            attachments: self.attachments.iter().map(|one| one.id).collect(),
            client_id: None,
            template: None,
            cc: self.cc.iter().map(Mailbox::from).collect(),
            bcc: self.bcc.iter().map(Mailbox::from).collect(),
            content: self.content.clone(),
            theo_answer: self.theo_answer_id,
            sources: Vec::new(),
        }
    }
}

/// Reply to the customer, or leave a note among agents
///
/// A reply to a resolved or closed conversation reopens it; the first one is its first response.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/messages", tag = "Conversations",
    params(("id" = AnyId, Path, description = "UUID or integer")), request_body = NewMessage,
    responses((status = 201, description = "The message", body = wire::Message),
        (status = 400, description = "The customer has a newer conversation on this channel that is not closed")))]
async fn create(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), new): PathBody<Id, NewMessage>,
) -> Result<Response, Error> {
    let who = member.member;
    let message = app
        .write(move |tx| -> Result<_, Error> {
            let draft = new.draft(tx, &Reach::of(&who), id)?;
            Ok(desk::reply(tx, &who, id, draft)?)
        })
        .await?;
    Ok((StatusCode::CREATED, axum::Json(wire::Message::new(&message, app.shown()))).into_response())
}

/// A message of a conversation.
struct OfConversation {
    conversation: AnyId,
    message: AnyId,
}

impl Input for OfConversation {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { conversation: fields.id("id").required(), message: fields.id("message_id").required() }
    }
}

/// Send a message again
///
/// Of one that failed, or of which nobody knows whether it arrived (`unknown`).
#[utoipa::path(post, path = "/api/v1/conversations/{id}/messages/{message_id}/send", tag = "Conversations",
    params(("id" = AnyId, Path, description = "UUID or integer"), ("message_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The message, on its way", body = wire::Message),
        (status = 400, description = "It did go out")))]
async fn send_again(State(app): State<App>, member: Member, Path(of): Path<OfConversation>) -> Result<Response, Error> {
    let who = member.member;
    let (conversation, message) = (of.conversation, of.message);
    let message = app.write(move |tx| desk::sending::send_again(tx, &who, conversation, message)).await?;
    Ok(axum::Json(wire::Message::new(&message, app.shown())).into_response())
}
