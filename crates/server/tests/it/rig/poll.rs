//! A Socket.IO client that only polls: what is left where a proxy lets no WebSocket through.

use serde_json::{Value, json};

use super::http;

pub struct Poller {
    client: reqwest::Client,
    url: String,
    waiting: Vec<String>,
}

impl Poller {
    /// Opens a session and introduces itself.
    pub async fn connect(url: &str, auth: &Value) -> Self {
        let base = format!("{}/socket.io/?EIO=4&transport=polling", url.trim_end_matches('/'));
        let client = http::client();
        let open = client.get(&base).send().await.expect("an answer");
        assert_eq!(open.headers()["access-control-allow-origin"], "*");
        let open = open.text().await.expect("text");
        let hello: Value = serde_json::from_str(open.strip_prefix('0').expect("an open packet")).expect("JSON");
        let mut poller = Self {
            client,
            url: format!("{base}&sid={}", hello["sid"].as_str().expect("a session")),
            waiting: Vec::new(),
        };
        poller.send(format!("40{auth}")).await;
        assert!(poller.packet().await.starts_with("40{"));
        poller
    }

    pub fn session(&self) -> &str {
        self.url.rsplit_once("sid=").expect("a session").1
    }

    pub async fn send(&mut self, packet: String) {
        let sent = self.client.post(&self.url).header("Content-Type", "text/plain;charset=UTF-8").body(packet);
        let answer = sent.send().await.expect("an answer");
        assert_eq!((answer.status().as_u16(), answer.text().await.expect("text").as_str()), (200, "ok"));
    }

    /// The next packet; pings are answered.
    pub async fn packet(&mut self) -> String {
        loop {
            while !self.waiting.is_empty() {
                let packet = self.waiting.remove(0);
                if packet != "2" {
                    return packet;
                }
                self.send("3".into()).await;
            }
            let answer = self.client.get(&self.url).send().await.expect("an answer").text().await.expect("text");
            self.waiting = answer.split('\u{1e}').map(str::to_owned).collect();
        }
    }

    /// The payload of the next event of this name.
    pub async fn next(&mut self, wanted: &str) -> Value {
        loop {
            let packet = self.packet().await;
            let Some(event) = packet.strip_prefix("42") else { continue };
            let event: Value = serde_json::from_str(event).expect("JSON");
            if event[0] == wanted {
                return event[1].clone();
            }
        }
    }

    /// Sends an event; its acknowledgement.
    pub async fn ask(&mut self, name: &str, data: Value) -> Value {
        self.send(format!("427{}", json!([name, data]))).await;
        loop {
            let packet = self.packet().await;
            if let Some(body) = packet.strip_prefix("437") {
                let body: Value = serde_json::from_str(body).expect("JSON");
                return body[0].clone();
            }
        }
    }
}
