//! Coming back: what was missed is told once and in order, whatever happens meanwhile.

use std::time::Duration;

use model::{Fact, Key, Presence};
use serde_json::{Value, json};
use store::Reach;

use super::{agent, says, visitor_hello, widget};
use crate::rig::socket::{Hello, Socket};
use crate::rig::{Cast, TestApp, on_both_engines};

on_both_engines![
    who_comes_back_again_and_again_misses_nothing_and_hears_nothing_twice,
    a_visitor_who_comes_back_hears_what_they_missed,
    a_long_absence_is_told_page_by_page,
    a_very_long_absence_is_a_resync,
    a_log_that_was_put_back_is_a_resync,
];

/// Records facts that every agent hears, without a request for each.
async fn record(app: &TestApp, cast: &Cast, count: i64) {
    let business = Key { number: cast.acme.number, uuid: cast.acme.id.parse().expect("a UUID") };
    let user = Key { number: cast.ana.number, uuid: cast.ana.id.parse().expect("a UUID") };
    let recorded: store::Result<()> = app
        .running
        .db
        .write(move |tx| {
            for number in 0..count {
                let status = if number % 2 == 0 { Presence::Live } else { Presence::Away };
                tx.record(&Reach::system(business), Some(user), Fact::MemberStatusChanged { user, status });
            }
            Ok(())
        })
        .await;
    recorded.expect("facts");
}

/// The numbers of all events that an agent hears after `after`.
async fn audible(app: &TestApp, cast: &Cast, after: i64) -> Vec<i64> {
    let (mut seqs, mut after) = (Vec::new(), after);
    loop {
        let page = app.get(&cast.ana, &format!("events?after={after}&limit=200")).await.expect(200);
        seqs.extend(page["events"].as_array().expect("events").iter().filter_map(|event| event["seq"].as_i64()));
        after = page["seq"].as_i64().expect("a seq");
        if page["more"] == false {
            return seqs;
        }
    }
}

/// Takes events until this one.
async fn hear_until(socket: &mut Socket, seq: i64, heard: &mut Vec<i64>) {
    while heard.last().is_none_or(|last| *last < seq) {
        let (_, data) = socket.any().await.expect("an event");
        if data.get("business_id").is_none() {
            heard.extend(data["seq"].as_i64());
        }
    }
}

async fn who_comes_back_again_and_again_misses_nothing_and_hears_nothing_twice(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let start = agent(&app, &cast, &cast.ana).await.seq;
    let path = format!("widget/{widget}/messages");
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let writers: Vec<_> = (0..3)
        .map(|writer| {
            let (url, stopped) = (app.url(&path), stopped.clone());
            tokio::spawn(async move {
                let client = crate::rig::http::client();
                let mut token = Value::Null;
                let mut number = 0;
                while !*stopped.borrow() {
                    let body = json!({"content": format!("{writer}.{number}"), "visitor_token": token});
                    let answer = client.post(&url).json(&body).send().await.expect("an answer");
                    token = answer.json::<Value>().await.expect("JSON")["visitor_token"].clone();
                    number += 1;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            })
        })
        .collect();
    let mut heard = Vec::new();
    let mut last = start;
    for round in 0..25 {
        let hello = Hello::agent(&app, &cast.ana, &cast.acme.id).since(last);
        let mut socket = hello.connect().await.expect("let in");
        // The line drops at another place each time: before anything was told, while it is, after.
        for _ in 0..round * 2 {
            let (_, data) = socket.any().await.expect("an event");
            if data.get("business_id").is_none() {
                let seq = data["seq"].as_i64().expect("a seq");
                heard.push(seq);
                last = seq;
            }
        }
    }
    stop.send_replace(true);
    for writer in writers {
        writer.await.expect("a writer");
    }
    let expected = audible(&app, &cast, start).await;
    let hello = Hello::agent(&app, &cast.ana, &cast.acme.id).since(last);
    let mut socket = hello.connect().await.expect("let in");
    hear_until(&mut socket, *expected.last().expect("events"), &mut heard).await;
    assert!(heard.len() > 300, "something was going on: {}", heard.len());
    assert_eq!(heard, expected);
}

async fn a_visitor_who_comes_back_hears_what_they_missed(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let hello = visitor_hello(&app, &widget, Some(&said["visitor_token"]));
    let mut socket = hello.connect().await.expect("let in");
    let last = socket.next("ready").await["seq"].as_i64().expect("a seq");
    drop(socket);
    says(&app, &widget, "Somebody else", None).await;
    for text in ["One", "Two"] {
        super::replies(&app, &cast.ana, &said["conversation_id"], text).await;
    }
    let mut socket = hello.since(last).connect().await.expect("let in");
    let heard = socket.until("ready").await;
    let told: Vec<&Value> =
        heard.iter().filter(|(name, _)| name == "new_message").map(|(_, data)| &data["content"]).collect();
    assert_eq!(told, ["One", "Two"]);
}

async fn a_long_absence_is_told_page_by_page(app: TestApp) {
    let cast = app.cast().await;
    let mut other = agent(&app, &cast, &cast.bo).await;
    let start = other.seq;
    record(&app, &cast, 3_000).await;
    let mut socket = Hello::agent(&app, &cast.ana, &cast.acme.id).since(start).connect().await.expect("let in");
    let mut heard = Vec::new();
    hear_until(&mut socket, start + 3_000, &mut heard).await;
    assert_eq!(heard, Vec::from_iter(start + 1..=start + 3_000));
    // More at once than a buffer holds: whoever is there hears it all too.
    let mut heard = Vec::new();
    hear_until(&mut other, start + 3_000, &mut heard).await;
    assert_eq!(heard, Vec::from_iter(start + 1..=start + 3_000));
}

async fn a_very_long_absence_is_a_resync(app: TestApp) {
    let cast = app.cast().await;
    let start = agent(&app, &cast, &cast.bo).await.seq;
    record(&app, &cast, 10_500).await;
    let mut socket = Hello::agent(&app, &cast.ana, &cast.acme.id).since(start).connect().await.expect("let in");
    let (name, data) = socket.any().await.expect("an event");
    assert_eq!((name.as_str(), &data), ("resync", &json!({"seq": start + 10_500, "last_seq": start})));
    assert_eq!(socket.next("ready").await["seq"], start + 10_500);
    record(&app, &cast, 1).await;
    assert_eq!(socket.next("agent_status_changed").await["seq"], start + 10_501);
}

async fn a_log_that_was_put_back_is_a_resync(app: TestApp) {
    let cast = app.cast().await;
    let mut socket = Hello::agent(&app, &cast.ana, &cast.acme.id).since(1_000_000).connect().await.expect("let in");
    let resync = socket.next("resync").await;
    assert_eq!(resync["last_seq"], 1_000_000);
    assert_eq!(socket.next("ready").await["seq"], resync["seq"]);
}
