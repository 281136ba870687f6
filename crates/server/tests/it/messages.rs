//! Messages: an agent's replies and notes, the thread page by page, what a reply does to its conversation.

use std::time::Duration;

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Cast, TestApp, on_both_engines};

/// The documented fields of a message, in the documented order.
const DOCUMENTED: &[&str] =
    &["id", "conversation_id", "sender_type", "sender_id", "content", "attachments", "created_at"];

/// Starts a conversation of Acme; its path.
async fn start(app: &TestApp, cast: &Cast) -> String {
    let made = app.post(&cast.ana, "conversations/", json!({"business_id": cast.acme.id})).await.expect(201);
    format!("conversations/{}", text(&made["id"]))
}

async fn a_reply_has_the_documents_shape_and_is_the_first_response(app: TestApp) {
    let cast = app.cast().await;
    let path = start(&app, &cast).await;
    assert_eq!(app.get(&cast.ana, &path).await.expect(200)["first_response_at"], Value::Null);
    let note = json!({"content": "look out", "kind": "note"});
    app.post(&cast.bo, &format!("{path}/messages"), note).await.expect(201);
    assert_eq!(app.get(&cast.ana, &path).await.expect(200)["first_response_at"], Value::Null, "a note is no response");
    app.clock.advance(Duration::from_secs(60));
    let answer = app.post(&cast.ana, &format!("{path}/messages"), json!({"content": " Hello\n"})).await;
    let places: Vec<_> =
        DOCUMENTED.iter().map(|name| answer.text.find(&format!("\"{name}\":")).expect("a documented field")).collect();
    assert!(places.is_sorted(), "{}", answer.text);
    let message = answer.expect(201);
    assert_eq!((&message["sender_type"], &message["sender_id"]), (&json!("agent"), &json!(cast.ana.id)));
    assert_eq!((&message["content"], &message["attachments"]), (&json!("Hello"), &json!([])));
    app.clock.advance(Duration::from_secs(60));
    app.post(&cast.bo, &format!("{path}/messages"), json!({"content": "And more"})).await.expect(201);
    let found = app.get(&cast.ana, &path).await.expect(200);
    assert_eq!(found["first_response_at"], message["created_at"]);
    assert_eq!(found["messages"].as_array().expect("messages").len(), 3);
    assert_eq!(found["last_message"]["preview"], "And more");
}

async fn a_message_without_words_is_refused(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/messages", start(&app, &cast).await);
    for body in [json!({}), json!({"content": ""}), json!({"content": " \n\t "}), json!({"content": null})] {
        assert_eq!(app.post(&cast.ana, &path, body.clone()).await.invalid(), ["body.content"], "{body}");
    }
    let bad = json!({"content": 5, "kind": "event", "attachments": [{}], "in_reply_to": "x"});
    assert_eq!(
        app.post(&cast.ana, &path, bad).await.invalid(),
        ["body.attachments.0.id", "body.content", "body.in_reply_to", "body.kind"]
    );
    let missing = "conversations/01890000-0000-7000-8000-000000000000/messages";
    app.post(&cast.ana, missing, json!({"content": "x"})).await.expect(404);
    app.get(&cast.ana, missing).await.expect(404);
}

async fn text_comes_back_as_it_went_in(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/messages", start(&app, &cast).await);
    let long = "ä".repeat(100_000);
    for content in
        ["👩‍👩‍👧 naïve café", "مرحبا بالعالم \u{202e}rtl", "'; DROP TABLE messages; --", "%s {} $1 ?1 \\ \"", &long]
    {
        let sent = app.post(&cast.ana, &path, json!({"content": content})).await.expect(201);
        assert_eq!(sent["content"], content);
    }
    let thread = app.get(&cast.ana, &path).await.expect(200);
    assert_eq!(thread.as_array().expect("messages").len(), 5);
    assert_eq!(thread[4]["content"], long);
    let nul = app.post(&cast.ana, &path, json!({"content": "a\u{0}b"})).await;
    assert_eq!(nul.invalid(), ["body.content"]);
    let too_long = json!({"content": "x".repeat(100_001)});
    assert_eq!(app.post(&cast.ana, &path, too_long).await.invalid(), ["body.content"]);
    app.post(&cast.ana, &path, json!({"content": "x".repeat(1 << 20)})).await.expect(413);
}

async fn a_reply_reopens_and_a_note_does_not(app: TestApp) {
    let cast = app.cast().await;
    for verb in ["resolve", "close"] {
        let path = start(&app, &cast).await;
        app.put(&cast.ana, &format!("{path}/{verb}"), Value::Null).await.expect(200);
        let note = json!({"content": "for us", "kind": "note"});
        app.post(&cast.ana, &format!("{path}/messages"), note).await.expect(201);
        let ended = app.get(&cast.ana, &path).await.expect(200);
        assert_eq!(ended["status"], format!("{verb}d").replace("eed", "ed"));
        app.post(&cast.ana, &format!("{path}/messages"), json!({"content": "One more thing"})).await.expect(201);
        let open = app.get(&cast.ana, &path).await.expect(200);
        assert_eq!(
            (&open["status"], &open["resolved_at"], &open["closed_at"]),
            (&json!("open"), &Value::Null, &Value::Null)
        );
    }
}

async fn the_thread_is_paged_both_ways(app: TestApp) {
    let cast = app.cast().await;
    let path = start(&app, &cast).await;
    for at in 1..=205 {
        app.post(&cast.ana, &format!("{path}/messages"), json!({"content": at.to_string()})).await.expect(201);
    }
    let contents = |rows: &Value| -> Vec<i64> {
        let rows = rows.as_array().expect("messages").iter();
        rows.map(|row| text(&row["content"]).parse().expect("a number")).collect()
    };
    let found = app.get(&cast.ana, &path).await;
    assert_eq!(contents(&found.json["messages"]), (6..=205).collect::<Vec<_>>(), "the newest 200, in order of time");
    let older = found.link("prev").expect("older ones");
    let (_, query) = older.split_once("/messages").expect("its messages");
    let rest = app.get(&cast.ana, &format!("{path}/messages{query}")).await;
    assert_eq!(contents(&rest.json), [1, 2, 3, 4, 5]);
    assert_eq!(rest.link("prev"), None);
    // From the oldest on, by `after`, in both id forms.
    let first = &rest.json[0];
    for id in [text(&first["id"]), first["number"].to_string()] {
        let next = app.get(&cast.ana, &format!("{path}/messages?after={id}&limit=3")).await;
        assert_eq!(contents(&next.json), [2, 3, 4]);
        assert!(next.link("next").is_some() && next.link("prev").is_some());
    }
    let newest = app.get(&cast.ana, &format!("{path}/messages?limit=2")).await;
    assert_eq!(contents(&newest.json), [204, 205]);
    assert_eq!(newest.link("next"), None);
    for bad in ["before=x", "limit=0", "limit=201", "after=1.5"] {
        assert_eq!(app.get(&cast.ana, &format!("{path}/messages?{bad}")).await.status, 422, "{bad}");
    }
}

async fn an_answer_names_a_message_of_its_own_conversation(app: TestApp) {
    let cast = app.cast().await;
    let (here, there) = (start(&app, &cast).await, start(&app, &cast).await);
    let first = app.post(&cast.ana, &format!("{here}/messages"), json!({"content": "1"})).await.expect(201);
    for id in [first["id"].clone(), first["number"].clone()] {
        let body = json!({"content": "2", "in_reply_to": id});
        let answer = app.post(&cast.ana, &format!("{here}/messages"), body.clone()).await.expect(201);
        assert_eq!(answer["in_reply_to"], first["id"]);
        app.post(&cast.ana, &format!("{there}/messages"), body).await.expect(404);
    }
}

async fn the_same_key_sends_once(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/messages", start(&app, &cast).await);
    let send = |key: &'static str, content: &'static str| {
        let request = app.request(reqwest::Method::POST, &cast.ana, &path).header("idempotency-key", key);
        app.send(request.json(&json!({"content": content})))
    };
    let first = send("k1", "once").await.expect(201);
    assert_eq!(send("k1", "once").await.expect(201), first);
    assert_eq!(send("k1", "other").await.status, 422);
    send("k2", "once").await.expect(201);
    assert_eq!(app.get(&cast.ana, &path).await.expect(200).as_array().expect("messages").len(), 2);
}

/// A message may take 400 KB: 15 of them are one page's worth of rows, but not of bytes.
async fn a_page_of_large_messages_is_cut_by_bytes(app: TestApp) {
    const MOST: usize = 4 << 20;
    let cast = app.cast().await;
    let path = start(&app, &cast).await;
    for at in 100..115 {
        let content = format!("{at}{}", "\u{1f600}".repeat(99_997));
        app.post(&cast.ana, &format!("{path}/messages"), json!({ "content": content })).await.expect(201);
    }
    let numbers = |rows: &Value| -> Vec<usize> {
        let rows = rows.as_array().expect("messages");
        assert!(rows.iter().map(|row| row["content"].as_str().map_or(0, str::len)).sum::<usize>() <= MOST);
        rows.iter().map(|row| text(&row["content"])[..3].parse().expect("a number")).collect()
    };
    // From the newest back: each once.
    let mut walked = Vec::new();
    let mut link = Some("?limit=100".to_owned());
    while let Some(query) = link {
        let page = app.get(&cast.ana, &format!("{path}/messages{query}")).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let found = numbers(&page.json);
        assert!(!found.is_empty() && found.is_sorted());
        walked.splice(0..0, found);
        link = page.link("prev").map(|link| link[link.find('?').expect("a query")..].to_owned());
    }
    assert_eq!(walked, (100..115).collect::<Vec<_>>());
    let found = app.get(&cast.ana, &path).await;
    assert_eq!(numbers(&found.json["messages"]), (105..115).collect::<Vec<_>>());
    assert!(found.link("prev").is_some());
    let first = &found.json["messages"][0]["id"];
    let next = app.get(&cast.ana, &format!("{path}/messages?after={}&limit=100", text(first))).await;
    assert_eq!(numbers(&next.json), (106..115).collect::<Vec<_>>());
    assert_eq!(next.link("next"), None);
    // One that is larger than a page comes alone.
    let larger: store::Result<u64> = app
        .running
        .db
        .write(|tx| {
            let larger = "x".repeat(MOST + 1);
            let newest = "UPDATE messages SET content = $1 WHERE id = (SELECT max(id) FROM messages)";
            tx.execute(newest, store::args![&larger])
        })
        .await;
    assert_eq!(larger.expect("a write"), 1);
    let alone = app.get(&cast.ana, &format!("{path}/messages")).await;
    assert_eq!(alone.json.as_array().map(Vec::len), Some(1));
    assert!(alone.link("prev").is_some());
}

on_both_engines! {
    a_reply_has_the_documents_shape_and_is_the_first_response,
    a_message_without_words_is_refused,
    text_comes_back_as_it_went_in,
    a_reply_reopens_and_a_note_does_not,
    the_thread_is_paged_both_ways,
    an_answer_names_a_message_of_its_own_conversation,
    the_same_key_sends_once,
    a_page_of_large_messages_is_cut_by_bytes,
}
