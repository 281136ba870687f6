//! Who may be called? The one HTTP client for everything that leaves this server, with a guard inside against being
//! led to places that only this server can reach (SSRF), and the guard alone for connections that are not HTTP.
//! Must not know why anybody is called: no provider, no job, no configuration.

mod addresses;
mod answer;
mod authorities;
mod client;
mod error;
mod exceptions;
pub mod guard;
mod request;
mod resolver;
mod sent;

pub use addresses::{CLOUD_METADATA, is_public};
pub use answer::Answer;
pub use authorities::{Authorities, NoAuthorities};
pub use client::{Client, Settings};
pub use error::{Error, Refused, Result};
pub use exceptions::{Exceptions, NotAnException};
pub use guard::{Guard, Schemes};
pub use request::Request;
pub use reqwest::{Body, Method, StatusCode, Url, header};
pub use resolver::{Resolver, system};
