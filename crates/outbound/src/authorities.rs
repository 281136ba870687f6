//! Whose certificates are believed: the system's authorities, and those that the operator adds.
//! Must not know who shows one.

use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

/// Authorities beside the system's, as they are written in a PEM file; the default has none.
#[derive(Clone, Debug, Default)]
pub struct Authorities {
    pem: Arc<[u8]>,
    /// Made once: it reads the system's list.
    tls: Arc<OnceLock<Arc<ClientConfig>>>,
}

/// What was given is no list of certificates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAuthorities(String);

impl Authorities {
    /// Reads a PEM file's text; none in it is a mistake.
    pub fn read(pem: &[u8]) -> Result<Self, NoAuthorities> {
        let read = Self { pem: pem.into(), ..Self::default() };
        if read.certificates()?.is_empty() {
            return Err(NoAuthorities("there is no certificate in it".into()));
        }
        Ok(read)
    }

    pub fn pem(&self) -> &[u8] {
        &self.pem
    }

    fn certificates(&self) -> Result<Vec<CertificateDer<'static>>, NoAuthorities> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&self.pem).collect();
        read.map_err(|error| NoAuthorities(error.to_string()))
    }

    /// For connections that are not HTTP. The process must have chosen its cryptography before.
    pub fn tls(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        if let Some(made) = self.tls.get() {
            return Ok(made.clone());
        }
        let made = self.make_tls()?;
        Ok(self.tls.get_or_init(|| made).clone())
    }

    fn make_tls(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        let other = |error: NoAuthorities| rustls::Error::General(error.to_string());
        let provider = rustls::crypto::CryptoProvider::get_default().cloned();
        let provider = provider.ok_or_else(|| rustls::Error::General("no cryptography was chosen".into()))?;
        let verifier = Verifier::new_with_extra_roots(self.certificates().map_err(other)?, provider.clone())?;
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = config.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
        Ok(Arc::new(config.with_no_client_auth()))
    }

    pub(crate) fn for_http(&self) -> Result<Vec<reqwest::Certificate>, reqwest::Error> {
        if self.pem.is_empty() { Ok(Vec::new()) } else { reqwest::Certificate::from_pem_bundle(&self.pem) }
    }
}
