//! Customers' addresses on channels as rows: whoever writes from one is found by it, on this channel or another one.

use model::{Customer, Key, Time};

use crate::args;
use crate::customers;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;

/// An address that a customer has written from.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// A URI: `tel:+34600111222`, `telegram:42`.
    pub handle: String,
    pub last_inbound_at: Time,
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
        "SELECT handle, last_inbound_at FROM contacts WHERE customer_id = $1 AND channel_id = $2 AND business_id = $3
         ORDER BY last_inbound_at DESC, handle LIMIT 1",
        args![customer.number, channel.number, reach.id()],
        |row| Ok(Contact { handle: row.take()?, last_inbound_at: row.take()? }),
    )
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
