//! The sockets themselves: Socket.IO for clients of version 4, over WebSocket or long polling.
//! Lets guests in, brings them to their follower, and hands what they ask to the house, one thing after the other.

use std::convert::Infallible;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use socketioxide::adapter::LocalAdapter;
use socketioxide::extract::{AckSender, Event, SocketRef, TryData};
use socketioxide::handler::{ConnectHandler, FromMessageParts};
use socketioxide::service::SocketIoService;
use socketioxide::socket::Socket;
use socketioxide::{ParserConfig, SocketIo};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::bus::Bus;
use crate::cut::cut;
use crate::followers::Followers;
use crate::guest::Caller;
use crate::guests::{Asked, Guests, Seat};
use crate::house::{House, Knock};
use crate::line::Line;
use crate::listener::Listener;
use crate::pace::Turn;
use crate::payload::Reason;
use crate::watch::{self, Look};
use crate::whisper::Whisper;

/// Largest packet, and most binary that comes with one; clients have no use for binary at all.
const MOST_BYTES: usize = 1 << 20;
const MOST_BINARY: usize = 64 << 10;
/// tungstenite would take 128 KiB for each socket.
const READ_BUFFER: usize = 2 << 10;
/// For a client to say who it is.
const INTRODUCTION: Duration = Duration::from_secs(10);
/// For sockets to take the news that the server ends.
const FAREWELL: Duration = Duration::from_secs(3);
const LOOKS: usize = 256;

/// The Tower service that answers `/socket.io`.
pub type Service = SocketIoService<engineioxide::service::NotFoundService>;

#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether sockets are limited in what they ask, and addresses in their sockets.
    pub is_limited: bool,
    /// Sockets of one address.
    pub per_address: usize,
    /// Packets that wait for one socket.
    pub buffer: usize,
    /// How long a socket with a full buffer may take nothing.
    pub patience: Duration,
    pub ping_interval: Duration,
    pub ping_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_limited: true,
            per_address: 500,
            buffer: 128,
            patience: Duration::from_secs(10),
            ping_interval: Duration::from_secs(25),
            ping_timeout: Duration::from_secs(20),
        }
    }
}

/// All sockets of this process. Clones share them.
#[derive(Clone)]
pub struct Live {
    io: SocketIo,
    followers: Arc<Followers>,
    guests: Arc<Guests>,
    settings: Settings,
    watch: AbortHandle,
}

impl Live {
    /// Opens for guests. Must be called inside a runtime.
    pub fn open(house: House, bus: Bus, settings: Settings) -> (Self, Service) {
        let (service, io) = SocketIo::builder()
            .max_payload(MOST_BYTES as u64)
            .ws_max_message_size(MOST_BYTES)
            .ws_max_frame_size(MOST_BYTES)
            .ws_read_buffer_size(READ_BUFFER)
            .max_buffer_size(settings.buffer)
            .ping_interval(settings.ping_interval)
            .ping_timeout(settings.ping_timeout)
            .connect_timeout(INTRODUCTION)
            .with_parser(ParserConfig::common().max_incoming_binaries(4).max_incoming_binary_buf_size(MOST_BINARY))
            .build_svc();
        let (looks, asked) = mpsc::channel::<Look>(LOOKS);
        let guests = Arc::<Guests>::default();
        let followers = Arc::new(Followers::new(Arc::new(house), bus, guests.clone(), settings.patience, looks));
        let watch = tokio::spawn(watch::run(followers.clone(), asked, io.clone())).abort_handle();
        let live = Self { io: io.clone(), followers, guests, settings, watch };
        live.clone().greet_all(&io);
        (live, service)
    }

    fn greet_all(self, io: &SocketIo) {
        let door = self.clone();
        let admit =
            async move |socket: SocketRef, TryData::<Value>(auth)| door.admit(socket, auth.unwrap_or_default()).await;
        io.ns("/", (async move |socket: SocketRef| self.seat(socket)).with(admit));
    }

    /// Asks the house; a refusal is the sentence that the client reads.
    async fn admit(&self, socket: SocketRef, auth: Value) -> Result<(), String> {
        let caller = socket.req_parts().extensions.get::<Caller>().cloned().ok_or("No caller")?;
        let line = caller.line.clone();
        let guest = (self.followers.house.admit)(Knock { caller, auth }).await?;
        let seat = Arc::new(Seat::new(guest, line, self.settings.is_limited));
        let most = if self.settings.is_limited { self.settings.per_address } else { usize::MAX };
        if !self.guests.enter(socket.clone(), &seat, most) {
            return Err("Too many connections from this address".to_owned());
        }
        socket.extensions.insert(seat);
        Ok(())
    }

    /// Brings a guest who was let in to their follower.
    fn seat(&self, socket: SocketRef) {
        let Some(seat) = socket.extensions.get::<Arc<Seat>>() else { return };
        let (listening, leaving) = (self.clone(), self.clone());
        socket.on_fallback(async move |socket: SocketRef, turn: InTurn| match turn {
            InTurn::Work => listening.work(socket).await,
            InTurn::Nothing => {}
            InTurn::Cut => cut(&listening.guests, socket, Reason::TooMuch),
        });
        socket.on_disconnect(async move |socket: SocketRef| leaving.leave(&socket));
        let at = seat.guest.last_seq;
        self.followers.clone().bring(Listener { socket, seat }, at, true);
    }

    fn leave(&self, socket: &SocketRef) {
        // Also where the seat was taken before: the follower forgets at the latest now.
        self.guests.leave(socket.id);
        if let Some(seat) = socket.extensions.remove::<Arc<Seat>>() {
            self.followers.leave(seat.guest.business.number, socket.id);
        }
    }

    /// Does what a socket has asked for, one thing after the other, until nothing waits.
    async fn work(&self, socket: SocketRef) {
        let Some(seat) = socket.extensions.get::<Arc<Seat>>() else { return };
        loop {
            let next = seat.pace.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(Asked { name, data, ack }) = next else { return };
            if seat.is_gone() {
                continue;
            }
            let answer = (self.followers.house.act)((seat.guest.clone(), name, data)).await;
            if let Some(mut whisper) = answer.whisper {
                if let Whisper::View(view) = &mut whisper {
                    view.socket = self.followers.name(socket.id);
                }
                self.followers.whisper(seat.guest.business.number, whisper, true);
            }
            // Who has no room for the answer has gone, or will ask again.
            let _ = ack.send(&answer.ack);
        }
    }

    /// A session that began by polling goes on over this line.
    pub fn upgrade(&self, session: String, line: &Line) {
        self.guests.upgrade(session, line);
    }

    /// Sockets that are open.
    pub fn count(&self) -> usize {
        self.guests.those(|_| true).len()
    }

    pub(crate) fn followers(&self) -> &Arc<Followers> {
        &self.followers
    }

    /// Ends every socket in the way after which clients connect again.
    pub async fn close(&self) {
        self.watch.abort();
        self.followers.close();
        let lines = self.guests.lines();
        if tokio::time::timeout(FAREWELL, self.io.close()).await.is_err() {
            lines.iter().for_each(Line::cut);
        }
    }
}

/// Takes an event's place in its socket's queue; what the handler has to do then. An extractor, because those run in
/// the order in which events come in, and handlers don't.
enum InTurn {
    Work,
    Nothing,
    Cut,
}

impl FromMessageParts<LocalAdapter> for InTurn {
    type Error = Infallible;

    fn from_message_parts(
        socket: &Arc<Socket<LocalAdapter>>,
        value: &mut socketioxide_core::Value,
        ack_id: &Option<i64>,
    ) -> Result<Self, Infallible> {
        let Some(seat) = socket.extensions.get::<Arc<Seat>>() else { return Ok(Self::Nothing) };
        let Ok(ack) = AckSender::from_message_parts(socket, value, ack_id);
        let name = Event::from_message_parts(socket, value, ack_id).map_or_else(|_| String::new(), |Event(name)| name);
        let Ok(TryData(data)) = TryData::<Value>::from_message_parts(socket, value, ack_id);
        let asked = Asked { name, data: data.unwrap_or_default(), ack };
        let turn = seat.pace.lock().unwrap_or_else(PoisonError::into_inner).put(asked, Instant::now());
        Ok(match turn {
            Turn::Starts => Self::Work,
            Turn::Waits => Self::Nothing,
            Turn::Refused(asked) => {
                let _ = asked.ack.send(&json!({"ok": false, "detail": "Too many requests, please slow down"}));
                Self::Nothing
            }
            Turn::Abuse => Self::Cut,
        })
    }
}
