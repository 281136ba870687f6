//! The database handle: `read` and `write` take synchronous closures and run them on threads of the store.
//! What a transaction leaves behind is announced only after commit.

mod pool;
mod sqlite;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use model::{Clock, Event, Key};
use tokio::sync::oneshot;
use uuid::ContextV7;

use crate::engine::{Conn, Counters, Engine, Shared, Tally, postgres, sqlite as engine_sqlite};
use crate::error::{Error, Result};
use crate::migrate;
use crate::seal::Sealer;
use crate::tx::{Left, Tx};

/// Calls that may wait before more are refused with [`Error::Busy`].
const QUEUE: usize = 1024;

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Place {
    /// The path of the database file; made if missing.
    Sqlite(PathBuf),
    /// `postgres://user:password@host/database?sslmode=require`
    Postgres(String),
}

pub struct Settings {
    pub place: Place,
    pub clock: Clock,
    /// Seals secrets at rest. Another key than the one they were sealed with does not open them.
    pub key: [u8; 32],
    /// Reading threads on SQLite (which has one writing thread beside them), all threads on PostgreSQL.
    pub connections: usize,
}

/// The database. Clones share it.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
    listeners: Arc<RwLock<Vec<Listener>>>,
    stopped: Arc<AtomicBool>,
    bells: Arc<RwLock<Vec<Bell>>>,
    exits: Arc<RwLock<Vec<Exit>>>,
    reads: crossbeam_channel::Sender<Box<dyn Work>>,
    writes: crossbeam_channel::Sender<Box<dyn Work>>,
    place: Place,
}

type Listener = Box<dyn Fn(&[Event]) + Send + Sync>;
type Bell = Box<dyn Fn() + Send + Sync>;
type Exit = Box<dyn Fn(&[Key]) + Send + Sync>;

/// One call on its way to a connection.
pub(crate) trait Work: Send {
    /// Runs it on a connection. For a write: inside a transaction; false asks for a rollback.
    fn run(&mut self, c: &mut Conn) -> bool;
    fn is_read(&self) -> bool;
    /// The facts that it left behind, once committed.
    fn events(&mut self) -> Vec<Event>;
    /// Sends the answer. A commit that failed overrides it.
    fn answer(self: Box<Self>, committed: Result<(), String>);
}

impl Db {
    /// Opens and migrates the database. Blocks; not for async tasks.
    pub fn open(settings: Settings) -> Result<Self> {
        let shared = Arc::new(Shared {
            clock: settings.clock,
            sealer: Sealer::new(&settings.key),
            tally: Tally::default(),
            uuids: Mutex::new(ContextV7::new()),
            refuse_scans: AtomicBool::new(false),
            commits: AtomicU64::new(0),
        });
        let listeners = Arc::new(RwLock::new(Vec::new()));
        let mut first = connect(&settings.place, &shared, false)?;
        migrate::run(&mut first)?;
        let threads = settings.connections.max(1);
        let (reads, read_queue) = crossbeam_channel::bounded(QUEUE);
        let announce = announcer(&listeners);
        let stopped = Arc::new(AtomicBool::new(false));
        let writes = match &settings.place {
            Place::Sqlite(_) => {
                let (writes, write_queue) = crossbeam_channel::bounded(QUEUE);
                sqlite::start_writer(first, write_queue, announce, stopped.clone())?;
                for at in 0..threads {
                    let conn = connect(&settings.place, &shared, true)?;
                    sqlite::start_reader(at, conn, read_queue.clone())?;
                }
                writes
            }
            Place::Postgres(url) => {
                pool::start(url, first, &shared, threads, &read_queue, &announce)?;
                reads.clone()
            }
        };
        Ok(Self {
            shared,
            listeners,
            stopped,
            bells: Arc::default(),
            exits: Arc::default(),
            reads,
            writes,
            place: settings.place,
        })
    }

    /// Runs `f` on a reading connection.
    pub async fn read<T, E>(&self, f: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let mut f = f;
        self.call(&self.reads, true, move |c| f(c).map(|value| (value, Left::default()))).await
    }

    /// Runs `f` in a transaction; an error rolls everything back. `f` may run again after a deadlock.
    /// Answers once the commit is durable.
    pub async fn write<T, E>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let mut f = f;
        self.call(&self.writes, false, move |c| {
            let mut tx = Tx::new(c);
            let value = f(&mut tx)?;
            Ok((value, tx.finish()?))
        })
        .await
    }

    async fn call<T, E, F>(&self, queue: &crossbeam_channel::Sender<Box<dyn Work>>, read: bool, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnMut(&mut Conn) -> Result<(T, Left), E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let (bells, exits) = (self.bells.clone(), self.exits.clone());
        let call = Box::new(Call { f, read, outcome: None, left: Left::default(), bells, exits, reply });
        queue.try_send(call).map_err(|_| Error::Busy("too many calls wait for the database".into()))?;
        answer.await.map_err(|_| Error::Broken("the call did not survive".into()))?
    }

    /// Calls `f` with the facts of every transaction after it was committed, in order of commit on SQLite;
    /// on PostgreSQL transactions of several connections may be announced in another order than `seq`.
    pub fn on_commit(&self, f: impl Fn(&[Event]) + Send + Sync + 'static) {
        self.listeners.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Box::new(f));
    }

    /// Calls `f` after every commit that has put a job into the queue.
    pub fn on_enqueue(&self, f: impl Fn() + Send + Sync + 'static) {
        self.bells.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Box::new(f));
    }

    /// Calls `f` with the users of whom sessions have ended, after the commit that ended them.
    pub fn on_sign_out(&self, f: impl Fn(&[Key]) + Send + Sync + 'static) {
        self.exits.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Box::new(f));
    }

    /// Whether writing has stopped until a restart, because nobody knows what a failed sync left on the disk (SQLite).
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// A number that every commit of this process changes, before whoever asked for it has their answer. What was read
    /// after taking it is still so while it is the same. `None` where other processes write too (PostgreSQL).
    pub fn version(&self) -> Option<u64> {
        match self.place {
            Place::Sqlite(_) => Some(self.shared.commits.load(Ordering::SeqCst)),
            Place::Postgres(_) => None,
        }
    }

    /// The work done so far.
    pub fn counters(&self) -> Counters {
        self.shared.tally.read()
    }

    /// From now on a statement whose plan scans a table fails (SQLite): the tests run with this on.
    pub fn refuse_scans(&self) {
        self.shared.refuse_scans.store(true, Ordering::Relaxed);
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn now(&self) -> model::Time {
        (self.shared.clock)()
    }
}

/// Opens one connection without migrating: for tools that look at a database.
pub fn open_one(settings: Settings, read_only: bool) -> Result<Conn> {
    let shared = Arc::new(Shared {
        clock: settings.clock,
        sealer: Sealer::new(&settings.key),
        tally: Tally::default(),
        uuids: Mutex::new(ContextV7::new()),
        refuse_scans: AtomicBool::new(false),
        commits: AtomicU64::new(0),
    });
    connect(&settings.place, &shared, read_only)
}

fn connect(place: &Place, shared: &Arc<Shared>, read_only: bool) -> Result<Conn> {
    let engine = match place {
        Place::Sqlite(path) => Engine::Sqlite(engine_sqlite::Session::open(path, read_only)?),
        Place::Postgres(url) => Engine::Postgres(Box::new(postgres::Session::connect(url)?)),
    };
    Ok(Conn { engine, shared: shared.clone() })
}

type Announce = Arc<dyn Fn(Vec<Event>) + Send + Sync>;

fn announcer(listeners: &Arc<RwLock<Vec<Listener>>>) -> Announce {
    let listeners = listeners.clone();
    Arc::new(move |events| {
        if events.is_empty() {
            return;
        }
        for listener in listeners.read().unwrap_or_else(std::sync::PoisonError::into_inner).iter() {
            listener(&events);
        }
    })
}

struct Call<T, E, F> {
    f: F,
    read: bool,
    outcome: Option<Result<T, E>>,
    left: Left,
    bells: Arc<RwLock<Vec<Bell>>>,
    exits: Arc<RwLock<Vec<Exit>>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Call<T, E, F>
where
    T: Send,
    E: From<Error> + Send,
    F: FnMut(&mut Conn) -> Result<(T, Left), E> + Send,
{
    fn run(&mut self, c: &mut Conn) -> bool {
        // A panic must not take the connection's thread with it.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (self.f)(c)))
            .unwrap_or_else(|_| Err(Error::Broken("the call panicked".into()).into()));
        let ok = outcome.is_ok();
        self.outcome = Some(outcome.map(|(value, left)| {
            self.left = left;
            value
        }));
        ok
    }

    fn is_read(&self) -> bool {
        self.read
    }

    fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.left.events)
    }

    fn answer(self: Box<Self>, committed: Result<(), String>) {
        if self.left.enqueued && committed.is_ok() {
            for bell in self.bells.read().unwrap_or_else(std::sync::PoisonError::into_inner).iter() {
                bell();
            }
        }
        if !self.left.signed_out.is_empty() && committed.is_ok() {
            for exit in self.exits.read().unwrap_or_else(std::sync::PoisonError::into_inner).iter() {
                exit(&self.left.signed_out);
            }
        }
        let outcome = match (self.outcome, committed) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(Error::Busy(format!("the commit failed: {error}")).into()),
            (Some(ok), Ok(())) => ok,
            (None, Ok(())) => Err(Error::Broken("the call was not run".into()).into()),
        };
        // A caller that has gone away needs no answer.
        let _ = self.reply.send(outcome);
    }
}
