//! A company that answers nothing: its own channel waits, and no other one does.

use std::time::{Duration, Instant};

use serde_json::json;

use super::dialects::Dialect;
use super::{ACCOUNT, Desk};
use crate::rig::cast::text;
use crate::rig::provider::{Call, Reply};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_silent_company_delays_no_other_channels_messages,
    files_that_never_come_delay_no_other_channels_messages,
];

const WAITING: u32 = 50;

/// Meta is silent, and Telegram is not.
async fn open(app: TestApp) -> Desk {
    let usual = |count: usize, call: &Call| match call.path.starts_with("/bot") {
        true => Dialect::Telegram.takes(count),
        false => Reply::Silence,
    };
    Desk::open_to(app, Dialect::Whatsapp, usual).await
}

impl Desk {
    fn asked(&self, of: Dialect) -> usize {
        self.provider.calls().iter().filter(|call| call.path.starts_with("/bot") == (of == Dialect::Telegram)).count()
    }

    /// A Telegram channel, whose customer is answered; how long that took.
    async fn answer_by_telegram(&self) -> Duration {
        let body = json!({"type": "telegram", "config": Dialect::Telegram.config("3001")});
        let channel = self.app.post(&self.cast.olu, "channels/", body).await.expect(201);
        let posted = self.post(&Dialect::Telegram.message(&channel, "3001", 1, "777", "Hello?")).await;
        assert_eq!(posted.status, 200);
        let list = self.app.get(&self.cast.ana, "conversations/?channel_type=telegram").await.expect(200);
        let path = format!("conversations/{}/messages", text(&list[0]["id"]));
        let begun = Instant::now();
        self.app.post(&self.cast.ana, &path, json!({"content": "At once"})).await.expect(201);
        // The server's own runner, with its one worker.
        loop {
            let calls = self.provider.calls();
            if calls.iter().any(|call| call.path.ends_with("/sendMessage")) {
                return begun.elapsed();
            }
            assert!(begun.elapsed() < Duration::from_secs(15), "{calls:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

async fn a_silent_company_delays_no_other_channels_messages(app: TestApp) {
    let desk = open(app).await;
    for number in 1..=WAITING {
        let from = format!("346009{number:05}");
        let post = desk.dialect.message(&desk.channel, ACCOUNT, number, &from, "Hello?");
        assert_eq!(desk.post(&post).await.status, 200);
    }
    let list = desk.app.get(&desk.cast.ana, "conversations/?channel_type=whatsapp").await.expect(200);
    for one in list.as_array().expect("a list") {
        let path = format!("conversations/{}/messages", text(&one["id"]));
        desk.app.post(&desk.cast.ana, &path, json!({"content": "Hello"})).await.expect(201);
    }
    let took = desk.answer_by_telegram().await;
    assert!(took < Duration::from_secs(2), "{took:?}");
    let asked = desk.asked(Dialect::Whatsapp);
    assert!((1..=4).contains(&asked), "{asked} at once");
}

async fn files_that_never_come_delay_no_other_channels_messages(app: TestApp) {
    let desk = open(app).await;
    for number in 1..=WAITING {
        let post = desk.dialect.picture(&desk.channel, ACCOUNT, number, "", "My cup");
        assert_eq!(desk.post(&post).await.status, 200);
    }
    let took = desk.answer_by_telegram().await;
    assert!(took < Duration::from_secs(2), "{took:?}");
    let asked = desk.asked(Dialect::Whatsapp);
    assert!((1..=4).contains(&asked), "{asked} at once");
}
