//! What is told of a URL by its text? The table of forms in which a private host can be written.

use std::panic::catch_unwind;

use outbound::{Exceptions, Refused, Schemes, guard};
use proptest::prelude::*;

/// What is expected of a URL without exceptions.
enum Told {
    Allowed,
    NotPublic,
    NotAUrl,
    Scheme,
    UserInfo,
    Port,
}

use Told::{Allowed, NotAUrl, NotPublic, Port, Scheme, UserInfo};

#[rustfmt::skip]
const TABLE: &[(&str, Told)] = &[
    // Loopback and its edges.
    ("http://127.0.0.0/", NotPublic), ("http://127.0.0.1/", NotPublic), ("http://127.255.255.255/", NotPublic),
    ("http://126.255.255.255/", Allowed), ("http://128.0.0.0/", Allowed), ("http://[::1]/", NotPublic),
    ("http://[::]/", NotPublic), ("http://[0:0:0:0:0:0:0:1]/", NotPublic), ("http://[::ffff:127.0.0.1]/", NotPublic),
    ("http://[::ffff:7f00:1]/", NotPublic), ("http://[::127.0.0.1]/", NotPublic), ("http://0.0.0.0/", NotPublic),
    ("http://localhost/", NotPublic), ("http://LOCALHOST/", NotPublic), ("http://localhost./", NotPublic),
    ("http://app.localhost/", NotPublic), ("http://ｌｏｃａｌｈｏｓｔ/", NotPublic), ("http://%6cocalhost/", NotPublic),
    // Metadata of clouds, link local.
    ("http://169.254.169.254/latest/meta-data/", NotPublic), ("http://169.253.255.255/", Allowed),
    ("http://169.255.0.0/", Allowed), ("http://[fd00:ec2::254]/", NotPublic), ("http://[fe80::1]/", NotPublic),
    ("http://[febf:ffff::]/", NotPublic), ("http://[::ffff:169.254.169.254]/", NotPublic),
    ("http://[64:ff9b::169.254.169.254]/", NotPublic), ("http://[2002:a9fe:a9fe::]/", NotPublic),
    ("http://168.63.129.16/", NotPublic), ("http://100.100.100.200/", NotPublic),
    // Private networks to the address.
    ("http://9.255.255.255/", Allowed), ("http://10.0.0.0/", NotPublic), ("http://10.255.255.255/", NotPublic),
    ("http://11.0.0.0/", Allowed), ("http://172.15.255.255/", Allowed), ("http://172.16.0.0/", NotPublic),
    ("http://172.31.255.255/", NotPublic), ("http://172.32.0.0/", Allowed), ("http://192.167.255.255/", Allowed),
    ("http://192.168.0.0/", NotPublic), ("http://192.168.255.255/", NotPublic), ("http://192.169.0.0/", Allowed),
    ("http://100.63.255.255/", Allowed), ("http://100.64.0.0/", NotPublic), ("http://100.127.255.255/", NotPublic),
    ("http://100.128.0.0/", Allowed), ("http://[fc00::]/", NotPublic), ("http://[fdff:ffff::1]/", NotPublic),
    // Reserved ones.
    ("http://198.18.0.1/", NotPublic), ("http://198.19.255.255/", NotPublic), ("http://198.20.0.0/", Allowed),
    ("http://192.0.0.1/", NotPublic), ("http://203.0.113.7/", NotPublic), ("http://224.0.0.1/", NotPublic),
    ("http://240.0.0.1/", NotPublic), ("http://255.255.255.255/", NotPublic), ("http://[ff02::1]/", NotPublic),
    ("http://[2001:db8::1]/", NotPublic), ("http://[2001::7f00:1]/", NotPublic), ("http://[2606:4700::1111]/", Allowed),
    // Numbers in other forms.
    ("http://2130706433/", NotPublic), ("http://3232235777/", NotPublic), ("http://0x7f000001/", NotPublic),
    ("http://0x7f.0.0.1/", NotPublic), ("http://0X7F.1/", NotPublic), ("http://0177.0.0.1/", NotPublic),
    ("http://017700000001/", NotPublic), ("http://127.1/", NotPublic), ("http://127.0.1/", NotPublic),
    ("http://10.1/", NotPublic), ("http://0/", NotPublic), ("http://0xa9fea9fe/", NotPublic),
    ("http://0251.0376.0251.0376/", NotPublic), ("http://169.254.43518/", NotPublic), ("http://134744072/", Allowed),
    ("http://127.0.0.1./", NotPublic), ("http://4294967296/", NotAUrl), ("http://256.0.0.1/", NotAUrl),
    ("http://1.2.3.4.5/", NotAUrl), ("http://0x7f.0.0.0x/", NotPublic),
    // Characters in other forms.
    ("http://127。0。0。1/", NotPublic), ("http://127．0．0．1/", NotPublic), ("http://１２７.0.0.1/", NotPublic),
    ("http://①②⑦.⓪.⓪.①/", NotPublic), ("http://%31%32%37.0.0.1/", NotPublic), ("http://127%2e0%2e0%2e1/", NotPublic),
    ("http://127.0.0.1%00.example.com/", NotAUrl), ("http://[fe80::1%25eth0]/", NotAUrl),
    ("http://[fe80::1%eth0]/", NotAUrl), ("http://[::ffff:127.0.0.1/", NotAUrl), ("http://exa mple.com/", NotAUrl),
    ("http://127.0.0.1\t/", NotPublic), ("http:\\\\127.0.0.1\\", NotPublic), ("http:127.0.0.1/", NotPublic),
    ("http:///127.0.0.1/", NotPublic), ("  http://127.0.0.1/ ", NotPublic),
    // Who is the host?
    ("http://example.com@127.0.0.1/", UserInfo), ("http://127.0.0.1@example.com/", UserInfo),
    ("http://user:password@example.com/", UserInfo), ("http://:password@example.com/", UserInfo),
    ("http://example.com#@127.0.0.1/", Allowed), ("http://example.com/@127.0.0.1", Allowed),
    ("http://127.0.0.1#@example.com/", NotPublic), ("http://127.0.0.1\\@example.com/", NotPublic),
    ("http://127.0.0.1?@example.com/", NotPublic), ("http://@127.0.0.1/", NotPublic),
    // Schemes.
    ("https://example.com/", Allowed), ("HTTPS://EXAMPLE.COM/", Allowed), ("file:///etc/passwd", Scheme),
    ("ftp://example.com/", Scheme), ("gopher://example.com/", Scheme), ("data:text/plain,x", Scheme),
    ("javascript:alert(1)", Scheme), ("ws://example.com/", Scheme), ("ldap://example.com/", Scheme),
    ("dict://example.com/", Scheme), ("unix:/run/docker.sock", Scheme), ("//example.com/", NotAUrl),
    ("example.com", NotAUrl), ("", NotAUrl), ("http://", NotAUrl),
    // Ports.
    ("http://example.com:80/", Allowed), ("http://example.com:443/", Allowed), ("http://example.com:8080/", Allowed),
    ("https://example.com:8443/", Allowed), ("http://example.com:0/", Port), ("http://example.com:22/", Port),
    ("http://example.com:25/", Port), ("http://example.com:6379/", Port), ("http://example.com:11211/", Port),
    ("http://8.8.8.8:53/", Port), ("http://example.com:65535/", Port), ("http://example.com:65536/", NotAUrl),
    ("http://example.com:08080/", Allowed), ("http://example.com:/", Allowed),
    // Names say nothing before they are resolved.
    ("http://example.com./", Allowed), ("http://127.0.0.1.nip.io/", Allowed), ("http://bücher.example/", Allowed),
    ("http://metadata.google.internal/", Allowed), ("http://localhost.example.com/", Allowed),
];

fn matches(told: &Told, answer: &Result<guard::Target, Refused>) -> bool {
    match told {
        Allowed => answer.is_ok(),
        NotPublic => matches!(answer, Err(Refused::NotPublic(_))),
        NotAUrl => matches!(answer, Err(Refused::NotAUrl)),
        Scheme => matches!(answer, Err(Refused::Scheme)),
        UserInfo => matches!(answer, Err(Refused::UserInfo)),
        Port => matches!(answer, Err(Refused::WebPort(_))),
    }
}

#[test]
fn a_private_host_is_refused_however_it_is_written() {
    let none = Exceptions::default();
    let wrong: Vec<String> = TABLE
        .iter()
        .map(|(url, told)| (url, told, guard::check(url, Schemes::HttpsOrHttp, &none)))
        .filter(|(_, told, answer)| !matches(told, answer))
        .map(|(url, _, answer)| format!("{url}: {answer:?}"))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(TABLE.len() >= 60);
}

#[test]
fn where_only_https_is_wanted_http_is_refused() {
    let none = Exceptions::default();
    assert_eq!(guard::check("http://example.com/", Schemes::Https, &none).unwrap_err(), Refused::NotHttps);
    assert!(guard::check("https://example.com/", Schemes::Https, &none).is_ok());
}

#[test]
fn an_exception_may_be_called_on_any_port_and_without_tls() {
    let list: Exceptions = "hooks.corp, 10.0.0.0/8, fd00::/8".parse().expect("a list");
    for url in ["http://hooks.corp:5678/", "http://HOOKS.corp./", "http://10.1.2.3:9000/", "http://[fd00::7]:81/"] {
        assert!(guard::check(url, Schemes::Https, &list).is_ok(), "{url}");
    }
    assert_eq!(
        guard::check("http://11.0.0.1:9000/", Schemes::HttpsOrHttp, &list).unwrap_err(),
        Refused::WebPort(9000),
        "the neighbour's port"
    );
    assert!(matches!(guard::check("http://127.0.0.1/", Schemes::Https, &list), Err(Refused::NotPublic(_))));
    assert_eq!(guard::check("ftp://hooks.corp/", Schemes::Https, &list).unwrap_err(), Refused::Scheme);
    assert_eq!(guard::check("http://a@hooks.corp/", Schemes::Https, &list).unwrap_err(), Refused::UserInfo);
}

#[test]
fn a_refusal_is_a_sentence_for_the_owner() {
    let none = Exceptions::default();
    let told = |url: &str| guard::check(url, Schemes::Https, &none).unwrap_err().to_string();
    assert_eq!(told("https://example.com:25/"), "port 25 can't be called; 80, 443, 8080, 8443 can");
    assert_eq!(told("https://127.1/secret?token=x"), "127.0.0.1 is not on the public internet");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_judge_and_what_it_lets_through_is_a_web_address(text in "(https?:/{0,3})?[\\PC@:.%\\[\\]0-9x/]{0,40}") {
        let none = Exceptions::default();
        let answer = catch_unwind(|| guard::check(&text, Schemes::HttpsOrHttp, &none));
        if let Ok(target) = answer.expect("no panic") {
            prop_assert!(matches!(target.url.scheme(), "http" | "https"));
            prop_assert!(target.url.username().is_empty() && target.url.password().is_none());
            let address = match target.url.host() {
                Some(url::Host::Ipv4(address)) => Some(address.into()),
                Some(url::Host::Ipv6(address)) => Some(address.into()),
                _ => None,
            };
            prop_assert!(address.is_none_or(outbound::is_public));
        }
    }
}
