//! Writers that post until the server is gone, and remember what it answered: visitors by widget, agents by reply.
//! Must not know when or why the server dies.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::process::Pingback;
use crate::rig::cast::{PASSWORD, text};
use crate::rig::http;

/// One message that a writer sends: the same again is the same one.
#[derive(Clone, Debug)]
enum Message {
    /// From a visitor; made one by its `client_id`.
    Visitor { client_id: String, visitor_token: Option<String> },
    /// From an agent; made one by its `Idempotency-Key`.
    Agent { key: String, conversation: String },
}

#[derive(Default)]
struct Memory {
    /// The contents of the messages that the server answered.
    answered: HashSet<String>,
    /// Content → what was sent and never answered.
    unanswered: HashMap<String, Message>,
}

#[derive(Clone)]
pub struct Work {
    client: Client,
    url: String,
    token: String,
    widget: String,
    conversation: String,
    memory: Arc<Mutex<Memory>>,
}

impl Work {
    /// Makes a business with a widget and a conversation to write to.
    pub async fn prepare(server: &Pingback) -> Self {
        let client = http::client();
        let url = server.url.clone();
        let account = json!({"email": "olu@example.com", "full_name": "Olu", "password": PASSWORD});
        let post = |path: &str, token: &str, body: Value| {
            made(client.post(format!("{url}/api/v1/{path}")).bearer_auth(token).json(&body))
        };
        let token = text(&post("auth/register", "", account).await["access_token"]);
        let me = post("auth/business/create", &token, json!({"name": "Acme"})).await;
        let widget = post("widget/create", &token, json!({"domain": "acme.example"})).await;
        let opening = json!({"business_id": me["business"]["id"]});
        let conversation = post("conversations/", &token, opening).await;
        Self {
            token,
            widget: text(&widget["id"]),
            conversation: text(&conversation["id"]),
            memory: Arc::default(),
            client,
            url,
        }
    }

    pub fn answered(&self) -> usize {
        self.memory.lock().expect("no panic").answered.len()
    }

    /// Posts one message after the other until an answer stays out.
    pub async fn write(self, number: usize) {
        let mut visitor_token = None;
        loop {
            let id = Uuid::new_v4().to_string();
            let message = if number.is_multiple_of(2) {
                Message::Visitor { client_id: id.clone(), visitor_token: visitor_token.clone() }
            } else {
                Message::Agent { key: id.clone(), conversation: self.conversation.clone() }
            };
            let Some(answer) = self.post(&id, message).await else {
                return;
            };
            if let Some(token) = answer["visitor_token"].as_str() {
                visitor_token = Some(token.to_owned());
            }
        }
    }

    /// Sends again, once, what got no answer: the server must know it where it had committed it.
    pub async fn send_unanswered_again(&self) {
        let waiting: Vec<_> = self.memory.lock().expect("no panic").unanswered.drain().collect();
        for (content, message) in waiting {
            let answer = self.post(&content, message).await;
            assert!(answer.is_some(), "the server is up and does not answer");
        }
    }

    /// `None` when no answer came.
    async fn post(&self, content: &str, message: Message) -> Option<Value> {
        let answer = match self.request(content, &message).send().await {
            Ok(response) => {
                let status = response.status();
                response.text().await.ok().map(|body| (status, body))
            }
            Err(_) => None,
        };
        let mut memory = self.memory.lock().expect("no panic");
        let Some((status, body)) = answer else {
            memory.unanswered.insert(content.to_owned(), message);
            return None;
        };
        // Of a key whose answer was lost the server knows that its request was committed: 409, and the message is there.
        let is_known = status == StatusCode::CONFLICT && matches!(message, Message::Agent { .. });
        assert!(status.is_success() || is_known, "{status}: {body}");
        memory.answered.insert(content.to_owned());
        Some(serde_json::from_str(&body).expect("JSON"))
    }

    fn request(&self, content: &str, message: &Message) -> RequestBuilder {
        match message {
            Message::Visitor { client_id, visitor_token } => self
                .client
                .post(format!("{}/api/v1/widget/{}/messages", self.url, self.widget))
                .header("Origin", "https://acme.example")
                .json(&json!({"content": content, "client_id": client_id, "visitor_token": visitor_token})),
            Message::Agent { key, conversation } => self
                .client
                .post(format!("{}/api/v1/conversations/{conversation}/messages", self.url))
                .bearer_auth(&self.token)
                .header("Idempotency-Key", key)
                .json(&json!({"content": content})),
        }
    }

    /// Reads every message of every conversation and compares them with what was answered.
    pub async fn check_that_each_is_there_once(&self) {
        let mut found: HashMap<String, usize> = HashMap::new();
        let mut conversations = Some(format!("{}/api/v1/conversations/?limit=200", self.url));
        while let Some(page) = conversations {
            let (list, headers) = self.read(&page).await;
            conversations = headers.link("next").map(|link| self.whole(&link));
            for conversation in list.as_array().expect("a list") {
                self.count_messages(&text(&conversation["id"]), &mut found).await;
            }
        }
        let memory = self.memory.lock().expect("no panic");
        let missing: Vec<_> = memory.answered.iter().filter(|content| !found.contains_key(*content)).collect();
        assert!(missing.is_empty(), "{} answered messages are missing", missing.len());
        let doubled: Vec<_> = found.iter().filter(|(_, times)| **times > 1).collect();
        assert!(doubled.is_empty(), "{} messages are there twice: {:?}", doubled.len(), doubled.first());
        assert_eq!(found.len(), memory.answered.len(), "messages that nobody sent");
    }

    async fn count_messages(&self, conversation: &str, found: &mut HashMap<String, usize>) {
        let mut page = Some(format!("{}/api/v1/conversations/{conversation}/messages?limit=200", self.url));
        while let Some(url) = page {
            let (list, headers) = self.read(&url).await;
            page = headers.link("prev").map(|link| self.whole(&link));
            for message in list.as_array().expect("a list") {
                *found.entry(text(&message["content"])).or_default() += 1;
            }
        }
    }

    async fn read(&self, url: &str) -> (Value, http::Answer) {
        let response = self.client.get(url).bearer_auth(&self.token).send().await.expect("an answer");
        let answer = http::Answer::read(response).await;
        (answer.clone().expect(200), answer)
    }

    /// A link's target may leave out the server.
    fn whole(&self, link: &str) -> String {
        match link.find("/api/v1/") {
            Some(at) => format!("{}{}", self.url, &link[at..]),
            None => link.to_owned(),
        }
    }
}

/// Sends it, asserts success, answers the JSON.
async fn made(request: RequestBuilder) -> Value {
    let answer = http::Answer::read(request.send().await.expect("an answer")).await;
    assert!((200..300).contains(&answer.status), "{}", answer.text);
    answer.json
}
