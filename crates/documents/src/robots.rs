//! What a site lets programs read: robots.txt by RFC 9309, the group of our own name or else everybody's.

/// Bytes that are read of one (RFC 9309, 2.5 wants at least 500 KiB).
const LARGEST: usize = 512 * 1024;
/// Rules that count.
const MOST: usize = 1_000;
/// Wildcards of a rule that count.
const MOST_STARS: usize = 10;

/// What one site has said.
#[derive(Clone, Debug, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Addresses of its sitemaps, as they were written.
    pub sitemaps: Vec<String>,
    /// Seconds that it wants between two requests.
    pub delay: Option<u64>,
}

#[derive(Clone, Debug)]
struct Rule {
    allows: bool,
    pattern: String,
}

impl Robots {
    /// `name` is ours, in lower case.
    pub fn read(bytes: &[u8], name: &str) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LARGEST)]);
        let (mut own, mut everybody) = (Self::default(), Self::default());
        let mut has_own = false;
        let mut sitemaps = Vec::new();
        // Whom the lines speak to: us, everybody.
        let (mut to_us, mut to_all, mut is_naming) = (false, false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("");
            let Some((field, value)) = line.split_once(':') else { continue };
            let (field, value) = (field.trim().to_lowercase(), value.trim());
            match field.as_str() {
                "user-agent" => {
                    if !is_naming {
                        (to_us, to_all) = (false, false);
                    }
                    is_naming = true;
                    let agent = value.to_lowercase();
                    to_us |= agent == name;
                    to_all |= agent == "*";
                    has_own |= to_us;
                }
                "sitemap" => sitemaps.push(value.to_owned()),
                "allow" | "disallow" | "crawl-delay" => {
                    is_naming = false;
                    for (is_meant, of) in [(to_us, &mut own), (to_all, &mut everybody)] {
                        if is_meant {
                            of.take(&field, value);
                        }
                    }
                }
                _ => {}
            }
        }
        let found = if has_own { own } else { everybody };
        Self { sitemaps, ..found }
    }

    fn take(&mut self, field: &str, value: &str) {
        match field {
            "crawl-delay" => {
                self.delay = value.parse::<f64>().ok().map(|seconds| seconds.clamp(0.0, 3600.0).ceil() as u64)
            }
            _ if value.is_empty() || self.rules.len() == MOST => {}
            _ => self.rules.push(Rule { allows: field == "allow", pattern: value.to_owned() }),
        }
    }

    /// Whether a path, with its query, may be read: the longest rule that fits decides, and of two the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

/// `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = pattern.strip_suffix('$').map_or((pattern, false), |rest| (rest, true));
    let mut parts = pattern.splitn(MOST_STARS + 1, '*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or("")) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if is_whole && at + 1 == parts.len() {
            return rest.len() >= part.len() && rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    !is_whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn robots(text: &str) -> Robots {
        Robots::read(text.as_bytes(), "pingback")
    }

    #[test]
    fn the_longest_rule_decides() {
        let robots =
            robots("User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow: /a*b*c");
        for (path, allowed) in [
            ("/", true),
            ("/private", false),
            ("/private/x", false),
            ("/private/open/x", true),
            ("/x.pdf", false),
            ("/x.pdf?y", true),
            ("/axbxc", false),
            ("/axb", true),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
    }

    #[test]
    fn our_own_group_stands_for_everybodys() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /\n\nUser-Agent: Pingback\nUser-agent: friend\nDisallow: /no\nCrawl-delay: 2.5\nSitemap: https://x.example/s.xml # here\n";
        let robots = robots(text);
        assert!(robots.allows("/yes") && !robots.allows("/no"));
        assert_eq!(
            (robots.delay, robots.sitemaps.as_slice()),
            (Some(3), ["https://x.example/s.xml".to_owned()].as_slice())
        );
    }

    #[test]
    fn nothing_said_is_nothing_forbidden() {
        for text in ["", "Disallow: /", "User-agent: *\nDisallow:", "\u{0}\u{0}:::", "User-agent: x\nDisallow: /"] {
            assert!(robots(text).allows("/a"), "{text:?}");
        }
        let stars = format!("User-agent: *\nDisallow: /{}x", "*a".repeat(10_000));
        assert!(robots(&stars).allows(&format!("/{}", "a".repeat(10_000))));
    }
}
