//! What is to be done later? Jobs as rows: due, leased to one worker, tried again, dead.
//! One of two files with a pair of texts: PostgreSQL skips rows that another node is taking, SQLite has one writer.
//! Must not know what a job does.

mod depth;

use std::time::Duration;

use model::job::Mail;
use model::{Job, Time};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

pub use depth::{Dead, Depth, dead, delete_dead, depth, oldest_due};

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

/// Lost jobs that are put back at once.
const MOST_LOST: i64 = 1000;

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
    /// Whom it speaks to, where it does: see [`model::Job::lane`].
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

/// When there is something to take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The next job that goes in no lane.
    pub own: Option<Time>,
    /// The next job of each lane in which any waits.
    pub lanes: Vec<(i64, Time)>,
    /// The next job that its worker loses.
    pub lost: Option<Time>,
}

/// Costs a look into an index for each lane in which jobs wait, however many those are.
pub fn due(c: &mut Conn) -> Result<Due> {
    let lanes = c.rows(
        "WITH RECURSIVE walk (lane) AS (
            SELECT min(lane) FROM jobs WHERE state = 'waiting' AND lane IS NOT NULL
            UNION ALL
            SELECT (SELECT min(j.lane) FROM jobs j WHERE j.state = 'waiting' AND j.lane > walk.lane)
            FROM walk WHERE walk.lane IS NOT NULL)
         SELECT lane, (SELECT min(j.run_at) FROM jobs j WHERE j.state = 'waiting' AND j.lane = walk.lane)
         FROM walk WHERE lane IS NOT NULL",
        args![],
        |row| Ok((row.take()?, row.take()?)),
    )?;
    let lost = c.first("SELECT min(leased_until) FROM jobs WHERE state = 'running'", args![], |row| row.take())?;
    Ok(Due { own: next_own(c)?, lanes, lost: lost.flatten() })
}

fn next_own(c: &mut Conn) -> Result<Option<Time>> {
    let sql = "SELECT min(run_at) FROM jobs WHERE state = 'waiting' AND lane IS NULL";
    Ok(c.first(sql, args![], |row| row.take())?.flatten())
}

/// Takes at most `limit` jobs of one lane, or of none, that are due, until `until`.
pub fn lease(tx: &mut Tx<'_>, lane: Option<i64>, limit: i64, until: Time) -> Result<Vec<Leased>> {
    let now = tx.now();
    let skip = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    let of_lane = if lane.is_some() { "lane = $4" } else { "lane IS NULL" };
    // Materialized, or a plan of PostgreSQL's may ask for the rows to lock again and again, and take more than the limit.
    let sql = format!(
        "WITH found AS MATERIALIZED (
            SELECT id FROM jobs WHERE state = 'waiting' AND {of_lane} AND run_at <= $1
            ORDER BY run_at, id LIMIT $3 {skip})
         UPDATE jobs SET state = 'running', lease = lease + 1, attempts = attempts + 1, leased_until = $2
         WHERE id IN (SELECT id FROM found)
         RETURNING {LEASED}"
    );
    let mut args: Vec<Value<'_>> = vec![now.into(), until.into(), limit.into()];
    args.extend(lane.map(Value::from));
    tx.rows(&sql, &args, read)
}

/// Puts back the jobs whose worker has let its lease run out; gives those that are tried no more.
pub fn take_back(tx: &mut Tx<'_>) -> Result<Vec<Leased>> {
    let now = tx.now();
    let skip = if tx.is_postgres() { "FOR UPDATE SKIP LOCKED" } else { "" };
    // A job that has taken its worker down on every try would take down the next one too.
    let bury = format!(
        "UPDATE jobs SET state = 'dead', leased_until = NULL, error = 'its worker did not come back'
         WHERE state = 'running' AND leased_until <= $1 AND attempts >= $2 RETURNING {LEASED}"
    );
    let dead = tx.rows(&bury, args![now, SCHEDULE.len() as i64], read)?;
    let lost = format!(
        "SELECT id, lease, leased_until FROM jobs WHERE state = 'running' AND leased_until <= $1
         ORDER BY leased_until LIMIT {MOST_LOST} {skip}"
    );
    for (id, lease, until) in tx.rows(&lost, args![now], |row| Ok((row.take()?, row.take()?, row.take()?)))? {
        put_back(tx, (id, lease), until, None)?;
    }
    Ok(dead)
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
    put_back(tx, (leased.id, leased.lease), run_at, Some(error))
}

/// Lets a job wait again, unless one was put in under the same key meanwhile, which takes its place. False as with
/// [`finish`].
fn put_back(tx: &mut Tx<'_>, (id, lease): (i64, i64), run_at: Time, error: Option<&str>) -> Result<bool> {
    let taken_out = tx.first(
        "DELETE FROM jobs WHERE id = $1 AND lease = $2 AND state = 'running'
         RETURNING business_id, name, job, unique_key, attempts, created_at, lane, error",
        args![id, lease],
        |row| {
            let (business, name, job, key) = (row.take()?, row.take()?, row.take()?, row.take()?);
            let (attempts, created_at, lane, error) = (row.take()?, row.take()?, row.take()?, row.take()?);
            Ok(Kept { business, name, job, key, attempts, created_at, lane, error })
        },
    )?;
    let Some(kept) = taken_out else { return Ok(false) };
    // An insert waits for a key that somebody is just putting in, where an update would fail.
    tx.execute(
        "INSERT INTO jobs (id, lease, state, run_at, business_id, name, job, unique_key, attempts, created_at, lane, error)
         VALUES ($1, $2, 'waiting', $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL DO NOTHING",
        args![
            id,
            lease,
            run_at,
            kept.business,
            &kept.name,
            &kept.job,
            &kept.key,
            kept.attempts,
            kept.created_at,
            kept.lane,
            error.or(kept.error.as_deref())
        ],
    )?;
    Ok(true)
}

/// What of a job stays as it is while it is put back.
struct Kept {
    business: Option<i64>,
    name: String,
    job: String,
    key: Option<String>,
    attempts: i64,
    created_at: Time,
    lane: Option<i64>,
    error: Option<String>,
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

/// Whether a job that fails in this try, from 1, is not tried again.
pub fn is_last(attempt: i64) -> bool {
    usize::try_from(attempt).map_or(true, |tried| tried >= SCHEDULE.len())
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
