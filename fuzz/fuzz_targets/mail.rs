//! A mail of any bytes is read, sorted and threaded, within its bounds, and its HTML comes out harmless.
#![no_main]

#[path = "../../crates/channels/tests/shared/harmless.rs"]
mod harmless;

use channels::email::{automatic, html, inbound, mail, read, thread};
use libfuzzer_sys::fuzz_target;

const KEY: &[u8] = &[7; 32];

fuzz_target!(|raw: &[u8]| {
    let read = read::read(raw);
    assert!(read.text.chars().count() <= mail::LONGEST_TEXT && read.text.is_char_boundary(read.new));
    assert!(read.subject.chars().count() <= mail::LONGEST_LINE && !read.subject.contains(char::is_control));
    assert!(!read.message_id.is_empty() && read.references.len() <= mail::MOST_REFERENCES);
    for file in &read.attachments {
        let name = file.name.as_deref().unwrap_or("x");
        assert!(!name.contains(['/', '\\', '\0', '\r', '\n', '\u{202e}']), "{name:?}");
        assert!(read::bytes(raw, file).len() <= raw.len());
    }
    if let Some(clean) = &read.html {
        harmless::check(clean);
        html::with_images(clean, true, |_| Some("/files/1".to_owned()));
    }
    automatic::writer(raw, KEY);
    thread::find(KEY, "help@acme.test", &read);
    inbound::identities(raw);
});
