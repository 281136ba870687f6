//! The little markdown that agents write, as HTML for a mail: the same marks as in the inbox (`web/src/ui/markdown_parse`).
//! Everything else is text, whatever it looks like.

use super::html::escaped;

/// Marks inside each other.
const DEEPEST: usize = 6;
/// Characters between a mark and its end.
const LONGEST: usize = 1_000;

/// What was written, as HTML.
pub fn html(source: &str) -> String {
    let source = source.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}'], "\n");
    let lines: Vec<&str> = source.split('\n').collect();
    let (mut html, mut at) = (String::new(), 0);
    while at < lines.len() {
        let kind = kind(lines[at]);
        let count = if kind == Kind::Code {
            let rest = lines[at + 1..].iter();
            rest.take_while(|line| !line.starts_with("```")).count() + 1
        } else {
            lines[at..].iter().take_while(|line| self::kind(line) == kind).count()
        };
        block(&mut html, kind, &lines[at..at + count]);
        at += count + usize::from(kind == Kind::Code);
    }
    html
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Code,
    Quote,
    Bulleted,
    Numbered,
    Paragraph,
}

fn kind(line: &str) -> Kind {
    if line.trim().is_empty() {
        Kind::Blank
    } else if line.starts_with("```") {
        Kind::Code
    } else if line.starts_with('>') {
        Kind::Quote
    } else if bulleted(line).is_some() {
        Kind::Bulleted
    } else if numbered(line).is_some() {
        Kind::Numbered
    } else {
        Kind::Paragraph
    }
}

fn indented(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ');
    (line.len() - rest.len() <= 3).then_some(rest)
}

fn bulleted(line: &str) -> Option<&str> {
    let rest = indented(line)?.strip_prefix(['-', '*', '•'])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

fn numbered(line: &str) -> Option<&str> {
    let rest = indented(line)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[digits..].strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && rest.starts_with([' ', '\t'])).then(|| rest.trim_start())
}

fn block(html: &mut String, kind: Kind, lines: &[&str]) {
    let joined = |lines: Vec<&str>| lines.iter().map(|line| inline(line, 0)).collect::<Vec<_>>().join("<br>");
    let items = |item: fn(&str) -> Option<&str>| -> String {
        lines.iter().filter_map(|line| item(line)).map(|text| format!("<li>{}</li>", inline(text, 0))).collect()
    };
    match kind {
        Kind::Blank => {}
        Kind::Code => html.push_str(&format!("<pre>{}</pre>", escaped(&lines[1..].join("\n")))),
        Kind::Quote => {
            let bare = lines.iter().map(|line| line[1..].strip_prefix(' ').unwrap_or(&line[1..])).collect();
            html.push_str(&format!("<blockquote>{}</blockquote>", joined(bare)));
        }
        Kind::Bulleted => html.push_str(&format!("<ul>{}</ul>", items(bulleted))),
        Kind::Numbered => html.push_str(&format!("<ol>{}</ol>", items(numbered))),
        Kind::Paragraph => html.push_str(&format!("<p>{}</p>", joined(lines.to_vec()))),
    }
}

fn inline(text: &str, depth: usize) -> String {
    let (mut html, mut plain, mut at) = (String::new(), 0, 0);
    while at < text.len() {
        let before = text[..at].chars().next_back();
        match marked(&text[at..], before, depth) {
            Some((marked, length)) => {
                html.push_str(&escaped(&text[plain..at]));
                html.push_str(&marked);
                at += length;
                plain = at;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    html.push_str(&escaped(&text[plain..]));
    html
}

/// What a mark at the beginning makes, and how many bytes it covers.
fn marked(text: &str, before: Option<char>, depth: usize) -> Option<(String, usize)> {
    if depth == DEEPEST {
        return None;
    }
    match text.as_bytes()[0] {
        b'`' => between(text, "`").map(|within| (format!("<code>{}</code>", escaped(within)), within.len() + 2)),
        b'*' if text.starts_with("**") => wrapped(text, "**", "strong", depth),
        b'*' => wrapped(text, "*", "em", depth),
        b'~' => wrapped(text, "~~", "s", depth),
        b'_' if !before.is_some_and(is_word) => {
            let found = wrapped(text, "_", "em", depth)?;
            (!text[found.1..].chars().next().is_some_and(is_word)).then_some(found)
        }
        b'[' => link(text, depth),
        b'h' if !before.is_some_and(is_word) => address(text),
        _ => None,
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// What stands between a mark and its next one, not too far away.
fn between<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(mark)?;
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let within = &near[..near.find(mark)?];
    (!within.is_empty()).then_some(within)
}

fn wrapped(text: &str, mark: &str, tag: &str, depth: usize) -> Option<(String, usize)> {
    let within = between(text, mark)?;
    let is_tight = !within.starts_with(char::is_whitespace) && !within.ends_with(char::is_whitespace);
    is_tight.then(|| (format!("<{tag}>{}</{tag}>", inline(within, depth + 1)), within.len() + 2 * mark.len()))
}

/// `[label](address)`, to the web, an address or a telephone only.
fn link(text: &str, depth: usize) -> Option<(String, usize)> {
    let near = &text[1..text.floor_char_boundary(2_600)];
    let (label, rest) = near.split_once("](")?;
    let target = &rest[..rest.find(')')?];
    let lower = target.to_ascii_lowercase();
    let is_known = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    let is_link = is_known
        && !label.is_empty()
        && label.len() <= 500
        && !label.contains(['[', ']'])
        && !target.contains(char::is_whitespace);
    // A link stands in no other.
    let label = if label.contains("http") { escaped(label) } else { inline(label, depth.max(DEEPEST - 2)) };
    is_link
        .then(|| (format!("<a href=\"{}\">{label}</a>", escaped(target)), near.len() - rest.len() + target.len() + 2))
}

/// A bare address, without the punctuation behind it.
fn address(text: &str) -> Option<(String, usize)> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let near = &text[..text.floor_char_boundary(2_000)];
    let end = near.find(|letter: char| letter.is_whitespace() || "<>\"'".contains(letter)).unwrap_or(near.len());
    let target = near[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', ')', ']', '*', '_', '~']);
    (target.len() > 8).then(|| (format!("<a href=\"{0}\">{0}</a>", escaped(target)), target.len()))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn marks_become_html_and_all_else_stays_text() {
        for (source, expected) in [
            ("Hi **Ana**,\nthanks", "<p>Hi <strong>Ana</strong>,<br>thanks</p>"),
            ("a *b* _c_ ~~d~~ `e<`", "<p>a <em>b</em> <em>c</em> <s>d</s> <code>e&lt;</code></p>"),
            ("- one\n- two\n\n1. three", "<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol>"),
            ("> said\n\nyes", "<blockquote>said</blockquote><p>yes</p>"),
            ("```\n<b>\n```\nend", "<pre>&lt;b&gt;</pre><p>end</p>"),
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
            ("[shop](https://a.co/?q=\"x)", "<p><a href=\"https://a.co/?q=&quot;x\">shop</a></p>"),
            ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
            ("see https://a.co/b_c_d.", "<p>see <a href=\"https://a.co/b_c_d\">https://a.co/b_c_d</a>.</p>"),
            ("snake_case_name 2 * 3 * 4", "<p>snake_case_name 2 * 3 * 4</p>"),
            ("", ""),
        ] {
            assert_eq!(html(source), expected, "{source}");
        }
    }

    #[test]
    fn a_long_text_of_nothing_but_beginnings_is_read_in_time() {
        let begun = std::time::Instant::now();
        for mark in ["*", "**a ", "[a](", "x `", "_a ", "~~a", "http://"] {
            assert!(!html(&mark.repeat(100_000 / mark.len())).is_empty());
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
