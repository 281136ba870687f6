//! What every request meets first and every answer passes last: id, limits, time, panics, headers, metrics, one log line.
//! Knows nothing of any noun. On the hot path of every call, so it allocates next to nothing.

mod headers;
mod meter;
mod slash;

use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use tower::{Layer, Service};

pub(crate) use slash::Slash;

use crate::App;
use crate::client::Address;
use crate::error::{Error, Secret};
use crate::idempotency;
use crate::limits::client_address;

/// Whether a path takes files: those may take their time.
pub(crate) fn is_upload(path: &str) -> bool {
    path.ends_with("/upload") || path == "/api/v1/kb/imports"
}

/// The id of a request, as `X-Request-Id` has it.
#[derive(Clone, Debug)]
pub struct RequestId(pub HeaderValue);

/// Puts the edge around every route of a router, its fallbacks included.
#[derive(Clone)]
pub(crate) struct Edge {
    app: App,
    meter: Arc<meter::Meter>,
    headers: Arc<headers::Headers>,
}

impl Edge {
    pub fn new(app: App) -> Self {
        let headers = headers::Headers::new(app.settings.public_url.starts_with("https://"));
        Self { app, meter: Arc::default(), headers: Arc::new(headers) }
    }

    /// What there is to know of a request before it is handled.
    fn look(&self, request: &mut Request) -> Seen {
        let id = headers::request_id(request.headers());
        let address = client_address(request.extensions(), request.headers(), &self.app.settings.trusted_proxies);
        let route = request.extensions().get::<MatchedPath>().cloned();
        let path = if route.is_none() { request.uri().path().chars().take(100).collect() } else { String::new() };
        let extensions = request.extensions_mut();
        extensions.insert(Address(address));
        extensions.insert(RequestId(id.clone()));
        Seen { id, address, route, path, method: request.method().clone(), start: Instant::now() }
    }

    /// Turns whatever came of a request into its answer.
    fn finish(&self, seen: &Seen, outcome: Outcome) -> Response {
        let mut response = match outcome {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => Error::Broken(format!("panic: {}", panic_text(panic.as_ref()))).into_response(),
            Err(_) => Error::TimedOut.into_response(),
        };
        if let Some(Secret(text)) = response.extensions_mut().remove::<Secret>() {
            let id = seen.id.to_str().unwrap_or("");
            tracing::error!(request_id = id, route = seen.route(), error = %text, "request failed");
            let body = serde_json::json!({ "detail": "Internal server error", "request_id": id });
            response = (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(body)).into_response();
        }
        self.headers.set(response.headers_mut(), &seen.id);
        let took = seen.start.elapsed();
        self.meter.count(&seen.method, seen.route.as_ref(), response.status(), took);
        seen.log(response.status(), took);
        response
    }
}

type Outcome = Result<Result<Result<Response, Infallible>, Box<dyn std::any::Any + Send>>, tokio::time::error::Elapsed>;

/// A request on its way.
struct Seen {
    id: HeaderValue,
    address: IpAddr,
    route: Option<MatchedPath>,
    /// Where no route matched: the path that was asked for.
    path: String,
    method: Method,
    start: Instant,
}

impl Seen {
    fn route(&self) -> &str {
        self.route.as_ref().map_or(&self.path, MatchedPath::as_str)
    }

    /// Never the query or a header: they hold tokens and people's words.
    fn log(&self, status: StatusCode, took: std::time::Duration) {
        let (id, micros) = (self.id.to_str().unwrap_or(""), took.as_micros());
        let (method, route, status_code, address) = (self.method.as_str(), self.route(), status.as_u16(), self.address);
        if status.is_success() && self.method == Method::GET {
            tracing::debug!(request_id = id, method, route, status = status_code, %address, micros, "answered");
        } else {
            tracing::info!(request_id = id, method, route, status = status_code, %address, micros, "answered");
        }
    }
}

impl<S> Layer<S> for Edge {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded { edge: self.clone(), inner }
    }
}

#[derive(Clone)]
pub(crate) struct Guarded<S> {
    edge: Edge,
    inner: S,
}

impl<S> Service<Request> for Guarded<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let edge = self.edge.clone();
        let seen = edge.look(&mut request);
        if let Err(refusal) = edge.app.limits.address(seen.address) {
            let response = edge.finish(&seen, Ok(Ok(Ok(refusal.into_response()))));
            return Box::pin(std::future::ready(Ok(response)));
        }
        let settings = &edge.app.settings;
        let is_upload = is_upload(request.uri().path());
        let limit = if is_upload { settings.upload_timeout } else { settings.request_timeout };
        if idempotency::asked_for(&request) {
            let (app, inner) = (edge.app.clone(), self.inner.clone());
            return Box::pin(async move {
                // On a task of its own: a caller who goes away, or whose time is up, still finds the answer kept.
                let handled = AssertUnwindSafe(idempotency::once(app, request, inner)).catch_unwind();
                let outcome = tokio::time::timeout(limit, tokio::spawn(handled)).await;
                Ok(edge.finish(&seen, outcome.map(|joined| joined.unwrap_or_else(|lost| Err(Box::new(lost))))))
            });
        }
        let handled = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        Box::pin(async move {
            let outcome = tokio::time::timeout(limit, handled).await;
            Ok(edge.finish(&seen, outcome))
        })
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("of an unknown kind")
}

#[cfg(test)]
mod tests;
