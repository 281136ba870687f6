//! Articles out of a site, played over real HTTP: its pages and sitemap, what it asks for, where it tries to lead us.

use std::time::Duration;

use serde_json::{Value, json};

use super::items;
use crate::rig::cast::text;
use crate::rig::provider::{Call, Provider, Reply};
use crate::rig::{Cast, TestApp, on_both_engines};

on_both_engines![
    a_sites_pages_become_articles_with_their_addresses,
    what_a_site_asks_not_to_read_is_not_read,
    a_site_that_leads_to_private_places_leads_nowhere,
    a_sitemap_is_read_with_those_it_names,
    a_site_that_fails_is_told,
    a_site_without_end_is_read_up_to_a_bound,
    a_cancelled_import_asks_for_nothing_more,
];

fn page(title: &str, body: &str) -> Reply {
    let html = format!(
        "<html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav><main><h1>{title}</h1>
        <p>These are enough words to be an article about {title}.</p>{body}</main></body></html>"
    );
    Reply::Page(200, "text/html; charset=utf-8", html)
}

fn nothing() -> Reply {
    Reply::Page(404, "text/html", "<h1>Not found</h1>".to_owned())
}

/// The server with leave to call 127.0.0.1, and its people.
async fn open(app: TestApp) -> (TestApp, Cast) {
    let app = app.restart(|config| config.allow_private_hosts = vec!["127.0.0.1".to_owned()]).await;
    let cast = app.cast().await;
    (app, cast)
}

/// Imports a site to the end, as the clock goes on.
async fn import(app: &TestApp, cast: &Cast, url: &str) -> Value {
    let begun = app.post(&cast.olu, "kb/imports/site", json!({"url": url})).await.expect(201);
    let path = format!("kb/imports/{}", text(&begun["id"]));
    loop {
        app.run_jobs().await;
        let now = app.get(&cast.olu, &path).await.expect(200);
        if !now["finished_at"].is_null() {
            app.run_jobs().await;
            return now;
        }
        app.clock.advance(Duration::from_secs(31));
    }
}

fn paths(site: &Provider) -> Vec<String> {
    site.calls().into_iter().map(|call| call.path).collect()
}

async fn a_sites_pages_become_articles_with_their_addresses(app: TestApp) {
    let (app, cast) = open(app).await;
    let site = Provider::start(|_, call: &Call| match call.path.as_str() {
        "/help/" => page("Help", "<a href=one?utm_source=x#part>1</a> <a href='/help/two'>2</a> <a href=/shop>no</a> <a href=/help/x.png>no</a> <a href='https://elsewhere.invalid/help/'>no</a> <a href='mailto:a@b.c'>no</a>"),
        "/help/one" => page("Giraffes", "<a href=/help/>back</a><a href=deep/three>3</a><img src=https://img.example/x.png alt=pic>"),
        "/help/two" => page("Two", "<a href=one>1</a>"),
        "/help/deep/three" => page("Three", ""),
        _ => nothing(),
    })
    .await;
    let done = import(&app, &cast, &format!("{}/help/", site.url)).await;
    assert_eq!(
        json!([done["kind"], done["state"], done["created"], done["failed"]]),
        json!(["site", "done", 4, 0]),
        "{done}"
    );
    let mut asked = paths(&site);
    asked.sort();
    assert_eq!(
        asked,
        ["/help/", "/help/deep/three", "/help/one", "/help/two", "/robots.txt", "/sitemap.xml"],
        "each once"
    );
    let agent = site.calls()[0].header("user-agent").map(str::to_owned);
    assert!(agent.is_some_and(|agent| agent.starts_with("Pingback/")));
    let found = app.get(&cast.ana, "kb/search?q=giraffes").await.expect(200);
    assert_eq!(found[0]["title"], "Giraffes");
    let article = app.get(&cast.ana, &format!("kb/articles/{}", found[0]["id"])).await.expect(200);
    assert_eq!(
        (&article["source_url"], &article["language"]),
        (&json!(format!("{}/help/one", site.url)), &json!("en"))
    );
    let content = text(&article["content"]);
    assert!(content.contains(&format!("[3]({}/help/deep/three)", site.url)) && !content.contains("Home"), "{content}");
    let again = import(&app, &cast, &format!("{}/help/", site.url)).await;
    assert_eq!(json!([again["created"], again["unchanged"]]), json!([0, 4]));
}

async fn what_a_site_asks_not_to_read_is_not_read(app: TestApp) {
    let (app, cast) = open(app).await;
    let site = Provider::start(|_, call: &Call| match call.path.as_str() {
        "/robots.txt" => Reply::Page(200, "text/plain", "User-agent: *\nDisallow: /private\nCrawl-delay: 3\n".into()),
        "/" => page("Home", "<a href=/private/a>p</a><a href=/hidden>h</a><a href=/closed>c</a><a rel=nofollow href=/nf>n</a><a href=/copy>copy</a><a href=/moved>m</a>"),
        "/hidden" => page("Hidden", "<meta name=robots content=noindex><a href=/behind>b</a>"),
        "/closed" => page("Closed", "<meta name=robots content=nofollow><a href=/unseen>u</a>"),
        "/copy" => page("Copy", "<link rel=canonical href='/'>"),
        "/moved" => Reply::Elsewhere("/private/b".into()),
        "/behind" => page("Behind", ""),
        other if other.starts_with("/private") => page("Secret", ""),
        _ => nothing(),
    })
    .await;
    let done = import(&app, &cast, &site.url).await;
    let titles = app.get(&cast.ana, "kb/articles").await.expect(200);
    let mut titles: Vec<String> = titles.as_array().expect("articles").iter().map(|one| text(&one["title"])).collect();
    titles.sort();
    assert_eq!(titles, ["Behind", "Closed", "Home"], "{done}");
    for forbidden in ["/private/a", "/nf", "/unseen"] {
        assert!(!paths(&site).contains(&forbidden.to_owned()), "{forbidden}");
    }
    let told = items(&app, &cast.olu, &done).await;
    let of = |end: &str| {
        told.iter().find(|(name, ..)| name.ends_with(end)).map(|(_, state, error)| (state.clone(), error.clone()))
    };
    let robots = "The site's robots.txt asks programs not to read it.".to_owned();
    assert_eq!(of("/private/a"), Some(("skipped".into(), robots.clone())));
    assert_eq!(of("/moved"), Some(("skipped".into(), robots)));
    assert_eq!(of("/hidden").map(|(state, _)| state), Some("skipped".into()));
    let closed = Provider::start(|_, call: &Call| match call.path.as_str() {
        "/robots.txt" => Reply::Page(503, "text/plain", String::new()),
        _ => page("Home", ""),
    })
    .await;
    let done = import(&app, &cast, &closed.url).await;
    assert_eq!(
        json!([done["state"], done["problem"]]),
        json!(["failed", "The site's robots.txt could not be read: The site answers 503."])
    );
    assert_eq!(paths(&closed), ["/robots.txt"]);
}

async fn a_site_that_leads_to_private_places_leads_nowhere(app: TestApp) {
    let cast = app.cast().await;
    for url in [
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "https://user:pass@example.com/",
        "https://example.com:22/",
    ] {
        let answer = app.post(&cast.olu, "kb/imports/site", json!({"url": url})).await;
        assert_eq!(answer.status, 400, "{url}: {}", answer.text);
    }
    for url in ["file:///etc/passwd", "javascript:alert(1)", "gopher://x", "nothing", ""] {
        let answer = app.post(&cast.olu, "kb/imports/site", json!({"url": url})).await;
        assert_eq!(answer.invalid(), ["body.url"], "{url}");
    }
    assert_eq!(app.get(&cast.olu, "kb/imports").await.expect(200), json!([]));
    // A public page that sends us on to a place that only this server reaches.
    let secret = Provider::start(|_, _: &Call| page("Secret", "")).await;
    let app = app.restart(|config| config.allow_private_hosts = vec!["127.0.0.2".to_owned()]).await;
    let to = secret.url.clone();
    let site = Provider::start(move |_, call: &Call| match call.path.as_str() {
        "/" => page("Home", &format!("<a href=/on>on</a><a href='{to}/x'>x</a>")),
        "/on" => Reply::Elsewhere(format!("{to}/y")),
        _ => nothing(),
    })
    .await;
    let done = import(&app, &cast, &site.url.replace("127.0.0.1", "127.0.0.2")).await;
    assert_eq!(secret.calls().len(), 0, "{done}");
}

async fn a_sitemap_is_read_with_those_it_names(app: TestApp) {
    let (app, cast) = open(app).await;
    let site = Provider::start(|_, call: &Call| {
        let host = format!("http://{}", call.header("host").expect("a host"));
        let xml = |text: String| Reply::Page(200, "application/xml", text);
        match call.path.as_str() {
            "/sitemap.xml" => xml(format!("<sitemapindex><sitemap><loc>{host}/s1.xml</loc></sitemap><sitemap><loc>http://elsewhere.invalid/s.xml</loc></sitemap></sitemapindex>")),
            "/s1.xml" => xml(format!("<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>{host}/a</loc></url><url><loc>{host}/b?x=1&amp;y=2</loc></url><url><loc>{host}/&x;</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>")),
            "/a" => page("A", ""),
            "/b?x=1&y=2" => page("B", ""),
            _ => nothing(),
        }
    })
    .await;
    let done = import(&app, &cast, &format!("{}/sitemap.xml", site.url)).await;
    assert_eq!(json!([done["state"], done["created"]]), json!(["done", 2]), "{done}");
    assert!(paths(&site).iter().all(|path| !path.contains("passwd")));
}

async fn a_site_that_fails_is_told(app: TestApp) {
    let (app, cast) = open(app).await;
    let site = Provider::start(|_, call: &Call| match call.path.as_str() {
        "/" => page("Home", "<a href=/gone>g</a><a href=/cut>c</a><a href=/pdf>p</a><a href=/large>l</a><a href=/bare>b</a><a href=/loop>o</a>"),
        "/cut" => Reply::HangUp,
        "/pdf" => Reply::Page(200, "application/pdf", "%PDF".into()),
        "/large" => Reply::Page(200, "text/html", "x".repeat(6 << 20)),
        "/bare" => Reply::Page(200, "text/html", "<p>Hi".into()),
        "/loop" => Reply::Elsewhere("/loop".into()),
        _ => nothing(),
    })
    .await;
    let done = import(&app, &cast, &site.url).await;
    assert_eq!(json!([done["state"], done["created"], done["failed"]]), json!(["done", 1, 4]), "{done}");
    let told = items(&app, &cast.olu, &done).await;
    let of = |end: &str| told.iter().find(|(name, ..)| name.ends_with(end)).map(|(_, _, error)| error.clone());
    assert_eq!(of("/gone").as_deref(), Some("The site answers 404."));
    assert_eq!(of("/pdf").as_deref(), Some("It is not a web page."));
    assert_eq!(of("/bare").as_deref(), Some("There is hardly any text on it."));
    assert_eq!(of("/loop").as_deref(), Some("It redirects more than 5 times."));
    assert!(of("/large").is_some_and(|error| error.contains("larger")));
}

async fn a_site_without_end_is_read_up_to_a_bound(app: TestApp) {
    let (app, cast) = open(app).await;
    let site = Provider::start(|_, call: &Call| match call.path.strip_prefix("/p") {
        Some(number) => {
            let number: u64 = number.parse().unwrap_or(0);
            let links: String = (1..=30).map(|at| format!("<a href=/p{}>x</a>", number * 30 + at)).collect();
            page(&format!("P{number}"), &links)
        }
        None => nothing(),
    })
    .await;
    let done = import(&app, &cast, &format!("{}/p0", site.url)).await;
    assert_eq!(json!([done["state"], done["done"]]), json!(["failed", 500]), "{done}");
    assert!(text(&done["problem"]).contains("500 pages"));
    assert!(site.calls().len() < 510);
}

async fn a_cancelled_import_asks_for_nothing_more(app: TestApp) {
    let (app, cast) = open(app).await;
    let site = Provider::start(|_, call: &Call| match call.path.as_str() {
        "/robots.txt" => nothing(),
        "/sitemap.xml" => nothing(),
        path => page(path, &format!("<a href={path}x>next</a>")),
    })
    .await;
    let begun = app.post(&cast.olu, "kb/imports/site", json!({"url": site.url})).await.expect(201);
    app.run_jobs().await;
    let cancelled = app.post(&cast.olu, &format!("kb/imports/{}/cancel", text(&begun["id"])), Value::Null).await;
    assert_eq!(cancelled.expect(200)["state"], "cancelled");
    let before = site.calls().len();
    app.clock.advance(Duration::from_secs(60));
    app.run_jobs().await;
    assert_eq!(site.calls().len(), before);
    let others: Vec<_> = (0..3).map(|at| format!("{}/{at}", site.url)).collect();
    for url in &others {
        app.post(&cast.olu, "kb/imports/site", json!({"url": url})).await.expect(201);
    }
    let one_more = app.post(&cast.olu, "kb/imports/site", json!({"url": site.url})).await;
    one_more.refused(400, "Too many imports are under way. Wait until one is done, or cancel it.");
}
