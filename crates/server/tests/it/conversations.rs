//! Conversations over HTTP: the user's document (contract section 1) and what an agent does with one (section 3).

use serde_json::{Value, json};

use crate::rig::cast::{Person, text};
use crate::rig::{Cast, NOBODY, TestApp, on_both_engines};

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

const UNKNOWN: &str = "01890000-0000-7000-8000-000000000000";

/// Starts a conversation of Acme.
async fn start(app: &TestApp, cast: &Cast, extra: Value) -> Value {
    let mut body = json!({"business_id": cast.acme.id});
    body.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
    app.post(&cast.ana, "conversations/", body).await.expect(201)
}

async fn list(app: &TestApp, caller: &Person, query: &str) -> Vec<Value> {
    let answer = app.get(caller, &format!("conversations/{query}")).await.expect(200);
    answer.as_array().expect("a bare array").clone()
}

fn numbers(rows: &[Value]) -> Vec<i64> {
    rows.iter().map(|row| row["number"].as_i64().expect("a number")).collect()
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

async fn all_bad_parameters_are_told_at_once(app: TestApp) {
    let cast = app.cast().await;
    let answer = app.get(&cast.ana, "conversations/?status=new&assignee_id=x&page=0&limit=201&unknown=1").await;
    let first = answer.json["detail"][0].clone();
    assert_eq!(answer.invalid(), ["query.assignee_id", "query.limit", "query.page", "query.status"]);
    assert_eq!(first["type"], "enum");
    assert_eq!(first["loc"], json!(["query", "status"]));
    assert_eq!(first["msg"], "Input should be 'open', 'pending', 'resolved' or 'closed'");
    assert_eq!(first["input"], "new");
    for (query, place) in [
        ("page=abc", "query.page"),
        ("page=", "query.page"),
        ("page=1e3", "query.page"),
        ("page=9223372036854775808", "query.page"),
        ("limit=0", "query.limit"),
        ("limit=-1", "query.limit"),
        ("limit=NaN", "query.limit"),
        ("status=OPEN", "query.status"),
        ("cursor=nonsense", "query.cursor"),
        ("sort=name", "query.sort"),
        ("channel_type=fax", "query.channel_type"),
        ("channel_type=email&page=100000", "query.page"),
    ] {
        assert_eq!(app.get(&cast.ana, &format!("conversations/?{query}")).await.invalid(), [place], "{query}");
    }
    assert_eq!(list(&app, &cast.ana, "?page=9223372036854775807&limit=200").await, Vec::<Value>::new());
}

async fn without_a_good_token_there_is_no_list(app: TestApp) {
    let cast = app.cast().await;
    let answer = app.get(NOBODY, "conversations/?page=0").await;
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    answer.expect(401);
    let forged = Person { token: format!("{}x", cast.ana.token), ..cast.ana.clone() };
    app.get(&forged, "conversations/").await.expect(401);
}

async fn pages_and_cursors_cover_everything_once_while_rows_move(app: TestApp) {
    let cast = app.cast().await;
    for _ in 0..23 {
        start(&app, &cast, json!({})).await;
    }
    let all = numbers(&list(&app, &cast.ana, "?limit=200").await);
    assert_eq!(all, (1..=23).rev().collect::<Vec<_>>(), "newest first");
    let mut paged = Vec::new();
    for page in 1..=4 {
        let answer = app.get(&cast.ana, &format!("conversations/?limit=7&page={page}")).await;
        assert_eq!(answer.header("x-total-count"), Some("23"));
        paged.extend(numbers(answer.json.as_array().expect("an array")));
    }
    assert_eq!(paged, all);
    // By cursor, while what was seen already moves to the top.
    let mut seen = Vec::new();
    let mut answer = app.get(&cast.ana, "conversations/?limit=5&status=open").await;
    loop {
        let rows = answer.json.as_array().expect("an array").clone();
        seen.extend(numbers(&rows));
        let path = format!("conversations/{}/messages", rows[0]["number"]);
        app.clock.advance(std::time::Duration::from_secs(100));
        app.post(&cast.ana, &path, json!({"content": "moves up"})).await.expect(201);
        let Some(next) = answer.link("next") else { break };
        let (_, query) = next.split_once('?').expect("a query");
        assert!(query.contains("status=open") && query.contains("limit=5"), "{query}");
        answer = app.get(&cast.ana, &format!("conversations/?{query}")).await;
        assert!(answer.link("prev").is_some());
    }
    assert_eq!(seen, all, "no repeats, no gaps");
    let back = answer.link("prev").expect("a page before the last");
    let (_, query) = back.split_once('?').expect("a query");
    let before_last = numbers(&list(&app, &cast.ana, &format!("?{query}")).await);
    assert_eq!(before_last.len(), 5);
    assert!(before_last.iter().all(|number| seen[..20].contains(number)));
}

async fn equal_times_are_ordered_by_id(app: TestApp) {
    let cast = app.cast().await;
    for _ in 0..12 {
        start(&app, &cast, json!({})).await;
    }
    let times: Vec<Value> =
        list(&app, &cast.ana, "?limit=200").await.iter().map(|row| row["updated_at"].clone()).collect();
    assert!(times.iter().all(|time| *time == times[0]), "the clock stands still");
    let mut paged = Vec::new();
    for page in 1..=4 {
        paged.extend(numbers(&list(&app, &cast.ana, &format!("?limit=3&page={page}")).await));
    }
    assert_eq!(paged, (1..=12).rev().collect::<Vec<_>>());
}

async fn filters_let_through_what_they_say(app: TestApp) {
    let cast = app.cast().await;
    let open = start(&app, &cast, json!({})).await;
    let resolved = start(&app, &cast, json!({"customer_id": cast.cleo["id"]})).await;
    let tagged = start(&app, &cast, json!({"subject": "Refund"})).await;
    app.put(&cast.ana, &format!("conversations/{}/resolve", resolved["id"].as_str().unwrap()), Value::Null)
        .await
        .expect(200);
    app.patch(
        &cast.bo,
        &format!("conversations/{}", tagged["number"]),
        json!({"tags": ["vip", " vip ", "late"], "assignee_id": cast.bo.id}),
    )
    .await
    .expect(200);
    let number = |one: &Value| one["number"].as_i64().expect("a number");
    let cases = [
        ("?status=open".to_owned(), vec![number(&tagged), number(&open)]),
        ("?status=resolved".to_owned(), vec![number(&resolved)]),
        (format!("?assignee_id={}", cast.bo.number), vec![number(&tagged)]),
        (format!("?assignee_id={}&status=resolved", cast.bo.number), vec![]),
        ("?unassigned=true".to_owned(), vec![number(&resolved), number(&open)]),
        ("?unassigned=true&status=open".to_owned(), vec![number(&open)]),
        ("?tag=vip".to_owned(), vec![number(&tagged)]),
        ("?tag=VIP".to_owned(), vec![]),
        ("?tag=late&status=open".to_owned(), vec![number(&tagged)]),
        ("?sort=updated_at&unassigned=true".to_owned(), vec![number(&open), number(&resolved)]),
        ("?channel_type=email".to_owned(), vec![]),
        (format!("?customer_id={UNKNOWN}"), vec![]),
        (format!("?assignee_id={UNKNOWN}"), vec![]),
    ];
    for (query, wanted) in cases {
        assert_eq!(numbers(&list(&app, &cast.ana, &query).await), wanted, "{query}");
    }
    assert_eq!(app.get(&cast.ana, "conversations/?unassigned=true").await.header("x-total-count"), Some("2"));
    let widgets = list(&app, &cast.ana, "?channel_type=webchat").await;
    assert_eq!(widgets.len(), 3, "webchat is another word for widget");
}

async fn a_version_is_good_until_anything_changes(app: TestApp) {
    let cast = app.cast().await;
    start(&app, &cast, json!({})).await;
    let first = app.get(&cast.ana, "conversations/?limit=5").await;
    let etag = first.header("etag").expect("an ETag").to_owned();
    let again = |tag: String| {
        app.request(reqwest::Method::GET, &cast.ana, "conversations/?limit=5").header("if-none-match", tag)
    };
    let same = app.send(again(etag.clone())).await;
    assert_eq!((same.status, same.text.as_str()), (304, ""));
    assert_eq!(same.header("etag"), Some(etag.as_str()));
    assert_eq!(app.send(again(format!("\"other\", W/{etag}"))).await.status, 304);
    app.patch(&cast.ana, "conversations/1", json!({"priority": "high"})).await.expect(200);
    let changed = app.send(again(etag)).await;
    assert_eq!((changed.status, &changed.json[0]["priority"]), (200, &json!("high")));
    // A customer's new name shows at once.
    start(&app, &cast, json!({"customer_id": cast.cleo["id"]})).await;
    app.get(&cast.ana, "conversations/").await.expect(200);
    let path = format!("customers/{}", cast.cleo["id"]);
    app.patch(&cast.ana, &path, json!({"name": "Cleopatra"})).await.expect(200);
    assert_eq!(list(&app, &cast.ana, "").await[0]["customer"]["name"], "Cleopatra");
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

async fn a_list_takes_two_statements_and_compiles_none_again(app: TestApp) {
    let cast = app.cast().await;
    for _ in 0..30 {
        start(&app, &cast, json!({})).await;
    }
    for query in ["", "?status=open&page=2&limit=10", "?assignee_id=1", "?unassigned=true&limit=5"] {
        for _ in 0..2 {
            // Another write makes the page cache useless.
            app.patch(&cast.ana, "conversations/1", json!({"subject": query})).await;
            let before = app.running.db.counters();
            app.get(&cast.ana, &format!("conversations/{query}")).await.expect(200);
            let after = app.running.db.counters();
            assert!(after.statements - before.statements <= 3, "{query}: {before:?} {after:?}");
            assert_eq!(after.reprepares, before.reprepares);
        }
        let before = app.running.db.counters();
        app.get(&cast.ana, &format!("conversations/{query}")).await.expect(200);
        assert_eq!(app.running.db.counters().statements - before.statements, 1, "the page is still good");
    }
}

on_both_engines! {
    a_conversation_has_the_documents_shape,
    every_id_is_read_in_both_forms_with_and_without_slash,
    all_bad_parameters_are_told_at_once,
    without_a_good_token_there_is_no_list,
    pages_and_cursors_cover_everything_once_while_rows_move,
    equal_times_are_ordered_by_id,
    filters_let_through_what_they_say,
    a_version_is_good_until_anything_changes,
    starting_one_checks_business_channel_and_customer,
    resolving_and_closing_say_when_or_that_it_was_so,
    who_may_assign_whom,
    a_change_changes_what_it_says_and_nothing_else,
    a_snoozed_conversation_wakes_when_its_time_comes,
    a_list_takes_two_statements_and_compiles_none_again,
}
