//! Is this address one of the public internet? By IANA's registries of special-purpose addresses, as of 2026.
//! Whatever stands there is no place for somebody's server, the few that are globally reachable included.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// iana-ipv4-special-registry, multicast (RFC 5771), and one address that only looks public.
#[rustfmt::skip]
const SPECIAL_V4: &[Ipv4Net] = &[
    v4([0, 0, 0, 0], 8),         // this network (RFC 791)
    v4([10, 0, 0, 0], 8),        // private use (RFC 1918)
    v4([100, 64, 0, 0], 10),     // shared by carriers (RFC 6598)
    v4([127, 0, 0, 0], 8),       // loopback (RFC 1122)
    v4([168, 63, 129, 16], 32),  // the host below a virtual machine of Azure
    v4([169, 254, 0, 0], 16),    // link local, metadata of clouds (RFC 3927)
    v4([172, 16, 0, 0], 12),     // private use (RFC 1918)
    v4([192, 0, 0, 0], 24),      // protocol assignments (RFC 6890)
    v4([192, 0, 2, 0], 24),      // documentation (RFC 5737)
    v4([192, 31, 196, 0], 24),   // AS112 (RFC 7535)
    v4([192, 52, 193, 0], 24),   // automatic multicast tunnels (RFC 7450)
    v4([192, 88, 99, 0], 24),    // relays of 6to4 (RFC 7526)
    v4([192, 168, 0, 0], 16),    // private use (RFC 1918)
    v4([192, 175, 48, 0], 24),   // AS112 (RFC 7534)
    v4([198, 18, 0, 0], 15),     // benchmarks (RFC 2544)
    v4([198, 51, 100, 0], 24),   // documentation (RFC 5737)
    v4([203, 0, 113, 0], 24),    // documentation (RFC 5737)
    v4([224, 0, 0, 0], 4),       // multicast (RFC 5771)
    v4([240, 0, 0, 0], 4),       // reserved, and broadcast (RFC 1112, RFC 8190)
];

/// What is given out to networks at all (RFC 4291, iana-ipv6-unicast). Everything else is not public: `::1`, `::`,
/// IPv4-compatible addresses, discard `100::/64`, `5f00::/16`, `fc00::/7`, `fe80::/10`, `ff00::/8`.
const UNICAST_V6: Ipv6Net = v6([0x2000, 0, 0], 3);

/// iana-ipv6-special-registry, as far as it lies in [`UNICAST_V6`].
#[rustfmt::skip]
const SPECIAL_V6: &[Ipv6Net] = &[
    v6([0x2001, 0, 0], 23),           // protocol assignments (RFC 2928): Teredo, benchmarks, ORCHID
    v6([0x2001, 0xdb8, 0], 32),       // documentation (RFC 3849)
    v6([0x2002, 0, 0], 16),           // 6to4 (RFC 3056)
    v6([0x2620, 0x4f, 0x8000], 48),   // AS112 (RFC 7534)
    v6([0x3ffe, 0, 0], 16),           // 6bone, given back (RFC 3701)
    v6([0x3fff, 0, 0], 20),           // documentation (RFC 9637)
];

/// Where the machines of most clouds are told their credentials.
pub const CLOUD_METADATA: IpAddr = IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254));

/// The prefix under which a network without IPv4 reaches IPv4 (NAT64, RFC 6052): as public as what it stands for.
const NAT64: Ipv6Net = v6([0x64, 0xff9b, 0], 96);

/// Whether the address belongs to the public internet. An IPv4 address within IPv6 counts as what it is.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) if NAT64.contains(&address) => {
            let [.., a, b, c, d] = address.octets();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        IpAddr::V6(address) => {
            UNICAST_V6.contains(&address) && !SPECIAL_V6.iter().any(|network| network.contains(&address))
        }
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|network| network.contains(&address))
}

const fn v4([a, b, c, d]: [u8; 4], prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6([a, b, c]: [u16; 3], prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), prefix)
}
