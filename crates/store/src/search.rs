//! Full text of customers, messages and subjects. One of the files with pairs of texts: FTS5 and tsvector.
//! Both hold words made by `words.rs`, and one more that names the business, which no person can type: what is asked
//! is asked of that business's texts alone. Customers are indexed with their row, conversations by a job.

pub(crate) mod passages;
mod stops;
mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use model::{Customer, Fact, Job, Key};

use crate::args;
use crate::bulk::Batch;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use words::{Prefixes, Term};

/// How long the job waits for more to come.
const PAUSE: Duration = Duration::from_secs(1);
/// Events that one step of the job reads.
const STEP: i64 = 200;
/// Matching texts that are looked at, newest first.
const MOST_MATCHES: usize = 10_000;

/// What to look for, as the index of this engine wants it.
#[derive(Clone, Debug)]
pub(crate) struct Question(String);

/// Words that all have to be there, the last one perhaps unfinished. `None` where there is no word in it.
pub(crate) fn question(c: &Conn, reach: &Reach, text: &str) -> Option<Question> {
    ask(c, reach, words::asked(text, Prefixes::Last))
}

/// As [`question`], of customers: each word may be unfinished, and a spaced-out phone number is one word.
pub(crate) fn question_of_customers(c: &Conn, reach: &Reach, text: &str) -> Option<Question> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_phone = digits.len() > 4 && text.chars().all(|letter| letter.is_ascii_digit() || " +-./()".contains(letter));
    ask(c, reach, words::asked(if is_phone { &digits } else { text }, Prefixes::Every))
}

fn ask(c: &Conn, reach: &Reach, terms: Vec<Term>) -> Option<Question> {
    if terms.is_empty() {
        return None;
    }
    let (quote, and, star) = if c.is_postgres() { ("'", " & ", ":*") } else { ("\"", " AND ", "*") };
    let mut parts = vec![format!("{quote}{}{quote}", tenant(reach.id()))];
    parts.extend(
        terms.iter().map(|term| format!("{quote}{}{quote}{}", term.text, if term.is_prefix { star } else { "" })),
    );
    Some(Question(parts.join(and)))
}

impl Question {
    /// The argument of [`conversations`] and [`customers`].
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// A query of the numbers (`id`) of conversations that answer `$at`, a [`Question::text`]: by a message with its
/// subject and its customer, by the subject, or by the customer as they are now.
pub(crate) fn conversations(c: &Conn, at: usize) -> String {
    let (texts, people) = if c.is_postgres() {
        (
            format!(
                "SELECT text_id FROM texts WHERE words @@ CAST(CAST(${at} AS TEXT) AS tsquery)
                ORDER BY text_id DESC LIMIT {MOST_MATCHES}"
            ),
            format!(
                "SELECT customer_id FROM customer_texts WHERE words @@ CAST(CAST(${at} AS TEXT) AS tsquery)
                LIMIT {MOST_MATCHES}"
            ),
        )
    } else {
        (
            format!(
                "SELECT rowid AS text_id FROM texts WHERE texts MATCH ${at} ORDER BY rowid DESC LIMIT {MOST_MATCHES}"
            ),
            format!(
                "SELECT rowid AS customer_id FROM customer_texts WHERE customer_texts MATCH ${at} LIMIT {MOST_MATCHES}"
            ),
        )
    };
    format!(
        "SELECT COALESCE(m.conversation_id, -found.text_id) AS id
         FROM ({texts}) AS found LEFT JOIN messages AS m ON m.id = found.text_id
         UNION SELECT o.id FROM ({people}) AS found JOIN conversations AS o ON o.customer_id = found.customer_id"
    )
}

/// A query of the numbers (`id`) of customers that answer `$at`, a [`Question::text`]. `rest` is given the column and
/// adds what is to follow the match: both indexes read in order of numbers, so a page costs a page.
pub(crate) fn customers(c: &Conn, at: usize, rest: impl Fn(&str) -> String) -> String {
    let (id, answers) = if c.is_postgres() {
        ("customer_id", format!("words @@ CAST(CAST(${at} AS TEXT) AS tsquery)"))
    } else {
        ("rowid", format!("customer_texts MATCH ${at}"))
    };
    format!("SELECT {id} AS id FROM customer_texts WHERE {answers}{}", rest(id))
}

/// Indexes a customer as they are now.
pub(crate) fn index_customer(tx: &mut Tx<'_>, reach: &Reach, customer: &Customer) -> Result<()> {
    let all = [&customer.name, &customer.email, &customer.phone, &customer.external_id];
    let mut found = words::of(all.into_iter().flatten().map(String::as_str));
    // People leave the country's digits out.
    let phone = customer.phone.as_deref().and_then(|phone| phone.strip_prefix('+')).filter(|phone| phone.is_ascii());
    found.extend((1..4).filter_map(|skipped| phone?.get(skipped..)).filter(|rest| rest.len() > 4).map(str::to_owned));
    put(tx, reach, "customer_texts", customer.key.number, &found)
}

/// Writes a text of the index, or takes it out where it has no words.
fn put(tx: &mut Tx<'_>, reach: &Reach, table: &str, id: i64, words: &BTreeSet<String>) -> Result<()> {
    let column = match (tx.is_postgres(), table) {
        (false, _) => "rowid",
        (true, "texts") => "text_id",
        (true, _) => "customer_id",
    };
    if words.is_empty() {
        tx.execute(&format!("DELETE FROM {table} WHERE {column} = $1"), args![id])?;
        return Ok(());
    }
    let mut text = tenant(reach.id());
    for word in words {
        text.push(' ');
        text.push_str(word);
    }
    let sql = if tx.is_postgres() {
        format!(
            "INSERT INTO {table} ({column}, words) VALUES ($1, CAST(CAST($2 AS TEXT) AS tsvector))
             ON CONFLICT ({column}) DO UPDATE SET words = excluded.words"
        )
    } else {
        format!("INSERT OR REPLACE INTO {table} (rowid, words) VALUES ($1, $2)")
    };
    tx.execute(&sql, args![id, &text])?;
    Ok(())
}

/// The word of a business. [`words`] leaves `_` out of every other.
fn tenant(business: i64) -> String {
    format!("_{business}")
}

/// Whether a fact changes what the job indexes.
pub(crate) fn concerns(fact: &Fact) -> bool {
    matches!(fact, Fact::MessageCreated { .. } | Fact::ConversationCreated { .. } | Fact::ConversationUpdated { .. })
}

/// Puts the job into the queue, unless it waits there. With the business's row locked nobody waits for the key.
pub fn wake(c: &mut Conn, business: Key) -> Result<()> {
    let run_at = c.now().plus(PAUSE);
    let key = format!("index_search:{}", business.number);
    crate::tx::put_job(c, Some(business.number), &Job::IndexSearch { business }, run_at, Some(&key))
}

/// One step of the job: reads events after the last one that was read and indexes what they speak of. Whether there is
/// more to do. Events are numbered in order of commit, so none is ever passed by.
pub fn index(tx: &mut Tx<'_>, reach: &Reach) -> Result<bool> {
    let name = format!("search.{}", reach.id());
    tx.execute("INSERT INTO settings (name, value) VALUES ($1, '0') ON CONFLICT (name) DO NOTHING", args![&name])?;
    // Two workers take turns.
    let done: String = tx
        .first("UPDATE settings SET value = value WHERE name = $1 RETURNING value", args![&name], |row| row.take())?
        .ok_or(Error::NotFound)?;
    let done: i64 = done.parse().map_err(|_| Error::Broken(format!("the setting {name}: {done:?}")))?;
    let events = crate::events::list(tx, reach, done, STEP)?;
    let Some(last) = events.last().map(|event| event.seq) else {
        return Ok(false);
    };
    let mut conversations = BTreeSet::new();
    for event in &events {
        match event.fact {
            Fact::MessageCreated { message, .. } => index_message(tx, reach, message.number)?,
            Fact::ConversationCreated { conversation } | Fact::ConversationUpdated { conversation, .. } => {
                conversations.insert(conversation.number);
            }
            _ => {}
        }
    }
    for conversation in conversations {
        index_subject(tx, reach, conversation)?;
    }
    tx.execute("UPDATE settings SET value = $2 WHERE name = $1", args![&name, &last.to_string()])?;
    Ok(events.len() as i64 == STEP)
}

/// Indexes what a batch has brought, without the job.
pub(crate) fn index_batch(tx: &mut Tx<'_>, reach: &Reach, batch: &Batch) -> Result<()> {
    for customer in &batch.customers {
        index_customer(tx, reach, customer)?;
    }
    for talk in &batch.talks {
        index_subject(tx, reach, talk.conversation.key.number)?;
        for message in &talk.messages {
            index_message(tx, reach, message.key.number)?;
        }
    }
    Ok(())
}

/// A message is found by its own words, its conversation's subject and its customer.
fn index_message(tx: &mut Tx<'_>, reach: &Reach, message: i64) -> Result<()> {
    let found = tx.first(
        "SELECT m.content, k.subject, u.name, u.email, u.phone, u.external_id
         FROM messages m JOIN conversations k ON k.id = m.conversation_id LEFT JOIN customers u ON u.id = k.customer_id
         WHERE m.id = $1 AND m.business_id = $2 AND m.kind <> 'event'",
        args![message, reach.id()],
        |row| (0..6).map(|_| row.take::<Option<String>>()).collect::<Result<Vec<_>>>(),
    )?;
    let Some(texts) = found else {
        return Ok(());
    };
    let found = words::of(texts.iter().flatten().map(String::as_str));
    put(tx, reach, "texts", message, &found)
}

/// A subject stands under its conversation's number, negative: messages have the positive ones.
fn index_subject(tx: &mut Tx<'_>, reach: &Reach, conversation: i64) -> Result<()> {
    let subject = tx.first(
        "SELECT subject FROM conversations WHERE id = $1 AND business_id = $2",
        args![conversation, reach.id()],
        |row| row.take::<Option<String>>(),
    )?;
    put(tx, reach, "texts", -conversation, &words::of(subject.flatten().as_deref()))
}
