//! Files that go with messages (contract D21, issue 4 point 1): uploading, sending, reading by signed addresses, pictures.

mod names;
mod pictures;
mod sending;
mod serving;
mod uploading;
mod visitors;

use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Answer, Cast, Person, TestApp};

const BOUNDARY: &str = "x-pingback-test-x";

/// A part of a form: a file where it has a name.
fn part(field: &str, filename: Option<&str>, content: &[u8]) -> Vec<u8> {
    let filename = filename.map(|name| format!("; filename=\"{}\"", name.replace('"', "%22"))).unwrap_or_default();
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"{filename}\r\nContent-Type: image/png\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n"].concat()
}

/// A whole form of these parts.
fn form(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat(), format!("--{BOUNDARY}--\r\n").into_bytes()].concat()
}

async fn send<'a>(app: &TestApp, caller: impl Into<Option<&'a Person>>, path: &str, body: Vec<u8>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    app.send(app.request(Method::POST, caller, path).header("content-type", kind).body(body)).await
}

/// Uploads one file.
pub(crate) async fn upload<'a>(
    app: &TestApp,
    caller: impl Into<Option<&'a Person>>,
    path: &str,
    name: &str,
    content: &[u8],
) -> Answer {
    send(app, caller, path, form(&[part("file", Some(name), content)])).await
}

/// A conversation of Acme: its path.
async fn conversation(app: &TestApp, cast: &Cast) -> String {
    let made = app.post(&cast.ana, "conversations/", json!({"business_id": cast.acme.id})).await.expect(201);
    format!("conversations/{}", text(&made["id"]))
}

/// What an address of ours answers, as bytes.
pub(crate) async fn fetch(app: &TestApp, url: &Value) -> (u16, reqwest::header::HeaderMap, Vec<u8>) {
    let answer = app.request(Method::GET, None, path(url)).send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.bytes().await.expect("a body").to_vec())
}

/// The path and query of an address.
fn path(url: &Value) -> &str {
    let url = url.as_str().expect("an address");
    if url.starts_with('/') {
        return url;
    }
    let (start, _) = url.match_indices('/').nth(2).expect("an address of ours");
    &url[start..]
}

/// Files that lie in the folder.
fn lying(app: &TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(&app.home.folder().join("files"))
}

/// Rows of attachments.
async fn rows(app: &TestApp) -> i64 {
    let counted: store::Result<Option<i64>> =
        app.running.db.read(|c| c.first("SELECT count(*) FROM attachments WHERE id > 0", &[], |row| row.take())).await;
    counted.expect("an answer").expect("a count")
}
