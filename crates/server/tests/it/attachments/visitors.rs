//! Visitors' files: uploaded without being known, sent by whoever has the address that the upload was answered with.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BOUNDARY, fetch, form, part, rows, send, upload};
use crate::rig::cast::text;
use crate::rig::{Cast, NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_visitor_sends_a_file_with_the_first_message,
    only_the_address_of_the_upload_sends_it,
    a_page_of_another_domain_uploads_nothing,
];

async fn widget(app: &TestApp, cast: &Cast) -> String {
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    format!("widget/{}", text(&made["id"]))
}

async fn a_visitor_sends_a_file_with_the_first_message(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let sent = upload(&app, NOBODY, &format!("{widget}/upload"), "order.pdf", b"%PDF-1.7\n").await.expect(201);
    let first = json!({"attachments": [{"id": sent["id"], "url": sent["url"]}], "client_id": "1"});
    let said = app.post(NOBODY, &format!("{widget}/messages"), first).await.expect(201);
    let listed = app.get(&cast.ana, &format!("conversations/{}/messages", said["conversation_id"])).await.expect(200);
    assert_eq!(listed[0]["attachments"], json!([sent]));
    assert_eq!(listed[0]["content"], "");
    // Known by now, they say so before the file; and the team's file reaches them.
    let token = text(&said["visitor_token"]);
    let body = form(&[part("visitor_token", None, token.as_bytes()), part("file", Some("b.txt"), b"b")]);
    let second = send(&app, NOBODY, &format!("{widget}/upload"), body).await.expect(201);
    let more = json!({"content": "And this", "attachments": [second], "visitor_token": token});
    app.post(NOBODY, &format!("{widget}/messages"), more).await.expect(201);
    let conversation = format!("conversations/{}", said["conversation_id"]);
    let theirs = upload(&app, &cast.ana, &format!("{conversation}/upload"), "c.txt", b"c").await.expect(201);
    let reply = json!({"content": "Here", "attachments": [{"id": theirs["id"]}]});
    app.post(&cast.ana, &format!("{conversation}/messages"), reply).await.expect(201);
    let history = app.request(Method::GET, NOBODY, &format!("{widget}/messages")).bearer_auth(&token);
    let history = app.send(history).await.expect(200);
    let files: Vec<&Value> = history["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .map(|one| &one["attachments"][0]["filename"])
        .collect();
    assert_eq!(files, ["order.pdf", "b.txt", "c.txt"]);
    assert_eq!(fetch(&app, &history["messages"][2]["attachments"][0]["url"]).await.2, b"c");
}

async fn only_the_address_of_the_upload_sends_it(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let sent = upload(&app, NOBODY, &format!("{widget}/upload"), "a.txt", b"a").await.expect(201);
    let messages = format!("{widget}/messages");
    let url = text(&sent["url"]);
    for forged in [
        Value::Null,
        json!("x"),
        json!(url.replace("signature=", "signature=A")),
        json!(url.replace("/files/", "/files/0")),
    ] {
        let body = json!({"content": "x", "attachments": [{"id": sent["id"], "url": forged}]});
        app.post(NOBODY, &messages, body).await.refused(404, "Attachment not found");
    }
    // A visitor of another business has no use for it, nor an agent.
    let bolts = app.post(&cast.bea, "widget/create", json!({"domain": "bolt.example"})).await.expect(201);
    let theirs = json!({"content": "x", "attachments": [{"id": sent["id"], "url": url}]});
    let refused = app.post(NOBODY, &format!("widget/{}/messages", text(&bolts["id"])), theirs.clone()).await;
    assert_eq!(refused.status, 404, "{}", refused.text);
    let conversation = super::conversation(&app, &cast).await;
    assert_eq!(app.post(&cast.ana, &format!("{conversation}/messages"), theirs.clone()).await.status, 404);
    // Nor has a visitor of what an agent uploaded, though they have its address.
    let agents = upload(&app, &cast.ana, &format!("{conversation}/upload"), "b.txt", b"b").await.expect(201);
    let stolen = json!({"content": "x", "attachments": [{"id": agents["id"], "url": agents["url"]}]});
    assert_eq!(app.post(NOBODY, &messages, stolen).await.status, 404);
    app.post(NOBODY, &messages, theirs.clone()).await.expect(201);
    assert_eq!(app.post(NOBODY, &messages, theirs).await.status, 400, "and it is sent once");
    let wrong = form(&[part("visitor_token", None, b"x.y.z"), part("file", Some("b.txt"), b"b")]);
    let refused = send(&app, NOBODY, &format!("{widget}/upload"), wrong).await;
    refused.refused(403, "The visitor token is not valid for this widget");
}

async fn a_page_of_another_domain_uploads_nothing(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let from = async |origin: &'static str| {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = app.request(Method::POST, NOBODY, &format!("{widget}/upload"));
        let request = request.header("content-type", kind).header("origin", origin);
        app.send(request.body(form(&[part("file", Some("a.txt"), b"a")]))).await
    };
    from("https://evil.example").await.refused(403, "This widget does not serve this page");
    assert_eq!(rows(&app).await, 0);
    let allowed = from("https://shop.example").await;
    assert_eq!(allowed.header("access-control-allow-origin"), Some("https://shop.example"));
    allowed.expect(201);
    let asked =
        app.request(Method::OPTIONS, NOBODY, &format!("{widget}/upload")).header("origin", "https://shop.example");
    assert_eq!(app.send(asked).await.status, 204);
    assert_eq!(upload(&app, NOBODY, "widget/999999/upload", "a.txt", b"a").await.status, 404);
}
