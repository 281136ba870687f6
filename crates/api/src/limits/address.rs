//! Whose address a request really comes from.
//! Knows nothing of limits.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

use ipnet::IpNet;

/// The socket's peer; where that is a trusted proxy, the right-most `X-Forwarded-For` entry that isn't one.
/// What stands further left is what the client claims, and is never believed.
pub fn client_address(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let peer =
        extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let peer = peer.to_canonical();
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    if trusted.is_empty() || !is_trusted(peer) {
        return peer;
    }
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("?")).collect();
    let mut nearest = peer;
    for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        // What the nearest trusted proxy wrote is no address: it is the last that is known.
        let Some(address) = parse(entry.trim()) else { return nearest };
        if !is_trusted(address) {
            return address;
        }
        nearest = address;
    }
    nearest
}

/// `1.2.3.4`, `1.2.3.4:567`, `::1`, `[::1]:567`
fn parse(entry: &str) -> Option<IpAddr> {
    let bare = entry.parse::<IpAddr>().ok();
    bare.or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip())).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 1)));
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", axum::http::HeaderValue::from_static(line));
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().expect("a network")).collect();
        client_address(&extensions, &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_only_their_own_entry() {
        assert_eq!(address("9.9.9.9", &["1.1.1.1"], &[]), "9.9.9.9");
        assert_eq!(address("9.9.9.9", &["1.1.1.1"], &["10.0.0.0/8"]), "9.9.9.9");
        assert_eq!(address("10.0.0.1", &["1.1.1.1, 2.2.2.2"], &["10.0.0.0/8"]), "2.2.2.2");
        assert_eq!(address("10.0.0.1", &["1.1.1.1", "2.2.2.2, 10.0.0.2"], &["10.0.0.0/8"]), "2.2.2.2");
        assert_eq!(address("10.0.0.1", &["1.1.1.1:80, [::1]:9"], &["10.0.0.0/8"]), "::1");
        assert_eq!(address("10.0.0.1", &["1.1.1.1, junk"], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(address("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(address("::ffff:10.0.0.1", &["3.3.3.3"], &["10.0.0.0/8"]), "3.3.3.3");
    }
}
