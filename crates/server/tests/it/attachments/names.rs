//! Names of files are shown and never used: the table of names, and what became of others who used them.

use serde_json::json;

use super::{conversation, fetch, upload};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    names_are_shown_clean_and_no_file_is_called_by_them,
    cve_2026_28289_a_name_is_cleaned_before_it_is_judged,
    cve_2021_3741_a_picture_that_is_a_page_is_never_shown,
];

async fn names_are_shown_clean_and_no_file_is_called_by_them(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let long = format!("{}.txt", "n".repeat(10_000));
    let cut = format!("{}.txt", "n".repeat(196));
    for (name, shown) in [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("..%2f..%2fetc.txt", "%2f..%2fetc.txt"),
        ("photo\u{202e}gpj.txt", "photogpj.txt"),
        ("\u{200b}a.txt", "a.txt"),
        (".htaccess", "htaccess"),
        ("trailing.txt. .", "trailing.txt"),
        ("/", "file"),
        ("Grüße 東京.txt", "Grüße 東京.txt"),
        (&long, &cut),
    ] {
        let sent = upload(&app, &cast.ana, &path, name, b"words").await.expect(201);
        assert_eq!(sent["filename"], json!(shown), "{name:?}");
        assert_eq!(fetch(&app, &sent["url"]).await.0, 200, "{name:?}");
    }
    for name in names(&app.home.folder().join("files")) {
        assert!(name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    }
    assert!(!app.home.folder().join("passwd").exists());
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(names(&path));
        } else {
            found.push(path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned());
        }
    }
    found
}

/// FreeScout refused `.htaccess`, then took an invisible letter away from in front of it and wrote the file.
async fn cve_2026_28289_a_name_is_cleaned_before_it_is_judged(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    for name in ["\u{200b}.htaccess", "\u{feff}\u{2066}.htaccess", ".\u{200d}htaccess"] {
        let sent = upload(&app, &cast.ana, &path, name, b"AddType application/x-httpd-php .txt").await.expect(201);
        assert_eq!((&sent["filename"], &sent["content_type"]), (&json!("htaccess"), &json!("text/plain")), "{name:?}");
    }
    for name in ["page.ht\u{200b}ml", "run.ex\u{2060}e", "run.exe\u{200b}", "run.exe. ", "x\u{202e}fdp.scr"] {
        let refused = upload(&app, &cast.ana, &path, name, b"words").await;
        assert_eq!(refused.status, 415, "{name:?}: {}", refused.text);
    }
    assert!(names(&app.home.folder().join("files")).iter().all(|name| name.len() == 32));
}

/// Chatwoot served an SVG that somebody had uploaded as their picture from its own origin: its script ran there.
async fn cve_2021_3741_a_picture_that_is_a_page_is_never_shown(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let svg = br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(document.domain)"/>"#;
    for name in ["me.svg", "me.png", "me.txt", "me"] {
        assert_eq!(upload(&app, &cast.ana, &path, name, svg).await.status, 415, "{name}");
    }
    // Nor does anything that is let in get a kind that a browser would run.
    let late = [b"words ".repeat(4000), svg.to_vec()].concat();
    let sent = upload(&app, &cast.ana, &path, "me.png", &late).await.expect(201);
    let (_, headers, _) = fetch(&app, &sent["url"]).await;
    assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    assert!(headers["content-disposition"].to_str().expect("text").starts_with("attachment;"));
    assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'");
}
