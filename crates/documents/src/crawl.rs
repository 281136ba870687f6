//! Addresses of a site's pages: one spelling for each, and only those that may be pages of the same site.

use url::Url;

/// Letters of an address.
const LONGEST: usize = 1_500;
/// Endings of what is no page.
const FILES: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "svg", "ico", "avif", "css", "js", "mjs", "json", "map", "woff", "woff2",
    "ttf", "eot", "mp3", "mp4", "webm", "mov", "avi", "zip", "gz", "tar", "rar", "7z", "dmg", "exe", "apk", "doc",
    "docx", "xls", "xlsx", "ppt", "pptx", "xml", "rss", "atom", "ics",
];
/// What links carry for those who count clicks.
const TRACKING: &[&str] = &["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src"];

/// An address in its one spelling: without fragment, tracking and user; `None` for what is no web address.
pub fn address(text: &str, base: Option<&Url>) -> Option<Url> {
    let mut url = match base {
        Some(base) => base.join(text.trim()).ok()?,
        None => Url::parse(text.trim()).ok()?,
    };
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || url.as_str().len() > LONGEST {
        return None;
    }
    url.set_fragment(None);
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let is_kept = |name: &str| !TRACKING.iter().any(|begin| name.starts_with(begin));
    if let Some(query) = url.query().map(str::to_owned) {
        let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && is_kept(pair)).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|query| !query.is_empty()));
    }
    Some(url)
}

/// Whether it may be a page of the site that `start` names: the same host, with or without `www.`, and below its folder.
pub fn belongs(url: &Url, start: &Url) -> bool {
    let host = |url: &Url| url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
    let folder = start.path().rsplit_once('/').map_or("/", |(folder, _)| folder);
    let name = url.path().rsplit('/').next().unwrap_or("");
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    host(url) == host(start)
        && url.port_or_known_default() == start.port_or_known_default()
        && (url.path() == folder || url.path().starts_with(&format!("{folder}/")))
        && !ending.is_some_and(|ending| FILES.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        let base = Url::parse("https://a.example/docs/start").expect("an address");
        let read = |text: &str| address(text, Some(&base)).map(|url| url.to_string());
        assert_eq!(read("../x?utm_source=y&a=1#part").as_deref(), Some("https://a.example/x?a=1"));
        assert_eq!(read("HTTPS://A.Example:443/x?utm_medium=z").as_deref(), Some("https://a.example/x"));
        for bad in
            ["javascript:alert(1)", "mailto:a@b.c", "https://user:pass@a.example/", "file:///etc/passwd", "data:,x"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_pages_of_the_same_site_belong_to_it() {
        let start = Url::parse("https://www.a.example/help/").expect("an address");
        for (text, is_of_it) in [
            ("https://a.example/help/x", true),
            ("https://a.example/help/", true),
            ("https://a.example/help/x.html", true),
            ("https://a.example/help/x.png", false),
            ("https://a.example/helper", false),
            ("https://a.example/shop/x", false),
            ("https://b.example/help/x", false),
            ("https://a.example:8443/help/x", false),
            ("http://a.example/help/x", false),
        ] {
            assert_eq!(belongs(&Url::parse(text).expect("an address"), &start), is_of_it, "{text}");
        }
    }
}
