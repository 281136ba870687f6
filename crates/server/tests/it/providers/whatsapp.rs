//! WhatsApp's own: Meta's challenge, batches for several numbers, and every kind of message in its documents.

use std::time::Duration;

use serde_json::{Value, json};

use super::dialects::{Dialect, wamid};
use super::{ACCOUNT, CLEO, Desk};
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    the_challenge_is_answered_for_a_known_word_only,
    a_batch_for_several_numbers_reaches_each,
    every_kind_of_message_can_be_read,
    an_answer_and_a_reaction_know_what_they_answer,
    a_day_after_the_customer_wrote_nothing_but_notes_is_taken,
];

async fn the_challenge_is_answered_for_a_known_word_only(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    let ask =
        |word: &str| format!("webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={word}");
    let answer = desk.app.get(NOBODY, &ask("pingback_verify")).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "1158201444"));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(desk.app.get(NOBODY, &ask("our%20word")).await.status, 403);
    let config = json!({"phone_number_id": "77", "access_token": "EAAx", "verify_token": "our word"});
    desk.app.post(&desk.cast.olu, "channels/", json!({"type": "whatsapp", "config": config})).await.expect(201);
    assert_eq!(desk.app.get(NOBODY, &ask("our%20word")).await.text, "1158201444");
    assert_eq!(desk.app.get(NOBODY, &ask("")).await.status, 422);
    assert_eq!(desk.app.get(NOBODY, "webhooks/whatsapp").await.status, 400);
}

async fn a_batch_for_several_numbers_reaches_each(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    // The same app of Meta's serves both numbers, so that one secret signs for both.
    let mut config = Dialect::Whatsapp.config(ACCOUNT);
    config["phone_number_id"] = json!("1002");
    desk.app.post(&desk.cast.bea, "channels/", json!({"type": "whatsapp", "config": config})).await.expect(201);
    let value = |account: &str, id: u32| {
        let message = json!({"from": CLEO, "id": wamid(id), "type": "text", "text": {"body": format!("To {account}")}});
        json!({"metadata": {"phone_number_id": account}, "messages": [message]})
    };
    let changes: Vec<Value> = [(ACCOUNT, 1), ("1002", 2), ("unknown", 3)]
        .into_iter()
        .map(|(account, id)| json!({"field": "messages", "value": value(account, id)}))
        .collect();
    let body = json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]});
    assert_eq!(desk.post(&Dialect::Whatsapp.signed_by_meta(ACCOUNT, body.to_string())).await.status, 200);
    assert_eq!(desk.said().await, ["To 1001"]);
    let bolts = desk.app.get(&desk.cast.bea, "conversations/").await.expect(200);
    assert_eq!(bolts[0]["last_message"]["preview"], "To 1002");
    assert_eq!(bolts.as_array().map(Vec::len), Some(1));
}

async fn every_kind_of_message_can_be_read(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    let file = |more: Value| {
        let mut file = json!({"id": "1479537139650973", "mime_type": "image/jpeg", "sha256": "x"});
        file.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        file
    };
    let kinds: Vec<(&str, Value, &str)> = vec![
        ("image", file(json!({"caption": "My cup"})), "My cup"),
        ("document", file(json!({"filename": "bill.pdf"})), ""),
        ("audio", file(json!({"voice": true})), ""),
        ("video", file(json!({})), ""),
        ("sticker", file(json!({"animated": false})), ""),
        ("button", json!({"payload": "yes", "text": "Yes, please"}), "Yes, please"),
        ("interactive", json!({"type": "button_reply", "button_reply": {"id": "1", "title": "Tuesday"}}), "Tuesday"),
        (
            "interactive",
            json!({"type": "list_reply", "list_reply": {"id": "1", "title": "Oolong", "description": "100 g"}}),
            "Oolong\n100 g",
        ),
        (
            "location",
            json!({"latitude": 41.38, "longitude": 2.17, "name": "Harbour Tea", "address": "Moll 1"}),
            "Harbour Tea\nMoll 1\nhttps://www.openstreetmap.org/?mlat=41.38&mlon=2.17",
        ),
        (
            "contacts",
            json!([{"name": {"formatted_name": "Ada L."}, "phones": [{"phone": "+44 20"}], "emails": [{"email": "a@b.example"}]}]),
            "Ada L.\n+44 20\na@b.example",
        ),
        ("system", json!({"body": "Cleo changed numbers", "type": "user_changed_number"}), "Cleo changed numbers"),
        (
            "order",
            json!({"catalog_id": "1", "product_items": []}),
            "[A message of a kind that can't be shown here: order]",
        ),
    ];
    let mut messages = Vec::new();
    for (id, (kind, value, _)) in (1..).zip(&kinds) {
        let mut message = json!({"from": CLEO, "id": wamid(id), "timestamp": "1709283600", "type": kind});
        message[*kind] = value.clone();
        messages.push(message);
    }
    messages.push(json!({"from": CLEO, "id": "wamid.u", "type": "unsupported", "errors": [{"code": 131_051, "title": "Message type unknown"}]}));
    assert_eq!(desk.post(&Dialect::Whatsapp.whatsapp(ACCOUNT, json!({"messages": messages}))).await.status, 200);
    let mut expected: Vec<&str> = kinds.iter().map(|(.., said)| *said).collect();
    expected.push("[A message of a kind that can't be shown here: unsupported (Message type unknown)]");
    assert_eq!(desk.said().await, expected);
}

async fn an_answer_and_a_reaction_know_what_they_answer(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "Do you have oolong?").await;
    let asked = desk.conversation().await["messages"][0]["id"].clone();
    let path = format!("conversations/{}/messages", desk.conversation().await["id"].as_str().expect("an id"));
    let reply = json!({"content": "We do", "in_reply_to": asked});
    let replied = desk.app.post(&desk.cast.ana, &path, reply).await.expect(201);
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls()[0].json()["context"]["message_id"], wamid(1));
    let told = json!({"messages": [
        {"from": CLEO, "id": wamid(2), "type": "text", "text": {"body": "Which?"}, "context": {"from": "1", "id": "wamid.OUT1"}},
        {"from": CLEO, "id": wamid(3), "type": "reaction", "reaction": {"message_id": "wamid.OUT1", "emoji": "👍"}},
        {"from": CLEO, "id": wamid(4), "type": "reaction", "reaction": {"message_id": "wamid.OUT1"}},
    ]});
    assert_eq!(desk.post(&Dialect::Whatsapp.whatsapp(ACCOUNT, told)).await.status, 200);
    let conversation = desk.conversation().await;
    let answers: Vec<_> = conversation["messages"].as_array().expect("messages")[2..]
        .iter()
        .map(|message| (message["content"].clone(), message["in_reply_to"].clone()))
        .collect();
    assert_eq!(answers, [(json!("Which?"), replied["id"].clone()), (json!("👍"), replied["id"].clone())]);
}

async fn a_day_after_the_customer_wrote_nothing_but_notes_is_taken(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "Hello?").await;
    let path = format!("conversations/{}/messages", desk.conversation().await["id"].as_str().expect("an id"));
    let text = json!({"content": "Sorry for the wait"});
    desk.app.clock.advance(Duration::from_secs(24 * 3600 - 1));
    desk.app.post(&desk.cast.ana, &path, text.clone()).await.expect(201);
    desk.app.clock.advance(Duration::from_secs(1));
    let late = desk.app.post(&desk.cast.ana, &path, text.clone()).await;
    late.refused(
        400,
        "This channel takes free text only within 24 hours after the customer last wrote. Send one of its templates, or wait until they write again.",
    );
    desk.app.post(&desk.cast.ana, &path, json!({"content": "Too late", "kind": "note"})).await.expect(201);
    desk.hear(2, "Still here").await;
    desk.app.post(&desk.cast.ana, &path, text).await.expect(201);
}
