//! The rows of a data set: which columns each table has, and how they get into either engine.
//! Must not know in which order tables are filled.

use model::{Customer, Message, Word};

use super::Talk;
use crate::args;
use crate::conversations::placement;
use crate::engine::{Conn, Engine};
use crate::error::Result;
use crate::tree;
use crate::value::Value;

pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static str,
    /// Its number is given out by a sequence on PostgreSQL.
    pub(super) numbered: bool,
    /// What SQLite does with a row that is there already.
    pub(super) conflict: &'static str,
}

pub(super) const TREE: Table =
    Table { name: "conversation_tree", columns: tree::COLUMNS, numbered: false, conflict: tree::ADD };

pub(super) const CUSTOMERS: Table = Table {
    name: "customers",
    columns:
        "id, uuid, business_id, name, email, phone, external_id, attributes, avatar_url, last_seen_at, verified_at,
        created_at, updated_at",
    numbered: true,
    conflict: "",
};

pub(super) const CONVERSATIONS: Table = Table {
    name: "conversations",
    columns: "id, uuid, business_id, customer_id, assignee_id, assignee_uuid, status, channel_type, channel_id,
        channel_uuid, subject, priority, tags, snoozed_until, handoff_reason, handoff_at, unread_count,
        last_message_preview, last_message_sender_type, last_message_at, created_at, updated_at, first_response_at,
        resolved_at, closed_at",
    numbered: true,
    conflict: "",
};

pub(super) const TAGS: Table = Table {
    name: "conversation_tags",
    columns: "business_id, tag, conversation_id, updated_at",
    numbered: false,
    conflict: "",
};

pub(super) const MESSAGES: Table = Table {
    name: "messages",
    columns: "id, uuid, business_id, conversation_id, conversation_uuid, sender_type, sender_id, sender_uuid, kind,
        content, attachments, in_reply_to, status, error, created_at, delivered_at, read_at",
    numbered: true,
    conflict: "",
};

pub(super) fn customer_row<'a>(business: i64, customer: &'a Customer, attributes: &'a str) -> [Value<'a>; 13] {
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
        customer.verified_at.into(),
        customer.created_at.into(),
        customer.updated_at.into(),
    ]
}

pub(super) fn conversation_row<'a>(business: i64, talk: &'a Talk, tags: &'a str) -> [Value<'a>; 25] {
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

pub(super) fn message_row<'a>(business: i64, message: &'a Message, attachments: &'a str) -> [Value<'a>; 17] {
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
pub(super) fn put(
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
