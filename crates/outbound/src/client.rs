//! The client itself: how connections are made. Every one goes through the guard, none through a proxy of the
//! environment. Must not know what is asked or answered.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Body, Method, redirect};

use crate::authorities::Authorities;
use crate::error::Result;
use crate::exceptions::Exceptions;
use crate::guard::{Gate, Guard, LONGEST_LOOKUP, Schemes, Target, check};
use crate::request::Request;
use crate::resolver::{self, Resolver};

/// Shorter than the 5 seconds after which common servers close an idle connection: a request that meets its end
/// could not be told from one that arrived.
const LONGEST_IDLE: Duration = Duration::from_secs(4);

/// How the client goes about it.
#[derive(Clone)]
pub struct Settings {
    /// What may be called although it is not public.
    pub exceptions: Exceptions,
    pub authorities: Authorities,
    pub user_agent: String,
    /// For finding the address, TCP and TLS together.
    pub connect_timeout: Duration,
    /// For the whole request and its answer, where the request does not say.
    pub timeout: Duration,
    pub resolver: Resolver,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            exceptions: Exceptions::default(),
            authorities: Authorities::default(),
            user_agent: concat!("Pingback/", env!("CARGO_PKG_VERSION")).to_owned(),
            connect_timeout: LONGEST_LOOKUP,
            timeout: Duration::from_secs(30),
            resolver: resolver::system(),
        }
    }
}

/// Calls others, if they may be called. Clones share the connections.
#[derive(Clone)]
pub struct Client {
    guard: Guard,
    /// For what is public or an exception.
    usual: reqwest::Client,
    /// For what is only called because it is an exception.
    excepted: reqwest::Client,
    settings: Settings,
}

impl Client {
    /// The process must have chosen its cryptography (`rustls`) before. Fails if there is none, or no certificates.
    pub fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        let guard = Guard::new(settings.resolver.clone(), settings.exceptions.clone());
        Ok(Self {
            usual: builder(&settings, Gate { guard: guard.clone(), by_exception: false })?.build()?,
            excepted: builder(&settings, Gate { guard: guard.clone(), by_exception: true })?.build()?,
            settings,
            guard,
        })
    }

    /// The judge by itself, for connections that are not HTTP.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Whose certificates are believed, by itself, likewise.
    pub fn authorities(&self) -> &Authorities {
        &self.settings.authorities
    }

    /// A request. A URL that may not be called is told by [`Request::send`].
    pub fn request(&self, method: Method, url: &str) -> Request {
        Request::new(self.clone(), method, url, self.settings.timeout)
    }

    pub fn get(&self, url: &str) -> Request {
        self.request(Method::GET, url)
    }

    pub fn post(&self, url: &str) -> Request {
        self.request(Method::POST, url)
    }

    /// For a library that makes its own requests, to an address that the operator configured: names are judged by
    /// what they lead to, but nobody judges the URL. A server that says nothing for `patience` is given up.
    pub fn connections(&self, patience: Duration) -> Result<reqwest::Client, reqwest::Error> {
        let gate = Gate { guard: self.guard.clone(), by_exception: false };
        builder(&self.settings, gate)?.read_timeout(patience).build()
    }

    /// Judges a URL by its text, with this client's exceptions: for whoever takes one in to call it later.
    pub fn check(&self, url: &str, schemes: Schemes) -> Result<Target, crate::Refused> {
        check(url, schemes, self.guard.exceptions())
    }

    pub(crate) fn prepare(&self, target: &Target, method: Method, body: Option<Body>) -> reqwest::RequestBuilder {
        let client = if target.by_exception { &self.excepted } else { &self.usual };
        let request = client.request(method, target.url.clone());
        match body {
            Some(body) => request.body(body),
            None => request,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one outbound client")]
fn builder(settings: &Settings, gate: Gate) -> Result<reqwest::ClientBuilder, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .user_agent(&settings.user_agent)
        .dns_resolver(Arc::new(gate))
        .connect_timeout(settings.connect_timeout)
        .pool_idle_timeout(LONGEST_IDLE)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .tls_certs_merge(settings.authorities.for_http()?);
    Ok(builder)
}
