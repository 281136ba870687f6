//! Who wrote a message that comes in: the customer who has proved it, or whose address it is, or somebody new.

use std::time::Duration;

use model::inbound::From;
use model::{Customer, Fact, Job, Time, customer};
use serde_json::Value;
use store::contacts::Contact;
use store::customers::NewCustomer;
use store::{Error as StoreError, Reach, Tx, contacts};
use uuid::Uuid;

use crate::customers;
use crate::error::Result;
use crate::receive::Entrance;

/// How long a first message may be sent again by its client id alone.
const REPEATABLE: Duration = Duration::from_secs(24 * 60 * 60);

/// The customer who wrote, made if new.
pub(crate) fn find_or_make(tx: &mut Tx<'_>, reach: &Reach, entrance: Entrance, from: &From) -> Result<Customer> {
    let (new, secret) = match from {
        From::Contact { handle, profile } => return contact(tx, reach, entrance, handle, profile),
        From::Known { customer, .. } | From::Proven { customer: Some(customer), .. } => {
            return Ok(store::customers::find(tx, reach, (*customer).into())?);
        }
        From::Proven { customer: None, profile, secret } => {
            let (external_id, verified_at) = (profile.external_id.clone(), Some(tx.now()));
            (NewCustomer { external_id, verified_at, ..new_customer(profile, *secret) }, secret)
        }
        From::New { profile, secret } => {
            let mut new = new_customer(profile, *secret);
            // Nobody has proved it, so it is only noted, and never links to another customer.
            if let Some(claimed) = &profile.external_id {
                new.attributes.insert("claimed_external_id".into(), Value::String(claimed.clone()));
            }
            (new, secret)
        }
    };
    let insert = |tx: &mut Tx<'_>, new| store::customers::insert_first(tx, reach, new).map_err(known_meanwhile);
    let made = match insert(tx, new.clone())? {
        Some(made) => made,
        None => {
            let first = secret.ok_or(StoreError::NotFound)?;
            let before = store::customers::find_by_first_client_id(tx, reach, first)?.ok_or(StoreError::NotFound)?;
            if is_repeatable(&before, tx.now()) {
                return Ok(before);
            }
            insert(tx, NewCustomer { first_client_id: None, ..new })?.ok_or(StoreError::NotFound)?
        }
    };
    tx.record(reach, None, Fact::CustomerCreated { customer: made.key });
    Ok(made)
}

/// The customer with this address, made if new. Whoever has it on one channel has it on every other.
fn contact(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    handle: &str,
    profile: &customer::Profile,
) -> Result<Customer> {
    let found = contacts::find_customer(tx, reach, entrance.channel, handle)?;
    if let Some((customer, true)) = found {
        return Ok(customer);
    }
    let customer = match found {
        Some((customer, _)) => customer,
        None => {
            let made = store::customers::insert(tx, reach, new_customer(profile, None))?;
            tx.record(reach, None, Fact::CustomerCreated { customer: made.key });
            made
        }
    };
    if entrance.kind.tells_names_when_asked() && customer.name.is_none() {
        let (now, job) = (tx.now(), Job::LookUpCustomer { channel: entrance.channel, handle: handle.to_owned() });
        tx.enqueue(Some(reach), &job, now)?;
    }
    let contact = Contact { handle: handle.to_owned(), last_inbound_at: tx.now(), opted_out_at: None };
    if !contacts::insert(tx, reach, entrance.channel, customer.key, &contact)? {
        // Nothing of this stays, and the next try finds who was first.
        return Err(StoreError::Busy("somebody with this address has just written for the first time".into()).into());
    }
    Ok(customer)
}

/// Whether a first message that comes again is believed to come from the same page, which has no token yet. It would wait
/// no longer than this to send it again, and a proof of who somebody is weighs more.
fn is_repeatable(customer: &Customer, now: Time) -> bool {
    customer.verified_at.is_none() && now < customer.created_at.plus(REPEATABLE)
}

fn new_customer(profile: &customer::Profile, client_id: Option<Uuid>) -> NewCustomer {
    NewCustomer {
        name: profile.name.clone(),
        email: profile.email.as_deref().map(customers::email),
        phone: profile.phone.as_deref().map(customers::phone),
        first_client_id: client_id,
        ..NewCustomer::default()
    }
}

/// Two proved the same at the same moment: nothing of this stays, and the next try finds the customer.
fn known_meanwhile(error: StoreError) -> StoreError {
    if error.is_taken("customers_business_id_external_id") {
        return StoreError::Busy("somebody became this customer meanwhile".into());
    }
    error
}

/// Notes that the customer was heard of, and fills what was not known of them; what is known stays. After the
/// conversation, for that is the order of locks.
pub(crate) fn touch(
    tx: &mut Tx<'_>,
    reach: &Reach,
    entrance: Entrance,
    customer: &Customer,
    from: &From,
) -> Result<()> {
    let (now, profile) = (tx.now(), from.profile());
    if let From::Contact { handle, .. } = from {
        contacts::touch(tx, reach, entrance.channel, handle, now)?;
    }
    let lacks = |known: &Option<String>, said: &Option<String>| known.is_none() && said.is_some();
    let is_proven = matches!(from, From::Proven { .. });
    let is_news = lacks(&customer.name, &profile.name)
        || lacks(&customer.email, &profile.email)
        || lacks(&customer.phone, &profile.phone)
        || (is_proven && customer.verified_at.is_none());
    if !is_news || matches!(from, From::New { .. }) {
        return Ok(store::customers::touch(tx, reach, customer.key, now)?);
    }
    let mut customer = store::customers::lock(tx, reach, customer.key.into())?;
    customer.name = customer.name.or_else(|| profile.name.clone());
    customer.email = customer.email.or_else(|| profile.email.as_deref().map(customers::email));
    customer.phone = customer.phone.or_else(|| profile.phone.as_deref().map(customers::phone));
    if is_proven {
        customer.external_id = customer.external_id.or_else(|| profile.external_id.clone());
        customer.verified_at = customer.verified_at.or(Some(now));
        if customer.external_id != profile.external_id {
            return Err(StoreError::Busy("the customer was given another external id meanwhile".into()).into());
        }
    }
    (customer.updated_at, customer.last_seen_at) = (now, Some(now));
    store::customers::update(tx, reach, &customer).map_err(known_meanwhile)?;
    tx.record(reach, None, Fact::CustomerUpdated { customer: customer.key });
    if customer.verified_at == Some(now) {
        tx.record(reach, None, Fact::CustomerVerified { customer: customer.key });
    }
    Ok(())
}
