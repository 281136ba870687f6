//! A Socket.IO client of the tests' own (Engine.IO 4, Socket.IO 5, over WebSocket), as far as they need it.
//! Holds every event that it hears against the server's AsyncAPI document.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use super::{Person, TestApp, schema};

/// Longer than anything takes that happens at all.
pub const SOON: Duration = Duration::from_secs(10);

type Acks = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

/// A connected socket. Dropping it closes the line.
pub struct Socket {
    heard: mpsc::UnboundedReceiver<(String, Value)>,
    say: mpsc::UnboundedSender<Message>,
    acks: Acks,
    asked: u64,
    /// Both halves of the line, which ends with them.
    _tasks: JoinSet<()>,
    document: Arc<Value>,
    /// Of the newest event that was taken.
    pub seq: i64,
}

/// How a client introduces itself.
#[derive(Clone, Debug)]
pub struct Hello {
    pub url: String,
    pub auth: Value,
    pub origin: Option<&'static str>,
}

impl Hello {
    pub fn new(url: &str, auth: Value) -> Self {
        Self { url: url.to_owned(), auth, origin: None }
    }

    pub fn agent(app: &TestApp, person: &Person, business: &str) -> Self {
        Self::new(&app.url("/"), json!({"token": person.token, "business_id": business}))
    }

    pub fn since(mut self, seq: i64) -> Self {
        self.auth["last_seq"] = seq.into();
        self
    }

    pub fn from(mut self, origin: &'static str) -> Self {
        self.origin = Some(origin);
        self
    }

    /// Connects; else the sentence with which the server refuses.
    pub async fn connect(&self) -> Result<Socket, String> {
        let mut socket = self.connect_unheard().await?;
        // What was missed comes before it; it stays to be taken.
        socket.document = Arc::new(document(&self.url).await);
        Ok(socket)
    }

    /// Connects, and asks for no document.
    pub async fn connect_unheard(&self) -> Result<Socket, String> {
        let address = format!("{}/socket.io/?EIO=4&transport=websocket", self.url.trim_end_matches('/'));
        let mut request = address.replacen("http", "ws", 1).into_client_request().expect("a request");
        if let Some(origin) = self.origin {
            request.headers_mut().insert("Origin", HeaderValue::from_static(origin));
        }
        let connected = tokio_tungstenite::connect_async(request).await;
        let (stream, _) = connected.map_err(|error| format!("no line: {error}"))?;
        let (mut writer, mut reader) = stream.split();
        let open = text(reader.next().await)?;
        assert!(open.starts_with("0{"), "{open}");
        writer.send(Message::text(format!("40{}", self.auth))).await.map_err(|error| error.to_string())?;
        loop {
            let answer = text(reader.next().await)?;
            match (answer.get(..2), answer.get(2..)) {
                (Some("40"), _) => break,
                (Some("44"), Some(body)) => {
                    let body: Value = serde_json::from_str(body).expect("JSON");
                    return Err(body["message"].as_str().expect("a message").to_owned());
                }
                _ => writer.send(Message::text("3")).await.map_err(|error| error.to_string())?,
            }
        }
        let (say, mut said) = mpsc::unbounded_channel::<Message>();
        let (hear, heard) = mpsc::unbounded_channel();
        let acks = Acks::default();
        let (answered, pong) = (acks.clone(), say.clone());
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            while let Some(message) = said.recv().await {
                if writer.send(message).await.is_err() {
                    return;
                }
            }
        });
        tasks.spawn(async move {
            while let Ok(packet) = text(reader.next().await) {
                if !take(&packet, &hear, &answered, &pong) {
                    return;
                }
            }
        });
        Ok(Socket { heard, say, acks, asked: 0, _tasks: tasks, document: Arc::new(Value::Null), seq: 0 })
    }
}

/// The server's AsyncAPI document.
pub async fn document(url: &str) -> Value {
    let url = format!("{}/api/asyncapi.json", url.trim_end_matches('/'));
    let answer = super::http::client().get(url).send().await.expect("an answer");
    answer.json().await.expect("JSON")
}

fn text(message: Option<Result<Message, tokio_tungstenite::tungstenite::Error>>) -> Result<String, String> {
    match message {
        Some(Ok(Message::Text(text))) => Ok(text.to_string()),
        Some(Ok(other)) => Err(format!("closed: {other:?}")),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("closed".into()),
    }
}

/// One packet; false when it was the last.
fn take(
    packet: &str,
    hear: &mpsc::UnboundedSender<(String, Value)>,
    acks: &Acks,
    pong: &mpsc::UnboundedSender<Message>,
) -> bool {
    match packet.as_bytes() {
        [b'2'] => pong.send(Message::text("3")).is_ok(),
        [b'4', b'2', ..] => {
            let event: Value = serde_json::from_str(&packet[2..]).expect("JSON");
            let name = event[0].as_str().expect("a name").to_owned();
            hear.send((name, event[1].clone())).is_ok()
        }
        [b'4', b'3', rest @ ..] => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let id = packet[2..2 + digits].parse().expect("a number");
            let body: Value = serde_json::from_str(&packet[2 + digits..]).expect("JSON");
            if let Some(ack) = acks.lock().expect("acks").remove(&id) {
                let _ = ack.send(body[0].clone());
            }
            true
        }
        [b'4', b'1', ..] | [b'1', ..] => false,
        _ => true,
    }
}

impl Socket {
    /// The next event, whatever it is; `None` when the socket has ended.
    pub async fn any(&mut self) -> Option<(String, Value)> {
        let heard = tokio::time::timeout(SOON, self.heard.recv()).await.expect("an event, or the end");
        let (name, data) = heard?;
        if !self.document.is_null() {
            let message = &self.document["components"]["messages"][&name];
            assert!(!message.is_null(), "the AsyncAPI document knows no {name}");
            let fault = schema::fault(&self.document, &message["payload"], &data);
            assert_eq!(fault, None, "{name}: {data}");
            let known = schema::properties(&self.document, &message["payload"]);
            let more: Vec<&String> =
                data.as_object().expect("an object").keys().filter(|key| !known.contains(key)).collect();
            assert!(more.is_empty(), "{name} has more than the document says: {more:?}");
        }
        self.seq = self.seq.max(data["seq"].as_i64().unwrap_or(0));
        Some((name, data))
    }

    /// The next event of this name; others are passed over.
    pub async fn next(&mut self, wanted: &str) -> Value {
        loop {
            let (name, data) = self.any().await.unwrap_or_else(|| panic!("the socket ended before {wanted}"));
            if name == wanted {
                return data;
            }
        }
    }

    /// Everything until an event of this name, that included.
    pub async fn until(&mut self, wanted: &str) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        loop {
            let event = self.any().await.unwrap_or_else(|| panic!("the socket ended before {wanted}"));
            let is_last = event.0 == wanted;
            all.push(event);
            if is_last {
                return all;
            }
        }
    }

    /// Everything until the server ends the socket.
    pub async fn rest(&mut self) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        while let Some(event) = self.any().await {
            all.push(event);
        }
        all
    }

    /// Sends an event; its acknowledgement.
    pub async fn ask(&mut self, name: &str, data: Value) -> Value {
        let answer = self.ask_soon(name, data);
        tokio::time::timeout(SOON, answer).await.expect("an acknowledgement in time").expect("an acknowledgement")
    }

    /// Sends an event whose acknowledgement is waited for later.
    pub fn ask_soon(&mut self, name: &str, data: Value) -> oneshot::Receiver<Value> {
        self.asked += 1;
        let (ack, answer) = oneshot::channel();
        self.acks.lock().expect("acks").insert(self.asked, ack);
        self.raw(format!("42{}{}", self.asked, json!([name, data])));
        answer
    }

    /// Sends a frame as it is.
    pub fn raw(&self, frame: impl Into<String>) {
        let _ = self.say.send(Message::text(frame.into()));
    }

    pub fn raw_binary(&self, frame: Vec<u8>) {
        let _ = self.say.send(Message::binary(frame));
    }
}
