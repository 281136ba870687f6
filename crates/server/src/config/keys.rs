//! Every key of the configuration, with one line that explains it. A test holds it to the fields of `Config`.
//! Must not know how a value is read.

/// How much of a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Whole,
    /// Everything but the password in the URL.
    WithoutPassword,
    Nothing,
}

/// A key: `name` in the file, `PINGBACK_<NAME>` in the environment.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub about: &'static str,
    pub shown: Shown,
    /// Whether this version acts on it; the others are accepted and said to do nothing.
    pub works: bool,
}

impl Key {
    pub fn variable(&self) -> String {
        format!("PINGBACK_{}", self.name.to_ascii_uppercase())
    }
}

const fn key(name: &'static str, about: &'static str) -> Key {
    Key { name, about, shown: Shown::Whole, works: true }
}

const fn url(name: &'static str, about: &'static str) -> Key {
    Key { name, about, shown: Shown::WithoutPassword, works: true }
}

const fn secret(name: &'static str, about: &'static str) -> Key {
    Key { name, about, shown: Shown::Nothing, works: true }
}

const fn later(name: &'static str, shown: Shown) -> Key {
    Key { name, about: "Accepted; this version does nothing with it.", shown, works: false }
}

/// Every key, in the order in which they are explained.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("listen", "Address and port to serve on; port 0 takes a free one."),
    key("public_url", "The address under which people reach this server; goes into links and mails. Default: http://<listen>."),
    key("data", "Folder of the SQLite database, the key file and the outbox."),
    url("database_url", "postgres://user:password@host/name to keep everything in PostgreSQL; without it, SQLite in the data folder."),
    key("demo", "on: fill an empty database with a demo workspace at the start."),
    secret("secret_key", "The server's key, 64 hex digits, in place of the key file; give every node the same."),
    key("log", "What is logged: error, warn, info, debug, trace, or by module as in `info,store=debug`."),
    key("log_format", "text or json."),
    key("trusted_proxies", "Networks whose X-Forwarded-For and X-Forwarded-Proto are believed, as `10.0.0.0/8, 127.0.0.1`."),
    key("rate_limits", "off: no limits per address and account (for load tests)."),
    key("max_body", "Largest request body."),
    key("upload_limit", "Largest file that can be uploaded."),
    key("upload_timeout", "Time an upload may take."),
    key("max_header", "Largest request head: request line and all headers."),
    key("max_headers", "Most headers in a request."),
    key("max_connections", "Most connections open at once; further ones wait."),
    key("max_connections_per_address", "Most connections of one address (of one /64 in IPv6), trusted proxies excepted; further ones are closed. Not with rate_limits off."),
    key("header_timeout", "Time a client has to send a request's head; also how long an idle connection is kept."),
    key("write_timeout", "Time a client may take nothing of its answer before the connection is closed."),
    key("request_timeout", "Time a request may take."),
    key("drain_timeout", "Time that running requests have to finish when the server is told to stop."),
    key("sqlite_readers", "Threads that read from SQLite; by default one per core."),
    key("postgres_connections", "Connections to PostgreSQL."),
    key("workers", "Background jobs that run at once; 0 leaves them to another process on the same database."),
    key("theo_model", "off: Theo finds articles by their words alone; saves memory and processor time."),
    key("password_memory", "Memory that hashing a password takes (Argon2id)."),
    key("password_passes", "Passes over that memory."),
    url("smtp_url", "smtp://user:password@host:587?tls=required or smtps://…; without it, mails are written to the outbox folder."),
    key("mail_from", "Sender of the server's own mails."),
    key("google_client_id", "Client id for Google sign-in; without it, that is switched off."),
    key("google_jwks_url", "Where Google's signing keys are read."),
    url("redis_url", "redis:// or rediss://user:password@host:6379, where several servers share one PostgreSQL: they tell each other through it what happens."),
    key("allow_private_hosts", "Hosts that may be called although they are not on the public internet, on any port and without TLS: `127.0.0.1, mail.lan, 10.0.0.0/8`."),
    key("tls_ca_file", "A PEM file of authorities that are trusted beside the system's, for calls to others and for the mail servers of channels."),
    url("files_url", "s3://KEY:SECRET@bucket/prefix?endpoint=https://host&region=name to keep files in a bucket; without it, in the folder `files` of the data folder."),
    later("plans", Shown::Whole),
    secret("verify_token", "The word for Meta's challenge where a channel has none of its own."),
    key("meta_graph_url", "Where Meta's Graph API is reached, with its version."),
    key("telegram_url", "Where Telegram's Bot API is reached."),
    key("x_url", "Where X's API is reached."),
    key("twilio_url", "Where Twilio's API is reached."),
    later("polar_url", Shown::Whole),
    later("llm_url", Shown::WithoutPassword),
    later("llm_key", Shown::Nothing),
    later("llm_model", Shown::Whole),
    later("embeddings_url", Shown::WithoutPassword),
    later("embeddings_model", Shown::Whole),
];

/// The key with that name in the file.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
