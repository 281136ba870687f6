//! Did it arrive? Servers that hang, reset, stop half way and trickle, and what a caller is told of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use outbound::{Answer, Client, Error, Refused, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::rig::{FRIEND, Peer, client, ok, read_request, reset, say};

const SOON: Duration = Duration::from_millis(300);

fn message(client: &Client, url: &str) -> Request {
    client.post(url).json(&serde_json::json!({"text": "hello"})).timeout(SOON)
}

async fn failure(request: Request) -> Error {
    request.send().await.map(|answer| answer.status()).expect_err("no answer")
}

#[tokio::test]
async fn nobody_there_is_certainly_not_delivered() {
    let closed = TcpListener::bind((FRIEND, 0)).await.expect("a port").local_addr().expect("an address");
    let error = failure(message(&client(), &format!("http://{closed}/"))).await;
    assert!(matches!(&error, Error::Connect(why) if why.contains("refused")), "{error:?}");
    assert!(!error.may_have_arrived());
}

#[tokio::test]
async fn a_refused_message_is_certainly_not_delivered() {
    let error = failure(message(&client(), "http://127.0.0.1/")).await;
    assert!(matches!(error, Error::Refused(Refused::NotPublic(_))), "{error:?}");
    assert!(!error.may_have_arrived());
    let error = failure(client().post("https://8.8.8.8/").bearer("two\r\nlines")).await;
    assert!(matches!(error, Error::Refused(Refused::Unwritable(_))), "{error:?}");
}

#[tokio::test]
async fn a_tls_handshake_that_fails_or_hangs_is_certainly_not_delivered() {
    let plain = Peer::answering(FRIEND, &ok("this is no TLS")).await;
    let error = failure(message(&client(), &plain.url("/").replace("http:", "https:"))).await;
    assert!(!error.may_have_arrived(), "{error:?}");
    let hanging = Peer::start(FRIEND, hang).await;
    let error = failure(message(&client(), &hanging.url("/").replace("http:", "https:"))).await;
    assert!(matches!(error, Error::Timeout { sent: false }), "{error:?}");
    let error = failure(message(&client(), &hanging.url("/").replace("http:", "https:")).timeout(SOON * 10)).await;
    assert!(matches!(error, Error::Timeout { sent: false }), "the time to connect ends first: {error:?}");
}

/// Takes everything and says nothing.
async fn hang(mut stream: TcpStream) {
    read_request(&mut stream).await;
    let _ended = stream.read(&mut [0; 16]).await;
}

#[tokio::test]
async fn a_server_that_takes_it_and_hangs_may_have_it() {
    let peer = Peer::start(FRIEND, hang).await;
    let begin = Instant::now();
    let error = failure(message(&client(), &peer.url("/"))).await;
    assert!(matches!(error, Error::Timeout { sent: true }), "{error:?}");
    assert!(begin.elapsed() < SOON * 5);
}

#[tokio::test]
async fn a_reset_after_reading_may_have_arrived() {
    let peer = Peer::start(FRIEND, |mut stream| async move {
        read_request(&mut stream).await;
        reset(stream);
    })
    .await;
    let error = failure(message(&client(), &peer.url("/"))).await;
    assert!(matches!(error, Error::Cut { sent: true, .. }), "{error:?}");
}

#[tokio::test]
async fn a_farewell_without_an_answer_may_have_arrived() {
    let peer = Peer::answering(FRIEND, "").await;
    let error = failure(message(&client(), &peer.url("/"))).await;
    assert!(matches!(error, Error::Cut { sent: true, .. }), "{error:?}");
}

#[tokio::test]
async fn whoever_read_a_byte_is_never_said_not_to_have_it() {
    for bytes in [0, 1, 10, 100, 1000, 100_000] {
        let read = Arc::new(AtomicUsize::new(0));
        let count = read.clone();
        let peer = Peer::start(FRIEND, move |mut stream| {
            let count = count.clone();
            async move {
                let mut left = vec![0; bytes];
                while !left.is_empty() {
                    let size = stream.read(&mut left).await.unwrap_or(0);
                    count.fetch_add(size, Ordering::SeqCst);
                    left.truncate(left.len() - size);
                    if size == 0 {
                        break;
                    }
                }
                reset(stream);
            }
        })
        .await;
        for _ in 0..5 {
            read.store(0, Ordering::SeqCst);
            let error = failure(client().post(&peer.url("/")).body(vec![b'x'; 300_000]).timeout(SOON * 5)).await;
            let read = read.load(Ordering::SeqCst);
            assert!(read == 0 || error.may_have_arrived(), "{read} bytes were read: {error:?}");
            assert!(matches!(error, Error::Cut { .. }), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_stops_reading_may_have_it() {
    let peer = Peer::start(FRIEND, |stream| async move {
        tokio::time::sleep(Duration::from_secs(30)).await;
        drop(stream);
    })
    .await;
    let error = failure(client().post(&peer.url("/")).body(vec![0; 64 << 20]).timeout(SOON)).await;
    assert!(matches!(error, Error::Timeout { sent: true }), "{error:?}");
}

#[tokio::test]
async fn half_an_answer_has_its_status_and_then_a_cut() {
    for head in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
    ] {
        let peer = Peer::answering(FRIEND, head).await;
        let answer = message(&client(), &peer.url("/")).send().await.expect("its head");
        assert_eq!(answer.status(), 200);
        let error = answer.json::<serde_json::Value>().await.unwrap_err();
        assert!(matches!(error, Error::Cut { sent: true, .. }), "{error:?}");
    }
    let peer = Peer::answering(FRIEND, "HTTP/1.1 200 OK\r\nContent-Le").await;
    let error = failure(message(&client(), &peer.url("/"))).await;
    assert!(matches!(error, Error::Cut { sent: true, .. }), "{error:?}");
}

#[tokio::test]
async fn what_is_no_http_may_have_arrived() {
    let peer = Peer::answering(FRIEND, "220 mail.example ESMTP\r\n").await;
    let error = failure(message(&client(), &peer.url("/"))).await;
    assert!(matches!(error, Error::Cut { sent: true, .. }), "{error:?}");
}

/// A piece of the answer each 20 ms, for ever.
async fn trickle(mut stream: TcpStream, head: &'static str, piece: Vec<u8>) {
    read_request(&mut stream).await;
    let mut alive = stream.write_all(head.as_bytes()).await.is_ok();
    while alive {
        tokio::time::sleep(Duration::from_millis(20)).await;
        alive = stream.write_all(&piece).await.is_ok();
    }
}

#[tokio::test]
async fn an_answer_that_trickles_ends_with_the_time_that_it_had() {
    let body = Peer::start(FRIEND, |stream| trickle(stream, "HTTP/1.1 200 OK\r\n\r\n", b"x".to_vec())).await;
    let begin = Instant::now();
    let answer = client().get(&body.url("/")).timeout(SOON).send().await.expect("its head");
    let error = answer.bytes().await.unwrap_err();
    assert!(matches!(error, Error::Timeout { sent: true }), "{error:?}");
    let head = Peer::start(FRIEND, |stream| trickle(stream, "HTTP/1.1 200 OK\r\nX: ", b"x".to_vec())).await;
    let error = failure(message(&client(), &head.url("/"))).await;
    assert!(matches!(error, Error::Timeout { sent: true }), "{error:?}");
    assert!(begin.elapsed() < SOON * 10);
}

async fn pieces(mut answer: Answer) -> (usize, Option<Error>) {
    let mut read = 0;
    loop {
        match answer.chunk().await {
            Ok(Some(piece)) => read += piece.len(),
            Ok(None) => return (read, None),
            Err(error) => return (read, Some(error)),
        }
    }
}

#[tokio::test]
async fn an_answer_is_never_read_past_its_limit() {
    let endless = Peer::start(FRIEND, |stream| trickle(stream, "HTTP/1.1 200 OK\r\n\r\n", vec![0; 50_000])).await;
    let answer = client().get(&endless.url("/")).limit(200_000).send().await.expect("its head");
    let (read, error) = pieces(answer).await;
    assert!(matches!(error, Some(Error::TooLarge { limit: 200_000 })), "{error:?}");
    assert!(read <= 200_000);
    let told = Peer::answering(FRIEND, "HTTP/1.1 200 OK\r\nContent-Length: 200001\r\n\r\nx").await;
    let answer = client().get(&told.url("/")).limit(200_000).send().await.expect("its head");
    let (read, error) = pieces(answer).await;
    assert!(matches!((read, &error), (0, Some(Error::TooLarge { .. }))), "not one byte is read: {read} {error:?}");
    let full = Peer::answering(FRIEND, &ok(&"x".repeat(1000))).await;
    let answer = client().get(&full.url("/")).limit(1000).send().await.expect("its head");
    assert!(matches!(pieces(answer).await, (1000, None)), "the limit itself is allowed");
}

#[tokio::test]
async fn json_comes_and_goes() {
    let peer = Peer::start(FRIEND, |mut stream| async move {
        let request = read_request(&mut stream).await;
        let lower = request.to_ascii_lowercase();
        let as_expected = request.ends_with("\r\n\r\n{\"text\":\"hello\"}")
            && lower.contains("content-type: application/json")
            && lower.contains("content-length: 16")
            && lower.contains("user-agent: pingback/");
        say(stream, &ok(&serde_json::json!({"ok": as_expected}).to_string())).await;
    })
    .await;
    let answer = message(&client(), &peer.url("/")).send().await.expect("an answer");
    assert_eq!(answer.json::<serde_json::Value>().await.expect("JSON")["ok"], true);
    let garbled = Peer::answering(FRIEND, &ok("<html>")).await;
    let answer = message(&client(), &garbled.url("/")).send().await.expect("an answer");
    let error = answer.json::<serde_json::Value>().await.unwrap_err();
    assert!(matches!(error, Error::Garbled(_)) && error.may_have_arrived(), "{error:?}");
}

#[tokio::test]
async fn what_went_wrong_never_tells_the_url() {
    let peer = Peer::start(FRIEND, |mut stream| async move {
        read_request(&mut stream).await;
        reset(stream);
    })
    .await;
    for url in [peer.url("/bot12345:SECRET/send"), "http://127.66.0.1:1/bot12345:SECRET/send".to_owned()] {
        let error = failure(message(&client(), &url)).await;
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
    }
}

/// Keeps the line open after its first answer, and cuts it once it has read a second request.
async fn answer_then_cut(mut stream: TcpStream, heard: Arc<AtomicUsize>) {
    for turn in 0..2 {
        if read_request(&mut stream).await.is_empty() {
            return;
        }
        heard.fetch_add(1, Ordering::SeqCst);
        if turn == 0 {
            let _gone = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await.is_err();
        }
    }
    reset(stream);
}

#[tokio::test]
async fn a_message_that_a_used_connection_took_is_never_sent_again() {
    let heard = Arc::new(AtomicUsize::new(0));
    let count = heard.clone();
    let peer = Peer::start(FRIEND, move |stream| answer_then_cut(stream, count.clone())).await;
    let client = client();
    for round in 1..=10 {
        assert_eq!(message(&client, &peer.url("/")).send().await.expect("an answer").bytes().await.expect("none"), b"");
        let error = failure(message(&client, &peer.url("/"))).await;
        assert!(matches!(error, Error::Cut { sent: true, .. }), "{error:?}");
        assert_eq!((heard.load(Ordering::SeqCst), peer.accepted()), (2 * round, round));
    }
}

#[tokio::test]
async fn a_message_that_meets_a_closing_connection_is_answered_or_unknown() {
    let heard = Arc::new(AtomicUsize::new(0));
    let count = heard.clone();
    let peer = Peer::start(FRIEND, move |mut stream| {
        let count = count.clone();
        async move {
            read_request(&mut stream).await;
            count.fetch_add(1, Ordering::SeqCst);
            let _gone = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await.is_err();
        }
    })
    .await;
    let client = client();
    let mut arrived = 0;
    for _ in 0..200 {
        match message(&client, &peer.url("/")).send().await {
            Ok(_) => arrived += 1,
            // It met the farewell on the way: nobody can know.
            Err(error) => assert!(error.may_have_arrived(), "{error:?}"),
        }
    }
    let heard = heard.load(Ordering::SeqCst);
    assert!(arrived > 0 && heard == arrived, "{arrived} of 200 were answered, {heard} were heard");
}
