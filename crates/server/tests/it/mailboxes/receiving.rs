//! What comes in, from Dovecot's mailboxes: each mail once, whatever breaks on the way, and as it was on the server.

use std::time::Duration;

use base64::Engine;
use serde_json::{Value, json};

use super::{Post, SECRET, count, mail, said};
use crate::attachments::fetch;
use crate::rig::mail_host::{CLEO, HELP};
use crate::rig::proxy::Proxy;
use crate::rig::{TestApp, on_both_engines, smtp};

on_both_engines![
    a_customers_mail_arrives_with_its_files,
    a_line_that_is_cut_loses_nothing,
    mails_that_are_numbered_anew_are_not_taken_twice,
    folders_are_looked_into_from_the_channels_beginning,
    what_is_switched_off_is_left_alone,
    two_servers_share_the_work,
];

/// The channel is no mailbox's yet.
fn elsewhere(config: &mut Value) {
    *config = json!({"address": "other@acme.example", "inbound_secret": SECRET});
}

/// A mail of Cleo's with a file of so many bytes.
fn large(id: &str, bytes: usize) -> String {
    let file: Vec<u8> = b"All work and no play. ".iter().copied().cycle().take(bytes).collect();
    let encoded = base64::engine::general_purpose::STANDARD.encode(file);
    let lines: Vec<&str> = encoded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("text")).collect();
    let head = "Subject: Files\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n";
    let body = format!(
        "--x\nContent-Type: text/plain\n\nSee the file.\n--x\nContent-Type: text/plain; name=all.txt\n\
         Content-Disposition: attachment; filename=all.txt\nContent-Transfer-Encoding: base64\n\n{}\n--x--",
        lines.join("\n")
    );
    mail(id, head, &body)
}

async fn a_customers_mail_arrives_with_its_files(app: TestApp) {
    let post = Post::open(app, |_| {}).await;
    post.write(HELP, &mail("1", "Subject: Your order\n", "Where is it?")).await;
    let all = post.until(|all| count(all) == 1).await;
    assert_eq!((&all[0]["subject"], &all[0]["customer"]["email"]), (&json!("Your order"), &json!(CLEO)));
    assert_eq!(post.problem().await, None);
    // It is as it was on the server: new.
    let new = std::fs::read_dir(post.host.maildir(HELP).join("new")).map_or(0, Iterator::count);
    let cur = std::fs::read_dir(post.host.maildir(HELP).join("cur")).expect("a folder");
    let seen =
        cur.filter(|entry| entry.as_ref().is_ok_and(|one| one.file_name().to_string_lossy().ends_with('S'))).count();
    assert!(new <= 1 && seen == 0, "{new} {seen}");
    // 25 MB.
    post.write(HELP, &large("2", 25_000_000)).await;
    let all = post.until(|all| count(all) == 2).await;
    post.app.run_jobs().await;
    let all =
        post.until(|now| now.len() == all.len() && now[1]["messages"][0]["attachments"][0]["state"] == "ready").await;
    let file = &all[1]["messages"][0]["attachments"][0];
    assert_eq!((&file["filename"], &file["size"]), (&json!("all.txt"), &json!(25_000_000)));
    let (status, _, bytes) = fetch(&post.app, &file["url"]).await;
    assert_eq!((status, bytes.len()), (200, 25_000_000));
}

async fn a_line_that_is_cut_loses_nothing(app: TestApp) {
    let mut post = Post::open(app, elsewhere).await;
    let proxy = Proxy::start(post.host.dovecot.port).await;
    for number in 0..3 {
        post.write(HELP, &large(&number.to_string(), 300_000)).await;
    }
    post.host.mails(HELP, 3).await;
    // In the middle of the second mail: greeting, TLS and lists are short beside them.
    proxy.cut_after(600_000);
    let mut config = post.host.channel();
    config["imap"]["port"] = json!(proxy.port);
    post.channel =
        post.app.post(&post.cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    post.until(|all| count(all) == 3).await;
    assert_eq!(proxy.cuts(), 1);
    // While it is listened to.
    proxy.cut_after(0);
    post.write(HELP, &mail("9", "Subject: Late\n", "Still there?")).await;
    let all = post.until(|all| count(all) == 4).await;
    assert_eq!(all.len(), 4);
    assert_eq!(proxy.cuts(), 2);
}

async fn mails_that_are_numbered_anew_are_not_taken_twice(app: TestApp) {
    let post = Post::open(app, |_| {}).await;
    for number in 0..3 {
        post.write(HELP, &mail(&number.to_string(), "Subject: One of three\n", "Hello")).await;
    }
    // The same one again is none.
    post.write(HELP, &mail("0", "Subject: One of three\n", "Hello")).await;
    post.host.mails(HELP, 4).await;
    post.until(|all| count(all) == 3).await;
    post.change(json!({"is_active": false})).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    post.host.number_anew(HELP);
    post.write(HELP, &mail("3", "Subject: Another\n", "Hello again")).await;
    post.host.mails(HELP, 5).await;
    post.change(json!({"is_active": true})).await;
    let all = post.until(|all| all.iter().any(|one| said(one) == ["Hello again"])).await;
    assert_eq!(count(&all), 4);
    post.write(HELP, &mail("4", "Subject: And another\n", "The last")).await;
    let all = post.until(|all| all.iter().any(|one| said(one) == ["The last"])).await;
    assert_eq!(count(&all), 5);
}

async fn folders_are_looked_into_from_the_channels_beginning(app: TestApp) {
    let mut post = Post::open(app, elsewhere).await;
    // The test's clock stands in 2024.
    let before = Duration::from_secs(5 * 365 * 24 * 3600);
    post.host.put(HELP, "", &mail("1", "Subject: Old\n", "Long ago"), before);
    post.host.put(HELP, "", &mail("2", "Subject: New\n", "In the first"), Duration::ZERO);
    post.host.put(HELP, ".Entw&APw-rfe", &mail("3", "Subject: Else\n", "In the second"), Duration::ZERO);
    // One that is too large says so.
    let huge = format!("{}{}", mail("4", "Subject: Huge\n", ""), "All work and no play\n".repeat(2_100_000));
    post.host.put(HELP, "", &huge, Duration::ZERO);
    let mut config = post.host.channel();
    config["imap"]["folders"] = json!("Entwürfe");
    post.channel =
        post.app.post(&post.cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    let all = post.until(|all| count(all) == 3).await;
    let mut found: Vec<String> = all.iter().flat_map(said).collect();
    found.sort();
    assert_eq!(found[..2], ["In the first", "In the second"]);
    assert!(found[2].contains("This mail is 4"), "{}", found[2]);
    assert_eq!(post.problem().await, None);
}

async fn what_is_switched_off_is_left_alone(app: TestApp) {
    let post = Post::open(app, |_| {}).await;
    post.write(HELP, &mail("1", "Subject: Before\n", "Before")).await;
    post.until(|all| count(all) == 1).await;
    post.change(json!({"is_active": false})).await;
    post.write(HELP, &mail("2", "Subject: Meanwhile\n", "Meanwhile")).await;
    post.host.mails(HELP, 2).await;
    // Longer than a look takes.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(count(&post.conversations().await), 1);
    post.change(json!({"is_active": true})).await;
    post.until(|all| count(all) == 2).await;
}

async fn two_servers_share_the_work(app: TestApp) {
    if app.home.database_url().is_none() {
        return;
    }
    let post = Post::open(app, |_| {}).await;
    post.write(HELP, &mail("1", "Subject: First\n", "One")).await;
    post.until(|all| count(all) == 1).await;
    let mut config = post.app.home.config();
    config.data = post.app.home.folder().join("beside");
    config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
    config.tls_ca_file = Some(post.host.authority());
    std::fs::create_dir(&config.data).expect("a folder");
    std::fs::copy(post.app.home.folder().join("secret.key"), config.data.join("secret.key")).expect("the key");
    let other = TestApp::start_beside(post.app.home.clone(), post.app.clock.clone(), config).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let sign_ins = |post: &Post| post.host.log().matches("imap-login: Info: Login:").count();
    assert_eq!(sign_ins(&post), 1, "one at a time");
    // The other one goes on where the first has stopped.
    let Post { app, cast, host, channel } = post;
    app.running.stop().await;
    smtp::send(host.smtp, CLEO, HELP, &mail("2", "Subject: Second\n", "Two")).await;
    let post = Post { app: other, cast, host, channel };
    let all = post.until(|all| count(all) == 2).await;
    assert_eq!((all.len(), sign_ins(&post)), (2, 2));
}
