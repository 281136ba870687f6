//! May this be called? First the URL as it is written, then every address that its name resolves to.
//! The only judge: the client asks it for each hop and each connection, mail asks it for each connection.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::addresses::is_public;
use crate::error::{Error, Refused};
use crate::exceptions::{Exceptions, bare};
use crate::resolver::Resolver;

/// Ports of web servers. Others, even of a public host, may be closed to everybody but this server.
pub const WEB_PORTS: &[u16] = &[80, 443, 8080, 8443];
/// Ports of SMTP and IMAP.
pub const MAIL_PORTS: &[u16] = &[25, 143, 465, 587, 993, 2525];
/// How many redirects are followed.
pub const MOST_REDIRECTS: usize = 5;
/// How long a name server may take.
pub(crate) const LONGEST_LOOKUP: Duration = Duration::from_secs(10);

/// What a URL may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schemes {
    Https,
    HttpsOrHttp,
}

/// A URL that may be called, as far as can be told before its name is resolved.
#[derive(Clone, Debug)]
pub struct Target {
    pub url: Url,
    /// It is allowed only where an address of it is an exception.
    pub(crate) by_exception: bool,
}

/// Judges a URL by its text alone: no name is resolved, nothing is called. What is refused here is refused for good;
/// what passes is judged again by its addresses when it is called.
pub fn check(text: &str, schemes: Schemes, exceptions: &Exceptions) -> Result<Target, Refused> {
    let url = Url::parse(text.trim()).map_err(|_| Refused::NotAUrl)?;
    check_url(url, schemes, exceptions)
}

pub(crate) fn check_url(url: Url, schemes: Schemes, exceptions: &Exceptions) -> Result<Target, Refused> {
    let is_plain = match url.scheme() {
        "https" => false,
        "http" => true,
        _ => return Err(Refused::Scheme),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::UserInfo);
    }
    let host = url.host().ok_or(Refused::NotAUrl)?.to_owned();
    let port = url.port_or_known_default().ok_or(Refused::NotAUrl)?;
    let reason = if is_plain && schemes == Schemes::Https {
        Some(Refused::NotHttps)
    } else if !WEB_PORTS.contains(&port) {
        Some(Refused::WebPort(port))
    } else {
        None
    };
    let by_exception = needs_exception(&host, reason, exceptions)?;
    Ok(Target { url, by_exception })
}

/// `reason` is what speaks against the host, if it is no exception. True where only its addresses can make it one.
fn needs_exception(host: &Host, reason: Option<Refused>, exceptions: &Exceptions) -> Result<bool, Refused> {
    let not_public = || Refused::NotPublic(host.to_string());
    let judge_address = |address: IpAddr| match (exceptions.has_address(address), is_public(address), reason.clone()) {
        (true, ..) | (false, true, None) => Ok(false),
        (false, false, _) => Err(not_public()),
        (false, true, Some(reason)) => Err(reason),
    };
    match host {
        Host::Ipv4(address) => judge_address((*address).into()),
        Host::Ipv6(address) => judge_address((*address).into()),
        Host::Domain(name) if exceptions.has_name(name) => Ok(false),
        Host::Domain(name) => match reason.or_else(|| is_own_name(name).then(not_public)) {
            Some(reason) if !exceptions.has_networks() => Err(reason),
            reason => Ok(reason.is_some()),
        },
    }
}

/// Names of this very machine (RFC 6761).
fn is_own_name(name: &str) -> bool {
    let name = bare(name);
    name == "localhost" || name.ends_with(".localhost")
}

/// Finds addresses and lets only the good ones through. Clones share the resolver.
#[derive(Clone)]
pub struct Guard {
    resolver: Resolver,
    exceptions: Exceptions,
}

impl Guard {
    pub fn new(resolver: Resolver, exceptions: Exceptions) -> Self {
        Self { resolver, exceptions }
    }

    pub fn exceptions(&self) -> &Exceptions {
        &self.exceptions
    }

    /// Where to connect for IMAP or SMTP: only these addresses, without asking for the name again. Never empty. The
    /// host is as somebody typed it: a name or an address in any form that a URL may have.
    pub async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Error> {
        let trimmed = host.trim();
        let literal = trimmed.parse::<Ipv6Addr>().map(Host::Ipv6);
        let host = literal.or_else(|_| Host::parse(trimmed)).map_err(|_| Refused::NotAHost)?;
        let reason = (!MAIL_PORTS.contains(&port)).then_some(Refused::MailPort(port));
        let by_exception = needs_exception(&host, reason, &self.exceptions)?;
        let found = match host {
            Host::Ipv4(address) => vec![address.into()],
            Host::Ipv6(address) => vec![address.into()],
            Host::Domain(name) => {
                let resolving = tokio::time::timeout(LONGEST_LOOKUP, self.resolve(&name, by_exception));
                resolving.await.map_err(|_| Error::Unresolved(name.clone()))??
            }
        };
        Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
    }

    /// The addresses of the name that may be called: public ones and exceptions, or exceptions only.
    async fn resolve(&self, name: &str, by_exception: bool) -> Result<Vec<IpAddr>, Error> {
        let found = (self.resolver)(name.to_owned()).await;
        let found = found.ok().filter(|found| !found.is_empty());
        let mut found = found.ok_or_else(|| Error::Unresolved(name.to_owned()))?;
        if !self.exceptions.has_name(name) {
            found.retain(|address| self.exceptions.has_address(*address) || (!by_exception && is_public(*address)));
        }
        if found.is_empty() {
            return Err(Refused::NotPublic(name.to_owned()).into());
        }
        Ok(found)
    }
}

/// Answers reqwest's connector, which connects to exactly what it is given.
pub(crate) struct Gate {
    pub guard: Guard,
    pub by_exception: bool,
}

impl Resolve for Gate {
    fn resolve(&self, name: Name) -> Resolving {
        let (guard, by_exception) = (self.guard.clone(), self.by_exception);
        Box::pin(async move {
            let found = guard.resolve(name.as_str(), by_exception).await?;
            // Port 0 stands for the URL's.
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

pub(crate) fn listed(ports: &[u16]) -> String {
    ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}
