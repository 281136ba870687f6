//! What owners and admins set of their help centre.

use axum::Json;
use axum::extract::State;
use desk::help_centres::Change;
use model::HelpCentre;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::pages;
use crate::extract::Body;
use crate::fields::{Fields, Input};
use crate::member::Member;
use crate::{App, Error};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find, change))
}

/// Where published articles are shown.
#[derive(Serialize, ToSchema)]
#[schema(as = HelpCentre)]
struct CentreBody {
    /// Its name in addresses; null until there is a first article.
    slug: Option<String>,
    /// Above the articles; null for the business's name.
    title: Option<String>,
    /// Whether anybody sees it, and the widget finds articles.
    is_public: bool,
    /// Where it is.
    url: Option<String>,
}

impl CentreBody {
    fn new(app: &App, of: Option<HelpCentre>) -> Self {
        let Some(of) = of else { return Self { slug: None, title: None, is_public: true, url: None } };
        let url = format!("{}{}", app.settings.public_url, pages::path(&of.slug, ""));
        Self { slug: Some(of.slug), title: of.title, is_public: of.is_public, url: Some(url) }
    }
}

/// The help centre
#[utoipa::path(get, path = "/api/v1/kb/help-centre", tag = "Knowledge base",
    responses((status = 200, description = "Where published articles are shown", body = CentreBody)))]
async fn find(State(app): State<App>, member: Member) -> Result<Json<CentreBody>, Error> {
    let found = app.read(move |c| store::help_centres::find(c, &member.reach)).await?;
    Ok(Json(CentreBody::new(&app, found)))
}

/// What is to change of a help centre.
#[derive(Clone, ToSchema)]
struct HelpCentreChange {
    #[schema(min_length = 1, max_length = 80, format = "slug", nullable = false, example = "acme")]
    slug: Option<String>,
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100, pattern = r"\S")]
    title: Option<Option<String>>,
    #[schema(nullable = false)]
    is_public: Option<bool>,
}

impl Input for HelpCentreChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        let sentence = "Takes letters and digits in lower case, with single hyphens between";
        let name = |slug: String| if desk::help_centres::is_name(&slug) { Ok(slug) } else { Err(sentence.to_owned()) };
        Self {
            slug: fields.text("slug", 1, 80).check(name).present(),
            title: fields.text("title", 1, 100).not_blank().change(),
            is_public: fields.flag("is_public").present(),
        }
    }
}

/// Change the help centre
///
/// What is left out stays.
#[utoipa::path(patch, path = "/api/v1/kb/help-centre", tag = "Knowledge base", request_body = HelpCentreChange,
    responses((status = 200, description = "Where published articles are shown", body = CentreBody),
        (status = 400, description = "Another help centre has the name", body = crate::openapi::Detail)))]
async fn change(
    State(app): State<App>,
    member: Member,
    Body(change): Body<HelpCentreChange>,
) -> Result<Json<CentreBody>, Error> {
    let changed = app
        .write(move |tx| {
            let HelpCentreChange { slug, title, is_public } = change.clone();
            desk::help_centres::change(tx, &member.member, Change { slug, title, is_public }).map_err(Error::from)
        })
        .await?;
    Ok(Json(CentreBody::new(&app, Some(changed))))
}
