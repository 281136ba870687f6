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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    business: i64,
    status: &'static str,
    assignee: i64,
    level: u32,
    bucket: i64,
}

/// Changes to the counters, summed up before they are written.
#[derive(Default)]
pub(crate) struct Shift {
    nodes: BTreeMap<Node, [i64; 8]>,
}

impl Shift {
    /// Counts one conversation in (`by` = 1) or out (`by` = -1).
    pub(crate) fn count(&mut self, business: i64, place: Placement, by: i64) {
        for status in [ANY_STATUS, place.status.word()] {
            for assignee in [ANY_ASSIGNEE, place.assignee] {
                for level in 1..=ROOT_LEVEL {
                    let child = place.updated_at.0 >> (LEAF_BITS + CHILD_BITS * (level - 1));
                    let node = Node { business, status, assignee, level, bucket: child >> CHILD_BITS };
                    let sums = self.nodes.entry(node).or_insert([0; 8]);
                    let newest_first = 7 - usize::try_from(child & 7).expect("three bits");
                    for sum in &mut sums[newest_first..] {
                        *sum += by;
                    }
                }
            }
        }
    }

    /// Adds the changes to the stored counters. The business's row must be locked, or nobody else may write.
    pub(crate) fn write(self, c: &mut Conn) -> Result<()> {
        for (node, s) in self.nodes {
            if s == [0; 8] {
                continue;
            }
            c.change(
                "INSERT INTO conversation_tree
                    (business_id, status, assignee_id, level, bucket, s0, s1, s2, s3, s4, s5, s6, s7)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                 ON CONFLICT (business_id, status, assignee_id, level, bucket) DO UPDATE SET
                    s0 = conversation_tree.s0 + excluded.s0, s1 = conversation_tree.s1 + excluded.s1,
                    s2 = conversation_tree.s2 + excluded.s2, s3 = conversation_tree.s3 + excluded.s3,
                    s4 = conversation_tree.s4 + excluded.s4, s5 = conversation_tree.s5 + excluded.s5,
                    s6 = conversation_tree.s6 + excluded.s6, s7 = conversation_tree.s7 + excluded.s7",
                args![
                    node.business,
                    node.status,
                    node.assignee,
                    i64::from(node.level),
                    node.bucket,
                    s[0],
                    s[1],
                    s[2],
                    s[3],
                    s[4],
                    s[5],
                    s[6],
                    s[7],
                ],
            )?;
        }
        Ok(())
    }
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
