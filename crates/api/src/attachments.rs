//! Files over HTTP: uploading one, for agents and for visitors, and reading it by its signed address (decision D21).
//! Knows the wire; what may be kept is `files`', what may happen with it the desk's.

pub(crate) mod form;
pub(crate) mod link;
mod range;
mod serve;
mod take;
pub(crate) mod wire;

use std::time::Instant;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use desk::Refusal;
use model::AnyId;
use store::Reach;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::client::Client;
use crate::extract::{self, Path};
use crate::fields::Id;
use crate::member::{self, Member};
use crate::{App, Error};
use take::Who;

/// Agents' uploads. The body's limit is held while it is read, by [`form`].
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload)).layer(DefaultBodyLimit::disable())
}

/// Visitors' uploads.
pub fn public_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload_as_visitor)).layer(DefaultBodyLimit::disable())
}

/// The files themselves. Not described: their addresses are read from messages, never made.
pub fn file_routes() -> axum::Router<App> {
    axum::Router::new().route("/files/{id}", get(serve::file)).route("/files/{id}/thumbnail", get(serve::thumbnail))
}

/// A file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the body, which is read as it arrives")]
struct UploadForm {
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// A visitor's file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the body, which is read as it arrives")]
struct VisitorUploadForm {
    /// From an earlier answer, if there was one; before the file.
    #[schema(max_length = 2_000)]
    visitor_token: Option<String>,
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Upload a file for a message
///
/// One file of at most 25 MiB (`upload_limit`), to be named in `attachments` of a message to this conversation. What is
/// not sent within a day is deleted. Its kind is told from its content; programs, web pages and SVG are refused.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/upload", tag = "Conversations",
    params(("id" = AnyId, Path, description = "UUID or integer")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The file", body = wire::Attachment),
        (status = 413, description = "Larger than the limit", body = crate::openapi::Detail),
        (status = 415, description = "A kind of file that is refused", body = crate::openapi::Detail)))]
async fn upload(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
    request: Request,
) -> Result<Response, Error> {
    app.limits.upload_by_account(member.member.user.uuid, form::announced(&request, app.settings.upload_limit))?;
    let reach = member.reach;
    let found = app.read(move |c| store::conversations::find(c, &reach, id)).await;
    let conversation = found.map_err(Error::missing("Conversation"))?.key;
    let who = Who::Member { user: member.member.user, conversation };
    let (bearer, started) = (member::bearer(&app, request.headers()).ok(), Instant::now());
    let attachment = take::take(&app, reach, who, request).await?;
    extract::still_signed_in(&app, bearer, started).await?;
    answer(&app, &attachment)
}

/// Upload a file as a visitor
///
/// As for agents. The answer's `id` and `url` go into `attachments` of the message; the address proves that the upload
/// was theirs.
#[utoipa::path(post, path = "/api/v1/widget/{widget_id}/upload", tag = "Widget", security(()),
    params(("widget_id" = AnyId, Path, description = "UUID or integer"),
        ("Origin" = Option<String>, Header, description = "The page's origin, which browsers send: must be of the widget's domain")),
    request_body(content = VisitorUploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The file", body = wire::Attachment),
        (status = 403, description = "The page is not of the widget's domain", body = crate::openapi::Detail),
        (status = 413, description = "Larger than the limit", body = crate::openapi::Detail),
        (status = 415, description = "A kind of file that is refused", body = crate::openapi::Detail)))]
async fn upload_as_visitor(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Path(Id(id)): Path<Id>,
    request: Request,
) -> Result<Response, Error> {
    app.limits.visitor(client.address)?;
    app.limits.upload_by_address(client.address, form::announced(&request, app.settings.upload_limit))?;
    let origin = app.own.foreign(&headers);
    let reach = app.read(move |c| {
        let widget = store::widgets::find_public(c, id).map_err(Error::missing("Widget"))?;
        if !desk::widgets::serves(&widget, origin.as_deref()) {
            return Err(Refusal::WrongDomain.into());
        }
        let reach = Reach::of_widget(&widget);
        let channel = store::conversations::ends::active_channel(c, &reach, AnyId::Number(widget.channel_id))?;
        if channel.is_some() { Ok(reach) } else { Err(Error::from(Refusal::WidgetOff)) }
    });
    let reach = reach.await?;
    answer(&app, &take::take(&app, reach, Who::Visitor, request).await?)
}

fn answer(app: &App, attachment: &model::Attachment) -> Result<Response, Error> {
    Ok((StatusCode::CREATED, axum::Json(wire::Attachment::new(attachment, app.shown()))).into_response())
}

impl From<files::Error> for Error {
    fn from(error: files::Error) -> Self {
        match error {
            files::Error::TooLarge(limit) => Self::TooLarge(usize::try_from(limit).unwrap_or(usize::MAX)),
            files::Error::Empty => form::at_file("The file is empty"),
            files::Error::Refused(sentence) => Self::UnsupportedMedia(sentence.into()),
            files::Error::Missing => Self::not_found("File"),
            files::Error::Full => Self::NoRoom,
            files::Error::Broken(text) => Self::Broken(text),
        }
    }
}
