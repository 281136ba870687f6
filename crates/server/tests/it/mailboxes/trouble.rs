//! What keeps a mailbox from being looked into stands with its channel, in words that its owner understands, until it is
//! mended.

use serde_json::json;

use super::{Post, count, mail};
use crate::rig::daemon::free_port;
use crate::rig::mail_host::{CLEO, HELP, MailHost, PASSWORD};
use crate::rig::provider::{Provider, Reply};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_wrong_password_is_told_until_it_is_mended,
    what_can_not_be_reached_or_believed_is_told,
    a_mailbox_opens_by_a_token_that_its_provider_gives,
];

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

async fn a_mailbox_opens_by_a_token_that_its_provider_gives(app: TestApp) {
    let provider = Provider::start(|_, call| match call.path.as_str() {
        "/token" if call.form("refresh_token").as_deref() == Some("a good leave") => {
            Reply::Json(200, json!({"access_token": "t0ken", "expires_in": 3600, "token_type": "Bearer"}))
        }
        "/token" => Reply::Json(400, json!({"error": "invalid_grant", "error_description": "Token has been revoked."})),
        _ => Reply::Json(200, json!({"active": call.form("token").as_deref() == Some("t0ken"), "email": HELP})),
    })
    .await;
    let host = MailHost::start_with_tokens(&format!("{}/judge", provider.url));
    let oauth = |leave: &str| {
        json!({"token_url": format!("{}/token", provider.url), "client_id": "us", "client_secret": "our 5ecret",
            "refresh_token": leave})
    };
    let post = Post::open_at(app, host, |config| {
        for server in ["imap", "smtp"] {
            config[server].as_object_mut().expect("an object").remove("password");
        }
        config["oauth"] = oauth("a leave that was taken away");
    })
    .await;
    let why = post.until_problem(|problem| problem.is_some()).await.expect("a problem");
    assert!(why.contains("Token has been revoked."), "{why}");
    post.change(json!({"config": {"oauth": oauth("a good leave")}})).await;
    post.write(HELP, &mail("1", "Subject: Hello\n", "Hello")).await;
    let all = post.until(|all| count(all) == 1).await;
    post.until_problem(|problem| problem.is_none()).await;
    post.answer(&all[0], "Good morning").await;
    assert_eq!(post.host.mails(CLEO, 1).await.len(), 1);
    // One token for both servers.
    let asked =
        provider.calls().into_iter().filter(|call| call.form("refresh_token").as_deref() == Some("a good leave"));
    assert_eq!(asked.count(), 1);
}
