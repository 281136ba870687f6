//! Lists of conversations: any page at the cost of the first, cursors that stand still while rows move.
//! Ids come from a covering index first; the rows are joined for the page alone.

use model::{AnyId, ChannelType, Conversation, Status, Time, Word};

use super::{columns, placement, read};
use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::search::{self, Question};
use crate::tree::{self, ANY_ASSIGNEE, ANY_STATUS};
use crate::tx::Tx;
use crate::value::Value;

/// Which conversations.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<Status>,
    pub assignee: Option<Assignee>,
    pub channel_type: Option<ChannelType>,
    pub channel: Option<AnyId>,
    pub customer: Option<AnyId>,
    pub tag: Option<String>,
    /// Only those that Theo handed over and that wait for a human.
    pub is_handed_over: bool,
    /// Words that a message, the subject or the customer has.
    pub words: Option<String>,
    /// By `updated_at` ascending instead of descending.
    pub oldest_first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    Nobody,
    User(AnyId),
}

/// A place between two rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub updated_at: Time,
    pub id: i64,
}

/// Where a page begins.
#[derive(Clone, Copy, Debug)]
pub enum Start {
    /// This many rows into the list.
    Offset(i64),
    /// The rows that follow.
    After(Position),
    /// The rows that come before, nearest last.
    Before(Position),
}

pub struct Page {
    pub conversations: Vec<Conversation>,
    /// How many the filter lets through, where a counter knows.
    pub total: Option<i64>,
    /// There are more in the direction of travel.
    pub more: bool,
}

impl Filter {
    /// Whether only the documented filters are used, for which counters are kept: any page costs the same.
    pub fn is_counted(&self) -> bool {
        self.channel_type.is_none()
            && self.channel.is_none()
            && self.customer.is_none()
            && self.tag.is_none()
            && !self.is_handed_over
            && self.words.is_none()
    }
}

/// One page. At most two statements, one unless the page is empty or an id came as a UUID.
pub fn list(c: &mut Conn, reach: &Reach, filter: &Filter, start: Start, limit: i64) -> Result<Page> {
    let nothing = Page { conversations: Vec::new(), total: Some(0), more: false };
    let question = match filter.words.as_deref().map(|words| search::question(c, reach, words)) {
        Some(None) => return Ok(nothing),
        question => question.flatten(),
    };
    let Some(mut query) = Query::new(c, reach, filter, question.as_ref())? else {
        return Ok(nothing);
    };
    let backwards = matches!(start, Start::Before(_));
    let sql = query.build(filter, start, limit);
    let business = reach.business();
    let mut total = None;
    let mut found = c.rows(&sql, &query.args, |row| {
        total = row.take::<Option<i64>>()?;
        read(row, business)
    })?;
    if found.is_empty() && matches!(start, Start::Offset(0)) {
        total = Some(0);
    } else if found.is_empty() && filter.is_counted() {
        total = Some(tree::total(c, reach.id(), query.status, query.assignee)?);
    }
    // One row more than asked for tells whether there are more.
    let more = found.len() as i64 > limit;
    let newest_first = filter.oldest_first == backwards;
    found.sort_unstable_by_key(|one| (one.updated_at, one.key.number));
    if newest_first {
        found.reverse();
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    if backwards {
        found.reverse();
    }
    Ok(Page { conversations: found, total, more })
}

/// A statement in the making.
struct Query<'a> {
    args: Vec<Value<'a>>,
    source: String,
    status: &'static str,
    assignee: i64,
}

impl<'a> Query<'a> {
    /// The filter's conditions; `None` where it names somebody who is not there.
    fn new(c: &mut Conn, reach: &Reach, filter: &'a Filter, question: Option<&'a Question>) -> Result<Option<Self>> {
        let mut query = Self {
            args: vec![reach.id().into()],
            source: String::new(),
            status: filter.status.map_or(ANY_STATUS, Word::word),
            assignee: ANY_ASSIGNEE,
        };
        // Answers come first: they are few, and SQLite takes a CROSS JOIN in the order in which it is written.
        let (mut answers, mut is_answer) = (String::new(), "");
        if let Some(question) = question {
            let at = query.push(question.text().into());
            (answers, is_answer) =
                (format!("({}) AS found CROSS JOIN ", search::conversations(c, at)), " AND k.id = found.id");
        }
        query.source = match filter.tag.as_ref().filter(|_| !filter.is_handed_over) {
            None => format!("{answers}conversations AS k WHERE k.business_id = $1{is_answer}"),
            Some(tag) => {
                let at = query.push(tag.into());
                format!(
                    "{answers}conversation_tags AS t JOIN conversations AS k ON k.id = t.conversation_id
                     WHERE t.business_id = $1 AND t.tag = ${at}{is_answer}"
                )
            }
        };
        if filter.is_handed_over {
            query.source.push_str(" AND k.handoff_at IS NOT NULL");
            if let Some(tag) = &filter.tag {
                let at = query.push(tag.into());
                query.source.push_str(&format!(
                    " AND EXISTS (SELECT 1 FROM conversation_tags AS t WHERE t.conversation_id = k.id AND t.tag = ${at})"
                ));
            }
        }
        // These are few and have an index of their own; cast, the other columns offer SQLite none.
        let column = |plain: &'static str, cast: &'static str| if filter.is_handed_over { cast } else { plain };
        if let Some(status) = filter.status {
            query.and(column("k.status =", "CAST(k.status AS TEXT) ="), status.word().into());
        }
        if let Some(assignee) = filter.assignee {
            let Some(user) = user_number(c, reach, assignee)? else {
                return Ok(None);
            };
            query.assignee = user;
            query.and(column("k.assignee_id =", "CAST(k.assignee_id AS BIGINT) ="), user.into());
        }
        if let Some(kind) = filter.channel_type {
            query.and(column("k.channel_type =", "CAST(k.channel_type AS TEXT) ="), kind.word().into());
        }
        for (id, table, column) in
            [(filter.channel, "channels", "k.channel_id ="), (filter.customer, "customers", "k.customer_id =")]
        {
            if let Some(id) = id {
                let Some(number) = number_in(c, reach, table, id)? else {
                    return Ok(None);
                };
                query.and(column, number.into());
            }
        }
        Ok(Some(query))
    }

    fn and(&mut self, condition: &str, value: Value<'a>) {
        let at = self.push(value);
        self.source.push_str(&format!(" AND {condition} ${at}"));
    }

    fn push(&mut self, value: Value<'a>) -> usize {
        self.args.push(value);
        self.args.len()
    }

    fn build(&mut self, filter: &Filter, start: Start, limit: i64) -> String {
        let backwards = matches!(start, Start::Before(_));
        let descending = filter.oldest_first == backwards;
        let (time, id) = match filter.tag.as_ref().filter(|_| !filter.is_handed_over) {
            Some(_) => ("t.updated_at", "t.conversation_id"),
            None => ("k.updated_at", "k.id"),
        };
        let mut with = String::new();
        let mut skip = String::new();
        let mut total = "CAST(NULL AS BIGINT)".to_owned();
        match start {
            Start::Offset(offset) if filter.is_counted() && !filter.oldest_first => {
                let offset = self.push(offset.into());
                let (status, assignee) = (self.status, self.assignee);
                let status = self.push(Value::Text(status));
                let assignee = self.push(assignee.into());
                with = tree::walk(1, status, assignee, offset);
                let leaf = 1_i64 << tree::LEAF_BITS;
                self.source.push_str(&format!(" AND {time} < (SELECT (bucket + 1) * {leaf} FROM leaf)"));
                // SQLite refuses a null offset, which an empty leaf would give.
                skip = " OFFSET COALESCE((SELECT rest FROM leaf), 0)".into();
                total = "(SELECT total FROM leaf)".into();
            }
            Start::Offset(offset) => skip = format!(" OFFSET ${}", self.push(offset.into())),
            Start::After(position) | Start::Before(position) => {
                let at = self.push(position.updated_at.into());
                let number = self.push(position.id.into());
                let side = if descending { "<" } else { ">" };
                self.source.push_str(&format!(" AND ({time}, {id}) {side} (${at}, ${number})"));
            }
        }
        if filter.is_counted() && with.is_empty() {
            let (status, assignee) = (self.status, self.assignee);
            let status = self.push(Value::Text(status));
            let assignee = self.push(assignee.into());
            total = format!(
                "(SELECT s7 FROM conversation_tree WHERE business_id = $1 AND status = ${status}
                    AND assignee_id = ${assignee} AND level = {} AND bucket = 0)",
                tree::ROOT_LEVEL
            );
        }
        let limit = self.push((limit + 1).into());
        let order = if descending { "DESC" } else { "ASC" };
        format!(
            "{with} SELECT {total}, {} FROM
                (SELECT {id} AS id FROM {} ORDER BY {time} {order}, {id} {order} LIMIT ${limit}{skip}) AS page
             JOIN conversations AS c ON c.id = page.id LEFT JOIN customers AS u ON u.id = c.customer_id",
            columns(),
            self.source
        )
    }
}

/// The number of the user in this business's team, past members included; 0 for nobody.
fn user_number(c: &mut Conn, reach: &Reach, assignee: Assignee) -> Result<Option<i64>> {
    match assignee {
        Assignee::Nobody => Ok(Some(0)),
        Assignee::User(AnyId::Number(number)) => Ok(Some(number)),
        Assignee::User(AnyId::Uuid(uuid)) => c.first(
            "SELECT u.id FROM users u JOIN members m ON m.user_id = u.id WHERE u.uuid = $1 AND m.business_id = $2",
            args![uuid, reach.id()],
            |row| row.take(),
        ),
    }
}

fn number_in(c: &mut Conn, reach: &Reach, table: &'static str, id: AnyId) -> Result<Option<i64>> {
    match id {
        AnyId::Number(number) => Ok(Some(number)),
        AnyId::Uuid(uuid) => c.first(
            &format!("SELECT id FROM {table} WHERE uuid = $1 AND business_id = $2"),
            args![uuid, reach.id()],
            |row| row.take(),
        ),
    }
}

/// Keeps the table of tags in step with a conversation's row.
pub(super) fn write_tags(tx: &mut Tx<'_>, reach: &Reach, before: &Conversation, after: &Conversation) -> Result<()> {
    let moved = placement(before).updated_at != placement(after).updated_at;
    if moved && !before.tags.is_empty() {
        tx.execute(
            "UPDATE conversation_tags SET updated_at = $2 WHERE conversation_id = $1",
            args![after.key.number, after.updated_at],
        )?;
    }
    for tag in before.tags.iter().filter(|tag| !after.tags.contains(tag)) {
        tx.execute(
            "DELETE FROM conversation_tags WHERE conversation_id = $1 AND tag = $2",
            args![after.key.number, tag],
        )?;
    }
    for tag in after.tags.iter().filter(|tag| !before.tags.contains(tag)) {
        tx.execute(
            "INSERT INTO conversation_tags (business_id, tag, conversation_id, updated_at) VALUES ($1, $2, $3, $4)",
            args![reach.id(), tag, after.key.number, after.updated_at],
        )?;
    }
    Ok(())
}
