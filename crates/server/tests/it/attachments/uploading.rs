//! What is taken in, what is refused, and that nothing is left of what was refused.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::{BOUNDARY, conversation, form, lying, part, rows, send, upload};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_file_is_uploaded_and_described_as_the_contract_says,
    a_file_up_to_the_limit_is_taken_and_one_byte_more_is_not,
    what_is_refused_leaves_nothing_behind,
    nonsense_is_named_and_never_a_crash,
    another_businesss_conversation_takes_no_file,
    what_is_never_sent_is_deleted_after_a_day,
    an_account_uploads_only_so_much_in_an_hour,
    an_upload_that_breaks_off_leaves_nothing_for_good,
];

async fn a_file_is_uploaded_and_described_as_the_contract_says(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let answer = upload(&app, &cast.ana, &path, "notes.txt", b"Hello").await;
    let places = ["id", "url", "filename", "content_type", "size", "state"]
        .map(|name| answer.text.find(&format!("\"{name}\":")));
    assert!(places[0].is_some() && places.is_sorted(), "{}", answer.text);
    let sent = answer.expect(201);
    assert_eq!((&sent["filename"], &sent["content_type"]), (&json!("notes.txt"), &json!("text/plain")));
    assert_eq!((&sent["size"], &sent["state"]), (&json!(5), &json!("ready")));
    // With a slash at its end, as everywhere.
    upload(&app, &cast.ana, &format!("{path}/"), "notes.txt", b"Hello").await.expect(201);
}

async fn a_file_up_to_the_limit_is_taken_and_one_byte_more_is_not(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let limit = 25 << 20;
    let whole = vec![b'a'; limit];
    let sent = upload(&app, &cast.ana, &path, "large.txt", &whole).await.expect(201);
    assert_eq!(sent["size"], limit);
    let more = [whole.as_slice(), b"a"].concat();
    let refused = upload(&app, &cast.ana, &path, "large.txt", &more).await;
    assert_eq!(refused.status, 413, "{}", refused.text);
    assert_eq!((lying(&app), rows(&app).await), (1, 1));
    let app = app.restart(|config| config.upload_limit = 1000).await;
    upload(&app, &cast.ana, &path, "a.txt", &[b'a'; 1000]).await.expect(201);
    assert_eq!(upload(&app, &cast.ana, &path, "a.txt", &[b'a'; 1001]).await.status, 413);
    let huge = app.request(Method::POST, &cast.ana, &path).header("content-length", "99999999999");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    assert_eq!(app.send(huge.header("content-type", kind).body(Vec::new())).await.status, 413, "before it is read");
}

async fn what_is_refused_leaves_nothing_behind(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let files: [(&str, &[u8]); 8] = [
        ("logo.svg", svg),
        ("logo.png", svg),
        ("page.png", b"<!doctype html><script>alert(1)</script>"),
        ("page.html", b"plain words"),
        ("run.exe", b"MZ\x90\0\x03\0\0\0"),
        ("run.png", b"MZ\x90\0\x03\0\0\0"),
        ("run", b"\x7fELF\x02\x01\x01\0\0\0\0\0"),
        ("what.bin", b"\0\x01\x02\x03"),
    ];
    for (name, content) in files {
        let refused = upload(&app, &cast.ana, &path, name, content).await;
        assert_eq!(refused.status, 415, "{name}: {}", refused.text);
        assert!(refused.json["detail"].as_str().is_some_and(|detail| detail.contains("can't be sent")), "{name}");
    }
    // What is only stored, however large it gets: a zip is never opened.
    let zip = [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[0xff; 4000]].concat();
    upload(&app, &cast.ana, &path, "bomb.zip", &zip).await.expect(201);
    app.run_jobs().await;
    assert_eq!((lying(&app), rows(&app).await), (1, 1));
}

async fn nonsense_is_named_and_never_a_crash(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let file = || part("file", Some("a.txt"), b"a");
    for (body, place) in [
        (form(&[]), "body.file"),
        (form(&[part("other", Some("a.txt"), b"a")]), "body.file"),
        (form(&[part("file", None, b"words")]), "body.file"),
        (form(&[part("file", Some("a.txt"), b"")]), "body.file"),
        (form(&[file(), file()]), "body.file"),
        (form(&vec![part("x", None, b"1"); 40]), "body.file"),
        (file(), "body"),
        (b"--".to_vec(), "body"),
        (Vec::new(), "body"),
        (vec![0xff; 5000], "body"),
        (form(&[part("visitor_token", None, &[b'a'; 5000]), file()]), "body"),
    ] {
        let answer = send(&app, &cast.ana, &path, body.clone()).await;
        assert_eq!(answer.invalid(), [place], "{:?}", String::from_utf8_lossy(&body[..body.len().min(90)]));
    }
    let other = app.request(Method::POST, &cast.ana, &path).json(&json!({"file": "x"}));
    app.send(other).await.refused(415, "The body must be multipart/form-data");
    let bare = app.request(Method::POST, &cast.ana, &path).header("content-type", "multipart/form-data").body("x");
    assert_eq!(app.send(bare).await.invalid(), ["body"]);
    app.run_jobs().await;
    assert_eq!((lying(&app), rows(&app).await), (0, 0));
}

async fn another_businesss_conversation_takes_no_file(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let path = format!("{conversation}/upload");
    upload(&app, &cast.bea, &path, "a.txt", b"a").await.refused(404, "Conversation not found");
    assert_eq!(upload(&app, None, &path, "a.txt", b"a").await.status, 401);
    assert_eq!((lying(&app), rows(&app).await), (0, 0));
    // Nor is a file of another business, or of another conversation, sent from here.
    let sent = upload(&app, &cast.ana, &path, "a.txt", b"a").await.expect(201);
    let attachments = json!([{"id": sent["id"], "url": sent["url"]}]);
    let theirs = app.post(&cast.bea, "conversations/", json!({"business_id": cast.bolt.id})).await.expect(201);
    let reply = json!({"content": "x", "attachments": attachments});
    let refused = app.post(&cast.bea, &format!("conversations/{}/messages", theirs["number"]), reply.clone()).await;
    assert_eq!(refused.status, 404, "{}", refused.text);
    let other = super::conversation(&app, &cast).await;
    assert_eq!(app.post(&cast.ana, &format!("{other}/messages"), reply.clone()).await.status, 404);
    app.post(&cast.ana, &format!("{conversation}/messages"), reply).await.expect(201);
}

async fn what_is_never_sent_is_deleted_after_a_day(app: TestApp) {
    let cast = app.cast().await;
    let conversation = conversation(&app, &cast).await;
    let path = format!("{conversation}/upload");
    upload(&app, &cast.ana, &path, "lost.txt", b"lost").await.expect(201);
    let kept = upload(&app, &cast.ana, &path, "kept.txt", b"kept").await.expect(201);
    let reply = json!({"attachments": [{"id": kept["id"]}]});
    app.post(&cast.ana, &format!("{conversation}/messages"), reply).await.expect(201);
    // Stopped after the upload, before the message.
    let app = app.restart(|_| {}).await;
    app.run_jobs().await;
    assert_eq!((lying(&app), rows(&app).await), (2, 2));
    app.clock.advance(Duration::from_secs(25 * 3600));
    delete_expired(&app).await;
    assert_eq!((lying(&app), rows(&app).await), (1, 1));
    let read = app.get(&cast.ana, &format!("{conversation}/messages")).await.expect(200);
    let (status, _, bytes) = super::fetch(&app, &read[0]["attachments"][0]["url"]).await;
    assert_eq!((status, bytes), (200, b"kept".to_vec()));
}

async fn delete_expired(app: &TestApp) {
    let put: store::Result<()> = app
        .running
        .db
        .write(|tx| {
            let now = tx.now();
            tx.enqueue(None, &model::Job::DeleteExpired, now)
        })
        .await;
    put.expect("a job");
    app.run_jobs().await;
}

async fn an_account_uploads_only_so_much_in_an_hour(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let app = app.restart(|config| config.rate_limits = true).await;
    for _ in 0..300 {
        upload(&app, &cast.ana, &path, "empty.txt", b"").await.invalid();
    }
    let refused = upload(&app, &cast.ana, &path, "empty.txt", b"").await;
    assert_eq!((refused.status, refused.header("retry-after").is_some()), (429, true));
    upload(&app, &cast.bo, &path, "a.txt", b"a").await.expect(201);
    app.clock.advance(Duration::from_secs(3600));
    upload(&app, &cast.ana, &path, "a.txt", b"a").await.expect(201);
}

/// The line is cut in the middle of a file: the row that names it is deleted with what was never sent.
async fn an_upload_that_breaks_off_leaves_nothing_for_good(app: TestApp) {
    let cast = app.cast().await;
    let path = format!("{}/upload", conversation(&app, &cast).await);
    let begun = part("file", Some("a.txt"), &vec![b'a'; 400_000]);
    let pieces = futures_util::stream::iter([Ok(begun), Err(std::io::Error::other("the line is cut"))]);
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = app.request(Method::POST, &cast.ana, &path).header("content-type", kind);
    let broken = request.body(reqwest::Body::wrap_stream(pieces)).send().await;
    assert!(broken.is_err() || broken.is_ok_and(|answer| !answer.status().is_success()));
    app.clock.advance(Duration::from_secs(25 * 3600));
    // The server may not have noticed yet that nobody sends any more.
    for _ in 0..100 {
        delete_expired(&app).await;
        if (lying(&app), rows(&app).await) == (0, 0) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} files and {} rows are left", lying(&app), rows(&app).await);
}
