//! What does this server run with? Defaults, then the TOML file, then `PINGBACK_*`, then flags: the last one wins.
//! The only reader of the environment. Must not know what the values are used for.

pub mod explain;
pub mod keys;
pub mod layers;
pub mod values;

use std::path::PathBuf;
use std::time::Duration;

use figment::Figment;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;
use values::Secret;

/// Everything that can be set; [`keys::KEYS`] explains each.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    pub listen: String,
    pub public_url: Option<String>,
    pub data: PathBuf,
    pub database_url: Option<Secret>,
    #[serde(with = "values::switch")]
    pub demo: bool,
    pub secret_key: Option<Secret>,
    pub log: String,
    pub log_format: LogFormat,
    #[serde(with = "values::networks")]
    pub trusted_proxies: Vec<IpNet>,
    #[serde(with = "values::switch")]
    pub rate_limits: bool,
    #[serde(with = "values::size")]
    pub max_body: usize,
    #[serde(with = "values::size")]
    pub upload_limit: usize,
    #[serde(with = "values::span")]
    pub upload_timeout: Duration,
    #[serde(with = "values::size")]
    pub max_header: usize,
    #[serde(with = "values::count")]
    pub max_headers: usize,
    #[serde(with = "values::count")]
    pub max_connections: usize,
    #[serde(with = "values::count")]
    pub max_connections_per_address: usize,
    #[serde(with = "values::span")]
    pub header_timeout: Duration,
    #[serde(with = "values::span")]
    pub write_timeout: Duration,
    #[serde(with = "values::span")]
    pub request_timeout: Duration,
    #[serde(with = "values::span")]
    pub drain_timeout: Duration,
    #[serde(with = "values::count")]
    pub sqlite_readers: usize,
    #[serde(with = "values::count")]
    pub postgres_connections: usize,
    #[serde(with = "values::number")]
    pub workers: usize,
    #[serde(with = "values::switch")]
    pub theo_model: bool,
    #[serde(with = "values::size")]
    pub password_memory: usize,
    #[serde(with = "values::count")]
    pub password_passes: usize,
    pub smtp_url: Option<Secret>,
    pub mail_from: String,
    pub google_client_id: Option<String>,
    pub google_jwks_url: String,
    pub redis_url: Option<Secret>,
    pub files_url: Option<Secret>,
    pub plans: Plans,
    #[serde(with = "values::list")]
    pub allow_private_hosts: Vec<String>,
    pub tls_ca_file: Option<PathBuf>,
    pub verify_token: Secret,
    pub meta_graph_url: Option<String>,
    pub telegram_url: Option<String>,
    pub x_url: Option<String>,
    pub twilio_url: Option<String>,
    pub polar_url: Option<String>,
    pub llm_url: Option<String>,
    pub llm_key: Option<Secret>,
    pub llm_model: Option<String>,
    pub embeddings_url: Option<String>,
    pub embeddings_model: Option<String>,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// Which plans a business can be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plans {
    Unlimited,
    Hosted,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            public_url: None,
            data: "data".into(),
            database_url: None,
            demo: false,
            secret_key: None,
            log: "info".into(),
            log_format: LogFormat::Text,
            trusted_proxies: Vec::new(),
            rate_limits: true,
            max_body: 1 << 20,
            upload_limit: 25 << 20,
            upload_timeout: Duration::from_secs(15 * 60),
            max_header: 64 << 10,
            max_headers: 100,
            max_connections: 20_000,
            max_connections_per_address: 1024,
            header_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            request_timeout: Duration::from_secs(30),
            drain_timeout: Duration::from_secs(10),
            sqlite_readers: cores(),
            postgres_connections: 16,
            workers: 8,
            theo_model: true,
            password_memory: 19 << 20,
            password_passes: 2,
            smtp_url: None,
            mail_from: "Pingback <pingback@localhost>".into(),
            google_client_id: None,
            google_jwks_url: "https://www.googleapis.com/oauth2/v3/certs".into(),
            redis_url: None,
            files_url: None,
            plans: Plans::Unlimited,
            allow_private_hosts: Vec::new(),
            tls_ca_file: None,
            verify_token: Secret("pingback_verify".into()),
            meta_graph_url: None,
            telegram_url: None,
            x_url: None,
            twilio_url: None,
            polar_url: None,
            llm_url: None,
            llm_key: None,
            llm_model: None,
            embeddings_url: None,
            embeddings_model: None,
        }
    }
}

/// More threads than that would only wait for each other.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(4, |cores| cores.get().clamp(2, 16))
}

impl Config {
    /// The address under which people reach this server, without a slash at its end.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// The SQLite database file.
    pub fn database_file(&self) -> PathBuf {
        self.data.join("pingback.db")
    }
}

/// A configuration, and what is known of how it came to be.
#[derive(Debug)]
pub struct Loaded {
    pub config: Config,
    /// Knows where each value came from.
    pub figment: Figment,
    /// Sentences for the log: variables that nobody reads, keys that do nothing.
    pub warnings: Vec<String>,
}

/// Reads all layers. `flags` is what the command line said, `environment` all variables of the process.
pub fn load(
    flags: figment::value::Dict,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Loaded, Trouble> {
    let environment = layers::Environment::read(environment);
    let flags = layers::Flags(flags);
    let mut figment = Figment::from(figment::providers::Serialized::defaults(Config::default()));
    if let Some(path) = layers::file(&flags, &environment)? {
        figment = figment.merge(layers::read_file(&path)?);
    }
    let mut warnings = environment.warnings();
    let figment = figment.merge(environment).merge(flags);
    let config = figment.extract().map_err(|error| explain::wrong_value(&error))?;
    warnings.extend(explain::without_effect(&figment));
    Ok(Loaded { config, figment, warnings })
}
