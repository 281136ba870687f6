//! Archives: a folder that is imported as one, the export that comes back as it was, and what would blow up.

use documents::zip;
use serde_json::{Value, json};

use super::{import, items};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_folder_is_imported_as_an_archive,
    an_export_comes_back_as_it_was,
    an_archive_that_blows_up_or_nests_is_told_and_does_no_harm,
    an_archive_of_many_files_is_read_to_its_end,
];

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::Writer::default();
    for (name, text) in files {
        writer.add(name, text).expect("added");
    }
    writer.finish().expect("an archive")
}

async fn a_folder_is_imported_as_an_archive(app: TestApp) {
    let cast = app.cast().await;
    let bytes = archive(&[
        ("help/returns.md", "# Returns\n\ngiraffe"),
        ("help/faq.csv", "q,a\nOne?,1\nTwo?,2"),
        ("../../../../tmp/escaped.md", "# Escaped\n\nx"),
        ("help/logo.png", "\u{89}PNG"),
        (".git/config", "x"),
        ("help/empty.md", ""),
    ]);
    let done = import(&app, &cast.olu, &[("help.zip", &bytes), ("other.md", b"# Other\n\nx")]).await;
    assert_eq!(
        json!([done["state"], done["created"], done["failed"], done["total"], done["done"]]),
        json!(["done", 5, 2, 7, 7])
    );
    let items = items(&app, &cast.olu, &done).await;
    let told: Vec<(&str, &str)> = items.iter().map(|(name, state, _)| (name.as_str(), state.as_str())).collect();
    assert_eq!(
        told,
        [
            ("help.zip", "skipped"),
            ("other.md", "created"),
            ("help.zip/help/returns.md", "created"),
            ("help.zip/help/faq.csv", "created"),
            ("help.zip/tmp/escaped.md", "created"),
            ("help.zip/help/logo.png", "failed"),
            ("help.zip/help/empty.md", "failed"),
        ]
    );
    assert!(!std::path::Path::new("/tmp/escaped.md").exists());
    let again = import(&app, &cast.olu, &[("help.zip", &bytes)]).await;
    assert_eq!(json!([again["created"], again["updated"], again["unchanged"]]), json!([0, 0, 4]));
}

async fn an_export_comes_back_as_it_was(app: TestApp) {
    let cast = app.cast().await;
    let odd = "---\n\n# \"Head\": 'x'\n\n<b>html</b> \\ 返品\n\n    code  \n";
    for body in [
        json!({"title": "A: \"one\"", "content": odd, "tags": ["a, b", "c"], "category": "Orders", "language": "en"}),
        json!({"title": "返品", "content": "text", "state": "draft"}),
        json!({"title": "=1+1", "content": "- list\n- list"}),
    ] {
        app.post(&cast.ana, "kb/articles", body).await.expect(201);
    }
    let whole = async |by| {
        let list = app.get(by, "kb/articles").await.expect(200);
        let part = |one: &Value| {
            json!(["title", "content", "tags", "state", "category", "slug", "language"].map(|name| one[name].clone()))
        };
        let mut parts: Vec<Value> = list.as_array().expect("articles").iter().map(part).collect();
        parts.sort_by_key(Value::to_string);
        parts
    };
    let request = app.request(reqwest::Method::GET, &cast.bo, "kb/export");
    let response = request.send().await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "application/zip");
    assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"knowledge-base.zip\"");
    let bytes = response.bytes().await.expect("an archive");
    let same = import(&app, &cast.olu, &[("knowledge-base.zip", &bytes)]).await;
    assert_eq!(json!([same["created"], same["updated"], same["unchanged"]]), json!([0, 0, 3]), "into itself");
    let other = import(&app, &cast.bea, &[("knowledge-base.zip", &bytes)]).await;
    assert_eq!((&other["created"], &other["failed"]), (&json!(3), &json!(0)));
    assert_eq!(whole(&cast.ana).await, whole(&cast.bea).await);
}

async fn an_archive_that_blows_up_or_nests_is_told_and_does_no_harm(app: TestApp) {
    let cast = app.cast().await;
    let inner = archive(&[("a.md", "# A\n\nx")]);
    let mut nested = zip::Writer::default();
    nested.add("inner.zip", &String::from_utf8_lossy(&inner)).expect("added");
    nested.add("bomb.md", &"0".repeat(26 << 20)).expect("added");
    nested.add("good.md", "# Good\n\nx").expect("added");
    let nested = nested.finish().expect("an archive");
    let done = import(
        &app,
        &cast.olu,
        &[("nested.zip", &nested), ("broken.zip", b"PK\x03\x04 broken"), ("empty.zip", &archive(&[]))],
    )
    .await;
    assert_eq!(json!([done["state"], done["created"]]), json!(["done", 1]), "{done}");
    let items = items(&app, &cast.olu, &done).await;
    let of = |name: &str| {
        items.iter().find(|(one, ..)| one == name).map(|(_, state, error)| (state.as_str(), error.as_str()))
    };
    assert_eq!(of("nested.zip/bomb.md"), Some(("failed", "It unpacks to more than can be read.")));
    assert_eq!(of("nested.zip/inner.zip").map(|(state, _)| state), Some("failed"));
    assert_eq!(of("broken.zip").map(|(state, _)| state), Some("failed"));
    assert_eq!(of("empty.zip").map(|(state, _)| state), Some("failed"));
}

async fn an_archive_of_many_files_is_read_to_its_end(app: TestApp) {
    let cast = app.cast().await;
    let mut writer = zip::Writer::default();
    for at in 0..150 {
        writer.add(&format!("{at}.md"), &format!("# Title {at}\n\nwords")).expect("added");
    }
    let bytes = writer.finish().expect("an archive");
    let done = import(&app, &cast.olu, &[("many.zip", &bytes)]).await;
    assert_eq!(json!([done["state"], done["created"], done["total"], done["done"]]), json!(["done", 150, 151, 151]));
}
