//! Sockets (contract section 7, decision D32): who may open one, what it hears and in which order, what it may ask.

mod attacks;
mod cutting;
mod description;
mod handshake;
mod hearing;
mod passing;
mod processes;
mod replay;
mod transports;

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::socket::{Hello, Socket};
use crate::rig::{Cast, NOBODY, Person, TestApp};

/// Makes Acme's widget for shop.example; its UUID.
async fn widget(app: &TestApp, cast: &Cast) -> String {
    text(&app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201)["id"])
}

/// A socket of an agent of Acme that is ready.
async fn agent(app: &TestApp, cast: &Cast, person: &Person) -> Socket {
    let mut socket = Hello::agent(app, person, &cast.acme.id).connect().await.expect("let in");
    socket.next("ready").await;
    socket
}

/// How a visitor of a widget introduces themself.
fn visitor_hello(app: &TestApp, widget: &str, token: Option<&Value>) -> Hello {
    let mut auth = json!({"widget_id": widget});
    if let Some(token) = token {
        auth["visitor_token"] = token.clone();
    }
    Hello::new(&app.url("/"), auth)
}

/// A visitor's socket that is ready.
async fn visitor(app: &TestApp, widget: &str, token: Option<&Value>) -> Socket {
    let mut socket = visitor_hello(app, widget, token).connect().await.expect("let in");
    socket.next("ready").await;
    socket
}

/// A visitor says something over HTTP; the answer.
async fn says(app: &TestApp, widget: &str, content: &str, token: Option<&Value>) -> Value {
    let mut body = json!({"content": content});
    if let Some(token) = token {
        body["visitor_token"] = token.clone();
    }
    app.post(NOBODY, &format!("widget/{widget}/messages"), body).await.expect(201)
}

/// An agent replies over HTTP.
async fn replies(app: &TestApp, person: &Person, conversation: &Value, content: &str) -> Value {
    let path = format!("conversations/{conversation}/messages");
    app.post(person, &path, json!({"content": content})).await.expect(201)
}
