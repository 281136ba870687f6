//! How many conversations stand before a given one: an order-statistic tree over `updated_at`, kept in plain rows.
//!
//! A leaf is 2^26 µs (67 s) of time; a node has eight children; nine levels reach over 285 years. A node holds
//! running sums from its newest child on, so that a walk from the root finds the leaf of any offset in nine steps:
//! page 20,000 costs what page 1 costs, and the root knows the total. One tree stands for every combination of the
//! documented filters: any status or one, any assignee or one (or nobody).

use std::collections::BTreeMap;

use model::{Status, Time, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::value::Value;

/// A leaf spans this many bits of microseconds.
pub(crate) const LEAF_BITS: u32 = 26;
const CHILD_BITS: u32 = 3;
pub(crate) const ROOT_LEVEL: u32 = 9;

/// The facet that stands for any status.
pub(crate) const ANY_STATUS: &str = "";
/// The facet that stands for any assignee.
pub(crate) const ANY_ASSIGNEE: i64 = -1;

/// What of a conversation decides where it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    pub status: Status,
    /// The user's number, 0 for nobody.
    pub assignee: i64,
    pub updated_at: Time,
}

/// One tree: `None` stands for any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Facet {
    business: i64,
    status: Option<Status>,
    assignee: i64,
}

/// What is added to a node's running sums.
pub(crate) struct Change {
    business: i64,
    status: &'static str,
    assignee: i64,
    level: u32,
    bucket: i64,
    sums: [i64; 8],
}

/// Changes to the counters, summed up before they are written.
#[derive(Default)]
pub(crate) struct Shift {
    /// By how much each leaf of each tree changes; the nodes above follow from these.
    trees: BTreeMap<Facet, BTreeMap<i64, i64>>,
}

impl Shift {
    /// Counts one conversation in (`by` = 1) or out (`by` = -1).
    pub(crate) fn count(&mut self, business: i64, place: Placement, by: i64) {
        let leaf = place.updated_at.0 >> LEAF_BITS;
        for status in [None, Some(place.status)] {
            for assignee in [ANY_ASSIGNEE, place.assignee] {
                let tree = self.trees.entry(Facet { business, status, assignee }).or_default();
                *tree.entry(leaf).or_insert(0) += by;
            }
        }
    }

    /// What changes, node by node.
    pub(crate) fn changes(self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (facet, leaves) in self.trees {
            let mut children: Vec<(i64, i64)> = leaves.into_iter().filter(|(_, by)| *by != 0).collect();
            for level in 1..=ROOT_LEVEL {
                children = one_level(facet, level, &children, &mut changes);
            }
        }
        changes
    }

    /// Adds the changes to the stored counters, and takes away the nodes under which nothing is left. The business's
    /// row must be locked, or nobody else may write.
    pub(crate) fn write(self, c: &mut Conn) -> Result<()> {
        let add = format!("INSERT INTO conversation_tree ({COLUMNS}) VALUES ({PLACES}) {ADD} RETURNING s7");
        for change in self.changes() {
            let row = change.row();
            let left = c.first(&add, &row, |row| row.take::<i64>())?;
            if left == Some(0) {
                c.change(TAKE_AWAY, &row[..5])?;
            }
        }
        Ok(())
    }
}

impl Change {
    /// In the order of [`COLUMNS`].
    pub(crate) fn row(&self) -> [Value<'static>; 13] {
        let [s0, s1, s2, s3, s4, s5, s6, s7] = self.sums.map(Value::Int);
        let (business, assignee) = (self.business.into(), self.assignee.into());
        let (level, bucket) = (i64::from(self.level).into(), self.bucket.into());
        [business, self.status.into(), assignee, level, bucket, s0, s1, s2, s3, s4, s5, s6, s7]
    }
}

/// The columns of the stored counters.
pub(crate) const COLUMNS: &str = "business_id, status, assignee_id, level, bucket, s0, s1, s2, s3, s4, s5, s6, s7";
const PLACES: &str = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13";

const TAKE_AWAY: &str = "DELETE FROM conversation_tree
    WHERE business_id = $1 AND status = $2 AND assignee_id = $3 AND level = $4 AND bucket = $5";

/// How an insert of a change adds to what is stored.
pub(crate) const ADD: &str = "ON CONFLICT (business_id, status, assignee_id, level, bucket) DO UPDATE SET
    s0 = conversation_tree.s0 + excluded.s0, s1 = conversation_tree.s1 + excluded.s1,
    s2 = conversation_tree.s2 + excluded.s2, s3 = conversation_tree.s3 + excluded.s3,
    s4 = conversation_tree.s4 + excluded.s4, s5 = conversation_tree.s5 + excluded.s5,
    s6 = conversation_tree.s6 + excluded.s6, s7 = conversation_tree.s7 + excluded.s7";

/// Adds the nodes of one level above `children` (bucket and change, in order); those nodes as children of the next
/// level.
fn one_level(facet: Facet, level: u32, children: &[(i64, i64)], changes: &mut Vec<Change>) -> Vec<(i64, i64)> {
    let mut parents = Vec::new();
    for siblings in children.chunk_by(|one, other| one.0 >> CHILD_BITS == other.0 >> CHILD_BITS) {
        let mut sums = [0; 8];
        for (child, by) in siblings {
            let newest_first = 7 - usize::try_from(child & 7).expect("three bits");
            for sum in &mut sums[newest_first..] {
                *sum += by;
            }
        }
        let bucket = siblings[0].0 >> CHILD_BITS;
        // What moves within a node changes its sums and nothing above it.
        if sums[7] != 0 {
            parents.push((bucket, sums[7]));
        }
        if sums != [0; 8] {
            let Facet { business, status, assignee } = facet;
            changes.push(Change {
                business,
                status: status.map_or(ANY_STATUS, Word::word),
                assignee,
                level,
                bucket,
                sums,
            });
        }
    }
    parents
}

/// Common table expressions `walk` and `leaf(bucket, rest, total)`: the leaf that holds the conversation at an
/// offset, how many of the leaf's newest come before it, and the total. No row where the offset is past the end.
/// The arguments are numbered by the caller: business, status facet, assignee facet, offset.
/// `CROSS JOIN` because SQLite would otherwise read every node and look for the walk's step among them.
pub(crate) fn walk(business: usize, status: usize, assignee: usize, offset: usize) -> String {
    let root = ROOT_LEVEL;
    format!(
        "WITH RECURSIVE walk(level, bucket, rest, total) AS (
            SELECT level, bucket, CAST(${offset} AS BIGINT), s7 FROM conversation_tree
            WHERE business_id = ${business} AND status = ${status} AND assignee_id = ${assignee}
                AND level = {root} AND bucket = 0
            UNION ALL
            SELECT walk.level - 1,
                walk.bucket * 8 + CASE WHEN rest < s0 THEN 7 WHEN rest < s1 THEN 6 WHEN rest < s2 THEN 5
                    WHEN rest < s3 THEN 4 WHEN rest < s4 THEN 3 WHEN rest < s5 THEN 2 WHEN rest < s6 THEN 1 ELSE 0 END,
                rest - CASE WHEN rest < s0 THEN 0 WHEN rest < s1 THEN s0 WHEN rest < s2 THEN s1
                    WHEN rest < s3 THEN s2 WHEN rest < s4 THEN s3 WHEN rest < s5 THEN s4 WHEN rest < s6 THEN s5 ELSE s6 END,
                walk.total
            FROM walk CROSS JOIN conversation_tree AS node
            WHERE node.business_id = ${business} AND node.status = ${status} AND node.assignee_id = ${assignee}
                AND node.level = walk.level AND node.bucket = walk.bucket AND walk.level > 0 AND rest < s7
        ), leaf AS MATERIALIZED (SELECT bucket, rest, total FROM walk WHERE level = 0)"
    )
}

/// How many conversations of the business there are under these filters.
pub(crate) fn total(c: &mut Conn, business: i64, status: &str, assignee: i64) -> Result<i64> {
    let total = c.first(
        "SELECT s7 FROM conversation_tree
         WHERE business_id = $1 AND status = $2 AND assignee_id = $3 AND level = 9 AND bucket = 0",
        args![business, status, assignee],
        |row| row.take::<i64>(),
    )?;
    Ok(total.unwrap_or(0))
}
