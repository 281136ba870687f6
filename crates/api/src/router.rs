//! Every route of the server, and what stands around them.
//! Knows nothing of what a route does; each noun's file lists its own.

use axum::routing::options;
use axum::{Router, middleware};
use utoipa_axum::router::OpenApiRouter;

use crate::App;
use crate::edge::{Edge, Slash};
use crate::error::Error;
use crate::{
    articles, assets, attachments, auth, channels, conversations, cors, customers, deliveries, demo, events, health,
    help, imports, mails, messages, openapi, reader, team, templates, theo, visitors, webhook_endpoints, webhooks,
    widgets,
};

/// The documented routes. Declared without trailing slash; each answers with and without it.
pub(crate) fn routes() -> OpenApiRouter<App> {
    private().merge(public())
}

/// What people and programs of a business call.
fn private() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::about())
        .merge(articles::routes())
        .merge(attachments::routes())
        .merge(auth::routes())
        .merge(channels::routes())
        .merge(conversations::routes())
        .merge(customers::routes())
        .merge(deliveries::routes())
        .merge(events::routes())
        .merge(help::routes())
        .merge(imports::routes())
        .merge(messages::routes())
        .merge(team::routes())
        .merge(templates::routes())
        .merge(theo::routes())
        .merge(webhook_endpoints::routes())
        .merge(widgets::routes())
}

/// What pages with a widget call.
fn public() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(help::public_routes())
        .merge(visitors::routes())
        .merge(attachments::public_routes())
        .merge(widgets::public_routes())
}

/// Where pages of other origins may ask first (a CORS preflight).
const PAGES: [&str; 5] = [
    "/api/v1/widget/{widget_id}",
    "/api/v1/widget/{widget_id}/articles",
    "/api/v1/widget/{widget_id}/channels",
    "/api/v1/widget/{widget_id}/messages",
    "/api/v1/widget/{widget_id}/upload",
];

/// The whole server. `sockets`: their routes, as [`crate::sockets::open`] gives them.
pub fn router(app: App, sockets: Router) -> Router {
    let (private, _) = private().split_for_parts();
    let (public, _) = public().split_for_parts();
    let public = PAGES
        .iter()
        .fold(public, |routes, path| routes.route(path, options(cors::preflight)))
        .layer(middleware::from_fn_with_state(app.clone(), cors::allow));
    let demo = if app.settings.demo { demo::routes() } else { Router::new() };
    let routes = private
        .merge(public)
        .merge(attachments::file_routes())
        .merge(mails::routes())
        .merge(webhooks::routes())
        .merge(health::routes())
        .merge(help::pages())
        .merge(reader::routes())
        .merge(demo)
        .fallback(assets::serve)
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        .layer(Edge::new(app.clone()))
        .with_state(app)
        .merge(sockets);
    Router::new().fallback_service(Slash(routes))
}
