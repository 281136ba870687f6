//! What may a list cost? Statements and re-preparations are counted, not timed; the store's own tests count its steps.

use serde_json::json;

use crate::rig::{Cast, TestApp, on_both_engines};

on_both_engines![a_list_costs_three_statements_at_most_and_prepares_none_again];

const MOST: u64 = 3;

async fn a_list_costs_three_statements_at_most_and_prepares_none_again(app: TestApp) {
    let cast = app.cast().await;
    for _ in 0..45 {
        app.post(&cast.olu, "conversations/", json!({"business_id": cast.acme.id})).await.expect(201);
    }
    let first = app.get(&cast.ana, "conversations/?limit=10").await;
    let next = first.link("next").expect("a next page");
    let cursor = &next[next.find("cursor=").expect("a cursor")..];
    for query in queries(&cast, cursor) {
        // Not the cached page: another limit each time. The least of several, because background work is counted too.
        let mut least = u64::MAX;
        let prepared = app.running.db.counters().reprepares;
        for limit in 11..16 {
            let before = app.running.db.counters().statements;
            app.get(&cast.ana, &format!("conversations/?limit={limit}&{query}")).await.expect(200);
            least = least.min(app.running.db.counters().statements - before);
        }
        assert!((1..=MOST).contains(&least), "{query}: {least} statements");
        assert_eq!(app.running.db.counters().reprepares, prepared, "{query}");
    }
}

/// Every documented filter, with ids in both forms, the first page and a deep one, by number and by cursor.
fn queries(cast: &Cast, cursor: &str) -> Vec<String> {
    vec![
        String::new(),
        "page=3".into(),
        cursor.into(),
        "status=open".into(),
        "status=open&page=3".into(),
        format!("assignee_id={}", cast.ana.id),
        format!("assignee_id={}", cast.ana.number),
        format!("status=open&assignee_id={}", cast.ana.id),
        "unassigned=true".into(),
        "page=9000".into(),
    ]
}
