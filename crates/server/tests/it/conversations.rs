//! Conversations over HTTP: the user's document (contract section 1) and what an agent does with one (section 3).

use serde_json::{Value, json};

use crate::rig::cast::{Person, text};
use crate::rig::{Cast, TestApp, on_both_engines};

/// The documented fields of a conversation, in the documented order.
const DOCUMENTED: &[&str] = &[
    "id",
    "business_id",
    "customer_id",
    "assignee_id",
    "status",
    "channel_type",
    "channel_id",
    "created_at",
    "updated_at",
    "first_response_at",
    "customer",
    "messages",
];

pub const UNKNOWN: &str = "01890000-0000-7000-8000-000000000000";

/// Starts a conversation of Acme.
pub async fn start(app: &TestApp, cast: &Cast, extra: Value) -> Value {
    let mut body = json!({"business_id": cast.acme.id});
    body.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
    app.post(&cast.ana, "conversations/", body).await.expect(201)
}

pub async fn list(app: &TestApp, caller: &Person, query: &str) -> Vec<Value> {
    let answer = app.get(caller, &format!("conversations/{query}")).await.expect(200);
    answer.as_array().expect("a bare array").clone()
}

/// Where each documented field's key stands in the text of the first row, for JSON objects forget their order.
fn places(text: &str) -> Vec<usize> {
    DOCUMENTED.iter().map(|name| text.find(&format!("\"{name}\":")).expect("a documented field")).collect()
}

async fn a_conversation_has_the_documents_shape(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({"customer_id": cast.cleo["id"], "initial_message": "Hello"})).await;
    let answer = app.get(&cast.ana, "conversations/").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert!(places(&answer.text).is_sorted(), "documented fields first and in order: {}", answer.text);
    assert!(answer.text.find("\"number\":") > answer.text.find("\"messages\":"));
    let row = &answer.json[0];
    assert_eq!(row["id"], made["id"]);
    assert_eq!(row["business_id"], cast.acme.id.as_str());
    assert_eq!(row["customer_id"], cast.cleo["uuid"]);
    assert_eq!(row["status"], "open");
    assert_eq!(row["channel_type"], "widget");
    assert_eq!(row["messages"], json!([]));
    assert_eq!(row["customer"]["id"], cast.cleo["id"]);
    assert_eq!(row["customer"]["business_id"], cast.acme.number);
    assert_eq!(row["customer"]["name"], "Cleo");
    assert_eq!(row["customer"]["external_id"], Value::Null);
    assert!(text(&row["created_at"]).ends_with('Z'));
    assert_eq!(row["first_response_at"], made["messages"][0]["created_at"]);
    assert_eq!(row["last_message"]["preview"], "Hello");
    assert_eq!(made["messages"][0]["sender_type"], "agent");
    assert_eq!(made["messages"][0]["sender_id"], cast.ana.id.as_str());
}

async fn every_id_is_read_in_both_forms_with_and_without_slash(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({"customer_id": cast.cleo["uuid"]})).await;
    app.put(&cast.bo, &format!("conversations/{}/assign/{}", made["number"], cast.ana.number), Value::Null)
        .await
        .expect(200);
    for path in [text(&made["id"]), made["number"].to_string()] {
        for slash in ["", "/"] {
            let found = app.get(&cast.ana, &format!("conversations/{path}{slash}")).await.expect(200);
            assert_eq!(found["id"], made["id"]);
        }
    }
    for assignee in [cast.ana.id.clone(), cast.ana.number.to_string()] {
        assert_eq!(list(&app, &cast.ana, &format!("?assignee_id={assignee}")).await.len(), 1);
    }
    for customer in [text(&cast.cleo["uuid"]), cast.cleo["id"].to_string()] {
        assert_eq!(list(&app, &cast.ana, &format!("?customer_id={customer}")).await.len(), 1);
    }
    for bad in ["x", "0", "-1", "1.5", "d4e5f6a7b8c90123defa234567890123"] {
        let answer = app.get(&cast.ana, &format!("conversations/{bad}")).await;
        assert_eq!(answer.invalid(), ["path.id"], "{bad}");
    }
    for route in ["conversations", "conversations/"] {
        app.get(&cast.ana, route).await.expect(200);
        let body = json!({"business_id": cast.acme.number});
        app.post(&cast.ana, route, body).await.expect(201);
    }
}

async fn starting_one_checks_business_channel_and_customer(app: TestApp) {
    let cast = app.cast().await;
    let new = |body: Value| app.post(&cast.ana, "conversations/", body);
    assert_eq!(new(json!({})).await.invalid(), ["body.business_id"]);
    new(json!({"business_id": cast.bolt.id})).await.expect(400);
    new(json!({"business_id": UNKNOWN})).await.expect(400);
    let theirs = app.post(&cast.bea, "customers/", json!({"name": "Bolt's own"})).await.expect(201);
    new(json!({"business_id": cast.acme.id, "customer_id": theirs["id"]})).await.expect(400);
    let channel = app.post(&cast.bea, "channels/", json!({"type": "widget", "config": {}})).await.expect(201);
    new(json!({"business_id": cast.acme.id, "channel_id": channel["id"]})).await.refused(400, "Invalid channel");
    assert_eq!(
        new(json!({"business_id": cast.acme.id, "customer_id": "x", "initial_message": 5})).await.invalid(),
        ["body.customer_id", "body.initial_message"]
    );
    assert_eq!(list(&app, &cast.ana, "").await.len(), 0, "nothing was made");
    // Without a channel in the business there is none; then the oldest active widget channel, then another.
    assert_eq!(start(&app, &cast, json!({})).await["channel_id"], Value::Null);
    let config = json!({"bot_token": "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"});
    let telegram = app.post(&cast.olu, "channels/", json!({"type": "telegram", "config": config})).await.expect(201);
    let by_telegram = start(&app, &cast, json!({})).await;
    assert_eq!((&by_telegram["channel_id"], &by_telegram["channel_type"]), (&telegram["id"], &json!("telegram")));
    let widget = app.post(&cast.olu, "channels/", json!({"type": "webchat", "config": {}})).await.expect(201);
    assert_eq!(start(&app, &cast, json!({})).await["channel_id"], widget["id"]);
    // One that is not closed per customer and channel.
    let of_cleo = json!({"customer_id": cast.cleo["id"]});
    let first = start(&app, &cast, of_cleo.clone()).await;
    let mut second = json!({"business_id": cast.acme.id});
    second["customer_id"] = cast.cleo["id"].clone();
    new(second.clone()).await.expect(400);
    app.put(&cast.ana, &format!("conversations/{}/close", first["number"]), Value::Null).await.expect(200);
    new(second).await.expect(201);
    let path = format!("conversations/{}", first["number"]);
    app.patch(&cast.ana, &path, json!({"status": "open"})).await.expect(400);
}

async fn resolving_and_closing_say_when_or_that_it_was_so(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({})).await;
    let path = |verb: &str| format!("conversations/{}/{verb}", made["number"]);
    let resolved = app.put(&cast.ana, &path("resolve"), Value::Null).await.expect(200);
    let again = app.put(&cast.ana, &path("resolve"), Value::Null).await.expect(200);
    assert_eq!(again, json!({"detail": "Already resolved"}));
    let found = app.get(&cast.ana, &path("")).await.expect(200);
    assert_eq!((&found["status"], &found["resolved_at"]), (&json!("resolved"), &resolved["resolved_at"]));
    let closed = app.put(&cast.ana, &path("close"), Value::Null).await.expect(200);
    let again = app.put(&cast.ana, &path("close"), Value::Null).await.expect(200);
    assert_eq!(again, json!({"detail": "Already closed"}));
    let found = app.get(&cast.ana, &path("")).await.expect(200);
    assert_eq!((&found["status"], &found["closed_at"]), (&json!("closed"), &closed["closed_at"]));
    assert_eq!(found["resolved_at"], resolved["resolved_at"], "when it was resolved stays");
    let again = app.put(&cast.ana, &path("resolve"), Value::Null).await.expect(200);
    assert_eq!(again, json!({"detail": "Already closed"}));
    assert_eq!(app.get(&cast.ana, &path("")).await.expect(200), found, "a closed one stays as it is");
    for verb in ["resolve", "close"] {
        app.put(&cast.ana, &format!("conversations/{UNKNOWN}/{verb}"), Value::Null).await.expect(404);
    }
}

async fn who_may_assign_whom(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({})).await;
    let assign = |who: &Person, whom: &str| {
        let (who, path) = (who.clone(), format!("conversations/{}/assign/{whom}", made["number"]));
        let app = &app;
        async move { app.put(&who, &path, Value::Null).await }
    };
    assign(&cast.ana, &cast.bo.id).await.expect(403);
    let taken = assign(&cast.ana, &cast.ana.id).await.expect(200);
    assert_eq!(taken, json!({"assignee_id": cast.ana.id}));
    assign(&cast.ana, &cast.ana.id).await.expect(200);
    let by_membership = assign(&cast.bo, &cast.olu.member_id).await.expect(200);
    assert_eq!(by_membership, json!({"assignee_id": cast.olu.id}));
    assign(&cast.ana, &cast.ana.id).await.expect(403);
    let give_up = |who: &Person| {
        let (who, path) = (who.clone(), format!("conversations/{}", made["number"]));
        let app = &app;
        async move { app.patch(&who, &path, json!({"assignee_id": null})).await }
    };
    give_up(&cast.ana).await.expect(403);
    assign(&cast.olu, &cast.ana.number.to_string()).await.expect(200);
    assert_eq!(give_up(&cast.ana).await.expect(200)["assignee_id"], Value::Null);
    assign(&cast.olu, UNKNOWN).await.expect(404);
    assign(&cast.olu, &cast.bea.id).await.expect(404);
    app.delete(&cast.olu, &format!("team/members/{}", cast.ana.member_id)).await.expect(200);
    assign(&cast.olu, &cast.ana.id).await.expect(400);
}

async fn a_change_changes_what_it_says_and_nothing_else(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({"subject": "First"})).await;
    let path = format!("conversations/{}", made["number"]);
    let change = |body: Value| app.patch(&cast.ana, &path, body);
    let same =
        change(json!({"id": "x", "business_id": cast.bolt.id, "number": 9, "unread_count": 7})).await.expect(200);
    assert_eq!((&same["updated_at"], &same["unread_count"]), (&made["updated_at"], &json!(0)), "unknown fields");
    let changed = change(json!({"priority": "urgent", "subject": null, "status": "pending"})).await.expect(200);
    assert_eq!(
        (&changed["priority"], &changed["subject"], &changed["status"]),
        (&json!("urgent"), &Value::Null, &json!("pending"))
    );
    let bad = json!({"status": "gone", "priority": 5, "tags": ["", 7], "assignee_id": {}, "snoozed_until": "soon"});
    assert_eq!(
        change(bad).await.invalid(),
        ["body.assignee_id", "body.priority", "body.snoozed_until", "body.status", "body.tags.0", "body.tags.1"]
    );
    assert_eq!(change(json!({"status": null})).await.invalid(), ["body.status"]);
    app.put(&cast.ana, &format!("{path}/resolve"), Value::Null).await.expect(200);
    let reopened = change(json!({"status": "open"})).await.expect(200);
    assert_eq!((&reopened["status"], &reopened["resolved_at"]), (&json!("open"), &Value::Null));
}

async fn a_snoozed_conversation_wakes_when_its_time_comes(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({})).await;
    let path = format!("conversations/{}", made["number"]);
    let until = app.clock.now().plus(std::time::Duration::from_secs(3600)).to_string();
    let snoozed = app.patch(&cast.ana, &path, json!({"snoozed_until": until})).await.expect(200);
    assert_eq!((&snoozed["status"], &snoozed["snoozed_until"]), (&json!("pending"), &json!(until)));
    app.run_jobs().await;
    assert_eq!(app.get(&cast.ana, &path).await.expect(200)["status"], "pending");
    app.clock.advance(std::time::Duration::from_secs(3601));
    app.run_jobs().await;
    let woken = app.get(&cast.ana, &path).await.expect(200);
    assert_eq!((&woken["status"], &woken["snoozed_until"]), (&json!("open"), &Value::Null));
}

async fn snoozing_again_and_again_keeps_one_job(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({})).await;
    let path = format!("conversations/{}", made["number"]);
    let until = |hours: u64| app.clock.now().plus(std::time::Duration::from_secs(hours * 3600)).to_string();
    for hours in [5, 9, 1, 7] {
        app.patch(&cast.ana, &path, json!({"snoozed_until": until(hours)})).await.expect(200);
    }
    let jobs = "SELECT count(*), min(run_at) FROM jobs WHERE name = 'wake_conversation' AND state = 'waiting'";
    let found: store::Result<_> = app
        .running
        .db
        .read(|c| c.first(jobs, &[], |row| Ok((row.take::<i64>()?, row.take::<Option<model::Time>>()?))))
        .await;
    let (many, run_at) = found.expect("an answer").expect("a row");
    assert_eq!((many, run_at.map(|at| at.to_string())), (1, Some(until(7))), "the last word counts");
}

on_both_engines! {
    a_conversation_has_the_documents_shape,
    every_id_is_read_in_both_forms_with_and_without_slash,
    starting_one_checks_business_channel_and_customer,
    resolving_and_closing_say_when_or_that_it_was_so,
    who_may_assign_whom,
    a_change_changes_what_it_says_and_nothing_else,
    a_snoozed_conversation_wakes_when_its_time_comes,
    snoozing_again_and_again_keeps_one_job,
}
