//! How many connections each address has open, so that one of them can't take every place.
//! Must not know what is asked over them.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;
use model::address::block;

type Open = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// Counts by IPv4 address or IPv6 /64.
pub struct Guests {
    most: usize,
    /// Proxies: they speak for many.
    exempt: Vec<IpNet>,
    open: Open,
}

/// One connection. Dropping it gives its place back.
pub struct Guest {
    counted: Option<(IpAddr, Open)>,
}

impl Guests {
    pub fn new(most: usize, exempt: Vec<IpNet>) -> Self {
        Self { most, exempt, open: Open::default() }
    }

    /// `None` where this address has as many as it may have.
    pub fn admit(&self, peer: IpAddr) -> Option<Guest> {
        let peer = peer.to_canonical();
        if self.exempt.iter().any(|network| network.contains(&peer)) {
            return Some(Guest { counted: None });
        }
        let address = block(peer);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_insert(0);
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Guest { counted: Some((address, self.open.clone())) })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let Some((address, open)) = self.counted.take() else { return };
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_a_proxy_any_number() {
        let guests = Guests::new(2, vec!["10.0.0.0/8".parse().expect("a network")]);
        let admit = |peer: &str| guests.admit(peer.parse().expect("an address"));
        let (first, _second) = (admit("192.0.2.1"), admit("::ffff:192.0.2.1"));
        assert!(first.is_some() && admit("192.0.2.1").is_none());
        drop(first);
        assert!(admit("192.0.2.1").is_some(), "a place that was given back");
        let _of_one_network = (admit("2001:db8::1"), admit("2001:db8::2"));
        assert!(admit("2001:db8::3").is_none() && admit("2001:db8:0:1::3").is_some());
        let many: Vec<_> = (0..5).map(|_| admit("::ffff:10.1.2.3")).collect();
        assert!(many.iter().all(Option::is_some));
        drop((many, _of_one_network, _second));
        assert!(guests.open.lock().expect("no panic").is_empty(), "nothing is kept of who has left");
    }
}
