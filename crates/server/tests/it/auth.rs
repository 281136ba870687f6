//! Accounts, tokens and sessions (contract section 2, decisions D11 to D15).

mod attacks;
mod google;
mod lockout;
mod mails;
mod team;

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::{self, PASSWORD, text};
use crate::rig::{NOBODY, Person, TestApp, on_both_engines};

on_both_engines![
    registering_answers_the_user_and_a_token,
    an_email_has_one_account_however_it_is_written,
    every_bad_field_of_a_registration_is_told_at_once,
    signing_in_answers_a_token_and_says_no_in_the_same_words,
    two_businesses_created_at_once_make_one,
    signing_out_ends_this_token_only,
    a_token_ends_after_thirty_days,
    changing_the_password_ends_every_other_session,
    profiles_change_field_by_field,
    two_changes_of_a_profile_at_once_both_last,
    sessions_are_listed_and_ended_one_by_one,
];

/// The keys of an object, in the order in which they were sent.
fn keys(text: &str) -> Vec<String> {
    let object: serde_json::Map<String, Value> = serde_json::from_str(text).expect("an object");
    let mut keys: Vec<(usize, String)> = object.keys().map(|key| (place(text, key), key.clone())).collect();
    keys.sort();
    keys.into_iter().map(|(_, key)| key).collect()
}

fn place(text: &str, key: &str) -> usize {
    text.find(&format!("\"{key}\":")).expect("the key")
}

pub async fn login(app: &TestApp, email: &str, password: &str) -> crate::rig::Answer {
    app.post(NOBODY, "auth/login", json!({"email": email, "password": password})).await
}

/// The same person with another token.
pub async fn again(app: &TestApp, person: &Person) -> Person {
    let token = text(&login(app, &person.email, PASSWORD).await.expect(200)["access_token"]);
    Person { token, ..person.clone() }
}

async fn registering_answers_the_user_and_a_token(app: TestApp) {
    let body = json!({"email": "Mia@Example.com", "full_name": " Mia Müller ", "password": PASSWORD,
        "is_verified": true, "id": "00000000-0000-0000-0000-000000000000", "role": "owner"});
    let answer = app.post(NOBODY, "auth/register", body).await;
    assert_eq!(
        keys(&answer.text),
        [
            "id",
            "email",
            "full_name",
            "is_verified",
            "is_google_account",
            "avatar_url",
            "access_token",
            "token_type",
            "number"
        ]
    );
    let user = answer.expect(201);
    assert_eq!(user["email"], "Mia@Example.com");
    assert_eq!(user["full_name"], "Mia Müller");
    assert_eq!(user["is_verified"], false, "unknown fields are ignored, not believed");
    assert_eq!(user["avatar_url"], Value::Null);
    assert_eq!(user["token_type"], "bearer");
    let me = app.send(app.request(Method::GET, NOBODY, "auth/me").bearer_auth(text(&user["access_token"]))).await;
    assert_eq!(me.expect(200)["user"]["id"], user["id"]);
}

async fn an_email_has_one_account_however_it_is_written(app: TestApp) {
    cast::person(&app, "Mia").await;
    for email in ["mia@example.com", "MIA@EXAMPLE.COM", " mia@example.com ", "ｍia@example.com"] {
        let body = json!({"email": email, "full_name": "Mia", "password": PASSWORD});
        app.post(NOBODY, "auth/register", body).await.refused(400, "Email already registered");
        login(&app, email, PASSWORD).await.expect(200);
    }
}

async fn every_bad_field_of_a_registration_is_told_at_once(app: TestApp) {
    let body = json!({"email": "nobody", "full_name": 7, "password": "short"});
    let answer = app.post(NOBODY, "auth/register", body).await;
    assert_eq!(answer.json["detail"][2]["msg"], "String should have at least 8 characters", "{}", answer.text);
    assert_eq!(answer.json["detail"][2]["input"], "**********", "a password is not sent back");
    assert_eq!(answer.invalid(), ["body.email", "body.full_name", "body.password"]);
    let answer = app.post(NOBODY, "auth/register", json!({})).await;
    assert_eq!(answer.json["detail"][0]["type"], "missing");
    assert_eq!(answer.json["detail"][0]["msg"], "Field required");
    assert_eq!(answer.invalid(), ["body.email", "body.full_name", "body.password"]);
    for (field, value) in [
        ("password", json!("x".repeat(129))),
        ("password", Value::Null),
        ("password", json!(12345678)),
        ("full_name", json!("   ")),
        ("full_name", json!("a\u{0}b")),
        ("email", json!(["a@b.co"])),
        ("email", json!("a@b.co\r\nBcc: c@d.ef")),
    ] {
        let mut body = json!({"email": "mia@example.com", "full_name": "Mia", "password": PASSWORD});
        body[field] = value;
        let answer = app.post(NOBODY, "auth/register", body).await;
        assert_eq!(answer.invalid(), [format!("body.{field}")]);
    }
}

async fn signing_in_answers_a_token_and_says_no_in_the_same_words(app: TestApp) {
    cast::person(&app, "Mia").await;
    let answer = login(&app, "mia@example.com", PASSWORD).await;
    assert_eq!(keys(&answer.text), ["access_token", "token_type"]);
    assert_eq!(answer.expect(200)["token_type"], "bearer");
    let wrong = login(&app, "mia@example.com", "wrong password").await;
    let unknown = login(&app, "nobody@example.com", "wrong password").await;
    assert_eq!(wrong.text, unknown.text);
    assert_eq!(wrong.header("www-authenticate"), Some("Bearer"));
    wrong.refused(401, "Incorrect email or password");
    unknown.refused(401, "Incorrect email or password");
    assert_eq!(app.post(NOBODY, "auth/login", json!({"email": "x"})).await.invalid(), ["body.password"]);
}

async fn two_businesses_created_at_once_make_one(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let create = |name: &'static str| app.post(&mia, "auth/business/create", json!({"name": name}));
    let answers = tokio::join!(create("a"), create("b"), create("c"), create("d"));
    let mut statuses = [answers.0.status, answers.1.status, answers.2.status, answers.3.status];
    statuses.sort();
    assert_eq!(statuses, [201, 400, 400, 400]);
}

async fn signing_out_ends_this_token_only(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let elsewhere = again(&app, &mia).await;
    app.post(&mia, "auth/logout", Value::Null).await.expect(200);
    app.get(&mia, "auth/me").await.refused(401, "Could not validate credentials");
    app.post(&mia, "auth/logout", Value::Null).await.refused(401, "Could not validate credentials");
    app.get(&elsewhere, "auth/me").await.expect(200);
}

async fn a_token_ends_after_thirty_days(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    app.clock.advance(Duration::from_secs(30 * 24 * 3600 - 1));
    app.get(&mia, "auth/me").await.expect(200);
    app.clock.advance(Duration::from_secs(1));
    app.get(&mia, "auth/me").await.refused(401, "Could not validate credentials");
}

async fn changing_the_password_ends_every_other_session(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let elsewhere = again(&app, &mia).await;
    let change = |current: &'static str| json!({"current_password": current, "new_password": "another good one"});
    app.patch(&mia, "auth/me", change("wrong")).await.refused(400, "The current password is wrong");
    app.patch(&mia, "auth/me", json!({"new_password": "another good one"}))
        .await
        .refused(400, "The current password is wrong");
    app.get(&elsewhere, "auth/me").await.expect(200);
    app.patch(&mia, "auth/me", change(PASSWORD)).await.expect(200);
    app.get(&mia, "auth/me").await.expect(200);
    assert_eq!(app.get(&elsewhere, "auth/me").await.status, 401);
    assert_eq!(login(&app, &mia.email, PASSWORD).await.status, 401);
    login(&app, &mia.email, "another good one").await.expect(200);
}

async fn profiles_change_field_by_field(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let picture = "https://example.com/mia.png";
    let me = app
        .patch(&mia, "auth/me", json!({"avatar_url": picture, "email": "x@y.zz", "is_verified": true}))
        .await
        .expect(200);
    assert_eq!((me["user"]["avatar_url"].as_str(), me["user"]["full_name"].as_str()), (Some(picture), Some("Mia")));
    assert_eq!(
        (me["user"]["email"].as_str(), me["user"]["is_verified"].as_bool()),
        (Some("mia@example.com"), Some(false))
    );
    let me = app.patch(&mia, "auth/me", json!({"full_name": "Mia \u{202b}مرحبا"})).await.expect(200);
    assert_eq!(me["user"]["avatar_url"], picture, "what is absent stays");
    let me = app.patch(&mia, "auth/me", json!({"avatar_url": null})).await.expect(200);
    assert_eq!(me["user"]["avatar_url"], Value::Null, "what is null goes");
    assert_eq!(me["user"]["full_name"], "Mia \u{202b}مرحبا");
    assert_eq!(me, app.get(&mia, "auth/me").await.expect(200));
    let bad = json!({"full_name": null, "avatar_url": "javascript:alert(1)", "new_password": "short"});
    assert_eq!(
        app.patch(&mia, "auth/me", bad).await.invalid(),
        ["body.avatar_url", "body.full_name", "body.new_password"]
    );
}

async fn two_changes_of_a_profile_at_once_both_last(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    for round in 0..30 {
        let (name, picture) = (format!("Mia {round}"), format!("https://example.com/{round}.png"));
        let renamed = app.patch(&mia, "auth/me", json!({"full_name": name}));
        let pictured = app.patch(&mia, "auth/me", json!({"avatar_url": picture}));
        let (renamed, pictured) = tokio::join!(renamed, pictured);
        renamed.expect(200);
        pictured.expect(200);
        let me = app.get(&mia, "auth/me").await.expect(200);
        assert_eq!((&me["user"]["full_name"], &me["user"]["avatar_url"]), (&json!(name), &json!(picture)));
    }
}

async fn sessions_are_listed_and_ended_one_by_one(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let nia = cast::person(&app, "Nia").await;
    let elsewhere = again(&app, &mia).await;
    let sessions = app.get(&mia, "auth/sessions").await.expect(200);
    let current: Vec<bool> = sessions.as_array().expect("a list").iter().map(|one| one["is_current"] == true).collect();
    assert_eq!(current, [false, true], "newest first");
    assert_eq!(sessions[0]["address"], "127.0.0.1");
    assert_eq!(sessions[0]["expires_at"], "2024-03-31T09:00:00Z");
    let path = format!("auth/sessions/{}", text(&sessions[0]["id"]));
    app.delete(&nia, &path).await.refused(404, "Session not found");
    app.get(&elsewhere, "auth/me").await.expect(200);
    app.delete(&mia, &path).await.expect(200);
    assert_eq!(app.get(&elsewhere, "auth/me").await.status, 401);
    app.delete(&mia, &path).await.refused(404, "Session not found");
    let number = sessions[1]["number"].as_i64().expect("a number");
    app.delete(&mia, &format!("auth/sessions/{number}")).await.expect(200);
    assert_eq!(app.get(&mia, "auth/me").await.status, 401, "one may end the session that asks");
    assert_eq!(app.delete(&nia, "auth/sessions/abc").await.invalid(), ["path.session_id"]);
}
