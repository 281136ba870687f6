//! A company's interface, played over real HTTP on a port of 127.0.0.1: notes what it is asked, and answers, stays silent
//! or hangs up as it is told. Knows no company.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// What it does with a request that it has read.
#[derive(Clone, Debug)]
pub enum Reply {
    Json(u16, Value),
    /// A file.
    Bytes(Vec<u8>),
    /// Of this content type.
    Page(u16, &'static str, String),
    /// With `Retry-After`, in seconds.
    Wait(u16, u64),
    /// With this header.
    Headed(u16, String),
    /// A redirect to this address.
    Elsewhere(String),
    /// Takes the request and hangs up.
    HangUp,
    /// Takes the request and says nothing.
    Silence,
    /// The same, and hangs up once there is a place for it.
    Held(Arc<Semaphore>),
}

/// What it was asked.
#[derive(Clone, Debug)]
pub struct Call {
    pub path: String,
    /// Lower-case names.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Call {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    pub fn form(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.body.as_bytes());
        pairs.find(|(one, _)| one == name).map(|(_, value)| value.into_owned())
    }
}

type Aside = fn(&Call) -> Option<Reply>;
type Answering = Arc<dyn Fn(usize, &Call) -> Reply + Send + Sync>;

/// Ends with the test's runtime.
#[derive(Clone)]
pub struct Provider {
    pub url: String,
    calls: Arc<Mutex<Vec<Call>>>,
    next: Arc<Mutex<VecDeque<Reply>>>,
    aside: Arc<Mutex<Option<Aside>>>,
}

impl Provider {
    /// `usual`: what it answers its nth call with, from 1, unless [`Provider::then`] says otherwise.
    pub async fn start(usual: impl Fn(usize, &Call) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let provider = Self { url, calls: Arc::default(), next: Arc::default(), aside: Arc::default() };
        let (serving, usual): (Self, Answering) = (provider.clone(), Arc::new(usual));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().serve(stream, usual.clone()));
            }
        });
        provider
    }

    /// Answers one of the next calls so; several of these are used up in their order.
    pub fn then(&self, reply: Reply) {
        self.next.lock().expect("a lock").push_back(reply);
    }

    /// Answers some calls by the way: they are not noted, and use up nothing. `None`: no call any more.
    pub fn aside(&self, aside: Option<Aside>) {
        *self.aside.lock().expect("a lock") = aside;
    }

    /// What [`Provider::then`] has told it and has not come to pass, is off.
    pub fn never_mind(&self) {
        self.next.lock().expect("a lock").clear();
    }

    /// As if it had not been asked anything yet.
    pub fn forget(&self) {
        self.calls.lock().expect("a lock").clear();
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().expect("a lock").clone()
    }

    async fn serve(self, stream: TcpStream, usual: Answering) {
        let mut stream = BufReader::new(stream);
        while let Some(call) = read(&mut stream).await {
            let aside = *self.aside.lock().expect("a lock");
            let by_the_way = aside.and_then(|aside| aside(&call));
            let count = if by_the_way.is_some() {
                0
            } else {
                let mut calls = self.calls.lock().expect("a lock");
                calls.push(call.clone());
                calls.len()
            };
            let told = by_the_way.or_else(|| self.next.lock().expect("a lock").pop_front());
            let (status, header, body) = match told.unwrap_or_else(|| usual(count, &call)) {
                Reply::Json(status, body) => (status, String::new(), body.to_string().into_bytes()),
                Reply::Page(status, kind, body) => (status, format!("Content-Type: {kind}\r\n"), body.into_bytes()),
                Reply::Bytes(body) => (200, String::new(), body),
                Reply::Wait(status, seconds) => (status, format!("Retry-After: {seconds}\r\n"), b"{}".to_vec()),
                Reply::Headed(status, header) => (status, format!("{header}\r\n"), b"{}".to_vec()),
                Reply::Elsewhere(url) => (302, format!("Location: {url}\r\n"), b"{}".to_vec()),
                Reply::HangUp => return,
                Reply::Silence => std::future::pending().await,
                Reply::Held(until) => {
                    until.acquire().await.expect("it is never closed").forget();
                    return;
                }
            };
            let usual = if header.starts_with("Content-Type") { "" } else { "Content-Type: application/json\r\n" };
            let answer = format!("HTTP/1.1 {status} Said\r\n{usual}{header}Content-Length: {}\r\n\r\n", body.len());
            let answer = [answer.into_bytes(), body].concat();
            if stream.get_mut().write_all(&answer).await.is_err() {
                return;
            }
        }
    }
}

/// The next request on a connection, within a while.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<Call> {
    let whole = async {
        let mut first = String::new();
        stream.read_line(&mut first).await.ok()?;
        let path = first.split(' ').nth(1)?.to_owned();
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.push((name.to_lowercase(), value.to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let mut body = vec![0; length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0)];
        stream.read_exact(&mut body).await.ok()?;
        Some(Call { path, headers, body: String::from_utf8_lossy(&body).into_owned() })
    };
    tokio::time::timeout(Duration::from_secs(30), whole).await.ok()?
}
