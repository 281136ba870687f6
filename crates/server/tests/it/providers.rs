//! Conversations by way of companies' interfaces: what comes in by their webhooks, once, and what goes out, in order and
//! never twice. One set of tests that every channel passes; what only one of them does is in its own file.

mod deliveries;
pub(crate) mod dialects;
mod instagram;
mod large_mails;
mod mails;
mod media;
mod registration;
mod sending;
mod silence;
mod sms;
mod telegram;
mod templates;
mod whatsapp;
mod x;

use std::time::Duration;

use desk::reply::Draft;
use desk::sending::Next;
use model::delivery::Delivery;
use model::{AnyId, Key};
use serde_json::{Value, json};
use store::Reach;
use store::queue::Leased;

use crate::rig::cast::text;
use crate::rig::provider::{Call, Provider, Reply};
use crate::rig::{Answer, Cast, Home, NOBODY, TestApp};
use dialects::{Dialect, Post};

/// A server whose companies are all played by one [`Provider`], with a channel of the kind.
struct Desk {
    app: TestApp,
    cast: Cast,
    provider: Provider,
    dialect: Dialect,
    channel: Value,
}

/// The channel's account at the company.
const ACCOUNT: &str = "1001";
/// The customer's number there.
const CLEO: &str = "34600999888";

impl Desk {
    async fn open(app: TestApp, dialect: Dialect) -> Self {
        Self::open_to(app, dialect, move |count, _| dialect.takes(count)).await
    }

    /// The companies answer so.
    async fn open_to(
        app: TestApp,
        dialect: Dialect,
        usual: impl Fn(usize, &Call) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let provider = Provider::start(usual).await;
        // Who somebody is, nobody is told here.
        provider.aside(Some(|call| call.path.ends_with("?fields=name,username").then(|| Reply::Json(400, json!({})))));
        let url = provider.url.clone();
        let app = app
            .restart(move |config| {
                config.meta_graph_url = Some(url.clone());
                config.telegram_url = Some(url.clone());
                config.twilio_url = Some(url.clone());
                config.x_url = Some(url);
                config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
                config.public_url = Some("https://help.acme.example".into());
            })
            .await;
        let cast = app.cast().await;
        let body = json!({"type": dialect.word(), "config": dialect.config(ACCOUNT)});
        let channel = app.post(&cast.olu, "channels/", body).await.expect(201);
        // Telegram and X were told where to post.
        app.run_jobs().await;
        provider.forget();
        Self { app, cast, provider, dialect, channel }
    }

    /// What Meta is asked about the account is answered by the way from now on.
    fn answer_for_the_account(&self) {
        self.provider.aside(Some(|call: &Call| {
            let is_about =
                call.path.ends_with("?fields=display_phone_number") || call.path.ends_with("/subscribed_apps");
            is_about.then(|| Reply::Json(200, json!({"id": "1"})))
        }));
    }

    /// An empty server on the same engine, for the next dialect.
    async fn close(self) -> TestApp {
        let engine = self.app.home.engine();
        self.app.running.stop().await;
        let home = tokio::task::spawn_blocking(move || Home::make(engine)).await.expect("a home");
        TestApp::start(home).await
    }

    /// Another one of the kind, of the same business.
    async fn another_channel(&self, account: &str) -> Value {
        let body = json!({"type": self.dialect.word(), "config": self.dialect.config(account)});
        self.app.post(&self.cast.olu, "channels/", body).await.expect(201)
    }

    fn message(&self, id: u32, content: &str) -> Post {
        self.dialect.message(&self.channel, ACCOUNT, id, CLEO, content)
    }

    async fn post(&self, post: &Post) -> Answer {
        let mut request = self.app.request(reqwest::Method::POST, NOBODY, &post.path).body(post.body.clone());
        for (name, value) in &post.headers {
            request = request.header(*name, value);
        }
        self.app.send(request).await
    }

    /// The customer writes.
    async fn hear(&self, id: u32, content: &str) {
        let answer = self.post(&self.message(id, content)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// The conversations, newest first, with their messages.
    async fn conversations(&self) -> Vec<Value> {
        let list = self.app.get(&self.cast.ana, "conversations/").await.expect(200);
        let mut all = Vec::new();
        for one in list.as_array().expect("a list") {
            let path = format!("conversations/{}", one["id"].as_str().expect("an id"));
            all.push(self.app.get(&self.cast.ana, &path).await.expect(200));
        }
        all
    }

    /// The one conversation that there is.
    async fn conversation(&self) -> Value {
        let mut all = self.conversations().await;
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    async fn said(&self) -> Vec<String> {
        messages(&self.conversation().await).into_iter().map(|(content, _)| content).collect()
    }

    /// Ana answers; nothing is sent before the jobs run.
    async fn reply(&self, content: &str) -> Value {
        let conversation = self.conversation().await;
        let path = format!("conversations/{}/messages", conversation["id"].as_str().expect("an id"));
        self.app.post(&self.cast.ana, &path, json!({"content": content})).await.expect(201)
    }

    /// Ana answers, and a job has begun to send it.
    async fn begin_to_send(&self, content: &'static str) -> (Box<desk::sending::Send>, Leased) {
        let (reach, ana) = (self.reach(), self.cast.ana.number);
        let conversation = AnyId::Uuid(text(&self.conversation().await["id"]).parse().expect("a UUID"));
        let lane = self.channel["number"].as_i64().expect("a number");
        let taken: Result<_, desk::Error> = self
            .app
            .running
            .db
            .write(move |tx| {
                let member = store::members::find_by_user(tx, &reach, AnyId::Number(ana))?.expect("Ana");
                let message = desk::reply(tx, &member, conversation, Draft::text(content))?;
                let until = tx.now().plus(Duration::from_secs(60));
                let leased = store::queue::lease(tx, Some(lane), 10, until)?;
                let job = leased.into_iter().find(|job| job.name == "send_message").expect("its job");
                let Next::Send(send) = desk::sending::take(tx, &reach, message.conversation, &job)? else {
                    panic!("nobody else sends it");
                };
                Ok((send, job))
            })
            .await;
        taken.expect("a transaction")
    }

    /// The status and the error of each of the team's messages.
    async fn progress(&self) -> Vec<(String, Option<String>)> {
        let conversation = self.conversation().await;
        let all = conversation["messages"].as_array().expect("messages");
        let own = all.iter().filter(|message| message["sender_type"] == "agent");
        let word = |value: &Value| value.as_str().map(str::to_owned);
        own.map(|message| (word(&message["status"]).expect("a status"), word(&message["error"]))).collect()
    }

    /// What was kept of what was posted, newest first.
    async fn deliveries(&self) -> Vec<Delivery> {
        let reach = self.reach();
        let found: store::Result<_> =
            self.app.running.db.read(move |c| store::deliveries::list(c, &reach, None, 100)).await;
        found.expect("an answer")
    }

    fn reach(&self) -> Reach {
        let acme = &self.cast.acme;
        Reach::system(Key { number: acme.number, uuid: acme.id.parse().expect("a UUID") })
    }
}

/// What was said, and by whom.
fn messages(conversation: &Value) -> Vec<(String, String)> {
    let all = conversation["messages"].as_array().expect("messages").iter();
    let word = |value: &Value| value.as_str().expect("a text").to_owned();
    all.map(|message| (word(&message["content"]), word(&message["sender_type"]))).collect()
}
