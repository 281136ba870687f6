//! What a widget finds for a visitor before they write: articles of a public help centre, the newest or by their words.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use desk::Refusal;
use model::{AnyId, Article, ArticleState, Passage};
use serde::Serialize;
use store::Reach;
use store::articles::{Filter, Start};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::pages;
use crate::articles::search;
use crate::client::Client;
use crate::extract::PathQuery;
use crate::fields::{Fields, Id, Input};
use crate::{App, Error, page};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(articles))
}

/// What a visitor looks for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct ArticlesQuery {
    /// Left out, the newest articles are given.
    #[param(min_length = 1, max_length = 500)]
    q: Option<String>,
    #[param(required = false, minimum = 1, maximum = 10, default = 5)]
    limit: i64,
}

impl Input for ArticlesQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { q: fields.text("q", 1, 500).optional(), limit: fields.int("limit", 1, 10).or(5) }
    }
}

/// An article for a visitor to read.
#[derive(Serialize, ToSchema)]
struct ArticleLink {
    title: String,
    /// The beginning of the passage that fits best, or of the article.
    excerpt: String,
    /// Its page in the help centre.
    url: String,
    language: Option<String>,
}

/// Search the articles as a visitor
///
/// The published ones, the best first; nothing where the help centre is not public.
#[utoipa::path(get, path = "/api/v1/widget/{widget_id}/articles", tag = "Widget", security(()),
    params(("widget_id" = AnyId, Path, description = "UUID or integer"), ArticlesQuery,
        ("Origin" = Option<String>, Header, description = "The page's origin, which browsers send: must be of the widget's domain")),
    responses((status = 200, description = "The articles", body = Vec<ArticleLink>),
        (status = 403, description = "The page is not of the widget's domain", body = crate::openapi::Detail)))]
async fn articles(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    PathQuery(Id(id), query): PathQuery<Id, ArticlesQuery>,
) -> Result<Response, Error> {
    app.limits.search(client.address)?;
    let origin = app.own.foreign(&headers);
    let public_url = app.settings.public_url.clone();
    let found = app.read(move |c| {
        let widget = store::widgets::find_public(c, id).map_err(Error::missing("Widget"))?;
        if !desk::widgets::serves(&widget, origin.as_deref()) {
            return Err(Refusal::WrongDomain.into());
        }
        let reach = Reach::of_widget(&widget);
        let centre = store::help_centres::find(c, &reach)?.filter(|centre| centre.is_public);
        let Some(centre) = centre else { return Ok(Vec::new()) };
        let url = |slug: &str| format!("{public_url}{}", pages::article_path(&centre, slug));
        let links = match &query.q {
            Some(words) => fitting(search::find(c, &reach, words, query.limit)?, url),
            None => newest(store::articles::list(c, &reach, &PUBLISHED, Start::Offset(0), query.limit)?.articles, url),
        };
        Ok::<_, Error>(links)
    });
    page::whole(&headers, &found.await?)
}

const PUBLISHED: Filter =
    Filter { state: Some(ArticleState::Published), index_state: None, category: None, tag: None, title: None };

fn fitting(passages: Vec<Passage>, url: impl Fn(&str) -> String) -> Vec<ArticleLink> {
    let link = |one: Passage| ArticleLink {
        url: url(&one.slug),
        excerpt: pages::excerpt(&one.text),
        title: one.title,
        language: one.language,
    };
    passages.into_iter().map(link).collect()
}

fn newest(articles: Vec<Article>, url: impl Fn(&str) -> String) -> Vec<ArticleLink> {
    let link = |one: Article| ArticleLink {
        url: url(&one.slug),
        excerpt: pages::beginning(&one.text.content),
        title: one.text.title,
        language: one.text.language,
    };
    articles.into_iter().map(link).collect()
}
