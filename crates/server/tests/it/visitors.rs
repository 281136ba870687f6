//! A visitor's message by HTTP (decisions D24, D33, D37): arrival, repeats, reopening, and who may see what.

use std::time::Duration;

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Answer, Cast, NOBODY, TestApp, on_both_engines};

/// Makes a widget of Acme; the path of its messages.
async fn widget(app: &TestApp, cast: &Cast) -> String {
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    format!("widget/{}/messages", text(&made["id"]))
}

async fn say(app: &TestApp, path: &str, body: Value) -> Answer {
    app.post(NOBODY, path, body).await
}

async fn conversations(app: &TestApp, cast: &Cast) -> Vec<Value> {
    app.get(&cast.ana, "conversations/").await.expect(200).as_array().expect("an array").clone()
}

async fn a_first_message_opens_a_conversation_and_makes_a_visitor(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let customer = json!({"name": "Vera", "email": "Vera@Example.com", "external_id": "crm-1"});
    let body = json!({"content": "Where is my order?", "customer": customer});
    let first = say(&app, &path, body).await.expect(201);
    assert_eq!(first["ok"], true);
    let rows = conversations(&app, &cast).await;
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((&row["number"], &row["id"]), (&first["conversation_id"], &first["conversation_uuid"]));
    assert_eq!(
        (&row["status"], &row["channel_type"], &row["unread_count"]),
        (&json!("open"), &json!("widget"), &json!(1))
    );
    assert_eq!((&row["customer"]["name"], &row["customer"]["email"]), (&json!("Vera"), &json!("vera@example.com")));
    assert_eq!(row["customer"]["external_id"], Value::Null, "nobody has proved it");
    assert_eq!(row["first_response_at"], Value::Null);
    assert_eq!(row["last_message"]["sender_type"], "customer");
    let found = app.get(&cast.ana, &format!("conversations/{}", row["number"])).await.expect(200);
    assert_eq!(found["messages"][0]["sender_id"], Value::Null);
    assert_eq!(found["messages"][0]["sender_type"], "customer");
    let token = first["visitor_token"].clone();
    let second = say(&app, &path, json!({"content": "Hello?", "visitor_token": token})).await.expect(201);
    assert_eq!(second["conversation_id"], first["conversation_id"]);
    app.post(&cast.ana, &format!("conversations/{}/messages", row["number"]), json!({"content": "Here"}))
        .await
        .expect(201);
    let row = &conversations(&app, &cast).await[0];
    assert_eq!(row["unread_count"], 0, "who answers has read");
    let found = app.get(&cast.ana, &format!("conversations/{}", row["number"])).await.expect(200);
    assert_eq!(found["messages"][0]["status"], "read");
}

async fn the_same_client_id_twice_makes_one_message(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let body = json!({"content": "Hi", "client_id": "7f1c2c9e-54c1-4b5c-9d53-0a5b4f1f0b11"});
    let first = say(&app, &path, body.clone()).await.expect(201);
    // Sent again because the answer was lost, so without a token: the id alone, being unguessable, finds the visitor.
    let again = say(&app, &path, body).await.expect(200);
    assert_eq!((&again["message_id"], &again["conversation_id"]), (&first["message_id"], &first["conversation_id"]));
    let token = first["visitor_token"].clone();
    let with_token = json!({"content": "Hi", "client_id": "c-2", "visitor_token": token});
    let second = say(&app, &path, with_token.clone()).await.expect(201);
    assert_eq!(say(&app, &path, with_token).await.expect(200)["message_id"], second["message_id"]);
    // Somebody else's page may count the same way.
    let other = say(&app, &path, json!({"content": "Hi", "client_id": "c-2"})).await.expect(201);
    assert_ne!(other["conversation_id"], first["conversation_id"]);
    let other = say(&app, &path, json!({"content": "Hi", "client_id": "c-2"})).await.expect(201);
    assert_ne!(other["conversation_id"], first["conversation_id"]);
    assert_eq!(conversations(&app, &cast).await.len(), 3);
}

async fn a_message_reopens_what_is_not_closed_and_keeps_its_assignee(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let first = say(&app, &path, json!({"content": "1"})).await.expect(201);
    let (token, number) = (first["visitor_token"].clone(), first["conversation_id"].clone());
    let conversation = format!("conversations/{number}");
    app.put(&cast.ana, &format!("{conversation}/assign/{}", cast.ana.id), Value::Null).await.expect(200);
    for change in [json!({"status": "pending"}), json!({"status": "resolved"})] {
        app.patch(&cast.ana, &conversation, change).await.expect(200);
        app.clock.advance(Duration::from_secs(10));
        let next = say(&app, &path, json!({"content": "2", "visitor_token": token})).await.expect(201);
        assert_eq!(next["conversation_id"], number);
        let found = app.get(&cast.ana, &conversation).await.expect(200);
        assert_eq!((&found["status"], &found["assignee_id"]), (&json!("open"), &json!(cast.ana.id)));
        assert_eq!(found["resolved_at"], Value::Null);
    }
    app.put(&cast.ana, &format!("{conversation}/close"), Value::Null).await.expect(200);
    let next = say(&app, &path, json!({"content": "3", "visitor_token": token})).await.expect(201);
    assert_ne!(next["conversation_id"], number);
    assert_eq!(app.get(&cast.ana, &conversation).await.expect(200)["status"], "closed");
}

async fn a_visitor_reaches_only_their_own(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let vera = say(&app, &path, json!({"content": "1", "customer": {"email": "vera@example.com"}})).await.expect(201);
    // A typed e-mail links to nobody.
    let mallory = json!({"content": "2", "customer": {"email": "vera@example.com", "external_id": "x"}});
    let mallory = say(&app, &path, mallory).await.expect(201);
    assert_ne!(mallory["conversation_id"], vera["conversation_id"]);
    for id in [vera["conversation_id"].clone(), vera["conversation_uuid"].clone()] {
        let body = json!({"content": "3", "conversation_id": id, "visitor_token": mallory["visitor_token"]});
        say(&app, &path, body).await.expect(404);
        say(&app, &path, json!({"content": "4", "conversation_id": id})).await.expect(404);
        let own = json!({"content": "5", "conversation_id": id, "visitor_token": vera["visitor_token"]});
        say(&app, &path, own).await.expect(201);
    }
    // A token is good in its own business only, and is no bearer token.
    let bolt = app.post(&cast.bea, "widget/create", json!({"domain": "bolt.example"})).await.expect(201);
    let there = format!("widget/{}/messages", text(&bolt["id"]));
    for token in [vera["visitor_token"].clone(), json!("x"), json!(cast.ana.token)] {
        say(&app, &there, json!({"content": "6", "visitor_token": token})).await.expect(403);
    }
    let pretender = crate::rig::Person { token: text(&vera["visitor_token"]), ..cast.ana.clone() };
    app.get(&pretender, "conversations/").await.expect(401);
    assert_eq!(app.get(&cast.bea, "conversations/").await.expect(200), json!([]));
}

async fn only_pages_of_the_widgets_domain_may_write(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let from = |origin: &'static str| {
        let request = app.request(reqwest::Method::POST, NOBODY, &path).header("origin", origin);
        app.send(request.json(&json!({"content": "Hi"})))
    };
    for good in ["https://shop.example", "http://www.shop.example:8080", "https://SHOP.example"] {
        assert_eq!(from(good).await.status, 201, "{good}");
    }
    let bad = [
        "https://shop.example.evil.com",
        "https://evilshop.example",
        "null",
        "file://",
        "http://localhost",
        "https://example",
    ];
    for bad in bad {
        assert_eq!(from(bad).await.status, 403, "{bad}");
    }
    let unknown = "widget/01890000-0000-7000-8000-000000000000/messages";
    say(&app, unknown, json!({"content": "Hi"})).await.expect(404);
    let all = json!({"content": "", "client_id": 5, "customer": {"email": "x", "name": ""}, "attachments": [1]});
    assert_eq!(
        say(&app, &path, all).await.invalid(),
        ["body.attachments.0", "body.client_id", "body.content", "body.customer.email", "body.customer.name"]
    );
}

/// Half of 32 parallel messages are repeats. Held by the schema: without the partial unique index on conversations,
/// PostgreSQL makes several.
async fn parallel_first_messages_make_one_conversation(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    for round in 1..=25 {
        let first = say(&app, &path, json!({"content": "before"})).await.expect(201);
        let close = format!("conversations/{}/close", first["conversation_id"]);
        app.put(&cast.ana, &close, Value::Null).await.expect(200);
        let answers = futures_util::future::join_all((0..32).map(|at| {
            let client_id = format!("m{}", at / 2);
            let body = json!({"content": client_id, "client_id": client_id, "visitor_token": first["visitor_token"]});
            say(&app, &path, body)
        }))
        .await;
        let created = answers.iter().filter(|answer| answer.status == 201).count();
        let repeats = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!((created, repeats), (16, 16), "round {round}: {:?}", answers.iter().find(|one| one.status > 201));
        let one = &answers[0].json["conversation_id"];
        assert!(answers.iter().all(|answer| answer.json["conversation_id"] == *one), "round {round}");
        let found = app.get(&cast.ana, &format!("conversations/{one}")).await.expect(200);
        assert_eq!(found["messages"].as_array().expect("messages").len(), 16);
        assert_eq!(found["unread_count"], 16);
    }
    assert_eq!(conversations(&app, &cast).await.len(), 50);
    assert_eq!(app.get(&cast.ana, "conversations/?limit=1").await.header("x-total-count"), Some("50"));
}

/// The very first message, sent eight times at once because every answer was slow: one visitor.
async fn parallel_repeats_of_a_first_message_make_one_visitor(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    for _ in 0..10 {
        let client_id = uuid::Uuid::new_v4();
        let body = json!({"content": "Hi", "client_id": client_id});
        let answers = futures_util::future::join_all((0..8).map(|_| say(&app, &path, body.clone()))).await;
        let one = &answers[0].json["message_id"];
        assert!(answers.iter().all(|answer| answer.status <= 201 && answer.json["message_id"] == *one), "{answers:?}");
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    }
    assert_eq!(conversations(&app, &cast).await.len(), 10);
}

async fn a_first_message_may_be_sent_again_for_a_day(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let body = || json!({"content": "Hi", "client_id": "7f1c2c9e-54c1-4b5c-9d53-0a5b4f1f0b12"});
    let first = say(&app, &path, body()).await.expect(201);
    app.clock.advance(Duration::from_secs(23 * 60 * 60));
    let again = say(&app, &path, body()).await.expect(200);
    assert_eq!(again["message_id"], first["message_id"]);
    app.clock.advance(Duration::from_secs(60 * 60));
    let later = say(&app, &path, body()).await.expect(201);
    assert_ne!(later["conversation_id"], first["conversation_id"], "somebody else, for all we know");
}

async fn a_page_without_sockets_reads_the_answers(app: TestApp) {
    let cast = app.cast().await;
    let path = widget(&app, &cast).await;
    let read = |token: &Value, query: &str| {
        let request = app.request(reqwest::Method::GET, NOBODY, &format!("{path}{query}"));
        app.send(request.bearer_auth(token.as_str().unwrap_or("")))
    };
    let vera = say(&app, &path, json!({"content": "Hello?", "client_id": "c-1"})).await.expect(201);
    let token = &vera["visitor_token"];
    let conversation = format!("conversations/{}/messages", vera["conversation_id"]);
    let found = read(token, "").await.expect(200);
    assert_eq!((&found["conversation_id"], &found["status"]), (&vera["conversation_id"], &json!("open")));
    assert_eq!(found["messages"][0]["client_id"], "c-1");
    app.post(&cast.ana, &conversation, json!({"content": "Among us", "kind": "note"})).await.expect(201);
    app.post(&cast.ana, &conversation, json!({"content": "Hello!"})).await.expect(201);
    let since = format!("?since={}", found["up_to"]);
    let news = read(token, &since).await.expect(200);
    assert_eq!(news["messages"].as_array().map(Vec::len), Some(1), "{news}");
    assert_eq!(
        (&news["messages"][0]["content"], &news["messages"][0]["sender_name"]),
        (&json!("Hello!"), &json!("Ana"))
    );
    let none = read(token, &format!("?since={}", news["up_to"])).await.expect(200);
    assert_eq!((&none["messages"], &none["up_to"]), (&json!([]), &news["up_to"]));
    // However much is noted among agents, it takes nothing from what the visitor may read.
    for note in 0..50 {
        app.post(&cast.ana, &conversation, json!({"content": format!("{note}"), "kind": "note"})).await.expect(201);
    }
    let all = read(token, "").await.expect(200);
    assert_eq!(all["messages"].as_array().map(Vec::len), Some(2), "{all}");
    // Only their own, and only with their token.
    let mallory = say(&app, &path, json!({"content": "Hi"})).await.expect(201);
    let theirs = format!("?conversation_id={}", vera["conversation_id"]);
    read(&mallory["visitor_token"], &theirs).await.expect(404);
    read(token, &theirs).await.expect(200);
    for bad in [json!(""), json!("a.b.c"), json!(cast.ana.token)] {
        read(&bad, "").await.expect(401);
    }
    let bolt = app.post(&cast.bea, "widget/create", json!({"domain": "bolt.example"})).await.expect(201);
    let there = format!("widget/{}/messages", text(&bolt["id"]));
    let request = app.request(reqwest::Method::GET, NOBODY, &there).bearer_auth(text(token));
    app.send(request).await.expect(401);
    let request = app.request(reqwest::Method::GET, NOBODY, &path).bearer_auth(text(token));
    app.send(request.header("origin", "https://evil.example")).await.expect(403);
    app.put(&cast.ana, &format!("conversations/{}/close", vera["conversation_id"]), Value::Null).await.expect(200);
    read(token, "").await.expect(404);
    assert_eq!(read(token, &theirs).await.expect(200)["status"], "closed");
}

on_both_engines! {
    a_page_without_sockets_reads_the_answers,
    a_first_message_opens_a_conversation_and_makes_a_visitor,
    the_same_client_id_twice_makes_one_message,
    a_first_message_may_be_sent_again_for_a_day,
    a_message_reopens_what_is_not_closed_and_keeps_its_assignee,
    a_visitor_reaches_only_their_own,
    only_pages_of_the_widgets_domain_may_write,
    parallel_first_messages_make_one_conversation,
    parallel_repeats_of_a_first_message_make_one_visitor,
}
