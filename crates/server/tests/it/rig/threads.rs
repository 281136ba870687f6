//! How a customer's mail program sorts their mails: by the server's THREAD=REFERENCES (RFC 5256), asked by hand.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::mail_host::PASSWORD;

/// The threads of a mailbox as the server writes them: `(1 2 3)(4)`.
pub async fn of(port: u16, address: &str) -> String {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.expect("the mail server"));
    let mut found = String::new();
    let login = format!("LOGIN {address} \"{PASSWORD}\"");
    for command in [login.as_str(), "EXAMINE INBOX", "THREAD REFERENCES UTF-8 ALL"] {
        stream.get_mut().write_all(format!("a {command}\r\n").as_bytes()).await.expect("it listens");
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.expect("an answer");
            if let Some(threads) = line.strip_prefix("* THREAD ") {
                found = threads.trim_end().to_owned();
            }
            if line.starts_with("a ") {
                assert!(line.starts_with("a OK"), "{command}: {line}");
                break;
            }
        }
    }
    found
}
