//! How the help centre looks: its pages as HTML. Everything that comes from people is escaped, or made safe before.

use documents::render;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::{Article, HelpCentre, Passage};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::articles::Brief;

/// Letters of what is shown of an article in a list or a search.
const EXCERPT: usize = 220;
/// Letters of what search engines are told.
const DESCRIPTION: usize = 160;

/// The path of a page of a help centre; `rest` comes as it is to stand there.
pub fn path(slug: &str, rest: &str) -> String {
    format!("/help/{}{rest}", encoded(slug))
}

pub fn article_path(centre: &HelpCentre, slug: &str) -> String {
    path(&centre.slug, &format!("/articles/{}", encoded(slug)))
}

fn category_path(centre: &HelpCentre, name: &str) -> String {
    path(&centre.slug, &format!("/categories/{}", encoded(&category_slug(name))))
}

/// The name of a category in addresses.
pub fn category_slug(name: &str) -> String {
    desk::help_centres::name_in_address(name)
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string().replace("%2D", "-")
}

/// What a page says of itself.
struct Head<'a> {
    title: String,
    description: String,
    language: &'a str,
    /// Its own address, without the server's.
    path: Option<String>,
    question: &'a str,
}

fn page(public_url: &str, centre: &HelpCentre, head: &Head<'_>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(head.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (head.title) }
                @if !head.description.is_empty() {
                    meta name="description" content=(head.description);
                    meta property="og:description" content=(head.description);
                }
                meta property="og:title" content=(head.title);
                @match &head.path {
                    Some(path) => link rel="canonical" href={ (public_url) (path) };,
                    None => meta name="robots" content="noindex";,
                }
                link rel="stylesheet" href="/help/style.css";
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#content" { "Skip to content" }
                header {
                    a.brand href=(path(&centre.slug, "")) { (centre.shown_title()) }
                    form role="search" action=(path(&centre.slug, "/search")) {
                        label.unseen for="q" { "Search the articles" }
                        input #q type="search" name="q" value=(head.question) placeholder="Search the articles" maxlength="500" required;
                        button { "Search" }
                    }
                }
                main #content { (body) }
            }
        }
    }
}

/// All articles under their categories; those without one last.
pub fn home(public_url: &str, centre: &HelpCentre, articles: &[Brief]) -> Markup {
    let head = Head {
        title: centre.shown_title().to_owned(),
        description: String::new(),
        language: "en",
        path: Some(path(&centre.slug, "")),
        question: "",
    };
    let mut names: Vec<&str> = articles.iter().filter_map(|one| one.category.as_deref()).collect();
    names.dedup();
    let bare: Vec<&Brief> = articles.iter().filter(|one| one.category.is_none()).collect();
    let body = html! {
        h1 { (centre.shown_title()) }
        @if articles.is_empty() { p.quiet { "There are no articles yet." } }
        div.categories {
            @for name in names {
                section {
                    h2 { a href=(category_path(centre, name)) { (name) } }
                    (links(centre, articles.iter().filter(|one| one.category.as_deref() == Some(name))))
                }
            }
            @if !bare.is_empty() {
                section {
                    @if bare.len() < articles.len() { h2 { "More" } }
                    (links(centre, bare.into_iter()))
                }
            }
        }
    };
    page(public_url, centre, &head, &body)
}

fn links<'a>(centre: &HelpCentre, articles: impl Iterator<Item = &'a Brief>) -> Markup {
    html! {
        ul {
            @for one in articles {
                li lang=[one.language.as_deref()] { a href=(article_path(centre, &one.slug)) { (one.title) } }
            }
        }
    }
}

/// The articles of one category; there is one at least.
pub fn category(public_url: &str, centre: &HelpCentre, articles: &[Brief]) -> Markup {
    let name = articles.first().and_then(|one| one.category.as_deref()).unwrap_or_default();
    let head = Head {
        title: format!("{name} · {}", centre.shown_title()),
        description: String::new(),
        language: "en",
        path: Some(category_path(centre, name)),
        question: "",
    };
    let body = html! {
        (way(centre, None))
        h1 { (name) }
        (links(centre, articles.iter()))
    };
    page(public_url, centre, &head, &body)
}

/// The way back.
fn way(centre: &HelpCentre, category: Option<&str>) -> Markup {
    html! {
        nav aria-label="Breadcrumb" {
            a href=(path(&centre.slug, "")) { (centre.shown_title()) }
            @if let Some(name) = category {
                span aria-hidden="true" { " › " }
                a href=(category_path(centre, name)) { (name) }
            }
        }
    }
}

pub fn article(public_url: &str, centre: &HelpCentre, article: &Article) -> Markup {
    let text = &article.text;
    let head = Head {
        title: format!("{} · {}", text.title, centre.shown_title()),
        description: render::to_text(&text.content, DESCRIPTION),
        language: text.language.as_deref().unwrap_or("en"),
        path: Some(article_path(centre, &article.slug)),
        question: "",
    };
    let updated = article.updated_at.to_string();
    let day = updated.split('T').next().unwrap_or_default().to_owned();
    let body = html! {
        (way(centre, text.category.as_deref()))
        article {
            h1 { (text.title) }
            (PreEscaped(render::to_html(&text.content)))
            p.quiet { "Updated " time datetime=(updated) { (day) } }
        }
    };
    page(public_url, centre, &head, &body)
}

/// What a search has found; not for search engines.
pub fn found(public_url: &str, centre: &HelpCentre, question: &str, passages: &[Passage]) -> Markup {
    let head = Head {
        title: format!("{question} · {}", centre.shown_title()),
        description: String::new(),
        language: "en",
        path: None,
        question,
    };
    let body = html! {
        (way(centre, None))
        h1 { "Search" }
        @if passages.is_empty() {
            p { "Nothing was found for “" (question) "”. Try other words." }
        }
        ol.found {
            @for one in passages {
                li lang=[one.language.as_deref()] {
                    a href=(article_path(centre, &one.slug)) { (one.title) }
                    p { (excerpt(&one.text)) }
                }
            }
        }
    };
    page(public_url, centre, &head, &body)
}

/// The beginning of a passage.
pub fn excerpt(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((at, _)) = words.char_indices().nth(EXCERPT) else { return words };
    let end = words[..at].rfind(' ').unwrap_or(at);
    format!("{}…", &words[..end])
}

/// The beginning of an article.
pub fn beginning(content: &str) -> String {
    excerpt(&render::to_text(content, DESCRIPTION))
}

/// The page for what is not there, which does not say whose it might have been.
pub fn nothing() -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { "Not found" }
                link rel="stylesheet" href="/help/style.css";
                link rel="icon" href="data:,";
            }
            body { main { h1 { "Not found" } p { "There is no such page, or not any more." } } }
        }
    }
}

/// The list of pages for search engines (sitemaps.org).
pub fn sitemap(public_url: &str, centre: &HelpCentre, articles: &[Brief]) -> String {
    let entry = |path: &str, updated: Option<String>| {
        html! { url { loc { (public_url) (path) } @if let Some(at) = updated { lastmod { (at) } } } }.into_string()
    };
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    text.push_str(&entry(&path(&centre.slug, ""), None));
    for one in articles {
        text.push('\n');
        text.push_str(&entry(&article_path(centre, &one.slug), Some(one.updated_at.to_string())));
    }
    text.push_str("\n</urlset>\n");
    text
}
