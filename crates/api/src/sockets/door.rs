//! The door that sockets come in by, `/socket.io`: notes who is at the other end, and keeps of a request only what is
//! needed, because each socket keeps its first one. Pages of any origin may poll: nothing here trusts a cookie.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, ORIGIN, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use live::{Caller, Line, Live, Service as Sockets};
use tower::Service;

use crate::App;
use crate::client::Address;
use crate::edge::Edge;
use crate::fields::source;

const KEPT: [HeaderName; 7] =
    [CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, ORIGIN, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE];

pub(super) fn routes(app: &App, live: Live, sockets: Sockets) -> Router {
    // Without its slash: that was taken off before routing.
    Router::new()
        .route_service("/socket.io", Door { app: app.clone(), live: Arc::new(live), sockets })
        .layer(Edge::new(app.clone()))
}

#[derive(Clone)]
struct Door {
    app: App,
    live: Arc<Live>,
    sockets: Sockets,
}

impl Service<Request> for Door {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if request.method() == Method::OPTIONS {
            return Box::pin(std::future::ready(Ok(preflight())));
        }
        let request = self.lighten(request);
        let answering = Service::<Request>::call(&mut self.sockets, request);
        Box::pin(async move {
            let mut response = answering.await?.map(Body::new);
            response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            Ok(response)
        })
    }
}

impl Door {
    /// The request with what a socket needs, and who sent it.
    fn lighten(&self, request: Request) -> Request {
        let (mut parts, body) = request.into_parts();
        let line = parts.extensions.get::<Line>().cloned();
        if let (Some(line), Some(session)) = (&line, upgraded(parts.uri.query().unwrap_or(""))) {
            self.live.upgrade(session, line);
        }
        let address = parts.extensions.get::<Address>().map_or([0, 0, 0, 0].into(), |address| address.0);
        let caller = Caller { address, origin: self.app.own.foreign(&parts.headers), line };
        let mut headers = HeaderMap::with_capacity(KEPT.len());
        for name in KEPT {
            if let Some(value) = parts.headers.remove(&name) {
                headers.insert(name, value);
            }
        }
        let mut extensions = Extensions::new();
        extensions.insert(caller);
        if let Some(upgrade) = parts.extensions.remove::<hyper::upgrade::OnUpgrade>() {
            extensions.insert(upgrade);
        }
        (parts.headers, parts.extensions) = (headers, extensions);
        Request::from_parts(parts, body)
    }
}

/// The session that goes over from polling to a WebSocket with this request.
fn upgraded(query: &str) -> Option<String> {
    let pairs = source::pairs(query);
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.as_deref());
    if value("transport") == Some("websocket") { value("sid").map(str::to_owned) } else { None }
}

fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
