//! What an endpoint is told, signed by whom, and what it is not told.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Shop, signed};
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    an_event_is_told_signed_in_the_words_of_the_log,
    two_secrets_sign_for_a_day,
    only_what_is_asked_for_is_told_and_no_notes,
    notes_that_wait_are_not_told_once_they_are_not_asked_for,
    one_that_is_far_behind_takes_turns_with_the_others,
    a_test_and_a_replay_are_sent_at_once,
    what_happens_before_or_while_it_is_off_is_not_told,
    private_addresses_and_bad_fields_are_refused,
    a_redirect_is_not_followed,
    nothing_is_lost_over_a_restart,
    a_removed_endpoint_is_called_no_more,
];

async fn an_event_is_told_signed_in_the_words_of_the_log(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message"]})).await;
    let conversation = shop.conversation().await;
    shop.say(&conversation, "¡Hola! 👋").await;
    shop.app.run_jobs().await;
    let calls = shop.receiver.calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    let (call, told) = (&calls[0], calls[0].json());
    assert_eq!(signed(call, &shop.endpoint["secret"]), [true]);
    assert_eq!((call.path.as_str(), call.header("content-type")), ("/hook", Some("application/json")));
    let events = shop.app.get(&shop.cast.ana, "events").await.expect(200);
    let event = events["events"].as_array().expect("events").iter().find(|one| one["event"] == "new_message");
    let event = event.expect("the message in the log");
    assert_eq!(told, json!({"type": "new_message", "timestamp": event["at"], "data": event["data"]}));
    let id = format!("evt_{}_{}", shop.cast.acme.id.replace('-', ""), event["seq"]);
    assert_eq!(call.header("webhook-id"), Some(id.as_str()));
    let seconds = (shop.app.clock.now().0 / 1_000_000).to_string();
    assert_eq!(call.header("webhook-timestamp"), Some(seconds.as_str()));
    let delivery = &shop.deliveries().await[0];
    assert_eq!(
        (&delivery["state"], &delivery["status"], &delivery["attempts"], &delivery["webhook_id"]),
        (&json!("delivered"), &json!(200), &json!(1), &json!(id))
    );
    assert_eq!((&delivery["answer"], &delivery["error"]), (&json!(r#"{"ok":true}"#), &Value::Null));
    assert!(delivery["duration_ms"].is_i64());
}

async fn two_secrets_sign_for_a_day(app: TestApp) {
    let shop = Shop::open(app, json!({})).await;
    assert_eq!(shop.state().await.get("secret"), None, "told once");
    let first = shop.endpoint["secret"].clone();
    let rotated = shop.app.post(&shop.cast.bo, &shop.path("/rotate-secret"), Value::Null).await.expect(200);
    let second = rotated["secret"].clone();
    assert_ne!(first, second);
    assert_eq!(rotated["previous_secret_until"], "2024-03-02T09:00:00Z");
    for (hours, by_first, by_second) in [(23, vec![false, true], vec![true, false]), (2, vec![false], vec![true])] {
        shop.app.clock.advance(Duration::from_secs(hours * 3600));
        shop.receiver.forget();
        shop.app.post(&shop.cast.olu, &shop.path("/test"), Value::Null).await.expect(201);
        shop.app.run_jobs().await;
        let call = &shop.receiver.calls()[0];
        assert_eq!((signed(call, &first), signed(call, &second)), (by_first, by_second));
    }
    assert_eq!(shop.state().await["previous_secret_until"], Value::Null);
}

async fn only_what_is_asked_for_is_told_and_no_notes(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message", "conversation_created"]})).await;
    shop.add("/notes", json!({"include_notes": true, "events": ["new_message"]})).await;
    let conversation = shop.conversation().await;
    shop.write(&shop.cast.ana, &conversation, json!({"content": "Careful", "kind": "note"})).await;
    shop.say(&conversation, "Hello").await;
    shop.app.patch(&shop.cast.ana, "team/status", json!({"status": "away"})).await.expect(200);
    shop.app.run_jobs().await;
    let calls = shop.receiver.calls();
    let heard = |path: &str| -> Vec<(String, Value)> {
        let own = calls.iter().filter(|call| call.path == path);
        own.map(|call| (text(&call.json()["type"]), call.json()["data"]["content"].clone())).collect()
    };
    assert_eq!(heard("/hook"), [("conversation_created".into(), Value::Null), ("new_message".into(), json!("Hello"))]);
    assert_eq!(heard("/notes"), [("new_message".into(), json!("Careful")), ("new_message".into(), json!("Hello"))]);
}

async fn notes_that_wait_are_not_told_once_they_are_not_asked_for(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message"], "include_notes": true})).await;
    let conversation = shop.conversation().await;
    shop.receiver.then(Reply::Json(503, json!({})));
    shop.write(&shop.cast.ana, &conversation, json!({"content": "Secret", "kind": "note"})).await;
    shop.app.run_jobs().await;
    shop.write(&shop.cast.ana, &conversation, json!({"content": "Secret too", "kind": "note"})).await;
    shop.say(&conversation, "Hello").await;
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["Secret"]);
    shop.app.patch(&shop.cast.olu, &shop.path(""), json!({"include_notes": false})).await.expect(200);
    shop.app.clock.advance(Duration::from_secs(6));
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["Secret", "Hello"]);
    assert_eq!(shop.deliveries().await.len(), 1);
}

async fn one_that_is_far_behind_takes_turns_with_the_others(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message"]})).await;
    let refusing = crate::rig::provider::Provider::start(|_, _| Reply::Json(503, json!({}))).await;
    let conversation = shop.conversation().await;
    let found = shop.app.get(&shop.cast.ana, &format!("conversations/{conversation}")).await.expect(200);
    let conversation =
        model::Key { number: found["number"].as_i64().expect("a number"), uuid: conversation.parse().expect("a UUID") };
    let body = json!({"url": refusing.url, "events": ["conversation_updated"]});
    let behind = shop.app.post(&shop.cast.olu, "webhook-endpoints/", body).await.expect(201);
    let other = shop.add("/other", json!({"events": ["conversation_updated"]})).await;
    shop.app.run_jobs().await;
    let (behind, other) = (behind["number"].as_i64().expect("a number"), other["number"].as_i64().expect("a number"));
    let acme = model::Key { number: shop.cast.acme.number, uuid: shop.cast.acme.id.parse().expect("a UUID") };
    let (db, reach) = (shop.app.running.db.clone(), store::Reach::system(acme));
    let recorded: store::Result<()> = db
        .write(move |tx| {
            let last = store::businesses::find(tx, &reach)?.seq + 500;
            for _ in 0..500 {
                let fact = model::Fact::ConversationUpdated { conversation, status: model::Status::Open };
                tx.record(&reach, None, fact);
            }
            let sql = "UPDATE webhook_endpoints SET seq = $2 WHERE id = $1";
            tx.execute(sql, store::args![other, last - 1]).map(|_| ())
        })
        .await;
    recorded.expect("a log");
    shop.app.run_jobs().await;
    let read = |endpoint: i64| {
        db.read(move |c| {
            let sql = "SELECT count(*), max(id) FROM webhook_deliveries WHERE endpoint_id = $1";
            c.first(sql, store::args![endpoint], |row| Ok((row.take::<i64>()?, row.take::<Option<i64>>()?)))
        })
    };
    let both: (store::Result<_>, store::Result<_>) = tokio::join!(read(behind), read(other));
    let (behind, other) = (both.0.expect("a count").expect("a row"), both.1.expect("a count").expect("a row"));
    assert_eq!((behind.0, other.0), (500, 1));
    assert!(other.1 < behind.1, "it was told before the other had caught up");
}

async fn a_test_and_a_replay_are_sent_at_once(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message"]})).await;
    let sent = shop.app.post(&shop.cast.bo, &shop.path("/test"), Value::Null).await.expect(201);
    shop.app.run_jobs().await;
    let call = shop.receiver.calls().remove(0);
    assert_eq!((call.json()["type"].clone(), call.header("webhook-id")), (json!("test"), sent["webhook_id"].as_str()));
    assert_eq!(signed(&call, &shop.endpoint["secret"]), [true]);
    let path = shop.path(&format!("/deliveries/{}/replay", text(&sent["id"])));
    let again = shop.app.post(&shop.cast.olu, &path, Value::Null).await;
    again.refused(400, "A test is told by sending another one");
    shop.say(&shop.conversation().await, "Hello").await;
    shop.app.run_jobs().await;
    let told = shop.deliveries().await.remove(0);
    let path = shop.path(&format!("/deliveries/{}/replay", text(&told["id"])));
    let again = shop.app.post(&shop.cast.olu, &path, Value::Null).await.expect(201);
    shop.app.run_jobs().await;
    assert_eq!(again["webhook_id"], told["webhook_id"]);
    assert_eq!(shop.said(), ["Hello", "Hello"]);
    let calls = shop.receiver.calls();
    assert_eq!(calls[1].body, calls[2].body);
    let states: Vec<_> = shop.deliveries().await.iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["delivered"; 3]);
}

async fn what_happens_before_or_while_it_is_off_is_not_told(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message"]})).await;
    let conversation = shop.conversation().await;
    shop.say(&conversation, "One").await;
    shop.app.run_jobs().await;
    shop.app.patch(&shop.cast.bo, &shop.path(""), json!({"is_active": false})).await.expect(200);
    shop.say(&conversation, "Two").await;
    shop.app.run_jobs().await;
    let test = shop.app.post(&shop.cast.bo, &shop.path("/test"), Value::Null).await;
    test.refused(400, "This webhook endpoint is switched off. Switch it on first.");
    shop.app.patch(&shop.cast.bo, &shop.path(""), json!({"is_active": true})).await.expect(200);
    shop.say(&conversation, "Three").await;
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["One", "Three"]);
}

async fn private_addresses_and_bad_fields_are_refused(app: TestApp) {
    let cast = app.cast().await;
    for url in
        ["https://127.0.0.1/x", "https://10.0.0.7/", "https://[::1]/", "http://example.com/", "https://a@b.example/"]
    {
        let answer = app.post(&cast.olu, "webhook-endpoints/", json!({"url": url})).await;
        assert_eq!(answer.status, 400, "{url}: {}", answer.text);
    }
    let bad = json!({"url": "ftp://x", "events": ["new_message", "nonsense"], "include_notes": "perhaps"});
    let invalid = app.post(&cast.olu, "webhook-endpoints/", bad).await.invalid();
    assert_eq!(invalid, ["body.events.1", "body.include_notes", "body.url"]);
    // A name is judged by what it leads to, when it is called.
    let made = app.post(&cast.olu, "webhook-endpoints/", json!({"url": "https://localhost.example.invalid/"})).await;
    let path = format!("webhook-endpoints/{}", text(&made.expect(201)["id"]));
    let to_private = json!({"url": "https://169.254.169.254/latest"});
    app.patch(&cast.olu, &path, to_private)
        .await
        .refused(400, "This address can't be called: 169.254.169.254 is not on the public internet");
    for _ in 0..19 {
        app.post(&cast.olu, "webhook-endpoints/", json!({"url": "https://x.invalid/"})).await.expect(201);
    }
    let one_more = app.post(&cast.olu, "webhook-endpoints/", json!({"url": "https://x.invalid/"})).await;
    one_more.refused(400, "A business has 20 webhook endpoints at most");
}

async fn a_redirect_is_not_followed(app: TestApp) {
    let shop = Shop::open(app, json!({"events": ["new_message"]})).await;
    shop.receiver.then(Reply::Elsewhere(format!("{}/other", shop.receiver.url)));
    shop.say(&shop.conversation().await, "Hello").await;
    shop.app.run_jobs().await;
    let paths: Vec<_> = shop.receiver.calls().into_iter().map(|call| call.path).collect();
    assert_eq!(paths, ["/hook"]);
    let delivery = &shop.deliveries().await[0];
    assert_eq!(delivery["error"], "It answered 302: redirects are not followed.");
    assert_eq!(delivery["state"], "waiting");
}

async fn nothing_is_lost_over_a_restart(app: TestApp) {
    let mut shop = Shop::open(app, json!({"events": ["new_message"]})).await;
    let conversation = shop.conversation().await;
    shop.receiver.then(Reply::Json(503, json!({})));
    shop.say(&conversation, "One").await;
    shop.app.run_jobs().await;
    shop.say(&conversation, "Two").await;
    shop.app = shop.app.restart(|config| config.allow_private_hosts = vec!["127.0.0.1".to_owned()]).await;
    shop.say(&conversation, "Three").await;
    shop.app.clock.advance(Duration::from_secs(6));
    shop.app.run_jobs().await;
    assert_eq!(shop.said(), ["One", "One", "Two", "Three"]);
    // A try whose server died is made again: it may have been heard, and its id says so.
    shop.say(&conversation, "Four").await;
    let endpoint = shop.endpoint["number"].as_i64().expect("a number");
    let taken: store::Result<u64> = shop
        .app
        .running
        .db
        .write(move |tx| {
            let sql = "UPDATE webhook_endpoints SET job_id = 999999, lease = 1 WHERE id = $1";
            tx.execute(sql, store::args![endpoint])
        })
        .await;
    assert_eq!(taken.expect("a transaction"), 1);
    shop.app.run_jobs().await;
    assert_eq!(shop.said().last().map(String::as_str), Some("Four"));
}

async fn a_removed_endpoint_is_called_no_more(app: TestApp) {
    let shop = Shop::open(app, json!({})).await;
    let conversation = shop.conversation().await;
    shop.app.run_jobs().await;
    shop.app.delete(&shop.cast.bo, &shop.path("")).await.expect(200);
    shop.receiver.forget();
    shop.say(&conversation, "Hello").await;
    shop.app.run_jobs().await;
    assert_eq!(shop.receiver.calls().len(), 0);
    assert_eq!(shop.app.get(&shop.cast.bo, &shop.path("")).await.status, 404);
    assert_eq!(shop.app.get(&shop.cast.olu, "webhook-endpoints/").await.expect(200), json!([]));
}
