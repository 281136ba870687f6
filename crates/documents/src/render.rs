//! Markdown as HTML that may stand on anybody's page: whatever HTML is in it goes through an allow list.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// What may stand in an article.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "noscript", "iframe", "object", "svg", "math",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("img", HashSet::from(["src", "alt", "title", "width", "height"])),
            ("ol", HashSet::from(["start"])),
            ("td", HashSet::from(["colspan", "rowspan", "align"])),
            ("th", HashSet::from(["colspan", "rowspan", "align"])),
        ]))
        .generic_attributes(HashSet::from(["lang", "dir"]))
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// HTML without scripts, styles and addresses of other kinds than web, mail and telephone.
pub fn to_html(markdown: &str) -> String {
    // The title of the page is its first heading, so those of the text begin below it.
    let lower = |event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    };
    let mut unsafe_html = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut unsafe_html, Parser::new_ext(markdown, options()).map(lower));
    SAFE.clean(crate::extent::bounded(&unsafe_html)).to_string()
}

fn below(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    use pulldown_cmark::HeadingLevel::{H2, H3, H4, H5, H6};
    match level as usize {
        1 => H2,
        2 => H3,
        3 => H4,
        4 => H5,
        _ => H6,
    }
}

/// The words of a text, at most so many letters of them.
pub fn to_text(markdown: &str, most: usize) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
        if text.len() > most * 4 {
            break;
        }
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::shortened(&words, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html_below_the_title() {
        let html = to_html(
            "# One\n\nA **bold** [link](https://x.example/a?b=1&c=2) and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        );
        assert!(html.contains("<h2>One</h2>") && html.contains("<strong>bold</strong>"), "{html}");
        assert!(
            html.contains(r#"<a href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">"#),
            "{html}"
        );
        assert!(html.contains("<td>1</td>"), "{html}");
        assert_eq!(to_text("# One\n\n* **bold** <b>x</b> [link](https://x.example)", 100), "One bold x link");
        assert_eq!(to_text(&"word ".repeat(100), 9), "word word…");
    }

    #[test]
    fn nothing_in_it_runs_or_reaches_out() {
        for bad in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt&#58;alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "![x](javascript:alert(1))",
            "<a href=\"vbscript:x\">x</a>",
            "<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<style>@import 'https://evil.example'</style>",
            "<div style=\"background:url(https://evil.example)\" onclick=x id=a class=b>x</div>",
            "<form action=https://evil.example><input name=password><button>x</button></form>",
            "<base href=https://evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
            "<!--><script>alert(1)</script>-->",
            "[x](//evil.example)",
            "<details open ontoggle=alert(1)>",
            "```html\n</code></pre><script>alert(1)</script>\n```",
        ] {
            let html = to_html(bad).to_lowercase();
            for word in [
                "<script",
                "onerror=",
                "href=\"javascript",
                "src=\"javascript",
                "vbscript",
                "data:text",
                "<style",
                "style=",
                "<form",
                "<input",
                "<base",
                "<meta",
                "<link",
                "<iframe",
                "<svg",
                "href=\"//",
                "ontoggle=",
                "onclick=",
            ] {
                assert!(!html.contains(word), "{bad} became {html}");
            }
        }
    }

    #[test]
    fn deep_nesting_costs_no_stack() {
        for deep in [
            ">".repeat(50_000),
            "<div>".repeat(50_000),
            "- ".repeat(20_000),
            "[".repeat(50_000),
            "*a **a ".repeat(20_000),
        ] {
            to_html(&deep);
        }
    }
}
