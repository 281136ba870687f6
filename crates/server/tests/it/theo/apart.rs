//! What Theo keeps apart: a language model that is silent from all other work, and what one customer or business says
//! from any other's answers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::{KNOWN, Shop};
use crate::rig::provider::{Provider, Reply};
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_model_that_hangs_holds_up_nothing_else_and_everybody_hears_something,
    nothing_of_another_customer_or_business_is_shown_to_a_model_or_said,
];

/// How long Theo's own answers may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Visitors who ask while the model hangs.
const VISITORS: usize = 6;

async fn a_model_that_hangs_holds_up_nothing_else_and_everybody_hears_something(app: TestApp) {
    let mut shop = Shop::open_alone(app).await;
    // From here on one worker does everything.
    shop.app = shop
        .app
        .restart(|config| {
            config.theo_model = true;
            config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
        })
        .await;
    let released = Arc::new(Semaphore::new(0));
    let held = Reply::Held(released.clone());
    let model = Provider::start(move |_, _| held.clone()).await;
    shop.set(json!({"endpoint": {"base_url": model.url, "model": "small", "key": "sk"}})).await;
    let mut asked = Vec::new();
    for _ in 0..VISITORS {
        asked.push(shop.ask(KNOWN, None).await);
    }
    let began = Instant::now();
    while model.calls().is_empty() {
        assert!(began.elapsed() < PATIENCE, "the model was not asked");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // It hangs. A mail goes out, an agent answers, a visitor's message comes in.
    shop.app.post(NOBODY, "auth/password/forgot", json!({"email": shop.cast.ana.email})).await.expect(200);
    while !shop.app.home.outbox().iter().any(|mail| mail.contains("reset")) {
        assert!(began.elapsed() < PATIENCE, "the mail waits");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let said = format!("conversations/{}/messages", asked[0]["conversation_id"]);
    shop.app.post(&shop.cast.ana, &said, json!({"content": "Sixty, I am Ana"})).await.expect(201);
    shop.ask("Thank you!", Some(&asked[0])).await;
    released.add_permits(1_000);
    for one in &asked[1..] {
        while shop.answers(one).await == 0 {
            assert!(began.elapsed() < PATIENCE, "nobody answers: {}", shop.conversation(one).await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    for one in &asked {
        assert_eq!(shop.answers(one).await, 1, "{}", shop.conversation(one).await);
    }
}

/// Each secret stands where only some may see it.
async fn nothing_of_another_customer_or_business_is_shown_to_a_model_or_said(app: TestApp) {
    let shop = Shop::open(app).await;
    let model = Provider::start(|_, _| {
        let words = "You have 60 days after delivery to send back any order [1].";
        let message = json!({"message": {"content": words}, "finish_reason": "stop"});
        Reply::Json(200, json!({"choices": [message], "usage": {"prompt_tokens": 9, "completion_tokens": 9}}))
    })
    .await;
    let (app, cast) = (&shop.app, &shop.cast);
    let secret = "How many days do I have to send back an order? canary-bolt days to send back an order";
    let theirs = json!({"title": "Returns at Bolt", "content": secret});
    app.post(&cast.bea, "kb/articles", theirs).await.expect(201);
    let draft = json!({"title": "Returns next year", "content": secret.replace("bolt", "draft"), "state": "draft"});
    app.post(&cast.bo, "kb/articles", draft).await.expect(201);
    let gone = json!({"title": "Returns last year", "content": secret.replace("bolt", "gone")});
    let gone = app.post(&cast.bo, "kb/articles", gone).await.expect(201);
    app.run_jobs().await;
    app.delete(&cast.bo, &format!("kb/articles/{}", gone["id"])).await.expect(200);
    shop.set(json!({"endpoint": {"base_url": model.url, "model": "small", "key": "canary-key"}})).await;
    let other = shop.ask("I am canary-customer, how many days do I have to send back an order?", None).await;
    let note = format!("conversations/{}/messages", other["conversation_id"]);
    app.post(&cast.ana, &note, json!({"content": "canary-note", "kind": "note"})).await.expect(201);
    shop.reply(&other, "assist").await;

    model.forget();
    let asked = shop.ask(KNOWN, None).await;
    let note = format!("conversations/{}/messages", asked["conversation_id"]);
    app.post(&cast.ana, &note, json!({"content": "canary-own-note", "kind": "note"})).await.expect(201);
    let about = json!({"conversation_id": asked["conversation_id"]});
    let mut said = vec![
        shop.reply(&asked, "assist").await,
        app.post(&cast.ana, "ai/ask", json!({"question": KNOWN})).await.expect(200),
        app.post(&cast.ana, "ai/summary", about.clone()).await.expect(200),
        app.post(&cast.ana, "ai/tags", about).await.expect(200),
        app.get(&cast.ana, &format!("ai/answers?conversation_id={}", asked["conversation_id"])).await.expect(200),
        app.get(&cast.ana, "ai/settings").await.expect(200),
    ];
    shop.set(json!({"mode": "auto"})).await;
    let alone = shop.ask(KNOWN, None).await;
    app.run_jobs().await;
    said.push(shop.conversation(&alone).await);
    assert!(model.calls().len() >= 3, "reply, playground, by himself");
    let shown = model.calls().into_iter().map(|call| Value::String(call.body));
    for one in shown.chain(said) {
        for canary in ["canary-bolt", "canary-draft", "canary-gone", "canary-customer", "canary-note", "canary-key"] {
            assert!(!one.to_string().contains(canary), "{canary}: {one}");
        }
    }
    assert!(model.calls().iter().all(|call| !call.body.contains("canary-own-note")), "notes are the team's own");
}
