//! What every test needs: servers that behave as they are told, a client, and names that lead where a test says.
//! 127.0.0.1 plays the private host, `FRIEND` the one that may be called.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use outbound::{Client, Exceptions, Resolver, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const FRIEND: &str = "127.66.0.1";
pub const PRIVATE: &str = "127.0.0.1";

/// A server by itself: what it does with each connection, a test says.
pub struct Peer {
    pub address: SocketAddr,
    accepted: Arc<AtomicUsize>,
}

impl Peer {
    /// On a free port.
    pub async fn start<A, F>(host: &str, act: A) -> Self
    where
        A: Fn(TcpStream) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        Self::serve(TcpListener::bind((host, 0)).await.expect("a free port"), act)
    }

    /// On one of the ports that need no exception.
    pub async fn start_on_a_web_port<A, F>(host: &str, act: A) -> Self
    where
        A: Fn(TcpStream) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        for port in [8080, 8443, 80, 443] {
            if let Ok(listener) = TcpListener::bind((host, port)).await {
                return Self::serve(listener, act);
            }
        }
        panic!("none of the web ports is free on {host}");
    }

    fn serve<A, F>(listener: TcpListener, act: A) -> Self
    where
        A: Fn(TcpStream) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let address = listener.local_addr().expect("an address");
        let accepted = Arc::new(AtomicUsize::new(0));
        let count = accepted.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(act(stream));
            }
        });
        Self { address, accepted }
    }

    /// One that gives every request the same answer, then closes.
    pub async fn answering(host: &str, answer: &str) -> Self {
        let answer = answer.to_owned();
        Self::start(host, move |stream| answer_once(stream, answer.clone())).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }
}

pub async fn answer_once(mut stream: TcpStream, answer: String) {
    read_request(&mut stream).await;
    say(stream, &answer).await;
}

/// Says this and closes.
pub async fn say(mut stream: TcpStream, answer: &str) {
    let _gone = stream.write_all(answer.as_bytes()).await.is_err();
    let _gone = stream.shutdown().await.is_err();
}

pub fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

pub fn redirect(status: u16, to: &str) -> String {
    format!("HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

/// Reads one request to the end of its body; answers what was read.
pub async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.to_ascii_lowercase();
            let length = length.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
            if body.len() >= length.map_or(0, |length| length.trim().parse().expect("a length")) {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(size) if size > 0 => read.extend_from_slice(&buffer[..size]),
            _ => return text,
        }
    }
}

/// Closes with a reset instead of a farewell.
pub fn reset(stream: TcpStream) {
    stream.set_zero_linger().expect("a socket");
}

/// A resolver that answers the next list of addresses each time it is asked, and the last one from then on.
pub fn leading_to(answers: &[&[&str]]) -> Resolver {
    let answers: Vec<Vec<IpAddr>> = answers
        .iter()
        .map(|addresses| addresses.iter().map(|address| address.parse().expect("an address")).collect())
        .collect();
    let asked = AtomicUsize::new(0);
    Arc::new(move |_| {
        let turn = asked.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
        let answer = answers[turn].clone();
        Box::pin(async move { Ok(answer) })
    })
}

/// A client that may call `exceptions`, asks `resolver`, and gives up soon.
pub fn client_with(exceptions: &str, resolver: Resolver) -> Client {
    let _chosen_before = rustls::crypto::ring::default_provider().install_default().is_err();
    let exceptions: Exceptions = exceptions.parse().expect("a list");
    let connect_timeout = Duration::from_secs(1);
    let timeout = Duration::from_secs(5);
    Client::new(Settings { exceptions, connect_timeout, timeout, resolver, ..Settings::default() }).expect("a client")
}

/// A client that may call the friend, and no name.
pub fn client() -> Client {
    client_with(FRIEND, leading_to(&[&[]]))
}
