//! What holds for every route: shapes of errors, slashes, headers, limits, health (contract section 0, D3, D4).

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast;
use crate::rig::{Answer, Hold, NOBODY, TestApp, on_both_engines, routes};

on_both_engines![
    unknown_routes_and_methods_are_told_in_json,
    every_route_answers_with_and_without_its_slash,
    bodies_that_are_not_json_are_refused_in_fastapis_shapes,
    bodies_that_are_too_large_are_refused_before_they_are_read,
    every_answer_carries_the_headers_of_a_hardened_api,
    a_request_keeps_its_id_when_it_is_harmless,
    the_server_tells_how_it_is,
    the_reader_loads_nothing_from_elsewhere,
    operations_are_named_once_and_say_how_they_fail,
    a_slow_body_is_cut_off,
    a_queue_that_does_not_move_is_told,
];

async fn unknown_routes_and_methods_are_told_in_json(app: TestApp) {
    for path in
        ["/nope", "/api/v1/nope/", "/api/v1", "/api/v1/auth/me/x", "/api/v1/auth//me", "/%00", "/..%2f..%2fetc/passwd"]
    {
        app.get(NOBODY, path).await.refused(404, "Not Found");
    }
    let answer = app.put(NOBODY, "auth/login", json!({})).await;
    assert_eq!(answer.header("allow"), Some("POST"));
    answer.refused(405, "Method Not Allowed");
    let answer = app.send(app.request(Method::TRACE, NOBODY, "auth/me/")).await;
    answer.refused(405, "Method Not Allowed");
}

async fn every_route_answers_with_and_without_its_slash(app: TestApp) {
    for route in routes::all(&app).await {
        let (method, path) = route.name.split_once(' ').expect("a method and a path");
        let path = path.split('{').next().map_or(path, |head| if head.len() < path.len() { path } else { head });
        let path = path.replace(['{', '}'], "");
        let bare = path.trim_end_matches('/');
        let send = |path: String| {
            let method: Method = method.parse().expect("a method");
            let request = app.request(method, NOBODY, &path).header("content-type", "application/json").body("{}");
            async { app.send(request).await }
        };
        let (without, with) = (send(bare.to_owned()).await, send(format!("{bare}/")).await);
        assert_eq!((without.status, &without.text), (with.status, &with.text), "{}", route.name);
        assert!(!(300..400).contains(&with.status), "{}", route.name);
        assert_ne!(with.json["detail"], "Not Found", "{}", route.name);
    }
}

async fn login(app: &TestApp, content_type: Option<&str>, body: impl Into<reqwest::Body>) -> Answer {
    let request = app.request(Method::POST, NOBODY, "auth/login").body(body);
    app.send(match content_type {
        Some(value) => request.header("content-type", value),
        None => request,
    })
    .await
}

async fn bodies_that_are_not_json_are_refused_in_fastapis_shapes(app: TestApp) {
    let json_type = Some("application/json");
    let answer = login(&app, json_type, "{\"email\": ").await;
    let error = answer.json["detail"][0].clone();
    assert_eq!((error["type"].as_str(), error["msg"].as_str()), (Some("json_invalid"), Some("JSON decode error")));
    assert_eq!(error["loc"][0], "body");
    assert_eq!(answer.status, 422);
    let deep = format!("{}1{}", "[".repeat(65), "]".repeat(65));
    let deeper = "{\"a\":".repeat(100_000);
    for body in [
        b"\xff\xfe".to_vec(),
        b"{\"a\":\"\\ud800\"}".to_vec(),
        b"NaN".to_vec(),
        b"{'a':1}".to_vec(),
        deep.into(),
        deeper.into(),
    ] {
        let answer = login(&app, json_type, body).await;
        assert_eq!(
            (answer.status, answer.json["detail"][0]["type"].as_str()),
            (422, Some("json_invalid")),
            "{}",
            answer.text
        );
    }
    let answer = login(&app, json_type, "[1]").await;
    assert_eq!(answer.json["detail"][0]["type"], "model_attributes_type");
    assert_eq!(answer.invalid(), ["body"]);
    let answer = login(&app, json_type, "").await;
    assert_eq!(answer.json["detail"][0]["type"], "missing");
    assert_eq!(answer.invalid(), ["body"]);
    for content_type in
        [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("multipart/form-data; boundary=x")]
    {
        let answer = login(&app, content_type, "{\"email\":\"a@b.co\",\"password\":\"x\"}").await;
        answer.refused(415, "The body must be application/json");
    }
    for content_type in ["application/json; charset=utf-8", "Application/JSON", "application/problem+json"] {
        let answer = login(&app, Some(content_type), "{\"email\":\"a@b.co\",\"password\":\"x\"}").await;
        assert_eq!(answer.status, 401, "{}", answer.text);
    }
    let twice = login(&app, json_type, "{\"email\":1,\"email\":\"a@b.co\",\"password\":\"x\"}").await;
    assert_eq!(twice.status, 401, "of a field that comes twice the last counts");
}

async fn bodies_that_are_too_large_are_refused_before_they_are_read(app: TestApp) {
    let megabyte = "x".repeat(1 << 20);
    let body = json!({"email": "a@b.co", "password": megabyte}).to_string();
    let answer = login(&app, Some("application/json"), body.clone()).await;
    answer.refused(413, "The request body is over the limit of 1048576 bytes");
    let chunks = futures_util::stream::iter(
        body.into_bytes().chunks(65_536).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec())).collect::<Vec<_>>(),
    );
    let answer = login(&app, Some("application/json"), reqwest::Body::wrap_stream(chunks)).await;
    assert_eq!(answer.status, 413, "{}", answer.text);
    let address = app.running.address;
    let announced = tokio::task::spawn_blocking(move || {
        let head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999999999\r\n\r\n";
        raw(address, head.as_bytes())
    });
    assert!(announced.await.expect("it ran").starts_with("HTTP/1.1 413"));
}

/// Sends bytes and reads until the server closes, or ten seconds.
fn raw(address: std::net::SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    stream.write_all(bytes).expect("sent");
    let mut answer = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(read) = stream.read(&mut chunk) {
        if read == 0 || answer.len() > 1 << 20 {
            break;
        }
        answer.extend_from_slice(&chunk[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

async fn every_answer_carries_the_headers_of_a_hardened_api(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let answers = [
        app.get(&mia, "auth/me").await,
        app.get(NOBODY, "auth/me").await,
        app.get(NOBODY, "/nope").await,
        app.put(NOBODY, "auth/login", json!({})).await,
        app.post(NOBODY, "auth/login", json!({})).await,
        app.get(NOBODY, "/healthz").await,
    ];
    for answer in answers {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{}", answer.text);
        }
        assert!(answer.header("x-request-id").is_some());
        assert_eq!(answer.header("strict-transport-security"), None);
        assert_eq!(answer.header("server"), None);
    }
    let app = app.restart(|config| config.public_url = Some("https://help.example".to_owned())).await;
    let answer = app.get(NOBODY, "/healthz").await;
    assert!(answer.header("strict-transport-security").is_some_and(|value| value.starts_with("max-age=31536000")));
}

async fn a_request_keeps_its_id_when_it_is_harmless(app: TestApp) {
    let with = |id: String| app.request(Method::GET, NOBODY, "/healthz").header("x-request-id", id);
    let answer = app.send(with("client-id_1.2".to_owned())).await;
    assert_eq!(answer.header("x-request-id"), Some("client-id_1.2"));
    for bad in ["", "a b", "<script>", &"a".repeat(65)] {
        let answer = app.send(with(bad.to_owned())).await;
        assert_ne!(answer.header("x-request-id"), Some(bad));
    }
    let (one, two) = (app.get(NOBODY, "/healthz").await, app.get(NOBODY, "/healthz").await);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}

async fn the_server_tells_how_it_is(app: TestApp) {
    app.get(NOBODY, "/healthz").await.expect(200);
    app.get(NOBODY, "/readyz").await.expect(200);
    let mia = cast::person(&app, "Mia").await;
    app.get(&mia, "auth/me").await.expect(200);
    let metrics = app.get(NOBODY, "/metrics").await;
    assert_eq!(metrics.status, 200);
    assert!(metrics.text.contains("pingback_http_requests_total{"), "{}", metrics.text);
    assert!(metrics.text.contains("route=\"/api/v1/auth/me\""), "{}", metrics.text);
}

async fn the_reader_loads_nothing_from_elsewhere(app: TestApp) {
    let page = app.get(NOBODY, "/api/docs").await;
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-security-policy")
            .is_some_and(|policy| policy.starts_with("default-src 'none'; script-src 'self';"))
    );
    assert!(!page.text.contains("http"), "{}", page.text);
    let links = page.text.split(['"']).filter(|piece| piece.starts_with("/api/"));
    for link in links {
        assert_eq!(app.get(NOBODY, link).await.status, 200, "{link}");
    }
    assert_eq!(app.get(NOBODY, "/api/docs/").await.text, page.text);
}

async fn operations_are_named_once_and_say_how_they_fail(app: TestApp) {
    let document = app.get(NOBODY, "/api/openapi.json").await.expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let name = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no name"));
            assert!(names.insert(name.to_owned()), "{name} names two operations");
            let answers = operation["responses"].as_object().expect("answers");
            for status in ["429", "500", "503"] {
                assert!(answers.contains_key(status), "{method} {path} does not say {status}");
            }
            assert!(answers.keys().any(|status| status.starts_with('2')), "{method} {path} has no success");
            let is_public = operation["security"] == json!([{}]);
            assert!(is_public || answers.contains_key("401"), "{method} {path}");
        }
    }
    for path in ["/api/v1/conversations/", "/api/v1/channels/", "/api/v1/customers/"] {
        assert_ne!(document["paths"][path], Value::Null, "{path}");
    }
}

async fn a_slow_body_is_cut_off(app: TestApp) {
    let app = app.restart(|config| config.request_timeout = Duration::from_millis(300)).await;
    let address = app.running.address;
    let slow = tokio::task::spawn_blocking(move || {
        let head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
        raw(address, head.as_bytes())
    });
    let answer = slow.await.expect("it ran");
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.ends_with("{\"detail\":\"The request took too long\"}"), "{answer}");
}

/// The job is there, due, and out of every worker's reach: on PostgreSQL its row is locked, on SQLite nobody writes.
async fn a_queue_that_does_not_move_is_told(app: TestApp) {
    let app = app.restart(|config| config.workers = 0).await;
    app.run_jobs().await;
    let db = app.running.db.clone();
    let put: store::Result<()> = db
        .write(|tx| {
            let at = tx.now().plus(Duration::from_secs(3600));
            let job = model::Job::DeleteExpired;
            tx.enqueue_at(None, &job, at, job.name())
        })
        .await;
    put.expect("a job in the queue");
    let hold = Hold::begin(&db, "UPDATE jobs SET name = name WHERE state = 'waiting'").await;
    app.clock.advance(Duration::from_secs(3600 + 9 * 60));
    app.get(NOBODY, "/readyz").await.expect(200);
    app.clock.advance(Duration::from_secs(2 * 60));
    let stuck = app.get(NOBODY, "/readyz").await.expect(503);
    assert_eq!(stuck, json!({"status": "not ready", "detail": "the job queue does not move"}));
    app.get(NOBODY, "/healthz").await.expect(200);
    hold.end().await;
    app.run_jobs().await;
    app.get(NOBODY, "/readyz").await.expect(200);
}
