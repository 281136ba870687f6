//! Messages that carry files: over HTTP and sockets, once, and told to everybody who may hear of them.

use serde_json::{Value, json};

use super::{conversation, fetch, upload};
use crate::rig::socket::Hello;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_message_carries_the_files_that_it_names,
    a_file_goes_with_one_message_only,
    what_is_no_file_is_refused_with_its_place,
    a_socket_sends_files_too,
    reading_a_message_again_renews_the_address,
];

async fn a_message_carries_the_files_that_it_names(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let mut sent = Vec::new();
    for name in ["one.txt", "two.txt"] {
        sent.push(upload(&app, &cast.ana, &format!("{conversation}/upload"), name, name.as_bytes()).await.expect(201));
    }
    let reply = json!({"attachments": [{"id": sent[1]["id"]}, {"id": sent[0]["id"]}]});
    let said = app.post(&cast.bo, &format!("{conversation}/messages"), reply).await.expect(201);
    assert_eq!(said["content"], "");
    assert_eq!(said["attachments"], json!([sent[1], sent[0]]), "in the order of the message");
    let listed = app.get(&cast.ana, &format!("{conversation}/messages")).await.expect(200);
    assert_eq!(listed[0]["attachments"], said["attachments"]);
    let found = app.get(&cast.ana, &conversation).await.expect(200);
    assert_eq!(found["messages"][0]["attachments"], said["attachments"]);
    assert_eq!(found["last_message"]["preview"], "two.txt one.txt", "what a list shows where nothing was written");
    let (status, _, bytes) = fetch(&app, &found["messages"][0]["attachments"][0]["url"]).await;
    assert_eq!((status, bytes), (200, b"two.txt".to_vec()));
}

async fn a_file_goes_with_one_message_only(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let sent = upload(&app, &cast.ana, &format!("{conversation}/upload"), "a.txt", b"a").await.expect(201);
    let messages = format!("{conversation}/messages");
    let reply = json!({"content": "Here", "attachments": [{"id": sent["id"]}]});
    // Two at the same moment: one has it.
    let (one, other) =
        tokio::join!(app.post(&cast.ana, &messages, reply.clone()), app.post(&cast.bo, &messages, reply.clone()));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400], "{} {}", one.text, other.text);
    let again = app.post(&cast.ana, &messages, reply).await;
    again.refused(400, "A file was sent with another message already. Upload it again.");
    let listed = app.get(&cast.ana, &messages).await.expect(200);
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "the refused message was not written without its file");
}

async fn what_is_no_file_is_refused_with_its_place(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let messages = format!("{conversation}/messages");
    let unknown = "0192f000-0000-7000-8000-000000000000";
    let one = json!({"id": unknown});
    for (attachments, places) in [
        (json!("x"), vec!["body.attachments", "body.content"]),
        (json!([1]), vec!["body.attachments.0", "body.content"]),
        (json!([{}]), vec!["body.attachments.0.id"]),
        (json!([{"id": "x"}]), vec!["body.attachments.0.id"]),
        (json!([one, one]), vec!["body.attachments"]),
        (Value::from(vec![one.clone(); 11]), vec!["body.attachments", "body.content"]),
        (json!([]), vec!["body.content"]),
    ] {
        let answer = app.post(&cast.ana, &messages, json!({"attachments": attachments})).await;
        assert_eq!(answer.invalid(), places, "{attachments}");
    }
    let answer = app.post(&cast.ana, &messages, json!({"content": "x", "attachments": [one]})).await;
    assert_eq!(answer.status, 404, "{}", answer.text);
    assert_eq!(app.get(&cast.ana, &messages).await.expect(200), json!([]));
}

async fn a_socket_sends_files_too(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let sent = upload(&app, &cast.ana, &format!("{conversation}/upload"), "a.txt", b"a").await.expect(201);
    let mut socket = Hello::agent(&app, &cast.ana, &cast.acme.id).connect().await.expect("a socket");
    socket.next("ready").await;
    let id = conversation.trim_start_matches("conversations/");
    let draft = json!({"conversation_id": id, "client_id": "1", "attachments": [{"id": sent["id"]}]});
    let ack = socket.ask("agent_message", draft.clone()).await;
    assert_eq!(ack["message"]["attachments"], json!([sent]), "{ack}");
    let heard = socket.next("new_message").await;
    assert_eq!(heard["attachments"], json!([sent]));
    let again = socket.ask("agent_message", draft).await;
    assert_eq!(again["message_id"], ack["message_id"], "the same client id makes one message, its files included");
}

async fn reading_a_message_again_renews_the_address(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let sent = upload(&app, &cast.ana, &format!("{conversation}/upload"), "a.txt", b"a").await.expect(201);
    let messages = format!("{conversation}/messages");
    app.post(&cast.ana, &messages, json!({"attachments": [{"id": sent["id"]}]})).await.expect(201);
    let first = app.get(&cast.ana, &messages).await;
    let etag = first.header("etag").expect("a version").to_owned();
    let url = first.expect(200)[0]["attachments"][0]["url"].clone();
    let again = || app.request(reqwest::Method::GET, &cast.ana, &messages).header("if-none-match", &etag);
    assert_eq!(app.send(again()).await.status, 304);
    app.clock.advance(std::time::Duration::from_secs(24 * 3600));
    assert_eq!(fetch(&app, &url).await.0, 200, "it is good for a day at least");
    let renewed = app.send(again()).await.expect(200)[0]["attachments"][0]["url"].clone();
    assert_ne!(renewed, url, "a page that was kept does not outlive its addresses");
    app.clock.advance(std::time::Duration::from_secs(24 * 3600));
    assert_eq!(fetch(&app, &url).await.0, 404);
    assert_eq!(fetch(&app, &renewed).await.0, 200);
}
