//! Pictures of HTML that was made harmless: put in where they may be shown. Reads what [`super::sanitise`] writes only.

use std::ops::Range;

const REMOTE: &str = " data-src=\"";
const ALONG: &str = " data-part=\"";

/// Whether it wants pictures from elsewhere.
pub fn has_remote_images(clean: &str) -> bool {
    tags(clean).any(|tag| clean[tag].contains(REMOTE))
}

/// The HTML with its pictures: those that came along where `along` knows an address for their number, those from
/// elsewhere where they are wanted.
pub fn with_images(clean: &str, wants_remote: bool, along: impl Fn(usize) -> Option<String>) -> String {
    each(clean, |tag| match number(tag).and_then(|(place, number)| Some((place, along(number)?))) {
        Some((place, address)) => {
            let address = super::escaped(&address);
            format!("{} src=\"{address}\"{}", &tag[..place.start], &tag[place.end..])
        }
        None if wants_remote => tag.replacen(REMOTE, " src=\"", 1),
        None => tag.to_owned(),
    })
}

/// The HTML with what `change` makes of each tag of a picture; words that look like one stay.
pub(super) fn each(clean: &str, change: impl Fn(&str) -> String) -> String {
    let (mut html, mut copied) = (String::with_capacity(clean.len()), 0);
    for tag in tags(clean) {
        html.push_str(&clean[copied..tag.start]);
        html.push_str(&change(&clean[tag.clone()]));
        copied = tag.end;
    }
    html.push_str(&clean[copied..]);
    html
}

/// Where a tag names a picture that came along, and its number.
fn number(tag: &str) -> Option<(Range<usize>, usize)> {
    let start = tag.find(ALONG)?;
    let value = start + ALONG.len();
    let end = value + tag[value..].find('"')?;
    Some((start..end + 1, tag[value..end].parse().ok()?))
}

/// Every `<img …>`. In what was made harmless a `<` outside a value stands only before a tag, and no value holds its own
/// quote.
fn tags(clean: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + clean[from..].find('<')?;
            let mut is_quoted = false;
            let end = clean[start..].find(|letter| {
                is_quoted ^= letter == '"';
                letter == '>' && !is_quoted
            });
            from = end.map_or(clean.len(), |end| start + end + 1);
            if clean[start..].starts_with("<img ") {
                return Some(start..from);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::sanitise;
    use super::*;

    const MAIL: &str = "<p>1 < 2 and <img data-src=\"x\"> text: &lt;img data-part=\"0\"&gt;</p>\
        <img alt=\"a > b &quot; data-src=&quot;\" src=\"https://acme.example/a.png?x=1&amp;y=2\">\
        <img src=\"cid:logo@acme\"><img src=\"cid:gone@acme\"><img src=\"javascript:alert(1)\">";

    #[test]
    fn pictures_come_back_only_where_they_are_wanted() {
        let clean = sanitise(MAIL, &["other@acme", "logo@acme"]);
        assert!(has_remote_images(&clean) && !clean.contains(" src="), "{clean}");
        let along = |number| (number == 1).then(|| "/files/1?a=1&b=\"2\"".to_owned());
        let shown = with_images(&clean, false, along);
        assert_eq!(shown.matches(" src=").count(), 1, "{shown}");
        assert!(shown.contains(" src=\"/files/1?a=1&amp;b=&quot;2&quot;\""), "{shown}");
        let all = with_images(&clean, true, along);
        assert!(all.contains(" src=\"https://acme.example/a.png?x=1&amp;y=2\""), "{all}");
        assert_eq!(all.matches(" src=").count(), 2, "{all}");
        assert!(all.contains("data-part=\"0\"&gt;"), "words stay words: {all}");
    }

    #[test]
    fn addresses_lose_what_browsers_leave_away_around_them() {
        let clean = sanitise(
            "<a href=\"\u{1d} mailto:b@acme.example\u{1}\">b</a><img src=\"\u{b}CID:logo@acme \">",
            &["logo@acme"],
        );
        assert!(clean.contains("href=\"mailto:b@acme.example\"") && clean.contains("data-part=\"0\""), "{clean}");
    }

    #[test]
    fn a_mail_without_pictures_stays_as_it_is() {
        for mail in ["", "<p>Hello</p>", "<img", "<img alt=\"open"] {
            assert!(!has_remote_images(mail));
            assert_eq!(with_images(mail, true, |_| None), mail);
        }
    }
}
