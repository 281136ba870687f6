//! The search in the knowledge base: each article once, with the passage of it that fits best.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::Passage;
use serde::Serialize;
use store::{Conn, Reach};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::Query;
use crate::fields::{Fields, Input};
use crate::member::Member;
use crate::{App, Error, page};

/// Passages that are looked at for each article that is wanted.
const PASSAGES: i64 = 4;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

/// What is looked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchQuery {
    /// A question, or a few words of it.
    #[param(min_length = 1, max_length = 500)]
    q: String,
    #[param(required = false, minimum = 1, maximum = 50, default = 10)]
    limit: i64,
}

impl Input for SearchQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { q: fields.text("q", 1, 500).required(), limit: fields.int("limit", 1, 50).or(10) }
    }
}

/// An article that was found.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleFound)]
struct FoundBody {
    /// The article.
    id: i64,
    uuid: Uuid,
    title: String,
    slug: String,
    language: Option<String>,
    /// The titles that the passage stands under, outermost first.
    headings: Vec<String>,
    /// The passage that fits best, as plain text.
    passage: String,
}

/// Search the articles
///
/// The published ones, by their words; the best first.
#[utoipa::path(get, path = "/api/v1/kb/search", tag = "Knowledge base", params(SearchQuery),
    responses((status = 200, description = "The articles", body = Vec<FoundBody>)))]
async fn search(
    State(app): State<App>,
    member: Member,
    Query(query): Query<SearchQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let reach = member.reach;
    let found = app.read(move |c| find(c, &reach, &query.q, query.limit)).await?;
    let shown = found.into_iter().map(|of| FoundBody {
        id: of.article.number,
        uuid: of.article.uuid,
        title: of.title,
        slug: of.slug,
        language: of.language,
        headings: of.headings,
        passage: of.text,
    });
    page::whole(&headers, &shown.collect::<Vec<_>>())
}

/// The best passage of each article that holds words of the question, at most `limit`, the best first.
pub(crate) fn find(c: &mut Conn, reach: &Reach, question: &str, limit: i64) -> store::Result<Vec<Passage>> {
    let mut articles: Vec<Passage> = Vec::new();
    for passage in store::passages::search(c, reach, question, limit * PASSAGES)? {
        if !articles.iter().any(|one| one.article == passage.article) {
            articles.push(passage);
        }
    }
    articles.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(articles)
}
