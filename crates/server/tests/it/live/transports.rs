//! Ways to the same socket: a WebSocket at once, long polling alone, and going over from one to the other.

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use super::{agent, replies, says, widget};
use crate::rig::poll::Poller;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![polling_alone_is_enough, a_polling_session_goes_over_to_a_websocket];

async fn polling_alone_is_enough(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let mut vera = Poller::connect(&app.url("/"), &json!({"widget_id": widget})).await;
    vera.next("ready").await;
    let accepted = vera.ask("client_message", json!({"content": "Hello"})).await;
    assert_eq!(accepted["ok"], true, "{accepted}");
    let heard = ana.next("new_message").await;
    assert_eq!(heard["id"], accepted["message_id"]);
    replies(&app, &cast.ana, &heard["conversation_id"], "Hi").await;
    while vera.next("new_message").await["content"] != "Hi" {}
    let mut poller =
        Poller::connect(&app.url("/"), &json!({"token": cast.bo.token, "business_id": cast.acme.id})).await;
    poller.next("ready").await;
    app.delete(&cast.olu, &format!("team/members/{}", cast.bo.member_id)).await.expect(200);
    assert_eq!(poller.next("cut").await["reconnect"], false);
    assert_eq!(poller.packet().await, "41", "told to go, and not to come back");
}

async fn a_polling_session_goes_over_to_a_websocket(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut poller =
        Poller::connect(&app.url("/"), &json!({"token": cast.ana.token, "business_id": cast.acme.id})).await;
    poller.next("ready").await;
    let address = app.running.address;
    let url = format!("ws://{address}/socket.io/?EIO=4&transport=websocket&sid={}", poller.session());
    let (mut stream, _) = tokio_tungstenite::connect_async(url).await.expect("a WebSocket");
    stream.send(Message::text("2probe")).await.expect("sent");
    let probed = tokio::join!(stream.next(), poller.packet());
    assert_eq!(probed.0.expect("a frame").expect("a frame"), Message::text("3probe"));
    assert_eq!(probed.1, "6", "the poll that waits is let go");
    stream.send(Message::text("5")).await.expect("sent");
    says(&app, &widget, "Hello", None).await;
    let heard = loop {
        let frame = stream.next().await.expect("a frame").expect("a frame").into_text().expect("text");
        if frame.starts_with("42[\"new_message\"") {
            break frame;
        }
    };
    assert!(heard.contains("Hello"), "{heard}");
    app.delete(&cast.olu, &format!("team/members/{}", cast.ana.member_id)).await.expect(200);
    let end = async { while let Some(Ok(_)) = stream.next().await {} };
    tokio::time::timeout(std::time::Duration::from_secs(2), end).await.expect("the line is cut");
}
