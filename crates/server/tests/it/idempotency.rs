//! `Idempotency-Key`: the first answer again, and never the effect twice (decision D8).

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::{self, PASSWORD, Person, text};
use crate::rig::{Answer, Hold, NOBODY, TestApp, on_both_engines};

on_both_engines![
    the_same_key_and_body_get_the_first_answer,
    another_body_under_the_same_key_is_refused,
    parallel_requests_with_one_key_act_once,
    without_a_token_a_key_is_only_ones_own,
    a_refused_request_leaves_its_key_free,
    keys_belong_to_their_caller_and_route,
    an_ended_session_gets_no_answer_again,
    a_key_is_forgotten_after_a_day,
    a_key_must_be_a_key,
    after_a_crash_before_its_answer_a_request_is_not_done_again,
    who_hangs_up_finds_the_answer_when_they_ask_again,
];

async fn keyed(app: &TestApp, caller: Option<&Person>, path: &str, key: &str, body: Value) -> Answer {
    app.send(app.request(Method::POST, caller, path).header("idempotency-key", key).json(&body)).await
}

fn registration(name: &str) -> Value {
    json!({"email": format!("{name}@example.com"), "full_name": name, "password": PASSWORD})
}

async fn the_same_key_and_body_get_the_first_answer(app: TestApp) {
    let first = keyed(&app, NOBODY, "auth/register", "k", registration("mia")).await;
    assert_eq!(first.header("idempotent-replayed"), None);
    let second = keyed(&app, NOBODY, "auth/register/", "k", registration("mia")).await;
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!((second.status, &second.text), (201, &first.text));
    assert_eq!(second.header("content-type"), Some("application/json"));
    assert_ne!(second.header("x-request-id"), first.header("x-request-id"));
    let app = app.restart(|_| {}).await;
    let third = keyed(&app, NOBODY, "auth/register", "k", registration("mia")).await;
    assert_eq!(third.text, first.text, "a restart forgets nothing");
    keyed(&app, NOBODY, "auth/register", "k2", registration("mia")).await.refused(400, "Email already registered");
}

async fn another_body_under_the_same_key_is_refused(app: TestApp) {
    keyed(&app, NOBODY, "auth/register", "k", registration("mia")).await.expect(201);
    let other = keyed(&app, NOBODY, "auth/register", "k", registration("nia")).await;
    assert_eq!(other.json["detail"][0]["msg"], "Value error, This key was already used with another body");
    assert_eq!(other.invalid(), ["header.Idempotency-Key"]);
    keyed(&app, NOBODY, "auth/register", "k2", registration("nia")).await.expect(201);
}

async fn parallel_requests_with_one_key_act_once(app: TestApp) {
    let mut mia = cast::person(&app, "Mia").await;
    cast::business(&app, &mut mia, "Mia's").await;
    for round in 1..=5 {
        let key = format!("k{round}");
        let sent: Vec<_> = (0..8)
            .map(|_| {
                let request = app.request(Method::POST, &mia, "customers/").header("idempotency-key", &key);
                tokio::spawn(request.json(&json!({"name": key})).send())
            })
            .collect();
        let mut made = std::collections::BTreeSet::new();
        for one in sent {
            let answer = Answer::read(one.await.expect("it ran").expect("an answer")).await;
            match answer.status {
                201 => drop(made.insert(text(&answer.json["uuid"]))),
                409 => answer.refused(409, "A request with this Idempotency-Key is still being handled"),
                other => panic!("{other}: {}", answer.text),
            }
        }
        assert_eq!(made.len(), 1);
        let customers = app.get(&mia, "customers/").await.expect(200);
        assert_eq!(customers.as_array().map(Vec::len), Some(round));
    }
}

/// Two strangers may choose the same key; neither may be given the other's answer, or their token.
async fn without_a_token_a_key_is_only_ones_own(app: TestApp) {
    let mut mia = cast::person(&app, "Mia").await;
    cast::business(&app, &mut mia, "Mia's").await;
    let login = json!({"email": mia.email, "password": PASSWORD});
    let first = keyed(&app, NOBODY, "auth/login", "k", login.clone()).await.expect(200);
    let second = keyed(&app, NOBODY, "auth/login", "k", login).await.expect(200);
    assert_ne!(first["access_token"], second["access_token"]);
    let widget = app.post(&mia, "widget/create", json!({"domain": "mia.example"})).await.expect(201);
    let path = format!("widget/{}/messages", text(&widget["id"]));
    let first = keyed(&app, NOBODY, &path, "k", json!({"content": "Hello"})).await.expect(201);
    let second = keyed(&app, NOBODY, &path, "k", json!({"content": "Hello"})).await.expect(201);
    assert_ne!(first["conversation_id"], second["conversation_id"]);
}

async fn a_refused_request_leaves_its_key_free(app: TestApp) {
    cast::person(&app, "Mia").await;
    let login = |password: &'static str| json!({"email": "mia@example.com", "password": password});
    keyed(&app, NOBODY, "auth/login", "k", login("wrong")).await.expect(401);
    keyed(&app, NOBODY, "auth/login", "k", json!({})).await.expect(422);
    keyed(&app, NOBODY, "auth/login", "k", login(PASSWORD)).await.expect(200);
}

async fn keys_belong_to_their_caller_and_route(app: TestApp) {
    let (mia, nia) = (cast::person(&app, "Mia").await, cast::person(&app, "Nia").await);
    let body = json!({"name": "Acme"});
    let of_mia = keyed(&app, Some(&mia), "auth/business/create", "k", body.clone()).await.expect(201);
    let of_nia = keyed(&app, Some(&nia), "auth/business/create", "k", body.clone()).await.expect(201);
    assert_ne!(of_mia["business"]["id"], of_nia["business"]["id"]);
    keyed(&app, Some(&mia), "auth/logout", "k", body).await.expect(200);
}

async fn an_ended_session_gets_no_answer_again(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let body = json!({"name": "Acme"});
    keyed(&app, Some(&mia), "auth/business/create", "k", body.clone()).await.expect(201);
    app.post(&mia, "auth/logout", Value::Null).await.expect(200);
    let again = keyed(&app, Some(&mia), "auth/business/create", "k", body).await;
    again.refused(401, "Could not validate credentials");
}

async fn a_key_is_forgotten_after_a_day(app: TestApp) {
    keyed(&app, NOBODY, "auth/register", "k", registration("mia")).await.expect(201);
    app.clock.advance(Duration::from_secs(24 * 3600 - 1));
    keyed(&app, NOBODY, "auth/register", "k", registration("mia")).await.expect(201);
    app.clock.advance(Duration::from_secs(1));
    keyed(&app, NOBODY, "auth/register", "k", registration("nia")).await.expect(201);
}

async fn a_key_must_be_a_key(app: TestApp) {
    for key in ["", " ", &"k".repeat(256)] {
        let answer = keyed(&app, NOBODY, "auth/register", key, registration("mia")).await;
        assert_eq!(answer.invalid(), ["header.Idempotency-Key"], "{key}");
    }
    keyed(&app, NOBODY, "auth/register", &"k".repeat(255), registration("mia")).await.expect(201);
}

async fn after_a_crash_before_its_answer_a_request_is_not_done_again(app: TestApp) {
    keyed(&app, NOBODY, "auth/register", "k", registration("mia")).await.expect(201);
    // What a crash leaves between the commit of the effect and the keeping of its answer.
    let forget = "UPDATE idempotency_keys SET status = NULL, content_type = NULL, body = NULL WHERE created_at > 0";
    let forgotten = app.running.db.write(move |tx| tx.execute(forget, &[])).await;
    assert_eq!(forgotten.expect("a write"), 1);
    let again = || keyed(&app, NOBODY, "auth/register", "k", registration("mia"));
    again().await.refused(409, "A request with this Idempotency-Key is still being handled");
    app.clock.advance(Duration::from_secs(31));
    again().await.refused(
        409,
        "The request with this Idempotency-Key was done, but its answer was lost. Look at what it did before you send \
         it with a new key.",
    );
}

/// Seen to fail with the request handled on its connection's own task: 409 for ever, for the answer was never kept.
async fn who_hangs_up_finds_the_answer_when_they_ask_again(app: TestApp) {
    let cast = app.cast().await;
    let hold = Hold::begin(&app.running.db, "UPDATE businesses SET name = name").await;
    let body = r#"{"name":"Vera"}"#;
    let (token, length) = (&cast.ana.token, body.len());
    let head = format!(
        "POST /api/v1/customers/ HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\nidempotency-key: k\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    let mut caller = TcpStream::connect(app.running.address).expect("a connection");
    caller.write_all((head + body).as_bytes()).expect("sent");
    // The request reaches the database and waits there; then the server notices that nobody listens.
    tokio::time::sleep(Duration::from_millis(500)).await;
    drop(caller);
    tokio::time::sleep(Duration::from_millis(300)).await;
    hold.end().await;
    let mut again = Answer { status: 409, ..app.get(NOBODY, "/healthz").await };
    for _ in 0..100 {
        if again.status == 409 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let vera = serde_json::from_str(body).expect("JSON");
            again = keyed(&app, Some(&cast.ana), "customers", "k", vera).await;
        }
    }
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, Some("true")), "{}", again.text);
    let customers = app.get(&cast.ana, "customers/").await.expect(200);
    assert_eq!(customers.as_array().map(Vec::len), Some(2), "Cleo and Vera, once");
}
