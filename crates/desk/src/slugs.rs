//! Names in addresses: made of titles, readable in any writing, and short.

use uuid::Uuid;

/// Letters of a name.
pub(crate) const LONGEST: usize = 80;
/// Numbers that are tried behind a name before chance decides.
const TRIES: usize = 8;

/// `Returns & refunds (EU)` as `returns-refunds-eu`; `fallback` where no letter is left.
pub(crate) fn of(title: &str, fallback: &str) -> String {
    let mut slug = String::new();
    let mut letters = 0;
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letters == LONGEST {
            break;
        }
        if letter.is_alphanumeric() {
            slug.push(letter);
            letters += 1;
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
            letters += 1;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { fallback.to_owned() } else { slug.to_owned() }
}

/// Whether somebody may choose it: letters and digits of any writing, in lower case, with single hyphens between.
pub(crate) fn is_good(slug: &str) -> bool {
    !slug.is_empty() && slug.chars().count() <= LONGEST && of(slug, "") == slug
}

/// A name and what to try where it is taken: `faq`, `faq-2` …, and last one with something random behind it.
pub(crate) fn candidates(slug: &str, chance: Uuid) -> impl Iterator<Item = String> {
    let numbered = (2..2 + TRIES).map(|number| number.to_string());
    // The end of a UUIDv7 is its random part.
    let random = chance.simple().to_string().split_off(20);
    let short: String = slug.chars().take(LONGEST - random.len() - 1).collect();
    let short = short.trim_end_matches('-').to_owned();
    let ends = numbered.chain([random]).map(move |end| format!("{short}-{end}"));
    std::iter::once(slug.to_owned()).chain(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_in_its_own_writing() {
        assert_eq!(of("Returns & refunds (EU)!", "x"), "returns-refunds-eu");
        assert_eq!(of("  ../../etc/passwd\u{0} ", "x"), "etc-passwd");
        assert_eq!(of("Rückgabe – wie geht’s?", "x"), "rückgabe-wie-geht-s");
        assert_eq!(of("返品について", "x"), "返品について");
        assert_eq!(of("?!", "article"), "article");
        assert_eq!(of(&"long ".repeat(100), "x").chars().count(), 79);
    }

    #[test]
    fn what_is_made_is_good_and_what_could_mislead_is_not() {
        for title in ["Returns & refunds", "Rückgabe", "返品", "a"] {
            assert!(is_good(&of(title, "x")), "{title}");
        }
        for bad in ["", "-", "a--b", "a/b", "..", "a.b", "A", "a b", "-a", "a-", "a\u{202e}b", &"a".repeat(81)] {
            assert!(!is_good(bad), "{bad}");
        }
        let all: Vec<String> = candidates(&"a".repeat(80), Uuid::max()).collect();
        assert_eq!((all.len(), all[1].as_str()), (10, format!("{}-2", "a".repeat(67)).as_str()));
        assert!(all.iter().all(|one| is_good(one)), "{all:?}");
    }
}
