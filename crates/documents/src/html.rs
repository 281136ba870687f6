//! A web page as a document: what it is about, without what stands around that on every page; and what it says to
//! programs that read it. Nothing of it is run or fetched.

use dom_query::{Document as Dom, NodeRef, Selection};
use url::Url;

use crate::{Document, Error, charset, extent};

/// Elements within elements.
const DEEPEST: usize = 200;
/// Elements that are read.
const MOST_NODES: usize = 200_000;
/// Links that are read of one page.
const MOST_LINKS: usize = 2_000;
/// Letters of a page that are less than an article.
const LEAST: usize = 30;

/// What is never part of what a page is about.
const AROUND: &str = "script, style, noscript, template, iframe, object, embed, svg, math, canvas, video, audio, form, button, \
    input, select, textarea, nav, aside, dialog, [hidden], [aria-hidden=true], [role=navigation], [role=banner], \
    [role=contentinfo], [role=search], [role=dialog], [role=complementary], .breadcrumb, .breadcrumbs, .cookie-banner, \
    .skip-link, .sr-only, .headerlink, .anchor";
/// Where pages have what they are about; the first that is there counts.
const MAIN: [&str; 5] = ["main article", "article", "main", "[role=main]", "#content"];

/// A page of a site.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub document: Document,
    /// As they were written.
    pub links: Vec<String>,
    /// The address that it says is its own.
    pub canonical: Option<String>,
    /// It asks not to be found.
    pub is_hidden: bool,
    /// It asks that its links are not followed.
    pub is_closed: bool,
}

/// Reads a page; links in its text become whole addresses where `url` says where it stands.
pub fn page(bytes: &[u8], url: Option<&Url>) -> Result<Page, Error> {
    if bytes.len() > crate::LARGEST {
        return Err(Error::TooLarge);
    }
    let text = charset::decode_as(bytes, charset_of(bytes).as_deref())?;
    let dom = Dom::from(extent::bounded(&text));
    bounded(&dom)?;
    let base = base(&dom, url);
    let robots = dom.select("meta[name=robots i]").iter().map(|meta| meta.attr_or("content", "").to_lowercase());
    let robots = robots.collect::<Vec<_>>().join(",");
    let says = |word: &str| robots.split(',').any(|one| matches!(one.trim(), one if one == word || one == "none"));
    let links = dom.select("a[href]").iter().take(MOST_LINKS);
    let links = links.filter(|link| !link.attr_or("rel", "").contains("nofollow"));
    let mut page = Page {
        links: links.filter_map(|link| link.attr("href")).map(|href| absolute(&href, base.as_ref())).collect(),
        canonical: dom.select("link[rel=canonical i]").attr("href").map(|href| absolute(&href, base.as_ref())),
        is_hidden: says("noindex"),
        is_closed: says("nofollow"),
        document: Document::default(),
    };
    let mut document = Document {
        language: dom.select("html").attr("lang").map(|tag| tag.to_string()).filter(|tag| !tag.is_empty()),
        ..Document::default()
    };
    let shown = dom.select("meta[property='og:title']").attr("content").map(|text| text.to_string());
    let named = shown.unwrap_or_else(|| dom.select("head title").text().to_string());
    dom.select(AROUND).remove();
    let main = main(&dom);
    let heading = main.select("h1").first();
    document.title = words(&if heading.exists() { heading.text().to_string() } else { named });
    heading.remove();
    resolve(&main, base.as_ref());
    document.content = main.iter().map(|one| markdown(&one)).collect::<Vec<_>>().join("\n\n");
    page.document = document;
    Ok(page)
}

impl Document {
    /// The pieces of a page that may be kept; none where there is hardly any text on it.
    pub fn pieces(self) -> Vec<Document> {
        let letters = self.content.chars().filter(|letter| letter.is_alphanumeric()).count();
        if letters < LEAST { Vec::new() } else { self.finished("Untitled") }
    }
}

/// What its head says of how it is written.
fn charset_of(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_lowercase();
    let said = head.split_once("charset=")?.1;
    let label: String = said
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|sign| sign.is_ascii_alphanumeric() || "-_:".contains(*sign))
        .collect();
    Some(label).filter(|label| !label.is_empty())
}

/// Refuses what would cost too much to walk.
fn bounded(dom: &Dom) -> Result<(), Error> {
    let mut level = vec![dom.root()];
    let mut nodes = 0;
    for _ in 0..DEEPEST {
        level = level.iter().flat_map(NodeRef::children).collect();
        nodes += level.len();
        if level.is_empty() {
            return Ok(());
        }
        if nodes > MOST_NODES {
            return Err(Error::TooLarge);
        }
    }
    Err(Error::TooDeep)
}

fn base(dom: &Dom, url: Option<&Url>) -> Option<Url> {
    let url = url?;
    let said = dom.select("base[href]").attr("href");
    Some(said.and_then(|href| url.join(&href).ok()).unwrap_or_else(|| url.clone()))
}

fn absolute(href: &str, base: Option<&Url>) -> String {
    let href = href.trim();
    base.and_then(|base| base.join(href).ok()).map_or_else(|| href.to_owned(), String::from)
}

fn main(dom: &Dom) -> Selection<'_> {
    for place in MAIN {
        let found = dom.select(place);
        let letters: usize = found.iter().map(|one| one.text().trim().len()).sum();
        if letters >= LEAST {
            // Of several articles only the outermost.
            return if place.ends_with("article") && found.length() > 1 {
                dom.select("main, body").first()
            } else {
                found.first()
            };
        }
    }
    let body = dom.select("body");
    body.select("header, footer").remove();
    body
}

/// Makes addresses whole, and takes away those of other kinds than web, mail and telephone.
fn resolve(main: &Selection<'_>, base: Option<&Url>) {
    for (elements, name) in [("a[href]", "href"), ("img[src]", "src")] {
        for one in main.select(elements).iter() {
            let address = absolute(&one.attr_or(name, ""), base);
            let allowed: &[&str] = if name == "href" { &["https:", "http:", "mailto:", "tel:"] } else { &["https:"] };
            if allowed.iter().any(|scheme| address.to_lowercase().starts_with(scheme)) {
                one.set_attr(name, &address);
            } else if name == "src" {
                one.remove();
            } else {
                one.remove_attr(name);
            }
        }
    }
}

fn markdown(main: &Selection<'_>) -> String {
    let written = main.nodes().first().map(|node| node.md(None).to_string()).unwrap_or_default();
    // Three empty lines say no more than one.
    let mut text = String::with_capacity(written.len());
    let mut empty = 0;
    for line in written.lines() {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text.trim().to_owned()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
