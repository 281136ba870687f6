//! How do very many conversations get in at once? By one connection, in big transactions, with numbers given out
//! beforehand; counters and event log stay as exact as by [`crate::conversations::insert`].
//! For data sets, not for the desk: no rule is checked but the schema's. Must not know where the data comes from.

use std::fs::File;

use model::{Conversation, Customer, Fact, Key, Message, Word};

use crate::args;
use crate::conversations::placement;
use crate::db::{Place, Settings, open_one};
use crate::engine::{Conn, Engine};
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tree::{self, Shift};
use crate::tx::Tx;
use crate::value::Value;

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

struct Table {
    name: &'static str,
    columns: &'static str,
    /// Its number is given out by a sequence on PostgreSQL.
    numbered: bool,
    /// What SQLite does with a row that is there already.
    conflict: &'static str,
}

const TREE: Table = Table { name: "conversation_tree", columns: tree::COLUMNS, numbered: false, conflict: tree::ADD };

const CUSTOMERS: Table = Table {
    name: "customers",
    columns: "id, uuid, business_id, name, email, phone, external_id, attributes, avatar_url, last_seen_at, created_at,
        updated_at",
    numbered: true,
    conflict: "",
};

const CONVERSATIONS: Table = Table {
    name: "conversations",
    columns: "id, uuid, business_id, customer_id, assignee_id, assignee_uuid, status, channel_type, channel_id,
        channel_uuid, subject, priority, tags, snoozed_until, handoff_reason, handoff_at, unread_count,
        last_message_preview, last_message_sender_type, last_message_at, created_at, updated_at, first_response_at,
        resolved_at, closed_at",
    numbered: true,
    conflict: "",
};

const TAGS: Table = Table {
    name: "conversation_tags",
    columns: "business_id, tag, conversation_id, updated_at",
    numbered: false,
    conflict: "",
};

const MESSAGES: Table = Table {
    name: "messages",
    columns: "id, uuid, business_id, conversation_id, conversation_uuid, sender_type, sender_id, sender_uuid, kind,
        content, attachments, in_reply_to, status, error, created_at, delivered_at, read_at",
    numbered: true,
    conflict: "",
};

fn customer_row<'a>(business: i64, customer: &'a Customer, attributes: &'a str) -> [Value<'a>; 12] {
    [
        customer.key.number.into(),
        customer.key.uuid.into(),
        business.into(),
        (&customer.name).into(),
        (&customer.email).into(),
        (&customer.phone).into(),
        (&customer.external_id).into(),
        attributes.into(),
        (&customer.avatar_url).into(),
        customer.last_seen_at.into(),
        customer.created_at.into(),
        customer.updated_at.into(),
    ]
}

fn conversation_row<'a>(business: i64, talk: &'a Talk, tags: &'a str) -> [Value<'a>; 25] {
    let conversation = &talk.conversation;
    let last = conversation.last_message.as_ref();
    [
        conversation.key.number.into(),
        conversation.key.uuid.into(),
        business.into(),
        talk.customer.into(),
        placement(conversation).assignee.into(),
        conversation.assignee.map(|key| key.uuid).into(),
        conversation.status.word().into(),
        conversation.channel_type.word().into(),
        conversation.channel.map(|key| key.number).into(),
        conversation.channel.map(|key| key.uuid).into(),
        (&conversation.subject).into(),
        conversation.priority.word().into(),
        tags.into(),
        conversation.snoozed_until.into(),
        conversation.handoff_reason.map(Word::word).into(),
        conversation.handoff_at.into(),
        conversation.unread_count.into(),
        last.map(|message| message.preview.as_str()).into(),
        last.map(|message| message.sender_type.word()).into(),
        last.map(|message| message.created_at).into(),
        conversation.created_at.into(),
        conversation.updated_at.into(),
        conversation.first_response_at.into(),
        conversation.resolved_at.into(),
        conversation.closed_at.into(),
    ]
}

fn message_row<'a>(business: i64, message: &'a Message, attachments: &'a str) -> [Value<'a>; 17] {
    [
        message.key.number.into(),
        message.key.uuid.into(),
        business.into(),
        message.conversation.number.into(),
        message.conversation.uuid.into(),
        message.sender_type.word().into(),
        message.sender.map(|key| key.number).into(),
        message.sender.map(|key| key.uuid).into(),
        message.kind.word().into(),
        (&message.content).into(),
        attachments.into(),
        message.in_reply_to.into(),
        message.status.word().into(),
        (&message.error).into(),
        message.created_at.into(),
        message.delivered_at.into(),
        message.read_at.into(),
    ]
}

/// Writes the rows that `fill` hands out: into SQLite one by one, into PostgreSQL by COPY.
fn put(
    c: &mut Conn,
    table: &Table,
    fill: impl FnOnce(&mut dyn FnMut(&[Value<'_>]) -> Result<()>) -> Result<()>,
) -> Result<()> {
    let Table { name, columns, numbered, conflict } = table;
    match &mut c.engine {
        Engine::Sqlite(session) => {
            let places = (1..=columns.split(',').count()).map(|at| format!("?{at}")).collect::<Vec<_>>().join(", ");
            let sql = format!("INSERT INTO {name} ({columns}) VALUES ({places}) {conflict}");
            let mut statement = session.connection.prepare_cached(&sql)?;
            fill(&mut |row| {
                for (at, value) in row.iter().enumerate() {
                    statement.raw_bind_parameter(at + 1, value)?;
                }
                statement.raw_execute()?;
                Ok(())
            })
        }
        Engine::Postgres(session) => {
            let mut rows = Vec::new();
            fill(&mut |row| {
                copy_row(&mut rows, row);
                Ok(())
            })?;
            session.copy(&format!("COPY {name} ({columns}) FROM STDIN"), &rows)?;
            if *numbered && !rows.is_empty() {
                let sequence = format!("pg_get_serial_sequence('{name}', 'id')");
                c.first(&format!("SELECT setval({sequence}, (SELECT max(id) FROM {name}))"), args![], |_| Ok(()))?;
            }
            Ok(())
        }
    }
}

/// A row in the text format of COPY.
fn copy_row(out: &mut Vec<u8>, row: &[Value<'_>]) {
    for (at, value) in row.iter().enumerate() {
        if at > 0 {
            out.push(b'\t');
        }
        match value {
            Value::Null => out.extend_from_slice(b"\\N"),
            Value::Int(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Value::Bool(yes) => out.push(if *yes { b't' } else { b'f' }),
            Value::Uuid(uuid) => out.extend_from_slice(uuid.hyphenated().encode_lower(&mut [0; 36]).as_bytes()),
            Value::Text(text) => text.bytes().for_each(|byte| copy_byte(out, byte)),
            Value::Bytes(bytes) => {
                out.extend_from_slice(b"\\\\x");
                out.extend(bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()));
            }
        }
    }
    out.push(b'\n');
}

fn copy_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        byte => out.push(byte),
    }
}
