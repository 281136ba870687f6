//! Theo by himself: he answers once, where he is sure and nobody else is at it, and calls a human otherwise.

use std::time::Duration;

use serde_json::{Value, json};

use super::{KNOWN, Shop, UNKNOWN};
use crate::rig::cast::text;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_visitor_is_answered_once_with_the_source,
    what_nothing_is_found_for_goes_to_a_human_and_the_visitor_is_told,
    a_visitor_who_wants_a_human_gets_one,
    he_says_nothing_where_an_agent_is_at_it,
    he_says_nothing_where_he_is_not_wanted,
    an_agent_who_is_faster_is_not_spoken_over,
    a_restart_in_the_middle_answers_once,
    who_writes_on_and_on_gets_a_human,
];

async fn a_visitor_is_answered_once_with_the_source(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    let asked = shop.ask(KNOWN, None).await;
    shop.app.run_jobs().await;
    shop.app.run_jobs().await;
    let conversation = shop.conversation(&asked).await;
    let messages = conversation["messages"].as_array().expect("messages");
    assert_eq!(messages.len(), 2, "{conversation}");
    if messages[1]["content"].as_str().is_some_and(|words| words.contains("60 days")) {
        assert_eq!((&messages[1]["sender_type"], &messages[1]["sender_id"]), (&json!("ai"), &Value::Null));
        let source = &messages[1]["sources"][0];
        assert_eq!(source["title"], "Returning an order");
        assert!(text(&source["path"]).starts_with("/help/"), "{source}");
        assert_eq!(conversation["status"], "pending");
        assert_eq!(conversation["first_response_at"], Value::Null, "an agent's only");
    } else {
        let settings = shop.app.get(&shop.cast.ana, "ai/settings").await.expect(200);
        assert_eq!(settings["knowledge"]["model"], Value::Null, "with the model he is sure: {conversation}");
    }
    let report = shop.app.get(&shop.cast.ana, "ai/report").await.expect(200);
    assert_eq!(report["answered"].as_i64().unwrap_or(0) + report["handed_over"].as_i64().unwrap_or(0), 1, "{report}");
}

async fn what_nothing_is_found_for_goes_to_a_human_and_the_visitor_is_told(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    let asked = shop.ask(UNKNOWN, None).await;
    shop.app.run_jobs().await;
    let handoffs = shop.handoffs().await;
    assert_eq!(handoffs.len(), 1);
    assert!(["no_knowledge", "low_confidence"].contains(&text(&handoffs[0]["handoff_reason"]).as_str()));
    let said = shop.said(&asked).await;
    assert_eq!(said.len(), 2);
    assert!(said[1].0 == "ai" && said[1].1.contains("colleague"), "{said:?}");
    // From now on it is the human's: he is silent.
    shop.ask(KNOWN, Some(&asked)).await;
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&asked).await, 1);
    let gaps = shop.app.get(&shop.cast.ana, "ai/gaps").await.expect(200);
    assert_eq!(gaps[0]["question"], UNKNOWN);
}

async fn a_visitor_who_wants_a_human_gets_one(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    shop.set(json!({"announces_handoff": false})).await;
    let asked = shop.ask("Ich möchte bitte mit einem Menschen sprechen.", None).await;
    shop.app.run_jobs().await;
    let handoffs = shop.handoffs().await;
    assert_eq!(handoffs[0]["handoff_reason"], "user_requested");
    assert_eq!(shop.answers(&asked).await, 0);
    let words = shop.ask("I want a refund for my tent", None).await;
    shop.set(json!({"keywords": ["refund*"]})).await;
    shop.app.run_jobs().await;
    assert_eq!(shop.conversation(&words).await["handoff_reason"], "complex_issue");
}

async fn he_says_nothing_where_an_agent_is_at_it(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    let asked = shop.ask("Hello", None).await;
    let path = format!("conversations/{}", asked["conversation_id"]);
    shop.app.patch(&shop.cast.ana, &path, json!({"assignee_id": shop.cast.ana.id})).await.expect(200);
    shop.ask(KNOWN, Some(&asked)).await;
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&asked).await, 0);
    // Not assigned, but answered by one.
    let other = shop.ask("Hello", None).await;
    let said = format!("conversations/{}/messages", other["conversation_id"]);
    shop.app.post(&shop.cast.ana, &said, json!({"content": "What can I do for you?"})).await.expect(201);
    shop.ask(KNOWN, Some(&other)).await;
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&other).await, 1);
    assert_eq!(shop.handoffs().await, Vec::<Value>::new());
}

async fn he_says_nothing_where_he_is_not_wanted(app: TestApp) {
    let shop = Shop::open(app).await;
    for change in [
        json!({"mode": "assist"}),
        json!({"mode": "off"}),
        json!({"mode": "auto", "channels": ["email"]}),
        // It is a Friday, ten in the morning in Berlin.
        json!({"channels": null, "hours": {"when": "outside", "time_zone": "Europe/Berlin", "from": 540, "to": 1020}}),
        json!({"hours": {"when": "inside", "time_zone": "Europe/Berlin", "days": [6, 7], "from": 0, "to": 1440}}),
    ] {
        shop.set(change.clone()).await;
        let asked = shop.ask(KNOWN, None).await;
        shop.app.run_jobs().await;
        assert_eq!(shop.answers(&asked).await, 0, "{change}");
        assert_eq!(shop.conversation(&asked).await["handoff_reason"], Value::Null, "{change}");
    }
    shop.set(json!({"hours": null})).await;
    let asked = shop.ask(UNKNOWN, None).await;
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&asked).await, 1);
    shop.set(json!({"mode": "off"})).await;
    let body = json!({"conversation_id": asked["conversation_id"]});
    assert_eq!(shop.app.post(&shop.cast.ana, "ai/reply", body).await.status, 400);
}

/// What the job does, with something in between.
async fn an_agent_who_is_faster_is_not_spoken_over(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    let asked = shop.ask(KNOWN, None).await;
    let (reach, question, proposal) = begun(&shop, &asked).await;
    let path = format!("conversations/{}/messages", asked["conversation_id"]);
    shop.app.post(&shop.cast.ana, &path, json!({"content": "Sixty."})).await.expect(201);
    let settled = settle(&shop, reach, question, proposal).await;
    assert_eq!(settled, desk::theo::Settled::Withdrawn);
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&asked).await, 1);
    // The same where the customer writes on: then that is what waits for an answer.
    let other = shop.ask("Hello", None).await;
    let (reach, question, proposal) = begun(&shop, &other).await;
    shop.ask(UNKNOWN, Some(&other)).await;
    assert_eq!(settle(&shop, reach, question, proposal).await, desk::theo::Settled::Withdrawn);
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&other).await, 1, "{:?}", shop.said(&other).await);
}

/// Begun twice, as by a worker that did not come back, and settled twice.
async fn a_restart_in_the_middle_answers_once(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    let asked = shop.ask(UNKNOWN, None).await;
    let (reach, first, proposal) = begun(&shop, &asked).await;
    let (_, second, _) = begun(&shop, &asked).await;
    assert_eq!(settle(&shop, reach, second, proposal.clone()).await, desk::theo::Settled::HandedOver);
    assert_eq!(settle(&shop, reach, first, proposal).await, desk::theo::Settled::Withdrawn);
    shop.app.run_jobs().await;
    assert_eq!(shop.answers(&asked).await, 1);
    // Who comes too late changes nothing of what was noted.
    let path = format!("ai/answers?conversation_id={}", asked["conversation_id"]);
    assert_eq!(shop.app.get(&shop.cast.ana, &path).await.expect(200)[0]["state"], "handed_over");
}

async fn who_writes_on_and_on_gets_a_human(app: TestApp) {
    let shop = Shop::open_alone(app).await;
    let asked = shop.ask("Hello", None).await;
    shop.app.run_jobs().await;
    for number in 0..12 {
        shop.app.clock.advance(Duration::from_secs(20));
        shop.ask(&format!("{KNOWN} {number}"), Some(&asked)).await;
        shop.app.run_jobs().await;
    }
    assert!(shop.answers(&asked).await <= 11, "{:?}", shop.said(&asked).await);
    assert_eq!(shop.handoffs().await.len(), 1);
}

type Begun = (store::Reach, desk::theo::Question, model::theo::Proposal);

async fn begun(shop: &Shop, asked: &Value) -> Begun {
    let db = shop.app.running.db.clone();
    let conversation = model::AnyId::Number(asked["conversation_id"].as_i64().expect("a number"));
    let business = model::AnyId::from_json(&json!(shop.cast.acme.id)).expect("an id");
    let found: store::Result<_> = db
        .read(move |c| {
            let business = store::businesses::find_public(c, business)?;
            let reach = store::Reach::system(business);
            Ok((reach, store::conversations::find(c, &reach, conversation)?.key))
        })
        .await;
    let (reach, conversation) = found.expect("a conversation");
    let question = db.write(move |tx| desk::theo::begin(tx, &reach, conversation)).await;
    let question = question.expect("it can be begun").expect("it is his turn");
    let client = outbound::Client::new(outbound::Settings::default()).expect("a client");
    let assistants = advice::Assistants::new(client, shop.app.clock.clock(), advice::Rules::default());
    let advice = advice::Advice::new(db, advice::Theo::without_model(), assistants);
    let proposal = advice.propose(reach, &question).await.expect("a proposal");
    (reach, question, proposal)
}

async fn settle(
    shop: &Shop,
    reach: store::Reach,
    question: desk::theo::Question,
    proposal: model::theo::Proposal,
) -> desk::theo::Settled {
    let settled = shop.app.running.db.write(move |tx| desk::theo::settle(tx, &reach, &question, &proposal)).await;
    settled.expect("it can be settled")
}
