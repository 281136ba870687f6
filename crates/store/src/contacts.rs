//! Customers' addresses on channels as rows: whoever writes from one is found by it, on this channel or another one.

use model::{Customer, Key, Time};

use crate::args;
use crate::customers;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// An address that a customer has written from.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// A URI: `tel:+34600111222`, `telegram:42`.
    pub handle: String,
    pub last_inbound_at: Time,
    /// Since when they want to hear no more.
    pub opted_out_at: Option<Time>,
}

fn read(row: &Row<'_>) -> Result<Contact> {
    Ok(Contact { handle: row.take()?, last_inbound_at: row.take()?, opted_out_at: row.take()? })
}

/// The customer with this address, and whether they have written by this channel; else who has it on another one.
pub fn find_customer(c: &mut Conn, reach: &Reach, channel: Key, handle: &str) -> Result<Option<(Customer, bool)>> {
    let business = reach.business();
    let sql = format!(
        "SELECT CAST(CASE WHEN t.channel_id = $3 THEN 1 ELSE 0 END AS BIGINT), {} FROM contacts t
         JOIN customers u ON u.id = t.customer_id AND u.business_id = $1
         WHERE t.business_id = $1 AND t.handle = $2 ORDER BY 1 DESC, t.channel_id LIMIT 1",
        customers::COLUMNS
    );
    c.first(&sql, args![business.number, handle, channel.number], |row| {
        let is_here = row.take::<i64>()? == 1;
        Ok((customers::read(row, business)?, is_here))
    })
}

/// Where a customer has last written from on a channel.
pub fn find_newest(c: &mut Conn, reach: &Reach, channel: Key, customer: Key) -> Result<Option<Contact>> {
    c.first(
        "SELECT handle, last_inbound_at, opted_out_at FROM contacts WHERE customer_id = $1 AND channel_id = $2 AND business_id = $3
         ORDER BY last_inbound_at DESC, handle LIMIT 1",
        args![customer.number, channel.number, reach.id()],
        read,
    )
}

/// All addresses of a customer, each with its channel.
pub fn list(c: &mut Conn, reach: &Reach, customer: Key) -> Result<Vec<(Key, Contact)>> {
    c.rows(
        "SELECT h.id, h.uuid, t.handle, t.last_inbound_at, t.opted_out_at
         FROM contacts t JOIN channels h ON h.id = t.channel_id
         WHERE t.customer_id = $1 AND t.business_id = $2 ORDER BY t.last_inbound_at DESC, t.handle",
        args![customer.number, reach.id()],
        |row| Ok((row.key()?, read(row)?)),
    )
}

/// Notes since when whoever has an address wants to hear no more by a channel, or that they do again.
pub fn update_opted_out(tx: &mut Tx<'_>, reach: &Reach, channel: Key, handle: &str, since: Option<Time>) -> Result<()> {
    tx.execute(
        "UPDATE contacts SET opted_out_at = $4 WHERE business_id = $1 AND handle = $2 AND channel_id = $3",
        args![reach.id(), handle, channel.number, since],
    )?;
    Ok(())
}

/// Notes that by a provider's word whoever has an address wanted to hear no more at `at`, unless they wrote since.
pub fn update_refused(tx: &mut Tx<'_>, reach: &Reach, channel: Key, handle: &str, at: Time) -> Result<()> {
    tx.execute(
        "UPDATE contacts SET opted_out_at = $4 WHERE business_id = $1 AND handle = $2 AND channel_id = $3
         AND last_inbound_at <= $4",
        args![reach.id(), handle, channel.number, at],
    )?;
    Ok(())
}

/// Notes a customer's address on a channel; `false` where somebody else had it first.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, channel: Key, customer: Key, contact: &Contact) -> Result<bool> {
    let made = tx.execute(
        "INSERT INTO contacts (business_id, handle, channel_id, customer_id, last_inbound_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (business_id, handle, channel_id) DO NOTHING",
        args![reach.id(), &contact.handle, channel.number, customer.number, contact.last_inbound_at],
    )?;
    Ok(made == 1)
}

/// Notes when a message last came from an address.
pub fn touch(tx: &mut Tx<'_>, reach: &Reach, channel: Key, handle: &str, at: Time) -> Result<()> {
    tx.execute(
        "UPDATE contacts SET last_inbound_at = $4
         WHERE business_id = $1 AND handle = $2 AND channel_id = $3 AND last_inbound_at < $4",
        args![reach.id(), handle, channel.number, at],
    )?;
    Ok(())
}
