//! Ended by the server: access that ends takes its sockets along at once, and whoever reads nothing keeps nobody waiting.

use std::future::Future;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{agent, replies, says, visitor, widget};
use crate::rig::cast::{PASSWORD, text};
use crate::rig::socket::{Hello, Socket};
use crate::rig::{Cast, Person, TestApp, on_both_engines};

on_both_engines![
    a_member_who_is_removed_hears_nothing_more,
    another_role_or_the_end_of_a_session_cuts_its_sockets,
    a_widget_that_serves_a_page_no_more_cuts_its_visitors,
    a_slow_reader_is_cut_and_others_feel_nothing,
    a_server_that_stops_ends_its_sockets,
];

/// The reason with which the server ends the socket, within a second of what `act` does.
async fn cut(socket: &mut Socket, act: impl Future<Output = ()>) -> (Value, Value) {
    act.await;
    let since = Instant::now();
    let heard = socket.rest().await;
    assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
    let (name, data) = heard.last().expect("a reason");
    assert_eq!(name, "cut", "{heard:?}");
    (data["reason"].clone(), data["reconnect"].clone())
}

async fn remove(app: &TestApp, cast: &Cast, person: &Person) {
    app.delete(&cast.olu, &format!("team/members/{}", person.member_id)).await.expect(200);
}

async fn a_member_who_is_removed_hears_nothing_more(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut bo = agent(&app, &cast, &cast.bo).await;
    let (mut one, mut two) = (agent(&app, &cast, &cast.ana).await, agent(&app, &cast, &cast.ana).await);
    let (reason, reconnect) = cut(&mut one, remove(&app, &cast, &cast.ana)).await;
    assert!(["removed", "signed_out"].contains(&reason.as_str().expect("a word")), "{reason}");
    assert_eq!(reconnect, false);
    assert_eq!(cut(&mut two, async {}).await.1, false);
    let refused = Hello::agent(&app, &cast.ana, &cast.acme.id).connect().await.err();
    assert_eq!(refused.as_deref(), Some("Could not validate credentials"));
    says(&app, &widget, "Hello", None).await;
    bo.next("new_message").await;
}

async fn another_role_or_the_end_of_a_session_cuts_its_sockets(app: TestApp) {
    let cast = app.cast().await;
    let mut bo = agent(&app, &cast, &cast.bo).await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let path = format!("team/members/{}", cast.ana.member_id);
    let promoted = async { drop(app.patch(&cast.olu, &path, json!({"role": "admin"})).await.expect(200)) };
    assert_eq!(cut(&mut ana, promoted).await, (json!("role_changed"), json!(true)));
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let out = async { drop(app.post(&cast.ana, "auth/logout", Value::Null).await.expect(200)) };
    assert_eq!(cut(&mut ana, out).await, (json!("signed_out"), json!(false)));
    // One session of two.
    let body = json!({"email": cast.bo.email, "password": PASSWORD});
    let other = app.post(None, "auth/login", body).await.expect(200);
    let other = Person { token: text(&other["access_token"]), ..cast.bo.clone() };
    let mut there = agent(&app, &cast, &other).await;
    let sessions = app.get(&other, "auth/sessions").await.expect(200);
    let id = sessions.as_array().expect("sessions").iter().find(|one| one["is_current"] == true).expect("this one");
    let path = format!("auth/sessions/{}", text(&id["id"]));
    let revoked = async { drop(app.delete(&cast.bo, &path).await.expect(200)) };
    assert_eq!(cut(&mut there, revoked).await, (json!("signed_out"), json!(false)));
    app.patch(&cast.bo, "team/status", json!({"status": "live"})).await.expect(200);
    bo.next("agent_status_changed").await;
}

async fn a_widget_that_serves_a_page_no_more_cuts_its_visitors(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let hello = super::visitor_hello(&app, &widget, None).from("https://shop.example");
    let mut here = hello.connect().await.expect("let in");
    let mut nowhere = visitor(&app, &widget, None).await;
    here.next("ready").await;
    let path = format!("widget/update/{widget}");
    app.put(&cast.olu, &path, json!({"welcome_heading": "Hello!"})).await.expect(200);
    let moved = async { drop(app.put(&cast.olu, &path, json!({"domain": "other.example"})).await.expect(200)) };
    assert_eq!(cut(&mut here, moved).await, (json!("not_served"), json!(false)));
    let channels = app.get(&cast.olu, "channels/").await.expect(200);
    let path = format!("channels/{}", text(&channels[0]["id"]));
    let deleted = async { drop(app.delete(&cast.olu, &path).await.expect(200)) };
    assert_eq!(cut(&mut nowhere, deleted).await, (json!("not_served"), json!(false)));
}

/// A WebSocket of an agent that is never read after it was let in.
async fn deaf(app: &TestApp, cast: &Cast) -> tokio::net::TcpStream {
    let address = app.running.address;
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a line");
    let request = format!(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let hello = format!("40{}", json!({"token": cast.ana.token, "business_id": cast.acme.id}));
    let length = u16::try_from(hello.len()).expect("short");
    // A masked text frame, masked with zeros (RFC 6455, 5.2).
    let mut frame = vec![0x81, 0xfe, (length >> 8) as u8, length as u8, 0, 0, 0, 0];
    frame.extend(hello.as_bytes());
    stream.write_all(&frame).await.expect("sent");
    let mut seen = Vec::new();
    while !seen.windows(5).any(|bytes| bytes == b"ready") {
        let mut some = [0; 4096];
        let count = stream.read(&mut some).await.expect("bytes");
        assert!(count > 0, "refused: {}", String::from_utf8_lossy(&seen));
        seen.extend(&some[..count]);
    }
    stream
}

async fn a_slow_reader_is_cut_and_others_feel_nothing(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let mut bo = agent(&app, &cast, &cast.bo).await;
    let mut deaf = deaf(&app, &cast).await;
    assert_eq!(app.running.live.count(), 2);
    let long = "x".repeat(90_000);
    let mut slowest = Duration::ZERO;
    for number in 0..300 {
        replies(&app, &cast.olu, &said["conversation_id"], &format!("{number} {long}")).await;
        let since = Instant::now();
        let message = bo.next("new_message").await;
        assert!(message["content"].as_str().expect("text").starts_with(&format!("{number} ")));
        slowest = slowest.max(since.elapsed());
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    let since = Instant::now();
    while app.running.live.count() > 1 {
        assert!(since.elapsed() < Duration::from_secs(20), "nobody was cut");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let metrics = app.get(crate::rig::NOBODY, "/metrics").await.text;
    assert!(metrics.contains("pingback_live_cut_total{reason=\"too_slow\"} "), "{metrics}");
    let drained = tokio::time::timeout(Duration::from_secs(10), deaf.read_to_end(&mut Vec::new())).await;
    assert!(drained.is_ok(), "the line is closed, not left open");
    replies(&app, &cast.olu, &said["conversation_id"], "End").await;
    assert_eq!(bo.next("new_message").await["content"], "End");
}

async fn a_server_that_stops_ends_its_sockets(app: TestApp) {
    let cast = app.cast().await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let seq = ana.seq;
    let since = Instant::now();
    let app = app.restart(|_| {}).await;
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    assert_eq!(ana.rest().await, Vec::new());
    app.patch(&cast.bo, "team/status", json!({"status": "live"})).await.expect(200);
    let mut ana = Hello::agent(&app, &cast.ana, &cast.acme.id).since(seq).connect().await.expect("let in");
    assert_eq!(ana.any().await.expect("an event").0, "agent_status_changed");
}
