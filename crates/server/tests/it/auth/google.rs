//! Signing in with Google: a fake of Google's keys, and tokens of every kind.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::routing::get;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::rig::cast::{self, PASSWORD, text};
use crate::rig::{Answer, NOBODY, TestApp, on_both_engines};

on_both_engines![
    without_a_client_id_google_is_not_configured,
    a_google_token_makes_an_account_and_finds_it_again,
    a_google_token_that_does_not_hold_is_refused,
    google_joins_a_password_account_only_when_its_email_is_verified,
    googles_keys_are_fetched_once,
    keys_at_a_private_address_are_fetched_only_by_exception,
];

const CLIENT_ID: &str = "pingback.apps.example";
const KEY: &[u8] = include_bytes!("google_test_key.pem");
const OTHER_KEY: &[u8] = include_bytes!("other_test_key.pem");

/// The server with Google sign-in on, and how often it fetched the keys.
async fn with_google(app: TestApp) -> (TestApp, Arc<AtomicUsize>) {
    let (url, fetched) = keys_server().await;
    (reading_keys_at(app, &url, "127.0.0.1").await, fetched)
}

async fn reading_keys_at(app: TestApp, url: &str, allowed: &str) -> TestApp {
    app.restart(|config| {
        config.google_client_id = Some(CLIENT_ID.to_owned());
        config.google_jwks_url = url.to_owned();
        config.allow_private_hosts = vec![allowed.to_owned()];
    })
    .await
}

/// Where the keys can be fetched, and how often they were.
async fn keys_server() -> (String, Arc<AtomicUsize>) {
    let fetched = Arc::new(AtomicUsize::new(0));
    let count = fetched.clone();
    let key = EncodingKey::from_rsa_pem(KEY).expect("a key");
    let mut jwk = Jwk::from_encoding_key(&key, Algorithm::RS256).expect("a public key");
    jwk.common.key_id = Some("key-1".to_owned());
    let keys = JwkSet { keys: vec![jwk] };
    let answer = move || {
        count.fetch_add(1, Ordering::SeqCst);
        let keys = keys.clone();
        async move { axum::Json(keys) }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let routes = axum::Router::new().route("/certs", get(answer));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (format!("http://{address}/certs"), fetched)
}

fn claims(app: &TestApp) -> Value {
    json!({"iss": "https://accounts.google.com", "aud": CLIENT_ID, "sub": "1001", "email": "Gia@example.com",
        "email_verified": true, "name": "Gia", "picture": "https://example.com/gia.png",
        "iat": app.clock.now().seconds(), "exp": app.clock.now().seconds() + 3600})
}

fn sign(claims: &Value, pem: &[u8], kid: &str) -> String {
    let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::RS256) };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_rsa_pem(pem).expect("a key")).expect("a token")
}

async fn sign_in(app: &TestApp, token: &str) -> Answer {
    app.post(NOBODY, "auth/google", json!({"id_token": token})).await
}

async fn me(app: &TestApp, signed_in: &Value) -> Value {
    let request = app.request(reqwest::Method::GET, NOBODY, "auth/me").bearer_auth(text(&signed_in["access_token"]));
    app.send(request).await.expect(200)["user"].clone()
}

async fn without_a_client_id_google_is_not_configured(app: TestApp) {
    sign_in(&app, "a.b.c").await.refused(501, "Google sign-in is not configured on this server");
    assert_eq!(app.post(NOBODY, "auth/google", json!({})).await.invalid(), ["body.id_token"]);
}

async fn a_google_token_makes_an_account_and_finds_it_again(app: TestApp) {
    let (app, _) = with_google(app).await;
    let token = sign(&claims(&app), KEY, "key-1");
    let first = sign_in(&app, &token).await.expect(200);
    assert_eq!(first["token_type"], "bearer");
    let gia = me(&app, &first).await;
    assert_eq!((gia["email"].as_str(), gia["full_name"].as_str()), (Some("Gia@example.com"), Some("Gia")));
    assert_eq!((gia["is_google_account"].as_bool(), gia["is_verified"].as_bool()), (Some(true), Some(true)));
    let again = app.post(NOBODY, "auth/google", json!({"token": token})).await.expect(200);
    assert_eq!(me(&app, &again).await["id"], gia["id"]);
    let mut moved = claims(&app);
    moved["email"] = json!("gia.new@example.com");
    let moved = sign_in(&app, &sign(&moved, KEY, "key-1")).await.expect(200);
    assert_eq!(me(&app, &moved).await["id"], gia["id"], "Google's sub says who it is, not the address");
    assert_eq!(super::login(&app, "gia@example.com", "").await.status, 422);
    assert_eq!(super::login(&app, "gia@example.com", "anything").await.status, 401, "there is no password to guess");
}

async fn a_google_token_that_does_not_hold_is_refused(app: TestApp) {
    let (app, _) = with_google(app).await;
    let changed = |name: &str, value: Value| {
        let mut claims = claims(&app);
        claims[name] = value;
        sign(&claims, KEY, "key-1")
    };
    let good = sign(&claims(&app), KEY, "key-1");
    let public =
        Jwk::from_encoding_key(&EncodingKey::from_rsa_pem(KEY).expect("a key"), Algorithm::RS256).expect("a key");
    let header = Header { kid: Some("key-1".to_owned()), ..Header::new(Algorithm::HS256) };
    let public = EncodingKey::from_secret(serde_json::to_string(&public).expect("JSON").as_bytes());
    for (why, token) in [
        ("another server's", changed("aud", json!("another.apps.example"))),
        ("another issuer's", changed("iss", json!("https://evil.example"))),
        ("expired", changed("exp", json!(app.clock.now().seconds() - 61))),
        ("of an unverified e-mail", changed("email_verified", json!(false))),
        ("without an e-mail", changed("email", Value::Null)),
        ("of another key", sign(&claims(&app), OTHER_KEY, "key-1")),
        ("of an unknown key", sign(&claims(&app), KEY, "key-2")),
        ("symmetric, of the public key", jsonwebtoken::encode(&header, &claims(&app), &public).expect("a token")),
        ("unsigned", format!("{}.", &good[..good.rfind('.').expect("a dot")])),
        ("nothing", "x".to_owned()),
    ] {
        let answer = sign_in(&app, &token).await;
        assert_eq!(answer.status, 401, "{why}: {}", answer.text);
        answer.refused(401, "Invalid Google token");
    }
    sign_in(&app, &good).await.expect(200);
}

async fn google_joins_a_password_account_only_when_its_email_is_verified(app: TestApp) {
    let (app, _) = with_google(app).await;
    let gia = cast::person(&app, "Gia").await;
    let token = sign(&claims(&app), KEY, "key-1");
    sign_in(&app, &token).await.refused(400, "This account signs in another way");
    let verification = super::mails::newest_token(&app).await;
    app.post(NOBODY, "auth/email/verify", json!({"token": verification})).await.expect(200);
    let joined = sign_in(&app, &token).await.expect(200);
    assert_eq!(me(&app, &joined).await["id"], gia.id.as_str());
    super::login(&app, &gia.email, PASSWORD).await.expect(200);
}

async fn googles_keys_are_fetched_once(app: TestApp) {
    let (app, fetched) = with_google(app).await;
    let token = sign(&claims(&app), KEY, "key-1");
    for _ in 0..5 {
        sign_in(&app, &token).await.expect(200);
    }
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
    for _ in 0..5 {
        assert_eq!(sign_in(&app, &sign(&claims(&app), KEY, "key-2")).await.status, 401);
    }
    assert_eq!(fetched.load(Ordering::SeqCst), 1, "an unknown key asks at most once a minute");
}

async fn keys_at_a_private_address_are_fetched_only_by_exception(app: TestApp) {
    let (url, fetched) = keys_server().await;
    let app = reading_keys_at(app, &url, "127.0.0.2").await;
    let token = sign(&claims(&app), KEY, "key-1");
    assert_eq!(sign_in(&app, &token).await.status, 503);
    assert_eq!(fetched.load(Ordering::SeqCst), 0);
    let app = reading_keys_at(app, &url, "127.0.0.0/8").await;
    sign_in(&app, &token).await.expect(200);
}
