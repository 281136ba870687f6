//! Telegram's own: where it is to post, edits, buttons and what is said in groups.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::dialects::Dialect;
use super::{ACCOUNT, CLEO, Desk};
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    telegram_is_told_where_to_post_and_when_to_stop,
    what_telegram_says_of_a_registration_is_shown,
    an_edit_changes_the_message,
    a_pressed_button_is_its_label_and_a_group_is_not_for_us,
    an_album_is_one_message_whatever_the_order_of_its_parts,
    parts_of_an_album_at_the_same_moment_make_one_message,
];

/// A photo of an album.
fn part(id: u32, album: &str, caption: &str) -> Value {
    let number: i64 = CLEO.parse().expect("digits");
    let chat = json!({"id": number, "type": "private", "first_name": "Cleo"});
    let mut message = json!({"message_id": id, "date": 1, "chat": chat, "media_group_id": album,
        "photo": [{"file_id": format!("file{id}"), "file_size": 9}]});
    if !caption.is_empty() {
        message["caption"] = json!(caption);
    }
    json!({"update_id": id, "message": message})
}

async fn an_album_is_one_message_whatever_the_order_of_its_parts(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    let send = async |update: Value| {
        let answer = desk.post(&Dialect::Telegram.telegram(&desk.channel, ACCOUNT, update)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    };
    for update in [part(3, "77", ""), part(2, "77", "My cups"), part(4, "77", ""), part(2, "77", "My cups")] {
        send(update).await;
    }
    let conversation = desk.conversation().await;
    assert_eq!(desk.said().await, ["My cups"]);
    let message = &conversation["messages"][0];
    assert_eq!(message["attachments"].as_array().map(Vec::len), Some(3));
    assert_eq!(conversation["last_message"]["preview"], "My cups");
    assert_eq!(conversation["unread_count"], 1);
    // An edit of a part without words takes nothing away.
    for (id, caption, said) in [(3, "", "My cups"), (2, "My two cups", "My two cups")] {
        send(json!({"update_id": 9, "edited_message": part(id, "77", caption)["message"]})).await;
        assert_eq!(desk.said().await, [said]);
    }
    // Another one, and a picture of its own.
    send(part(5, "78", "")).await;
    send(json!({"update_id": 6, "message": part(6, "", "Alone")["message"]})).await;
    assert_eq!(desk.said().await.len(), 3);
    let events = desk.app.get(&desk.cast.ana, "events?after=0&limit=200").await.expect(200);
    let updates = events.to_string().matches("message_updated").count();
    assert!(updates >= 2, "whoever looks at the message hears of each further part: {events}");
    // More than a message can have.
    for id in 20..32 {
        send(part(id, "79", "")).await;
    }
    let last = desk.conversation().await["messages"][3].clone();
    assert_eq!(last["attachments"].as_array().map(Vec::len), Some(10));
}

async fn parts_of_an_album_at_the_same_moment_make_one_message(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    let posts: Vec<_> =
        (1..=6).map(|id| Dialect::Telegram.telegram(&desk.channel, ACCOUNT, part(id, "9", ""))).collect();
    let answers = join_all(posts.iter().chain(&posts).map(|post| desk.post(post))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(desk.said().await.len(), 1);
    let conversation = desk.conversation().await;
    assert_eq!(conversation["messages"][0]["attachments"].as_array().map(Vec::len), Some(6));
}

async fn telegram_is_told_where_to_post_and_when_to_stop(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    let channel = desk.another_channel("2001").await;
    desk.app.run_jobs().await;
    let id = text(&channel["id"]);
    let told = desk.provider.calls().remove(0);
    assert_eq!(told.path, "/bot2001:5ecret/setWebhook");
    assert_eq!(told.json()["url"], format!("https://help.acme.example/api/v1/webhooks/telegram/{id}"));
    let word = desk.dialect.message(&channel, "2001", 1, CLEO, "Hello").headers[0].1.clone();
    assert_eq!(told.json()["secret_token"], word);
    let path = format!("channels/{id}");
    desk.app.patch(&desk.cast.olu, &path, json!({"config": {"bot_token": "2002:other"}})).await.expect(200);
    desk.app.run_jobs().await;
    desk.app.patch(&desk.cast.olu, &path, json!({"config": {"bot_username": "acme_bot"}})).await.expect(200);
    desk.app.run_jobs().await;
    desk.app.delete(&desk.cast.olu, &path).await.expect(200);
    desk.app.run_jobs().await;
    let mut calls: Vec<_> = desk.provider.calls()[1..].iter().map(|call| call.path.clone()).collect();
    calls[..2].sort();
    assert_eq!(
        calls,
        [
            "/bot2001:5ecret/deleteWebhook",
            "/bot2002:other/setWebhook",
            "/bot2002:other/setWebhook",
            "/bot2002:other/deleteWebhook"
        ]
    );
}

async fn what_telegram_says_of_a_registration_is_shown(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    let path = format!("channels/{}", text(&desk.channel["id"]));
    assert_eq!(desk.app.get(&desk.cast.olu, &path).await.expect(200)["problem"], json!(null));
    desk.provider.then(Reply::Json(401, json!({"ok": false, "error_code": 401, "description": "Unauthorized"})));
    desk.app.patch(&desk.cast.olu, &path, json!({"is_active": true})).await.expect(200);
    desk.app.run_jobs().await;
    let problem = desk.app.get(&desk.cast.ana, &path).await.expect(200)["problem"].clone();
    assert_eq!(problem, "Telegram does not know this bot any more: the owner has to give a new token.");
    desk.app.patch(&desk.cast.olu, &path, json!({"is_active": true})).await.expect(200);
    desk.app.run_jobs().await;
    assert_eq!(desk.app.get(&desk.cast.ana, &path).await.expect(200)["problem"], json!(null));
}

async fn an_edit_changes_the_message(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    desk.hear(1, "Helo").await;
    let number: i64 = CLEO.parse().expect("digits");
    let chat = json!({"id": number, "type": "private", "first_name": "Cleo"});
    let edited = json!({"update_id": 9, "edited_message": {"message_id": 1, "date": 1, "edit_date": 2, "chat": chat, "text": "Hello"}});
    assert_eq!(desk.post(&Dialect::Telegram.telegram(&desk.channel, ACCOUNT, edited)).await.status, 200);
    let conversation = desk.conversation().await;
    assert_eq!(conversation["messages"][0]["content"], "Hello");
    assert_eq!(conversation["last_message"]["preview"], "Hello");
}

async fn a_pressed_button_is_its_label_and_a_group_is_not_for_us(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    let number: i64 = CLEO.parse().expect("digits");
    let chat = json!({"id": number, "type": "private", "first_name": "Cleo"});
    let keys = json!({"inline_keyboard": [[{"text": "Tuesday", "callback_data": "tue"}]]});
    let pressed = json!({"update_id": 1, "callback_query": {"id": "77", "data": "tue", "from": chat,
        "message": {"message_id": 5, "date": 1, "chat": chat, "reply_markup": keys}}});
    let group = json!({"update_id": 2, "message": {"message_id": 6, "date": 1, "text": "Hi all",
        "chat": {"id": -100, "type": "supergroup", "title": "Tea"}, "from": chat}});
    for update in [pressed, group] {
        assert_eq!(desk.post(&Dialect::Telegram.telegram(&desk.channel, ACCOUNT, update)).await.status, 200);
    }
    assert_eq!(desk.said().await, ["Tuesday"]);
    desk.app.run_jobs().await;
    let calls = desk.provider.calls();
    assert_eq!(calls.len(), 1, "its button is told to stop spinning, once");
    assert!(calls[0].path.ends_with("/answerCallbackQuery"));
    assert_eq!(calls[0].json(), json!({"callback_query_id": "77"}));
}
