//! Events on their way to webhook endpoints: read from the log into lines, one for each conversation, which nothing
//! passes, whatever is tried again. At least once: what may have arrived is sent again. Knows nothing of HTTP.

use std::time::Duration;

use model::webhook::{Telling, Tellings, WebhookDeliveryState};
use model::{Key, Time, WebhookDelivery, WebhookEndpoint, Word};
use store::queue::{self, Leased};
use store::sends::Taken;
use store::webhook_deliveries::{self as rows, NewDelivery};
use store::{Conn, Reach, Tx, webhook_endpoints as endpoints};

use crate::error::Result;
use crate::webhook_endpoints::{disable, wake, wake_at};

/// Deliveries that wait for one endpoint; the rest waits in the log.
const MOST_WAITING: i64 = 1000;
/// Events that are read from the log at once.
const STEP: i64 = 200;
/// Calls to one endpoint at once.
const AT_ONCE: i64 = 5;
/// After that much time of nothing but failures an endpoint is switched off.
const PATIENCE: Duration = Duration::from_secs(5 * 24 * 3600);
/// How long an endpoint that does not answer is left alone: first, and at most.
const PAUSES: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(300));
/// Surplus deliveries are looked for once in so many.
const SWEEP: i64 = 64;

/// What is to be told an endpoint now; it is held until [`settle`].
#[derive(Clone, Debug)]
pub struct Batch {
    pub endpoint: WebhookEndpoint,
    pub deliveries: Vec<WebhookDelivery>,
    /// In clear, each of them signs.
    pub secrets: Vec<String>,
}

/// What became of one try.
#[derive(Clone, Debug)]
pub struct Tried {
    pub delivery: WebhookDelivery,
    pub outcome: Outcome,
    pub duration: Duration,
}

#[derive(Clone, Debug)]
pub enum Outcome {
    Answered {
        status: u16,
        /// How the answer begins.
        answer: String,
        /// How long to wait, if it says so.
        after: Duration,
    },
    /// Nobody answered; why.
    Silence(String),
    /// What the event speaks of is gone, or no longer for this endpoint: nothing was sent.
    Nothing,
}

/// After which event an endpoint is to be read on, and how many events at once. `None` where it is off or gone, or where
/// enough waits for it: [`settle`] comes back to the log.
pub fn stretch(c: &mut Conn, reach: &Reach, endpoint: Key) -> Result<Option<(i64, i64)>> {
    let endpoint = match endpoints::find(c, reach, endpoint.into()) {
        Ok(endpoint) if endpoint.is_active => endpoint,
        Ok(_) | Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let room = MOST_WAITING - rows::count_waiting(c, reach, endpoint.key, MOST_WAITING)?;
    Ok((room > 0).then_some((endpoint.seq, room.min(STEP))))
}

/// Puts a stretch of the log, which was read after the event `after`, into an endpoint's lines; whether there is more.
pub fn feed(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, after: i64, told: &Tellings) -> Result<bool> {
    let mut endpoint = match endpoints::lock(tx, reach, endpoint.into()) {
        Ok(endpoint) if endpoint.is_active => endpoint,
        Ok(_) | Err(store::Error::NotFound) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    if endpoint.seq != after {
        // Somebody has moved it on meanwhile.
        return Ok(true);
    }
    let mut is_new = false;
    for one in told.list.iter().filter(|one| hears(&endpoint, one)) {
        let conversation = one.conversation.map(|key| key.number);
        let new = NewDelivery { endpoint: endpoint.key, seq: Some(one.seq), event: one.event, conversation };
        rows::insert(tx, reach, new)?;
        is_new = true;
    }
    if told.seq > endpoint.seq {
        endpoint.seq = told.seq;
        endpoints::update(tx, reach, &endpoint)?;
    }
    if is_new {
        wake(tx, reach, endpoint.key)?;
    }
    Ok(told.more)
}

fn hears(endpoint: &WebhookEndpoint, told: &Telling) -> bool {
    let is_asked_for = endpoint.events.is_empty() || endpoint.events.iter().any(|one| one.word() == told.event);
    is_asked_for && may_hear(endpoint, told)
}

/// Whether an endpoint may be told this, though it may not have asked for it: what stays among agents, only while it is
/// told that too.
pub fn may_hear(endpoint: &WebhookEndpoint, told: &Telling) -> bool {
    endpoint.include_notes || !told.is_internal
}

/// Takes the heads of an endpoint's lines that are due for this try of a job.
pub fn take(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, leased: &Leased) -> Result<Option<Batch>> {
    let endpoint = match endpoints::lock(tx, reach, endpoint.into()) {
        Ok(endpoint) if endpoint.is_active => endpoint,
        Ok(_) | Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if endpoints::find_taken(tx, reach, endpoint.key)?.is_some_and(|(_, is_held)| is_held) {
        // Whoever holds it looks for more before letting go.
        return Ok(None);
    }
    let is_paused = endpoint.pause_until > tx.now();
    let deliveries = if is_paused { Vec::new() } else { rows::heads(tx, reach, endpoint.key, AT_ONCE)? };
    if deliveries.is_empty() {
        wake_for_next(tx, reach, &endpoint)?;
        return Ok(None);
    }
    endpoints::update_taken(tx, reach, endpoint.key, Some(Taken::by(leased)))?;
    let secrets = endpoints::secrets(tx, reach, endpoint.key)?;
    Ok(Some(Batch { endpoint, deliveries, secrets }))
}

fn wake_for_next(tx: &mut Tx<'_>, reach: &Reach, endpoint: &WebhookEndpoint) -> Result<()> {
    let Some(due) = rows::next_due(tx, reach, endpoint.key)? else { return Ok(()) };
    wake_at(tx, reach, endpoint.key, due.max(endpoint.pause_until))
}

/// Writes what became of a batch. `false`, and nothing written, where it was taken from this try meanwhile.
pub fn settle(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, leased: &Leased, tried: &[Tried]) -> Result<bool> {
    let mut endpoint = match endpoints::lock(tx, reach, endpoint.into()) {
        Ok(endpoint) => endpoint,
        Err(store::Error::NotFound) => return Ok(true),
        Err(error) => return Err(error.into()),
    };
    let taken = endpoints::find_taken(tx, reach, endpoint.key)?;
    if taken.is_none_or(|(taken, _)| taken != Taken::by(leased)) {
        return Ok(false);
    }
    endpoints::update_taken(tx, reach, endpoint.key, None)?;
    for one in tried {
        note(tx, reach, one)?;
        if one.delivery.key.number % SWEEP == 0 {
            rows::delete_surplus(tx, reach, endpoint.key)?;
        }
    }
    let now = tx.now();
    judge(&mut endpoint, tried, now);
    if let Some(why) = why_off(&endpoint, tried, now).filter(|_| endpoint.is_active) {
        disable(tx, reach, &mut endpoint, why)?;
        return Ok(true);
    }
    endpoints::update(tx, reach, &endpoint)?;
    if endpoint.is_active {
        wake_for_next(tx, reach, &endpoint)?;
        if store::businesses::find(tx, reach)?.seq > endpoint.seq {
            endpoints::wake_feed(tx, reach.business())?;
        }
    }
    Ok(true)
}

/// Writes one try into its delivery, with the time of the next one if there is one.
fn note(tx: &mut Tx<'_>, reach: &Reach, tried: &Tried) -> Result<()> {
    let mut delivery = tried.delivery.clone();
    let now = tx.now();
    delivery.attempts += 1;
    delivery.tried_at = Some(now);
    delivery.duration_ms = Some(i64::try_from(tried.duration.as_millis()).unwrap_or(i64::MAX));
    (delivery.status, delivery.answer) = (None, None);
    let mut wait = Duration::ZERO;
    delivery.error = match &tried.outcome {
        Outcome::Nothing => return Ok(rows::delete(tx, reach, delivery.key)?),
        Outcome::Silence(why) => Some(format!("No answer: {why}.")),
        Outcome::Answered { status, answer, after } => {
            (delivery.status, delivery.answer) = (Some(i64::from(*status)), Some(answer.clone()));
            wait = *after;
            failure(*status)
        }
    };
    let next = queue::wait(delivery.key.number, delivery.attempts, wait);
    delivery.state = match (&delivery.error, next) {
        (None, _) => WebhookDeliveryState::Delivered,
        (Some(_), None) => WebhookDeliveryState::Failed,
        (Some(_), Some(wait)) => {
            delivery.retry_at = now.plus(wait);
            WebhookDeliveryState::Waiting
        }
    };
    // It may have been ended meanwhile, with its endpoint.
    let is_ended = rows::find_state(tx, reach, delivery.key)? != Some(WebhookDeliveryState::Waiting);
    if is_ended && delivery.state == WebhookDeliveryState::Waiting {
        delivery.state = WebhookDeliveryState::Failed;
    }
    Ok(rows::update(tx, reach, &delivery)?)
}

/// Why a status is no success.
fn failure(status: u16) -> Option<String> {
    match status {
        200..=299 => None,
        300..=399 => Some(format!("It answered {status}: redirects are not followed.")),
        _ => Some(format!("It answered {status}.")),
    }
}

/// Notes with the endpoint how it goes.
fn judge(endpoint: &mut WebhookEndpoint, tried: &[Tried], now: Time) {
    let statuses = || {
        tried.iter().filter_map(|one| match one.outcome {
            Outcome::Answered { status, after, .. } => Some((status, after)),
            _ => None,
        })
    };
    let is_silent = statuses().next().is_none();
    let has_failed = tried.iter().any(|one| matches!(one.outcome, Outcome::Silence(_)))
        || statuses().any(|(status, _)| failure(status).is_some());
    if statuses().any(|(status, _)| failure(status).is_none()) {
        endpoint.failing_since = None;
    } else if has_failed {
        endpoint.failing_since.get_or_insert(now);
    }
    if !is_silent {
        endpoint.silences = 0;
        let longest = statuses().map(|(_, after)| after).max().unwrap_or_default();
        endpoint.pause_until = now.plus(longest);
    } else if has_failed {
        let doubled = PAUSES.0 * 2u32.pow(u32::try_from(endpoint.silences.clamp(0, 8)).unwrap_or(8));
        endpoint.silences += 1;
        endpoint.pause_until = now.plus(doubled.min(PAUSES.1));
    }
}

/// Why an endpoint is to be called no more.
fn why_off(endpoint: &WebhookEndpoint, tried: &[Tried], now: Time) -> Option<String> {
    if tried.iter().any(|one| matches!(one.outcome, Outcome::Answered { status: 410, .. })) {
        return Some("It answered 410 Gone.".into());
    }
    let is_over = endpoint.failing_since.is_some_and(|since| since.plus(PATIENCE) <= now);
    is_over.then(|| "Every delivery failed for five days.".into())
}
