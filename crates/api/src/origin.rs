//! Is a page one of ours? Pages of this server (the preview of a widget, the demo shop) may use every widget.
//! Knows nothing of widgets.

use axum::http::{HeaderMap, header};
use url::{Host, Url};

/// Where this server's own pages come from.
pub struct Own(Option<Url>);

impl Own {
    pub fn new(public_url: &str) -> Self {
        Self(Url::parse(public_url).ok())
    }

    /// What the page that asks says of itself, unless it is one of ours or says nothing.
    pub fn foreign(&self, headers: &HeaderMap) -> Option<String> {
        let origin = headers.get(header::ORIGIN)?.to_str().unwrap_or("null");
        (!self.includes(origin)).then(|| origin.chars().take(300).collect())
    }

    /// A server on the loopback address is the same by any of that address's names.
    fn includes(&self, origin: &str) -> bool {
        let (Some(own), Ok(page)) = (&self.0, Url::parse(origin)) else { return false };
        let is_alike = own.scheme() == page.scheme() && own.port_or_known_default() == page.port_or_known_default();
        is_alike && (own.host() == page.host() || (is_local(own) && is_local(&page)))
    }
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_this_server_is_told_from_all_others() {
        let of = |public_url, origin| Own::new(public_url).includes(origin);
        assert!(of("https://help.example/base/", "https://help.example"));
        assert!(of("https://help.example:443", "https://help.example"));
        assert!(of("http://127.0.0.1:8080", "http://localhost:8080"));
        assert!(of("http://localhost:8080", "http://[::1]:8080"));
        for other in ["http://help.example", "https://help.example:8443", "https://www.help.example", "null", ""] {
            assert!(!of("https://help.example", other), "{other}");
        }
        assert!(!of("http://127.0.0.1:8080", "http://localhost:8081"));
        assert!(!of("http://127.0.0.1:8080", "http://localhost.evil.example:8080"));
        assert!(!of("", "https://help.example"));
    }
}
