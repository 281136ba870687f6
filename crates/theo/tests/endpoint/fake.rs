//! A server that claims to speak OpenAI's words, and does with each request what a test says. It remembers what it heard.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use outbound::{Client, Exceptions};
use serde_json::{Value, json};
use theo::llm::{Key, Patience, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One request as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    pub head: String,
    pub body: Value,
}

impl Heard {
    /// The content of the message with this role.
    pub fn said(&self, role: &str) -> String {
        let messages = self.body["messages"].as_array().expect("messages");
        let message = messages.iter().find(|message| message["role"] == role).expect("a message");
        message["content"].as_str().expect("text").to_owned()
    }
}

/// What the server does next.
#[derive(Debug, Clone)]
pub enum Act {
    Say(String),
    /// Nothing, until the other side hangs up.
    Wait,
    /// A comment every few milliseconds, until the other side hangs up.
    Drip,
    /// Closes with a reset instead of a farewell.
    Cut,
}

pub struct Fake {
    pub port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    /// Most requests that it worked on at once.
    peak: Arc<AtomicUsize>,
}

impl Fake {
    pub async fn start<A, F>(act: A) -> Self
    where
        A: Fn(Heard) -> F + Send + Sync + 'static,
        F: Future<Output = Vec<Act>> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (heard, peak, now) = (Arc::default(), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let fake = Self { port, heard, peak };
        let (heard, peak, act) = (fake.heard.clone(), fake.peak.clone(), Arc::new(act));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (heard, peak, act, now) = (heard.clone(), peak.clone(), act.clone(), now.clone());
                tokio::spawn(async move {
                    let request = read(&mut stream).await;
                    heard.lock().expect("no panic").push(request.clone());
                    peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let acts = act(request).await;
                    now.fetch_sub(1, Ordering::SeqCst);
                    perform(stream, acts).await;
                });
            }
        });
        fake
    }

    /// One that does the same with every request.
    pub async fn doing(acts: Vec<Act>) -> Self {
        Self::start(move |_| std::future::ready(acts.clone())).await
    }

    /// One that says this to every request, byte by byte as it stands, and closes.
    pub async fn saying(answer: String) -> Self {
        Self::doing(vec![Act::Say(answer)]).await
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("no panic").clone()
    }

    pub fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    pub fn settings(&self, key: &str) -> Settings {
        Settings {
            base_url: format!("http://127.0.0.1:{}/v1/", self.port),
            key: Some(Key(key.to_owned())),
            model: "parrot-1".into(),
            embedding_model: Some("compass-1".into()),
        }
    }
}

async fn read(stream: &mut TcpStream) -> Heard {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let length = head.to_ascii_lowercase();
            let length = length.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
            let length: usize = length.expect("a length").trim().parse().expect("a number");
            if read.len() >= end + 4 + length {
                return Heard { head, body: serde_json::from_slice(&read[end + 4..]).expect("JSON") };
            }
        }
        let size = stream.read(&mut buffer).await.expect("a request");
        assert!(size > 0, "the request ends in the middle");
        read.extend_from_slice(&buffer[..size]);
    }
}

async fn perform(mut stream: TcpStream, acts: Vec<Act>) {
    for act in acts {
        match act {
            Act::Say(text) => {
                let _gone = stream.write_all(text.as_bytes()).await.is_err();
            }
            Act::Wait => {
                let _gone = stream.read(&mut [0; 16]).await.is_err();
            }
            Act::Drip => {
                while stream.write_all(b": still here\n\n").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
            Act::Cut => stream.set_zero_linger().expect("a socket"),
        }
    }
}

pub const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

/// One event with a piece of text.
pub fn piece(text: &str) -> String {
    format!("data: {}\n\n", json!({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]}))
}

/// What ends a stream in order, with what it cost.
pub fn end() -> String {
    let stop = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]});
    let usage = json!({"choices": [], "usage": {"prompt_tokens": 70, "completion_tokens": 30, "total_tokens": 100}});
    format!("data: {stop}\n\ndata: {usage}\n\ndata: [DONE]\n\n")
}

/// A whole answer in order.
pub fn stream(text: &str) -> String {
    let pieces: String = text.split_inclusive(' ').map(piece).collect();
    format!("{HEAD}{pieces}{}", end())
}

/// An answer with a status, further heads and a body.
pub fn status(status: u16, heads: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\n{heads}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// A client that may call the fake.
pub fn client() -> Client {
    client_with("127.0.0.1".parse().expect("a list"))
}

pub fn client_with(exceptions: Exceptions) -> Client {
    let _chosen_before = rustls::crypto::ring::default_provider().install_default().is_err();
    Client::new(outbound::Settings { exceptions, ..outbound::Settings::default() }).expect("a client")
}

/// So much that no test waits for it.
pub fn patient() -> Patience {
    let minute = Duration::from_secs(60);
    Patience { first: minute, between: minute, whole: minute }
}
