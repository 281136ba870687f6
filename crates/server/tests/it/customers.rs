//! Customers (decision D36): made, found, changed, listed; one spelling of addresses, one external id.

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_customer_has_the_documented_shape,
    addresses_are_kept_in_one_spelling,
    an_external_id_belongs_to_one_customer,
    a_change_touches_what_it_names,
    attributes_are_an_object_of_bounded_size,
    pages_and_cursors_cover_every_customer_once,
    a_list_is_unchanged_until_something_changes,
    customers_are_searched_by_beginnings_of_words,
    another_business_has_no_such_customer,
    bad_fields_are_told_all_at_once,
];

async fn a_customer_has_the_documented_shape(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"name": "Alex Johnson", "email": "alex@example.com", "attributes": {"plan": "gold"}});
    let answer = app.post(&cast.ana, "customers", body).await;
    let documented = [
        "id",
        "business_id",
        "name",
        "email",
        "phone",
        "external_id",
        "created_at",
        "uuid",
        "attributes",
        "avatar_url",
        "last_seen_at",
    ];
    let places: Vec<_> = documented.iter().map(|name| answer.text.find(&format!("\"{name}\":"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "the documented order: {}", answer.text);
    let made = answer.expect(201);
    assert_eq!(made["business_id"], cast.acme.number);
    assert_eq!(
        (&made["phone"], &made["external_id"], &made["last_seen_at"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(made["attributes"], json!({"plan": "gold"}));
    for id in [made["id"].to_string(), text(&made["uuid"])] {
        assert_eq!(app.get(&cast.bo, &format!("customers/{id}/")).await.expect(200), made);
    }
    let nameless = app
        .post(
            &cast.ana,
            "customers/",
            json!({"id": 1, "uuid": "x", "business_id": cast.bolt.number,
        "avatar_url": "https://evil.example", "last_seen_at": "1999-01-01T00:00:00Z", "created_at": null}),
        )
        .await
        .expect(201);
    assert_eq!((&nameless["business_id"], &nameless["avatar_url"]), (&json!(cast.acme.number), &Value::Null));
    assert_eq!((&nameless["last_seen_at"], &nameless["attributes"]), (&Value::Null, &json!({})));
    for id in ["0", "-1", "x", "999999999999999999999"] {
        assert_eq!(app.get(&cast.ana, &format!("customers/{id}")).await.invalid(), ["path.customer_id"]);
    }
    app.get(&cast.ana, "customers/999999").await.refused(404, "Not found");
    for answer in [
        app.get(NOBODY, "customers/").await,
        app.post(NOBODY, "customers/", json!({})).await,
        app.get(NOBODY, "customers/1").await,
        app.patch(NOBODY, "customers/1", json!({})).await,
    ] {
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some("Bearer")));
    }
}

async fn addresses_are_kept_in_one_spelling(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"name": "  Ünï العربية 😀 ", "email": " Alex@Example.COM", "phone": "+34 (600) 111-222"});
    let made = app.post(&cast.ana, "customers", body).await.expect(201);
    assert_eq!((&made["email"], &made["phone"]), (&json!("alex@example.com"), &json!("+34600111222")));
    assert_eq!(made["name"], "Ünï العربية 😀");
    let local = app.post(&cast.ana, "customers", json!({"phone": "600 111  222", "email": "alex@example.com"})).await;
    assert_eq!(
        local.expect(201)["phone"],
        "600 111 222",
        "two may share an address, and a number without its country stays"
    );
}

async fn an_external_id_belongs_to_one_customer(app: TestApp) {
    let cast = app.cast().await;
    let one = app.post(&cast.ana, "customers", json!({"external_id": "crm-1"})).await.expect(201);
    let refusal = "This external id belongs to another customer";
    app.post(&cast.bo, "customers", json!({"external_id": "crm-1", "name": "Twin"})).await.refused(400, refusal);
    app.post(&cast.bea, "customers", json!({"external_id": "crm-1"})).await.expect(201);
    let two = app.post(&cast.ana, "customers", json!({"external_id": "CRM-1"})).await.expect(201);
    let path = format!("customers/{}", two["id"]);
    app.patch(&cast.ana, &path, json!({"external_id": "crm-1", "name": "New"})).await.refused(400, refusal);
    assert_eq!(app.get(&cast.ana, &path).await.expect(200), two);
    app.patch(&cast.ana, &format!("customers/{}", one["id"]), json!({"external_id": null})).await.expect(200);
    app.patch(&cast.ana, &path, json!({"external_id": "crm-1"})).await.expect(200);
    let calls: Vec<_> = (0..8)
        .map(|_| app.request(Method::POST, &cast.ana, "customers").json(&json!({"external_id": "race"})))
        .collect();
    let mut racing = tokio::task::JoinSet::new();
    for call in calls {
        racing.spawn(async move { call.send().await.expect("an answer").status().as_u16() });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400, 400, 400, 400, 400, 400, 400]);
}

async fn a_change_touches_what_it_names(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"name": "Alex", "email": "alex@example.com", "phone": "+34600111222", "external_id": "1", "attributes": {"a": 1, "b": 2}});
    let made = app.post(&cast.ana, "customers", body).await.expect(201);
    app.clock.advance(std::time::Duration::from_secs(5));
    let path = format!("customers/{}", text(&made["uuid"]));
    let body = json!({"phone": null, "attributes": {"b": null, "c": [1]}, "id": 7, "business_id": cast.bolt.number, "created_at": null});
    let next = app.patch(&cast.ana, &path, body).await.expect(200);
    let mut wanted = made.clone();
    wanted["phone"] = Value::Null;
    wanted["attributes"] = json!({"a": 1, "c": [1]});
    wanted["updated_at"] = json!("2024-03-01T09:00:05Z");
    assert_eq!(next, wanted);
    assert_eq!(app.patch(&cast.ana, &path, json!({})).await.expect(200), next);
    // A conversation shows the customer as they are now.
    let body = json!({"business_id": cast.acme.id, "customer_id": made["id"]});
    app.post(&cast.ana, "conversations/", body).await.expect(201);
    app.patch(&cast.ana, &path, json!({"name": "Alexandra"})).await.expect(200);
    let list = app.get(&cast.ana, "conversations/").await.expect(200);
    assert_eq!(list[0]["customer"]["name"], "Alexandra");
    assert_eq!(list[0]["customer_id"], made["uuid"]);
}

async fn attributes_are_an_object_of_bounded_size(app: TestApp) {
    let cast = app.cast().await;
    for bad in [
        json!([]),
        json!("x"),
        json!(7),
        json!({"x": "y".repeat(17 * 1024)}),
        json!({"x": "\u{0}"}),
        json!({"\u{0}": 1}),
    ] {
        assert_eq!(app.post(&cast.ana, "customers", json!({"attributes": bad})).await.invalid(), ["body.attributes"]);
    }
    let made =
        app.post(&cast.ana, "customers", json!({"attributes": {"one": "y".repeat(10 * 1024)}})).await.expect(201);
    let path = format!("customers/{}", made["id"]);
    let more = json!({"attributes": {"two": "y".repeat(10 * 1024)}});
    app.patch(&cast.ana, &path, more).await.refused(400, "The attributes of a customer take 16 KiB at most");
    let odd = json!({"attributes": {"one": null, "deep": {"a": [{"b": "𝔘\u{202e}'; DROP TABLE customers; --"}]}}});
    let next = app.patch(&cast.ana, &path, odd.clone()).await.expect(200);
    assert_eq!(next["attributes"]["deep"], odd["attributes"]["deep"]);
}

async fn pages_and_cursors_cover_every_customer_once(app: TestApp) {
    let cast = app.cast().await;
    let mut numbers = vec![cast.cleo["id"].as_i64().expect("a number")];
    for at in 0..24 {
        let made = app.post(&cast.ana, "customers", json!({"name": format!("C{at}")})).await.expect(201);
        numbers.push(made["id"].as_i64().expect("a number"));
    }
    app.post(&cast.bea, "customers", json!({"name": "Not Acme's"})).await.expect(201);
    numbers.reverse();
    let ids = |list: &Value| -> Vec<i64> {
        list.as_array().expect("rows").iter().filter_map(|one| one["id"].as_i64()).collect()
    };
    assert_eq!(ids(&app.get(&cast.ana, "customers/").await.expect(200)), numbers, "the newest first");
    assert_eq!(ids(&app.get(&cast.ana, "customers/?page=3&limit=10").await.expect(200)), numbers[20..]);
    assert_eq!(app.get(&cast.ana, "customers/?page=4&limit=10").await.expect(200), json!([]));
    let mut answer = app.get(&cast.ana, "customers/?limit=10").await;
    assert!(answer.link("prev").is_none());
    let mut walked = ids(&answer.json);
    while let Some(next) = answer.link("next") {
        // Somebody new comes meanwhile, and shifts nothing.
        app.post(&cast.ana, "customers", json!({"name": "New"})).await.expect(201);
        answer = app.get(&cast.ana, next.split_once("/api/v1/").expect("a link").1).await;
        walked.extend(ids(&answer.json));
    }
    assert_eq!(walked, numbers);
    let back = answer.link("prev").expect("a way back");
    let answer = app.get(&cast.ana, back.split_once("/api/v1/").expect("a link").1).await;
    assert_eq!(ids(&answer.json), numbers[10..20]);
    for bad in [
        "page=0",
        "page=x",
        "limit=0",
        "limit=201",
        "limit=-1",
        "page=99999999999999999999",
        "cursor=nonsense",
        "page=999999999",
    ] {
        let name = bad.split('=').next().expect("a name");
        assert_eq!(app.get(&cast.ana, &format!("customers/?{bad}")).await.invalid(), [format!("query.{name}")]);
    }
    assert_eq!(
        app.get(&cast.ana, "customers/?page=0&limit=x&cursor=y").await.invalid(),
        ["query.cursor", "query.limit", "query.page"]
    );
}

async fn a_list_is_unchanged_until_something_changes(app: TestApp) {
    let cast = app.cast().await;
    let etag = app.get(&cast.ana, "customers/").await.header("etag").expect("a version").to_owned();
    let ask = |etag: &str| app.request(Method::GET, &cast.ana, "customers/").header("if-none-match", etag);
    let same = app.send(ask(&etag)).await;
    assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", Some(etag.as_str())));
    app.patch(&cast.ana, &format!("customers/{}", cast.cleo["id"]), json!({"name": "Cleopatra"})).await.expect(200);
    let next = app.send(ask(&etag)).await;
    assert_eq!((next.status, &next.json[0]["name"]), (200, &json!("Cleopatra")));
}

async fn customers_are_searched_by_beginnings_of_words(app: TestApp) {
    let cast = app.cast().await;
    for body in [
        json!({"name": "Zoë Müller", "email": "zoe.mueller@example.com", "phone": "+34 600 111 222", "external_id": "CRM-77"}),
        json!({"name": "Zack Mullen", "email": "zack@acme.example"}),
        json!({"name": "王小明"}),
    ] {
        app.post(&cast.ana, "customers", body).await.expect(201);
    }
    app.post(&cast.bea, "customers", json!({"name": "Zoë Bolt"})).await.expect(201);
    for (q, names) in [
        ("zo", vec!["Zoë Müller"]),
        ("ZOE mul", vec!["Zoë Müller"]),
        ("mul z", vec!["Zack Mullen", "Zoë Müller"]),
        ("oe", vec![]),
        ("example.com", vec!["Zoë Müller", "Cleo"]),
        ("zoe.mueller@example.com", vec!["Zoë Müller"]),
        ("600111222", vec!["Zoë Müller"]),
        ("%2B34 600 111", vec!["Zoë Müller"]),
        ("0034600111222", vec![]),
        ("crm-7", vec!["Zoë Müller"]),
        ("小明", vec!["王小明"]),
        ("王", vec!["王小明"]),
        ("bolt", vec![]),
        ("*", vec![]),
        ("%25", vec![]),
        ("_", vec![]),
        ("\" OR \"zo", vec![]),
        ("zo* NOT x", vec![]),
        ("'%3B DROP TABLE customers%3B --", vec![]),
        ("%E2%80%AE", vec![]),
    ] {
        let list = app.get(&cast.ana, &format!("customers/?q={q}")).await.expect(200);
        let found: Vec<&str> = list.as_array().expect("rows").iter().filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(found, names, "{q}");
    }
    assert_eq!(app.get(&cast.ana, &format!("customers/?q={}", "x".repeat(201))).await.invalid(), ["query.q"]);
    assert_eq!(app.get(&cast.ana, "customers/?q=%00").await.invalid(), ["query.q"]);
    app.get(&cast.ana, &format!("customers/?q={}", "zo%20".repeat(60))).await.expect(200);
    let zoe = app.get(&cast.ana, "customers/?q=zo").await.expect(200);
    app.patch(&cast.ana, &format!("customers/{}", zoe[0]["id"]), json!({"name": "Ada"})).await.expect(200);
    assert_eq!(app.get(&cast.ana, "customers/?q=m%C3%BCller").await.expect(200), json!([]), "an old name finds nobody");
    assert_eq!(app.get(&cast.ana, "customers/?q=ad%20600111").await.expect(200).as_array().map(Vec::len), Some(1));
}

async fn another_business_has_no_such_customer(app: TestApp) {
    let cast = app.cast().await;
    for id in [cast.cleo["id"].to_string(), text(&cast.cleo["uuid"])] {
        let path = format!("customers/{id}");
        app.get(&cast.bea, &path).await.refused(404, "Not found");
        app.patch(&cast.bea, &path, json!({"name": "Mine"})).await.refused(404, "Not found");
    }
    assert_eq!(app.get(&cast.bea, "customers/").await.expect(200), json!([]));
    assert_eq!(app.get(&cast.bea, "customers/?q=cleo").await.expect(200), json!([]));
    assert_eq!(app.get(&cast.ana, &format!("customers/{}", cast.cleo["id"])).await.expect(200)["name"], "Cleo");
}

async fn bad_fields_are_told_all_at_once(app: TestApp) {
    let cast = app.cast().await;
    let body =
        json!({"name": " ", "email": "no", "phone": "1".repeat(33), "external_id": "x".repeat(201), "attributes": 1});
    let all = ["body.attributes", "body.email", "body.external_id", "body.name", "body.phone"];
    assert_eq!(app.post(&cast.ana, "customers", body.clone()).await.invalid(), all);
    assert_eq!(app.patch(&cast.ana, &format!("customers/{}", cast.cleo["id"]), body).await.invalid(), all);
    for bad in [json!({"name": "a\u{0}b"}), json!({"name": 7}), json!({"name": "x".repeat(1_000)})] {
        assert_eq!(app.post(&cast.ana, "customers", bad).await.invalid(), ["body.name"]);
    }
    let long = app.request(Method::POST, &cast.ana, "customers").json(&json!({"name": "x".repeat(2 << 20)}));
    assert_eq!(app.send(long).await.status, 413);
    let text = app.request(Method::POST, &cast.ana, "customers").header("content-type", "text/plain").body("{}");
    assert_eq!(app.send(text).await.status, 415);
}
