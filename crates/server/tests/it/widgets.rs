//! Widgets (contract section 4): the owner designs them, everybody reads them, and only their pages may from a browser.

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::{self, text};
use crate::rig::{Answer, NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_widget_has_the_documented_shape_and_defaults,
    a_domain_is_normalised_and_taken_once,
    only_the_owner_designs_widgets,
    an_update_changes_what_it_names,
    what_cannot_be_shown_is_refused,
    the_first_widget_makes_the_channel_and_the_next_share_it,
    anybody_reads_a_widget_and_its_contacts,
    browsers_are_let_in_from_the_widgets_domain_only,
    parallel_first_widgets_share_one_channel,
];

async fn a_widget_has_the_documented_shape_and_defaults(app: TestApp) {
    let cast = app.cast().await;
    let answer = app.post(&cast.olu, "widget/create/", json!({"domain": "https://Shop.Example:8443/help?x=1"})).await;
    let documented = [
        "id",
        "business_id",
        "name",
        "domain",
        "welcome_heading",
        "welcome_tagline",
        "primary_color",
        "show_online_badge",
        "logo_url",
        "config",
        "created_at",
        "updated_at",
        "number",
    ];
    let places: Vec<_> = documented.iter().map(|name| answer.text.find(&format!("\"{name}\":"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "the documented order: {}", answer.text);
    let made = answer.expect(201);
    assert_eq!(
        (&made["name"], &made["domain"], &made["welcome_heading"], &made["primary_color"], &made["show_online_badge"]),
        (&json!("PingBack Support"), &json!("shop.example"), &json!("Hi there!"), &json!("#7650FF"), &json!(true))
    );
    assert_eq!(
        (&made["logo_url"], &made["config"], &made["business_id"]),
        (&Value::Null, &json!({}), &json!(cast.acme.id))
    );
    assert_eq!(made["created_at"], "2024-03-01T09:00:00Z");
    assert_eq!(app.get(&cast.ana, "widget/").await.expect(200), json!([made]));
    assert_eq!(app.get(&cast.bea, "widget").await.expect(200), json!([]));
}

async fn a_domain_is_normalised_and_taken_once(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "bücher.example"})).await.expect(201);
    assert_eq!(made["domain"], "xn--bcher-kva.example");
    let refusal = "There is already a widget for this domain";
    for same in
        ["BÜCHER.example", "http://xn--bcher-kva.example/", "xn--bcher-kva.example.", "bu\u{308}cher.example:80"]
    {
        app.post(&cast.olu, "widget/create", json!({"domain": same})).await.refused(400, refusal);
    }
    // Another business may; one's own other widget may not move there.
    app.post(&cast.bea, "widget/create", json!({"domain": "bücher.example"})).await.expect(201);
    let other = app.post(&cast.olu, "widget/create", json!({"domain": "www.bücher.example"})).await.expect(201);
    let path = format!("widget/update/{}", text(&other["id"]));
    app.put(&cast.olu, &path, json!({"domain": "bücher.example"})).await.refused(400, refusal);
    app.put(&cast.olu, &path, json!({"domain": "WWW.bücher.example"})).await.expect(200);
    for bad in [
        "",
        " ",
        "not a domain",
        "ftp://a.example",
        "user@a.example",
        "*.a.example",
        "a\u{0}.example",
        "a..example",
        "javascript:alert(1)",
    ] {
        assert_eq!(
            app.post(&cast.olu, "widget/create", json!({"domain": bad})).await.invalid(),
            ["body.domain"],
            "{bad}"
        );
    }
    assert_eq!(app.post(&cast.olu, "widget/create", json!({"name": "x"})).await.invalid(), ["body.domain"]);
    assert_eq!(app.get(&cast.olu, "widget").await.expect(200).as_array().map(Vec::len), Some(2));
}

async fn only_the_owner_designs_widgets(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    for (caller, status) in [(Some(&cast.bo), 403), (Some(&cast.ana), 403), (NOBODY, 401)] {
        assert_eq!(app.post(caller, "widget/create", json!({"domain": "b.example"})).await.status, status);
        let path = format!("widget/update/{}", text(&made["id"]));
        assert_eq!(app.put(caller, &path, json!({"name": "Mine"})).await.status, status);
    }
    for id in [text(&made["id"]), made["number"].to_string()] {
        let body = json!({"name": "Mine", "business_id": cast.bolt.id});
        app.put(&cast.bea, &format!("widget/update/{id}"), body).await.refused(404, "Not found");
    }
    assert_eq!(app.get(NOBODY, "widget").await.status, 401);
    assert_eq!(app.get(&cast.olu, "widget").await.expect(200), json!([made]));
}

async fn an_update_changes_what_it_names(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"domain": "shop.example", "name": "Acme", "welcome_tagline": "مرحبا 👋", "logo_url": "https://cdn.example/l.png",
        "config": {"allow_localhost": true}, "primary_color": "#abc", "show_online_badge": false});
    let made = app.post(&cast.olu, "widget/create", body).await.expect(201);
    assert_eq!((&made["primary_color"], &made["welcome_tagline"]), (&json!("#AABBCC"), &json!("مرحبا 👋")));
    app.clock.advance(std::time::Duration::from_secs(5));
    let path = format!("widget/update/{}/", made["number"]);
    let body = json!({"welcome_heading": "Hello", "id": "x", "business_id": cast.bolt.id, "channel_id": 999, "created_at": null});
    let next = app.put(&cast.olu, &path, body).await.expect(200);
    let mut wanted = made.clone();
    wanted["welcome_heading"] = json!("Hello");
    wanted["updated_at"] = json!("2024-03-01T09:00:05Z");
    assert_eq!(next, wanted);
    let next = app.put(&cast.olu, &path, json!({"logo_url": null, "welcome_heading": ""})).await.expect(200);
    assert_eq!(
        (&next["logo_url"], &next["welcome_heading"], &next["name"]),
        (&Value::Null, &json!(""), &json!("Acme"))
    );
    assert_eq!(shown(&app, &text(&made["id"])).await, next);
}

/// What a page reads of a widget, but for whether anybody is there.
async fn shown(app: &TestApp, id: &str) -> Value {
    let mut found = app.get(NOBODY, &format!("widget/{id}/")).await.expect(200);
    assert!(found.as_object_mut().expect("an object").remove("is_online").is_some_and(|online| online.is_boolean()));
    found
}

async fn what_cannot_be_shown_is_refused(app: TestApp) {
    let cast = app.cast().await;
    let long = "x".repeat(20 * 1024);
    for (name, bad) in [
        ("primary_color", json!("red")),
        ("primary_color", json!("#12345")),
        ("primary_color", json!("#7650FF;background:url(x)")),
        ("primary_color", json!("#76５0FF")),
        ("primary_color", Value::Null),
        ("logo_url", json!("javascript:alert(1)")),
        ("logo_url", json!("data:image/png;base64,x")),
        ("logo_url", json!("//cdn.example/x.png")),
        ("logo_url", json!(long)),
        ("name", json!(" ")),
        ("name", json!(long)),
        ("name", json!("a\u{0}b")),
        ("welcome_heading", json!(long)),
        ("welcome_tagline", json!(7)),
        ("show_online_badge", json!("perhaps")),
        ("config", json!([])),
        ("config", json!({"x": long})),
        ("config", json!({"x": "\u{0}"})),
    ] {
        let body = json!({"domain": "shop.example", name: bad});
        assert_eq!(app.post(&cast.olu, "widget/create", body).await.invalid(), [format!("body.{name}")], "{name}");
    }
    let body = json!({"domain": "x y", "primary_color": "red", "logo_url": 7});
    assert_eq!(
        app.post(&cast.olu, "widget/create", body).await.invalid(),
        ["body.domain", "body.logo_url", "body.primary_color"]
    );
}

async fn the_first_widget_makes_the_channel_and_the_next_share_it(app: TestApp) {
    let cast = app.cast().await;
    let one = app.post(&cast.olu, "widget/create", json!({"domain": "one.example"})).await.expect(201);
    app.post(&cast.olu, "widget/create", json!({"domain": "two.example"})).await.expect(201);
    let channels = app.get(&cast.olu, "channels").await.expect(200);
    assert_eq!(channels.as_array().map(Vec::len), Some(1));
    assert_eq!((&channels[0]["type"], &channels[0]["is_active"]), (&json!("widget"), &json!(true)));
    let path = format!("widget/{}/messages", text(&one["id"]));
    let say = || app.post(NOBODY, &path, json!({"content": "Hi"}));
    say().await.expect(201);
    // Without its channel a widget takes no messages; a new widget channel takes it over.
    app.delete(&cast.olu, &format!("channels/{}", text(&channels[0]["id"]))).await.expect(200);
    assert_eq!(say().await.status, 404);
    app.get(NOBODY, &format!("widget/{}", text(&one["id"]))).await.expect(200);
    app.post(&cast.olu, "widget/create", json!({"domain": "three.example"})).await.expect(201);
    say().await.expect(201);
}

async fn anybody_reads_a_widget_and_its_contacts(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    for config in [
        json!({"type": "telegram", "config": {"bot_token": "123456:aaaaaaaaaaaaaaaaaaaaaa", "bot_username": "@acme_bot"}}),
        json!({"type": "email", "config": {"address": "Help@acme.example", "inbound_secret": "s"}}),
        json!({"type": "whatsapp", "config": {"phone_number_id": "1", "access_token": "t", "phone_number": "+34 600 111 222"}}),
        json!({"type": "sms", "config": {"account_sid": "a", "auth_token": "t", "from": "+34600111222"}}),
        json!({"type": "x", "is_active": false, "config": {"api_key": "k", "access_token": "t", "username": "acme"}}),
    ] {
        app.post(&cast.olu, "channels", config).await.expect(201);
    }
    for id in [text(&made["id"]), made["number"].to_string()] {
        assert_eq!(shown(&app, &id).await, made);
        let contacts = app.get(NOBODY, &format!("widget/{id}/channels/")).await.expect(200);
        assert_eq!(
            contacts,
            json!([
                {"type": "widget", "contact_url": null},
                {"type": "telegram", "contact_url": "https://t.me/acme_bot"},
                {"type": "email", "contact_url": "mailto:help@acme.example"},
                {"type": "whatsapp", "contact_url": "https://wa.me/34600111222"},
                {"type": "sms", "contact_url": "sms:+34600111222"}
            ])
        );
    }
    for id in ["999999", "00000000-0000-7000-8000-000000000000"] {
        app.get(NOBODY, &format!("widget/{id}")).await.refused(404, "Not found");
        app.get(NOBODY, &format!("widget/{id}/channels")).await.refused(404, "Not found");
    }
    assert_eq!(app.get(NOBODY, "widget/nonsense").await.invalid(), ["path.widget_id"]);
}

async fn from(app: &TestApp, method: Method, path: &str, origin: &str) -> Answer {
    let mut request = app.request(method.clone(), NOBODY, path).header("origin", origin);
    if method == Method::OPTIONS {
        request = request
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type");
    }
    if method == Method::POST {
        request = request.json(&json!({"content": "Hi"}));
    }
    app.send(request).await
}

async fn browsers_are_let_in_from_the_widgets_domain_only(app: TestApp) {
    let cast = app.cast().await;
    let made = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let id = text(&made["id"]);
    let paths =
        [format!("widget/{id}"), format!("widget/{id}/channels/"), format!("widget/{}/messages", made["number"])];
    for good in ["https://shop.example", "http://www.shop.example:8080"] {
        for path in &paths {
            let asked = from(&app, Method::OPTIONS, path, good).await;
            assert_eq!((asked.status, asked.header("access-control-allow-origin")), (204, Some(good)), "{path}");
            assert_eq!(asked.header("access-control-allow-methods"), Some("GET, POST"));
            assert_eq!(
                asked.header("access-control-allow-headers"),
                Some("authorization, content-type, idempotency-key")
            );
            let method = if path.ends_with("messages") { Method::POST } else { Method::GET };
            let answer = from(&app, method, path, good).await;
            assert!([200, 201].contains(&answer.status), "{}", answer.text);
            assert_eq!(answer.header("access-control-allow-origin"), Some(good));
            assert_eq!(answer.header("access-control-allow-credentials"), None);
            assert!(answer.header("vary").is_some_and(|vary| vary.to_lowercase().contains("origin")));
        }
    }
    // Refusals can be read too, by pages of the domain.
    let bad_body =
        app.request(Method::POST, NOBODY, &paths[2]).header("origin", "https://shop.example").json(&json!({}));
    let answer = app.send(bad_body).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (422, Some("https://shop.example")));
    for bad in [
        "https://evil.example",
        "https://evilshop.example",
        "null",
        "file://",
        "http://localhost:3000",
        "https://shop.example.evil.example",
    ] {
        for path in &paths {
            let asked = from(&app, Method::OPTIONS, path, bad).await;
            assert_eq!((asked.status, asked.header("access-control-allow-origin")), (204, None), "{bad}");
            assert_eq!(asked.header("access-control-allow-methods"), None);
        }
        let answer = from(&app, Method::GET, &paths[0], bad).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, None));
        assert_eq!(from(&app, Method::POST, &paths[2], bad).await.status, 403);
    }
    let path = format!("widget/update/{id}");
    app.put(&cast.olu, &path, json!({"config": {"allow_localhost": true}})).await.expect(200);
    let local = from(&app, Method::GET, &paths[0], "http://localhost:3000").await;
    assert_eq!(local.header("access-control-allow-origin"), Some("http://localhost:3000"));
    // The rest of the API is for no page of another origin.
    let list = app.request(Method::GET, &cast.olu, "conversations/").header("origin", "https://shop.example");
    assert_eq!(app.send(list).await.header("access-control-allow-origin"), None);
    let list = app.request(Method::GET, &cast.olu, "widget/").header("origin", "https://shop.example");
    assert_eq!(app.send(list).await.header("access-control-allow-origin"), None);
}

/// Seen to fail on PostgreSQL without the lock on the business's row: there were two channels.
async fn parallel_first_widgets_share_one_channel(app: TestApp) {
    for round in 0..25 {
        let mut mia = cast::person(&app, &format!("mia{round}")).await;
        cast::business(&app, &mut mia, "Shop").await;
        let calls = (0..4).map(|at| app.post(&mia, "widget/create", json!({"domain": format!("shop{at}.example")})));
        for answer in futures_util::future::join_all(calls).await {
            answer.expect(201);
        }
        let channels = app.get(&mia, "channels/").await.expect(200);
        assert_eq!(channels.as_array().map(Vec::len), Some(1), "round {round}: {channels}");
    }
}
