//! Endpoints that fail: tried again by the schedule, in order, without holding others up, and given up after five days.

use std::time::Duration;

use serde_json::{Value, json};

use super::Shop;
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_conversation_keeps_its_order_and_others_go_on,
    a_wait_that_is_asked_for_is_kept,
    what_fails_for_a_day_is_given_up_and_the_next_has_its_turn,
    gone_switches_it_off_at_once_and_the_owner_hears_of_it,
    five_days_of_failures_switch_it_off,
    a_success_starts_the_five_days_anew,
    one_that_is_silent_holds_nobody_up,
    hundreds_that_are_silent_stop_no_other_job,
    a_full_line_leaves_the_rest_in_the_log,
];

const MESSAGES: fn() -> Value = || json!({"events": ["new_message"]});

async fn a_conversation_keeps_its_order_and_others_go_on(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    let (one, other) = (shop.conversation().await, shop.conversation().await);
    shop.receiver.then(Reply::Json(500, json!({"error": "no"})));
    shop.say(&one, "1a").await;
    shop.app.run_jobs().await;
    shop.say(&one, "1b").await;
    shop.say(&other, "2a").await;
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["1a", "2a"]);
    let waiting = shop.deliveries().await;
    let first = waiting.iter().find(|one| one["attempts"] == 1 && one["state"] == "waiting").expect("the first");
    assert_eq!((&first["status"], &first["error"]), (&json!(500), &json!("It answered 500.")));
    assert_eq!(first["answer"], r#"{"error":"no"}"#);
    // An answer that never came is as good as none: it is sent again.
    shop.receiver.then(Reply::HangUp);
    shop.app.clock.advance(Duration::from_secs(6));
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["1a", "2a", "1a"]);
    shop.app.clock.advance(Duration::from_secs(6 * 60));
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["1a", "2a", "1a", "1a", "1b"]);
    let calls = shop.receiver.calls();
    assert_eq!(calls[0].header("webhook-id"), calls[3].header("webhook-id"));
    assert!(shop.deliveries().await.iter().all(|one| one["state"] == "delivered"));
}

async fn a_wait_that_is_asked_for_is_kept(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    shop.receiver.then(Reply::Wait(429, 600));
    shop.say(&shop.conversation().await, "One").await;
    shop.app.run_jobs().await;
    // It holds for the whole endpoint.
    shop.say(&shop.conversation().await, "Two").await;
    shop.app.clock.advance(Duration::from_secs(599));
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["One"]);
    shop.app.clock.advance(Duration::from_secs(70));
    shop.app.run_jobs().await;
    let mut said = shop.said();
    said.sort();
    assert_eq!(said, ["One", "One", "Two"]);
}

async fn what_fails_for_a_day_is_given_up_and_the_next_has_its_turn(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    let conversation = shop.conversation().await;
    for _ in 0..8 {
        shop.receiver.then(Reply::Json(500, json!({})));
    }
    shop.say(&conversation, "One").await;
    shop.say(&conversation, "Two").await;
    for _ in 0..8 {
        shop.app.run_jobs().await;
        shop.app.clock.advance(Duration::from_secs(11 * 3600 + 60));
    }
    let mut wanted = vec!["One"; 8];
    wanted.push("Two");
    assert_eq!(shop.said(), wanted);
    let states: Vec<_> = shop.deliveries().await.iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["delivered", "failed"]);
}

async fn gone_switches_it_off_at_once_and_the_owner_hears_of_it(app: TestApp) {
    // Both messages are in its line before anybody calls it.
    let shop = Shop::open_with(app, MESSAGES(), 0).await;
    let conversation = shop.conversation().await;
    shop.receiver.then(Reply::Json(410, json!({})));
    shop.say(&conversation, "One").await;
    shop.say(&conversation, "Two").await;
    shop.app.run_jobs().await;
    let state = shop.state().await;
    assert_eq!((&state["is_active"], &state["problem"]), (&json!(false), &json!("It answered 410 Gone.")));
    assert_eq!(shop.said(), ["One"]);
    let states: Vec<_> = shop.deliveries().await.iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["failed", "failed"]);
    let mails = shop.app.outbox().await;
    let told: Vec<_> = mails.iter().filter(|mail| mail.contains("webhook endpoint was switched off")).collect();
    assert_eq!(told.len(), 1, "{mails:?}");
    assert!(told[0].contains("To: olu@example.com") && told[0].contains("410 Gone"), "{}", told[0]);
    // Switched on again, it begins anew.
    let state = shop.app.patch(&shop.cast.olu, &shop.path(""), json!({"is_active": true})).await.expect(200);
    assert_eq!((&state["problem"], &state["failing_since"]), (&Value::Null, &Value::Null));
    shop.say(&conversation, "Three").await;
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["One", "Three"]);
}

async fn five_days_of_failures_switch_it_off(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    for _ in 0..100 {
        shop.receiver.then(Reply::Json(500, json!({})));
    }
    for day in 0..6 {
        shop.say(&shop.conversation().await, &format!("Day {day}")).await;
        shop.app.run_jobs().await;
        let state = shop.state().await;
        assert_eq!(state["is_active"], day < 5, "day {day}: {state}");
        shop.app.clock.advance(Duration::from_secs(24 * 3600));
    }
    let state = shop.state().await;
    assert_eq!(state["problem"], "Every delivery failed for five days.");
    assert_eq!(state["failing_since"], "2024-03-01T09:00:00Z");
    assert!(shop.app.outbox().await.iter().any(|mail| mail.contains("failed for five days")));
}

async fn a_success_starts_the_five_days_anew(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    for day in 0..8 {
        for _ in 0..20 {
            shop.receiver.then(Reply::Json(if day == 3 { 200 } else { 500 }, json!({})));
        }
        shop.say(&shop.conversation().await, &format!("Day {day}")).await;
        shop.app.run_jobs().await;
        assert_eq!(shop.state().await["is_active"], true, "day {day}");
        shop.receiver.never_mind();
        shop.app.clock.advance(Duration::from_secs(24 * 3600));
    }
}

async fn one_that_is_silent_holds_nobody_up(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    let silent = crate::rig::provider::Provider::start(|_, _| Reply::Silence).await;
    let mut dead = Vec::new();
    for _ in 0..4 {
        let body = json!({"url": silent.url, "events": ["new_message"]});
        dead.push(text(&shop.app.post(&shop.cast.olu, "webhook-endpoints/", body).await.expect(201)["id"]));
    }
    let conversation = shop.conversation().await;
    for count in 1..=3 {
        shop.say(&conversation, &format!("{count}")).await;
    }
    // The server's own runner, with its one worker.
    let begun = std::time::Instant::now();
    while shop.said().len() < 3 || silent.calls().len() < 4 {
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?} {}", shop.said(), silent.calls().len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(shop.said(), ["1", "2", "3"]);
    // Their time runs out, and they are left alone for a while.
    let path = format!("webhook-endpoints/{}/deliveries", dead[0]);
    let first = loop {
        let first = shop.app.get(&shop.cast.olu, &path).await.expect(200)[2].clone();
        if first["attempts"] == 1 {
            break first;
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{first}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert_eq!((&first["error"], &first["status"]), (&json!("No answer: no answer in time."), &Value::Null));
    assert_eq!(silent.calls().len(), 4);
}

async fn hundreds_that_are_silent_stop_no_other_job(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    let silent = crate::rig::provider::Provider::start(|_, _| Reply::Silence).await;
    let conversation = shop.conversation().await;
    let (db, url, acme) = (shop.app.running.db.clone(), silent.url.clone(), shop.cast.acme.number);
    let made: store::Result<()> = db
        .write(move |tx| {
            let uuid = tx.new_uuid();
            let reach = store::Reach::system(model::Key { number: acme, uuid });
            let seq = store::businesses::find(tx, &reach)?.seq;
            let (events, description) = (vec![model::webhook::WebhookEvent::NewMessage], String::new());
            let new =
                store::webhook_endpoints::NewEndpoint { url: url.clone(), description, events, include_notes: false };
            (0..300).try_for_each(|_| store::webhook_endpoints::insert(tx, &reach, &new, "whsec_AAAA", seq).map(|_| ()))
        })
        .await;
    made.expect("endpoints");
    shop.say(&conversation, "Hello").await;
    let begun = std::time::Instant::now();
    while silent.calls().len() < 129 {
        assert!(begun.elapsed() < Duration::from_secs(12), "{}", silent.calls().len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let put: store::Result<()> = db
        .write(|tx| {
            let now = tx.now();
            tx.enqueue(None, &model::Job::DeleteExpired, now)
        })
        .await;
    put.expect("a job in the queue");
    let asked = std::time::Instant::now();
    loop {
        let left: store::Result<Option<i64>> = db
            .read(|c| c.first("SELECT count(*) FROM jobs WHERE name = 'delete_expired'", &[], |row| row.take()))
            .await;
        if left.expect("a count") == Some(0) {
            break;
        }
        assert!(asked.elapsed() < Duration::from_secs(4), "{} calls", silent.calls().len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn a_full_line_leaves_the_rest_in_the_log(app: TestApp) {
    let shop = Shop::open(app, MESSAGES()).await;
    let conversation = shop.conversation().await;
    shop.receiver.then(Reply::Wait(503, 3600));
    shop.say(&conversation, "0").await;
    shop.app.run_jobs().await;
    // As if a thousand waited.
    let (endpoint, business) = (shop.endpoint["number"].as_i64().expect("a number"), shop.cast.acme.number);
    let filled: store::Result<u64> = shop
        .app
        .running
        .db
        .write(move |tx| {
            let mut done = 0;
            for _ in 0..1000 {
                let uuid = tx.new_uuid();
                done += tx.execute(
                    "INSERT INTO webhook_deliveries (uuid, business_id, endpoint_id, event, conversation_id, state,
                        attempts, retry_at, created_at) VALUES ($1, $2, $3, 'test', -1, 'waiting', 0, 0, 0)",
                    store::args![uuid, business, endpoint],
                )?;
            }
            Ok(done)
        })
        .await;
    assert_eq!(filled.expect("a transaction"), 1000);
    shop.say(&conversation, "1").await;
    shop.app.run_jobs().await;
    assert_eq!(shop.deliveries().await[0]["seq"], Value::Null, "the message waits in the log");
    let empty = "DELETE FROM webhook_deliveries WHERE endpoint_id = $1 AND conversation_id = -1";
    let emptied: store::Result<u64> =
        shop.app.running.db.write(move |tx| tx.execute(empty, store::args![endpoint])).await;
    assert_eq!(emptied.expect("a transaction"), 1000);
    shop.app.clock.advance(Duration::from_secs(3600 + 400));
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["0", "0", "1"]);
}
