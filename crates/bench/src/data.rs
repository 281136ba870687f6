//! The data sets: seeded once by Pingback itself, copied for the peers, kept between runs.
//! Must not know what is measured on them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{Options, say};

/// Whose token the load carries: the owner of the business that `pingback seed` fills.
const EMAIL: &str = "olu@acme.example";

/// The session that load.py makes.
pub const PEER_TOKEN: &str = "bench";

const PEERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/fastapi");

/// A seeded database, as the flag or variable that a `pingback` command needs to find it.
pub struct DataSet {
    pub folder: PathBuf,
    pub database_url: Option<String>,
}

impl DataSet {
    /// Seeds `conversations` into an SQLite database, unless an earlier run did.
    pub fn sqlite(options: &Options, conversations: u64) -> Result<Self> {
        let set = Self { folder: options.folder.join(conversations.to_string()), database_url: None };
        set.seed(options, conversations)?;
        Ok(set)
    }

    /// Seeds `conversations` into a new database of the PostgreSQL server, which does not outlive scripts/bench.
    pub fn postgres(options: &Options, conversations: u64, server: &str) -> Result<Self> {
        let name = format!("bench_{}", std::process::id());
        psql(server, &format!("create database {name}"))?;
        let (address, _) = server.rsplit_once('/').context("postgres://user@host:port/database")?;
        let set = Self {
            folder: options.folder.join(format!("postgres-{name}")),
            database_url: Some(format!("{address}/{name}")),
        };
        set.seed(options, conversations)?;
        psql(set.database_url.as_deref().unwrap_or_default(), "vacuum analyze")?;
        Ok(set)
    }

    fn seed(&self, options: &Options, conversations: u64) -> Result<()> {
        let done = self.folder.join("seeded");
        if done.exists() {
            return Ok(());
        }
        say(&format!("seeding {conversations} conversations into {}", self.folder.display()));
        std::fs::create_dir_all(&self.folder)?;
        run(&mut self.pingback(options, &["seed", "--conversations", &conversations.to_string()]))?;
        std::fs::write(done, "")?;
        Ok(())
    }

    /// A `pingback` command on this data set.
    pub fn pingback(&self, options: &Options, arguments: &[&str]) -> Command {
        let mut command = Command::new(&options.pingback);
        command.args(arguments).arg("--data").arg(&self.folder).env("PINGBACK_LOG", "warn");
        if let Some(url) = &self.database_url {
            command.args(["--database-url", url]);
        }
        command
    }

    pub fn token(&self, options: &Options) -> Result<String> {
        let output = self.pingback(options, &["token", "create", "--email", EMAIL]).output()?;
        let text = String::from_utf8(output.stdout)?;
        let token = text.split_whitespace().find(|word| word.starts_with("eyJ"));
        token.map(str::to_owned).with_context(|| format!("no token: {text}{}", String::from_utf8_lossy(&output.stderr)))
    }

    pub fn file(&self) -> PathBuf {
        self.folder.join("pingback.db")
    }

    /// The same conversations in the peers' schema, copied unless an earlier run did.
    pub fn peers_file(&self) -> Result<PathBuf> {
        let file = self.folder.join("peer.db");
        if !file.exists() {
            say("copying them for the peers");
            let new = self.folder.join("peer.new");
            let _ = std::fs::remove_file(&new);
            let mut load = python();
            run(load.arg(format!("{PEERS}/load.py")).arg(self.file().canonicalize()?).arg(absolute(&new)?))?;
            std::fs::rename(new, &file)?;
        }
        absolute(&file)
    }
}

/// A FastAPI peer on `port`.
pub fn peer(file: &Path, port: u16, totals: &str, rows: &str) -> Command {
    let mut command = python();
    command.args(["-m", "uvicorn", "--app-dir", PEERS, "app:app", "--loop", "uvloop", "--http", "httptools"]);
    command.args(["--no-access-log", "--log-level", "warning", "--port", &port.to_string()]);
    command.env("PEER_DATABASE", file).env("PEER_TOTALS", totals).env("PEER_ROWS", rows);
    command
}

/// The Python of the virtual environment that scripts/bench makes.
fn python() -> Command {
    let mut command = Command::new("target/bench/venv/bin/python");
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Runs one command on a PostgreSQL server; answers what it printed.
pub fn psql(url: &str, command: &str) -> Result<String> {
    let output = Command::new("psql").args([url, "-qAtc", command]).output().context("psql is missing")?;
    ensure!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn absolute(path: &Path) -> Result<PathBuf> {
    Ok(std::env::current_dir()?.join(path))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("can't run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}
