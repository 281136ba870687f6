//! What is to be done later? Jobs as rows: due, leased to one worker, tried again, dead.
//! One of two files with a pair of texts: PostgreSQL skips rows that another node is taking, SQLite has one writer.
//! Must not know what a job does.

use std::time::Duration;

use model::job::Mail;
use model::{Job, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

/// How long a job waits before each try: the first at once, the last about a day later. Then it is dead.
pub const SCHEDULE: [Duration; 8] = [
    Duration::ZERO,
    Duration::from_secs(5),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 3600),
    Duration::from_secs(5 * 3600),
    Duration::from_secs(10 * 3600),
    Duration::from_secs(10 * 3600),
];

/// A job that this worker holds until its lease runs out.
#[derive(Clone, Debug)]
pub struct Leased {
    pub id: i64,
    /// Fences off whoever held it before: a finish or failure under an older lease changes nothing.
    pub lease: i64,
    /// Which try this is, from 1.
    pub attempt: i64,
    pub created_at: Time,
    pub name: String,
    /// The channel whose provider is spoken to, by its number.
    pub lane: Option<i64>,
    /// The business that it belongs to, if it belongs to one.
    pub reach: Option<Reach>,
    /// `None` where this program does not know the job: written by a newer one, or by an older one that had it.
    pub job: Option<Job>,
}

const LEASED: &str = "id, lease, attempts, created_at, name, lane,
    business_id, (SELECT uuid FROM businesses WHERE businesses.id = jobs.business_id), job";

fn read(row: &Row<'_>) -> Result<Leased> {
    Ok(Leased {
        id: row.take()?,
        lease: row.take()?,
        attempt: row.take()?,
        created_at: row.take()?,
        name: row.take()?,
        lane: row.take()?,
        reach: row.key_or_none()?.map(Reach::system),
        job: serde_json::from_str(&row.take::<String>()?).ok(),
    })
}

/// Leaves out the jobs of lanes; their places begin with `$first`. Of very many lanes some are not left out.
fn without(full: &[i64], first: usize) -> String {
    match full.len().min(many::MOST) {
        0 => String::new(),
        count => format!("AND (lane IS NULL OR lane NOT IN ({}))", many::places(first, count)),
    }
}

fn fill<'a>(args: &mut Vec<Value<'a>>, full: &[i64]) {
    let lanes = &full[..full.len().min(many::MOST)];
    if !lanes.is_empty() {
        many::fill(args, lanes.iter().map(|lane| Value::from(*lane)));
    }
}

/// Takes at most `limit` jobs that are due, until `until`: first those whose worker has let its lease run out. What is to
/// go by a lane that is `full` waits.
pub fn lease(tx: &mut Tx<'_>, limit: i64, until: Time, full: &[i64]) -> Result<Vec<Leased>> {
    let now = tx.now();
    let skip = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    // A job that has taken its worker down on every try would take down the next one too.
    tx.execute(
        "UPDATE jobs SET state = 'dead', leased_until = NULL, error = 'its worker did not come back'
         WHERE state = 'running' AND leased_until <= $1 AND attempts >= $2",
        args![now, SCHEDULE.len() as i64],
    )?;
    let lost = format!(
        "UPDATE jobs SET lease = lease + 1, attempts = attempts + 1, leased_until = $2
         WHERE id IN (SELECT id FROM jobs WHERE state = 'running' AND leased_until <= $1
                      ORDER BY leased_until LIMIT $3 {skip})
         RETURNING {LEASED}"
    );
    let mut leased = tx.rows(&lost, args![now, until, limit], read)?;
    let due = format!(
        "UPDATE jobs SET state = 'running', lease = lease + 1, attempts = attempts + 1, leased_until = $2
         WHERE id IN (SELECT id FROM jobs WHERE state = 'waiting' AND run_at <= $1 {}
                      ORDER BY run_at, id LIMIT $3 {skip})
         RETURNING {LEASED}",
        without(full, 4)
    );
    let rest = limit - leased.len() as i64;
    if rest > 0 {
        let mut args: Vec<Value<'_>> = vec![now.into(), until.into(), rest.into()];
        fill(&mut args, full);
        leased.extend(tx.rows(&due, &args, read)?);
    }
    Ok(leased)
}

/// Removes a job that is done. False where its lease had passed to another worker: then nothing changes, and whoever
/// did the work in this transaction has to roll it back.
pub fn finish(tx: &mut Tx<'_>, leased: &Leased) -> Result<bool> {
    let done = tx.execute(
        "DELETE FROM jobs WHERE id = $1 AND lease = $2 AND state = 'running'",
        args![leased.id, leased.lease],
    )?;
    Ok(done == 1)
}

/// Puts a failed job back until its next try, or among the dead when there is none. `after`: not before that much
/// time. False as with [`finish`].
pub fn retry(tx: &mut Tx<'_>, leased: &Leased, error: &str, after: Duration) -> Result<bool> {
    let Some(wait) = wait(leased.id, leased.attempt, after) else {
        return bury(tx, leased, error);
    };
    let run_at = tx.now().plus(wait);
    // One that was put in under the same key meanwhile takes its place.
    let replaced = tx.execute(
        "DELETE FROM jobs WHERE id = $1 AND lease = $2 AND state = 'running' AND EXISTS (
            SELECT 1 FROM jobs AS other WHERE other.unique_key = jobs.unique_key AND other.state = 'waiting')",
        args![leased.id, leased.lease],
    )?;
    if replaced == 1 {
        return Ok(true);
    }
    let put_back = tx.execute(
        "UPDATE jobs SET state = 'waiting', run_at = $3, leased_until = NULL, error = $4
         WHERE id = $1 AND lease = $2 AND state = 'running'",
        args![leased.id, leased.lease, run_at, error],
    )?;
    Ok(put_back == 1)
}

/// Puts a job among the dead: it is kept with its error, and no longer tried. False as with [`finish`].
pub fn bury(tx: &mut Tx<'_>, leased: &Leased, error: &str) -> Result<bool> {
    let buried = tx.execute(
        "UPDATE jobs SET state = 'dead', leased_until = NULL, error = $3
         WHERE id = $1 AND lease = $2 AND state = 'running'",
        args![leased.id, leased.lease, error],
    )?;
    Ok(buried == 1)
}

/// How long something waits for its next try, after it was tried so often; at least `after`. None where that was its
/// last. Up to a tenth is added, so that what failed together does not come back together: a hash of its number and its
/// try is random enough for that.
pub fn wait(number: i64, tried: i64, after: Duration) -> Option<Duration> {
    let wait = usize::try_from(tried).ok().and_then(|tried| SCHEDULE.get(tried))?;
    let wait = (*wait).max(after);
    let mixed = (number.unsigned_abs() << 4 | tried.unsigned_abs()).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Some(wait + wait / 10 * u32::try_from(mixed >> 56).expect("eight bits") / 256)
}

/// What a mail's sealing is bound to.
const MAIL: &str = "jobs.mail";

/// Puts a mail into the queue, sealed: it may hold a one-time token.
pub fn enqueue_mail(tx: &mut Tx<'_>, mail: &Mail) -> Result<()> {
    let text = serde_json::to_string(mail).map_err(|error| Error::Broken(error.to_string()))?;
    let sealed = tx.seal(&text, MAIL)?;
    let now = tx.now();
    tx.enqueue(None, &Job::SendMail { sealed }, now)
}

/// Opens what [`enqueue_mail`] sealed.
pub fn open_mail(c: &Conn, sealed: &str) -> Result<Mail> {
    serde_json::from_str(&c.unseal(sealed, MAIL)?).map_err(|error| Error::Broken(error.to_string()))
}

/// When the next job is due or loses its worker; `None` if there is neither. Jobs of lanes that are `full` don't count.
pub fn next_due(c: &mut Conn, full: &[i64]) -> Result<Option<Time>> {
    let sql = format!("SELECT run_at FROM jobs WHERE state = 'waiting' {} ORDER BY run_at LIMIT 1", without(full, 1));
    let mut args = Vec::new();
    fill(&mut args, full);
    let waiting: Option<Option<Time>> = c.first(&sql, &args, |row| row.take())?;
    let running = c.first("SELECT min(leased_until) FROM jobs WHERE state = 'running'", args![], |row| row.take())?;
    Ok([waiting.flatten(), running.flatten()].into_iter().flatten().min())
}

/// How the queue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// Due or put back for later.
    pub waiting: i64,
    pub running: i64,
    pub dead: i64,
    /// Since when the oldest job that is due has been so.
    pub oldest_due: Option<Time>,
}

pub fn depth(c: &mut Conn) -> Result<Depth> {
    let mut depth = Depth { waiting: 0, running: 0, dead: 0, oldest_due: None };
    for (state, count) in c.rows("SELECT state, count(*) FROM jobs GROUP BY state", args![], |row| {
        Ok((row.take::<String>()?, row.take::<i64>()?))
    })? {
        match state.as_str() {
            "waiting" => depth.waiting = count,
            "running" => depth.running = count,
            "dead" => depth.dead = count,
            _ => return Err(Error::Broken(format!("unknown state of a job: {state:?}"))),
        }
    }
    depth.oldest_due = oldest_due(c)?;
    Ok(depth)
}

/// Since when the oldest job that is due has been so.
pub fn oldest_due(c: &mut Conn) -> Result<Option<Time>> {
    let now = c.now();
    let oldest = c.first("SELECT min(run_at) FROM jobs WHERE state = 'waiting'", args![], |row| row.take())?;
    Ok(oldest.flatten().filter(|due: &Time| *due <= now))
}

/// A job that is no longer tried.
#[derive(Clone, Debug)]
pub struct Dead {
    pub id: i64,
    pub name: String,
    pub created_at: Time,
    pub attempts: i64,
    pub error: String,
}

/// The newest dead jobs.
pub fn dead(c: &mut Conn, limit: i64) -> Result<Vec<Dead>> {
    c.rows(
        "SELECT id, name, created_at, attempts, error FROM jobs WHERE state = 'dead' ORDER BY id DESC LIMIT $1",
        args![limit],
        |row| {
            Ok(Dead {
                id: row.take()?,
                name: row.take()?,
                created_at: row.take()?,
                attempts: row.take()?,
                error: row.take::<Option<String>>()?.unwrap_or_default(),
            })
        },
    )
}

/// Forgets dead jobs that were made before `before`; how many.
pub fn delete_dead(tx: &mut Tx<'_>, before: Time) -> Result<u64> {
    tx.execute("DELETE FROM jobs WHERE state = 'dead' AND created_at < $1", args![before])
}
