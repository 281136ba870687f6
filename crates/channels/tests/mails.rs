//! Odd mails, each beside what it must be read as: `mails/*.eml`, `mails/*.json`.

use std::fs;
use std::path::{Path, PathBuf};

use channels::email::{authentication, automatic, read};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails")
}

/// All that is read of a mail; of a file also its first bytes.
fn reading(raw: &[u8]) -> Value {
    let mail = read::read(raw);
    let first = |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
    let files: Vec<Value> = mail.attachments.iter().map(|one| json!(first(&read::bytes(raw, one)))).collect();
    let writer = automatic::writer(raw, b"the key of the tests");
    let told = if let automatic::Writer::Bounce(bounce) = &writer { Some(bounce.sentence()) } else { None };
    json!({"mail": mail, "new": mail.new_text(), "files": files, "writer": writer, "told": told,
        "authentication": authentication::read(raw, "mx.acme.test")})
}

#[test]
fn every_odd_mail_is_read_as_the_file_beside_it_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "eml") {
            continue;
        }
        count += 1;
        let found = reading(&fs::read(&path).unwrap());
        let expected = fs::read(path.with_extension("json")).ok().and_then(|text| serde_json::from_slice(&text).ok());
        if expected != Some(found.clone()) {
            wrong.push(format!("{}:\n{found:#}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count >= 60, "{count} mails");
}
