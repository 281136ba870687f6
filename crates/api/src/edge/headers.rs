//! The headers of every answer: those of a hardened API, and the request's id.
//! Knows nothing of what is answered; a header that a handler has set stays.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(super) struct Headers {
    /// Sent only where the world reaches us by https.
    strict_transport: bool,
}

impl Headers {
    pub fn new(strict_transport: bool) -> Self {
        Self { strict_transport }
    }

    pub fn set(&self, headers: &mut HeaderMap, id: &HeaderValue) {
        headers.reserve(7);
        headers.insert(REQUEST_ID, id.clone());
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        headers.entry(RESOURCE_POLICY).or_insert(HeaderValue::from_static("same-origin"));
        if self.strict_transport {
            let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
            headers.insert(STRICT_TRANSPORT_SECURITY, year);
        }
    }
}

/// The caller's own id where it is short and harmless, else a new one.
pub(super) fn request_id(headers: &HeaderMap) -> HeaderValue {
    let harmless = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    match headers.get(REQUEST_ID) {
        Some(id) if (1..=64).contains(&id.len()) && id.as_bytes().iter().all(harmless) => id.clone(),
        _ => new_id(),
    }
}

/// Random once per process, then counted: unique, and cheaper than randomness for every request.
fn new_id() -> HeaderValue {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| uuid::Uuid::new_v4().as_u64_pair().0);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let text = format!("{:016x}{count:08x}", *PROCESS);
    HeaderValue::from_maybe_shared(bytes::Bytes::from(text)).expect("hexadecimal digits are a header value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callers_id_is_kept_only_when_it_is_harmless() {
        let id = |sent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_str(sent).expect("a header value"));
            request_id(&headers).to_str().expect("ASCII").to_owned()
        };
        assert_eq!(id("abc-1.2_3"), "abc-1.2_3");
        for bad in ["", "a b", "a\"b", "<x>", &"a".repeat(65)] {
            assert_ne!(id(bad), bad);
        }
        assert_ne!(request_id(&HeaderMap::new()), request_id(&HeaderMap::new()));
    }
}
