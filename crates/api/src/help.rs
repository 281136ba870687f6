//! The help centre: a business's published articles as pages that need no script, under `/help/{slug}`.
//! Public. Knows the addresses and who may see what; `help/pages.rs` how it looks.

mod pages;
pub(crate) mod settings;
mod widget;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use model::{Article, ArticleState, HelpCentre};
use store::articles::Brief;
use store::{Conn, Reach};
use utoipa_axum::router::OpenApiRouter;

use crate::articles::search;
use crate::client::Client;
use crate::{App, Error, page};

/// The pages. Not described: people read them.
pub fn pages() -> Router<App> {
    Router::new()
        .route("/help/style.css", get(style))
        .route("/help/{slug}", get(home))
        .route("/help/{slug}/search", get(found))
        .route("/help/{slug}/sitemap.xml", get(sitemap))
        .route("/help/{slug}/categories/{category}", get(category))
        .route("/help/{slug}/articles/{article}", get(article))
}

/// What owners and admins set.
pub fn routes() -> OpenApiRouter<App> {
    settings::routes()
}

/// What pages with a widget ask.
pub fn public_routes() -> OpenApiRouter<App> {
    widget::routes()
}

/// Pictures may come from anywhere on the web; nothing else does, and nothing runs.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";
/// Caches ask each time, and hear mostly that nothing has changed.
const CACHING: &str = "public, no-cache";
/// Articles that one page lists.
const LISTED: i64 = 1_000;
/// Articles that a sitemap lists.
const MAPPED: i64 = 20_000;
/// Articles that a search shows.
const FOUND: i64 = 20;
/// Letters of a question.
const LONGEST: usize = 500;

const STYLE: &str = include_str!("help/style.css");

async fn style(headers: HeaderMap) -> Response {
    let etag = concat!("\"", env!("CARGO_PKG_VERSION"), "-help\"");
    if page::is_current(&headers, etag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, CACHING), (ETAG, etag)];
    (headers, STYLE).into_response()
}

/// What an address names.
struct Place {
    centre: HelpCentre,
    reach: Reach,
    etag: String,
}

/// Why there is no page.
enum No {
    Gone,
    /// The reader has it already.
    Same(String),
    Failed(Error),
}

impl From<store::Error> for No {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::Gone,
            error => Self::Failed(error.into()),
        }
    }
}

/// Finds what an address names, and reads what is to be shown, unless the reader has it.
async fn look<T: Send + 'static>(
    app: &App,
    slug: String,
    headers: &HeaderMap,
    read: impl Fn(&mut Conn, &Place) -> Result<T, No> + Send + 'static,
) -> Result<(Place, T), No> {
    let (boot, headers) = (app.boot, headers.clone());
    // PostgreSQL can't even ask for it.
    if slug.contains('\0') {
        return Err(No::Gone);
    }
    app.read(move |c| {
        let (centre, seq) = store::help_centres::find_public(c, &slug)?.ok_or(No::Gone)?;
        let etag = format!("\"{boot:x}-{:x}-{seq:x}-help\"", centre.business.number);
        if page::is_current(&headers, &etag) {
            return Err(No::Same(etag));
        }
        let place = Place { reach: Reach::system(centre.business), centre, etag };
        let found = read(c, &place)?;
        Ok((place, found))
    })
    .await
}

fn shown(place: &Place, page: Markup) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, CACHING),
        (ETAG, place.etag.as_str()),
    ];
    (headers, page.into_string()).into_response()
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        match self {
            Self::Same(etag) => {
                (StatusCode::NOT_MODIFIED, [(ETAG, etag.as_str()), (CACHE_CONTROL, CACHING)]).into_response()
            }
            Self::Failed(error) => error.into_response(),
            Self::Gone => {
                let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, POLICY)];
                (StatusCode::NOT_FOUND, headers, pages::nothing().into_string()).into_response()
            }
        }
    }
}

async fn home(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, No> {
    let (place, articles) = look(&app, slug, &headers, |c, place| list(c, &place.reach)).await?;
    Ok(shown(&place, pages::home(&app.settings.public_url, &place.centre, &articles)))
}

fn list(c: &mut Conn, reach: &Reach) -> Result<Vec<Brief>, No> {
    Ok(store::articles::list_published(c, reach, LISTED)?)
}

async fn category(
    State(app): State<App>,
    Path((slug, category)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, No> {
    let (place, articles) = look(&app, slug, &headers, move |c, place| {
        let mut articles = list(c, &place.reach)?;
        articles.retain(|one| one.category.as_deref().is_some_and(|name| pages::category_slug(name) == category));
        if articles.is_empty() { Err(No::Gone) } else { Ok(articles) }
    })
    .await?;
    Ok(shown(&place, pages::category(&app.settings.public_url, &place.centre, &articles)))
}

async fn article(
    State(app): State<App>,
    Path((slug, article)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, No> {
    let (place, article) = look(&app, slug, &headers, move |c, place| published(c, &place.reach, &article)).await?;
    Ok(shown(&place, pages::article(&app.settings.public_url, &place.centre, &article)))
}

fn published(c: &mut Conn, reach: &Reach, slug: &str) -> Result<Article, No> {
    if !desk::articles::is_slug(slug) {
        return Err(No::Gone);
    }
    let found = store::articles::find_by_slug(c, reach, slug)?;
    found.filter(|article| article.text.state == ArticleState::Published).ok_or(No::Gone)
}

async fn found(
    State(app): State<App>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    client: Client,
    headers: HeaderMap,
) -> Result<Response, No> {
    let query = query.unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "q");
    let question: String =
        asked.map(|(_, text)| text.replace('\0', " ").trim().chars().take(LONGEST).collect()).unwrap_or_default();
    if question.is_empty() {
        return Ok(Redirect::to(&pages::path(&slug, "")).into_response());
    }
    app.limits.search(client.address).map_err(No::Failed)?;
    let words = question.clone();
    let read = move |c: &mut Conn, place: &Place| Ok(search::find(c, &place.reach, &words, FOUND)?);
    let (place, passages) = look(&app, slug, &headers, read).await?;
    Ok(shown(&place, pages::found(&app.settings.public_url, &place.centre, &question, &passages)))
}

async fn sitemap(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, No> {
    let read = |c: &mut Conn, place: &Place| Ok(store::articles::list_published(c, &place.reach, MAPPED)?);
    let (place, articles) = look(&app, slug, &headers, read).await?;
    let headers =
        [(CONTENT_TYPE, "application/xml; charset=utf-8"), (CACHE_CONTROL, CACHING), (ETAG, place.etag.as_str())];
    Ok((headers, pages::sitemap(&app.settings.public_url, &place.centre, &articles)).into_response())
}
