//! What belonging to a business changes for an account.

use reqwest::Method;
use serde_json::{Value, json};

use super::place;
use crate::rig::cast::{self, PASSWORD};
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    me_tells_the_user_the_business_and_the_role,
    creating_a_business_makes_the_caller_its_owner_once,
    a_removed_account_says_nothing_new,
];

async fn me_tells_the_user_the_business_and_the_role(app: TestApp) {
    let mut mia = cast::person(&app, "Mia").await;
    let answer = app.get(&mia, "auth/me").await;
    let order = ["user", "business", "onboarding_complete", "team_role", "plan"];
    assert!(order.is_sorted_by_key(|key| place(&answer.text, key)), "{}", answer.text);
    let me = answer.expect(200);
    assert_eq!(me["business"], Value::Null);
    assert_eq!(me["team_role"], Value::Null);
    assert_eq!(me["onboarding_complete"], false);
    assert_eq!(me["plan"], "unlimited");
    cast::business(&app, &mut mia, "Mia's").await;
    let me = app.get(&mia, "auth/me/").await.expect(200);
    assert_eq!(me["team_role"], "owner");
    assert_eq!(me["onboarding_complete"], true);
    assert_eq!(me["business"]["name"], "Mia's");
    assert_eq!(me["business"]["created_at"], "2024-03-01T09:00:00Z");
    let lea = cast::member(&app, &mia, "Lea", "agent").await;
    let me = app.get(&lea, "auth/me").await.expect(200);
    assert_eq!((me["team_role"].as_str(), me["business"]["name"].as_str()), (Some("agent"), Some("Mia's")));
}

async fn creating_a_business_makes_the_caller_its_owner_once(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let body = json!({"name": " Acme ", "website": "https://acme.example", "industry": "retail", "team_size": "1-10",
        "goal": "Answer faster", "owner_id": 1, "seq": 9});
    let made = app.post(&mia, "auth/business/create", body.clone()).await.expect(201);
    assert_eq!(made["business"]["name"], "Acme");
    assert_eq!(made["business"]["goal"], "Answer faster");
    assert_eq!(made["team_role"], "owner");
    assert_eq!(made, app.get(&mia, "auth/me").await.expect(200));
    app.post(&mia, "auth/business/create", body.clone()).await.refused(400, "You already have a business");
    let lea = cast::member(&app, &mia, "Lea", "agent").await;
    let refused = app.post(&lea, "auth/business/create", body).await;
    assert_eq!(refused.status, 400, "who works in a business makes no other: {}", refused.text);
    let nia = cast::person(&app, "Nia").await;
    assert_eq!(app.post(&nia, "auth/business/create", json!({"name": "  "})).await.invalid(), ["body.name"]);
}

async fn a_removed_account_says_nothing_new(app: TestApp) {
    let cast = app.cast().await;
    app.delete(&cast.olu, &format!("team/members/{}", cast.ana.member_id)).await.expect(200);
    app.get(&cast.ana, "auth/me").await.refused(401, "Could not validate credentials");
    let body = json!({"email": cast.ana.email, "password": PASSWORD});
    let token = cast::text(&app.post(NOBODY, "auth/login", body).await.expect(200)["access_token"]);
    let me = app.send(app.request(Method::GET, NOBODY, "auth/me").bearer_auth(token)).await.expect(200);
    assert_eq!((&me["business"], &me["team_role"]), (&Value::Null, &Value::Null));
}
