//! What goes out, by Postfix: it lands in the customer's mailbox, or the agent learns in the server's words why not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Post, SECRET, field, mail};
use crate::rig::cast::text;
use crate::rig::mail_host::{CLEO, MailHost};
use crate::rig::{TestApp, on_both_engines};
use crate::theo;

on_both_engines![
    an_answer_lands_in_the_customers_mailbox,
    a_mail_that_is_put_off_is_tried_again,
    a_mail_that_is_refused_has_failed_in_the_servers_words,
    a_mail_server_that_is_silent_is_left_alone,
    what_theo_says_names_its_source_and_what_no_person_sends_says_so,
    what_theo_says_and_nobody_hears_is_for_a_human,
];

async fn open(app: TestApp) -> (Post, Value) {
    let post = Post::open_with(app, MailHost::start(), 0, |config| {
        config["imap"] = Value::Null;
        config["inbound_secret"] = json!(SECRET);
    })
    .await;
    post.post(&mail("1", "Subject: Your order\n", "Where is it?")).await;
    let conversation = post.conversations().await.remove(0);
    (post, conversation)
}

async fn an_answer_lands_in_the_customers_mailbox(app: TestApp) {
    let (post, conversation) = open(app).await;
    post.answer(&conversation, "It is on its way.\n.\nAnd naïve.").await;
    let sent = post.last(&conversation).await;
    assert_eq!(sent["status"], "sent", "{sent} {}", post.host.log());
    let mails = post.host.mails(CLEO, 1).await;
    let mail = &mails[0];
    assert_eq!(field(mail, "Subject"), "Re: Your order");
    assert_eq!(field(mail, "In-Reply-To"), "<1@mail.example>");
    assert!(field(mail, "From").contains("help@acme.example"), "{mail}");
    assert!(field(mail, "Reply-To").starts_with("help+"), "{mail}");
    assert!(mail.contains("It is on its way.\n.\n"), "{mail}");
    // By TLS from the first byte on.
    post.change(json!({"config": {"smtp": {"port": post.host.smtps(), "tls": true}}})).await;
    post.answer(&conversation, "In secret").await;
    assert_eq!(post.last(&conversation).await["status"], "sent", "{}", post.host.log());
    assert_eq!(post.host.mails(CLEO, 2).await.len(), 2);
}

async fn a_mail_that_is_put_off_is_tried_again(app: TestApp) {
    let (post, conversation) = open(app).await;
    post.host.refuse(CLEO, "450 4.2.0 The mailbox sleeps");
    post.answer(&conversation, "Hello?").await;
    let waiting = post.last(&conversation).await;
    let why = waiting["error"].as_str().unwrap_or_default();
    let is_waiting = waiting["status"] == "queued" && why.contains("The mailbox sleeps");
    assert!(is_waiting, "{waiting} {}", post.host.log());
    post.host.refuse_nobody();
    post.app.clock.advance(Duration::from_secs(10));
    post.app.run_jobs().await;
    let sent = post.last(&conversation).await;
    assert_eq!(sent["status"], "sent", "{sent} {}", post.host.log());
    assert_eq!(post.host.mails(CLEO, 1).await.len(), 1);
}

async fn a_mail_that_is_refused_has_failed_in_the_servers_words(app: TestApp) {
    let (post, conversation) = open(app).await;
    post.host.refuse(CLEO, "550 5.1.1 Nobody of that name lives here");
    post.answer(&conversation, "Hello?").await;
    let failed = post.last(&conversation).await;
    assert_eq!(failed["status"], "failed");
    let why = failed["error"].as_str().expect("a reason");
    assert!(why.contains("Nobody of that name lives here") && why.contains("550"), "{why}");
    assert!(post.host.read(CLEO).is_empty());
    // A wrong password, too.
    post.host.refuse_nobody();
    post.host.set_password("another");
    post.answer(&conversation, "Hello again?").await;
    let why = post.last(&conversation).await["error"].to_string();
    assert!(why.contains("user name and password"), "{why}");
}

async fn a_mail_server_that_is_silent_is_left_alone(app: TestApp) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let count = Arc::new(AtomicUsize::new(0));
    let counting = count.clone();
    tokio::spawn(async move {
        let mut lines = Vec::new();
        while let Ok((line, _)) = listener.accept().await {
            lines.push(line);
            counting.store(lines.len(), Ordering::SeqCst);
        }
    });
    let post = Post::open(app, |config| {
        config["imap"] = Value::Null;
        config["inbound_secret"] = json!(SECRET);
        config["smtp"]["port"] = json!(port);
    })
    .await;
    for number in 1..=10 {
        post.post(&mail(&number.to_string(), "Subject: Your order\n", "Where is it?")).await;
    }
    for conversation in post.conversations().await {
        let path = format!("conversations/{}/messages", text(&conversation["id"]));
        post.app.post(&post.cast.ana, &path, json!({"content": "Hello"})).await.expect(201);
    }
    // All the patience that each of the first has; whoever asks when the channel was connected is among them.
    tokio::time::sleep(Duration::from_secs(23)).await;
    let lines = count.load(Ordering::SeqCst);
    assert!((2..=5).contains(&lines), "{lines} mails were brought to it");
}

/// Theo answers by himself; whether he has his model, without which he is never sure.
async fn open_with_theo(app: TestApp) -> (Post, bool) {
    let (mut post, _) = open(app).await;
    let authority = post.host.authority();
    post.app = post
        .app
        .restart(|config| {
            (config.workers, config.theo_model) = (0, true);
            config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
            config.tls_ca_file = Some(authority);
        })
        .await;
    theo::write_articles(&post.app, &post.cast).await;
    let settings = post.app.patch(&post.cast.olu, "ai/settings", json!({"mode": "auto"})).await.expect(200);
    (post, settings["knowledge"]["model"].is_string())
}

async fn what_theo_says_names_its_source_and_what_no_person_sends_says_so(app: TestApp) {
    let (post, has_model) = open_with_theo(app).await;
    post.post(&mail("2", "Subject: Returns\n", theo::KNOWN)).await;
    post.app.run_jobs().await;
    if has_model {
        let mails = post.host.mails(CLEO, 1).await;
        assert_eq!(field(&mails[0], "Auto-Submitted"), "auto-generated", "{}", mails[0]);
        let link = format!("Returning an order: {}help/", post.app.url("/"));
        assert!(mails[0].contains(&link), "{}", mails[0]);
    }
    let before = post.host.read(CLEO).len();
    post.answer(&post.conversations().await[1], "Or even 61").await;
    let mails = post.host.mails(CLEO, before + 1).await;
    assert_eq!(field(&mails[before], "Auto-Submitted"), "", "Ana wrote it");
}

async fn what_theo_says_and_nobody_hears_is_for_a_human(app: TestApp) {
    let (post, has_model) = open_with_theo(app).await;
    post.host.refuse(CLEO, "550 5.1.1 Nobody of that name lives here");
    post.post(&mail("2", "Subject: Returns\n", theo::KNOWN)).await;
    post.app.run_jobs().await;
    let conversation = &post.conversations().await[1];
    assert_eq!(conversation["status"], "open");
    let reason = if has_model { "complex_issue" } else { "low_confidence" };
    assert_eq!(conversation["handoff_reason"], reason, "{conversation}");
    assert!(conversation["handoff_at"].is_string());
}
