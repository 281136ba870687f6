//! Which mailboxes does this process look into? Each active channel with one has a task, in one process at a time: that
//! of the lease. Must not know how a mailbox is read.

mod entrance;
mod folder;
mod line;
mod stream;
mod stuck;
mod watch;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use channels::email::imap::Account;
use model::{Channel, Clock, Time};
use store::mail_leases::{self, Watched};
use store::{Db, Reach};
use tokio::sync::{Semaphore, watch as signal};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use crate::Provider;
use crate::room::Room;

/// Time between two looks at what owners have changed.
const LOOK: Duration = Duration::from_secs(2);
/// How long a mailbox stays with a process that says no more.
const LEASE: Duration = Duration::from_secs(45);
/// Time between two words that it is still here.
const RENEWAL: Duration = Duration::from_secs(12);
/// Connections that are made at once.
const MOST_OPENING: usize = 32;
/// Mailboxes that are listened to at once; the others are looked into every minute.
const MOST_LISTENING: usize = 1000;
/// Bytes of mails that are in memory at once: of small ones, and of large ones.
const MEMORY: (usize, usize) = (32 << 20, 128 << 20);

/// What every mailbox's task needs.
pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) provider: Provider,
    pub(crate) opening: Semaphore,
    pub(crate) listening: Semaphore,
    pub(crate) memory: Room,
}

/// Looks into mailboxes until it is told to stop.
pub struct Mailboxes {
    house: Arc<House>,
    clock: Clock,
    /// This process, in the leases.
    holder: Uuid,
    tasks: HashMap<i64, Task>,
    /// Channels without a mailbox, as they were.
    without: HashMap<i64, Time>,
}

struct Task {
    updated_at: Time,
    running: JoinHandle<()>,
}

impl Drop for Task {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl Mailboxes {
    pub fn new(db: Db, provider: Provider, clock: Clock) -> Self {
        let house = House {
            db,
            provider,
            opening: Semaphore::new(MOST_OPENING),
            listening: Semaphore::new(MOST_LISTENING),
            memory: Room::new(MEMORY.0, MEMORY.1),
        };
        let (tasks, without) = (HashMap::new(), HashMap::new());
        Self { house: Arc::new(house), clock, holder: Uuid::new_v4(), tasks, without }
    }

    /// Until `stop` turns true; then others may have the mailboxes at once.
    pub async fn run(mut self, mut stop: signal::Receiver<bool>) {
        if let Err(error) = self.house.db.write(mail_leases::forget_the_dead).await {
            self.complain(error);
        }
        let mut renewed = Instant::now();
        while !*stop.borrow() {
            if renewed.elapsed() >= RENEWAL {
                self.renew().await;
                renewed = Instant::now();
            }
            if let Err(error) = self.look().await {
                self.complain(error);
            }
            tokio::select! {
                _ = stop.changed() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        let (had_any, holder) = (!self.tasks.is_empty(), self.holder);
        self.tasks.clear();
        if had_any && let Err(error) = self.house.db.write(move |tx| mail_leases::delete_all(tx, holder)).await {
            self.complain(error);
        }
    }

    fn complain(&self, error: store::Error) {
        tracing::warn!(%error, "mailboxes can't be looked after");
    }

    /// Mailboxes that another process has taken meanwhile are left to it.
    async fn renew(&mut self) {
        if self.tasks.is_empty() {
            return;
        }
        let (holder, until) = (self.holder, (self.clock)().plus(LEASE));
        match self.house.db.write(move |tx| mail_leases::renew(tx, holder, until)).await {
            Ok(kept) => self.tasks.retain(|channel, _| kept.contains(channel)),
            Err(error) => self.complain(error),
        }
    }

    /// Begins what was added, ends what was taken away, and begins anew what was changed.
    async fn look(&mut self) -> store::Result<()> {
        let found = self.house.db.read(mail_leases::list).await?;
        let now: HashMap<i64, Watched> = found.into_iter().map(|one| (one.channel.number, one)).collect();
        let ended: Vec<i64> = self.tasks.keys().filter(|channel| !now.contains_key(channel)).copied().collect();
        for channel in ended {
            self.tasks.remove(&channel);
            self.give_back(channel).await?;
        }
        self.without.retain(|channel, _| now.contains_key(channel));
        for watched in now.into_values() {
            self.follow(watched).await?;
        }
        Ok(())
    }

    async fn follow(&mut self, watched: Watched) -> store::Result<()> {
        let number = watched.channel.number;
        let is_followed = self
            .tasks
            .get(&number)
            .is_some_and(|task| task.updated_at == watched.updated_at && !task.running.is_finished());
        if is_followed || self.without.get(&number) == Some(&watched.updated_at) {
            return Ok(());
        }
        let is_free = watched.held_until.is_none_or(|until| until <= (self.clock)());
        if !is_free && watched.holder != Some(self.holder) {
            return Ok(());
        }
        let reach = Reach::system(watched.business);
        let channel = match self.house.db.read(move |c| store::channels::find(c, &reach, watched.channel.into())).await
        {
            Ok(channel) => channel,
            Err(store::Error::NotFound) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.tasks.remove(&number);
        match Account::read(&channel.config) {
            Some(account) => self.begin(channel, account).await,
            None => {
                self.without.insert(number, channel.updated_at);
                watch::note(&self.house, &channel, None).await;
                self.give_back(number).await
            }
        }
    }

    async fn begin(&mut self, channel: Channel, account: Account) -> store::Result<()> {
        let (holder, key, until) = (self.holder, channel.key, (self.clock)().plus(LEASE));
        if self.house.db.write(move |tx| mail_leases::take(tx, key, holder, until)).await? {
            let updated_at = channel.updated_at;
            let running = tokio::spawn(watch::watch(self.house.clone(), channel, account));
            self.tasks.insert(key.number, Task { updated_at, running });
        }
        Ok(())
    }

    async fn give_back(&self, channel: i64) -> store::Result<()> {
        let holder = self.holder;
        self.house.db.write(move |tx| mail_leases::delete(tx, channel, holder)).await
    }
}
