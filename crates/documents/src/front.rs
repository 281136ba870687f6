//! The lines between `---` on top of a Markdown file: what a document says of itself. Reads what people and site
//! generators write, as far as it is simple; writes what it reads back.

use serde_json::Value;

use crate::Document;

/// Lines that are looked through for the end.
const MOST_LINES: usize = 200;

/// The lines between the marks and the text after them; `None` where there are none.
fn parts(text: &str) -> Option<(Vec<&str>, &str)> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let (mut lines, mut at) = (Vec::new(), 0);
    for line in rest.split_inclusive('\n').take(MOST_LINES) {
        at += line.len();
        match line.trim_end() {
            "---" | "..." => return Some((lines, &rest[at..])),
            line => lines.push(line),
        }
    }
    None
}

/// Takes what stands on top of a text into a document; the text that is left.
pub(crate) fn take<'a>(text: &'a str, into: &mut Document) -> &'a str {
    let Some((lines, rest)) = parts(text) else { return text };
    let mut list: Option<String> = None;
    for line in lines {
        if let Some((name, item)) = list.as_ref().zip(line.trim_start().strip_prefix("- ")) {
            set(into, name, item);
        } else if let Some((name, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '#', '-'])) {
            let name = name.trim().to_lowercase();
            match value.trim() {
                "" => list = Some(name),
                value => {
                    list = None;
                    set(into, &name, value);
                }
            }
        }
    }
    rest
}

fn set(into: &mut Document, name: &str, value: &str) {
    let one = || Some(unquoted(value)).filter(|text| !text.is_empty() && text != "null");
    match name {
        "title" => into.title = unquoted(value),
        "slug" => into.slug = one(),
        "state" | "status" => into.state = one(),
        "draft" if value == "true" => into.state = Some("draft".to_owned()),
        "category" => into.category = one(),
        "categories" if into.category.is_none() => into.category = items(value).into_iter().next(),
        "language" | "lang" | "locale" => into.language = one(),
        "source" => into.source = one(),
        "tags" | "keywords" => into.tags.extend(items(value)),
        _ => {}
    }
}

/// `"a: b"`, `'a'` or `a`.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    if let Ok(Value::String(text)) = serde_json::from_str(value) {
        return text;
    }
    match value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inside) => inside.replace("''", "'"),
        None => value.to_owned(),
    }
}

/// `["a", "b"]`, `[a, b]`, or `a, b`.
pub(crate) fn items(value: &str) -> Vec<String> {
    if let Ok(Value::Array(items)) = serde_json::from_str(value) {
        return items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    let inside = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(value);
    inside.split(',').map(unquoted).filter(|item| !item.is_empty()).collect()
}

/// A document as a Markdown file that reads back as it is.
pub fn write(document: &Document) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let mut text = format!("---\ntitle: {}\n", quoted(&document.title));
    let optional = [
        ("slug", &document.slug),
        ("state", &document.state),
        ("category", &document.category),
        ("language", &document.language),
        ("source", &document.source),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            text.push_str(&format!("{name}: {}\n", quoted(value)));
        }
    }
    if !document.tags.is_empty() {
        text.push_str(&format!("tags: {}\n", Value::from(document.tags.clone())));
    }
    text.push_str("---\n");
    text.push_str(&document.content);
    text
}
