//! Where does a name lead? The system's resolver, and the form in which a test passes in its own.
//! Must not know which addresses are good.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

/// Finds the addresses of a host name.
pub type Resolver = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// What a [`Resolver`] will have found.
pub type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// The system's way: hosts file, DNS, whatever it is set up to ask.
pub fn system() -> Resolver {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}
