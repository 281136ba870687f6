//! The followers of all businesses that somebody listens to, and the way of a listener to theirs.
//! Whoever stands too far behind for a follower's memory is read the log here, at their own pace.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::Key;
use socketioxide::socket::Sid;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::bus::Bus;
use crate::cut::cut;
use crate::follower::{Command, Follower, Joined};
use crate::guests::Guests;
use crate::house::House;
use crate::listener::{Listener, Sent, emit, send};
use crate::meter::METER;
use crate::payload::{Reason, Resync};
use crate::told::Told;
use crate::watch::Look;
use crate::whisper::Whisper;

/// Commands that wait for one follower.
const COMMANDS: usize = 4096;
/// Listeners who are read the log at the same time.
const READERS: usize = 8;
/// Events that an agent is told one by one after a pause; a visitor, whom few of them concern, fewer.
const AGENT_BEHIND: i64 = 10_000;
const VISITOR_BEHIND: i64 = 2_000;
/// Until a full buffer is looked at again.
const PAUSE: Duration = Duration::from_millis(20);

pub(crate) struct Followers {
    pub house: Arc<House>,
    pub bus: Bus,
    pub guests: Arc<Guests>,
    /// Tells this process's sockets from others'.
    process: u64,
    /// How long a socket may take nothing at all.
    patience: Duration,
    looks: mpsc::Sender<Look>,
    desks: Mutex<Desks>,
    readers: Semaphore,
}

#[derive(Default)]
struct Desks {
    by_business: HashMap<i64, (mpsc::Sender<Command>, AbortHandle)>,
    /// No more are opened.
    is_closed: bool,
}

/// The socket has gone, or was cut.
struct Gone;

impl Followers {
    pub fn new(
        house: Arc<House>,
        bus: Bus,
        guests: Arc<Guests>,
        patience: Duration,
        looks: mpsc::Sender<Look>,
    ) -> Self {
        Self {
            house,
            bus,
            guests,
            process: fastrand::u64(..),
            patience,
            looks,
            desks: Mutex::default(),
            readers: Semaphore::new(READERS),
        }
    }

    fn desks(&self) -> MutexGuard<'_, Desks> {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A socket's name among all processes.
    pub fn name(&self, socket: Sid) -> String {
        format!("{:016x}:{socket}", self.process)
    }

    /// Asks for guests to be looked at.
    pub fn look(&self, look: Look) {
        // Where too many looks wait, everybody is looked at in their turn.
        let _ = self.looks.try_send(look);
    }

    /// The follower of a business, started if there is none; `None` once the server ends.
    fn of(self: &Arc<Self>, business: Key) -> Option<mpsc::Sender<Command>> {
        let mut desks = self.desks();
        let desk = desks.by_business.get(&business.number).map(|(desk, _)| desk.clone());
        // One whose follower has broken off takes nothing: another one follows.
        if let Some(desk) = desk.filter(|desk| !desk.is_closed()) {
            return Some(desk);
        }
        if desks.is_closed {
            return None;
        }
        let (desk, commands) = mpsc::channel(COMMANDS);
        let bell = self.bus.bell(business.number);
        let follower = tokio::spawn(Follower::new(business, self.clone(), bell, commands).run());
        desks.by_business.insert(business.number, (desk.clone(), follower.abort_handle()));
        METER.followers.increment(1);
        Some(desk)
    }

    /// Where commands for a business go, if somebody follows it.
    fn desk(&self, business: i64) -> Option<mpsc::Sender<Command>> {
        self.desks().by_business.get(&business).map(|(desk, _)| desk.clone())
    }

    /// Ends every follower.
    pub fn close(&self) {
        let mut desks = self.desks();
        desks.is_closed = true;
        for (business, (_, follower)) in desks.by_business.drain() {
            follower.abort();
            self.bus.forget(business);
            METER.followers.decrement(1);
        }
    }

    /// Lets a follower go to whom nobody listens; false where somebody has come meanwhile.
    pub fn dismiss(&self, business: i64, commands: &mpsc::Receiver<Command>) -> bool {
        let mut desks = self.desks();
        if !commands.is_empty() {
            return false;
        }
        desks.by_business.remove(&business);
        self.bus.forget(business);
        METER.followers.decrement(1);
        true
    }

    /// Brings a listener to their follower, at whatever pace they can take. `greet`: they are new.
    pub fn bring(self: Arc<Self>, listener: Listener, at: Option<i64>, greet: bool) {
        tokio::spawn(async move {
            let mut at = at;
            while let Some(Joined::Behind { at: stands, place }) = self.join(&listener, at, greet).await {
                match self.catch_up(&listener, stands, place).await {
                    Ok(reached) => at = Some(reached),
                    Err(Gone) => return,
                }
            }
        });
    }

    /// `None` where the server ends.
    async fn join(self: &Arc<Self>, listener: &Listener, at: Option<i64>, greet: bool) -> Option<Joined> {
        loop {
            let (answer, joined) = oneshot::channel();
            let desk = self.of(listener.guest().business)?;
            let command = Command::Join { listener: listener.clone(), at, greet, answer };
            // A follower that was just let go takes no command: there is a new one by then.
            if desk.send(command).await.is_ok() {
                return joined.await.ok();
            }
        }
    }

    /// Reads the log to a listener from `at` to `place`; where they stand then.
    async fn catch_up(&self, listener: &Listener, at: i64, place: i64) -> Result<i64, Gone> {
        let most = if listener.guest().is_agent() { AGENT_BEHIND } else { VISITOR_BEHIND };
        if place - at > most {
            METER.resyncs.increment(1);
            self.patiently(listener, |listener| send(listener, "resync", &Resync { seq: place, last_seq: at })).await?;
            return Ok(place);
        }
        let mut at = at;
        // Standing at the follower's place means that only the buffer is full.
        if at == place {
            tokio::time::sleep(PAUSE).await;
        }
        while at < place {
            let page = {
                let _reader = self.readers.acquire().await;
                (self.house.log)((listener.guest().business, at)).await
            };
            let told: Vec<Arc<Told>> = match page {
                Ok(page) => page.told,
                Err(error) => {
                    tracing::warn!(%error, "the event log can't be read for a listener; trying again");
                    tokio::time::sleep(PAUSE * 10).await;
                    continue;
                }
            };
            let Some(last) = told.last().map(|told| told.seq) else { return Ok(place) };
            for told in &told {
                self.patiently(listener, |listener| emit(listener, told)).await?;
            }
            at = last;
        }
        Ok(at)
    }

    /// Tries until there is room in the buffer. Who makes none for too long is cut.
    async fn patiently(&self, listener: &Listener, send: impl Fn(&Listener) -> Sent) -> Result<(), Gone> {
        let since = Instant::now();
        loop {
            match send(listener) {
                Sent::Yes | Sent::Nothing => return Ok(()),
                Sent::Gone => return Err(Gone),
                Sent::Full if since.elapsed() > self.patience => {
                    cut(&self.guests, listener.socket.clone(), Reason::TooSlow);
                    return Err(Gone);
                }
                Sent::Full => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// A socket is closed.
    pub fn leave(&self, business: i64, socket: Sid) {
        if let Some(desk) = self.desk(business)
            && let Err(mpsc::error::TrySendError::Full(command)) = desk.try_send(Command::Leave(socket))
        {
            tokio::spawn(async move { desk.send(command).await });
        }
    }

    /// Passes on what was said in passing, where somebody listens.
    pub fn whisper(&self, business: i64, whisper: Whisper, is_ours: bool) {
        if is_ours {
            self.bus.whisper(business, whisper.clone());
        }
        if let Some(desk) = self.desk(business) {
            // Where the follower has no time for it, it is lost.
            let _ = desk.try_send(Command::Whisper { whisper, is_ours });
        }
    }
}
