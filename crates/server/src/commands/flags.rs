//! The flags that are settings too: each has the name of a key of the configuration.
//! Must not know what their values mean.

use clap::Args;
use figment::value::{Dict, Value};

/// Where everything is kept; every command takes these.
#[derive(Args, Clone, Debug, Default)]
pub struct PlaceFlags {
    /// Configuration file [default: pingback.toml in the data folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<String>,
    /// Folder of the database, the key file and the outbox [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<String>,
    /// Keep everything in PostgreSQL: postgres://user:password@host/name
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// What is logged: error, warn, info, debug, trace
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log: Option<String>,
    /// text or json
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<String>,
}

/// How the server runs.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeFlags {
    /// Address and port to serve on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Address under which people reach this server
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Fill an empty database with a demo workspace
    #[arg(long)]
    pub demo: bool,
    /// Where several servers share one PostgreSQL: redis://host:6379
    #[arg(long, value_name = "URL")]
    pub redis_url: Option<String>,
    /// Keep files in a bucket: s3://KEY:SECRET@bucket/prefix?endpoint=https://host
    #[arg(long, value_name = "URL")]
    pub files_url: Option<String>,
    // Accepted by name; `config --explain` says what it does in this version.
    #[arg(long, value_name = "PLANS", hide = true)]
    pub plans: Option<String>,
}

/// What was said, under the names of the keys.
pub fn merged(place: &PlaceFlags, serve: &ServeFlags) -> Dict {
    let demo = serve.demo.then(|| "on".to_owned());
    [
        ("config", &place.config),
        ("data", &place.data),
        ("database_url", &place.database_url),
        ("log", &place.log),
        ("log_format", &place.log_format),
        ("listen", &serve.listen),
        ("public_url", &serve.public_url),
        ("demo", &demo),
        ("redis_url", &serve.redis_url),
        ("files_url", &serve.files_url),
        ("plans", &serve.plans),
    ]
    .into_iter()
    .filter_map(|(name, said)| Some((name.to_owned(), Value::from(said.clone()?))))
    .collect()
}
