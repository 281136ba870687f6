//! What the program carries for browsers: the agents' app, the widget for pages of any origin, the demo shop.
//! Needs them built (`scripts/web`), as `make test` does before.

use reqwest::Method;
use serde_json::json;

use crate::rig::{Answer, NOBODY, TestApp, on_both_engines};

on_both_engines![
    the_app_is_one_page_at_each_of_its_addresses,
    files_with_a_hash_are_kept_for_ever_and_sent_compressed,
    pages_of_any_origin_may_load_the_widget,
    the_demo_shop_has_the_oldest_widget_in_it,
    a_page_of_this_server_may_use_every_widget,
];

const HTML: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

async fn fetch(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = app.request(Method::GET, NOBODY, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request).await
}

/// The path of the first script that a page or a script names, below `folder`.
fn named<'a>(text: &'a str, folder: &str) -> &'a str {
    let start = text.find(folder).expect("it names a file: are web/dist and widget/dist built (scripts/web)?");
    let rest = &text[start..];
    &rest[..rest.find(['"', '`', '\'', ')']).expect("an end")]
}

async fn the_app_is_one_page_at_each_of_its_addresses(app: TestApp) {
    let page = fetch(&app, "/", &[("accept", HTML)]).await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'self'")));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let deep = fetch(&app, "/inbox/mine?c=7", &[("accept", HTML)]).await;
    assert_eq!((deep.status, &deep.text), (200, &page.text));
    // Neither a file that is missing nor an unknown call of the API is a page.
    for missing in ["/assets/none-12345678.js", "/api/v1/nothing", "/widget/none.js", "/demo", "/demo/shop.js"] {
        let accept = if missing.starts_with("/demo") { "*/*" } else { HTML };
        assert_eq!(fetch(&app, missing, &[("accept", accept)]).await.status, 404, "{missing}");
    }
    let write = app.send(app.request(Method::POST, NOBODY, "/inbox").header("accept", HTML)).await;
    assert_eq!(write.status, 404);
}

async fn files_with_a_hash_are_kept_for_ever_and_sent_compressed(app: TestApp) {
    let page = fetch(&app, "/", &[("accept", HTML)]).await;
    let script = format!("/{}", named(&page.text, "assets/"));
    let plain = fetch(&app, &script, &[]).await;
    assert_eq!((plain.status, plain.header("content-encoding")), (200, None));
    assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(plain.header("content-type"), Some("text/javascript; charset=utf-8"));
    let small = fetch(&app, &script, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((small.status, small.header("content-encoding")), (200, Some("br")));
    assert_eq!(small.header("vary"), Some("Accept-Encoding"));
    assert_eq!(small.header("etag"), plain.header("etag"));
    let etag = plain.header("etag").expect("a version");
    let again = fetch(&app, &script, &[("if-none-match", etag)]).await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
}

async fn pages_of_any_origin_may_load_the_widget(app: TestApp) {
    let loader = fetch(&app, "/widget.js", &[("origin", "https://shop.example")]).await;
    assert_eq!((loader.status, loader.header("cache-control")), (200, Some("public, max-age=300")));
    let chat = format!("/{}", named(&loader.text, "widget/chat-"));
    let module = fetch(&app, &chat, &[("origin", "https://shop.example")]).await;
    assert_eq!(module.header("cache-control"), Some("public, max-age=31536000, immutable"));
    for file in [&loader, &module] {
        assert_eq!(file.status, 200);
        assert_eq!(file.header("cross-origin-resource-policy"), Some("cross-origin"));
        assert_eq!(file.header("access-control-allow-origin"), Some("*"));
        assert_eq!(file.header("content-type"), Some("text/javascript; charset=utf-8"));
    }
}

async fn the_demo_shop_has_the_oldest_widget_in_it(app: TestApp) {
    let app = app.restart(|config| config.demo = true).await;
    assert_eq!(fetch(&app, "/demo", &[("accept", HTML)]).await.status, 404, "no widget yet");
    let cast = app.cast().await;
    let first = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    app.post(&cast.olu, "widget/create", json!({"domain": "other.example"})).await.expect(201);
    let page = fetch(&app, "/demo/", &[("accept", HTML)]).await;
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    let id = first["id"].as_str().expect("an id");
    assert!(page.text.contains(&format!("data-widget-id=\"{id}\"")) && !page.text.contains("{{"));
    assert!(page.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'self'")));
    assert_eq!(fetch(&app, "/demo/shop.css", &[]).await.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(fetch(&app, "/demo/index.html", &[]).await.status, 404, "only with its blank filled in");
    assert_eq!(fetch(&app, "/demo/..%2Fwidget.js", &[]).await.status, 404);
}

async fn a_page_of_this_server_may_use_every_widget(app: TestApp) {
    let cast = app.cast().await;
    let widget = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let path = format!("widget/{}/messages", widget["id"].as_str().expect("an id"));
    let own = app.url("/");
    let own = own.trim_end_matches('/');
    for (origin, status) in [(own, 201), ("https://evil.example", 403), ("null", 403)] {
        let request = app.request(Method::POST, NOBODY, &path).header("origin", origin);
        assert_eq!(app.send(request.json(&json!({"content": "Hello?"}))).await.status, status, "{origin}");
    }
}
