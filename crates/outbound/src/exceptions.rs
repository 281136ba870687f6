//! Which hosts the operator lets be called although they are not public: names, addresses, networks.
//! Must not know where the list was written.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use url::Host;

/// Exceptions to every rule of the guard: address, port and scheme. The default has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// Lower-case, punycode, without a dot at the end.
    names: Vec<String>,
    networks: Vec<IpNet>,
}

/// An item of the list that is no host name, address or network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a host name, nor an address, nor a network such as 10.0.0.0/8")]
pub struct NotAnException(pub String);

impl Exceptions {
    /// Reads a list such as `127.0.0.1`, `localhost`, `10.0.0.0/8`, `[::1]`.
    pub fn read<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Result<Self, NotAnException> {
        let mut read = Self::default();
        for item in items {
            let item = item.as_ref().trim();
            let wrong = || NotAnException(item.to_owned());
            if let Ok(network) = item.parse::<IpNet>() {
                read.networks.push(network);
            } else if let Ok(address) = item.parse::<IpAddr>() {
                read.networks.push(address.into());
            } else {
                match Host::parse(item).map_err(|_| wrong())? {
                    Host::Ipv4(address) => read.networks.push(IpAddr::from(address).into()),
                    Host::Ipv6(address) => read.networks.push(IpAddr::from(address).into()),
                    // What is left of a port or a path that was written by mistake is no name.
                    Host::Domain(name) if name.contains(['/', ':', '*']) => return Err(wrong()),
                    Host::Domain(name) => read.names.push(bare(&name).to_owned()),
                }
            }
        }
        Ok(read)
    }

    /// Whether the host with this name (as `url` normalises it) is one, whatever its addresses.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == bare(name))
    }

    /// Whether the address is one.
    pub fn has_address(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// Whether a name could be one by its addresses.
    pub fn has_networks(&self) -> bool {
        !self.networks.is_empty()
    }
}

impl FromStr for Exceptions {
    type Err = NotAnException;

    /// Reads the list with commas between its items.
    fn from_str(text: &str) -> Result<Self, NotAnException> {
        Self::read(text.split(',').filter(|item| !item.trim().is_empty()))
    }
}

impl fmt::Display for Exceptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let networks = self.networks.iter().map(|network| match network.prefix_len() == network.max_prefix_len() {
            true => network.addr().to_string(),
            false => network.to_string(),
        });
        f.write_str(&self.names.iter().cloned().chain(networks).collect::<Vec<_>>().join(", "))
    }
}

/// `example.com.` is the same host as `example.com`.
pub(crate) fn bare(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_addresses_and_networks_are_read_and_written() {
        let list: Exceptions = "127.0.0.1, LocalHost.,10.0.0.0/8, [::1], fd00::/8, bücher.example".parse().unwrap();
        assert_eq!(list.to_string(), "localhost, xn--bcher-kva.example, 127.0.0.1, 10.0.0.0/8, ::1, fd00::/8");
        assert!(list.has_name("localhost") && list.has_name("localhost."));
        assert!(!list.has_name("notlocalhost"));
        assert!(list.has_address("10.255.255.255".parse().unwrap()));
        assert!(list.has_address("::ffff:10.0.0.1".parse().unwrap()), "IPv4 within IPv6 is what it is");
        assert!(!list.has_address("11.0.0.0".parse().unwrap()));
    }

    #[test]
    fn what_is_no_host_is_told() {
        for wrong in ["10.0.0.0/33", "http://localhost", "localhost:25", "*.internal", "a b", "10.0.0.256"] {
            assert_eq!(wrong.parse::<Exceptions>(), Err(NotAnException(wrong.to_owned())));
        }
        assert_eq!("".parse::<Exceptions>(), Ok(Exceptions::default()));
    }
}
