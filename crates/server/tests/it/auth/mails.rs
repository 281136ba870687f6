//! Proving an e-mail, and getting back in without the password.

use std::time::Duration;

use serde_json::{Value, json};

use super::{again, login};
use crate::rig::cast::{self, PASSWORD};
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_registration_mails_a_link_that_proves_the_address,
    a_forgotten_password_is_set_anew_once,
    forgetting_says_the_same_of_an_unknown_address,
    tokens_expire_and_serve_one_purpose_only,
    a_mailbox_is_not_flooded,
    what_is_no_token_never_matches,
];

/// The token in a mail's link, whatever the mail's transfer encoding.
fn token_in(mail: &str) -> Option<String> {
    let plain = mail.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
    let (_, rest) = plain.split_once("#token=")?;
    Some(rest.chars().take_while(char::is_ascii_hexdigit).collect())
}

/// The token of the newest mail in the outbox.
pub async fn newest_token(app: &TestApp) -> String {
    let mails = app.outbox().await;
    token_in(mails.last().expect("a mail")).expect("a link")
}

async fn a_registration_mails_a_link_that_proves_the_address(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let mails = app.outbox().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("mia@example.com"), "{}", mails[0]);
    let token = newest_token(&app).await;
    assert_eq!(token.len(), 64);
    app.post(NOBODY, "auth/email/verify", json!({"token": token})).await.expect(200);
    assert_eq!(app.get(&mia, "auth/me").await.expect(200)["user"]["is_verified"], true);
    let spent = app.post(NOBODY, "auth/email/verify", json!({"token": token})).await;
    spent.refused(400, "This link is not valid any more. Ask for a new one.");
    app.clock.advance(Duration::from_secs(120));
    app.post(&mia, "auth/email/resend", Value::Null).await.expect(200);
    assert_eq!(app.outbox().await.len(), 1, "who is verified gets no mail");
}

async fn a_forgotten_password_is_set_anew_once(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let elsewhere = again(&app, &mia).await;
    app.post(NOBODY, "auth/password/forgot", json!({"email": " MIA@example.com"})).await.expect(200);
    let token = newest_token(&app).await;
    let weak = json!({"token": token, "password": "short"});
    assert_eq!(app.post(NOBODY, "auth/password/reset", weak).await.invalid(), ["body.password"]);
    let body = json!({"token": token, "password": "another good one"});
    app.post(NOBODY, "auth/password/reset", body.clone()).await.expect(200);
    assert_eq!(app.get(&mia, "auth/me").await.status, 401, "every session ends");
    assert_eq!(app.get(&elsewhere, "auth/me").await.status, 401);
    assert_eq!(login(&app, &mia.email, PASSWORD).await.status, 401);
    login(&app, &mia.email, "another good one").await.expect(200);
    let spent = app.post(NOBODY, "auth/password/reset", body).await;
    spent.refused(400, "This link is not valid any more. Ask for a new one.");
}

async fn forgetting_says_the_same_of_an_unknown_address(app: TestApp) {
    cast::person(&app, "Mia").await;
    let before = app.outbox().await.len();
    let known = app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await;
    let unknown = app.post(NOBODY, "auth/password/forgot", json!({"email": "nobody@example.com"})).await;
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
    assert_eq!(app.outbox().await.len(), before + 1);
}

async fn tokens_expire_and_serve_one_purpose_only(app: TestApp) {
    cast::person(&app, "Mia").await;
    let verification = newest_token(&app).await;
    let reset = json!({"token": verification, "password": "another good one"});
    assert_eq!(app.post(NOBODY, "auth/password/reset", reset).await.status, 400, "it proves the address, no more");
    app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await.expect(200);
    let first = newest_token(&app).await;
    app.clock.advance(Duration::from_secs(90));
    app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await.expect(200);
    let second = newest_token(&app).await;
    assert_ne!(first, second);
    let reset = |token: &str| json!({"token": token, "password": "another good one"});
    assert_eq!(app.post(NOBODY, "auth/password/reset", reset(&first)).await.status, 400, "a newer link replaces it");
    app.clock.advance(Duration::from_secs(3600));
    assert_eq!(app.post(NOBODY, "auth/password/reset", reset(&second)).await.status, 400);
    app.clock.advance(Duration::from_secs(3 * 24 * 3600));
    assert_eq!(app.post(NOBODY, "auth/email/verify", json!({"token": verification})).await.status, 400);
}

async fn a_mailbox_is_not_flooded(app: TestApp) {
    cast::person(&app, "Mia").await;
    let before = app.outbox().await.len();
    for _ in 0..5 {
        app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await.expect(200);
    }
    assert_eq!(app.outbox().await.len(), before + 1);
    app.clock.advance(Duration::from_secs(61));
    app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await.expect(200);
    assert_eq!(app.outbox().await.len(), before + 2);
}

async fn what_is_no_token_never_matches(app: TestApp) {
    cast::person(&app, "Mia").await;
    app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await.expect(200);
    let token = newest_token(&app).await;
    let upper = token.to_uppercase();
    for wrong in
        [json!(""), Value::Null, json!([token]), json!({"a": token}), json!(0), json!(true), json!("%"), json!("null")]
    {
        let answer =
            app.post(NOBODY, "auth/password/reset", json!({"token": wrong, "password": "another good one"})).await;
        assert!(answer.status == 400 || answer.status == 422, "{wrong}: {}", answer.status);
    }
    assert!(
        upper == token
            || app
                .post(NOBODY, "auth/password/reset", json!({"token": upper, "password": "another good one"}))
                .await
                .status
                == 400
    );
    app.post(NOBODY, "auth/password/reset", json!({"token": token, "password": "another good one"})).await.expect(200);
}
