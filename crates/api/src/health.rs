//! Is the server alive, is it ready, and what are its numbers? For load balancers and Prometheus.
//! Knows nothing of any noun.

use std::time::Duration;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::App;
use crate::error::Error;

/// A job that has waited so long past its time says that nobody works.
const STUCK: Duration = Duration::from_secs(10 * 60);

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz)).route("/metrics", get(metrics))
}

/// The process answers.
async fn healthz() -> Json<serde_json::Value> {
    Json(json!({ "status": "ok" }))
}

/// The database answers (it was migrated when it was opened), and the queue moves.
async fn readyz(State(app): State<App>) -> Response {
    let oldest_due = app.read(|c| store::queue::oldest_due(c).map_err(Error::from)).await;
    let why = match oldest_due {
        Ok(_) if app.db().is_stopped() => "writing has stopped after a failed sync: restart the server",
        Err(_) => "the database does not answer",
        Ok(Some(due)) if due.plus(STUCK) < app.now() => "the job queue does not move",
        Ok(_) => return Json(json!({ "status": "ready" })).into_response(),
    };
    (axum::http::StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "not ready", "detail": why }))).into_response()
}

/// Prometheus text format.
async fn metrics(State(app): State<App>) -> Result<Response, Error> {
    let handle = app.metrics.as_ref().ok_or(Error::NotFound("Not Found".into()))?;
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((headers, handle.render()).into_response())
}
