//! What a request says of the program that sent it: where from, and by what name.
//! Knows nothing of who is signed in.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

/// Where a request came from, proxies seen through; the edge puts it on every request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address(pub IpAddr);

/// The program that asks.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: IpAddr,
    /// Its `User-Agent`, cut to a sane length.
    pub agent: String,
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<Address>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.0);
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
        Ok(Self { address, agent: agent.chars().take(300).collect() })
    }
}
