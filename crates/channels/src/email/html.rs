//! HTML of strangers made harmless: an allow list, no script, no style sheet, nothing that is fetched until somebody
//! asks. What comes out, put in again, comes out the same. Also the text that such HTML says.

mod extent;
mod images;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use ammonia::{Builder, UrlRelative};

pub use extent::bounded;
pub use images::{has_remote_images, with_images};

/// Elements inside each other in what is shown.
const DEEPEST: usize = 150;
/// What one pass leaves can read differently the next time; this many times it may.
const MOST_PASSES: usize = 6;
/// Marks of ours on a picture's address, on the way through the sanitiser.
const ELSEWHERE: &str = "x-elsewhere:";
const ALONG: &str = "x-along:";

type Attached = Arc<[String]>;

const TAGS: &str = "a abbr address b big blockquote br caption center code col colgroup dd del details dfn div dl dt em font h1 h2 \
    h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot \
    th thead tr tt u ul var wbr";
/// Whose contents go with them.
const GONE: &str = "applet audio canvas embed frame frameset head iframe math noembed noframes noscript object plaintext script \
    select style svg template textarea title video xmp";
const STYLES: &str = "background-color border border-bottom border-collapse border-color border-left border-radius border-right \
    border-spacing border-style border-top border-width color direction font font-family font-size font-style \
    font-weight height line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width \
    min-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration \
    text-transform vertical-align white-space width";

/// HTML that may be shown. `attached` are the content ids of what came along, in the order of the attachments; empty
/// for one that has none.
pub fn sanitise(html: &str, attached: &[&str]) -> String {
    let within = &html[..bounded(html)];
    let attached: Attached = attached.iter().map(|id| (*id).to_owned()).collect();
    let mut clean = pass(within, &attached);
    for _ in 0..MOST_PASSES {
        if extent::depth(&clean) > DEEPEST {
            break;
        }
        let again = pass(&clean, &attached);
        if again == clean {
            return clean;
        }
        clean = again;
    }
    as_html(&mail_parser::decoders::html::html_to_text(&clean))
}

fn pass(html: &str, attached: &Attached) -> String {
    let mut builder = Builder::empty();
    let attached = Arc::clone(attached);
    let set = |words: &'static str| words.split_whitespace().collect::<HashSet<&str>>();
    builder
        .tags(set(TAGS))
        .clean_content_tags(set(GONE))
        .generic_attributes(set("align bgcolor dir lang style title valign height width"))
        .add_tag_attributes("a", &["href"])
        .add_tag_attributes("img", &["alt", "src", "data-src", "data-part", "border"])
        .add_tag_attributes("font", &["color", "face", "size"])
        .add_tag_attributes("ol", &["start", "type"])
        .add_tag_attributes("table", &["border", "cellpadding", "cellspacing"])
        .add_tag_attributes("td", &["colspan", "rowspan"])
        .add_tag_attributes("th", &["colspan", "rowspan"])
        .add_tag_attributes("blockquote", &["type"])
        .url_schemes(set("http https mailto tel cid"))
        .url_relative(UrlRelative::Deny)
        .filter_style_properties(set(STYLES))
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .attribute_filter(move |tag, name, value| attribute(tag, name, value, &attached));
    let clean = builder.clean(html).to_string();
    images::each(&clean, |tag| {
        let tag = tag.replace(&format!(" src=\"{ELSEWHERE}"), " data-src=\"");
        tag.replace(&format!(" src=\"{ALONG}"), " data-part=\"")
    })
}

fn attribute<'v>(tag: &str, name: &str, value: &'v str, attached: &Attached) -> Option<Cow<'v, str>> {
    match (tag, name) {
        (_, "style") => is_harmless(value).then_some(Cow::Borrowed(value)),
        ("a", "href") => (!starts(value, "cid:")).then_some(Cow::Borrowed(bare(value))),
        ("img", "src") if starts(value, "cid:") => {
            let id = percent_decoded(bare(value)[4..].trim());
            let number = attached.iter().position(|one| *one == id && !id.is_empty())?;
            Some(Cow::Owned(format!("{ALONG}{number}")))
        }
        ("img", "src") => is_elsewhere(value).then(|| Cow::Owned(format!("{ELSEWHERE}{}", bare(value)))),
        ("img", "data-src") => is_elsewhere(value).then_some(Cow::Borrowed(value)),
        ("img", "data-part") => value.parse::<u16>().is_ok().then_some(Cow::Borrowed(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// An address without what browsers leave away around it: spaces and control characters.
fn bare(value: &str) -> &str {
    value.trim_matches(|letter: char| letter <= ' ')
}

fn starts(value: &str, scheme: &str) -> bool {
    bare(value).get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

fn is_elsewhere(value: &str) -> bool {
    starts(value, "http://") || starts(value, "https://")
}

/// Declarations that name no address, by whatever function or escape, and are not drawn over anything else.
fn is_harmless(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    let functions = lower.match_indices('(').map(|(at, _)| &lower[..at]);
    let is_colour = |before: &str| ["rgb", "rgba", "hsl", "hsla"].iter().any(|name| before.ends_with(name));
    let mut functions = functions;
    style.len() <= 2_000
        && !lower.contains(['\\', '@', '<', '{', '}'])
        && !lower.contains("/*")
        && !lower.contains("margin-left:-")
        && !lower.contains("url")
        && functions.all(is_colour)
}

fn percent_decoded(text: &str) -> String {
    percent(text).unwrap_or_else(|| text.to_owned())
}

fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut pieces = text.split('%');
    bytes.extend_from_slice(pieces.next()?.as_bytes());
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

/// What clean HTML says to somebody who sees no layout.
pub fn to_text(clean: &str) -> String {
    let config = html2text::config::plain_no_decorate()
        .raw_mode(true)
        .no_table_borders()
        .link_footnotes(false)
        .no_link_wrapping()
        .allow_width_overflow();
    let text = config
        .string_from_read(without_links(clean).as_bytes(), 10_000)
        .unwrap_or_else(|_| mail_parser::decoders::html::html_to_text(clean));
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = if line.len() > 100 && line.chars().all(|letter| letter == '─') { "---" } else { line.trim_end() };
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().replace('\u{a0}', " ")
}

/// Clean HTML without its `<a …>` and `</a>`: a text shows no brackets around words that led somewhere.
fn without_links(clean: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(clean.len()), clean);
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        let mut is_quoted = false;
        let end = tag.bytes().position(|byte| {
            is_quoted ^= byte == b'"';
            byte == b'>' && !is_quoted
        });
        let end = at + end.map_or(tag.len(), |end| end + 1);
        let is_link = ["<a>", "<a ", "</a>"].iter().any(|link| tag.starts_with(link));
        text.push_str(&rest[..if is_link { at } else { end }]);
        rest = &rest[end..];
    }
    text + rest
}

/// A text as HTML that says the same.
pub fn as_html(text: &str) -> String {
    let escaped = escaped(text.trim_end());
    format!("<p>{}</p>", escaped.replace("\r\n", "\n").replace('\n', "<br>"))
}

/// A text that means itself in HTML, also within an attribute.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\0' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}
