//! Counts and times requests by method, route and status, on handles that are looked up once.
//! Knows nothing of who reads the numbers; labels are route templates, so there are only so many.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use axum::extract::MatchedPath;
use axum::http::{Method, StatusCode};
use metrics::{Counter, Histogram, counter, histogram};

#[derive(Default)]
pub(super) struct Meter {
    /// By route template; each route has a handful of series.
    routes: RwLock<HashMap<Box<str>, Vec<Series>>>,
}

struct Series {
    method: &'static str,
    status: StatusCode,
    requests: Counter,
    seconds: Histogram,
}

impl Meter {
    pub fn count(&self, method: &Method, route: Option<&MatchedPath>, status: StatusCode, took: Duration) {
        let method = word(method);
        let route = route.map_or("none", MatchedPath::as_str);
        let is_wanted = |series: &&Series| series.method == method && series.status == status;
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = routes.get(route).and_then(|all| all.iter().find(is_wanted)) {
            return series.count(took);
        }
        drop(routes);
        let series = Series::new(method, route, status);
        series.count(took);
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        routes.entry(route.into()).or_default().push(series);
    }
}

impl Series {
    fn new(method: &'static str, route: &str, status: StatusCode) -> Self {
        let requests = counter!("pingback_http_requests_total",
            "method" => method, "route" => route.to_owned(), "status" => status.as_str().to_owned());
        let seconds = histogram!("pingback_http_request_seconds", "method" => method, "route" => route.to_owned());
        Self { method, status, requests, seconds }
    }

    fn count(&self, took: Duration) {
        self.requests.increment(1);
        self.seconds.record(took.as_secs_f64());
    }
}

/// A caller can make up methods; these are all that get a series of their own.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
