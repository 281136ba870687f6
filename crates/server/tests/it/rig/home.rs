//! Where a test's data lives: a temporary folder, and on PostgreSQL a database of its own, copied from a migrated template.
//! Knows nothing of what is in them.

use std::path::Path;
use std::sync::Arc;

use postgres::{Client, NoTls};
use server::config::Config;
use server::config::values::Secret;
use tempfile::TempDir;

use super::TestClock;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Clone)]
pub struct Home {
    folder: Arc<TempDir>,
    /// The database on the test cluster; `None` on SQLite.
    database: Option<String>,
}

impl Home {
    pub fn make(engine: Engine) -> Self {
        let folder = tempfile::Builder::new().prefix("pingback-test-").tempdir().expect("a temporary folder");
        let database = (engine == Engine::Postgres).then(|| {
            let name = folder.path().file_name().and_then(|name| name.to_str()).expect("a name");
            name.to_lowercase().replace('-', "_")
        });
        if let Some(name) = &database {
            make_database(name);
        }
        Self { folder: Arc::new(folder), database }
    }

    pub fn engine(&self) -> Engine {
        if self.database.is_some() { Engine::Postgres } else { Engine::Sqlite }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn database_url(&self) -> Option<String> {
        self.database.as_deref().map(url)
    }

    /// Rate limits off, cheap passwords, few connections, a free port.
    pub fn config(&self) -> Config {
        Config {
            listen: "127.0.0.1:0".into(),
            data: self.folder().to_owned(),
            database_url: self.database_url().map(Secret),
            rate_limits: false,
            password_memory: 64 << 10,
            password_passes: 1,
            postgres_connections: 4,
            sqlite_readers: 2,
            workers: 1,
            // Reading what every article of a test means would take all the time.
            theo_model: false,
            // Nobody is there, and nobody else is ever called.
            meta_graph_url: Some("http://127.0.0.1:1".into()),
            telegram_url: Some("http://127.0.0.1:1".into()),
            twilio_url: Some("http://127.0.0.1:1".into()),
            ..Config::default()
        }
    }

    /// The mails in the outbox folder, oldest first.
    pub fn outbox(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder().join("outbox")) else {
            return Vec::new();
        };
        let paths = entries.map(|entry| entry.expect("an entry").path());
        // A mail in the making has another ending, and may be gone before it can be read.
        let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect();
        paths.sort();
        paths.iter().map(|path| std::fs::read_to_string(path).expect("a mail")).collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let last = Arc::strong_count(&self.folder) == 1;
        let Some(name) = self.database.take().filter(|_| last) else {
            return;
        };
        // The blocking client must not run inside a runtime, which a panicking test may still be in.
        let dropping = std::thread::spawn(move || {
            admin("postgres").batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        });
        let _ = dropping.join();
    }
}

const TEMPLATE: &str = "pingback_template";

/// Copies the template, and makes that first where no test has: one of them, under a lock.
fn make_database(name: &str) {
    let mut client = admin("postgres");
    client.batch_execute("SELECT pg_advisory_lock(7001)").expect("the lock");
    let made = client.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&TEMPLATE]).expect("an answer");
    if made.is_empty() {
        make_template(&mut client);
    }
    client
        .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
        .expect("a database copied from the template");
}

fn make_template(client: &mut Client) {
    client.batch_execute("DROP DATABASE IF EXISTS pingback_new WITH (FORCE)").expect("nothing in the way");
    client.batch_execute("CREATE DATABASE pingback_new").expect("an empty database");
    let settings = store::Settings {
        place: store::Place::Postgres(url("pingback_new")),
        clock: TestClock::new().clock(),
        key: [7; 32],
        connections: 1,
    };
    drop(store::Db::open(settings).expect("a migrated database"));
    client
        .batch_execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'pingback_new'")
        .expect("nobody connected");
    client.batch_execute(&format!("ALTER DATABASE pingback_new RENAME TO {TEMPLATE}")).expect("the template");
}

fn admin(database: &str) -> Client {
    Client::connect(&url(database), NoTls).expect("the test cluster of scripts/postgres")
}

/// The address of a database on the test cluster.
#[expect(clippy::disallowed_methods, reason = "scripts/postgres says where the cluster is by a variable")]
fn url(database: &str) -> String {
    let server = std::env::var("PINGBACK_TEST_POSTGRES").expect(
        "these tests need a PostgreSQL server: run `make test`, or put `scripts/postgres` in front of the command",
    );
    let (address, _) = server.rsplit_once('/').expect("postgres://user@host:port/database");
    format!("{address}/{database}")
}
