//! The knowledge base over HTTP (contract section 6): articles, their versions, and the search in them.
//! Knows the wire, not the rules.

mod input;
pub(crate) mod search;
pub(crate) mod wire;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::AnyId;
use store::articles::Start;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody};
use crate::fields::Id;
use crate::member::{Bearer, Member};
use crate::page::{self, Around, Cursor};
use crate::{App, Error, extract};
use input::{ArticleChange, ListQuery, NewArticle, VersionPath};
use wire::{ArticleBody, Deleted, VersionBody, VersionText};

const PATH: &str = "/api/v1/kb/articles";

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, change, delete))
        .routes(routes!(reindex))
        .routes(routes!(versions))
        .routes(routes!(version))
        .routes(routes!(restore))
        .routes(routes!(categories))
        .merge(search::routes())
}

/// List articles
///
/// The newest first. `Link` carries cursors that stay in place while articles come.
#[utoipa::path(get, path = "/api/v1/kb/articles", tag = "Knowledge base", params(ListQuery),
    responses(
        (status = 200, description = "The articles", body = Vec<ArticleBody>,
            headers(("Link" = String, description = "`first`, `prev`, `next` (RFC 8288)")))))]
async fn list(
    State(app): State<App>,
    bearer: Bearer,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let query = query.unwrap_or_default();
    let input = extract::read_query::<ListQuery>(&query);
    let own = app.clone();
    app.read(move |c| {
        let member = bearer.member(c)?;
        let input = input.as_ref().map_err(Clone::clone)?;
        let etag = page::etag(own.boot, &member.business);
        if page::is_current(&headers, &etag) {
            return Ok(page::not_changed(&etag));
        }
        let found = store::articles::list(c, &member.reach, &input.filter(), input.start(), input.limit)?;
        let mut headers = page::headers(&own.settings.public_url, PATH, &query, &around(input.start(), &found));
        headers.extend(page::version(&etag));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = found.articles.into_iter().map(ArticleBody::new).collect::<Vec<_>>();
        let body = serde_json::to_vec(&body).map_err(|error| Error::Broken(error.to_string()))?;
        Ok((headers, body).into_response())
    })
    .await
}

fn around(start: Start, found: &store::articles::Page) -> Around {
    let cursor = |one: &model::Article, is_before| Cursor { is_before, sort: 0, id: one.key.number };
    let (has_prev, has_next) = match start {
        Start::Offset(skipped) => (skipped > 0, found.more),
        Start::After(_) => (true, found.more),
        Start::Before(_) => (found.more, true),
    };
    Around {
        next: found.articles.last().filter(|_| has_next).map(|one| cursor(one, false)),
        prev: found.articles.first().filter(|_| has_prev).map(|one| cursor(one, true)),
        total: None,
    }
}

/// Write an article
///
/// Published unless it is made a draft. It is indexed right after; `index_state` tells how far that is.
#[utoipa::path(post, path = "/api/v1/kb/articles", tag = "Knowledge base", request_body = NewArticle,
    responses((status = 201, description = "The article", body = ArticleBody),
        (status = 400, description = "Another article has the slug", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    member: Member,
    Body(new): Body<NewArticle>,
) -> Result<(StatusCode, Json<ArticleBody>), Error> {
    let made = app
        .write(move |tx| {
            let (text, slug) = new.wanted();
            desk::articles::create(tx, &member.member, text, slug).map_err(Error::from)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(ArticleBody::new(made))))
}

/// One article
#[utoipa::path(get, path = "/api/v1/kb/articles/{article_id}", tag = "Knowledge base",
    params(("article_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The article", body = ArticleBody)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<ArticleBody>, Error> {
    let found = app.read(move |c| store::articles::find(c, &member.reach, id)).await;
    Ok(Json(ArticleBody::new(found.map_err(Error::missing("Article"))?)))
}

/// Change an article
///
/// What is left out stays. What it said before is kept as a version. With `version`, nobody else's change is overwritten.
#[utoipa::path(put, path = "/api/v1/kb/articles/{article_id}", tag = "Knowledge base", request_body = ArticleChange,
    params(("article_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The article", body = ArticleBody),
        (status = 400, description = "Another article has the slug", body = crate::openapi::Detail),
        (status = 409, description = "It is at another version", body = crate::openapi::Detail)))]
async fn change(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), change): PathBody<Id, ArticleChange>,
) -> Result<Json<ArticleBody>, Error> {
    let changed =
        app.write(move |tx| desk::articles::change(tx, &member.member, id, change.wanted()).map_err(missing)).await?;
    Ok(Json(ArticleBody::new(changed)))
}

/// Delete an article
///
/// With its versions. Nothing finds it from this moment on.
#[utoipa::path(delete, path = "/api/v1/kb/articles/{article_id}", tag = "Knowledge base",
    params(("article_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "It is gone", body = Deleted)))]
async fn delete(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<Deleted>, Error> {
    app.write(move |tx| desk::articles::delete(tx, &member.member, id).map_err(missing)).await?;
    Ok(Json(Deleted { message: "Article deleted" }))
}

/// Index an article again
///
/// For one that could not be indexed.
#[utoipa::path(post, path = "/api/v1/kb/articles/{article_id}/index", tag = "Knowledge base",
    params(("article_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The article", body = ArticleBody)))]
async fn reindex(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<ArticleBody>, Error> {
    let article = app.write(move |tx| desk::articles::reindex(tx, &member.member, id).map_err(missing)).await?;
    Ok(Json(ArticleBody::new(article)))
}

/// What an article said before
///
/// The newest 100, newest first, without their content.
#[utoipa::path(get, path = "/api/v1/kb/articles/{article_id}/versions", tag = "Knowledge base",
    params(("article_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The versions", body = Vec<VersionBody>)))]
async fn versions(
    State(app): State<App>,
    member: Member,
    Path(Id(id)): Path<Id>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let reach = member.reach;
    let found = app.read(move |c| {
        let article = store::articles::find(c, &reach, id)?;
        store::articles::versions(c, &reach, article.key)
    });
    let found = found.await.map_err(Error::missing("Article"))?;
    page::whole(&headers, &found.into_iter().map(VersionBody::new).collect::<Vec<_>>())
}

/// One version of an article
#[utoipa::path(get, path = "/api/v1/kb/articles/{article_id}/versions/{version}", tag = "Knowledge base",
    params(("article_id" = AnyId, Path, description = "UUID or integer"),
        ("version" = i64, Path, minimum = 1, maximum = 9_223_372_036_854_775_807_i64, description = "Its number")),
    responses((status = 200, description = "The version", body = VersionText)))]
async fn version(
    State(app): State<App>,
    member: Member,
    Path(path): Path<VersionPath>,
) -> Result<Json<VersionText>, Error> {
    let reach = member.reach;
    let found = app.read(move |c| {
        let article = store::articles::find(c, &reach, path.article)?;
        store::articles::find_version(c, &reach, article.key, path.version)
    });
    Ok(Json(VersionText::new(found.await.map_err(Error::missing("Version"))?)))
}

/// Go back to a version
///
/// It becomes the newest one. Whether the article is published stays as it is.
#[utoipa::path(post, path = "/api/v1/kb/articles/{article_id}/versions/{version}/restore", tag = "Knowledge base",
    params(("article_id" = AnyId, Path, description = "UUID or integer"),
        ("version" = i64, Path, minimum = 1, maximum = 9_223_372_036_854_775_807_i64, description = "Its number")),
    responses((status = 200, description = "The article", body = ArticleBody)))]
async fn restore(
    State(app): State<App>,
    member: Member,
    Path(path): Path<VersionPath>,
) -> Result<Json<ArticleBody>, Error> {
    let VersionPath { article, version } = path;
    let restored =
        app.write(move |tx| desk::articles::restore(tx, &member.member, article, version).map_err(missing)).await?;
    Ok(Json(ArticleBody::new(restored)))
}

/// The categories that articles stand under
///
/// In order of the alphabet.
#[utoipa::path(get, path = "/api/v1/kb/categories", tag = "Knowledge base",
    responses((status = 200, description = "The categories", body = Vec<String>)))]
async fn categories(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    let found = app.read(move |c| store::articles::categories(c, &member.reach)).await?;
    page::whole(&headers, &found)
}

fn missing(error: desk::Error) -> Error {
    match error {
        desk::Error::Store(error) => Error::missing("Article")(error),
        refused @ desk::Error::Refused(_) => refused.into(),
    }
}
