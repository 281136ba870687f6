//! One request over a connection of its own, and its JSON answer. Knows nothing of what is asked.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The JSON that a server answers with any success; null where it is none. An empty `token` sends none.
pub async fn ask(address: SocketAddr, method: &str, path: &str, token: &str, body: &Value) -> Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(address, method, path, token, &body).await
}

/// Sends a text as it is.
pub async fn post(address: SocketAddr, path: &str, body: &str) -> Result<Value> {
    send(address, "POST", path, "", body).await
}

async fn send(address: SocketAddr, method: &str, path: &str, token: &str, body: &str) -> Result<Value> {
    let mut stream = TcpStream::connect(address).await?;
    let bearer = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{bearer}Content-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").context("no end of headers")?;
    let shown = || String::from_utf8_lossy(&answer[..answer.len().min(600)]).into_owned();
    ensure!(answer.starts_with(b"HTTP/1.1 2"), "{method} {path}: {}", shown());
    Ok(serde_json::from_slice(&answer[end + 4..]).unwrap_or(Value::Null))
}
