//! One socket of the soak: says what it is told to, loses its line, comes back with the newest event that it has heard.
//! Keeps what it heard and compares nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;
use uuid::Uuid;

use super::shared::{Business, Ear, Place, Role, Shared};
use crate::socket::{Packet, Socket, source};

/// For an acknowledgement on a line that holds.
const ACK: Duration = Duration::from_secs(20);
/// With this a server refuses more than it can do at once, and until it is asked again.
const BUSY: &str = "The server is busy, please try again";
const PAUSE: Duration = Duration::from_millis(500);
/// A line that died without the server noticing.
const GHOST: Duration = Duration::from_secs(15);

#[derive(Clone, Copy, Debug)]
pub enum Order {
    /// A visitor's first message.
    Hello,
    Say,
    /// Lose the line, and come back.
    Drop,
    /// Go, and stay away.
    Leave,
    Return,
    End,
}

/// What is looked at in every event.
#[derive(Deserialize)]
struct Numbered {
    seq: Option<i64>,
}

/// A message on its way.
struct Outgoing {
    number: u64,
    content: String,
    client_id: Uuid,
    deadline: Instant,
    /// The server was too busy for it: it is sent again at the deadline.
    is_put_off: bool,
}

pub struct Client {
    shared: Arc<Shared>,
    business: Arc<Business>,
    pub place: Arc<Place>,
    orders: mpsc::UnboundedReceiver<Order>,
    number: usize,
    auth: Value,
    ear: Ear,
    has_started: bool,
    asked: u64,
    outgoing: Option<Outgoing>,
}

/// Why a line is not listened to any more.
enum Ended {
    Lost,
    Away,
    Over,
}

impl Client {
    pub fn new(
        shared: Arc<Shared>,
        business: usize,
        role: Role,
        number: usize,
        orders: mpsc::UnboundedReceiver<Order>,
    ) -> Self {
        let ours = shared.businesses()[business].clone();
        let auth = if role == Role::Agent { ours.tenant.agent() } else { ours.tenant.visitor() };
        let place = Place { business, role, last: AtomicI64::new(0), waits: AtomicBool::new(false) };
        let ear = Ear { business, role, start: 0, heard: Vec::new(), conversation: 0, accepted: Vec::new() };
        let place = Arc::new(place);
        Self { shared, business: ours, place, orders, number, auth, ear, has_started: false, asked: 0, outgoing: None }
    }

    pub async fn run(mut self) -> Ear {
        loop {
            let Some(mut socket) = self.arrive().await else {
                tokio::time::sleep(Duration::from_millis(fastrand::u64(200..1_000))).await;
                continue;
            };
            let ended = self.listen(&mut socket).await;
            self.shared.connected.fetch_sub(1, Ordering::SeqCst);
            match ended {
                Ended::Lost => lose(socket),
                Ended::Away => {
                    drop(socket);
                    while !matches!(self.orders.recv().await, Some(Order::Return) | None) {}
                }
                Ended::Over => return self.ear,
            }
        }
    }

    async fn arrive(&mut self) -> Option<Socket> {
        let shared = self.shared.clone();
        let _arrival = shared.arrivals.acquire().await;
        if self.has_started {
            self.auth["last_seq"] = self.place.last.load(Ordering::SeqCst).into();
        }
        let mut socket = Socket::connect(self.shared.server, source(self.number), &self.auth).await.ok()?;
        // Whoever was cut off while catching up goes on from where they are.
        loop {
            match tokio::time::timeout(ACK, socket.hear()).await.ok()?.ok()? {
                Packet::Event(event) => {
                    if self.take(&event) == "ready" {
                        break;
                    }
                }
                Packet::Ack(..) => {}
            }
        }
        self.shared.connected.fetch_add(1, Ordering::SeqCst);
        Some(socket)
    }

    async fn listen(&mut self, socket: &mut Socket) -> Ended {
        if self.say_again(socket).await.is_err() {
            return Ended::Lost;
        }
        loop {
            let deadline = self.outgoing.as_ref().map_or_else(Instant::now, |outgoing| outgoing.deadline);
            tokio::select! {
                packet = socket.hear() => match packet {
                    Ok(Packet::Event(event)) => {
                        self.take(&event);
                    }
                    Ok(Packet::Ack(number, answer)) => self.accepted(number, &answer),
                    Err(_) => return Ended::Lost,
                },
                order = self.orders.recv() => match order {
                    Some(Order::Hello | Order::Say) => {
                        if self.say(socket, order).await.is_err() {
                            return Ended::Lost;
                        }
                    }
                    Some(Order::Drop) => {
                        self.shared.drops.fetch_add(1, Ordering::SeqCst);
                        return Ended::Lost;
                    }
                    Some(Order::Return) => {}
                    Some(Order::Leave) => return Ended::Away,
                    Some(Order::End) | None => return Ended::Over,
                },
                () = tokio::time::sleep_until(deadline), if self.outgoing.is_some() => {
                    if !self.is_put_off() {
                        self.shared.fault("a message was not acknowledged".to_owned());
                        return Ended::Lost;
                    }
                    if self.say_again(socket).await.is_err() {
                        return Ended::Lost;
                    }
                }
            }
        }
    }

    /// Notes an event; its name.
    fn take(&mut self, event: &crate::socket::Event) -> String {
        let Ok((name, Numbered { seq })) = event.read::<Numbered>() else {
            self.shared.fault(format!("can't be read: {}", event.text()));
            return String::new();
        };
        let last = self.place.last.load(Ordering::SeqCst);
        match (name.as_str(), seq) {
            ("ready", Some(seq)) => {
                if !self.has_started {
                    (self.ear.start, self.has_started) = (seq, true);
                }
                self.place.last.store(last.max(seq), Ordering::SeqCst);
            }
            ("resync" | "cut", _) => self.shared.fault(event.text().to_owned()),
            (_, Some(seq)) => {
                self.ear.heard.push(seq);
                self.place.last.store(last.max(seq), Ordering::SeqCst);
            }
            _ => {}
        }
        name
    }

    async fn say(&mut self, socket: &mut Socket, order: Option<Order>) -> Result<()> {
        let is_hello = matches!(order, Some(Order::Hello));
        // One after the other: so their order is known.
        let is_idle = self.ear.role == Role::Agent && (is_hello || self.business.conversation().is_none());
        if self.outgoing.is_some() || is_idle {
            return Ok(());
        }
        self.asked += 1;
        let content = match self.ear.role {
            Role::Visitor => self.ear.accepted.len().to_string(),
            Role::Agent => format!("{}.{}", self.number, self.asked),
        };
        let deadline = Instant::now() + ACK;
        self.outgoing =
            Some(Outgoing { number: self.asked, content, client_id: Uuid::new_v4(), deadline, is_put_off: false });
        self.place.waits.store(true, Ordering::SeqCst);
        self.send(socket).await
    }

    /// What was not acknowledged before the line went. An agent's reply has no name of its own, and is given up.
    async fn say_again(&mut self, socket: &mut Socket) -> Result<()> {
        if self.ear.role == Role::Agent {
            self.outgoing = None;
            self.place.waits.store(false, Ordering::SeqCst);
        }
        match &mut self.outgoing {
            Some(outgoing) => {
                (outgoing.deadline, outgoing.is_put_off) = (Instant::now() + ACK, false);
                self.send(socket).await
            }
            None => Ok(()),
        }
    }

    async fn send(&mut self, socket: &mut Socket) -> Result<()> {
        let Some(Outgoing { number, content, client_id, .. }) = &self.outgoing else { return Ok(()) };
        match self.ear.role {
            Role::Visitor => {
                let message = json!({"content": content, "client_id": client_id});
                socket.ask(*number, "client_message", &message).await
            }
            Role::Agent => {
                let conversation = self.business.conversation();
                let message = json!({"content": content, "conversation_id": conversation});
                socket.ask(*number, "agent_message", &message).await
            }
        }
    }

    fn is_put_off(&self) -> bool {
        self.outgoing.as_ref().is_some_and(|outgoing| outgoing.is_put_off)
    }

    fn accepted(&mut self, number: u64, answer: &Value) {
        let Some(mut outgoing) = self.outgoing.take_if(|outgoing| outgoing.number == number) else { return };
        if answer["detail"] == BUSY {
            self.shared.put_off.fetch_add(1, Ordering::SeqCst);
            (outgoing.deadline, outgoing.is_put_off) = (Instant::now() + PAUSE, true);
            self.outgoing = Some(outgoing);
            return;
        }
        self.place.waits.store(false, Ordering::SeqCst);
        if answer["ok"] != true {
            self.shared.fault(format!("refused: {answer}"));
            return;
        }
        self.ear.accepted.push(outgoing.content);
        if self.ear.role == Role::Visitor && self.ear.conversation == 0 {
            self.ear.conversation = answer["conversation_id"].as_i64().unwrap_or(0);
            self.auth["visitor_token"] = answer["visitor_token"].clone();
            self.business.add(self.ear.conversation);
        }
    }
}

/// Lets a line go without goodbye: closed, torn off, or silent for a while as when a phone loses its network.
fn lose(socket: Socket) {
    let stream = socket.into_stream();
    match fastrand::u8(..10) {
        0..4 => drop(stream),
        4..9 => {
            let _ = stream.set_zero_linger();
        }
        _ => {
            tokio::spawn(async move {
                tokio::time::sleep(GHOST).await;
                drop(stream);
            });
        }
    }
}
