//! How much HTML there is, before it is parsed: some of it takes a parser time and memory that grow with its square.
//! Must not know what it says.

use std::collections::HashMap;

/// Bytes that are read.
const LONGEST: usize = 5 << 20;
/// Tags that nothing ends.
const MOST_OPEN: usize = 1_000;
/// Over all tags, those that are open before it: a parser looks through them, and may repeat them.
const MOST_WORK: usize = 1_000_000;
/// Attributes of one tag; html5ever compares each with all before it.
const MOST_ATTRIBUTES: usize = 5_000;
const VOID: &[&str] = &["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// As much of it as can be parsed in a time that is worth it.
pub(crate) fn bounded(html: &str) -> &str {
    let bytes = html.as_bytes();
    let (mut work, mut gaps, mut open) = (0, 0, 0);
    let mut open_by_name: HashMap<String, usize> = HashMap::new();
    for (at, byte) in bytes.iter().enumerate().take(LONGEST) {
        match byte {
            b'<' => {
                let is_end = bytes.get(at + 1) == Some(&b'/');
                let name = name(&bytes[at + 1 + usize::from(is_end)..]);
                work += open + 1;
                if name.is_empty() || VOID.contains(&name.as_str()) {
                    continue;
                }
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
        if work > MOST_WORK || open > MOST_OPEN || gaps > MOST_ATTRIBUTES {
            return &html[..html.floor_char_boundary(at)];
        }
    }
    &html[..html.floor_char_boundary(LONGEST)]
}

fn name(bytes: &[u8]) -> String {
    let letters = bytes.iter().take(20).take_while(|byte| byte.is_ascii_alphanumeric());
    letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}
