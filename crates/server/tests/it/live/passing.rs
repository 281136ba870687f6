//! What is said in passing: who types, who looks at what. It ends by itself and stands in no log.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{agent, says, visitor, visitor_hello, widget};
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    typing_is_seen_by_the_other_side_and_ends_by_itself,
    agents_see_who_looks_at_a_conversation,
    visitors_hear_whether_anybody_is_there_and_no_more,
];

async fn typing_is_seen_by_the_other_side_and_ends_by_itself(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let id = &said["conversation_id"];
    let mut vera = visitor(&app, &widget, Some(&said["visitor_token"])).await;
    let (mut ana, mut bo) = (agent(&app, &cast, &cast.ana).await, agent(&app, &cast, &cast.bo).await);
    let before = app.get(&cast.ana, "events?limit=200").await.expect(200)["seq"].clone();
    let sign = |is_typing: bool| json!({"conversation_id": id, "is_typing": is_typing});
    assert_eq!(ana.ask("typing", sign(true)).await, json!({"ok": true}));
    for socket in [&mut vera, &mut bo] {
        let typing = socket.next("typing").await;
        assert_eq!((&typing["conversation_id"], &typing["user_id"]), (id, &json!(cast.ana.id)));
        assert_eq!((&typing["is_typing"], &typing["name"]), (&json!(true), &json!("Ana")));
    }
    assert_eq!(ana.ask("typing", sign(false)).await["ok"], true);
    assert_eq!(vera.next("typing").await["is_typing"], false);
    let started = Instant::now();
    assert_eq!(vera.ask("typing", json!({"is_typing": true})).await["ok"], true, "their own conversation");
    let typing = ana.next("typing").await;
    assert_eq!((&typing["user_id"], &typing["sender_type"]), (&Value::Null, &json!("customer")));
    drop(vera);
    let typing = ana.next("typing").await;
    assert_eq!(typing["is_typing"], false, "whoever is gone types no more");
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    assert_eq!(app.get(&cast.ana, "events?limit=200").await.expect(200)["seq"], before, "nothing of it is in the log");
}

async fn agents_see_who_looks_at_a_conversation(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let id = &said["conversation_id"];
    let (mut ana, mut bo) = (agent(&app, &cast, &cast.ana).await, agent(&app, &cast, &cast.bo).await);
    let look = json!({"conversation_id": said["conversation_uuid"]});
    assert_eq!(ana.ask("view_conversation", look.clone()).await, json!({"ok": true}));
    let presence = bo.next("presence").await;
    let viewer = json!({"user_id": cast.ana.id, "name": "Ana", "typing": false, "user_number": cast.ana.number});
    assert_eq!((&presence["conversation_id"], &presence["viewers"]), (id, &json!([viewer])));
    assert_eq!(bo.ask("view_conversation", look).await["ok"], true);
    assert_eq!(bo.next("presence").await["viewers"].as_array().map(Vec::len), Some(2));
    ana.ask("typing", json!({"conversation_id": id, "is_typing": true})).await;
    let viewers = bo.next("presence").await["viewers"].clone();
    let typing: Vec<&Value> = viewers
        .as_array()
        .expect("viewers")
        .iter()
        .filter(|one| one["typing"] == true)
        .map(|one| &one["name"])
        .collect();
    assert_eq!(typing, ["Ana"], "{viewers}");
    let mut newcomer =
        crate::rig::socket::Hello::agent(&app, &cast.olu, &cast.acme.id).connect().await.expect("let in");
    assert_eq!(newcomer.next("ready").await["presence"][0]["viewers"].as_array().map(Vec::len), Some(2));
    bo.ask("view_conversation", json!({"conversation_id": null})).await;
    assert_eq!(bo.next("presence").await["viewers"].as_array().map(Vec::len), Some(1));
    drop(ana);
    assert_eq!(bo.next("presence").await["viewers"], json!([]), "whoever is gone looks at nothing");
}

async fn visitors_hear_whether_anybody_is_there_and_no_more(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let status = |person, status: &'static str| {
        let change = app.patch(person, "team/status", json!({"status": status}));
        async move { change.await.expect(200) }
    };
    for person in [&cast.ana, &cast.bo, &cast.olu] {
        status(person, "away").await;
    }
    let look = format!("widget/{widget}");
    assert_eq!(app.get(NOBODY, &look).await.expect(200)["is_online"], false);
    let mut vera = visitor_hello(&app, &widget, Some(&said["visitor_token"])).connect().await.expect("let in");
    assert_eq!(vera.next("ready").await["online"], false);
    status(&cast.ana, "live").await;
    assert_eq!(vera.any().await, Some(("availability".to_owned(), json!({"online": true}))));
    assert_eq!(app.get(NOBODY, &look).await.expect(200)["is_online"], true);
    // One more or less changes nothing for visitors.
    status(&cast.bo, "live").await;
    status(&cast.ana, "offline").await;
    app.delete(&cast.olu, &format!("team/members/{}", cast.bo.member_id)).await.expect(200);
    assert_eq!(vera.any().await, Some(("availability".to_owned(), json!({"online": false}))));
    let mut newcomer = visitor_hello(&app, &widget, None).connect().await.expect("let in");
    assert_eq!(newcomer.next("ready").await["online"], false);
}
