//! The knowledge base (contract section 6): articles written, changed, taken back to what they said, listed and found.

mod searching;

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    an_article_has_the_documented_shape,
    a_slug_is_made_of_the_title_and_belongs_to_one_article,
    a_change_touches_what_it_names_and_keeps_what_was_said,
    going_back_makes_another_version,
    of_two_who_change_the_same_version_one_is_told,
    a_deleted_article_is_gone_with_its_versions,
    lists_are_newest_first_and_walk_every_article_once,
    bad_fields_of_an_article_are_told_all_at_once,
    what_an_article_holds_is_kept_as_it_is_written,
];

async fn an_article_has_the_documented_shape(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"title": "Returns & refunds", "content": "Send it back within **30 days**.", "tags": ["orders", " orders ", "money"]});
    let answer = app.post(&cast.ana, "kb/articles/", body).await;
    let documented = ["id", "business_id", "title", "content", "tags", "created_at"];
    let places: Vec<_> = documented.iter().map(|name| answer.text.find(&format!("\"{name}\":"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "the documented order: {}", answer.text);
    let made = answer.expect(201);
    assert_eq!(
        (&made["business_id"], &made["tags"], &made["created_at"]),
        (&json!(cast.acme.number), &json!(["orders", "money"]), &json!("2024-03-01T09:00:00Z"))
    );
    assert_eq!(
        (&made["state"], &made["index_state"], &made["version"]),
        (&json!("published"), &json!("waiting"), &json!(1))
    );
    app.run_jobs().await;
    let indexed = json!("indexed");
    assert_eq!((&made["category"], &made["language"], &made["source_url"]), (&Value::Null, &Value::Null, &Value::Null));
    for id in [made["id"].to_string(), text(&made["uuid"])] {
        let mut wanted = made.clone();
        wanted["index_state"] = indexed.clone();
        assert_eq!(app.get(&cast.bo, &format!("kb/articles/{id}/")).await.expect(200), wanted);
    }
    app.get(&cast.ana, "kb/articles/999999").await.refused(404, "Article not found");
    app.put(&cast.ana, "kb/articles/999999", json!({})).await.refused(404, "Article not found");
    app.delete(&cast.ana, "kb/articles/999999").await.refused(404, "Article not found");
    for id in ["0", "x", "-1"] {
        assert_eq!(app.get(&cast.ana, &format!("kb/articles/{id}")).await.invalid(), ["path.article_id"]);
    }
    assert_eq!(app.get(NOBODY, "kb/articles").await.header("www-authenticate"), Some("Bearer"));
    let draft = json!({"title": "Soon", "content": "x", "state": "draft", "category": "News", "language": "pt-BR", "slug": "soon"});
    let draft = app.post(&cast.ana, "kb/articles", draft).await.expect(201);
    assert_eq!(
        (&draft["state"], &draft["index_state"], &draft["slug"]),
        (&json!("draft"), &Value::Null, &json!("soon"))
    );
    assert_eq!(app.get(&cast.ana, "kb/categories").await.expect(200), json!(["News"]));
}

async fn a_slug_is_made_of_the_title_and_belongs_to_one_article(app: TestApp) {
    let cast = app.cast().await;
    let write = async |title: &str| {
        let made = app.post(&cast.ana, "kb/articles", json!({"title": title, "content": "x"})).await.expect(201);
        text(&made["slug"])
    };
    assert_eq!(write("Returns & refunds!").await, "returns-refunds");
    assert_eq!(write("Returns / Refunds").await, "returns-refunds-2");
    assert_eq!(write("返品について").await, "返品について");
    assert_eq!(write("../../etc/passwd").await, "etc-passwd");
    assert_eq!(write("???").await, "article");
    let chosen = json!({"title": "x", "content": "x", "slug": "returns-refunds"});
    app.post(&cast.ana, "kb/articles", chosen.clone()).await.refused(400, "Another article has this slug");
    assert_eq!(app.post(&cast.bea, "kb/articles", chosen).await.expect(201)["slug"], "returns-refunds");
    let mut racing = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let body = json!({"title": "Race", "content": "x", "slug": "race"});
        let call = app.request(Method::POST, &cast.ana, "kb/articles").json(&body);
        racing.spawn(async move { call.send().await.expect("an answer").status().as_u16() });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400, 400, 400, 400, 400]);
    for bad in ["A", "a b", "a/b", "..", "a--b", "-a", "a.html", ""] {
        let body = json!({"title": "x", "content": "x", "slug": bad});
        assert_eq!(app.post(&cast.ana, "kb/articles", body).await.invalid(), ["body.slug"], "{bad}");
    }
}

async fn a_change_touches_what_it_names_and_keeps_what_was_said(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"title": "Hours", "content": "9 to 5", "tags": ["a"], "category": "Shop"});
    let made = app.post(&cast.ana, "kb/articles", body).await.expect(201);
    app.run_jobs().await;
    app.clock.advance(Duration::from_secs(60));
    let path = format!("kb/articles/{}", made["id"]);
    let change =
        json!({"content": "8 to 6", "category": null, "id": 7, "created_at": null, "business_id": cast.bolt.number});
    let next = app.put(&cast.bo, &path, change).await.expect(200);
    let mut wanted = made.clone();
    wanted["content"] = json!("8 to 6");
    wanted["category"] = Value::Null;
    wanted["updated_at"] = json!("2024-03-01T09:01:00Z");
    wanted["version"] = json!(2);
    assert_eq!(next, wanted);
    let same = app.put(&cast.bo, &path, json!({"content": "8 to 6"})).await.expect(200);
    assert_eq!((&same["version"], &same["updated_at"]), (&json!(2), &next["updated_at"]), "nothing has changed");
    let versions = app.get(&cast.ana, &format!("{path}/versions")).await.expect(200);
    let told: Vec<_> =
        versions.as_array().expect("a list").iter().map(|one| (&one["version"], &one["author_name"])).collect();
    assert_eq!(told, [(&json!(2), &json!("Bo")), (&json!(1), &json!("Ana"))]);
    assert_eq!((&versions[1]["category"], &versions[1]["author_id"]), (&json!("Shop"), &json!(cast.ana.id)));
    let first = app.get(&cast.ana, &format!("{path}/versions/1")).await.expect(200);
    assert_eq!((&first["content"], &first["title"]), (&json!("9 to 5"), &json!("Hours")));
    app.get(&cast.ana, &format!("{path}/versions/3")).await.refused(404, "Version not found");
    assert_eq!(app.get(&cast.ana, &format!("{path}/versions/x")).await.invalid(), ["path.version"]);
}

async fn going_back_makes_another_version(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.ana, "kb/articles", json!({"title": "Old", "content": "old words", "tags": ["x"]})).await;
    let path = format!("kb/articles/{}", made.expect(201)["id"]);
    let change = json!({"title": "New", "content": "new words", "tags": [], "state": "draft"});
    app.put(&cast.ana, &path, change).await.expect(200);
    let restored = app.post(&cast.bo, &format!("{path}/versions/1/restore"), Value::Null).await.expect(200);
    assert_eq!(
        (&restored["title"], &restored["content"], &restored["tags"], &restored["version"]),
        (&json!("Old"), &json!("old words"), &json!(["x"]), &json!(3))
    );
    assert_eq!(restored["state"], "draft", "what was taken back stays so");
    app.post(&cast.bo, &format!("{path}/versions/9/restore"), Value::Null).await.refused(404, "Article not found");
    for number in 0..105 {
        app.put(&cast.ana, &path, json!({"content": format!("words {number}")})).await.expect(200);
    }
    let versions = app.get(&cast.ana, &format!("{path}/versions")).await.expect(200);
    assert_eq!((versions.as_array().map(Vec::len), &versions[0]["version"]), (Some(100), &json!(108)));
}

async fn of_two_who_change_the_same_version_one_is_told(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.ana, "kb/articles", json!({"title": "Hours", "content": "x"})).await.expect(201);
    let path = format!("kb/articles/{}", made["id"]);
    let calls = ["a", "b", "c", "d"]
        .map(|word| app.request(Method::PUT, &cast.ana, &path).json(&json!({"content": word, "version": 1})));
    let mut racing = tokio::task::JoinSet::new();
    for call in calls {
        racing.spawn(async move { call.send().await.expect("an answer").status().as_u16() });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409]);
    let late = app.put(&cast.bo, &path, json!({"title": "y", "version": 1})).await;
    late.refused(409, "Somebody has changed this article meanwhile. Read it again first.");
}

async fn a_deleted_article_is_gone_with_its_versions(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.ana, "kb/articles", json!({"title": "Hours", "content": "x"})).await.expect(201);
    let path = format!("kb/articles/{}", text(&made["uuid"]));
    assert_eq!(app.delete(&cast.ana, &path).await.expect(200), json!({"message": "Article deleted"}));
    for path in [path.clone(), format!("{path}/versions")] {
        app.get(&cast.ana, &path).await.refused(404, "Article not found");
    }
    app.delete(&cast.ana, &path).await.refused(404, "Article not found");
    assert_eq!(app.get(&cast.ana, "kb/articles").await.expect(200), json!([]));
    // The job that was to index it has nothing to do.
    app.run_jobs().await;
    let again = app.post(&cast.ana, "kb/articles", json!({"title": "Hours", "content": "x"})).await.expect(201);
    assert_eq!(again["slug"], "hours");
}

async fn lists_are_newest_first_and_walk_every_article_once(app: TestApp) {
    let cast = app.cast().await;
    let mut numbers = Vec::new();
    for at in 0..25 {
        let state = if at % 5 == 0 { "draft" } else { "published" };
        let body = json!({"title": format!("Article \"{at}\" Élan"), "content": "x", "state": state, "tags": [format!("t{}", at % 2), "100%"],
            "category": if at < 3 { json!("First") } else { Value::Null }});
        numbers.push(app.post(&cast.ana, "kb/articles", body).await.expect(201)["id"].as_i64().expect("a number"));
    }
    app.post(&cast.bea, "kb/articles", json!({"title": "Bolt's", "content": "x"})).await.expect(201);
    numbers.reverse();
    app.run_jobs().await;
    let ids = |list: &Value| -> Vec<i64> {
        list.as_array().expect("rows").iter().filter_map(|one| one["id"].as_i64()).collect()
    };
    assert_eq!(ids(&app.get(&cast.ana, "kb/articles/").await.expect(200)), numbers);
    assert_eq!(ids(&app.get(&cast.ana, "kb/articles?page=3&limit=10").await.expect(200)), numbers[20..]);
    let mut answer = app.get(&cast.ana, "kb/articles?limit=10").await;
    let mut walked = ids(&answer.json);
    while let Some(next) = answer.link("next") {
        app.post(&cast.ana, "kb/articles", json!({"title": "Meanwhile", "content": "x"})).await.expect(201);
        answer = app.get(&cast.ana, next.split_once("/api/v1/").expect("a link").1).await;
        walked.extend(ids(&answer.json));
    }
    assert_eq!(walked, numbers);
    let back = answer.link("prev").expect("a way back");
    assert_eq!(ids(&app.get(&cast.ana, back.split_once("/api/v1/").expect("a link").1).await.json), numbers[10..20]);
    for (query, count) in [
        ("state=draft", 5),
        ("tag=t0&state=published", 10),
        ("tag=100%25", 25),
        ("tag=t", 0),
        ("category=First", 3),
        ("q=\"7\"", 1),
        ("q=ARTICLE", 25),
        ("q=%25", 0),
        ("index_state=indexed&tag=t1", 10),
    ] {
        let found = app.get(&cast.ana, &format!("kb/articles?{query}")).await.expect(200);
        assert_eq!(ids(&found).len(), count, "{query}");
    }
    for bad in ["page=0", "limit=201", "state=x", "index_state=x", "cursor=x", "tag=", "category="] {
        let name = bad.split('=').next().expect("a name");
        assert_eq!(app.get(&cast.ana, &format!("kb/articles?{bad}")).await.invalid(), [format!("query.{name}")]);
    }
    let etag = app.get(&cast.ana, "kb/articles").await.header("etag").expect("a version").to_owned();
    let ask = || app.request(Method::GET, &cast.ana, "kb/articles").header("if-none-match", &etag);
    assert_eq!(app.send(ask()).await.status, 304);
    app.post(&cast.ana, &format!("kb/articles/{}/index", numbers[1]), Value::Null).await.expect(200);
    assert_eq!(app.send(ask()).await.status, 200, "it is indexed again");
}

async fn bad_fields_of_an_article_are_told_all_at_once(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"title": " ", "content": "\n\t", "tags": ["x".repeat(65)], "state": "gone", "category": "",
        "language": "english", "slug": "A"});
    let all =
        ["body.category", "body.content", "body.language", "body.slug", "body.state", "body.tags.0", "body.title"];
    assert_eq!(app.post(&cast.ana, "kb/articles", body.clone()).await.invalid(), all);
    let made = app.post(&cast.ana, "kb/articles", json!({"title": "x", "content": "x"})).await.expect(201);
    assert_eq!(app.put(&cast.ana, &format!("kb/articles/{}", made["id"]), body).await.invalid(), all);
    assert_eq!(app.post(&cast.ana, "kb/articles", json!({})).await.invalid(), ["body.content", "body.title"]);
    for (field, value) in [
        ("title", json!("x".repeat(301))),
        ("title", json!("a\u{0}b")),
        ("content", json!("x".repeat(100_001))),
        ("content", json!(7)),
        ("tags", json!("x")),
        ("tags", json!(vec!["x"; 21])),
    ] {
        let mut body = json!({"title": "x", "content": "x"});
        body[field] = value;
        assert_eq!(app.post(&cast.ana, "kb/articles", body).await.invalid(), [format!("body.{field}")]);
    }
    for language in ["en", "pt-BR", "zh-Hant-TW", "gsw"] {
        let body = json!({"title": "x", "content": "x", "language": language});
        assert_eq!(app.post(&cast.ana, "kb/articles", body).await.expect(201)["language"], language);
    }
}

async fn what_an_article_holds_is_kept_as_it_is_written(app: TestApp) {
    let cast = app.cast().await;
    let odd = "# \u{202e}𝔘 '; DROP TABLE articles; --\r\n\n    code\n<script>alert(1)</script> \\ $1 ?1 😀 ";
    let made = app.post(&cast.ana, "kb/articles", json!({"title": "  odd ", "content": odd})).await.expect(201);
    assert_eq!((&made["title"], &made["content"]), (&json!("odd"), &json!(odd)));
    let long = "wörd ".repeat(20_000);
    let made = app.post(&cast.ana, "kb/articles", json!({"title": "long", "content": long})).await.expect(201);
    app.run_jobs().await;
    let now = app.get(&cast.ana, &format!("kb/articles/{}", made["id"])).await.expect(200);
    assert_eq!((&now["index_state"], &now["content"]), (&json!("indexed"), &json!(long)));
}
