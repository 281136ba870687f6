//! Which addresses are one client? Limits count by these.

use std::net::IpAddr;

/// What counts as one client: an IPv4 address, or the /64 that an IPv6 client can choose addresses in.
pub fn block(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        v4 => v4,
    }
}
