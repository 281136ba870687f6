//! Every route of the server, and what stands around them.
//! Knows nothing of what a route does; each noun's file lists its own.

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;

use crate::App;
use crate::edge::{Edge, Slash};
use crate::error::Error;
use crate::{auth, conversations, health, messages, openapi, reader, visitors};

/// The documented routes. Declared without trailing slash; each answers with and without it.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::about())
        .merge(auth::routes())
        .merge(conversations::routes())
        .merge(messages::routes())
        .merge(visitors::routes())
}

/// The whole server.
pub fn router(app: App) -> Router {
    let (documented, _) = routes().split_for_parts();
    let routes = documented
        .merge(health::routes())
        .merge(reader::routes())
        .route("/", get(|| async { Redirect::temporary("/api/docs") }))
        .fallback(|| async { Error::NotFound("Not Found".into()) })
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        .layer(Edge::new(app.clone()))
        .with_state(app);
    Router::new().fallback_service(Slash(routes))
}
