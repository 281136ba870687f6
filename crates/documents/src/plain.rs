//! Plain text as Markdown that says the same: what would be a sign there is written so that it is none.

use crate::Document;

/// Letters of a first line that is taken for a title.
const TITLE: usize = 120;

/// `title` is for a text whose first line is none.
pub(crate) fn read(text: &str, title: &str) -> Document {
    let text = text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (next, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_line = |line: &str| line.trim().len() > 2 && line.trim().bytes().all(|byte| matches!(byte, b'=' | b'-'));
    let first = first.trim();
    if !first.is_empty() && first.chars().count() <= TITLE && !first.ends_with(['.', ',', ';']) {
        let body = if is_line(next) { Some(after) } else { next.trim().is_empty().then_some(after) };
        if let Some(body) = body.filter(|body| !body.trim().is_empty()) {
            return Document { title: first.to_owned(), content: to_markdown(body), ..Document::default() };
        }
    }
    Document { title: title.to_owned(), content: to_markdown(text), ..Document::default() }
}

/// Items of lists stay items, and all else is what it looks like.
pub(crate) fn to_markdown(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with(['#', '>', '=', '|', '~']) || line.starts_with("---") {
            written.push('\\');
        }
        for letter in line.chars() {
            if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&')
                && !(letter == '*' && line.starts_with("* "))
            {
                written.push('\\');
            }
            written.push(letter);
        }
        written.push('\n');
    }
    written
}
