//! Does each mail arrive once, whenever the server is killed? Real mails in a real mailbox, fetched by the real binary.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::a_moment;
use super::process::Pingback;
use crate::rig::cast::{PASSWORD, text};
use crate::rig::http;
use crate::rig::mail_host::{CLEO, HELP, MailHost};
use crate::rig::smtp;

const MAILS: usize = 60;
const KILLS: u32 = 6;

#[test]
fn every_mail_is_there_exactly_once_after_each_kill() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(kill_while_mails_come());
}

async fn kill_while_mails_come() {
    let (folder, host) = (tempfile::tempdir().expect("a folder"), MailHost::start());
    let settings = vec![
        ("PINGBACK_ALLOW_PRIVATE_HOSTS", "127.0.0.1".to_owned()),
        ("PINGBACK_TLS_CA_FILE", host.authority().display().to_string()),
    ];
    let mut server = Pingback::start_with(folder.path(), settings).await;
    let token = prepare(&server, &host).await;
    let smtp = host.smtp;
    let writer = tokio::spawn(async move {
        for number in 0..MAILS {
            let mail = format!(
                "Message-ID: <{number}@mail.example>\nFrom: <{CLEO}>\nTo: {HELP}\nSubject: {number}\n\nNumber {number}\n"
            );
            smtp::send(smtp, CLEO, HELP, &mail).await;
        }
    });
    for kill in 0..KILLS {
        // Until mails come in again, and a moment.
        let started = Instant::now();
        let before = found(&server, &token).await.len();
        while found(&server, &token).await.len() == before
            && before < MAILS
            && started.elapsed() < Duration::from_secs(20)
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(a_moment() * (kill % 3)).await;
        server.kill();
        server = Pingback::start_again(folder.path(), server).await;
    }
    writer.await.expect("all were written");
    let started = Instant::now();
    while found(&server, &token).await.len() < MAILS {
        assert!(started.elapsed() < Duration::from_secs(60), "{} of {MAILS}", found(&server, &token).await.len());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let found = found(&server, &token).await;
    assert!(found.values().all(|times| *times == 1), "{found:?}");
}

/// An owner with a channel in the mailbox; their token.
async fn prepare(server: &Pingback, host: &MailHost) -> String {
    let url = &server.url;
    let post = async |path: &str, token: &str, body: Value| {
        let asked = http::client().post(format!("{url}/api/v1/{path}")).bearer_auth(token).json(&body);
        http::Answer::read(asked.send().await.expect("an answer")).await.expect(201)
    };
    let account = json!({"email": "olu@example.com", "full_name": "Olu", "password": PASSWORD});
    let token = text(&post("auth/register", "", account).await["access_token"]);
    post("auth/business/create", &token, json!({"name": "Acme"})).await;
    post("channels/", &token, json!({"type": "email", "config": host.channel()})).await;
    token
}

/// How often each mail is there, by its words.
async fn found(server: &Pingback, token: &str) -> HashMap<String, usize> {
    let url = format!("{}/api/v1/conversations/?limit=200", server.url);
    let answer = http::client().get(url).bearer_auth(token).send().await.expect("an answer");
    let list = http::Answer::read(answer).await.expect(200);
    let mut found = HashMap::new();
    for conversation in list.as_array().expect("a list") {
        *found.entry(text(&conversation["last_message"]["preview"])).or_default() += 1;
    }
    found
}
