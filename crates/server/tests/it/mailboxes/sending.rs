//! What goes out, by Postfix: it lands in the customer's mailbox, or the agent learns in the server's words why not.

use serde_json::{Value, json};

use super::{Post, SECRET, field, mail};
use crate::rig::mail_host::CLEO;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    an_answer_lands_in_the_customers_mailbox,
    a_mail_that_is_put_off_is_tried_again,
    a_mail_that_is_refused_has_failed_in_the_servers_words,
];

async fn open(app: TestApp) -> (Post, Value) {
    let post = Post::open(app, |config| {
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
}

async fn a_mail_that_is_put_off_is_tried_again(app: TestApp) {
    let (post, conversation) = open(app).await;
    post.host.refuse(CLEO, "450 4.2.0 The mailbox sleeps");
    post.answer(&conversation, "Hello?").await;
    let waiting = post.last(&conversation).await;
    assert_eq!(waiting["status"], "queued");
    let why = waiting["error"].as_str().expect("a reason");
    assert!(why.contains("The mailbox sleeps"), "{why}");
    post.host.refuse_nobody();
    post.app.clock.advance(std::time::Duration::from_secs(10));
    post.app.run_jobs().await;
    assert_eq!(post.last(&conversation).await["status"], "sent");
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
