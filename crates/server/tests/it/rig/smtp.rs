//! A customer's mail program, as far as it writes: gives a mail to a server by hand (RFC 5321), without signing in.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Hands a mail over; lines may end with a line feed alone.
pub async fn send(port: u16, from: &str, to: &str, mail: &str) {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the mail server");
    let mut stream = BufReader::new(stream);
    expect(&mut stream, "220").await;
    for (command, code) in [
        ("EHLO customer.mail.example".to_owned(), "250"),
        (format!("MAIL FROM:<{from}>"), "250"),
        (format!("RCPT TO:<{to}>"), "250"),
        ("DATA".to_owned(), "354"),
    ] {
        say(&mut stream, &command).await;
        expect(&mut stream, code).await;
    }
    let lines = mail.replace("\r\n", "\n").replace("\n.", "\n..").replace('\n', "\r\n");
    say(&mut stream, &format!("{}\r\n.", lines.trim_end_matches("\r\n"))).await;
    expect(&mut stream, "250").await;
    say(&mut stream, "QUIT").await;
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await.expect("the mail server listens");
}

async fn expect(stream: &mut BufReader<TcpStream>, code: &str) {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.expect("an answer");
        assert!(line.starts_with(code), "{line} in place of {code}");
        if line.as_bytes().get(3) == Some(&b' ') {
            return;
        }
    }
}
