//! Imports and the export over HTTP: files come in as a form, a site by its address; a job does the work.
//! Knows the wire; what may happen is the desk's, what a file says is `documents`'.

mod export;
mod take;
mod wire;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use desk::imports::Wanted;
use model::{AnyId, ArticleState, Role};
use outbound::Schemes;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::attachments::form;
use crate::extract::{Body, Path, PathQuery};
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error, page};
pub use export::file as article_file;
use wire::{ImportBody, ItemBody, ItemsQuery, NewSite};

pub fn routes() -> OpenApiRouter<App> {
    let upload = OpenApiRouter::new().routes(routes!(list, create)).layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .merge(upload)
        .routes(routes!(create_of_site))
        .routes(routes!(find))
        .routes(routes!(items))
        .routes(routes!(cancel))
        .merge(export::routes())
}

const LEADS: &[Role] = &[Role::Owner, Role::Admin];
/// Imports that are shown.
const SHOWN: i64 = 50;

/// Files, and what their articles are to be.
#[derive(ToSchema)]
#[schema(as = ImportForm)]
#[expect(dead_code, reason = "it describes the body, which is read as it arrives")]
struct Form {
    /// Before the files; `published` where it is left out.
    #[schema(nullable = false)]
    state: Option<ArticleState>,
    /// As many fields of this name as there are files, up to 100.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// The newest imports
#[utoipa::path(get, path = "/api/v1/kb/imports", tag = "Knowledge base",
    responses((status = 200, description = "The imports", body = Vec<ImportBody>)))]
async fn list(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    member.must_be(LEADS)?;
    let found = app.read(move |c| store::imports::list(c, &member.reach, SHOWN)).await?;
    page::whole(&headers, &found.into_iter().map(ImportBody::new).collect::<Vec<_>>())
}

/// Import files
///
/// Markdown, HTML, text, PDF, tables of questions and answers (CSV), and ZIP archives of them, each of at most 25 MiB
/// (`upload_limit`). A job makes articles of them; what was imported under the same name before is brought up to date.
#[utoipa::path(post, path = "/api/v1/kb/imports", tag = "Knowledge base",
    request_body(content = Form, content_type = "multipart/form-data"),
    responses((status = 201, description = "The import", body = ImportBody),
        (status = 400, description = "Too many are under way", body = crate::openapi::Detail),
        (status = 413, description = "Larger than the limit", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    member: Member,
    request: Request,
) -> Result<(StatusCode, Json<ImportBody>), Error> {
    member.must_be(LEADS)?;
    app.limits.upload_by_account(member.member.user.uuid, form::announced(&request, app.settings.upload_limit))?;
    let (files, articles) = take::take(&app, request).await?;
    let wanted = Wanted::Files(files);
    begin(&app, member, wanted, articles).await
}

async fn begin(
    app: &App,
    member: Member,
    wanted: Wanted,
    articles: ArticleState,
) -> Result<(StatusCode, Json<ImportBody>), Error> {
    let by = member.member;
    let begun = app.write(move |tx| desk::imports::begin(tx, &by, &wanted, articles).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(ImportBody::new(begun))))
}

/// Import a site
///
/// The page, what it links to below its folder, and what the site's sitemap lists; or the pages of a sitemap. As its
/// robots.txt allows, two pages a second at most, up to 500 of them.
#[utoipa::path(post, path = "/api/v1/kb/imports/site", tag = "Knowledge base", request_body = NewSite,
    responses((status = 201, description = "The import", body = ImportBody),
        (status = 400, description = "The address can't be called, or too many are under way", body = crate::openapi::Detail)))]
async fn create_of_site(
    State(app): State<App>,
    member: Member,
    Body(new): Body<NewSite>,
) -> Result<(StatusCode, Json<ImportBody>), Error> {
    member.must_be(LEADS)?;
    let refused = |why: String| Error::bad(format!("This address can't be called: {why}"));
    let url = documents::crawl::address(&new.url, None).ok_or_else(|| refused("it is not a web address".into()))?;
    app.outbound.check(url.as_str(), Schemes::HttpsOrHttp).map_err(|error| refused(error.to_string()))?;
    begin(&app, member, Wanted::Site(url.into()), new.state.unwrap_or(ArticleState::Published)).await
}

/// One import
#[utoipa::path(get, path = "/api/v1/kb/imports/{import_id}", tag = "Knowledge base",
    params(("import_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The import", body = ImportBody)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<ImportBody>, Error> {
    member.must_be(LEADS)?;
    let found = app.read(move |c| store::imports::find(c, &member.reach, id)).await;
    Ok(Json(ImportBody::new(found.map_err(Error::missing("Import"))?)))
}

/// What became of an import's files or pages
///
/// In the order in which they were found.
#[utoipa::path(get, path = "/api/v1/kb/imports/{import_id}/items", tag = "Knowledge base",
    params(("import_id" = AnyId, Path, description = "UUID or integer"), ItemsQuery),
    responses((status = 200, description = "The files or pages", body = Vec<ItemBody>)))]
async fn items(
    State(app): State<App>,
    member: Member,
    PathQuery(Id(id), query): PathQuery<Id, ItemsQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    member.must_be(LEADS)?;
    let reach = member.reach;
    let found = app.read(move |c| {
        let import = store::imports::find(c, &reach, id)?;
        store::imports::items(c, &reach, import.key, query.state, query.from, query.limit)
    });
    let found = found.await.map_err(Error::missing("Import"))?;
    page::whole(&headers, &found.into_iter().map(ItemBody::new).collect::<Vec<_>>())
}

/// Cancel an import
///
/// What it has made stays.
#[utoipa::path(post, path = "/api/v1/kb/imports/{import_id}/cancel", tag = "Knowledge base",
    params(("import_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The import", body = ImportBody),
        (status = 400, description = "It is over already", body = crate::openapi::Detail)))]
async fn cancel(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<ImportBody>, Error> {
    let cancelled = app
        .write(move |tx| {
            desk::imports::cancel(tx, &member.member, id).map_err(|error| match error {
                desk::Error::Store(error) => Error::missing("Import")(error),
                refused @ desk::Error::Refused(_) => refused.into(),
            })
        })
        .await?;
    Ok(Json(ImportBody::new(cancelled)))
}
