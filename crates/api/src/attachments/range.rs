//! Which bytes of a file are asked for (RFC 9110, section 14): one range is honoured, several are answered with all.

use std::ops::Range;

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    All,
    Part(Range<u64>),
    /// The file ends before it.
    Beyond,
}

/// What the request asks for of a file of `size` bytes and this version.
pub fn read(headers: &HeaderMap, etag: &str, size: u64) -> Asked {
    if headers.get(IF_RANGE).is_some_and(|version| version.as_bytes() != etag.as_bytes()) {
        return Asked::All;
    }
    let text = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let Some(asked) = text.and_then(|text| text.trim().strip_prefix("bytes=")) else { return Asked::All };
    let Some((first, last)) = asked.trim().split_once('-') else { return Asked::All };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim().is_empty(), number(first), last.trim().is_empty(), number(last)) {
        // The last so many.
        (true, _, false, Some(0)) => Asked::Beyond,
        (true, _, false, Some(_)) if size == 0 => Asked::Beyond,
        (true, _, false, Some(count)) => Asked::Part(size.saturating_sub(count)..size),
        (false, Some(first), _, _) if first >= size => Asked::Beyond,
        (false, Some(first), true, _) => Asked::Part(first..size),
        (false, Some(first), false, Some(last)) if last >= first => {
            Asked::Part(first..size.min(last.saturating_add(1)))
        }
        _ => Asked::All,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn one_range_is_honoured_and_what_is_none_is_ignored() {
        let asked = |range: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, HeaderValue::from_str(range).unwrap());
            read(&headers, "\"x\"", 100)
        };
        for (range, expected) in [
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=10-", Asked::Part(10..100)),
            ("bytes=90-200", Asked::Part(90..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-1000", Asked::Part(0..100)),
            ("bytes=100-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=0-1,5-6", Asked::All),
            ("bytes=5-1", Asked::All),
            ("bytes=a-b", Asked::All),
            ("bytes=-", Asked::All),
            ("lines=1-2", Asked::All),
            ("bytes=0-18446744073709551615", Asked::Part(0..100)),
        ] {
            assert_eq!(asked(range), expected, "{range}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, HeaderValue::from_static("bytes=0-1"));
        headers.insert(IF_RANGE, HeaderValue::from_static("\"old\""));
        assert_eq!(read(&headers, "\"x\"", 100), Asked::All);
    }
}
