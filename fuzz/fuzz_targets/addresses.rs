//! Whatever an address looks like: where the guard lets its text pass and the host is a number, that is a public one.
#![no_main]

use std::net::IpAddr;

use libfuzzer_sys::fuzz_target;
use outbound::guard::check;
use outbound::{Exceptions, Schemes, is_public};
use url::{Host, Url};

fuzz_target!(|text: &str| {
    let exceptions = Exceptions::read::<&str>([]).expect("no exceptions");
    if check(text, Schemes::HttpsOrHttp, &exceptions).is_err() {
        return;
    }
    let url = Url::parse(text.trim()).expect("what passes is a URL");
    assert!(matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none());
    let address: Option<IpAddr> = match url.host() {
        Some(Host::Ipv4(address)) => Some(address.into()),
        Some(Host::Ipv6(address)) => Some(address.into()),
        Some(Host::Domain(name)) => {
            assert!(!name.eq_ignore_ascii_case("localhost") && !name.ends_with(".localhost"), "{name}");
            name.parse().ok()
        }
        None => panic!("{text} has no host"),
    };
    assert!(address.is_none_or(is_public), "{text}");
});
