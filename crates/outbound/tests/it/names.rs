//! Where may a name lead? Resolvers that lie, and change their mind, in front of real servers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use outbound::{Client, Error, Refused};

use crate::rig::{FRIEND, PRIVATE, Peer, answer_once, client_with, leading_to, ok};

async fn get(client: &Client, url: &str) -> Result<String, Error> {
    let answer = client.get(url).send().await?;
    Ok(String::from_utf8(answer.bytes().await?).expect("UTF-8"))
}

fn is_not_public<T>(answer: Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Refused(Refused::NotPublic(_))))
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_not_called() {
    for address in [PRIVATE, "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1", "0.0.0.0"] {
        let client = client_with("", leading_to(&[&[address]]));
        for url in ["http://127.0.0.1.nip.io/", "https://intranet/", "http://metadata.google.internal/"] {
            assert!(is_not_public(get(&client, url).await), "{url} at {address}");
        }
    }
}

#[tokio::test]
async fn a_name_that_changes_its_mind_never_reaches_the_private_host() {
    // Once for ports that anybody may use, once for one that only an exception may.
    for on_a_web_port in [true, false] {
        let answer = |stream| answer_once(stream, ok("friend"));
        let friend = match on_a_web_port {
            true => Peer::start_on_a_web_port(FRIEND, answer).await,
            false => Peer::start(FRIEND, answer).await,
        };
        let port = friend.address.port();
        let client = client_with(FRIEND, leading_to(&[&[FRIEND], &[PRIVATE]]));
        let url = format!("http://rebinding.example:{port}/");
        assert_eq!(get(&client, &url).await.expect("an answer"), "friend");
        for _ in 0..3 {
            assert!(is_not_public(get(&client, &url).await));
        }
        assert_eq!(friend.accepted(), 1);
    }
}

#[tokio::test]
async fn of_several_addresses_only_the_good_ones_are_tried() {
    let private = Peer::answering(PRIVATE, &ok("private")).await;
    let port = private.address.port();
    let client = client_with(FRIEND, leading_to(&[&[PRIVATE, FRIEND, "::1"]]));
    let answer = get(&client, &format!("http://mixed.example:{port}/")).await;
    assert!(matches!(answer, Err(Error::Connect(_))), "{answer:?}");
    assert_eq!(private.accepted(), 0);
}

#[tokio::test]
async fn another_port_of_a_name_is_called_only_at_an_exception() {
    let client = client_with(FRIEND, leading_to(&[&["8.8.8.8"]]));
    assert!(is_not_public(get(&client, "http://public.example:6379/").await));
    assert!(is_not_public(client.get("http://public.example/").https_only().send().await));
}

#[tokio::test]
async fn a_name_that_is_an_exception_may_lead_anywhere() {
    let private = Peer::answering(PRIVATE, &ok("welcome")).await;
    let port = private.address.port();
    let client = client_with("hooks.corp", leading_to(&[&[PRIVATE]]));
    assert_eq!(get(&client, &format!("http://hooks.corp:{port}/")).await.expect("an answer"), "welcome");
    assert_eq!(get(&client, &format!("http://HOOKS.corp.:{port}/")).await.expect("an answer"), "welcome");
    assert!(is_not_public(get(&client, "http://other.corp/").await));
}

#[tokio::test]
async fn a_name_without_an_address_is_told_as_that() {
    let silent = client_with("", leading_to(&[&[]]));
    let broken = client_with("", Arc::new(|_| Box::pin(async { Err(std::io::Error::other("no such name")) })));
    for client in [silent, broken] {
        let error = get(&client, "http://nowhere.example/").await.unwrap_err();
        assert!(matches!(&error, Error::Unresolved(name) if name == "nowhere.example"), "{error:?}");
        assert!(!error.may_have_arrived());
    }
}

#[tokio::test]
async fn a_name_server_that_never_answers_costs_the_time_to_connect() {
    let client = client_with("", Arc::new(|_| Box::pin(std::future::pending())));
    let begin = Instant::now();
    let error = client.post("http://slow.example/").body("x").send().await.unwrap_err();
    assert!(matches!(error, Error::Timeout { sent: false }), "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn the_systems_own_names_are_resolved_and_judged() {
    let client = client_with("", outbound::system());
    let addresses = client.guard().addresses("localhost", 993).await;
    assert!(is_not_public(addresses));
    let client = client_with("localhost", outbound::system());
    let addresses = client.guard().addresses("localhost", 1143).await.expect("addresses");
    assert!(addresses.iter().all(|address| address.ip().is_loopback() && address.port() == 1143));
}

#[tokio::test]
async fn mail_is_led_to_checked_addresses_on_ports_of_mail() {
    let client = client_with("10.9.0.0/16", leading_to(&[&["127.0.0.1", "8.8.8.8", "10.0.0.1", "10.9.0.1"]]));
    let guard = client.guard();
    let at = |text: &str| text.parse::<SocketAddr>().expect("an address");
    assert_eq!(guard.addresses("mail.example", 993).await.unwrap(), [at("8.8.8.8:993"), at("10.9.0.1:993")]);
    assert_eq!(guard.addresses("mail.example", 3306).await.unwrap(), [at("10.9.0.1:3306")], "by exception only");
    assert_eq!(guard.addresses("8.8.8.8", 25).await.unwrap(), [at("8.8.8.8:25")]);
    assert_eq!(guard.addresses("2606:4700::1111", 25).await.unwrap(), [at("[2606:4700::1111]:25")]);
    assert_eq!(guard.addresses("10.9.7.7", 1143).await.unwrap(), [at("10.9.7.7:1143")]);
    for private in ["127.0.0.1", "0x7f.1", "2130706433", "::1", "[::1]", "127。0。0。1", "169.254.169.254"] {
        assert!(is_not_public(guard.addresses(private, 993).await), "{private}");
    }
    for wrong in ["", "a b", "mail.example:993", "user@mail.example", "http://mail.example"] {
        let answer = guard.addresses(wrong, 993).await;
        assert!(matches!(answer, Err(Error::Refused(Refused::NotAHost))), "{wrong}: {answer:?}");
    }
    let strict = client_with("", leading_to(&[&["8.8.8.8"]]));
    let answer = strict.guard().addresses("mail.example", 6379).await;
    assert!(matches!(answer, Err(Error::Refused(Refused::MailPort(6379)))), "{answer:?}");
}

#[tokio::test]
async fn a_library_that_makes_its_own_requests_is_led_to_good_addresses_only() {
    let private = Peer::answering(PRIVATE, &ok("private")).await;
    let url = format!("http://bucket.example:{}/", private.address.port());
    let patience = Duration::from_secs(1);
    let client = client_with("", leading_to(&[&[PRIVATE]])).connections(patience).expect("a client");
    assert!(client.get(&url).send().await.is_err());
    assert_eq!(private.accepted(), 0);
    let client = client_with(PRIVATE, leading_to(&[&[PRIVATE]])).connections(patience).expect("a client");
    assert_eq!(client.get(&url).send().await.expect("an answer").status(), 200);
}
