//! A client over WebSocket that speaks as much Socket.IO as a measurement needs, or nothing at all.
//! Must not know which events there are.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// tungstenite would take 128 KiB for each socket.
const READ_BUFFER: usize = 4 << 10;
/// For a server to open a line and let somebody in.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Socket {
    line: WebSocketStream<TcpStream>,
}

/// What a Socket.IO server says.
pub enum Packet {
    Event(Event),
    /// The acknowledgement of what was said under this number.
    Ack(u64, Value),
}

/// `["name", payload]`
pub struct Event(Utf8Bytes);

impl Event {
    /// Its name and what is wanted of its payload.
    pub fn read<T: DeserializeOwned>(&self) -> Result<(String, T)> {
        serde_json::from_str(self.text()).with_context(|| self.text().to_owned())
    }

    /// As it came.
    pub fn text(&self) -> &str {
        &self.0[2..]
    }
}

/// One of several addresses of this machine, so that there are ports enough for many sockets.
pub fn source(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 0, 2 + u8::try_from(number % 8).unwrap_or(0))
}

impl Socket {
    /// A line on which nobody introduces themself.
    pub async fn open(to: SocketAddr, from: Ipv4Addr, path: &str) -> Result<Self> {
        let opening = async {
            let socket = TcpSocket::new_v4()?;
            socket.bind((from, 0).into())?;
            let stream = socket.connect(to).await?;
            stream.set_nodelay(true)?;
            let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
            let url = format!("ws://{to}{path}");
            let (line, _) = tokio_tungstenite::client_async_with_config(url, stream, Some(config)).await?;
            Ok(Self { line })
        };
        tokio::time::timeout(PATIENCE, opening).await.context("no line in time")?
    }

    /// A Socket.IO client that was let in.
    pub async fn connect(to: SocketAddr, from: Ipv4Addr, auth: &Value) -> Result<Self> {
        let mut socket = Self::open(to, from, "/socket.io/?EIO=4&transport=websocket").await?;
        let entering = async {
            let open = socket.text().await?;
            ensure!(open.starts_with("0{"), "{open}");
            socket.say(format!("40{auth}")).await?;
            loop {
                let text = socket.text().await?;
                match text.get(..2) {
                    Some("40") => return Ok(()),
                    Some("44") => bail!("refused: {text}"),
                    _ => {}
                }
            }
        };
        tokio::time::timeout(PATIENCE, entering).await.context("not let in in time")??;
        Ok(socket)
    }

    /// The next packet; an error where the line has ended. Nothing is lost where it is not waited for to the end.
    pub async fn hear(&mut self) -> Result<Packet> {
        loop {
            let text = self.text().await?;
            match text.as_bytes() {
                [b'4', b'2', ..] => return Ok(Packet::Event(Event(text))),
                [b'4', b'3', ..] => return ack(&text),
                [b'4', b'1', ..] | [b'1', ..] => bail!("the server says goodbye"),
                _ => {}
            }
        }
    }

    /// The next text; pings are answered.
    pub async fn text(&mut self) -> Result<Utf8Bytes> {
        loop {
            match self.line.next().await.context("the line has ended")?? {
                Message::Text(text) if text.as_str() == "2" => self.say("3".to_owned()).await?,
                Message::Text(text) => return Ok(text),
                Message::Close(_) => bail!("the line was closed"),
                _ => {}
            }
        }
    }

    /// Sends an event; its acknowledgement comes under this number.
    pub async fn ask(&mut self, number: u64, name: &str, data: &Value) -> Result<()> {
        self.say(format!("42{number}{}", json!([name, data]))).await
    }

    async fn say(&mut self, text: String) -> Result<()> {
        Ok(self.line.send(Message::text(text)).await?)
    }

    /// The connection itself, for those who leave without a word.
    pub fn into_stream(self) -> TcpStream {
        self.line.into_inner()
    }
}

fn ack(text: &str) -> Result<Packet> {
    let rest = &text[2..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (answer,): (Value,) = serde_json::from_str(&rest[digits..])?;
    Ok(Packet::Ack(rest[..digits].parse()?, answer))
}
