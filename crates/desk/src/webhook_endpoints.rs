//! Webhook endpoints: owners and admins say who is told what, see that it works, and let it be told again.
//! Knows nothing of HTTP; addresses come in judged.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::webhook::{TEST, WebhookDeliveryState};
use model::{AnyId, Fact, Job, Key, Member, Time, WebhookDelivery, WebhookEndpoint};
use store::webhook_deliveries::{self as deliveries, NewDelivery};
use store::webhook_endpoints::{self as rows, NewEndpoint};
use store::{Reach, Tx};

use crate::error::{Refusal, Result};
use crate::team::leads_only;

/// Endpoints of one business.
const MOST: usize = 20;
/// How long the secret before still signs, so that receivers can be told the new one.
const GRACE: Duration = Duration::from_secs(24 * 3600);
/// What becomes of a delivery that waits when its endpoint is switched off.
const OFF: &str = "The endpoint was switched off.";

/// What is to change of an endpoint.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub url: Option<String>,
    pub description: Option<String>,
    pub events: Option<Vec<model::webhook::WebhookEvent>>,
    pub include_notes: Option<bool>,
    pub is_active: Option<bool>,
}

/// Adds an endpoint, which hears what happens from now on; with its secret, which is told this once.
pub fn create(tx: &mut Tx<'_>, by: &Member, new: &NewEndpoint) -> Result<(WebhookEndpoint, String)> {
    leads_only(by)?;
    let reach = Reach::of(by);
    store::businesses::lock(tx, &reach)?;
    if rows::list(tx, &reach)?.len() >= MOST {
        return Err(Refusal::TooManyEndpoints.into());
    }
    let secret = new_secret();
    let seq = store::businesses::find(tx, &reach)?.seq;
    let key = rows::insert(tx, &reach, new, &secret, seq)?;
    rows::note_presence(tx, &reach)?;
    tx.record(&reach, Some(by.user), Fact::WebhookEndpointCreated { endpoint: key });
    Ok((rows::find(tx, &reach, key.into())?, secret))
}

/// 256 random bits, written as Standard Webhooks has it.
fn new_secret() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    format!("whsec_{}", STANDARD.encode(bytes))
}

/// Changes an endpoint. What happened while it was off is not told it.
pub fn change(tx: &mut Tx<'_>, by: &Member, id: AnyId, change: Change) -> Result<WebhookEndpoint> {
    leads_only(by)?;
    let reach = Reach::of(by);
    let mut endpoint = rows::lock(tx, &reach, id)?;
    let was_active = endpoint.is_active;
    if change.url.as_ref().is_some_and(|url| *url != endpoint.url) {
        (endpoint.silences, endpoint.pause_until) = (0, Time(0));
    }
    endpoint.url = change.url.unwrap_or(endpoint.url);
    endpoint.description = change.description.unwrap_or(endpoint.description);
    endpoint.events = change.events.unwrap_or(endpoint.events);
    endpoint.include_notes = change.include_notes.unwrap_or(endpoint.include_notes);
    endpoint.is_active = change.is_active.unwrap_or(endpoint.is_active);
    endpoint.updated_at = tx.now();
    if endpoint.is_active && !was_active {
        store::businesses::lock(tx, &reach)?;
        endpoint.seq = store::businesses::find(tx, &reach)?.seq;
        (endpoint.problem, endpoint.failing_since) = (None, None);
        (endpoint.silences, endpoint.pause_until) = (0, Time(0));
    }
    save(tx, &reach, &endpoint, Some(by.user))?;
    if endpoint.is_active {
        wake(tx, &reach, endpoint.key)?;
    }
    Ok(endpoint)
}

/// Writes an endpoint that was switched on or off, or changed.
fn save(tx: &mut Tx<'_>, reach: &Reach, endpoint: &WebhookEndpoint, by: Option<Key>) -> Result<()> {
    rows::update(tx, reach, endpoint)?;
    if !endpoint.is_active {
        deliveries::fail_waiting(tx, reach, endpoint.key, OFF)?;
    }
    rows::note_presence(tx, reach)?;
    tx.record(reach, by, Fact::WebhookEndpointUpdated { endpoint: endpoint.key });
    Ok(())
}

/// Switches an endpoint off by itself, says why, and mails it to the owner.
pub(crate) fn disable(tx: &mut Tx<'_>, reach: &Reach, endpoint: &mut WebhookEndpoint, why: String) -> Result<()> {
    endpoint.is_active = false;
    endpoint.updated_at = tx.now();
    save(tx, reach, endpoint, None)?;
    let body = format!(
        "Hello,\n\nthe webhook endpoint\n\n{}\n\nwas switched off. {why}\n\nNothing is sent to it until somebody \
         switches it on again, under Settings, Webhooks.\n",
        endpoint.url
    );
    endpoint.problem = Some(why);
    rows::update(tx, reach, endpoint)?;
    let to = store::users::owner_email(tx, reach)?;
    let mail = model::job::Mail { to, subject: "A webhook endpoint was switched off".into(), body };
    Ok(store::queue::enqueue_mail(tx, &mail)?)
}

/// Removes an endpoint with what waits for it and the log of what it was told.
pub fn delete(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<()> {
    leads_only(by)?;
    let reach = Reach::of(by);
    let endpoint = rows::lock(tx, &reach, id)?.key;
    rows::delete(tx, &reach, endpoint)?;
    rows::note_presence(tx, &reach)?;
    tx.record(&reach, Some(by.user), Fact::WebhookEndpointDeleted { endpoint });
    Ok(())
}

/// Makes another secret; for a day the one before signs too.
pub fn rotate_secret(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<(WebhookEndpoint, String)> {
    leads_only(by)?;
    let reach = Reach::of(by);
    let endpoint = rows::lock(tx, &reach, id)?.key;
    let (secret, until) = (new_secret(), tx.now().plus(GRACE));
    rows::update_secret(tx, &reach, endpoint, &secret, until)?;
    tx.record(&reach, Some(by.user), Fact::WebhookEndpointUpdated { endpoint });
    Ok((rows::find(tx, &reach, endpoint.into())?, secret))
}

/// Sends an event that tells of nothing, at once.
pub fn test(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<WebhookDelivery> {
    let (reach, endpoint) = open(tx, by, id)?;
    send(tx, &reach, NewDelivery { endpoint, seq: None, event: TEST, conversation: None })
}

/// Tells an event again, at once and past all lines, under the id that it had.
pub fn replay(tx: &mut Tx<'_>, by: &Member, id: AnyId, delivery: AnyId) -> Result<WebhookDelivery> {
    let (reach, endpoint) = open(tx, by, id)?;
    let before = deliveries::find(tx, &reach, endpoint, delivery)?;
    if before.state == WebhookDeliveryState::Waiting {
        return Err(Refusal::DeliveryWaits.into());
    }
    let Some(seq) = before.seq else { return Err(Refusal::TestDelivery.into()) };
    send(tx, &reach, NewDelivery { endpoint, seq: Some(seq), event: &before.event, conversation: None })
}

/// An endpoint that is on, locked, and told nothing to wait for.
fn open(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<(Reach, Key)> {
    leads_only(by)?;
    let reach = Reach::of(by);
    let endpoint = rows::lock(tx, &reach, id)?;
    if !endpoint.is_active {
        return Err(Refusal::EndpointOff.into());
    }
    rows::update(tx, &reach, &WebhookEndpoint { pause_until: Time(0), ..endpoint.clone() })?;
    Ok((reach, endpoint.key))
}

fn send(tx: &mut Tx<'_>, reach: &Reach, new: NewDelivery<'_>) -> Result<WebhookDelivery> {
    let delivery = deliveries::insert(tx, reach, new)?;
    wake(tx, reach, new.endpoint)?;
    Ok(delivery)
}

/// One job at most waits for each endpoint.
pub(crate) fn wake(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key) -> Result<()> {
    let now = tx.now();
    wake_at(tx, reach, endpoint, now)
}

pub(crate) fn wake_at(tx: &mut Tx<'_>, reach: &Reach, endpoint: Key, at: Time) -> Result<()> {
    let key = format!("deliver_webhooks:{}", endpoint.number);
    Ok(tx.enqueue_at(Some(reach), &Job::DeliverWebhooks { endpoint }, at, &key)?)
}
