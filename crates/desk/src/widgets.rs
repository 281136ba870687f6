//! What a widget may do: which pages it serves.

use model::Widget;
use url::{Host, Url};

/// Whether a page of this origin (`https://shop.example`) may use the widget: its domain, a subdomain of it, and this
/// machine's own addresses where `config.allow_localhost` says so. A program that is no browser sends no origin.
pub fn serves(widget: &Widget, origin: Option<&str>) -> bool {
    let Some(origin) = origin else {
        return true;
    };
    let Ok(url) = Url::parse(origin) else {
        return false;
    };
    let is_local = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let allows_local = widget.look.config.get("allow_localhost").and_then(serde_json::Value::as_bool) == Some(true);
    if is_local && allows_local {
        return true;
    }
    let host = url.host_str().unwrap_or_default();
    let domain = widget.look.domain.as_str();
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}
