//! The help centre: published articles as pages for anybody, and as hints in the widget; nothing else of a business.

use reqwest::Method;
use serde_json::json;

use crate::rig::cast::text;
use crate::rig::{Answer, Cast, NOBODY, TestApp, on_both_engines};

on_both_engines![
    anybody_reads_what_is_published_and_nothing_else,
    a_page_that_has_not_changed_costs_one_statement_and_no_body,
    nothing_in_an_article_runs_on_its_page,
    visitors_search_by_words,
    owners_and_admins_name_the_help_centre_and_switch_it_off,
    addresses_are_names_in_any_writing,
    a_widget_finds_articles_for_visitors_of_its_pages,
    the_sitemap_lists_what_is_published,
];

/// Acme with two published articles and a draft, Bolt with one.
async fn written(app: &TestApp) -> Cast {
    let cast = app.cast().await;
    for body in [
        json!({"title": "Returns & refunds", "content": "Send it back within **30 days** by giraffe.", "category": "Orders & co", "language": "en"}),
        json!({"title": "Öffnungszeiten", "content": "Von 9 bis 5.", "language": "de"}),
        json!({"title": "Our secret plan", "content": "giraffe, quietly", "state": "draft"}),
    ] {
        app.post(&cast.ana, "kb/articles", body).await.expect(201);
    }
    app.post(&cast.bea, "kb/articles", json!({"title": "Bolt's own", "content": "giraffe"})).await.expect(201);
    app.run_jobs().await;
    cast
}

async fn page(app: &TestApp, path: &str) -> Answer {
    let answer = app.get(NOBODY, path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("default-src 'none'")
            && !policy.contains("script")
            && policy.contains("frame-ancestors 'none'")
    );
    assert!(!answer.text.contains("<script") && !answer.text.contains("style="), "{}", answer.text);
    answer
}

async fn anybody_reads_what_is_published_and_nothing_else(app: TestApp) {
    let cast = written(&app).await;
    let home = page(&app, "/help/acme").await.text;
    assert!(
        home.contains("Returns &amp; refunds") && home.contains("Öffnungszeiten") && home.contains("Orders &amp; co")
    );
    assert!(!home.contains("secret") && !home.contains("Bolt"), "{home}");
    assert!(home.contains("href=\"/help/acme/articles/returns-refunds\""), "{home}");
    let category = page(&app, "/help/acme/categories/orders-co").await.text;
    assert!(category.contains("Returns &amp; refunds") && !category.contains("Öffnungszeiten"));
    let article = page(&app, "/help/acme/articles/returns-refunds").await.text;
    for part in
        ["<h1>Returns &amp; refunds</h1>", "<strong>30 days</strong>", "lang=\"en\"", "Updated", "rel=\"canonical\""]
    {
        assert!(article.contains(part), "{part}: {article}");
    }
    let style = app.get(NOBODY, "/help/style.css").await;
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert!(style.text.contains("prefers-color-scheme: dark"));
    for path in [
        "/help/acme/articles/our-secret-plan",
        "/help/acme/articles/bolt-s-own",
        "/help/acme/articles/nothing",
        "/help/acme/categories/nothing",
        "/help/nothing",
        "/help/..%2F..%2Fetc%2Fpasswd",
        "/help/acme/articles/%00",
    ] {
        let answer = app.get(NOBODY, path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
        assert!(!answer.text.contains("secret") && !answer.text.contains("giraffe"));
    }
    let list = app.get(&cast.ana, "kb/articles?q=returns").await.expect(200);
    app.put(&cast.ana, &format!("kb/articles/{}", list[0]["id"]), json!({"state": "draft"})).await.expect(200);
    assert_eq!(app.get(NOBODY, "/help/acme/articles/returns-refunds").await.status, 404, "gone at once");
}

async fn a_page_that_has_not_changed_costs_one_statement_and_no_body(app: TestApp) {
    let cast = written(&app).await;
    let ask = |path: &str, etag: &str| app.request(Method::GET, NOBODY, path).header("if-none-match", etag);
    for path in ["/help/acme", "/help/acme/articles/returns-refunds", "/help/acme/sitemap.xml", "/help/style.css"] {
        let first = app.get(NOBODY, path).await;
        let etag = first.header("etag").expect("a version").to_owned();
        let before = app.running.db.counters().statements;
        let again = app.send(ask(path, &etag)).await;
        assert_eq!((again.status, again.text.as_str()), (304, ""), "{path}");
        assert!(app.running.db.counters().statements - before <= 1, "{path}");
    }
    let etag = page(&app, "/help/acme").await.header("etag").expect("a version").to_owned();
    app.post(&cast.ana, "kb/articles", json!({"title": "New", "content": "x"})).await.expect(201);
    assert!(app.send(ask("/help/acme", &etag)).await.text.contains("New"));
}

async fn nothing_in_an_article_runs_on_its_page(app: TestApp) {
    let cast = app.cast().await;
    let content =
        "<script>evil()</script><img src=x onerror=evil()>[x](javascript:evil())<style>*{display:none}</style>
<iframe src=https://evil.example></iframe><form action=https://evil.example><input name=q></form>
<a href='https://ok.example' onclick=evil()>fine</a></main></body><svg/onload=evil()>";
    let body = json!({"title": "<script>evil()</script>\"'><b>", "content": content, "category": "<img src=x onerror=evil()>", "slug": "odd"});
    app.post(&cast.ana, "kb/articles", body).await.expect(201);
    app.patch(&cast.olu, "kb/help-centre", json!({"title": "</title><script>evil()</script>"})).await.expect(200);
    app.run_jobs().await;
    for path in [
        "/help/acme",
        "/help/acme/articles/odd",
        "/help/acme/search?q=fine%22%3E%3Cscript%3E",
        "/help/acme/categories/img-src-x-onerror-evil",
    ] {
        let html = page(&app, path).await.text.to_lowercase();
        for bad in [
            "<script",
            "onerror=evil()>\n",
            "<iframe",
            "<svg",
            "href=\"javascript",
            "<img src=x",
            "<style",
            "evil.example",
            "onclick=",
        ] {
            assert!(!html.contains(bad), "{path}: {bad}: {html}");
        }
        assert_eq!(html.matches("<form").count(), 1, "only our own search");
    }
    let article = page(&app, "/help/acme/articles/odd").await.text;
    assert!(
        article.contains("<a href=\"https://ok.example\" rel=\"noopener noreferrer nofollow\">fine</a>"),
        "{article}"
    );
}

async fn visitors_search_by_words(app: TestApp) {
    written(&app).await;
    let found = page(&app, "/help/acme/search?q=How+do+I+return%3F").await.text;
    assert!(
        found.contains("Returns &amp; refunds") && found.contains("30 days") && found.contains("noindex"),
        "{found}"
    );
    assert!(found.contains("value=\"How do I return?\""));
    let giraffes = page(&app, "/help/acme/search?q=giraffe").await.text;
    assert!(giraffes.contains("Returns") && !giraffes.contains("secret") && !giraffes.contains("Bolt"));
    assert!(page(&app, "/help/acme/search?q=zzzz").await.text.contains("Nothing was found"));
    for q in ["", "q=", "q=%20", "x=1"] {
        let answer = app.get(NOBODY, &format!("/help/acme/search?{q}")).await;
        assert_eq!((answer.status, answer.header("location")), (303, Some("/help/acme")), "{q}");
    }
    for q in ["%00", "%27%3B--", "%FF%FE", &"x".repeat(3_000)] {
        page(&app, &format!("/help/acme/search?q=a{q}")).await;
    }
}

async fn owners_and_admins_name_the_help_centre_and_switch_it_off(app: TestApp) {
    let cast = app.cast().await;
    let none = app.get(&cast.ana, "kb/help-centre").await.expect(200);
    assert_eq!(none, json!({"slug": null, "title": null, "is_public": true, "url": null}));
    app.post(&cast.ana, "kb/articles", json!({"title": "One", "content": "giraffe"})).await.expect(201);
    app.post(&cast.bea, "kb/articles", json!({"title": "Two", "content": "x"})).await.expect(201);
    app.patch(&cast.ana, "kb/help-centre", json!({})).await.refused(403, "Your role does not allow this");
    let taken = app.patch(&cast.olu, "kb/help-centre", json!({"slug": "bolt"})).await;
    taken.refused(400, "Another help centre has this name");
    let changed =
        app.patch(&cast.bo, "kb/help-centre", json!({"slug": "acme-help", "title": "Acme knows"})).await.expect(200);
    assert_eq!(
        (&changed["slug"], &changed["title"], &changed["is_public"]),
        (&json!("acme-help"), &json!("Acme knows"), &json!(true))
    );
    assert!(text(&changed["url"]).ends_with("/help/acme-help"));
    assert!(page(&app, "/help/acme-help").await.text.contains("Acme knows"));
    assert_eq!(app.get(NOBODY, "/help/acme").await.status, 404);
    for bad in ["A", "a/b", "style.css", "..", ""] {
        assert_eq!(
            app.patch(&cast.olu, "kb/help-centre", json!({"slug": bad})).await.invalid(),
            ["body.slug"],
            "{bad}"
        );
    }
    app.patch(&cast.olu, "kb/help-centre", json!({"is_public": false, "title": null})).await.expect(200);
    for path in [
        "/help/acme-help",
        "/help/acme-help/articles/one",
        "/help/acme-help/search?q=giraffe",
        "/help/acme-help/sitemap.xml",
    ] {
        assert_eq!(app.get(NOBODY, path).await.status, 404, "{path}");
    }
}

async fn addresses_are_names_in_any_writing(app: TestApp) {
    let cast = app.cast().await;
    app.post(&cast.ana, "kb/articles", json!({"title": "返品について", "content": "x", "category": "注文"}))
        .await
        .expect(201);
    let home = page(&app, "/help/acme").await.text;
    let href = home.split("href=\"").find(|part| part.contains("/articles/")).and_then(|part| part.split('"').next());
    let article = page(&app, href.expect("a link")).await.text;
    assert!(article.contains("<h1>返品について</h1>"));
    let href =
        article.split("href=\"").find(|part| part.contains("/categories/")).and_then(|part| part.split('"').next());
    assert!(page(&app, href.expect("a link")).await.text.contains("返品について"));
    let twin = crate::rig::cast::person(&app, "Dee").await;
    app.post(&twin, "auth/business/create", json!({"name": "ACME!"})).await.expect(201);
    app.post(&twin, "kb/articles", json!({"title": "Twin", "content": "x"})).await.expect(201);
    assert!(page(&app, "/help/acme-2").await.text.contains("Twin"));
}

async fn a_widget_finds_articles_for_visitors_of_its_pages(app: TestApp) {
    let cast = written(&app).await;
    let widget = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let path = format!("widget/{}/articles", text(&widget["id"]));
    let found = app.get(NOBODY, &format!("{path}?q=giraffe")).await.expect(200);
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    assert_eq!((&found[0]["title"], &found[0]["language"]), (&json!("Returns & refunds"), &json!("en")));
    assert_eq!(found[0]["excerpt"], "Send it back within 30 days by giraffe.");
    let url = text(&found[0]["url"]);
    page(&app, &url[url.find("/help/").expect("a page")..]).await;
    let from = |origin: &str| app.request(Method::GET, NOBODY, &format!("{path}?q=giraffe")).header("origin", origin);
    let own = app.send(from("https://shop.example")).await;
    assert_eq!((own.status, own.header("access-control-allow-origin")), (200, Some("https://shop.example")));
    let other = app.send(from("https://evil.example")).await;
    assert_eq!((other.status, other.header("access-control-allow-origin")), (403, None));
    let newest = app.get(NOBODY, &path).await.expect(200);
    let told: Vec<_> =
        newest.as_array().expect("articles").iter().map(|one| (text(&one["title"]), text(&one["excerpt"]))).collect();
    let said = |title: &str, excerpt: &str| (title.to_owned(), excerpt.to_owned());
    let returns = said("Returns & refunds", "Send it back within 30 days by giraffe.");
    assert_eq!(told, [said("Öffnungszeiten", "Von 9 bis 5."), returns]);
    assert_eq!(app.get(NOBODY, &format!("{path}?limit=1")).await.expect(200).as_array().map(Vec::len), Some(1));
    assert_eq!(app.get(NOBODY, &format!("{path}?q=")).await.invalid(), ["query.q"]);
    assert_eq!(app.get(NOBODY, &format!("{path}?q=x&limit=11")).await.invalid(), ["query.limit"]);
    app.patch(&cast.olu, "kb/help-centre", json!({"is_public": false})).await.expect(200);
    for asked in ["", "?q=giraffe"] {
        assert_eq!(app.get(NOBODY, &format!("{path}{asked}")).await.expect(200), json!([]));
    }
    let app = app.restart(|config| config.rate_limits = true).await;
    let mut statuses = Vec::new();
    for _ in 0..310 {
        statuses.push(app.get(NOBODY, &format!("{path}?q=giraffe")).await.status);
    }
    assert!(statuses.contains(&429) && statuses[0] == 200);
}

async fn the_sitemap_lists_what_is_published(app: TestApp) {
    written(&app).await;
    let map = app.get(NOBODY, "/help/acme/sitemap.xml").await;
    assert_eq!((map.status, map.header("content-type")), (200, Some("application/xml; charset=utf-8")));
    let read = documents::sitemap::read(map.text.as_bytes());
    assert_eq!(read.pages.len(), 3, "{}", map.text);
    assert!(read.pages.iter().all(|url| url.starts_with("http")) && !map.text.contains("secret"));
    for url in read.pages {
        page(&app, &url[url.find("/help/").expect("a page")..]).await;
    }
}
