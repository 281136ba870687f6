//! Pages of a list: cursors, `Link` headers (RFC 8288) and `ETag`s that hold as long as the business's `seq` (D7).
//! Knows no noun.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::Business;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::fields::Fields;

/// Where a page begins, as a client carries it: opaque to them, a sort key and an id to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The page that comes before the row, instead of the one after it.
    pub is_before: bool,
    pub sort: i64,
    pub id: i64,
}

impl Cursor {
    pub fn write(self) -> String {
        let mut bytes = [0; 17];
        bytes[0] = u8::from(self.is_before);
        bytes[1..9].copy_from_slice(&self.sort.to_be_bytes());
        bytes[9..].copy_from_slice(&self.id.to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub fn read(text: &str) -> Option<Self> {
        let bytes: [u8; 17] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let number = |at: usize| i64::from_be_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        (bytes[0] < 2).then(|| Self { is_before: bytes[0] == 1, sort: number(1), id: number(9) })
    }
}

/// The query parameter `cursor`, if it is there and one of ours.
pub fn cursor(fields: &mut Fields<'_>) -> Option<Cursor> {
    let text = fields.text("cursor", 1, 64).optional()?;
    let cursor = Cursor::read(&text);
    if cursor.is_none() {
        fields.refuse("cursor", "Take it from the Link header of another page");
    }
    cursor
}

/// What a list says beside its rows.
#[derive(Clone, Debug, Default)]
pub struct Around {
    pub next: Option<Cursor>,
    pub prev: Option<Cursor>,
    pub total: Option<i64>,
}

/// The headers of a page of the list at `path` that was asked for with `query`.
pub fn headers(public_url: &str, path: &str, query: &str, around: &Around) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut links = vec![link(public_url, path, query, None, "first")];
    for (cursor, rel) in [(around.prev, "prev"), (around.next, "next")] {
        if let Some(cursor) = cursor {
            links.push(link(public_url, path, query, Some(cursor), rel));
        }
    }
    if let Ok(value) = HeaderValue::try_from(links.join(", ")) {
        headers.insert(header::LINK, value);
    }
    if let Some(total) = around.total {
        headers.insert("x-total-count", HeaderValue::from(total));
    }
    headers
}

/// One link: the same query, with the cursor in place of `page` and `cursor`.
fn link(public_url: &str, path: &str, query: &str, cursor: Option<Cursor>, rel: &str) -> String {
    let kept = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "page" && name != "cursor");
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept);
    if let Some(cursor) = cursor {
        query.append_pair("cursor", &cursor.write());
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("<{}{path}{mark}{query}>; rel=\"{rel}\"", public_url.trim_end_matches('/'))
}

/// Names the state of everything in a business: whatever changes, raises its `seq`. `boot` is random for each start of
/// the server, for a backup that was restored may count on from an older state.
pub fn etag(boot: u32, business: &Business) -> String {
    format!("\"{boot:x}-{:x}-{:x}\"", business.key.number, business.seq)
}

/// As [`etag`], of what shows addresses of files: those are made anew each day.
pub fn etag_with_links(boot: u32, business: &Business, now: model::Time) -> String {
    format!("\"{boot:x}-{:x}-{:x}-{:x}\"", business.key.number, business.seq, crate::attachments::link::day(now))
}

/// Whether the caller has this version already (RFC 9110, 13.1.2).
pub fn is_current(headers: &HeaderMap, etag: &str) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag)
    })
}

/// What goes with a version: caches keep it for themselves and ask each time.
pub fn version(etag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::try_from(etag) {
        headers.insert(header::ETAG, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers
}

/// 304
pub fn not_changed(etag: &str) -> Response {
    (StatusCode::NOT_MODIFIED, version(etag)).into_response()
}

/// A short list that has no pages; its `ETag` is a hash of what it shows.
pub fn whole<T: Serialize>(asked: &HeaderMap, rows: &[T]) -> Result<Response, Error> {
    let body = serde_json::to_vec(rows).map_err(|error| Error::Broken(error.to_string()))?;
    let hash = Sha256::digest(&body);
    let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..12]));
    if is_current(asked, &etag) {
        return Ok(not_changed(&etag));
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((kind, version(&etag), body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_anything_else_is_refused() {
        let cursor = Cursor { is_before: true, sort: 1_700_000_000_000_000, id: 42 };
        assert_eq!(Cursor::read(&cursor.write()), Some(cursor));
        for bad in ["", "x", "AAAA", "AgAAAAAAAAAAAAAAAAAAAAA", "!!!!!!!!!!!!!!!!!!!!!!!"] {
            assert_eq!(Cursor::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn links_keep_the_query_and_replace_the_page() {
        let around = Around { next: Some(Cursor { is_before: false, sort: 1, id: 2 }), prev: None, total: Some(7) };
        let headers = headers("https://desk.example/", "/api/v1/x/", "status=open&page=3&q=a%20b", &around);
        let link = headers[header::LINK].to_str().unwrap();
        assert!(link.starts_with("<https://desk.example/api/v1/x/?status=open&q=a+b>; rel=\"first\", <"), "{link}");
        assert!(link.ends_with("&q=a+b&cursor=AAAAAAAAAAABAAAAAAAAAAI>; rel=\"next\""), "{link}");
        assert_eq!(headers["x-total-count"], "7");
    }
}
