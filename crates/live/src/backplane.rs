//! The other processes of the installation, over Redis: bells, sign-outs, and what is said in passing.
//! Nothing is lost where Redis is gone: the log is the truth, and the watch reads it once a second.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::StreamExt;
use redis::AsyncCommands;
use serde::{Deserialize, Serialize};

use crate::bus::{Bus, Outward};
use crate::sockets::Live;
use crate::whisper::Whisper;

const CHANNEL: &str = "pingback:live:1";
/// Between two tries to reach Redis: from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));
/// For Redis to answer anything.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Longest message that is read.
const MOST_BYTES: usize = 1 << 20;

/// A connection to Redis that comes back by itself.
pub struct Backplane {
    client: redis::Client,
    /// Tells our own messages from others'.
    process: u64,
}

/// What one process tells the others.
#[derive(Serialize, Deserialize)]
struct Message {
    from: u64,
    #[serde(default, skip_serializing_if = "HashMap::is_empty")]
    bells: HashMap<i64, i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exits: Vec<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    whispers: Vec<(i64, Whisper)>,
}

impl Backplane {
    /// `redis://…`; an error says what is wrong with the address.
    pub fn new(url: &str) -> Result<Self, String> {
        let client = redis::Client::open(url).map_err(|error| error.to_string())?;
        Ok(Self { client, process: fastrand::u64(..) })
    }

    /// Carries messages both ways until it is dropped.
    pub async fn run(self, bus: Bus, live: Live) {
        bus.share();
        tokio::join!(self.speak(&bus), self.listen(&bus, &live));
    }

    async fn speak(&self, bus: &Bus) {
        let mut pause = PAUSES.0;
        loop {
            let Ok(Ok(mut connection)) =
                tokio::time::timeout(TIMEOUT, self.client.get_multiplexed_async_connection()).await
            else {
                wait(&mut pause).await;
                continue;
            };
            pause = PAUSES.0;
            loop {
                let waiting = bus.outward().await;
                let text = self.message(&waiting);
                let sent = tokio::time::timeout(TIMEOUT, connection.publish::<_, _, i64>(CHANNEL, text)).await;
                if !matches!(sent, Ok(Ok(_))) {
                    tracing::warn!("Redis takes no messages; trying again");
                    bus.put_back(&waiting);
                    break;
                }
            }
            wait(&mut pause).await;
        }
    }

    fn message(&self, waiting: &Outward) -> String {
        let message = Message {
            from: self.process,
            bells: waiting.bells.clone(),
            exits: waiting.exits.iter().copied().collect(),
            whispers: waiting.whispers.iter().cloned().collect(),
        };
        serde_json::to_string(&message).expect("plain data is JSON")
    }

    async fn listen(&self, bus: &Bus, live: &Live) {
        let mut pause = PAUSES.0;
        loop {
            let subscribed = async {
                let mut subscription = self.client.get_async_pubsub().await?;
                subscription.subscribe(CHANNEL).await?;
                redis::RedisResult::Ok(subscription)
            };
            if let Ok(Ok(subscription)) = tokio::time::timeout(TIMEOUT, subscribed).await {
                tracing::info!("connected to Redis");
                pause = PAUSES.0;
                let mut messages = subscription.into_on_message();
                while let Some(message) = messages.next().await {
                    self.hear(message.get_payload_bytes(), bus, live);
                }
                tracing::warn!("the connection to Redis is lost; trying again");
            }
            wait(&mut pause).await;
        }
    }

    fn hear(&self, bytes: &[u8], bus: &Bus, live: &Live) {
        if bytes.len() > MOST_BYTES {
            return;
        }
        let Ok(message) = serde_json::from_slice::<Message>(bytes) else {
            // Of another version, perhaps: whatever it says is in the log.
            return tracing::debug!("a message of another process can't be read");
        };
        if message.from == self.process {
            return;
        }
        message.bells.iter().for_each(|(business, seq)| bus.ring(*business, *seq));
        message.exits.iter().for_each(|user| bus.signed_out(*user));
        for (business, whisper) in message.whispers {
            live.followers().whisper(business, whisper, false);
        }
    }
}

async fn wait(pause: &mut Duration) {
    let jitter = Duration::from_millis(fastrand::u64(0..50));
    tokio::time::sleep(*pause + jitter).await;
    *pause = (*pause * 2).min(PAUSES.1);
}
