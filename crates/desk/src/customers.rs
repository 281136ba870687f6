//! Customers as the team keeps them: made, changed, and their addresses written one way (decision D36).

use model::{AnyId, Customer, Fact, Key, Member};
use serde_json::{Map, Value};
use store::customers::{self as rows, NewCustomer};
use store::{Conn, Reach, Tx};

use crate::error::{Error, Refusal, Result};

/// Bytes of a customer's attributes as JSON.
pub const MOST_ATTRIBUTES: usize = 16 * 1024;

/// What is to change; `None` leaves a field as it is, an inner `None` empties it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub name: Option<Option<String>>,
    pub email: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub external_id: Option<Option<String>>,
    /// Key by key: null takes one away, what is not named stays.
    pub attributes: Option<Map<String, Value>>,
}

/// Makes a customer.
pub fn create(tx: &mut Tx<'_>, member: &Member, new: Change) -> Result<Customer> {
    let reach = Reach::of(member);
    let new = NewCustomer {
        name: new.name.flatten(),
        email: new.email.flatten().map(|text| email(&text)),
        phone: new.phone.flatten().map(|text| phone(&text)),
        external_id: new.external_id.flatten(),
        attributes: attributes(&Map::new(), new.attributes.unwrap_or_default())?,
        ..NewCustomer::default()
    };
    let customer = rows::insert(tx, &reach, new).map_err(external_id_taken)?;
    tx.record(&reach, Some(member.user), Fact::CustomerCreated { customer: customer.key });
    Ok(customer)
}

/// Changes what is known of a customer.
pub fn change(tx: &mut Tx<'_>, member: &Member, id: AnyId, change: Change) -> Result<Customer> {
    let reach = Reach::of(member);
    let before = rows::lock(tx, &reach, id)?;
    let mut after = before.clone();
    after.name = change.name.unwrap_or(after.name);
    after.email = change.email.map_or(after.email, |text| text.map(|text| email(&text)));
    after.phone = change.phone.map_or(after.phone, |text| text.map(|text| phone(&text)));
    after.external_id = change.external_id.unwrap_or(after.external_id);
    if after.external_id != before.external_id {
        // They have not proved to be this one.
        after.verified_at = None;
    }
    if let Some(changed) = change.attributes {
        after.attributes = attributes(&before.attributes, changed)?;
    }
    if after == before {
        return Ok(after);
    }
    after.updated_at = tx.now();
    rows::update(tx, &reach, &after).map_err(external_id_taken)?;
    tx.record(&reach, Some(member.user), Fact::CustomerUpdated { customer: after.key });
    Ok(after)
}

/// Who it is that proved to have this external id: the customer who has it, else whoever they were until now if that
/// one has none. `None` is somebody new.
pub fn proven(
    c: &mut Conn,
    reach: &Reach,
    external_id: &str,
    before: Option<Customer>,
) -> store::Result<Option<Customer>> {
    let found = rows::find_by_external_id(c, reach, external_id)?;
    Ok(found.or_else(|| before.filter(|customer| customer.external_id.is_none())))
}

fn external_id_taken(error: store::Error) -> Error {
    if error.is_taken("customers_business_id_external_id") { Refusal::ExternalIdTaken.into() } else { error.into() }
}

fn attributes(before: &Map<String, Value>, changed: Map<String, Value>) -> Result<Map<String, Value>> {
    let mut after = before.clone();
    for (name, value) in changed {
        if value.is_null() {
            after.remove(&name);
        } else {
            after.insert(name, value);
        }
    }
    let size = serde_json::to_string(&after).map_or(usize::MAX, |text| text.len());
    if size > MOST_ATTRIBUTES { Err(Refusal::TooManyAttributes.into()) } else { Ok(after) }
}

/// An e-mail as customers have it: A to Z lower-case, without space around it. Letters beyond ASCII stay as they are, since
/// some of them (the Kelvin sign) become another's in lower case, and a proven e-mail says who somebody is.
pub fn email(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// Characters of a name.
const LONGEST_NAME: usize = 200;

/// A provider has told the name of whoever has this address; what is known already stays.
pub fn name(tx: &mut Tx<'_>, reach: &Reach, channel: Key, handle: &str, name: &str) -> Result<()> {
    let Some((customer, true)) = store::contacts::find_customer(tx, reach, channel, handle)? else { return Ok(()) };
    let mut customer = store::customers::lock(tx, reach, customer.key.into())?;
    if customer.name.is_some() {
        return Ok(());
    }
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    (customer.name, customer.updated_at) = (Some(name), tx.now());
    store::customers::update(tx, reach, &customer)?;
    tx.record(reach, None, Fact::CustomerUpdated { customer: customer.key });
    Ok(())
}

/// A phone number as E.164 (`+34600111222`) where it can be read so; else as it was typed, tidied.
pub fn phone(text: &str) -> String {
    let typed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare: String =
        typed.chars().filter(|letter| !" -./()\u{2010}\u{2011}\u{2013}\u{a0}".contains(*letter)).map(digit).collect();
    let international = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
    match international {
        Some(digits) if is_number(digits) => format!("+{digits}"),
        _ => typed,
    }
}

/// A country's code starts with no zero; with the number it has 7 to 15 digits.
fn is_number(digits: &str) -> bool {
    (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits of other writings as ASCII.
fn digit(letter: char) -> char {
    let zero = match letter {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        '＋' => return '+',
        other => return other,
    };
    char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_written_one_way_where_its_country_is_known() {
        for same in
            ["+34 600 111 222", "0034600111222", "+34-600.111/222", "(+34) 600111222", "+٣٤٦٠٠١١١٢٢٢", "＋34600111222"]
        {
            assert_eq!(phone(same), "+34600111222", "{same}");
        }
        for (typed, kept) in
            [(" 600  111 222 ", "600 111 222"), ("+0123456789", "+0123456789"), ("ext. 12", "ext. 12"), ("+1", "+1")]
        {
            assert_eq!(phone(typed), kept);
        }
        assert_eq!(email(" Alex@Example.COM "), "alex@example.com");
    }
}
