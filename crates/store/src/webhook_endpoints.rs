//! Webhook endpoints as rows. Their secrets are sealed and come out only to sign.
//! Knows nothing of what they are told.

use model::{AnyId, Job, Key, Time, WebhookEndpoint};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::sends::Taken;
use crate::tx::Tx;
use crate::value::Row;

const COLUMNS: &str =
    "e.id, e.uuid, b.id, b.uuid, e.url, e.description, e.events, e.include_notes, e.is_active, e.problem,
    e.previous_until, e.seq, e.failing_since, e.silences, e.pause_until, e.created_at, e.updated_at";

fn read(row: &Row<'_>) -> Result<WebhookEndpoint> {
    Ok(WebhookEndpoint {
        key: row.key()?,
        business: row.key()?,
        url: row.take()?,
        description: row.take()?,
        events: row.json()?,
        include_notes: row.take()?,
        is_active: row.take()?,
        problem: row.take()?,
        previous_until: row.take()?,
        seq: row.take()?,
        failing_since: row.take()?,
        silences: row.take()?,
        pause_until: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// The endpoint, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<WebhookEndpoint> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_endpoints e JOIN businesses b ON b.id = e.business_id
         WHERE e.{column} = $1 AND e.business_id = $2"
    );
    c.first(&sql, &[id, reach.id().into()], read)?.ok_or(Error::NotFound)
}

/// All of them, oldest first.
pub fn list(c: &mut Conn, reach: &Reach) -> Result<Vec<WebhookEndpoint>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_endpoints e JOIN businesses b ON b.id = e.business_id
         WHERE e.business_id = $1 ORDER BY e.id"
    );
    c.rows(&sql, args![reach.id()], read)
}

/// Locks the endpoint's row until the transaction ends, then reads it.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<WebhookEndpoint> {
    let endpoint = find(tx, reach, id)?;
    tx.execute(
        "UPDATE webhook_endpoints SET seq = seq WHERE id = $1 AND business_id = $2",
        args![endpoint.key.number, reach.id()],
    )?;
    find(tx, reach, endpoint.key.into())
}

/// An endpoint to be made.
#[derive(Clone, Debug)]
pub struct NewEndpoint {
    pub url: String,
    pub description: String,
    pub events: Vec<model::webhook::WebhookEvent>,
    pub include_notes: bool,
}

/// Makes an endpoint that hears what comes after the event `seq`. `secret` in clear.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: &NewEndpoint, secret: &str, seq: i64) -> Result<Key> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let secret = tx.seal(secret, &format!("webhook_endpoints.secret:{uuid}"))?;
    let number = tx.first(
        "INSERT INTO webhook_endpoints (uuid, business_id, url, description, events, include_notes, is_active, secret,
            seq, silences, pause_until, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, true, $7, $8, 0, 0, $9, $9) RETURNING id",
        args![uuid, reach.id(), &new.url, &new.description, &words(&new.events)?, new.include_notes, &secret, seq, now],
        |row| row.take(),
    )?;
    let number = number.ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
    Ok(Key { number, uuid })
}

fn words(events: &[model::webhook::WebhookEvent]) -> Result<String> {
    serde_json::to_string(events).map_err(|error| Error::Broken(error.to_string()))
}

/// Writes what can change of an endpoint, its secrets left out.
pub fn update(tx: &mut Tx<'_>, reach: &Reach, of: &WebhookEndpoint) -> Result<()> {
    tx.execute(
        "UPDATE webhook_endpoints SET url = $3, description = $4, events = $5, include_notes = $6, is_active = $7,
            problem = $8, seq = $9, failing_since = $10, silences = $11, pause_until = $12, updated_at = $13
         WHERE id = $1 AND business_id = $2",
        args![
            of.key.number,
            reach.id(),
            &of.url,
            &of.description,
            &words(&of.events)?,
            of.include_notes,
            of.is_active,
            &of.problem,
            of.seq,
            of.failing_since,
            of.silences,
            of.pause_until,
            of.updated_at
        ],
    )?;
    Ok(())
}

/// Puts another secret in the place of this one, which signs beside it until `until`.
pub fn update_secret(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, secret: &str, until: Time) -> Result<()> {
    let secret = tx.seal(secret, &context(endpoint))?;
    let now = tx.now();
    tx.execute(
        "UPDATE webhook_endpoints SET previous_secret = secret, previous_until = $4, secret = $3, updated_at = $5
         WHERE id = $1 AND business_id = $2",
        args![endpoint.number, reach.id(), &secret, until, now],
    )?;
    Ok(())
}

/// The secrets that sign now, in clear: the newest first.
pub fn secrets(c: &mut Conn, reach: &Reach, endpoint: Key) -> Result<Vec<String>> {
    let sql =
        "SELECT secret, previous_secret, previous_until FROM webhook_endpoints WHERE id = $1 AND business_id = $2";
    let found = c.first(sql, args![endpoint.number, reach.id()], |row| {
        Ok((row.take::<String>()?, row.take::<Option<String>>()?, row.take::<Option<Time>>()?))
    })?;
    let (current, previous, until) = found.ok_or(Error::NotFound)?;
    let now = c.now();
    let previous = previous.filter(|_| until.is_some_and(|until| until > now));
    [Some(current), previous].into_iter().flatten().map(|sealed| c.unseal(&sealed, &context(endpoint))).collect()
}

fn context(endpoint: Key) -> String {
    format!("webhook_endpoints.secret:{}", endpoint.uuid)
}

/// Which try is calling the endpoint, and whether it still holds its lease.
pub fn find_taken(c: &mut Conn, reach: &Reach, endpoint: Key) -> Result<Option<(Taken, bool)>> {
    let sql = "SELECT job_id, lease, EXISTS (SELECT 1 FROM jobs
            WHERE jobs.id = e.job_id AND jobs.lease = e.lease AND jobs.state = 'running')
         FROM webhook_endpoints e WHERE e.id = $1 AND e.business_id = $2";
    let found = c.first(sql, args![endpoint.number, reach.id()], |row| {
        let (job, lease): (Option<i64>, Option<i64>) = (row.take()?, row.take()?);
        Ok((job.zip(lease), row.take::<bool>()?))
    })?;
    Ok(found.and_then(|(taken, is_held)| Some((taken.map(|(job, lease)| Taken { job, lease })?, is_held))))
}

/// Notes which try calls the endpoint, or that none does.
pub fn update_taken(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, taken: Option<Taken>) -> Result<()> {
    let (job, lease) = (taken.map(|one| one.job), taken.map(|one| one.lease));
    tx.execute(
        "UPDATE webhook_endpoints SET job_id = $3, lease = $4 WHERE id = $1 AND business_id = $2",
        args![endpoint.number, reach.id(), job, lease],
    )?;
    Ok(())
}

/// Forgets an endpoint with its deliveries.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key) -> Result<()> {
    let args = args![endpoint.number, reach.id()];
    tx.execute("DELETE FROM webhook_deliveries WHERE endpoint_id = $1 AND business_id = $2", args)?;
    tx.execute("DELETE FROM webhook_endpoints WHERE id = $1 AND business_id = $2", args)?;
    Ok(())
}

/// Locks the business's row and notes there whether anybody is to be told; the newest event before this transaction's.
/// The last but events that a transaction does.
pub fn note_presence(tx: &mut Tx<'_>, reach: &Reach) -> Result<i64> {
    crate::businesses::lock(tx, reach)?;
    let seq = tx.first(
        "UPDATE businesses SET has_webhooks = EXISTS (
            SELECT 1 FROM webhook_endpoints e WHERE e.business_id = businesses.id AND e.is_active)
         WHERE id = $1 RETURNING seq",
        args![reach.id()],
        |row| row.take(),
    )?;
    seq.ok_or(Error::NotFound)
}

/// Puts the job that reads the log into the queue, unless it waits there.
pub fn wake_feed(c: &mut Conn, business: Key) -> Result<()> {
    let (now, key) = (c.now(), format!("feed_webhooks:{}", business.number));
    crate::tx::put_job(c, Some(business.number), &Job::FeedWebhooks { business }, now, Some(&key))
}
