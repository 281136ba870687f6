//! Customers as rows. Lists are in `list.rs`.

mod list;

use model::{AnyId, Customer, Key, Time};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::search;
use crate::tx::Tx;
use crate::value::Row;

pub use list::{Page, Start, list};

/// The columns that [`read`] reads, of the table under the name `u`.
pub(crate) const COLUMNS: &str = "u.id, u.uuid, u.name, u.email, u.phone, u.external_id, u.attributes, u.avatar_url, u.last_seen_at, u.verified_at, u.created_at, u.updated_at";

pub(crate) fn read(row: &Row<'_>, business: Key) -> Result<Customer> {
    let key = row.key()?;
    read_rest(row, business, key)
}

/// Reads what follows the key.
pub(crate) fn read_rest(row: &Row<'_>, business: Key, key: Key) -> Result<Customer> {
    Ok(Customer {
        key,
        business,
        name: row.take()?,
        email: row.take()?,
        phone: row.take()?,
        external_id: row.take()?,
        attributes: row.json()?,
        avatar_url: row.take()?,
        last_seen_at: row.take()?,
        verified_at: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// The customer, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Customer> {
    let business = reach.business();
    let found = match id {
        AnyId::Number(number) => c.first(
            &format!("SELECT {COLUMNS} FROM customers u WHERE u.id = $1 AND u.business_id = $2"),
            args![number, business.number],
            |row| read(row, business),
        ),
        AnyId::Uuid(uuid) => c.first(
            &format!("SELECT {COLUMNS} FROM customers u WHERE u.uuid = $1 AND u.business_id = $2"),
            args![uuid, business.number],
            |row| read(row, business),
        ),
    };
    found?.ok_or(Error::NotFound)
}

/// The customer whose first message from a widget had this client id.
pub fn find_by_first_client_id(c: &mut Conn, reach: &Reach, client_id: Uuid) -> Result<Option<Customer>> {
    let business = reach.business();
    c.first(
        &format!("SELECT {COLUMNS} FROM customers u WHERE u.business_id = $1 AND u.first_client_id = $2"),
        args![business.number, client_id],
        |row| read(row, business),
    )
}

/// The customer with this id of the business's own.
pub fn find_by_external_id(c: &mut Conn, reach: &Reach, external_id: &str) -> Result<Option<Customer>> {
    let business = reach.business();
    c.first(
        &format!("SELECT {COLUMNS} FROM customers u WHERE u.business_id = $1 AND u.external_id = $2"),
        args![business.number, external_id],
        |row| read(row, business),
    )
}

/// A customer to be made.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
    pub attributes: Map<String, Json>,
    pub avatar_url: Option<String>,
    pub first_client_id: Option<Uuid>,
    pub last_seen_at: Option<Time>,
    pub verified_at: Option<Time>,
}

/// Makes a customer. [`Error::Taken`] `customers_business_id_external_id` where another has the external id.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: NewCustomer) -> Result<Customer> {
    insert_first(tx, reach, new)?.ok_or_else(|| Error::Taken("customers_business_id_first_client_id".into()))
}

/// Makes a customer, unless there is one whose first message had the same client id.
pub fn insert_first(tx: &mut Tx<'_>, reach: &Reach, new: NewCustomer) -> Result<Option<Customer>> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let attributes = Json::Object(new.attributes.clone()).to_string();
    let number = tx.first(
        "INSERT INTO customers (uuid, business_id, name, email, phone, external_id, attributes, avatar_url,
                first_client_id, last_seen_at, verified_at, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (business_id, first_client_id) DO NOTHING RETURNING id",
        args![
            uuid,
            reach.id(),
            &new.name,
            &new.email,
            &new.phone,
            &new.external_id,
            &attributes,
            &new.avatar_url,
            new.first_client_id,
            new.last_seen_at,
            new.verified_at,
            now,
            now
        ],
        |row| row.take(),
    )?;
    let Some(number) = number else {
        return Ok(None);
    };
    let customer = Customer {
        key: Key { number, uuid },
        business: reach.business(),
        name: new.name,
        email: new.email,
        phone: new.phone,
        external_id: new.external_id,
        attributes: new.attributes,
        avatar_url: new.avatar_url,
        last_seen_at: new.last_seen_at,
        verified_at: new.verified_at,
        created_at: now,
        updated_at: now,
    };
    search::index_customer(tx, reach, &customer)?;
    Ok(Some(customer))
}

/// Locks the customer's row until the transaction ends, and reads it: what follows sees every earlier writer.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Customer> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let business = reach.business();
    let sql = format!(
        "UPDATE customers SET updated_at = updated_at WHERE {column} = $1 AND business_id = $2 RETURNING {}",
        COLUMNS.replace("u.", "")
    );
    tx.first(&sql, &[id, business.number.into()], |row| read(row, business))?.ok_or(Error::NotFound)
}

/// Writes what can change of a customer. [`Error::Taken`] as with [`insert`].
pub fn update(tx: &mut Tx<'_>, reach: &Reach, customer: &Customer) -> Result<()> {
    let attributes = Json::Object(customer.attributes.clone()).to_string();
    tx.execute(
        "UPDATE customers SET name = $3, email = $4, phone = $5, external_id = $6, attributes = $7, avatar_url = $8,
            last_seen_at = $9, verified_at = $10, updated_at = $11
         WHERE id = $1 AND business_id = $2",
        args![
            customer.key.number,
            reach.id(),
            &customer.name,
            &customer.email,
            &customer.phone,
            &customer.external_id,
            &attributes,
            &customer.avatar_url,
            customer.last_seen_at,
            customer.verified_at,
            customer.updated_at
        ],
    )?;
    search::index_customer(tx, reach, customer)
}

/// Notes when the customer was last heard of.
pub fn touch(tx: &mut Tx<'_>, reach: &Reach, customer: Key, at: Time) -> Result<()> {
    tx.execute(
        "UPDATE customers SET last_seen_at = $3 WHERE id = $1 AND business_id = $2",
        args![customer.number, reach.id(), at],
    )?;
    Ok(())
}
