//! Which addresses are public? The edges of every special network, and any address at all.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use outbound::is_public;
use proptest::prelude::*;

/// Written down once more, by hand, from IANA's registries, RFC 5771 and RFC 4291; with RFC 6052's prefix for those of
/// IPv4 that have one.
const SPECIAL: &[&str] = &[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
    "::/128",
    "::1/128",
    "64:ff9b:1::/48",
    "64:ff9b::10.0.0.0/104",
    "64:ff9b::127.0.0.0/104",
    "64:ff9b::169.254.0.0/112",
    "64:ff9b::172.16.0.0/108",
    "64:ff9b::192.168.0.0/112",
    "64:ff9b::224.0.0.0/100",
    "::/96",
    "100::/64",
    "100:0:0:1::/64",
    "2001::/23",
    "2001::/32",
    "2001:2::/48",
    "2001:10::/28",
    "2001:20::/28",
    "2001:db8::/32",
    "2002::/16",
    "2620:4f:8000::/48",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
];

fn special() -> Vec<IpNet> {
    SPECIAL.iter().map(|network| network.parse().expect("a network")).collect()
}

fn public(address: &str) -> bool {
    is_public(address.parse().expect("an address"))
}

#[test]
fn the_first_and_last_address_of_every_special_network_is_not_public() {
    for network in special() {
        for address in [network.network(), network.broadcast()] {
            assert!(!is_public(address), "{address} of {network}");
        }
    }
}

#[test]
fn the_neighbours_of_private_networks_are_public() {
    for address in [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2000::",
        "2001:200::",
        "2001:db7:ffff::",
        "2001:db9::",
        "2003::",
        "2606:4700::1111",
        "2a00:1450::1",
        "3fff:1000::",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    ] {
        assert!(public(address), "{address}");
    }
}

#[test]
fn a_private_address_in_another_form_stays_private() {
    for address in [
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fd00:ec2::254",
        "fe80::1",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
    ] {
        assert!(!public(address), "{address}");
    }
}

/// Any address, and often one close to the edge of a special network.
fn anywhere() -> impl Strategy<Value = IpAddr> {
    let edges: Vec<IpAddr> = special().iter().flat_map(|network| [network.network(), network.broadcast()]).collect();
    let near = (prop::sample::select(edges), -3i8..=3).prop_map(|(edge, step)| match edge {
        IpAddr::V4(edge) => Ipv4Addr::from(u32::from(edge).wrapping_add_signed(step.into())).into(),
        IpAddr::V6(edge) => Ipv6Addr::from(u128::from(edge).wrapping_add_signed(step.into())).into(),
    });
    let within = (prop::sample::select(special()), any::<u128>()).prop_map(|(network, bits)| match network {
        IpNet::V4(network) => {
            let host = (bits as u32) & u32::from(network.hostmask());
            Ipv4Addr::from(u32::from(network.network()) | host).into()
        }
        IpNet::V6(network) => {
            let host = bits & u128::from(network.hostmask());
            Ipv6Addr::from(u128::from(network.network()) | host).into()
        }
    });
    prop_oneof![
        any::<u32>().prop_map(|bits| Ipv4Addr::from(bits).into()),
        any::<u128>().prop_map(|bits| Ipv6Addr::from(bits).into()),
        near,
        within,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_public_address_lies_in_a_special_network(address in anywhere()) {
        let seen = address.to_canonical();
        if is_public(address) {
            let found = special().into_iter().find(|network| network.contains(&seen));
            prop_assert_eq!(found, None, "{} is public", address);
        }
    }

    #[test]
    fn an_address_is_as_public_as_the_one_that_stands_in_it(bits in any::<u32>()) {
        let plain = Ipv4Addr::from(bits);
        prop_assert_eq!(is_public(plain.into()), is_public(plain.to_ipv6_mapped().into()));
        let nat64 = Ipv6Addr::from((0x64_ff9b_u128 << 96) | u128::from(bits));
        prop_assert_eq!(is_public(plain.into()), is_public(nat64.into()));
    }
}
