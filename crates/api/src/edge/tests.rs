//! Tests of the edge by itself: what breaks inside it, and what it makes of a request.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::{get, post};
use serde_json::Value;
use tower::ServiceExt;

use super::*;
use crate::settings::Settings;

/// The edge around routes that misbehave, on an empty database.
struct Bad {
    router: Router,
    _folder: tempfile::TempDir,
}

fn bad() -> Bad {
    let folder = tempfile::tempdir().expect("a folder");
    let clock: model::Clock = Arc::new(|| model::Time::from_seconds(1_700_000_000));
    let place = store::Place::Sqlite(folder.path().join("test.db"));
    let settings = store::Settings { place, clock: clock.clone(), key: [1; 32], connections: 1 };
    let db = store::Db::open(settings).expect("a database");
    let _chosen_before = rustls::crypto::ring::default_provider().install_default();
    let outbound = outbound::Client::new(outbound::Settings::default()).expect("a client");
    let assistants = advice::Assistants::new(outbound.clone(), clock.clone(), advice::Rules::default());
    let app = App::new(crate::Parts {
        advice: advice::Advice::new(db.clone(), advice::Theo::without_model(), assistants),
        db,
        clock,
        bus: live::Bus::default(),
        files: files::Files::in_folder(&folder.path().join("files")).expect("a folder"),
        outbound,
        metrics: None,
        settings: Settings { request_timeout: Duration::from_millis(50), ..Settings::default() },
    });
    let router = Router::new()
        .route(
            "/panic",
            get(|| async {
                if true {
                    panic!("a secret")
                }
            }),
        )
        .route(
            "/late-panic",
            post(|| async {
                if true {
                    panic!("{}", String::from("a secret"))
                }
            }),
        )
        .route("/broken", get(|| async { Error::Broken("a secret".into()) }))
        .route("/stuck", get(std::future::pending::<()>))
        .layer(Edge::new(app));
    Bad { router, _folder: folder }
}

async fn ask(router: &Router, request: axum::http::request::Builder) -> (Response<()>, Value) {
    let answer = router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, 10_000).await.expect("a body");
    (Response::from_parts(parts, ()), serde_json::from_slice(&bytes).expect("JSON"))
}

#[test]
fn what_breaks_inside_is_told_by_its_id_alone() {
    let bad = bad();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        for request in [
            axum::http::Request::get("/panic"),
            axum::http::Request::post("/late-panic"),
            axum::http::Request::post("/late-panic").header("idempotency-key", "k"),
            axum::http::Request::get("/broken"),
        ] {
            let (answer, body) = ask(&bad.router, request.header("x-request-id", "abc")).await;
            assert_eq!(answer.status(), 500);
            assert_eq!(body, serde_json::json!({"detail": "Internal server error", "request_id": "abc"}));
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        }
        let (answer, body) = ask(&bad.router, axum::http::Request::get("/stuck")).await;
        assert_eq!((answer.status().as_u16(), &body["detail"]), (503, &Value::from("The request took too long")));
    });
}
