//! What can go wrong on the way out, told so that a caller knows whether the other side may have heard anyway.
//! Texts are for owners and logs: they hold no URL, which may hold a secret, and no address behind a name.

use crate::guard;

/// Of everything that leaves this server.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why there is no (whole) answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It may not be called. Nothing was sent there.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// The name has no address, or nobody could tell it. Nothing was sent.
    #[error("the address of {0} could not be found")]
    Unresolved(String),
    /// No connection came about: refused, unreachable, no TLS. Nothing was sent.
    #[error("no connection: {0}")]
    Connect(String),
    /// It took too long.
    #[error("no answer in time")]
    Timeout {
        /// Whether any of the request may have reached the other side.
        sent: bool,
    },
    /// The line broke, or what came over it was no HTTP.
    #[error("the connection was cut: {why}")]
    Cut {
        /// Whether any of the request may have reached the other side.
        sent: bool,
        why: String,
    },
    /// The answer is larger than the request allowed, in bytes. The other side heard the request.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The answer is not the JSON that was expected. The other side heard the request.
    #[error("the answer is not what was expected: {0}")]
    Garbled(String),
}

impl Error {
    /// Whether the other side may have got the request, so that sending it again could do a thing twice. A redirect
    /// that was followed does not count: only requests that change nothing follow them.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Unresolved(_) | Self::Connect(_) => false,
            Self::Timeout { sent } | Self::Cut { sent, .. } => *sent,
            Self::TooLarge { .. } | Self::Garbled(_) => true,
        }
    }
}

/// Why something may not be called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("this is not a URL")]
    NotAUrl,
    #[error("this is not a host name or an address")]
    NotAHost,
    #[error("only https:// can be called")]
    NotHttps,
    #[error("only https:// and http:// can be called")]
    Scheme,
    #[error("a URL with a user name or password can't be called")]
    UserInfo,
    #[error("port {0} can't be called; {allowed} can", allowed = guard::listed(guard::WEB_PORTS))]
    WebPort(u16),
    #[error("port {0} can't be used for mail; {allowed} can", allowed = guard::listed(guard::MAIL_PORTS))]
    MailPort(u16),
    /// The host, as the caller wrote it: what its name resolves to is not told.
    #[error("{0} is not on the public internet")]
    NotPublic(String),
    /// Something that is to be sent along has no form in HTTP, such as a token with a line break.
    #[error("{0} can't be sent")]
    Unwritable(String),
    #[error("it redirects more than {} times", guard::MOST_REDIRECTS)]
    Redirects,
    #[error("it redirects from https:// to http://")]
    Downgrade,
}
