//! The least that a server of sockets can do: what is posted is written to every WebSocket, one after the other.
//! Must not know what it writes.

use std::sync::Arc;

use anyhow::{Context, Result};
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Mutex;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// As Pingback has it; tungstenite would take 128 KiB for each socket.
const READ_BUFFER: usize = 2 << 10;
const BACKLOG: u32 = 4096;

type Sink = SplitSink<WebSocketStream<TcpStream>, Message>;
type Sinks = Arc<Mutex<Vec<Sink>>>;

pub fn serve(listen: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(listen.parse()?)?;
        let listener = socket.listen(BACKLOG)?;
        let sinks = Sinks::default();
        loop {
            let (stream, _) = listener.accept().await?;
            let sinks = sinks.clone();
            tokio::spawn(async move { converse(stream, sinks).await });
        }
    })
}

async fn converse(stream: TcpStream, sinks: Sinks) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut start = [0; 11];
    let read = stream.peek(&mut start).await?;
    if !start[..read].starts_with(b"GET /socket") {
        return answer(stream, &sinks).await;
    }
    let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
    let (sink, mut lines) = tokio_tungstenite::accept_async_with_config(stream, Some(config)).await?.split();
    sinks.lock().await.push(sink);
    while let Some(Ok(_)) = lines.next().await {}
    Ok(())
}

/// A request over HTTP, with the text to write as its body, or none.
async fn answer(mut stream: TcpStream, sinks: &Sinks) -> Result<()> {
    let text = body(&mut stream).await?;
    if !text.is_empty() {
        let text = Utf8Bytes::from(text);
        for sink in sinks.lock().await.iter_mut() {
            // Whoever has gone takes nothing.
            let _ = sink.send(Message::Text(text.clone())).await;
        }
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}").await?;
    Ok(())
}

async fn body(stream: &mut TcpStream) -> Result<String> {
    let (mut request, mut part) = (String::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut part).await?;
        request.push_str(std::str::from_utf8(&part[..read])?);
        let Some((head, body)) = request.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
        let length: usize = length.map_or(Ok(0), str::parse).context("a length")?;
        if body.len() >= length || read == 0 {
            return Ok(body.to_owned());
        }
    }
}
