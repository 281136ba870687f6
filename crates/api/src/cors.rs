//! Lets the pages that a widget serves read our answers (CORS, Fetch standard), and no other page.
//! Stands around the routes that such pages call; knows nothing of what these do.

use axum::RequestExt;
use axum::extract::{RawPathParams, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use model::AnyId;

use crate::App;

/// Answers a preflight; the headers come from [`allow`].
pub(crate) async fn preflight() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Adds what the widget in the route's path allows to the page that asks.
pub(crate) async fn allow(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let is_preflight = request.method() == Method::OPTIONS;
    let id = match &origin {
        Some(_) => widget_id(&mut request).await,
        None => None,
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if let (Some(origin), Some(id)) = (origin, id)
        && is_served(&app, id, &origin).await
    {
        grant(headers, origin, is_preflight);
    }
    response
}

async fn widget_id(request: &mut Request) -> Option<AnyId> {
    let params = request.extract_parts::<RawPathParams>().await.ok()?;
    let (_, id) = params.iter().next()?;
    id.parse().ok()
}

async fn is_served(app: &App, id: AnyId, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str().map(str::to_owned) else {
        return false;
    };
    let found = app
        .read(move |c| -> store::Result<_> {
            let widget = store::widgets::find_public(c, id)?;
            Ok(desk::widgets::serves(&widget, Some(&origin)))
        })
        .await;
    found.unwrap_or(false)
}

fn grant(headers: &mut HeaderMap, origin: HeaderValue, is_preflight: bool) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if is_preflight {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("authorization, content-type, idempotency-key"),
        );
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    } else {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after, x-request-id"));
    }
}
