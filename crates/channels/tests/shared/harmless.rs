//! What HTML has to be that is shown to agents. For tests and fuzz targets.

/// Nothing in it runs, is fetched, or leads anywhere but to the web, a mailbox or a telephone.
pub fn check(clean: &str) {
    for tag in clean.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|letter| letter.is_ascii_alphanumeric()).collect();
        let never =
            ["script", "style", "iframe", "object", "embed", "form", "input", "base", "meta", "link", "svg", "math"];
        assert!(!name.is_empty() && !never.contains(&name.as_str()), "<{tag}");
        for (name, value) in attributes(head(&tag[name.len()..])) {
            let is_known = "align alt bgcolor border cellpadding cellspacing color colspan data-part data-src dir face height \
                            href lang rel rowspan size start style target title type valign width";
            assert!(is_known.split_whitespace().any(|known| known == name), "{name} in <{tag}");
            let value = value.to_lowercase();
            let is_safe = match name.as_str() {
                "href" => ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| value.trim().starts_with(scheme)),
                "data-src" => value.trim().starts_with("http"),
                "style" => !value.contains("url") && !value.contains('\\'),
                _ => true,
            };
            assert!(is_safe, "{name}={value}");
        }
    }
}

/// What stands before the tag's end; a `>` within a value is not one.
fn head(tag: &str) -> &str {
    let mut is_quoted = false;
    let end = tag.find(|letter| {
        is_quoted ^= letter == '"';
        letter == '>' && !is_quoted
    });
    &tag[..end.unwrap_or(tag.len())]
}

fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let name = before.rsplit([' ', '"']).next().unwrap_or_default();
        let Some((value, next)) = after.split_once('"') else { break };
        found.push((name.to_owned(), value.to_owned()));
        rest = next;
    }
    found
}
