//! Theo on the real server (contract section 6): drafts for agents, answers of his own, and when he leaves it to people.
//! With the built-in model where the program carries it.

mod alone;
mod apart;
mod drafts;
mod endpoint;
mod settings;

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Cast, NOBODY, TestApp};

/// A shop with articles, and a widget through which visitors write.
struct Shop {
    app: TestApp,
    cast: Cast,
    widget: String,
}

const ARTICLES: [(&str, &str, &str); 4] = [
    (
        "Returning an order",
        "You can send back any order within 60 days of delivery. Put the parcel into any post office with the label \
         from your account. We refund the money within five days after the parcel has arrived.",
        "returns",
    ),
    (
        "Opening hours of the shop",
        "The shop is open from nine to six, Monday to Saturday. On Sundays it is closed.",
        "shop",
    ),
    ("Paying", "We take Visa, Mastercard, PayPal and bank transfers. We do not take American Express.", "payment"),
    ("Repairing a tent", "Send us the torn tent and we repair it for 25 euros within two weeks.", "repairs"),
];

/// What the first article answers.
pub const KNOWN: &str = "How many days do I have to send back an order?";
/// What none does.
const UNKNOWN: &str = "Which football club will win the championship of Iceland?";

/// Articles of Acme's, read by Theo.
pub async fn write_articles(app: &TestApp, cast: &Cast) {
    for (title, content, tag) in ARTICLES {
        let body = json!({"title": title, "content": content, "tags": [tag]});
        app.post(&cast.bo, "kb/articles", body).await.expect(201);
    }
    app.run_jobs().await;
}

impl Shop {
    async fn open(app: TestApp) -> Self {
        let app = app
            .restart(|config| {
                config.workers = 0;
                config.theo_model = true;
                config.allow_private_hosts = vec!["127.0.0.1".to_owned()];
            })
            .await;
        let cast = app.cast().await;
        write_articles(&app, &cast).await;
        let widget = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
        Self { app, cast, widget: text(&widget["id"]) }
    }

    /// One in which Theo answers by himself.
    async fn open_alone(app: TestApp) -> Self {
        let shop = Self::open(app).await;
        shop.set(json!({"mode": "auto"})).await;
        shop
    }

    async fn set(&self, change: Value) -> Value {
        self.app.patch(&self.cast.olu, "ai/settings", change).await.expect(200)
    }

    /// A visitor writes; `before` is what the first message was answered with.
    async fn ask(&self, words: &str, before: Option<&Value>) -> Value {
        let mut body = json!({"content": words});
        if let Some(before) = before {
            body["visitor_token"] = before["visitor_token"].clone();
            body["conversation_id"] = before["conversation_id"].clone();
        }
        self.app.post(NOBODY, &format!("widget/{}/messages", self.widget), body).await.expect(201)
    }

    async fn conversation(&self, asked: &Value) -> Value {
        self.app.get(&self.cast.ana, &format!("conversations/{}", asked["conversation_id"])).await.expect(200)
    }

    /// Who has said what.
    async fn said(&self, asked: &Value) -> Vec<(String, String)> {
        let conversation = self.conversation(asked).await;
        let messages = conversation["messages"].as_array().expect("messages");
        messages.iter().map(|one| (text(&one["sender_type"]), text(&one["content"]))).collect()
    }

    /// How often each has spoken, customers left out.
    async fn answers(&self, asked: &Value) -> usize {
        self.said(asked).await.iter().filter(|(who, _)| who != "customer").count()
    }

    async fn reply(&self, asked: &Value, mode: &str) -> Value {
        let body = json!({"conversation_id": asked["conversation_id"], "mode": mode});
        self.app.post(&self.cast.ana, "ai/reply", body).await.expect(200)
    }

    async fn handoffs(&self) -> Vec<Value> {
        self.app.get(&self.cast.ana, "team/pending-handoffs").await.expect(200).as_array().expect("a list").clone()
    }
}
