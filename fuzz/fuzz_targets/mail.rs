//! A mail of any bytes is read, sorted and threaded, within its bounds, and its HTML comes out harmless.
#![no_main]

#[path = "../../crates/channels/tests/shared/harmless.rs"]
mod harmless;

use channels::email::{automatic, html, inbound, mail, read, thread};
use libfuzzer_sys::fuzz_target;

const KEY: &[u8] = &[7; 32];

fuzz_target!(|raw: &[u8]| {
    let found = read::read(raw);
    assert!(found.text.chars().count() <= mail::LONGEST_TEXT && found.text.is_char_boundary(found.new));
    assert!(found.subject.chars().count() <= mail::LONGEST_LINE && !found.subject.contains(char::is_control));
    assert!(!found.message_id.is_empty() && found.references.len() <= mail::MOST_REFERENCES);
    for file in &found.attachments {
        let name = file.name.as_deref().unwrap_or("x");
        assert!(!name.contains(['/', '\\', '\0', '\r', '\n', '\u{202e}']), "{name:?}");
        assert!(read::bytes(raw, file).len() <= raw.len());
    }
    if let Some(clean) = &found.html {
        harmless::check(clean);
        html::with_images(clean, true, |_| Some("/files/1".to_owned()));
    }
    assert_eq!(read::attachments(raw), found.attachments);
    automatic::writer(raw, KEY);
    thread::find(KEY, "help@acme.test", &found);
    inbound::identities(raw);
});
