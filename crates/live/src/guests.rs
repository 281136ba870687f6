//! Everybody whose socket is open in this process, and the seat that each has.
//! Knows nothing of what they hear.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::address::block;
use serde_json::Value;
use socketioxide::extract::{AckSender, SocketRef};
use socketioxide::socket::Sid;

use crate::guest::Guest;
use crate::line::{Line, Thread};
use crate::meter::METER;
use crate::pace::Pace;

/// An event that a client sent, waiting its turn.
pub(crate) struct Asked {
    pub name: String,
    pub data: Value,
    pub ack: AckSender,
}

/// A guest's place: who it is, and what they have asked for.
pub(crate) struct Seat {
    pub guest: Arc<Guest>,
    pub pace: Mutex<Pace<Asked>>,
    line: Option<Line>,
    since: Instant,
    /// From here on nothing that they ask is done.
    is_gone: AtomicBool,
}

/// For a socket that was let in to be there.
const ARRIVAL: Duration = Duration::from_secs(30);

impl Seat {
    /// `is_limited`: whether what they ask is counted.
    pub fn new(guest: Guest, line: Option<Line>, is_limited: bool) -> Self {
        let pace = Mutex::new(Pace::new(is_limited, Instant::now()));
        Self { guest: Arc::new(guest), pace, line, since: Instant::now(), is_gone: AtomicBool::new(false) }
    }

    pub fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::SeqCst)
    }
}

#[derive(Default)]
pub(crate) struct Guests {
    seats: Mutex<Seats>,
    /// Of sockets that began by polling and then went over to a WebSocket, by session.
    lines: Mutex<HashMap<String, Thread>>,
}

#[derive(Default)]
struct Seats {
    by_socket: HashMap<Sid, (SocketRef, Arc<Seat>)>,
    by_address: HashMap<IpAddr, usize>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Guests {
    /// Gives a seat, unless that address has as many as it may have.
    pub fn enter(&self, socket: SocketRef, seat: &Arc<Seat>, most: usize) -> bool {
        let mut seats = lock(&self.seats);
        let taken = seats.by_address.entry(block(seat.guest.address)).or_default();
        if *taken >= most {
            return false;
        }
        *taken += 1;
        seats.by_socket.insert(socket.id, (socket, seat.clone()));
        gauge(&seat.guest).increment(1);
        true
    }

    /// Takes the seat back; whose it was, the first time.
    pub fn leave(&self, socket: Sid) -> Option<Arc<Seat>> {
        let mut seats = lock(&self.seats);
        let (_, seat) = seats.by_socket.remove(&socket)?;
        seat.is_gone.store(true, Ordering::SeqCst);
        let address = block(seat.guest.address);
        if let Some(taken) = seats.by_address.get_mut(&address) {
            *taken -= 1;
            if *taken == 0 {
                seats.by_address.remove(&address);
            }
        }
        gauge(&seat.guest).decrement(1);
        Some(seat)
    }

    /// Takes back the seats of those who went before they had sat down.
    pub fn sweep(&self, is_there: impl Fn(Sid) -> bool) {
        let seats = lock(&self.seats);
        let old = seats.by_socket.iter().filter(|(_, (_, seat))| seat.since.elapsed() > ARRIVAL);
        let gone: Vec<Sid> = old.map(|(socket, _)| *socket).filter(|socket| !is_there(*socket)).collect();
        drop(seats);
        for socket in gone {
            self.leave(socket);
        }
    }

    /// Those of whom this is true.
    pub fn those(&self, which: impl Fn(&Guest) -> bool) -> Vec<(SocketRef, Arc<Guest>)> {
        let seats = lock(&self.seats);
        let chosen = seats.by_socket.values().filter(|(_, seat)| which(&seat.guest));
        chosen.map(|(socket, seat)| (socket.clone(), seat.guest.clone())).collect()
    }

    /// A session that began by polling goes on over this line.
    pub fn upgrade(&self, session: String, line: &Line) {
        let mut lines = lock(&self.lines);
        // Those that are gone are swept when as many again have come.
        if lines.len().is_power_of_two() {
            lines.retain(|_, thread| thread.line().is_some());
        }
        lines.insert(session, line.downgrade());
    }

    /// The line that a socket hangs on, if it hangs on one.
    pub fn line(&self, socket: Sid, seat: &Seat) -> Option<Line> {
        let upgraded = lock(&self.lines).remove(&socket.to_string()).and_then(|thread| thread.line());
        upgraded.or_else(|| seat.line.clone())
    }

    /// Every line that somebody hangs on.
    pub fn lines(&self) -> Vec<Line> {
        let seats: Vec<(Sid, Arc<Seat>)> =
            lock(&self.seats).by_socket.iter().map(|(socket, (_, seat))| (*socket, seat.clone())).collect();
        seats.iter().filter_map(|(socket, seat)| self.line(*socket, seat)).collect()
    }
}

fn gauge(guest: &Guest) -> &'static metrics::Gauge {
    if guest.is_agent() { &METER.agents } else { &METER.visitors }
}
