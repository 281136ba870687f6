//! The list of conversations: pages, cursors, filters, versions, and what one costs (contract section 1, D7).

use serde_json::{Value, json};

use crate::conversations::{UNKNOWN, list, start};
use crate::rig::cast::Person;
use crate::rig::things::{self, Noun};
use crate::rig::{NOBODY, TestApp, on_both_engines};

fn numbers(rows: &[Value]) -> Vec<i64> {
    rows.iter().map(|row| row["number"].as_i64().expect("a number")).collect()
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
    app.put(&cast.ana, &format!("conversations/{}/resolve", resolved["id"].as_str().expect("an id")), Value::Null)
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

async fn every_documented_list_has_a_version_of_its_own(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({"initial_message": "Hello"})).await;
    let widget = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let channel = app.get(&cast.olu, "channels/").await.expect(200)[0]["id"].clone();
    let endpoint =
        app.post(&cast.olu, "webhook-endpoints/", json!({"url": "https://shop.example/hook"})).await.expect(201);
    let article =
        app.post(&cast.olu, "kb/articles", json!({"title": "Returns", "content": "60 days."})).await.expect(201);
    let import = things::one(&app, &cast.olu, Noun::Import, "list").await;
    let document = app.get(NOBODY, "/api/openapi.json").await.expect(200);
    let mut lists = 0;
    for (path, operations) in document["paths"].as_object().expect("paths") {
        let answers = &operations["get"]["responses"];
        if answers["200"]["content"]["application/json"]["schema"]["type"] != "array" {
            continue;
        }
        lists += 1;
        // What is in it comes from Meta: `providers/templates.rs` looks at its version.
        if path.contains("/templates") {
            continue;
        }
        assert!(answers["304"].is_object(), "{path}");
        let path = path
            .replace("{channel_id}", channel.as_str().expect("an id"))
            .replace("{endpoint_id}", endpoint["id"].as_str().expect("an id"))
            .replace("{id}", made["id"].as_str().expect("an id"))
            .replace("{import_id}", &import.uuid)
            .replace("{article_id}", &article["id"].to_string())
            .replace("{widget_id}", widget["id"].as_str().expect("an id"));
        // What these can't do without.
        let needed = match path.rsplit_once('/') {
            Some((_, "answers")) => format!("?conversation_id={}", made["number"]),
            Some((_, "search" | "articles")) => "?q=days".to_owned(),
            _ => String::new(),
        };
        let path = format!("{path}{needed}");
        let etag = app.get(&cast.olu, &path).await.header("etag").expect(&path).to_owned();
        let again = app.request(reqwest::Method::GET, &cast.olu, &path).header("if-none-match", &etag);
        let again = app.send(again).await;
        assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", Some(etag.as_str())), "{path}");
    }
    assert!(lists >= 10, "{lists}");
    let messages = format!("conversations/{}/messages", made["number"]);
    let etag = app.get(&cast.ana, &messages).await.header("etag").expect("a version").to_owned();
    app.post(&cast.ana, &messages, json!({"content": "More"})).await.expect(201);
    let again = app.request(reqwest::Method::GET, &cast.ana, &messages).header("if-none-match", &etag);
    assert_eq!(app.send(again).await.expect(200).as_array().map(Vec::len), Some(2));
    let unknown = app.request(reqwest::Method::GET, &cast.ana, "conversations/999/messages");
    assert_eq!(app.send(unknown.header("if-none-match", "*")).await.status, 404);
}

async fn a_list_takes_two_statements_and_compiles_none_again(app: TestApp) {
    let cast = app.cast().await;
    for _ in 0..30 {
        start(&app, &cast, json!({})).await;
    }
    for query in ["", "?status=open&page=2&limit=10", "?assignee_id=1", "?unassigned=true&limit=5"] {
        // Notes that a session is in use are written beside the requests, and count too.
        let mut least = u64::MAX;
        for turn in 0..5 {
            // Another write makes the page cache useless.
            app.patch(&cast.ana, "conversations/1", json!({"subject": format!("{query}{turn}")})).await.expect(200);
            let before = app.running.db.counters();
            app.get(&cast.ana, &format!("conversations/{query}")).await.expect(200);
            let after = app.running.db.counters();
            least = least.min(after.statements - before.statements);
            assert_eq!(after.reprepares, before.reprepares);
        }
        assert!(least <= 2, "{query}: {least} statements");
        let mut least = u64::MAX;
        for _ in 0..5 {
            let before = app.running.db.counters().statements;
            app.get(&cast.ana, &format!("conversations/{query}")).await.expect(200);
            least = least.min(app.running.db.counters().statements - before);
        }
        let alone = app.running.db.version().is_some();
        assert_eq!(least, if alone { 0 } else { 1 }, "the page is still good");
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

on_both_engines! {
    pages_and_cursors_cover_everything_once_while_rows_move,
    equal_times_are_ordered_by_id,
    filters_let_through_what_they_say,
    a_version_is_good_until_anything_changes,
    every_documented_list_has_a_version_of_its_own,
    a_list_takes_two_statements_and_compiles_none_again,
    all_bad_parameters_are_told_at_once,
    without_a_good_token_there_is_no_list,
}
