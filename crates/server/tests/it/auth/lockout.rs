//! How often may a sign-in fail? Five times in five minutes per address, ten in fifteen per account.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::login;
use crate::rig::cast::{self, PASSWORD, Person};
use crate::rig::{Answer, NOBODY, TestApp, on_both_engines};

on_both_engines![
    five_failures_lock_an_address_for_five_minutes,
    parallel_guesses_get_no_more_tries,
    forged_forwarding_headers_change_nothing,
    ten_failures_lock_an_account_from_wherever_they_come,
    success_forgives_the_account_but_not_the_address,
    a_stolen_token_guesses_no_password_either,
    a_reset_password_unlocks_the_account,
    calls_are_limited_by_address_and_by_account,
];

async fn limited(app: TestApp, proxy: bool) -> TestApp {
    app.restart(|config| {
        config.rate_limits = true;
        if proxy {
            config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
        }
    })
    .await
}

async fn login_from(app: &TestApp, forwarded: &str, email: &str, password: &str) -> Answer {
    let request = app.request(Method::POST, NOBODY, "auth/login").header("x-forwarded-for", forwarded);
    app.send(request.json(&json!({"email": email, "password": password}))).await
}

async fn five_failures_lock_an_address_for_five_minutes(app: TestApp) {
    let app = limited(app, false).await;
    cast::person(&app, "Mia").await;
    for _ in 0..5 {
        login(&app, "mia@example.com", "wrong").await.refused(401, "Incorrect email or password");
    }
    let locked = login(&app, "mia@example.com", PASSWORD).await;
    assert_eq!(locked.header("retry-after"), Some("300"));
    locked.refused(429, "Too many failed sign-ins, please try again later");
    assert_eq!(login(&app, "nobody@example.com", "wrong").await.status, 429, "the address is locked, not the account");
    app.clock.advance(Duration::from_secs(300));
    login(&app, "mia@example.com", PASSWORD).await.expect(200);
}

async fn parallel_guesses_get_no_more_tries(app: TestApp) {
    let app = limited(app, false).await;
    cast::person(&app, "Mia").await;
    let guesses = (0..32).map(|number| {
        let body = json!({"email": "mia@example.com", "password": format!("wrong {number}")});
        tokio::spawn(app.request(Method::POST, NOBODY, "auth/login").json(&body).send())
    });
    let guesses: Vec<_> = guesses.collect();
    let mut tries = 0;
    for guess in guesses {
        let status = guess.await.expect("it ran").expect("an answer").status().as_u16();
        assert!(status == 401 || status == 429, "{status}");
        tries += usize::from(status == 401);
    }
    assert_eq!(tries, 5);
}

async fn forged_forwarding_headers_change_nothing(app: TestApp) {
    let app = limited(app, false).await;
    let mut statuses = Vec::new();
    for number in 0..7 {
        statuses.push(
            login_from(&app, &format!("10.1.1.{number}"), &format!("{number}@example.com"), "wrong").await.status,
        );
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429]);
    // Behind a proxy that is trusted, its own entry counts, and what a client wrote before it does not.
    let app = limited(app, true).await;
    let mut statuses = Vec::new();
    for number in 0..7 {
        let forwarded = format!("10.1.1.{number}, 203.0.113.9");
        statuses.push(login_from(&app, &forwarded, &format!("{number}@example.com"), "wrong").await.status);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(login_from(&app, "203.0.113.10", "8@example.com", "wrong").await.status, 401);
}

async fn ten_failures_lock_an_account_from_wherever_they_come(app: TestApp) {
    let app = limited(app, true).await;
    cast::person(&app, "Mia").await;
    let spellings = ["mia@example.com", "MIA@example.com", " mia@EXAMPLE.com", "ｍia@example.com", "mia@example.com "];
    for number in 0..10 {
        let answer = login_from(&app, &format!("203.0.113.{number}"), spellings[number % 5], "wrong").await;
        answer.refused(401, "Incorrect email or password");
    }
    let locked = login_from(&app, "203.0.113.99", "mia@example.com", PASSWORD).await;
    locked.refused(429, "Too many failed sign-ins, please try again later");
    let other = login_from(&app, "203.0.113.99", "nobody@example.com", PASSWORD).await;
    assert_eq!(other.status, 401, "others sign in as before");
    app.clock.advance(Duration::from_secs(15 * 60));
    login_from(&app, "203.0.113.99", "mia@example.com", PASSWORD).await.expect(200);
}

async fn success_forgives_the_account_but_not_the_address(app: TestApp) {
    let app = limited(app, true).await;
    cast::person(&app, "Mia").await;
    for round in 0..3 {
        for number in 0..4 {
            let address = format!("203.0.{round}.{number}");
            assert_eq!(login_from(&app, &address, "mia@example.com", "wrong").await.status, 401);
        }
        login_from(&app, "198.51.100.1", "mia@example.com", PASSWORD).await.expect(200);
    }
    for _ in 0..4 {
        assert_eq!(login_from(&app, "192.0.2.1", "other@example.com", "wrong").await.status, 401);
        login_from(&app, "192.0.2.1", "mia@example.com", PASSWORD).await.expect(200);
    }
    assert_eq!(login_from(&app, "192.0.2.1", "other@example.com", "wrong").await.status, 401);
    assert_eq!(login_from(&app, "192.0.2.1", "other@example.com", "wrong").await.status, 429);
}

async fn a_stolen_token_guesses_no_password_either(app: TestApp) {
    let app = limited(app, false).await;
    let mia = cast::person(&app, "Mia").await;
    let guess = json!({"current_password": "wrong", "new_password": "another good one"});
    for _ in 0..5 {
        assert_eq!(app.patch(&mia, "auth/me", guess.clone()).await.status, 400);
    }
    let right = json!({"current_password": PASSWORD, "new_password": "another good one"});
    assert_eq!(app.patch(&mia, "auth/me", right).await.status, 429);
}

async fn a_reset_password_unlocks_the_account(app: TestApp) {
    let app = limited(app, true).await;
    cast::person(&app, "Mia").await;
    for number in 0..10 {
        login_from(&app, &format!("203.0.113.{number}"), "mia@example.com", "wrong").await.expect(401);
    }
    app.post(NOBODY, "auth/password/forgot", json!({"email": "mia@example.com"})).await.expect(200);
    let token = super::mails::newest_token(&app).await;
    app.post(NOBODY, "auth/password/reset", json!({"token": token, "password": "another good one"})).await.expect(200);
    login(&app, "mia@example.com", "another good one").await.expect(200);
}

async fn calls_are_limited_by_address_and_by_account(app: TestApp) {
    let app = limited(app, true).await;
    let mia = cast::person(&app, "Mia").await;
    let from = |person: Option<Person>, address: String| {
        app.request(Method::GET, person.as_ref(), "auth/me").header("x-forwarded-for", address)
    };
    let mut refused: Option<Answer> = None;
    for number in 0..1300 {
        let answer = app.send(from(Some(mia.clone()), format!("198.51.{}.{}", number / 200, number % 200))).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("an account has a limit, from wherever its calls come");
    assert!(refused.header("retry-after").is_some());
    refused.refused(429, "Too many requests, please slow down");
    for number in 0..70 {
        let request = app.request(Method::POST, NOBODY, "auth/password/forgot").header("x-forwarded-for", "192.0.2.7");
        let answer = app.send(request.json(&json!({"email": format!("{number}@example.com")}))).await;
        assert_eq!(answer.status, if number < 60 { 200 } else { 429 }, "{number}: {}", answer.text);
    }
    assert_ne!(app.get(NOBODY, "/healthz").await.json, Value::Null);
}
