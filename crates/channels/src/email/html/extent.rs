//! How much HTML there is, before it is parsed and after: some of it takes a parser time that grows with its square.
//! Must not know what of it may be shown.

use std::collections::HashMap;

use crate::email::mail::LONGEST_HTML;

/// Tags, those that end something too.
const MOST_TAGS: usize = 20_000;
/// Tags that nothing ends; html5ever looks through all open ones for each new one.
const MOST_OPEN: usize = 1_000;
/// Attributes of one tag; html5ever compares each with all before it.
const MOST_ATTRIBUTES: usize = 10_000;
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// How much of it can be parsed in a time that is worth it.
pub fn bounded(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut tags, mut gaps, mut open) = (0, 0, 0);
    let mut open_by_name: HashMap<String, usize> = HashMap::new();
    for (at, byte) in bytes.iter().enumerate().take(LONGEST_HTML) {
        match byte {
            b'<' => {
                let is_end = bytes.get(at + 1) == Some(&b'/');
                let name = name(&bytes[at + 1 + usize::from(is_end)..]);
                if name.is_empty() || VOID.contains(&name.as_str()) {
                    tags += usize::from(!name.is_empty());
                    continue;
                }
                tags += 1;
                let count = open_by_name.entry(name).or_default();
                match (is_end, *count) {
                    (true, 0) => {}
                    (true, _) => (*count, open) = (*count - 1, open - 1),
                    (false, _) => (*count, open) = (*count + 1, open + 1),
                }
            }
            b'>' => gaps = 0,
            b' ' | b'\t' | b'\n' | b'/' | b'"' | b'\'' => gaps += 1,
            _ => {}
        }
        if tags > MOST_TAGS || open > MOST_OPEN || gaps > MOST_ATTRIBUTES {
            return html.floor_char_boundary(at);
        }
    }
    html.floor_char_boundary(LONGEST_HTML)
}

fn name(bytes: &[u8]) -> String {
    let letters = bytes.iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric());
    letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// How deep the elements of clean HTML stand in each other: in it every `<` begins a tag.
pub(super) fn depth(clean: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for tag in clean.split('<').skip(1) {
        if tag.starts_with('/') {
            now = now.saturating_sub(1);
        } else if !["br", "hr", "img", "wbr", "col>", "col "].iter().any(|void| tag.starts_with(void)) {
            now += 1;
            most = most.max(now);
        }
    }
    most
}
