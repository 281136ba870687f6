//! Theo with a language model's endpoint, played over real HTTP: its words are used where they hold, else his own, and
//! never more is spent than the month allows.

use serde_json::{Value, json};

use super::{KNOWN, Shop};
use crate::rig::cast::{PASSWORD, text};
use crate::rig::provider::{Provider, Reply};
use crate::rig::{NOBODY, Person, TestApp, on_both_engines};

on_both_engines![
    what_the_model_writes_is_used_with_its_source,
    what_can_not_be_used_gives_way_to_the_articles_own_words,
    the_months_budget_holds,
];

const WRITTEN: &str = "You have 60 days after delivery to send back any order [1].";

fn said(words: &str) -> Reply {
    Reply::Json(
        200,
        json!({"choices": [{"message": {"content": words}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 400, "completion_tokens": 20}}),
    )
}

/// A shop whose language model usually answers so.
async fn open(app: TestApp, words: &'static str) -> (Shop, Provider) {
    let model = Provider::start(move |_, _| said(words)).await;
    let shop = Shop::open(app).await;
    let endpoint = json!({"base_url": format!("{}/v1", model.url), "model": "small", "key": "sk-canary-7"});
    shop.set(json!({"endpoint": endpoint})).await;
    (shop, model)
}

async fn what_the_model_writes_is_used_with_its_source(app: TestApp) {
    let (shop, model) = open(app, WRITTEN).await;
    let asked = shop.ask(KNOWN, None).await;
    let draft = shop.reply(&asked, "assist").await;
    assert_eq!((&draft["writer"], &draft["reply"]), (&json!("model"), &json!(WRITTEN.replace(" [1]", ""))), "{draft}");
    assert_eq!(draft["citations"][0]["title"], "Returning an order");
    let calls = model.calls();
    assert_eq!((calls.len(), calls[0].path.as_str()), (1, "/v1/chat/completions"));
    assert_eq!(calls[0].header("authorization"), Some("Bearer sk-canary-7"));
    assert!(calls[0].body.contains("60 days of delivery") && calls[0].body.contains(KNOWN));
    let settings = shop.app.get(&shop.cast.olu, "ai/settings").await.expect(200);
    assert_eq!((&settings["spent_tokens"], &settings["knowledge"]["has_writer"]), (&json!(420), &json!(true)));
    assert!(!calls[0].body.contains("sk-canary-7"));
}

async fn what_can_not_be_used_gives_way_to_the_articles_own_words(app: TestApp) {
    let (shop, model) = open(app, WRITTEN).await;
    let asked = shop.ask(KNOWN, None).await;
    for reply in [
        Reply::Json(500, json!({"error": {"message": "overloaded"}})),
        Reply::Json(401, json!({"error": {"message": "bad key"}})),
        Reply::HangUp,
        Reply::Bytes(b"<html>no</html>".to_vec()),
        said("You have 90 days [1]."),
        said("Our boss says that everything is free."),
    ] {
        model.then(reply.clone());
        let draft = shop.reply(&asked, "assist").await;
        assert_eq!(draft["writer"], "extract", "{reply:?}: {draft}");
        assert!(text(&draft["reply"]).contains("60 days"), "{reply:?}: {draft}");
        shop.app.clock.advance(std::time::Duration::from_secs(3600));
    }
    model.then(said("NO_ANSWER"));
    let draft = shop.reply(&asked, "assist").await;
    assert_eq!((&draft["reply"], &draft["handoff_reason"]), (&Value::Null, &json!("no_knowledge")));
}

async fn the_months_budget_holds(app: TestApp) {
    let (shop, model) = open(app, WRITTEN).await;
    shop.set(json!({"monthly_tokens": 4000})).await;
    let asked = shop.ask(KNOWN, None).await;
    let both = tokio::join!(shop.reply(&asked, "assist"), shop.reply(&asked, "assist"), shop.reply(&asked, "assist"));
    for draft in [both.0, both.1, both.2] {
        assert!(text(&draft["reply"]).contains("60 days"), "{draft}");
    }
    for _ in 0..20 {
        shop.reply(&asked, "assist").await;
    }
    let settings = shop.app.get(&shop.cast.olu, "ai/settings").await.expect(200);
    let spent = settings["spent_tokens"].as_i64().expect("a count");
    assert!(spent <= 4000, "{settings}");
    assert_eq!(i64::try_from(model.calls().len()).expect("few") * 420, spent);
    // The next month begins anew.
    let before = model.calls().len();
    shop.app.clock.advance(std::time::Duration::from_secs(31 * 24 * 3600));
    // Her session has ended by then.
    let body = json!({"email": shop.cast.ana.email, "password": PASSWORD});
    let token = text(&shop.app.post(NOBODY, "auth/login", body).await.expect(200)["access_token"]);
    let ana = Person { token, ..shop.cast.ana.clone() };
    let body = json!({"conversation_id": asked["conversation_id"]});
    assert_eq!(shop.app.post(&ana, "ai/reply", body).await.expect(200)["writer"], "model");
    assert_eq!(model.calls().len(), before + 1);
}
