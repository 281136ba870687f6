//! What nobody should send: unknown events, broken packets, huge frames. Nothing of it ends the server, tells about it,
//! or is felt by others.

use serde_json::{Value, json};

use super::{agent, says, widget};
use crate::rig::socket::{Hello, SOON};
use crate::rig::{Answer, TestApp, on_both_engines};

on_both_engines![
    unknown_events_are_refused_in_plain_words,
    broken_packets_end_their_own_socket_at_most,
    a_flood_is_answered_and_then_cut,
    one_address_has_so_many_sockets,
];

async fn unknown_events_are_refused_in_plain_words(app: TestApp) {
    let cast = app.cast().await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let refused = json!({"ok": false, "detail": "Unknown event"});
    for name in ["base", "constructor", "__proto__", "toString", "connect", "disconnect", "", "new_message", "ready"] {
        assert_eq!(ana.ask(name, json!({"a": 1})).await, refused, "{name:?}");
    }
    for data in [
        json!(null),
        json!("x"),
        json!([1]),
        json!(7),
        json!({"conversation_id": {"$gt": 0}}),
        json!({"conversation_id": "1 OR 1=1"}),
    ] {
        for name in ["typing", "join_conversation", "mark_read", "mark_delivered", "agent_message"] {
            let answer = ana.ask(name, data.clone()).await;
            let detail = answer["detail"].as_str().expect("a sentence");
            assert_eq!(answer["ok"], false, "{name} {data}");
            assert!(
                !["SELECT", "panick", "src/", "serde", "thread"].iter().any(|word| detail.contains(word)),
                "{detail}"
            );
        }
    }
    let answer = ana.ask("typing", json!({"conversation_id": 1, "is_typing": "perhaps"})).await;
    assert_eq!(answer["detail"], "is_typing: Input should be a valid boolean, unable to interpret input");
    let answer = ana.ask("client_message", json!({"content": "x"})).await;
    assert_eq!(answer, json!({"ok": false, "detail": "Agents send agent_message"}));
}

async fn broken_packets_end_their_own_socket_at_most(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut witness = agent(&app, &cast, &cast.bo).await;
    let deep = format!("42[\"typing\",{}1{}]", "[".repeat(100_000), "]".repeat(100_000));
    let frames: Vec<String> = [
        "",
        "9",
        "4",
        "42",
        "42[",
        "42{}",
        "42[]",
        "42[1]",
        "42[null]",
        "42[{}]",
        "42[\"typing\"",
        "4299999999999999999999[\"typing\"]",
        "42-1[\"typing\"]",
        "42/admin,[\"typing\"]",
        "40/admin,{}",
        "40{}",
        "43",
        "430[]",
        "4399[1]",
        "44{}",
        "41/x,",
        "0{}",
        "5",
        "6",
        "2probe",
        "451-[\"typing\",{\"_placeholder\":true,\"num\":0}]",
        "45999999999-[\"typing\"]",
        "45-1-[\"typing\"]",
        "46",
        "452-[\"typing\",{\"_placeholder\":true,\"num\":99}]",
        "\u{1e}\u{1e}",
        "4\u{0}2",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([deep, format!("42[\"{}\"]", "x".repeat(900_000)), format!("42[\"typing\",\"{}\"]", "x".repeat(3 << 20))])
    .collect();
    for frame in frames {
        let hello = Hello::agent(&app, &cast.ana, &cast.acme.id);
        let mut socket = hello.connect_unheard().await.expect("let in");
        socket.next("ready").await;
        socket.raw(frame.clone());
        socket.raw_binary(vec![0, 1, 2, 255]);
        let answer = socket.ask_soon("typing", json!({}));
        // Answered, or ended: never hanging.
        let ended = async { while socket.any().await.is_some() {} };
        let reacted = async {
            tokio::select! { _ = answer => {}, () = ended => {} }
        };
        let frame: String = frame.chars().take(60).collect();
        tokio::time::timeout(SOON, reacted).await.unwrap_or_else(|_| panic!("{frame:?} hangs"));
    }
    let client = crate::rig::http::client();
    for (method, query, body) in [
        ("GET", "EIO=4&transport=polling&sid=nobody", ""),
        ("GET", "EIO=4&transport=websocket", ""),
        ("GET", "EIO=3&transport=polling", ""),
        ("GET", "EIO=x", ""),
        ("GET", "", ""),
        ("GET", "EIO=4&transport=carrier-pigeon", ""),
        ("POST", "EIO=4&transport=polling", "40"),
        ("POST", "EIO=4&transport=polling&sid=../../etc", "x"),
        ("PUT", "EIO=4&transport=polling", ""),
    ] {
        let url = app.url(&format!("/socket.io/?{query}"));
        let answer = client.request(method.parse().expect("a method"), url).body(body).send().await.expect("an answer");
        let answer = Answer::read(answer).await;
        assert!((400..500).contains(&answer.status), "{method} {query}: {} {}", answer.status, answer.text);
        assert!(answer.text.len() < 200, "{}", answer.text);
    }
    says(&app, &widget, "Still there?", None).await;
    assert_eq!(witness.next("new_message").await["content"], "Still there?");
}

async fn a_flood_is_answered_and_then_cut(app: TestApp) {
    let cast = app.cast().await;
    let app = app.restart(|config| config.rate_limits = true).await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    // Fewer than a socket's buffer holds, so that each is answered.
    let answers: Vec<_> = (0..100).map(|_| ana.ask_soon("typing", json!({}))).collect();
    let mut refused = 0;
    for answer in answers {
        let answer: Value = tokio::time::timeout(SOON, answer).await.expect("in time").expect("an acknowledgement");
        refused += usize::from(answer["detail"] == "Too many requests, please slow down");
    }
    assert!((20..100).contains(&refused), "{refused}");
    for _ in 0..2_000 {
        ana.raw("42[\"typing\",{}]");
    }
    let heard = ana.rest().await;
    assert_eq!(heard.last().map(|(name, data)| (name.as_str(), &data["reason"])), Some(("cut", &json!("too_much"))));
}

async fn one_address_has_so_many_sockets(app: TestApp) {
    let cast = app.cast().await;
    let app = app.restart(|config| config.rate_limits = true).await;
    let most = live::Settings::default().per_address;
    let hello = Hello::agent(&app, &cast.ana, &cast.acme.id);
    let mut sockets = Vec::new();
    for _ in 0..most {
        sockets.push(hello.connect_unheard().await.expect("let in"));
    }
    assert_eq!(hello.connect_unheard().await.err().as_deref(), Some("Too many connections from this address"));
    sockets.pop().expect("one").next("ready").await;
    let since = std::time::Instant::now();
    while hello.connect_unheard().await.is_err() {
        assert!(since.elapsed() < SOON, "a place that was given back is not given again");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
