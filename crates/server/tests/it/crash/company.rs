//! A company that posts 200 messages a second and takes half of what it is given: what it posted and was answered, and what
//! it took, is compared with what the server says in the end. Must not know when the server dies.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};

use super::process::{Pingback, Settings};
use crate::providers::dialects::{Dialect, Post};
use crate::rig::cast::{PASSWORD, text};
use crate::rig::http;
use crate::rig::provider::{Call, Provider, Reply};

const ACCOUNT: &str = "1001";
const CUSTOMERS: u32 = 60;
/// Messages of customers, and of agents, in a second.
const POSTS: u32 = 200;
const REPLIES: u32 = 40;
/// What an agent's message begins with, so that it is told from a customer's.
const REPLY: &str = "reply ";
/// A sender that did not come back is given up after a minute.
const SETTLED: Duration = Duration::from_secs(90);

/// Contents of the messages that the company has taken, and how often.
type Taken = Arc<Mutex<HashMap<String, usize>>>;

#[derive(Default)]
struct Memory {
    /// Contents of customers' messages that were answered with 200.
    answered: HashSet<String>,
    /// Customers' messages that were not.
    unanswered: Vec<(String, Post)>,
    /// Contents and conversations of agents' messages that were not.
    unsent: Vec<(String, String)>,
    /// Contents of agents' messages that were.
    sent: HashSet<String>,
}

#[derive(Clone)]
pub struct Company {
    provider: Provider,
    taken: Taken,
    client: Client,
    url: String,
    token: String,
    channel: Value,
    conversations: Arc<Vec<String>>,
    memory: Arc<Mutex<Memory>>,
    next: Arc<AtomicU32>,
    /// From then on it takes nothing.
    is_closed: Arc<AtomicBool>,
}

impl Company {
    pub async fn open() -> Self {
        let (taken, is_closed) = (Taken::default(), Arc::new(AtomicBool::new(false)));
        let (noted, closed) = (taken.clone(), is_closed.clone());
        Self {
            provider: Provider::start(move |count, call| answer(count, call, &noted, &closed)).await,
            taken,
            is_closed,
            client: http::client(),
            url: String::new(),
            token: String::new(),
            channel: Value::Null,
            conversations: Arc::default(),
            memory: Arc::default(),
            next: Arc::new(AtomicU32::new(1)),
        }
    }

    pub fn settings(&self) -> Settings {
        vec![
            ("PINGBACK_META_GRAPH_URL", self.provider.url.clone()),
            ("PINGBACK_ALLOW_PRIVATE_HOSTS", "127.0.0.1".to_owned()),
        ]
    }

    /// A business with a channel, to which every customer has written once.
    pub async fn prepare(mut self, server: &Pingback) -> Self {
        self.url = server.url.clone();
        let account = json!({"email": "olu@example.com", "full_name": "Olu", "password": PASSWORD});
        self.token = text(&self.ask("auth/register", account).await["access_token"]);
        self.ask("auth/business/create", json!({"name": "Acme"})).await;
        let dialect = Dialect::Whatsapp;
        let channel = json!({"type": dialect.word(), "config": dialect.config(ACCOUNT)});
        self.channel = self.ask("channels/", channel).await;
        for customer in 0..CUSTOMERS {
            self.post(self.message(customer)).await;
        }
        let list = self.read("conversations/?limit=200").await;
        let ids = list.as_array().expect("a list").iter().map(|one| text(&one["id"])).collect::<Vec<_>>();
        assert_eq!(ids.len(), CUSTOMERS as usize);
        self.conversations = Arc::new(ids);
        self
    }

    async fn ask(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(format!("{}/api/v1/{path}", self.url)).bearer_auth(&self.token).json(&body);
        let answer = http::Answer::read(request.send().await.expect("an answer")).await;
        assert!((200..300).contains(&answer.status), "{}", answer.text);
        answer.json
    }

    async fn read(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}/api/v1/{path}", self.url)).bearer_auth(&self.token);
        http::Answer::read(request.send().await.expect("an answer")).await.expect(200)
    }

    /// A customer's next message.
    fn message(&self, customer: u32) -> (String, Post) {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let content = format!("post {id}");
        let from = (34_600_000_000_u64 + u64::from(customer)).to_string();
        (content.clone(), Dialect::Whatsapp.message(&self.channel, ACCOUNT, id, &from, &content))
    }

    /// Customers and agents write, at their pace, whether somebody answers or not.
    pub async fn post_for_a_second(self) {
        let mut writing = tokio::task::JoinSet::new();
        let mut pace = tokio::time::interval(Duration::from_secs(1) / POSTS);
        for number in 0..POSTS {
            pace.tick().await;
            let company = self.clone();
            let message = self.message(number % CUSTOMERS);
            writing.spawn(async move { company.post(message).await });
            if number % (POSTS / REPLIES) == 0 {
                let company = self.clone();
                let content = format!("{REPLY}{}", self.next.fetch_add(1, Ordering::Relaxed));
                let conversation = self.conversations[number as usize % self.conversations.len()].clone();
                writing.spawn(async move { company.reply(content, conversation).await });
            }
        }
        while let Some(written) = writing.join_next().await {
            written.expect("a writer ends");
        }
    }

    /// As companies do that got no answer.
    pub async fn post_unanswered_again(&self) {
        let (posts, replies) = {
            let mut memory = self.memory.lock().expect("no panic");
            (std::mem::take(&mut memory.unanswered), std::mem::take(&mut memory.unsent))
        };
        for post in posts {
            self.post(post).await;
        }
        for (content, conversation) in replies {
            self.reply(content, conversation).await;
        }
        let memory = self.memory.lock().expect("no panic");
        assert!(memory.unanswered.is_empty() && memory.unsent.is_empty(), "the server is up and does not answer");
    }

    async fn post(&self, (content, post): (String, Post)) {
        let mut request = self.client.post(format!("{}/api/v1/{}", self.url, post.path)).body(post.body.clone());
        for (name, value) in &post.headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await;
        let mut memory = self.memory.lock().expect("no panic");
        match answer {
            Ok(answer) => {
                assert_eq!(answer.status(), 200, "{content}");
                memory.answered.insert(content);
            }
            Err(_) => memory.unanswered.push((content, post)),
        }
    }

    async fn reply(&self, content: String, conversation: String) {
        let request = self.client.post(format!("{}/api/v1/conversations/{conversation}/messages", self.url));
        let request = request.bearer_auth(&self.token).header("Idempotency-Key", &content);
        let answer = request.json(&json!({"content": content})).send().await;
        let mut memory = self.memory.lock().expect("no panic");
        match answer {
            // 409: it was committed, and its answer was lost.
            Ok(answer) => {
                assert!(matches!(answer.status().as_u16(), 201 | 409), "{content}: {}", answer.status());
                memory.sent.insert(content);
            }
            Err(_) => memory.unsent.push((content, conversation)),
        }
    }

    /// Enough of each outcome has happened for the comparison to mean something.
    pub async fn wait_until_there_is_enough(&self) {
        self.wait("too little happened", |messages, _| {
            let count = |word: &str| messages.iter().filter(|(text, status)| is_reply(text) && status == word).count();
            ["sent", "unknown", "failed"].iter().all(|word| count(word) >= 3)
        })
        .await;
    }

    /// The company takes nothing more, and nothing that it took is told to be waiting still: what is compared stands still.
    pub async fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.wait("what was taken waits still", |messages, taken| {
            !messages.iter().any(|(content, status)| status == "queued" && taken.contains_key(content))
        })
        .await;
    }

    async fn wait(&self, or: &str, is_right: impl Fn(&[(String, String)], &HashMap<String, usize>) -> bool) {
        let started = Instant::now();
        loop {
            let messages = self.messages().await;
            let taken = self.taken.lock().expect("no panic").clone();
            if is_right(&messages, &taken) {
                return;
            }
            assert!(started.elapsed() < SETTLED, "{or}: {messages:?}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Every message with its status.
    async fn messages(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for conversation in self.conversations.iter() {
            let mut before = String::new();
            loop {
                let path = format!("conversations/{conversation}/messages?limit=200{before}");
                let page = self.read(&path).await;
                let page = page.as_array().expect("a list");
                all.extend(page.iter().map(|message| (text(&message["content"]), text(&message["status"]))));
                let Some(first) = page.first().filter(|_| page.len() == 200) else { break };
                before = format!("&before={}", text(&first["id"]));
            }
        }
        all
    }

    pub async fn check(&self) {
        let messages = self.messages().await;
        let taken = self.taken.lock().expect("no panic");
        let memory = self.memory.lock().expect("no panic");
        let mut count: HashMap<&str, usize> = HashMap::new();
        for (content, _) in &messages {
            *count.entry(content).or_default() += 1;
        }
        let doubled: Vec<_> = count.iter().filter(|(_, times)| **times > 1).collect();
        assert!(doubled.is_empty(), "twice: {doubled:?}");
        let missing: Vec<_> = memory
            .answered
            .iter()
            .chain(&memory.sent)
            .filter(|content| !count.contains_key(content.as_str()))
            .collect();
        assert!(missing.is_empty(), "answered and not there: {missing:?}");
        for (content, status) in messages.iter().filter(|(content, _)| is_reply(content)) {
            let times = taken.get(content).copied().unwrap_or(0);
            let is_true = match status.as_str() {
                "sent" => times == 1,
                // Its answer was lost, and that is told.
                "unknown" => times <= 1,
                "queued" | "failed" => times == 0,
                _ => false,
            };
            assert!(is_true, "{content} is {status}, and the company has taken it {times} times");
        }
        assert!(memory.answered.len() > 800, "{}", memory.answered.len());
    }
}

fn is_reply(content: &str) -> bool {
    content.starts_with(REPLY)
}

/// Of eight messages it takes four; one more it takes without saying so.
fn answer(count: usize, call: &Call, taken: &Taken, is_closed: &AtomicBool) -> Reply {
    if !call.path.ends_with("/messages") {
        return Reply::Json(200, json!({}));
    }
    let later = || Reply::Json(500, json!({"error": {"message": "Try later", "code": 2}}));
    if is_closed.load(Ordering::SeqCst) {
        return later();
    }
    let content = text(&call.json()["text"]["body"]);
    let note = || *taken.lock().expect("no panic").entry(content.clone()).or_default() += 1;
    match count % 8 {
        1 => later(),
        3 => Reply::Wait(429, 1),
        5 => Reply::Json(400, json!({"error": {"message": "No", "code": 131_026}})),
        7 => {
            note();
            Reply::HangUp
        }
        _ => {
            note();
            Reply::Json(200, json!({"messages": [{"id": format!("wamid.{count}")}]}))
        }
    }
}
