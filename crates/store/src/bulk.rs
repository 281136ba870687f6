//! How do very many conversations get in at once? By one connection, in big transactions, with numbers given out
//! beforehand; counters and event log stay as exact as by [`crate::conversations::insert`].
//! For data sets, not for the desk: no rule is checked but the schema's. Must not know where the data comes from.

mod rows;

use std::fs::File;

use model::{Conversation, Customer, Fact, Key, Message};

use crate::args;
use crate::conversations::placement;
use crate::db::{Place, Settings, open_one};
use crate::engine::{Conn, Engine};
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tree::{self, Shift};
use crate::tx::Tx;
use rows::{CONVERSATIONS, CUSTOMERS, MESSAGES, TAGS, TREE, Table, conversation_row, customer_row, message_row, put};

/// SQLite's page cache while it takes in a data set, in KiB.
const CACHE_KIB: i64 = 256 * 1024;
/// Pages in SQLite's journal after which they move to the database.
const JOURNAL_PAGES: i64 = 50_000;

/// What goes in with one transaction. All numbers come from [`Bulk::free_numbers`], counting up.
#[derive(Debug, Default)]
pub struct Batch {
    pub customers: Vec<Customer>,
    pub talks: Vec<Talk>,
}

/// A conversation and all that was said in it, oldest first.
#[derive(Debug)]
pub struct Talk {
    /// Its `customer` is left out.
    pub conversation: Conversation,
    pub customer: Option<i64>,
    pub messages: Vec<Message>,
}

/// The first free numbers.
#[derive(Clone, Copy, Debug)]
pub struct Free {
    pub customer: i64,
    pub conversation: i64,
    pub message: i64,
}

/// A connection that takes in data sets. Nobody else may write meanwhile.
pub struct Bulk {
    conn: Conn,
    place: Place,
    searchable: bool,
}

/// The oldest business, if there is one: the one that a data set goes to.
pub fn oldest_business(c: &mut Conn) -> Result<Option<Key>> {
    c.first("SELECT id, uuid FROM businesses ORDER BY id LIMIT 1", args![], |row| row.key())
}

impl Bulk {
    /// Opens a database that is migrated already.
    pub fn open(settings: Settings) -> Result<Self> {
        let place = settings.place.clone();
        let mut conn = open_one(settings, false)?;
        match &mut conn.engine {
            Engine::Sqlite(session) => {
                // Until `finish` the disk is not waited for; a crash of the machine (not of the program) may cost it all.
                session.connection.pragma_update(None, "synchronous", "OFF")?;
                // Every row points at one of its own batch or of the stage; `doctor` checks that.
                session.connection.pragma_update(None, "foreign_keys", false)?;
                session.connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
                session.connection.pragma_update(None, "wal_autocheckpoint", JOURNAL_PAGES)?;
            }
            Engine::Postgres(_) => conn.batch("SET statement_timeout = 0; SET synchronous_commit = off")?,
        }
        Ok(Self { conn, place, searchable: false })
    }

    /// What goes in from here on is found by search too, which takes a multiple of the time.
    pub fn searchable(self) -> Self {
        Self { searchable: true, ..self }
    }

    /// The first free numbers of the tables.
    pub fn free_numbers(&mut self) -> Result<Free> {
        let mut first = |table| {
            let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
            let found = self.conn.first(&sql, args![], |row| row.take::<i64>())?;
            found.ok_or_else(|| Error::Broken("an aggregate returned nothing".into()))
        };
        Ok(Free { customer: first("customers")?, conversation: first("conversations")?, message: first("messages")? })
    }

    /// Writes a batch into a business, or nothing of it.
    pub fn insert(&mut self, business: Key, batch: &Batch) -> Result<()> {
        let postgres = self.conn.is_postgres();
        self.conn.batch(if postgres { "BEGIN" } else { "BEGIN IMMEDIATE" })?;
        let written = write(&mut self.conn, &Reach::system(business), batch, self.searchable);
        if written.is_err() {
            // The first failure is the one to tell.
            let _rolled_back = self.conn.batch("ROLLBACK");
            return written;
        }
        self.conn.batch("COMMIT")
    }

    /// Makes everything durable and leaves the database ready for readers.
    pub fn finish(mut self) -> Result<()> {
        match &self.place {
            Place::Postgres(_) => {
                for table in ["customers", "conversations", "conversation_tags", "conversation_tree", "messages"] {
                    self.conn.batch(&format!("VACUUM (ANALYZE) {table}"))?;
                }
                Ok(())
            }
            Place::Sqlite(path) => {
                self.conn.first("PRAGMA wal_checkpoint(TRUNCATE)", args![], |_| Ok(()))?;
                let synced = File::open(path).and_then(|file| file.sync_all());
                synced.map_err(|error| Error::Broken(error.to_string()))
            }
        }
    }
}

fn write(c: &mut Conn, reach: &Reach, batch: &Batch, searchable: bool) -> Result<()> {
    let business = reach.id();
    put(c, &CUSTOMERS, |row| {
        batch.customers.iter().try_for_each(|customer| {
            let attributes = serde_json::to_string(&customer.attributes).map_err(json)?;
            row(&customer_row(business, customer, &attributes))
        })
    })?;
    put(c, &CONVERSATIONS, |row| {
        batch.talks.iter().try_for_each(|talk| {
            let tags = serde_json::to_string(&talk.conversation.tags).map_err(json)?;
            row(&conversation_row(business, talk, &tags))
        })
    })?;
    put(c, &TAGS, |row| {
        let conversations = batch.talks.iter().map(|talk| &talk.conversation);
        let mut tags = conversations.flat_map(|one| one.tags.iter().map(move |tag| (one, tag)));
        tags.try_for_each(|(one, tag)| row(args![business, tag, one.key.number, one.updated_at]))
    })?;
    put(c, &MESSAGES, |row| {
        batch.talks.iter().flat_map(|talk| &talk.messages).try_for_each(|message| {
            let attachments = serde_json::to_string(&message.attachments).map_err(json)?;
            row(&message_row(business, message, &attachments))
        })
    })?;
    let mut tx = Tx::new(c);
    // Whoever keeps a list by the business's `seq` has to ask again.
    tx.record(reach, None, Fact::BusinessUpdated);
    if searchable {
        crate::search::index_batch(&mut tx, reach, batch)?;
    }
    tx.finish()?;
    // With the business's row locked by the event.
    count(c, reach, batch)
}

/// Adds the batch to the counters: on PostgreSQL all nodes with one statement, which saves thousands of round trips.
fn count(c: &mut Conn, reach: &Reach, batch: &Batch) -> Result<()> {
    let mut shift = Shift::default();
    for Talk { conversation, .. } in &batch.talks {
        shift.count(reach.id(), placement(conversation), 1);
    }
    let changes = shift.changes();
    let Engine::Postgres(session) = &mut c.engine else {
        return put(c, &TREE, |row| changes.iter().try_for_each(|change| row(&change.row())));
    };
    session.batch("CREATE TEMPORARY TABLE shift (LIKE conversation_tree) ON COMMIT DROP")?;
    put(c, &Table { name: "shift", ..TREE }, |row| changes.iter().try_for_each(|change| row(&change.row())))?;
    c.batch(&format!("INSERT INTO conversation_tree ({0}) SELECT {0} FROM shift {1}", tree::COLUMNS, tree::ADD))
}

fn json(error: serde_json::Error) -> Error {
    Error::Broken(error.to_string())
}
