//! SQLite's threads: readers, and one writer that commits what has queued up in one go.
//! Each write has a savepoint of its own, so that one that fails takes no other with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::Receiver;
use metrics::histogram;

use super::{Announce, Work};
use crate::engine::Conn;
use crate::error::{Error, Result};

/// Writes that share one commit, at most.
const GROUP: usize = 256;

pub(super) fn start_reader(at: usize, mut conn: Conn, queue: Receiver<Box<dyn Work>>) -> Result<()> {
    spawn(format!("sqlite-read-{at}"), move || {
        for mut work in queue {
            work.run(&mut conn);
            work.answer(Ok(()));
        }
    })
}

/// `stopped` is set once no write is accepted any more.
pub(super) fn start_writer(
    mut conn: Conn,
    queue: Receiver<Box<dyn Work>>,
    announce: Announce,
    stopped: Arc<AtomicBool>,
) -> Result<()> {
    spawn("sqlite-write".into(), move || {
        // After a failed sync nobody knows what is on the disk: no write is accepted until a restart has recovered.
        let mut failed: Option<String> = None;
        while let Ok(first) = queue.recv() {
            if let Some(reason) = &failed {
                first.answer(Err(reason.clone()));
                continue;
            }
            failed = group(&mut conn, first, &queue, &announce);
            stopped.store(failed.is_some(), Ordering::Relaxed);
        }
    })
}

/// Runs `first` and whatever else waits in one transaction; the reason if writing must stop for good.
fn group(
    conn: &mut Conn,
    first: Box<dyn Work>,
    queue: &Receiver<Box<dyn Work>>,
    announce: &Announce,
) -> Option<String> {
    if let Err(error) = conn.batch("BEGIN IMMEDIATE") {
        first.answer(Err(error.to_string()));
        return None;
    }
    let mut done = Vec::new();
    let mut next = Some(first);
    while let Some(mut work) = next {
        if let Err(error) = one(conn, &mut *work) {
            done.push(work);
            return abandon(conn, done, &error);
        }
        done.push(work);
        next = if done.len() < GROUP { queue.try_recv().ok() } else { None };
    }
    let committed = conn.batch("COMMIT");
    conn.shared.commits.fetch_add(1, Ordering::SeqCst);
    if let Err(error) = committed {
        return abandon(conn, done, &error);
    }
    histogram!("pingback_commit_group_size").record(done.len() as f64);
    for mut work in done {
        announce(work.events());
        work.answer(Ok(()));
    }
    None
}

fn one(conn: &mut Conn, work: &mut dyn Work) -> Result<()> {
    conn.batch("SAVEPOINT one")?;
    if work.run(conn) {
        return conn.batch("RELEASE one");
    }
    if !conn.is_in_transaction() {
        // SQLite has rolled everything back by itself, as it does when the disk is full. Later writes may work.
        return Err(Error::Busy("the disk is full, or the transaction was given up".into()));
    }
    conn.batch("ROLLBACK TO one; RELEASE one")
}

fn abandon(conn: &mut Conn, done: Vec<Box<dyn Work>>, error: &Error) -> Option<String> {
    let reason = error.to_string();
    tracing::error!(%reason, writes = done.len(), "a group commit failed");
    // Fails harmlessly where SQLite has rolled back by itself.
    let _ = conn.batch("ROLLBACK");
    for work in done {
        work.answer(Err(reason.clone()));
    }
    matches!(error, Error::Broken(_)).then_some(reason)
}

fn spawn(name: String, f: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name).spawn(f).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(())
}
