//! E-mail by real mail servers from Debian, on ports of their own: what customers write arrives, what the team answers
//! lands in their mailboxes.

mod odd;
mod receiving;
mod sending;
mod threads;
mod trouble;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::mail_host::{CLEO, HELP, MailHost};
use crate::rig::{Cast, NOBODY, TestApp, smtp};

const SECRET: &str = "mail-5ecret";

/// How long a mail may be on its way; on a busy machine, too.
const PATIENCE: Duration = Duration::from_secs(45);

/// A team with a channel in a mailbox of a mail host of its own.
struct Post {
    app: TestApp,
    cast: Cast,
    host: MailHost,
    channel: Value,
}

impl Post {
    /// `change` may change the channel's configuration.
    async fn open(app: TestApp, change: impl FnOnce(&mut Value)) -> Self {
        Self::open_at(app, MailHost::start(), change).await
    }

    async fn open_at(app: TestApp, host: MailHost, change: impl FnOnce(&mut Value)) -> Self {
        Self::open_with(app, host, 1, change).await
    }

    /// Without workers, nothing is done but by [`TestApp::run_jobs`].
    async fn open_with(app: TestApp, host: MailHost, workers: usize, change: impl FnOnce(&mut Value)) -> Self {
        let app = app
            .restart(|config| {
                config.workers = workers;
                config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
                config.tls_ca_file = Some(host.authority());
            })
            .await;
        let cast = app.cast().await;
        let mut config = host.channel();
        change(&mut config);
        let channel = app.post(&cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
        Self { app, cast, host, channel }
    }

    /// A mail is posted to the server.
    async fn post(&self, mail: &str) {
        let request =
            self.app.request(reqwest::Method::POST, NOBODY, "webhooks/email").body(mail.replace('\n', "\r\n"));
        let request = request.header("content-type", "message/rfc822").basic_auth("any", Some(SECRET));
        let answer = self.app.send(request).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// Cleo writes from her own mail program.
    async fn write(&self, to: &str, mail: &str) {
        smtp::send(self.host.smtp, CLEO, to, mail).await;
    }

    /// Oldest first, with their messages.
    async fn conversations(&self) -> Vec<Value> {
        let list = self.app.get(&self.cast.ana, "conversations/").await.expect(200);
        let mut all = Vec::new();
        for one in list.as_array().expect("a list") {
            let path = format!("conversations/{}", text(&one["id"]));
            all.push(self.app.get(&self.cast.ana, &path).await.expect(200));
        }
        all.sort_by_key(|one| one["number"].as_i64());
        all
    }

    /// Ana answers, and the jobs run.
    async fn answer(&self, conversation: &Value, content: &str) -> Value {
        let path = format!("conversations/{}/messages", text(&conversation["id"]));
        let message = self.app.post(&self.cast.ana, &path, json!({"content": content})).await.expect(201);
        self.app.run_jobs().await;
        message
    }

    /// The conversations once they are as they should be.
    async fn until(&self, is_right: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let started = Instant::now();
        loop {
            let all = self.conversations().await;
            if is_right(&all) {
                return all;
            }
            assert!(started.elapsed() < PATIENCE, "{all:#?}\n{:?}\n{}", self.problem().await, self.host.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What keeps the channel from working.
    async fn problem(&self) -> Option<String> {
        let path = format!("channels/{}", text(&self.channel["id"]));
        self.app.get(&self.cast.olu, &path).await.expect(200)["problem"].as_str().map(str::to_owned)
    }

    /// The problem, once it is as it should be.
    async fn until_problem(&self, is_right: impl Fn(Option<&str>) -> bool) -> Option<String> {
        let started = Instant::now();
        loop {
            let problem = self.problem().await;
            if is_right(problem.as_deref()) {
                return problem;
            }
            assert!(started.elapsed() < PATIENCE, "{problem:?}\n{}", self.host.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A little later, the owner changes the channel.
    async fn change(&self, change: Value) {
        self.app.clock.advance(Duration::from_secs(1));
        let path = format!("channels/{}", text(&self.channel["id"]));
        self.app.patch(&self.cast.olu, &path, change).await.expect(200);
    }

    /// The last message of a conversation.
    async fn last(&self, conversation: &Value) -> Value {
        let path = format!("conversations/{}", text(&conversation["id"]));
        let now = self.app.get(&self.cast.ana, &path).await.expect(200);
        now["messages"].as_array().and_then(|all| all.last()).expect("a message").clone()
    }
}

/// A mail of Cleo's; `more` may be fields, each ending its line.
fn mail(id: &str, more: &str, body: &str) -> String {
    format!(
        "Message-ID: <{id}@mail.example>\nFrom: Cleo Park <{CLEO}>\nTo: {HELP}\n\
         Date: Fri, 01 Mar 2024 09:00:00 +0000\n{more}\n{body}\n"
    )
}

/// A field of a mail, unfolded.
fn field(mail: &str, name: &str) -> String {
    let head = mail.split_once("\n\n").map_or(mail, |(head, _)| head);
    let mut lines =
        head.lines().skip_while(|line| !line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
    let first = lines.next().and_then(|line| line.split_once(':')).map(|(_, value)| value.trim()).unwrap_or_default();
    let rest = lines.take_while(|line| line.starts_with([' ', '\t'])).map(str::trim);
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" ")
}

/// What was said in a conversation.
fn said(conversation: &Value) -> Vec<String> {
    conversation["messages"].as_array().expect("messages").iter().map(|one| text(&one["content"])).collect()
}

/// How much was said in all.
fn count(conversations: &[Value]) -> usize {
    conversations.iter().map(|one| said(one).len()).sum()
}
