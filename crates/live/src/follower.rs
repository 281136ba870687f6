//! Follows one business: reads its log from where it stands and tells each event, in order, to whoever may hear it.
//! The only one who tells events of the log; whoever falls behind leaves its listeners and catches up from the log.
//! What stands in no log is in `passing.rs`.

mod passing;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use model::Key;
use socketioxide::socket::Sid;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};

use crate::bus::Bell;
use crate::cut::cut;
use crate::floor::Floor;
use crate::followers::Followers;
use crate::guest::{Guest, Who};
use crate::listener::{Listener, Sent, emit, send};
use crate::meter::METER;
use crate::payload::{Ready, Reason, Resync};
use crate::told::{Effect, Told};
use crate::watch::Look;
use crate::whisper::Whisper;

/// Events kept in memory for those who come back after a moment.
const RING: usize = 256;
/// How long they are: what is told then holds addresses that are soon not good any more, and is read from the log anew.
const FRESH: Duration = Duration::from_secs(12 * 60 * 60);
/// Between two looks at what runs out by itself.
const TICK: Duration = Duration::from_millis(250);
/// How long a follower stays when nobody listens.
const IDLE: Duration = Duration::from_secs(30);
/// After the log could not be read.
const PAUSE: Duration = Duration::from_millis(250);
/// Emissions before other tasks get their turn.
const TURN: usize = 256;

pub(crate) enum Command {
    /// Counts the listener in, who has heard everything up to `at`; `None` wants only what comes.
    Join {
        listener: Listener,
        at: Option<i64>,
        greet: bool,
        answer: oneshot::Sender<Joined>,
    },
    Leave(Sid),
    Whisper {
        whisper: Whisper,
        is_ours: bool,
    },
}

/// Whether a listener was counted in.
pub(crate) enum Joined {
    Yes,
    /// They stand too far behind for the memory: at this event, the follower at that one.
    Behind {
        at: i64,
        place: i64,
    },
}

pub(crate) struct Follower {
    pub business: Key,
    pub followers: Arc<Followers>,
    pub bell: Bell,
    pub commands: mpsc::Receiver<Command>,
    place: i64,
    ring: VecDeque<Arc<Told>>,
    /// The ring holds what came after this.
    ring_floor: i64,
    listeners: HashMap<Sid, Listener>,
    floor: Floor,
    renewed: Instant,
    /// Whether anybody of the team is there, as visitors were told.
    is_online: bool,
    /// Somebody of the team has come or gone since.
    team_moved: bool,
}

impl Follower {
    pub fn new(business: Key, followers: Arc<Followers>, bell: Bell, commands: mpsc::Receiver<Command>) -> Self {
        Self {
            business,
            followers,
            bell,
            commands,
            place: 0,
            ring: VecDeque::new(),
            ring_floor: 0,
            listeners: HashMap::new(),
            floor: Floor::default(),
            renewed: Instant::now(),
            is_online: false,
            // Nobody has looked yet.
            team_moved: true,
        }
    }

    /// Follows until nobody has listened for a while.
    pub async fn run(mut self) {
        self.find_place().await;
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut idle = Instant::now() + IDLE;
        loop {
            tokio::select! {
                command = self.commands.recv() => match command {
                    Some(command) => self.obey(command).await,
                    None => break,
                },
                () = self.bell.rung() => {
                    self.read().await;
                }
                _ = ticks.tick(), if !self.floor.is_quiet() => self.tick(),
                () = tokio::time::sleep_until(idle), if self.listeners.is_empty() => {
                    if self.followers.dismiss(self.business.number, &self.commands) {
                        break;
                    }
                }
            }
            if !self.listeners.is_empty() {
                idle = Instant::now() + IDLE;
            }
        }
    }

    /// Begins at the end of the log.
    async fn find_place(&mut self) {
        loop {
            match (self.followers.house.newest)(vec![self.business.number]).await {
                Ok(newest) => {
                    let place = newest.first().map_or(0, |(_, seq)| *seq);
                    (self.place, self.ring_floor) = (place, place);
                    self.bell.set_place(place);
                    return self.look_at_team().await;
                }
                Err(error) => tracing::warn!(%error, "the end of the event log can't be read; trying again"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::Join { listener, at, greet, answer } => {
                let joined = self.join(listener, at, greet).await;
                // Whoever has gone meanwhile takes no answer; their leaving follows.
                let _ = answer.send(joined);
            }
            Command::Leave(socket) => {
                self.listeners.remove(&socket);
                if let Some(view) = self.floor.leave(&self.followers.name(socket)) {
                    self.followers.bus.whisper(self.business.number, Whisper::View(view));
                }
            }
            Command::Whisper { whisper, is_ours } => self.hear(whisper, is_ours),
        }
    }

    async fn join(&mut self, listener: Listener, at: Option<i64>, greet: bool) -> Joined {
        let mut at = at.unwrap_or(self.place);
        // It was read the log, or told by another process, beyond where we stand.
        if at > self.place && !self.read().await {
            return Joined::Behind { at, place: self.place };
        }
        if at > self.place {
            // It has heard what is in no log: that was put back to an earlier state.
            let resync = Resync { seq: self.place, last_seq: at };
            let _ = listener.socket.emit("resync", &resync);
            at = self.place;
        }
        self.forget_stale();
        if at < self.ring_floor {
            return Joined::Behind { at, place: self.place };
        }
        for told in self.ring.iter().filter(|told| told.seq > at) {
            if emit(&listener, told) == Sent::Full {
                return Joined::Behind { at: told.seq - 1, place: self.place };
            }
        }
        if greet && send(&listener, "ready", &self.ready(listener.guest())) == Sent::Full {
            return Joined::Behind { at: self.place, place: self.place };
        }
        // A socket that has gone meanwhile was taken off before it was put on.
        if listener.socket.connected() && !listener.seat.is_gone() {
            self.listeners.insert(listener.socket.id, listener);
        }
        Joined::Yes
    }

    fn forget_stale(&mut self) {
        let oldest = (self.followers.house.clock)().minus(FRESH);
        while let Some(told) = self.ring.pop_front_if(|told| told.at < oldest) {
            self.ring_floor = told.seq;
        }
    }

    fn ready(&self, guest: &Guest) -> Ready {
        let (role, customer, presence) = match &guest.who {
            Who::Agent(_) => ("agent", None, self.floor.all()),
            Who::Visitor(visitor) => ("visitor", visitor.customer(), Vec::new()),
        };
        Ready {
            seq: self.place,
            business_id: self.business.uuid,
            business_number: self.business.number,
            role,
            customer_id: customer.map(|key| key.number),
            presence,
            online: self.is_online,
        }
    }

    /// Reads the log to its end and tells it; false where it can't be read now.
    async fn read(&mut self) -> bool {
        loop {
            match (self.followers.house.log)((self.business, self.place)).await {
                Ok(page) => {
                    for told in page.told {
                        self.tell(told).await;
                    }
                    if !page.is_full {
                        self.look_at_team().await;
                        return true;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the event log can't be read; trying again");
                    tokio::time::sleep(PAUSE).await;
                    // The watch rings again.
                    return false;
                }
            }
        }
    }

    async fn tell(&mut self, told: Arc<Told>) {
        self.place = told.seq;
        self.bell.set_place(told.seq);
        METER.lag.record(((self.followers.house.clock)().0 - told.at.0).max(0) as f64 / 1e6);
        let mut lost = Vec::new();
        let mut emitted = 0;
        for listener in self.listeners.values() {
            match emit(listener, &told) {
                Sent::Nothing => continue,
                Sent::Yes => {}
                Sent::Full => lost.push((listener.socket.id, true)),
                Sent::Gone => lost.push((listener.socket.id, false)),
            }
            emitted += 1;
            if emitted % TURN == 0 {
                tokio::task::yield_now().await;
            }
        }
        METER.emitted.increment(emitted as u64);
        for (socket, is_slow) in lost {
            let listener = self.listeners.remove(&socket);
            if let Some(listener) = listener.filter(|_| is_slow) {
                METER.parked.increment(1);
                self.followers.clone().bring(listener, Some(told.seq - 1), false);
            }
        }
        if let Some(effect) = told.effect {
            self.follow_from(effect);
        }
        if told.said.is_some() {
            self.ring.push_back(told);
            if self.ring.len() > RING {
                self.ring_floor = self.ring.pop_front().map_or(self.ring_floor, |oldest| oldest.seq);
            }
        }
    }

    fn follow_from(&mut self, effect: Effect) {
        match effect {
            Effect::Cut { user, reason } => {
                let theirs = self.listeners.extract_if(|_, listener| listener.guest().user() == Some(user));
                for (_, listener) in theirs {
                    cut(&self.followers.guests, listener.socket, reason);
                }
                // Those who are catching up are no listeners now.
                self.followers.look(Look::User(user));
                self.team_moved = true;
            }
            Effect::CutCustomer(customer) => {
                let guests = &self.followers.guests;
                for (socket, _) in guests.those(|guest| guest.customer() == Some(customer)) {
                    self.listeners.remove(&socket.id);
                    cut(guests, socket, Reason::Verified);
                }
            }
            Effect::LookAtTeam => self.team_moved = true,
            Effect::LookAtChannel(channel) => self.followers.look(Look::Channel(channel)),
            Effect::LookAtWidget(widget) => self.followers.look(Look::Widget(widget)),
        }
    }
}
