//! A Markdown file as a document: what stands on top of it, its title, its text.

use crate::{Document, front};

/// `title` is for one that has none.
pub(crate) fn read(text: &str, title: &str) -> Document {
    let mut document = Document::default();
    let rest = front::take(text, &mut document);
    if document.title.is_empty() {
        let (first, rest) = heading(rest);
        document.title = first.unwrap_or_else(|| title.to_owned());
        document.content = rest.to_owned();
    } else {
        document.content = rest.to_owned();
    }
    document
}

/// The heading that a text begins with, and what follows it.
fn heading(text: &str) -> (Option<String>, &str) {
    let rest = text.trim_start_matches(['\n', '\r', '\u{feff}']);
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    if let Some(title) = line.strip_prefix("# ").map(|title| title.trim().trim_end_matches('#').trim()) {
        return (Some(title.to_owned()), after.trim_start_matches(['\n', '\r']));
    }
    let (next, after) = after.split_once('\n').unwrap_or((after, ""));
    let next = next.trim_end();
    if !line.trim().is_empty() && next.len() > 2 && next.bytes().all(|byte| byte == b'=') {
        return (Some(line.trim().to_owned()), after.trim_start_matches(['\n', '\r']));
    }
    (None, text)
}
