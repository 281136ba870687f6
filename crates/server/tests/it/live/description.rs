//! Is the AsyncAPI document true? Every event that the other tests hear is held against it; here it is read by itself.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::rig::{NOBODY, TestApp, on_both_engines, schema};

on_both_engines![the_document_is_whole_and_names_every_event];

async fn the_document_is_whole_and_names_every_event(app: TestApp) {
    let document = app.get(NOBODY, "/api/asyncapi.json").await.expect(200);
    assert_eq!(document["asyncapi"], "3.0.0");
    references(&document, &document);
    let operations = document["operations"].as_object().expect("operations");
    let names: BTreeSet<&str> = operations.keys().map(String::as_str).collect();
    let documented = [
        "new_message",
        "typing",
        "delivered",
        "read",
        "agent_status_changed",
        "conversation_assigned",
        "conversation_created",
        "conversation_updated",
        "handoff_requested",
        "presence",
        "availability",
        "ready",
        "resync",
        "cut",
    ];
    let asked = [
        "client_message",
        "agent_message",
        "typing",
        "mark_delivered",
        "mark_read",
        "join_conversation",
        "view_conversation",
    ];
    for name in documented {
        assert!(names.contains(format!("hear_{name}").as_str()), "{name}");
    }
    for name in asked {
        assert!(names.contains(format!("ask_{name}").as_str()), "{name}");
    }
    let payload = &document["components"]["messages"]["new_message"]["payload"];
    let fields = schema::properties(&document, payload);
    for field in ["id", "content", "sender_type", "conversation_id", "created_at", "seq"] {
        assert!(fields.iter().any(|one| one == field), "{field}");
    }
}

/// Every reference leads somewhere.
fn references(document: &Value, value: &Value) {
    match value {
        Value::Object(map) => {
            if let Some(pointer) = map.get("$ref").and_then(Value::as_str) {
                assert!(document.pointer(pointer.trim_start_matches('#')).is_some(), "{pointer}");
            }
            map.values().for_each(|inner| references(document, inner));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(document, inner)),
        _ => {}
    }
}
