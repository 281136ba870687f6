//! What the address of a file answers, and that no other address answers anything.

use reqwest::Method;
use serde_json::{Value, json};

use super::{conversation, fetch, path, upload};
use crate::rig::{Cast, TestApp, on_both_engines};

on_both_engines![
    a_download_can_run_nothing,
    parts_of_a_file_are_given,
    cve_2026_40496_an_address_can_not_be_guessed_or_changed,
];

async fn sent(app: &TestApp, cast: &Cast, name: &str, content: &[u8]) -> Value {
    let conversation = conversation(app, cast).await;
    upload(app, &cast.ana, &format!("{conversation}/upload"), name, content).await.expect(201)
}

async fn a_download_can_run_nothing(app: TestApp) {
    let cast = app.cast().await;
    let files: [(&str, &[u8], &str, &str); 5] = [
        (
            "Ä b\u{202e}.txt",
            b"words",
            "text/plain; charset=utf-8",
            "attachment; filename=\"_ b.txt\"; filename*=UTF-8''%C3%84%20b.txt",
        ),
        (
            "a.xml",
            b"<?xml version='1.0'?><order/>",
            "text/plain; charset=utf-8",
            "attachment; filename=\"a.xml\"; filename*=UTF-8''a.xml",
        ),
        ("a.pdf", b"%PDF-1.7\n", "application/pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
        ("a.zip", b"PK\x03\x04\x14\0\0\0", "application/zip", "attachment; filename=\"a.zip\"; filename*=UTF-8''a.zip"),
        (
            "a.mp4",
            b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
            "video/mp4",
            "inline; filename=\"a.mp4\"; filename*=UTF-8''a.mp4",
        ),
    ];
    for (name, content, kind, disposition) in files {
        let sent = sent(&app, &cast, name, content).await;
        let (status, headers, bytes) = fetch(&app, &sent["url"]).await;
        assert_eq!((status, bytes.as_slice()), (200, content), "{name}");
        for (header, expected) in [
            ("content-type", kind),
            ("content-disposition", disposition),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("content-length", &content.len().to_string()),
            ("accept-ranges", "bytes"),
        ] {
            assert_eq!(headers.get(header).and_then(|value| value.to_str().ok()), Some(expected), "{name}: {header}");
        }
        let kept = headers["cache-control"].to_str().expect("text").to_owned();
        assert!(kept.starts_with("private, max-age=") && kept.ends_with(", immutable"), "{kept}");
    }
}

async fn parts_of_a_file_are_given(app: TestApp) {
    let cast = app.cast().await;
    let sent = sent(&app, &cast, "a.txt", b"0123456789").await;
    let ask = async |header: &str, value: &str| {
        let request = app.request(Method::GET, None, path(&sent["url"])).header(header, value);
        let answer = app.send(request).await;
        let range = answer.header("content-range").map(str::to_owned);
        (answer.status, range, answer.text)
    };
    assert_eq!(ask("range", "bytes=2-4").await, (206, Some("bytes 2-4/10".into()), "234".into()));
    assert_eq!(ask("range", "bytes=-3").await, (206, Some("bytes 7-9/10".into()), "789".into()));
    let (status, range, _) = ask("range", "bytes=10-").await;
    assert_eq!((status, range), (416, Some("bytes */10".into())));
    let whole = app.get(None, path(&sent["url"])).await;
    let etag = whole.header("etag").expect("a version").to_owned();
    assert_eq!(ask("if-none-match", &etag).await.0, 304);
    let head = app.request(Method::HEAD, None, path(&sent["url"]));
    let head = app.send(head).await;
    assert_eq!((head.status, head.header("content-length"), head.text.as_str()), (200, Some("10"), ""));
}

/// FreeScout gave attachments to whoever computed a token from what is no secret. Here an address is an HMAC over id,
/// kind and end, and says nothing of what it refuses.
async fn cve_2026_40496_an_address_can_not_be_guessed_or_changed(app: TestApp) {
    let cast = app.cast().await;
    let one = sent(&app, &cast, "one.txt", b"one").await;
    let other = sent(&app, &cast, "other.txt", b"other").await;
    let (bare, query) = path(&one["url"]).split_once('?').expect("a query");
    let (expires, signature) = query.split_once('&').expect("two parameters");
    let other_bare = path(&other["url"]).split_once('?').expect("a query").0;
    let later = format!("expires={}", expires[8..].parse::<i64>().expect("a number") + 86_400);
    let forged = [
        bare.to_owned(),
        format!("{bare}?{expires}"),
        format!("{bare}?{expires}&signature="),
        format!("{bare}?{later}&{signature}"),
        format!("{bare}?{expires}&{}", &signature[..signature.len() - 1]),
        format!("{bare}?{expires}&signature={}", "A".repeat(22)),
        format!("{bare}/thumbnail?{query}"),
        format!("{other_bare}?{query}"),
        format!("/files/0192f000-0000-7000-8000-000000000000?{query}"),
        format!("/files/1?{query}"),
        format!("/files/..%2f..%2fsecret.key?{query}"),
        format!("{bare}?{query}&expires=99999999999"),
    ];
    for path in forged {
        let answer = app.get(&cast.bea, &path).await;
        let sentence = "This link is not valid, or not any more. Load the conversation again.";
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        answer.refused(404, sentence);
    }
    assert_eq!(fetch(&app, &one["url"]).await.2, b"one");
    assert_eq!(app.get(&cast.ana, "conversations/").await.expect(200)[0]["messages"], json!([]));
}
