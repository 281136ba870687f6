//! What keeps a mailbox from being looked into stands with its channel, in words that its owner understands, until it is
//! mended.

use serde_json::json;

use super::{Post, count, mail};
use crate::rig::daemon::free_port;
use crate::rig::mail_host::{HELP, PASSWORD};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![a_wrong_password_is_told_until_it_is_mended, what_can_not_be_reached_or_believed_is_told,];

async fn a_wrong_password_is_told_until_it_is_mended(app: TestApp) {
    let post = Post::open(app, |config| config["imap"]["password"] = json!("wr\u{f6}ng \"pass\\word")).await;
    let why = post.until_problem(|problem| problem.is_some()).await.expect("a problem");
    assert!(why.contains("does not accept the channel's user name and password"), "{why}");
    assert!(why.contains("uthentication failed") && !why.contains("info:"), "in the server's words: {why}");
    // What comes meanwhile waits.
    post.write(HELP, &mail("1", "Subject: Hello\n", "Hello")).await;
    post.change(json!({"config": {"imap": {"password": PASSWORD}}})).await;
    post.until(|all| count(all) == 1).await;
    assert_eq!(post.until_problem(|problem| problem.is_none()).await, None);
    post.change(json!({"config": {"imap": {"folder": "Nowhere"}}})).await;
    let why = post.until_problem(|problem| problem.is_some()).await.expect("a problem");
    assert!(why.contains("The folder Nowhere can't be opened"), "{why}");
}

async fn what_can_not_be_reached_or_believed_is_told(app: TestApp) {
    let post = Post::open(app, |config| config["imap"]["port"] = json!(free_port())).await;
    let why = post.until_problem(|problem| problem.is_some()).await.expect("a problem");
    assert!(why.contains("127.0.0.1 can't be reached"), "{why}");
    post.change(json!({"config": {"imap": {"port": post.host.dovecot.tls_port, "tls": true}}})).await;
    post.until_problem(|problem| problem.is_none()).await;
    // Without the authority that has signed its certificate.
    let Post { app, cast, host, channel } = post;
    let app = app.restart(|config| config.allow_private_hosts = vec!["127.0.0.1".to_owned()]).await;
    let post = Post { app, cast, host, channel };
    let why = post.until_problem(|problem| problem.is_some()).await.expect("a problem");
    assert!(why.contains("certificate"), "{why}");
}
