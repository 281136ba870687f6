//! Where may an answer send us? Each hop is judged like the first, and takes no secret to strangers.

use std::sync::{Arc, Mutex};

use outbound::header::{ACCEPT, AUTHORIZATION, HeaderName};
use outbound::{Answer, Client, Error, Method, Refused};

use crate::rig::{FRIEND, PRIVATE, Peer, client, client_with, leading_to, ok, read_request, redirect, say};

async fn follow(client: &Client, url: &str) -> Result<Answer, Error> {
    client.get(url).follow_redirects().send().await
}

#[tokio::test]
async fn a_redirect_to_a_private_host_is_not_followed() {
    let private = Peer::answering(PRIVATE, &ok("secret")).await;
    let port = private.address.port();
    for to in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("//127.0.0.1:{port}/"),
        format!("\\\\127.0.0.1:{port}/"),
        format!("http://rebinding.example:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://localhost/".to_owned(),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let friend = Peer::answering(FRIEND, &redirect(status, &to)).await;
            let client = client_with(FRIEND, leading_to(&[&[PRIVATE]]));
            let answer = follow(&client, &friend.url("/")).await.map(|answer| answer.status());
            assert!(matches!(answer, Err(Error::Refused(Refused::NotPublic(_)))), "{status} to {to}: {answer:?}");
        }
    }
    assert_eq!(private.accepted(), 0);
}

#[tokio::test]
async fn a_redirect_to_no_web_address_is_refused() {
    for (to, expected) in [
        ("file:///etc/passwd", Refused::Scheme),
        ("ftp://127.66.0.1/", Refused::Scheme),
        ("gopher://127.66.0.1/_x", Refused::Scheme),
        ("data:text/plain,x", Refused::Scheme),
        ("http://user@127.66.0.1/", Refused::UserInfo),
        ("http://8.8.8.8:25/", Refused::WebPort(25)),
        ("http://[::1", Refused::NotAUrl),
    ] {
        let friend = Peer::answering(FRIEND, &redirect(302, to)).await;
        let answer = follow(&client(), &friend.url("/")).await.map(|answer| answer.status());
        assert!(matches!(&answer, Err(Error::Refused(refused)) if *refused == expected), "{to}: {answer:?}");
    }
}

#[tokio::test]
async fn a_good_redirect_is_followed_to_its_end() {
    let end = Peer::answering(FRIEND, &ok("the end")).await;
    let middle = Peer::answering(FRIEND, &redirect(307, &end.url("/end"))).await;
    let start = Peer::answering(FRIEND, &redirect(301, &middle.url("/middle"))).await;
    let answer = follow(&client(), &start.url("/")).await.expect("an answer");
    assert_eq!(answer.url().path(), "/end");
    assert_eq!(answer.bytes().await.expect("a body"), b"the end");
}

#[tokio::test]
async fn a_loop_ends_after_five_redirects() {
    let friend = Peer::answering(FRIEND, &redirect(302, "/again")).await;
    let answer = follow(&client(), &friend.url("/")).await.map(|answer| answer.status());
    assert!(matches!(answer, Err(Error::Refused(Refused::Redirects))), "{answer:?}");
    assert_eq!(friend.accepted(), 6);
}

#[tokio::test]
async fn a_redirect_is_the_answer_where_nobody_asked_to_follow_or_something_is_changed() {
    let friend = Peer::answering(FRIEND, &redirect(307, "/elsewhere")).await;
    let client = client();
    let plain = client.get(&friend.url("/")).send().await.expect("an answer");
    assert_eq!((plain.status().as_u16(), plain.header("location")), (307, Some("/elsewhere")));
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let request = client.request(method, &friend.url("/")).body("x").follow_redirects();
        assert_eq!(request.send().await.expect("an answer").status(), 307);
    }
    assert_eq!(friend.accepted(), 4);
}

/// One that answers everybody, and keeps what they said.
async fn listening(answer: String) -> (Peer, Arc<Mutex<Vec<String>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = heard.clone();
    let peer = Peer::start(FRIEND, move |mut stream| {
        let (kept, answer) = (kept.clone(), answer.clone());
        async move {
            let request = read_request(&mut stream).await.to_ascii_lowercase();
            kept.lock().expect("a lock").push(request);
            say(stream, &answer).await;
        }
    })
    .await;
    (peer, heard)
}

#[tokio::test]
async fn secrets_go_to_the_origin_that_they_were_meant_for_and_no_further() {
    let key = HeaderName::from_static("x-api-key");
    let home_again = |at: &Peer| redirect(302, &at.url("/back"));
    let (home, at_home) = listening(ok("home")).await;
    let (stranger, at_strangers) = listening(home_again(&home)).await;
    let (start, at_start) = listening(redirect(302, &stranger.url("/"))).await;
    let request = client().get(&start.url("/")).bearer("token").header(key, "secret").header(ACCEPT, "image/png");
    let answer = request.follow_redirects().send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let said = |heard: &Mutex<Vec<String>>| heard.lock().expect("a lock").concat();
    assert!(said(&at_start).contains("authorization: bearer token") && said(&at_start).contains("x-api-key: secret"));
    for heard in [&at_strangers, &at_home] {
        let said = said(heard);
        assert!(said.contains("accept: image/png"), "{said}");
        assert!(!said.contains("token") && !said.contains("secret") && !said.contains("referer"), "{said}");
    }
}

#[tokio::test]
async fn within_its_origin_a_redirect_keeps_what_was_sent() {
    let (heard, kept) = {
        let (peer, heard) = listening(redirect(302, "/again")).await;
        let request = client().get(&peer.url("/")).header(AUTHORIZATION, "Bearer token").follow_redirects();
        let _looped = request.send().await.is_err();
        (heard, peer.accepted())
    };
    assert_eq!(kept, 6);
    assert!(heard.lock().expect("a lock").iter().all(|request| request.contains("authorization: bearer token")));
}
