//! Searching conversations (`q`): by what was said, by subject, by customer; of one's own business alone.

use std::time::Duration;

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Cast, NOBODY, Person, TestApp, on_both_engines};

on_both_engines![
    what_was_said_is_found_a_moment_later,
    subjects_and_customers_are_found_as_they_are_now,
    a_search_goes_with_other_filters_and_cursors,
    nothing_of_another_business_is_found,
    nothing_typed_is_syntax,
    a_very_long_message_is_found_by_its_beginning,
];

/// Lets the index catch up.
async fn index(app: &TestApp) {
    app.clock.advance(Duration::from_secs(2));
    app.run_jobs().await;
}

async fn found(app: &TestApp, caller: &Person, query: &str) -> Vec<i64> {
    let list = app.get(caller, &format!("conversations/?{query}")).await.expect(200);
    list.as_array().expect("rows").iter().filter_map(|one| one["number"].as_i64()).collect()
}

/// A conversation of Acme with what an agent said in it; its number.
async fn talk(app: &TestApp, cast: &Cast, body: Value, said: &[&str]) -> i64 {
    let mut body = body;
    body["business_id"] = json!(cast.acme.id);
    let made = app.post(&cast.ana, "conversations/", body).await.expect(201);
    for content in said {
        let path = format!("conversations/{}/messages", made["number"]);
        app.post(&cast.ana, &path, json!({ "content": content })).await.expect(201);
    }
    app.clock.advance(Duration::from_secs(1));
    made["number"].as_i64().expect("a number")
}

async fn what_was_said_is_found_a_moment_later(app: TestApp) {
    let cast = app.cast().await;
    let one =
        talk(&app, &cast, json!({"initial_message": "Your parcel left the depot"}), &["It should arrive on Monday"])
            .await;
    let two = talk(&app, &cast, json!({}), &["La crème brûlée est prête", "東京都の天気"]).await;
    let path = format!("conversations/{two}/messages");
    app.post(&cast.ana, &path, json!({"content": "ask accounting about the invoice", "kind": "note"}))
        .await
        .expect(201);
    let widget = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let said = json!({"content": "Where is my parcel?", "customer": {"name": "Vera", "email": "vera@example.com"}});
    let path = format!("widget/{}/messages", text(&widget["id"]));
    let three = app.post(NOBODY, &path, said).await.expect(201)["conversation_id"].as_i64().expect("a number");
    index(&app).await;
    for (q, wanted) in [
        ("parcel", vec![three, one]),
        ("parcel%20depot", vec![one]),
        ("PARC", vec![three, one]),
        ("parc%20depot", vec![]),
        ("creme%20brulee", vec![two]),
        ("%E4%BA%AC%E9%83%BD", vec![two]),
        ("invoice", vec![two]),
        ("vera%20parcel", vec![three]),
        ("vera@example.com", vec![three]),
        ("monday%20tuesday", vec![]),
    ] {
        assert_eq!(found(&app, &cast.bo, &format!("q={q}")).await, wanted, "{q}");
    }
    // What comes later is found too, and no page that was rendered before stands in the way.
    assert_eq!(found(&app, &cast.bo, "q=zeppelin").await, [0; 0]);
    app.post(&cast.ana, &format!("conversations/{one}/messages"), json!({"content": "by zeppelin"})).await.expect(201);
    assert_eq!(found(&app, &cast.bo, "q=zeppelin").await, [0; 0]);
    index(&app).await;
    assert_eq!(found(&app, &cast.bo, "q=zeppelin").await, [one]);
    assert_eq!(app.run_jobs().await, 0, "and then there is nothing left to do");
}

async fn subjects_and_customers_are_found_as_they_are_now(app: TestApp) {
    let cast = app.cast().await;
    let one = talk(&app, &cast, json!({"customer_id": cast.cleo["id"], "subject": "Broken lamp"}), &[]).await;
    index(&app).await;
    assert_eq!(found(&app, &cast.ana, "q=lamp").await, [one]);
    assert_eq!(found(&app, &cast.ana, "q=cleo").await, [one]);
    app.patch(&cast.ana, &format!("conversations/{one}"), json!({"subject": "Broken chair"})).await.expect(200);
    app.patch(&cast.ana, &format!("customers/{}", cast.cleo["id"]), json!({"name": "Kleopatra"})).await.expect(200);
    assert_eq!(found(&app, &cast.ana, "q=kleo").await, [one], "customers are indexed with their row");
    index(&app).await;
    assert_eq!(found(&app, &cast.ana, "q=chair").await, [one]);
    assert_eq!(found(&app, &cast.ana, "q=lamp").await, [0; 0]);
    app.patch(&cast.ana, &format!("conversations/{one}"), json!({"subject": null})).await.expect(200);
    index(&app).await;
    assert_eq!(found(&app, &cast.ana, "q=chair").await, [0; 0]);
}

async fn a_search_goes_with_other_filters_and_cursors(app: TestApp) {
    let cast = app.cast().await;
    let mut made = Vec::new();
    for at in 0..9 {
        let number = talk(&app, &cast, json!({}), &["about the refund"]).await;
        let body = json!({"tags": if at % 2 == 0 { vec!["even"] } else { vec![] }, "status": if at < 3 { "pending" } else { "open" }});
        app.patch(&cast.ana, &format!("conversations/{number}"), body).await.expect(200);
        talk(&app, &cast, json!({}), &["something else"]).await;
        made.push(number);
    }
    index(&app).await;
    made.reverse();
    assert_eq!(found(&app, &cast.ana, "q=refund").await, made);
    assert_eq!(found(&app, &cast.ana, "q=refund&status=pending").await, made[6..]);
    let even: Vec<i64> = made.iter().copied().step_by(2).collect();
    assert_eq!(found(&app, &cast.ana, "q=refund&tag=even").await, even);
    assert_eq!(found(&app, &cast.ana, "q=refund&tag=even&status=pending").await, even[3..]);
    assert_eq!(found(&app, &cast.ana, "q=refund&unassigned=true&page=2&limit=4").await, made[4..8]);
    let mut answer = app.get(&cast.ana, "conversations/?q=refund&limit=4").await;
    let mut walked = Vec::new();
    loop {
        walked.extend(answer.json.as_array().expect("rows").iter().filter_map(|one| one["number"].as_i64()));
        let Some(next) = answer.link("next") else { break };
        answer = app.get(&cast.ana, next.split_once("/api/v1/").expect("a link").1).await;
    }
    assert_eq!(walked, made);
    let mut reversed = made.clone();
    reversed.reverse();
    assert_eq!(found(&app, &cast.ana, "q=refund&sort=updated_at").await, reversed);
}

async fn nothing_of_another_business_is_found(app: TestApp) {
    let cast = app.cast().await;
    talk(&app, &cast, json!({"customer_id": cast.cleo["id"], "subject": "zeppelin"}), &["zeppelin"]).await;
    let theirs = app
        .post(&cast.bea, "conversations/", json!({"business_id": cast.bolt.id, "initial_message": "zeppelin"}))
        .await;
    let theirs = theirs.expect(201)["number"].as_i64().expect("a number");
    index(&app).await;
    assert_eq!(found(&app, &cast.bea, "q=zeppelin").await, [theirs]);
    assert_eq!(found(&app, &cast.bea, "q=cleo").await, [0; 0]);
    for q in [format!("_{}%20zeppelin", cast.acme.number), format!("zeppelin%20OR%20_{}", cast.acme.number)] {
        let seen = found(&app, &cast.bea, &format!("q={q}")).await;
        assert!(seen.iter().all(|number| *number == theirs), "{q}");
    }
}

async fn nothing_typed_is_syntax(app: TestApp) {
    let cast = app.cast().await;
    let one = talk(&app, &cast, json!({}), &["it's 100% \"quoted\" c++ foo:bar (baz) a-b near/2"]).await;
    index(&app).await;
    for q in [
        "it's",
        "100%25",
        "%22quoted%22",
        "c%2B%2B",
        "foo:bar",
        "(baz)",
        "a-b",
        "near/2",
        "'",
        "%22",
        "foo:*",
        "NOT",
        "{",
        "^quoted",
        "%5C",
    ] {
        let seen = found(&app, &cast.ana, &format!("q={q}")).await;
        let has_words = !["'", "%22", "{", "%5C", "NOT"].contains(&q);
        assert_eq!(seen, if has_words { vec![one] } else { vec![] }, "{q}");
    }
    assert_eq!(app.get(&cast.ana, "conversations/?q=%00").await.invalid(), ["query.q"]);
    assert_eq!(app.get(&cast.ana, "conversations/?q=%ff").await.invalid(), ["query.q"]);
    assert_eq!(app.get(&cast.ana, "conversations/?q=").await.invalid(), ["query.q"]);
}

async fn a_very_long_message_is_found_by_its_beginning(app: TestApp) {
    let cast = app.cast().await;
    let words: String = (0..12_000).map(|at| format!("w{at:05} ")).collect();
    let one =
        talk(&app, &cast, json!({}), &[&format!("overture {words}"), &"x".repeat(100_000), &"東".repeat(30_000)]).await;
    index(&app).await;
    assert_eq!(found(&app, &cast.ana, "q=overture%20w00042").await, [one]);
    assert_eq!(found(&app, &cast.ana, "q=%E6%9D%B1%E6%9D%B1").await, [one]);
    assert_eq!(found(&app, &cast.ana, &format!("q={}", "x".repeat(200))).await, [one]);
}
