//! X's own: its challenge, where it is to post, posts that are answered by posts, files that are uploaded first.

use std::time::Duration;

use serde_json::{Value, json};

use super::dialects::Dialect;
use super::media::picture;
use super::{ACCOUNT, CLEO, Desk};
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    the_challenge_is_answered_with_the_apps_secret,
    x_is_told_where_to_post_and_when_to_stop,
    what_x_lacks_is_told_to_the_owner,
    a_post_that_names_us_is_answered_by_a_post,
    what_is_not_for_us_opens_no_conversation,
    a_picture_is_uploaded_and_then_sent,
    a_film_goes_up_in_pieces_and_is_waited_for,
    a_limit_holds_until_x_says_that_it_ends,
];

impl Desk {
    fn paths(&self) -> Vec<String> {
        self.provider.calls().into_iter().map(|call| call.path).collect()
    }

    async fn hear_x(&self, told: Value) {
        let answer = self.post(&Dialect::X.x(&self.channel, ACCOUNT, told)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
}

fn post(id: &str, from: &str, said: &str, more: Value) -> Value {
    let mut post = json!({"id_str": id, "text": said, "user": {"id_str": from, "name": "Cleo", "screen_name": "cleo"},
        "entities": {"user_mentions": [{"id_str": ACCOUNT, "screen_name": "acme"}]}});
    post.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    json!({"tweet_create_events": [post]})
}

async fn the_challenge_is_answered_with_the_apps_secret(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    let path = format!("webhooks/x/{}", text(&desk.channel["id"]));
    let answer = desk.app.get(NOBODY, &format!("{path}?crc_token=challenge")).await.expect(200);
    assert_eq!(answer, json!({"response_token": Dialect::X.x_proof(ACCOUNT, "challenge")}));
    assert_eq!(desk.app.get(NOBODY, &path).await.status, 422);
    let unknown = format!("webhooks/x/{}?crc_token=a", uuid::Uuid::nil());
    assert_eq!(desk.app.get(NOBODY, &unknown).await.status, 404);
    let bare = json!({"type": "x", "config": {"api_key": "k", "access_token": "7-t"}});
    let bare = desk.app.post(&desk.cast.olu, "channels/", bare).await.expect(201);
    let asked = format!("webhooks/x/{}?crc_token=a", text(&bare["id"]));
    assert_eq!(desk.app.get(NOBODY, &asked).await.status, 403);
}

async fn x_is_told_where_to_post_and_when_to_stop(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    desk.provider.then(Reply::Json(200, json!({"data": [{"id": "1", "url": "https://other.example/"}], "meta": {}})));
    desk.provider.then(Reply::Json(200, json!({"data": {"id": "42", "valid": true}})));
    desk.provider.then(Reply::Json(200, json!({"data": {"subscribed": true}})));
    let channel = desk.another_channel("2001").await;
    desk.app.run_jobs().await;
    let calls = desk.provider.calls();
    assert_eq!(desk.paths(), ["/2/webhooks", "/2/webhooks", "/2/account_activity/webhooks/42/subscriptions/all"]);
    let callback = format!("https://help.acme.example/api/v1/webhooks/x/{}", text(&channel["id"]));
    assert_eq!(calls[1].json(), json!({"url": callback}));
    assert_eq!(calls[1].header("authorization"), Some("Bearer app"));
    assert!(calls[2].header("authorization").is_some_and(|proof| proof.contains("oauth_token=\"2001-token\"")));
    let path = format!("channels/{}", text(&channel["id"]));
    assert_eq!(desk.app.get(&desk.cast.olu, &path).await.expect(200)["problem"], Value::Null);
    desk.provider.forget();
    desk.provider.then(Reply::Json(200, json!({"data": [{"id": "42", "url": callback}]})));
    desk.provider.then(Reply::Json(200, json!({"data": {"deleted": true}})));
    desk.app.delete(&desk.cast.olu, &path).await.expect(200);
    desk.app.run_jobs().await;
    assert_eq!(desk.paths(), ["/2/webhooks", "/2/webhooks/42"]);
}

async fn what_x_lacks_is_told_to_the_owner(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    let body = json!({"type": "x", "config": {"api_key": "k", "access_token": "7-t"}});
    let channel = desk.app.post(&desk.cast.olu, "channels/", body).await.expect(201);
    desk.app.run_jobs().await;
    let path = format!("channels/{}", text(&channel["id"]));
    assert_eq!(
        desk.app.get(&desk.cast.olu, &path).await.expect(200)["problem"],
        "X can't be told where to post: the owner has to give the app's bearer_token and api_secret."
    );
}

async fn a_post_that_names_us_is_answered_by_a_post(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    let urls = json!([{"url": "https://t.co/a", "expanded_url": "https://acme.example/tea"}]);
    let mentions = json!([{"id_str": ACCOUNT, "screen_name": "acme"}]);
    let long = json!({"full_text": "@acme is https://t.co/a &amp; the rest open?",
        "entities": {"urls": urls, "user_mentions": mentions}});
    desk.hear_x(post("501", CLEO, "@acme is https://t.co/a …", json!({"extended_tweet": long}))).await;
    let conversation = desk.conversation().await;
    assert_eq!(conversation["customer"]["name"], "Cleo");
    assert_eq!(
        desk.said().await,
        ["@acme is https://acme.example/tea & the rest open?\n[A public post: https://x.com/cleo/status/501]"]
    );
    desk.reply("It is").await;
    desk.app.run_jobs().await;
    let call = desk.provider.calls().remove(0);
    assert_eq!(call.path, "/2/tweets");
    assert_eq!(call.json(), json!({"text": "It is", "reply": {"in_reply_to_tweet_id": "501"}}));
    // They answer our post; then they write where nobody else reads it, and so do we.
    desk.hear_x(post(
        "502",
        CLEO,
        "Thanks",
        json!({"in_reply_to_status_id_str": "771", "entities": {},
        "in_reply_to_user_id_str": ACCOUNT}),
    ))
    .await;
    desk.hear(9, "My order is 17").await;
    desk.reply("We look into it").await;
    desk.app.run_jobs().await;
    assert_eq!(desk.paths()[1], format!("/2/dm_conversations/with/{CLEO}/messages"));
    desk.hear_x(post("503", CLEO, "@acme again", json!({}))).await;
    desk.reply(&"x".repeat(281)).await;
    desk.app.run_jobs().await;
    let why = "This answers a public post, which takes 280 characters.";
    assert_eq!(desk.progress().await[2], ("failed".into(), Some(why.into())));
    desk.hear_x(json!({"tweet_delete_events": [{"status": {"id": "503", "user_id": CLEO}}]})).await;
    assert_eq!(desk.said().await[5], "[The customer has deleted this post]");
}

async fn what_is_not_for_us_opens_no_conversation(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    desk.hear_x(post("1", ACCOUNT, "Our own", json!({}))).await;
    desk.hear_x(post("2", CLEO, "RT @acme: tea", json!({"retweeted_status": {"id_str": "1"}}))).await;
    desk.hear_x(post("3", CLEO, "Of somebody else", json!({"entities": {"user_mentions": []}}))).await;
    let mut blocked = post("4", CLEO, "@acme you!", json!({}));
    blocked["user_has_blocked"] = json!(true);
    desk.hear_x(blocked).await;
    let own = json!({"type": "message_create", "id": "5", "message_create": {"sender_id": ACCOUNT,
        "target": {"recipient_id": CLEO}, "message_data": {"text": "From the app"}}});
    desk.hear_x(json!({"direct_message_events": [own]})).await;
    desk.hear_x(json!({"favorite_events": [{"id": "1"}], "follow_events": [{"type": "follow"}]})).await;
    // Another account of the same app.
    let mut other: Value = serde_json::from_str(&desk.message(6, "Hello").body).expect("JSON");
    other["for_user_id"] = json!("999");
    desk.hear_x(other).await;
    assert_eq!(desk.conversations().await.len(), 0);
}

async fn a_picture_is_uploaded_and_then_sent(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    desk.hear(1, "Which one?").await;
    let photo = desk.uploaded("cup.jpg", &picture()).await;
    desk.app.run_jobs().await;
    // The message fails for a while after its file was uploaded: the next try begins anew, and is one message.
    desk.provider.then(Reply::Json(200, json!({"data": {"id": "900", "media_key": "3_900"}})));
    desk.provider.then(Reply::Json(503, json!({})));
    desk.provider.then(Reply::Json(200, json!({"data": {"id": "901", "media_key": "3_901"}})));
    desk.reply_with("This one", &[&photo]).await;
    desk.app.run_jobs().await;
    desk.app.clock.advance(Duration::from_secs(600));
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("sent".to_owned(), None)]);
    let calls = desk.provider.calls();
    let to = format!("/2/dm_conversations/with/{CLEO}/messages");
    assert_eq!(desk.paths(), ["/2/media/upload", &to, "/2/media/upload", &to]);
    assert!(calls[0].body.contains("dm_image") && calls[0].body.contains("name=\"media\""));
    assert_eq!(calls[3].json(), json!({"text": "This one", "attachments": [{"media_id": "901"}]}));
    let list = desk.uploaded("list.txt", b"1 cup").await;
    desk.reply_with("", &[&list]).await;
    desk.app.run_jobs().await;
    let why = "X takes pictures, GIFs and MP4 films, and no other files.";
    assert_eq!(desk.progress().await[1], ("failed".to_owned(), Some(why.to_owned())));
}

async fn a_film_goes_up_in_pieces_and_is_waited_for(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    desk.hear(1, "How?").await;
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    film.resize(9 << 20, 0);
    let film = desk.uploaded("how.mp4", &film).await;
    desk.app.run_jobs().await;
    let working = json!({"data": {"id": "31", "processing_info": {"state": "pending", "check_after_secs": 1}}});
    let done = json!({"data": {"id": "31", "processing_info": {"state": "succeeded"}}});
    for answer in [json!({"data": {"id": "31"}}), json!({}), json!({}), json!({}), working, done] {
        desk.provider.then(Reply::Json(200, answer));
    }
    desk.reply_with("So", &[&film]).await;
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("sent".to_owned(), None)]);
    let base = "/2/media/upload";
    let append = format!("{base}/31/append");
    let (finalize, status) = (format!("{base}/31/finalize"), format!("{base}?command=STATUS&media_id=31"));
    let to = format!("/2/dm_conversations/with/{CLEO}/messages");
    let begin = format!("{base}/initialize");
    assert_eq!(desk.paths(), [&begin, &append, &append, &append, &finalize, &status, &to].map(String::as_str));
    let told = json!({"media_type": "video/mp4", "total_bytes": 9 << 20, "media_category": "dm_video"});
    assert_eq!(desk.provider.calls()[0].json(), told);
    assert_eq!(desk.provider.calls()[6].json()["attachments"], json!([{"media_id": "31"}]));
}

async fn a_limit_holds_until_x_says_that_it_ends(app: TestApp) {
    let desk = Desk::open(app, Dialect::X).await;
    desk.hear(1, "Hello?").await;
    let reset = desk.app.clock.now().0 / 1_000_000 + 900;
    desk.provider.then(Reply::Headed(429, format!("x-rate-limit-reset: {reset}")));
    desk.reply("One").await;
    desk.app.run_jobs().await;
    desk.app.clock.advance(Duration::from_secs(899));
    desk.app.run_jobs().await;
    assert_eq!(desk.paths().len(), 1);
    desk.app.clock.advance(Duration::from_secs(100));
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("sent".into(), None)]);
}
