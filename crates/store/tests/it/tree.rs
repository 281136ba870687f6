//! The page tree's rows against counting: a node for every stretch of time that holds a conversation, and no other.

use std::collections::BTreeMap;

use model::Word;
use store::args;
use store::conversations;

use crate::{Rig, on_both_engines, rig, scatter};

/// Status, assignee, level, bucket.
type Node = (String, i64, i64, i64);

const LEVELS: i64 = 9;

async fn nodes(rig: &Rig) -> BTreeMap<Node, i64> {
    let business = rig.reach.id();
    let found: store::Result<Vec<(Node, i64)>> = rig
        .db
        .read(move |c| {
            let sql = "SELECT status, assignee_id, level, bucket, s7 FROM conversation_tree WHERE business_id = $1";
            c.rows(sql, args![business], |row| {
                Ok(((row.take()?, row.take()?, row.take()?, row.take()?), row.take::<i64>()?))
            })
        })
        .await;
    found.expect("nodes").into_iter().collect()
}

fn counted(all: &[model::Conversation]) -> BTreeMap<Node, i64> {
    let mut wanted = BTreeMap::new();
    for one in all {
        let leaf = one.updated_at.0 >> 26;
        for status in ["", one.status.word()] {
            for assignee in [-1, one.assignee.map_or(0, |key| key.number)] {
                for level in 1..=LEVELS {
                    *wanted.entry((status.to_owned(), assignee, level, leaf >> (3 * level))).or_default() += 1;
                }
            }
        }
    }
    wanted
}

async fn a_node_stands_for_a_stretch_that_holds_conversations(engine: &str) {
    let rig = rig(engine, "nodes").await;
    let mut all = scatter(&rig, 120).await;
    assert_eq!(nodes(&rig).await, counted(&all), "{engine}");
    // All of them into one moment: what they leave goes.
    let (reach, moment) = (rig.reach, all[0].updated_at);
    for before in &mut all {
        let mut after = before.clone();
        (after.status, after.assignee, after.updated_at) = (model::Status::Open, None, moment);
        let (was, is) = (before.clone(), after.clone());
        rig.db.write(move |tx| conversations::save(tx, &reach, &was, &is)).await.expect("saved");
        *before = after;
    }
    let left = nodes(&rig).await;
    assert_eq!(left.len(), 4 * 9, "four trees of one path each");
    assert_eq!(left, counted(&all));
}

on_both_engines! { a_node_stands_for_a_stretch_that_holds_conversations }
