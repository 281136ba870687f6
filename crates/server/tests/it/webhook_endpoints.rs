//! Outgoing webhooks against a receiver over real HTTP: signed, at least once, in order within a conversation, tried again,
//! given up, told again. The signature is checked by a second implementation, here.

mod failing;
mod telling;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::rig::cast::text;
use crate::rig::provider::{Call, Provider, Reply};
use crate::rig::{Cast, Person, TestApp};

/// A server that may call the receiver, which has an endpoint at `/hook`.
struct Shop {
    app: TestApp,
    cast: Cast,
    receiver: Provider,
    endpoint: Value,
}

impl Shop {
    /// `asked`: what the endpoint asks for beside its address.
    async fn open(app: TestApp, asked: Value) -> Self {
        Self::open_with(app, asked, 1).await
    }

    /// Without workers, nothing is done but by [`TestApp::run_jobs`].
    async fn open_with(app: TestApp, asked: Value, workers: usize) -> Self {
        let receiver = Provider::start(|_, _| Reply::Json(200, json!({"ok": true}))).await;
        let app = app
            .restart(|config| {
                config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
                config.workers = workers;
            })
            .await;
        let cast = app.cast().await;
        let mut shop = Self { app, cast, receiver, endpoint: Value::Null };
        shop.endpoint = shop.add("/hook", asked).await;
        shop
    }

    async fn add(&self, path: &str, asked: Value) -> Value {
        let mut body = asked;
        body["url"] = format!("{}{path}", self.receiver.url).into();
        self.app.post(&self.cast.olu, "webhook-endpoints/", body).await.expect(201)
    }

    fn path(&self, rest: &str) -> String {
        format!("webhook-endpoints/{}{rest}", text(&self.endpoint["id"]))
    }

    async fn state(&self) -> Value {
        self.app.get(&self.cast.olu, &self.path("")).await.expect(200)
    }

    /// Newest first.
    async fn deliveries(&self) -> Vec<Value> {
        let found = self.app.get(&self.cast.bo, &self.path("/deliveries")).await.expect(200);
        found.as_array().expect("a list").clone()
    }

    async fn conversation(&self) -> String {
        let body = json!({"business_id": self.cast.acme.id});
        text(&self.app.post(&self.cast.olu, "conversations/", body).await.expect(201)["id"])
    }

    async fn say(&self, conversation: &str, content: &str) {
        self.write(&self.cast.ana, conversation, json!({"content": content})).await;
    }

    async fn write(&self, by: &Person, conversation: &str, message: Value) {
        self.app.post(by, &format!("conversations/{conversation}/messages"), message).await.expect(201);
    }

    /// What was told in messages, in order of arrival, failed tries too.
    fn said(&self) -> Vec<String> {
        self.receiver
            .calls()
            .iter()
            .filter_map(|call| call.json()["data"]["content"].as_str().map(Into::into))
            .collect()
    }
}

/// Which signatures of the call a secret has made.
fn signed(call: &Call, secret: &Value) -> Vec<bool> {
    let secret = secret.as_str().and_then(|secret| secret.strip_prefix("whsec_")).expect("a secret");
    let key = STANDARD.decode(secret).expect("base64");
    assert_eq!(key.len(), 32);
    let header = |name| call.header(name).unwrap_or_else(|| panic!("no {name}"));
    let text = [header("webhook-id"), header("webhook-timestamp"), &call.body].join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(text.as_bytes());
    let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    header("webhook-signature").split(' ').map(|one| one == wanted).collect()
}
