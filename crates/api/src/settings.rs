//! What can be set about the HTTP side. Filled by the server from its configuration; the defaults suit tests.
//! Knows nothing of where the values come from.

use std::time::Duration;

use ipnet::IpNet;

use crate::limits::Rates;

#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the world reaches this server, without a trailing slash: links in mails start with it.
    pub public_url: String,
    /// Signs the bearer tokens.
    pub token_key: [u8; 32],
    /// Signs the addresses of files.
    pub file_key: [u8; 32],
    /// Makes the ids and addresses by which answers to our mails are known.
    pub mail_key: [u8; 32],
    /// Off for load tests only.
    pub rate_limits: bool,
    pub rates: Rates,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Google sign-in is on when there is one.
    pub google_client_id: Option<String>,
    pub google_jwks_url: String,
    /// Largest JSON body, in bytes.
    pub max_body: usize,
    /// Largest file that can be uploaded, in bytes.
    pub upload_limit: usize,
    /// Longest time that an upload may take.
    pub upload_timeout: Duration,
    /// Longest time that one request may take, reading its body included.
    pub request_timeout: Duration,
    /// The word for Meta's challenge where a channel has none of its own (decision D34).
    pub verify_token: String,
    pub sockets: live::Settings,
    /// Serves the demo shop with the first widget that there is.
    pub demo: bool,
    /// Cost of a password's hash.
    pub passwords: desk::passwords::Cost,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            token_key: [7; 32],
            file_key: [8; 32],
            mail_key: [9; 32],
            rate_limits: true,
            rates: Rates::default(),
            trusted_proxies: Vec::new(),
            google_client_id: None,
            google_jwks_url: "https://www.googleapis.com/oauth2/v3/certs".to_owned(),
            max_body: 1024 * 1024,
            upload_limit: 25 * 1024 * 1024,
            upload_timeout: Duration::from_secs(15 * 60),
            request_timeout: Duration::from_secs(30),
            verify_token: channels::DEFAULT_VERIFY_TOKEN.to_owned(),
            sockets: live::Settings::default(),
            demo: false,
            passwords: desk::passwords::Cost::default(),
        }
    }
}
