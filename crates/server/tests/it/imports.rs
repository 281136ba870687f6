//! Articles out of files: what becomes of each kind, what is told of each file, and that nothing in one does harm.

mod archives;
mod sites;

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Answer, NOBODY, Person, TestApp, on_both_engines};

on_both_engines![
    files_of_every_kind_become_articles_that_are_found,
    what_is_imported_again_is_brought_up_to_date,
    a_file_that_cannot_be_read_is_told_and_leaves_the_others,
    owners_and_admins_import_and_agents_do_not,
    an_import_can_be_cancelled_and_its_files_are_deleted,
    an_import_that_the_server_can_not_do_ends_and_says_so,
    of_a_form_that_is_refused_nothing_is_kept,
    a_table_of_many_questions_is_one_article_each,
    what_could_run_in_an_imported_page_is_gone,
    drafts_are_imported_unseen_and_stay_hidden,
];

const BOUNDARY: &str = "pingback-test";

/// A form with these files, each with its name.
pub fn form(files: &[(&str, &[u8])], state: Option<&str>) -> Vec<u8> {
    let mut body = Vec::new();
    if let Some(state) = state {
        body.extend_from_slice(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n{state}\r\n").as_bytes(),
        );
    }
    for (name, bytes) in files {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

pub async fn post(app: &TestApp, by: &Person, body: Vec<u8>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    app.send(app.request(Method::POST, by, "kb/imports").header("content-type", kind).body(body)).await
}

/// Imports files to the end; the import as it is then.
pub async fn import(app: &TestApp, by: &Person, files: &[(&str, &[u8])]) -> Value {
    let begun = post(app, by, form(files, None)).await.expect(201);
    app.run_jobs().await;
    app.get(by, &format!("kb/imports/{}", text(&begun["id"]))).await.expect(200)
}

pub async fn items(app: &TestApp, by: &Person, import: &Value) -> Vec<(String, String, String)> {
    let path = format!("kb/imports/{}/items", text(&import["id"]));
    let items = app.get(by, &path).await.expect(200);
    let word = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let items = items.as_array().expect("items").iter();
    items.map(|one| (word(&one["name"]), word(&one["state"]), word(&one["error"]))).collect()
}

fn files_of(app: &TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
    }
    count(&app.home.folder().join("files"))
}

async fn files_of_every_kind_become_articles_that_are_found(app: TestApp) {
    let cast = app.cast().await;
    let html = "<html lang=en><title>x</title><main><h1>Shipping</h1><p>We ship with zebras, within <b>two days</b> to everywhere.</p></main>";
    let import = import(
        &app,
        &cast.bo,
        &[
            (
                "returns.md",
                b"---\ntitle: Returns\ntags: [orders]\ncategory: Orders\nlang: en\n---\nSend it back by giraffe.",
            ),
            ("shipping.html", html.as_bytes()),
            ("hours.txt", "Opening hours\n\nWe open at nine, like every öpossum.".as_bytes()),
            ("faq.csv", b"question,answer\nHow much is it?,Ten walrus teeth\nIs it wet?,\"Yes, dolphins\""),
        ],
    )
    .await;
    let told = ["state", "total", "done", "created", "updated", "unchanged", "failed"].map(|name| import[name].clone());
    assert_eq!(json!(told), json!(["done", 4, 4, 5, 0, 0, 0]), "{import}");
    assert_eq!(
        (&import["kind"], &import["problem"], &import["user_id"]),
        (&json!("files"), &Value::Null, &json!(cast.bo.id))
    );
    assert_eq!(import["source"], "returns.md, shipping.html, hours.txt, faq.csv");
    for (q, title) in [
        ("giraffe", "Returns"),
        ("zebras", "Shipping"),
        ("opossum", "Opening hours"),
        ("walrus", "How much is it?"),
        ("dolphins", "Is it wet?"),
    ] {
        let found = app.get(&cast.ana, &format!("kb/search?q={q}")).await.expect(200);
        assert_eq!(found[0]["title"], title, "{q}");
    }
    let found = app.get(&cast.ana, "kb/articles?tag=orders").await.expect(200);
    assert_eq!((&found[0]["category"], &found[0]["language"]), (&json!("Orders"), &json!("en")));
    assert_eq!((&found[0]["content"], &found[0]["source_url"]), (&json!("Send it back by giraffe."), &Value::Null));
    assert_eq!(files_of(&app), 0, "the files are read and gone");
    assert_eq!(app.get(&cast.bo, "kb/imports").await.expect(200)[0], import);
}

async fn what_is_imported_again_is_brought_up_to_date(app: TestApp) {
    let cast = app.cast().await;
    import(&app, &cast.olu, &[("a.md", b"# A\n\none"), ("b.md", b"# B\n\ntwo")]).await;
    let list = app.get(&cast.ana, "kb/articles").await.expect(200);
    let path = format!("kb/articles/{}", list[1]["id"]);
    app.put(&cast.ana, &path, json!({"state": "draft", "tags": ["kept"]})).await.expect(200);
    let again = import(&app, &cast.olu, &[("a.md", b"# A2\n\nthree"), ("b.md", b"# B\n\ntwo")]).await;
    assert_eq!(json!([again["created"], again["updated"], again["unchanged"]]), json!([0, 1, 1]));
    let now = app.get(&cast.ana, &path).await.expect(200);
    assert_eq!((&now["title"], &now["content"], &now["version"]), (&json!("A2"), &json!("three"), &json!(3)));
    assert_eq!((&now["state"], &now["tags"], &now["slug"]), (&json!("draft"), &json!(["kept"]), &json!("a")));
    let old = app.get(&cast.ana, &format!("{path}/versions/1")).await.expect(200);
    assert_eq!((&old["content"], &old["author_name"]), (&json!("one"), &json!("Olu")));
}

async fn a_file_that_cannot_be_read_is_told_and_leaves_the_others(app: TestApp) {
    let cast = app.cast().await;
    let deep = "<div>".repeat(50_000);
    let import = import(
        &app,
        &cast.olu,
        &[
            ("bad.pdf", b"%PDF-1.7 nothing"),
            ("empty.md", b"  \n"),
            ("a.docx", b"PK\x03\x04xxxx"),
            ("deep.html", deep.as_bytes()),
            ("binary.txt", b"\x00\x01\x02"),
            ("good.md", b"# Good\n\ntext"),
            ("../../etc/passwd.md", b"# Passwd\n\ntext"),
        ],
    )
    .await;
    assert_eq!(json!([import["state"], import["created"], import["failed"]]), json!(["done", 2, 5]));
    let items = items(&app, &cast.olu, &import).await;
    let states: Vec<(&str, &str)> = items.iter().map(|(name, state, _)| (name.as_str(), state.as_str())).collect();
    assert_eq!(
        states,
        [
            ("bad.pdf", "failed"),
            ("empty.md", "failed"),
            ("a.docx", "failed"),
            ("deep.html", "failed"),
            ("binary.txt", "failed"),
            ("good.md", "created"),
            ("passwd.md", "created"),
        ]
    );
    assert_eq!(items[1].2, "There is no text in it.");
    let path = format!("kb/imports/{}/items?state=failed&limit=2&from=1", text(&import["id"]));
    assert_eq!(app.get(&cast.olu, &path).await.expect(200).as_array().map(Vec::len), Some(2));
    let nothing = self::import(&app, &cast.olu, &[("x.md", b" ")]).await;
    assert_eq!(
        (&nothing["state"], &nothing["problem"]),
        (&json!("failed"), &json!("Nothing was found that an article could be made of."))
    );
}

async fn owners_and_admins_import_and_agents_do_not(app: TestApp) {
    let cast = app.cast().await;
    let body = form(&[("a.md", b"# A\n\ntext")], None);
    post(&app, &cast.ana, body.clone()).await.refused(403, "Your role does not allow this");
    let import = post(&app, &cast.bo, body).await.expect(201);
    for path in [format!("kb/imports/{}", text(&import["id"])), format!("kb/imports/{}", import["number"])] {
        app.get(&cast.ana, &path).await.refused(403, "Your role does not allow this");
        app.get(&cast.bea, &path).await.refused(404, "Import not found");
        assert_eq!(app.get(NOBODY, &path).await.status, 401);
        app.get(&cast.bo, &path).await.expect(200);
    }
    assert_eq!(app.get(&cast.bea, "kb/imports").await.expect(200), json!([]));
    assert_eq!(app.get(&cast.ana, "kb/export").await.status, 403);
}

async fn an_import_can_be_cancelled_and_its_files_are_deleted(app: TestApp) {
    let cast = app.cast().await;
    let begun = app.post(&cast.olu, "kb/imports/site", json!({"url": "https://help.invalid/"})).await.expect(201);
    let path = format!("kb/imports/{}/cancel", text(&begun["id"]));
    let answer = app.post(&cast.olu, &path, Value::Null).await;
    if answer.status == 200 {
        assert_eq!(answer.json["state"], "cancelled");
        assert!(answer.json["finished_at"].is_string());
    }
    app.post(&cast.olu, &path, Value::Null).await.refused(400, "This import is over already");
    let before = app.get(&cast.olu, &format!("kb/imports/{}", text(&begun["id"]))).await.expect(200);
    app.run_jobs().await;
    assert_eq!(app.get(&cast.olu, &format!("kb/imports/{}", text(&begun["id"]))).await.expect(200), before);
    assert_eq!(files_of(&app), 0);
}

async fn an_import_that_the_server_can_not_do_ends_and_says_so(app: TestApp) {
    let app = app.restart(|config| config.workers = 0).await;
    let cast = app.cast().await;
    let begun = post(&app, &cast.olu, form(&[("a.md", b"# A\n\nx")], None)).await.expect(201);
    let hidden: store::Result<u64> =
        app.running.db.write(|tx| tx.execute("ALTER TABLE article_versions RENAME TO hidden", &[])).await;
    hidden.expect("no article can be written");
    let path = format!("kb/imports/{}", text(&begun["id"]));
    for _ in 0..store::queue::SCHEDULE.len() {
        assert_eq!(app.get(&cast.olu, &path).await.expect(200)["finished_at"], Value::Null);
        app.run_jobs().await;
        app.clock.advance(Duration::from_secs(11 * 3600));
    }
    let ended = app.get(&cast.olu, &path).await.expect(200);
    assert_eq!(ended["state"], "failed");
    assert!(text(&ended["problem"]).contains("going wrong"), "{ended}");
}

async fn of_a_form_that_is_refused_nothing_is_kept(app: TestApp) {
    let app = app.restart(|config| config.upload_limit = 1_000).await;
    let cast = app.cast().await;
    let large = vec![b'x'; 1_001];
    assert_eq!(post(&app, &cast.olu, form(&[("a.md", b"# A\n\nx"), ("b.md", &large)], None)).await.status, 413);
    assert_eq!(post(&app, &cast.olu, form(&[("a.md", b"x")], Some("gone"))).await.invalid(), ["body.state"]);
    assert_eq!(post(&app, &cast.olu, form(&[], None)).await.invalid(), ["body.file"]);
    let many: Vec<(&str, &[u8])> = vec![("a.md", b"x"); 101];
    assert_eq!(post(&app, &cast.olu, form(&many, None)).await.invalid(), ["body.file"]);
    assert_eq!(post(&app, &cast.olu, b"--pingback-test\r\ncut".to_vec()).await.status, 422);
    assert_eq!(app.get(&cast.olu, "kb/imports").await.expect(200), json!([]));
    assert_eq!(files_of(&app), 0);
}

async fn a_table_of_many_questions_is_one_article_each(app: TestApp) {
    let cast = app.cast().await;
    let rows: String = (0..60).map(|at| format!("Question {at}?;Answer {at}\n")).collect();
    let file = format!("Question;Answer\n{rows}");
    let once = import(&app, &cast.olu, &[("faq.csv", file.as_bytes())]).await;
    assert_eq!(json!([once["state"], once["total"], once["created"]]), json!(["done", 1, 60]));
    let shorter = file.replace("Answer 7\n", "Another answer\n");
    let again = import(&app, &cast.olu, &[("faq.csv", shorter.as_bytes())]).await;
    assert_eq!(json!([again["created"], again["updated"], again["unchanged"]]), json!([0, 1, 59]));
    let formulas =
        import(&app, &cast.olu, &[("x.csv", b"question,answer\n=cmd|' /C calc'!A0,\"'=HYPERLINK(\"\"x\"\")\"")]).await;
    assert_eq!(formulas["created"], 1);
    let found = app.get(&cast.ana, "kb/articles?limit=1").await.expect(200);
    assert_eq!((&found[0]["title"], &found[0]["content"]), (&json!("=cmd|' /C calc'!A0"), &json!("=HYPERLINK(\"x\")")));
}

async fn what_could_run_in_an_imported_page_is_gone(app: TestApp) {
    let cast = app.cast().await;
    let html = "<body><h1>T<script>1</script></h1><p onclick=evil()>Some words that are long enough to be read.</p><script>evil()</script>
        <a href=\"javascript:evil()\">link</a><iframe src=evil></iframe><img src=x onerror=evil()><svg onload=evil()></svg>
        <style>evil</style><form action=evil><button>evil</button></form><template>evil</template></body>";
    import(&app, &cast.olu, &[("a.html", html.as_bytes())]).await;
    let found = app.get(&cast.ana, "kb/articles").await.expect(200);
    let content = text(&found[0]["content"]);
    assert!(content.contains("long enough") && content.contains("link"), "{content}");
    assert!(!content.contains("evil") && !content.contains('<'), "{content}");
}

async fn drafts_are_imported_unseen_and_stay_hidden(app: TestApp) {
    let cast = app.cast().await;
    let files: [(&str, &[u8]); 2] =
        [("a.md", b"# A\n\ngiraffe"), ("b.md", b"---\nstate: published\n---\n# B\n\ngiraffe")];
    post(&app, &cast.olu, form(&files, Some("draft"))).await.expect(201);
    app.run_jobs().await;
    let found = app.get(&cast.ana, "kb/search?q=giraffe").await.expect(200);
    assert_eq!(found.as_array().expect("a list").iter().map(|one| &one["title"]).collect::<Vec<_>>(), ["B"]);
    assert_eq!(app.get(&cast.ana, "kb/articles?state=draft").await.expect(200).as_array().map(Vec::len), Some(1));
}
