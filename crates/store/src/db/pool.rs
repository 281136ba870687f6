//! PostgreSQL's threads: each owns a connection and takes reads and writes from one queue.
//! A lost connection is made anew; a read is then run once more, a write only if it had not reached its commit.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;

use super::{Announce, Work};
use crate::engine::{Conn, Engine, Shared, postgres::Session};
use crate::error::{Error, Result};

/// A transaction that keeps running into deadlocks is given up after this many tries.
const TRIES: usize = 5;

pub(super) fn start(
    url: &str,
    first: Conn,
    shared: &Arc<Shared>,
    threads: usize,
    queue: &Receiver<Box<dyn Work>>,
    announce: &Announce,
) -> Result<()> {
    let mut first = Some(first);
    for at in 0..threads {
        let worker =
            Worker { url: url.to_owned(), shared: shared.clone(), conn: first.take(), announce: announce.clone() };
        let queue = queue.clone();
        thread::Builder::new()
            .name(format!("postgres-{at}"))
            .spawn(move || worker.run(queue))
            .map_err(|error| Error::Broken(error.to_string()))?;
    }
    Ok(())
}

struct Worker {
    url: String,
    shared: Arc<Shared>,
    conn: Option<Conn>,
    announce: Announce,
}

impl Worker {
    fn run(mut self, queue: Receiver<Box<dyn Work>>) {
        for work in queue {
            if work.is_read() { self.read(work) } else { self.write(work) }
        }
    }

    fn read(&mut self, mut work: Box<dyn Work>) {
        for last in [false, true] {
            match self.conn() {
                Err(error) if last => return work.answer(Err(error.to_string())),
                Err(_) => {}
                Ok(conn) => {
                    if work.run(conn) || last || !session(conn).is_closed() {
                        return work.answer(Ok(()));
                    }
                }
            }
        }
    }

    fn write(&mut self, mut work: Box<dyn Work>) {
        for attempt in 1..=TRIES {
            let conn = match self.conn() {
                Ok(conn) => conn,
                Err(_) if attempt == 1 => continue,
                Err(error) => return work.answer(Err(error.to_string())),
            };
            session(conn).try_again = false;
            if conn.batch("BEGIN").is_err() {
                self.conn = None;
                continue;
            }
            if work.run(conn) {
                // Whether a commit whose answer is lost took place is unknown: it is not run again.
                let committed = conn.batch("COMMIT").map_err(|error| error.to_string());
                if committed.is_ok() {
                    (self.announce)(work.events());
                }
                return work.answer(committed);
            }
            let lost = session(conn).is_closed();
            let again = session(conn).try_again || lost;
            if !lost && conn.batch("ROLLBACK").is_err() {
                self.conn = None;
            }
            if !again || attempt == TRIES {
                return work.answer(Ok(()));
            }
        }
        work.answer(Err("PostgreSQL keeps refusing the transaction".into()));
    }

    /// The connection, made anew if it was lost.
    fn conn(&mut self) -> Result<&mut Conn> {
        if self.conn.as_mut().is_some_and(|conn| session(conn).is_closed()) {
            self.conn = None;
        }
        if self.conn.is_none() {
            match Session::connect(&self.url) {
                Ok(session) => {
                    self.conn = Some(Conn { engine: Engine::Postgres(Box::new(session)), shared: self.shared.clone() });
                }
                Err(error) => {
                    thread::sleep(Duration::from_millis(50));
                    return Err(error);
                }
            }
        }
        Ok(self.conn.as_mut().expect("made above"))
    }
}

fn session(conn: &mut Conn) -> &mut Session {
    match &mut conn.engine {
        Engine::Postgres(session) => session,
        Engine::Sqlite(_) => unreachable!("this pool holds PostgreSQL connections"),
    }
}
