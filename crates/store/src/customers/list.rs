//! Lists of customers, newest first. Ids come from a covering index first; the rows are joined for the page alone.

use model::Customer;

use super::{COLUMNS, read};
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::search;
use crate::value::Value;

/// Where a page begins.
#[derive(Clone, Copy, Debug)]
pub enum Start {
    /// This many rows into the list.
    Offset(i64),
    /// The rows that follow the customer with this number.
    After(i64),
    /// The rows that come before it, nearest last.
    Before(i64),
}

pub struct Page {
    pub customers: Vec<Customer>,
    /// There are more in the direction of travel.
    pub more: bool,
}

/// One page of all customers, or of those whose name, e-mail, phone or external id has words that begin with `words`.
pub fn list(c: &mut Conn, reach: &Reach, words: Option<&str>, start: Start, limit: i64) -> Result<Page> {
    let question = match words.map(|words| search::question_of_customers(c, reach, words)) {
        Some(None) => return Ok(Page { customers: Vec::new(), more: false }),
        question => question.flatten(),
    };
    let (bound, order, number, offset) = match start {
        Start::Offset(offset) => ("<", "DESC", i64::MAX, offset),
        Start::After(number) => ("<", "DESC", number, 0),
        Start::Before(number) => (">", "ASC", number, 0),
    };
    let mut args: Vec<Value<'_>> = vec![reach.id().into(), number.into(), (limit + 1).into(), offset.into()];
    let rest = |id: &str| format!(" AND {id} {bound} $2 ORDER BY {id} {order} LIMIT $3 OFFSET $4");
    let page = match &question {
        None => format!("SELECT k.id FROM customers AS k WHERE k.business_id = $1{}", rest("k.id")),
        Some(question) => {
            args.push(question.text().into());
            search::customers(c, args.len(), rest)
        }
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM ({page}) AS page
         JOIN customers AS u ON u.id = page.id WHERE u.business_id = $1 ORDER BY u.id DESC"
    );
    let business = reach.business();
    let mut customers = c.rows(&sql, &args, |row| read(row, business))?;
    // One row more than asked for tells whether there are more; it is the one furthest from where the page began.
    let more = customers.len() as i64 > limit;
    if more {
        match start {
            Start::Before(_) => drop(customers.remove(0)),
            Start::Offset(_) | Start::After(_) => drop(customers.pop()),
        }
    }
    Ok(Page { customers, more })
}
