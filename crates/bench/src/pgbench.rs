//! The same query without a web server: pgbench with prepared statements, on the text that Pingback itself sent.
//! Must not know what the query means, only which of its parameters is the offset.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::data::psql;
use crate::load::Round;

/// The values of `$1 …` in Pingback's list of all conversations: business, offset, status, assignee, limit.
/// A variable of pgbench can't be empty, so the status stands in the text.
const VALUES: [&str; 5] = [":business", ":offset", "''", ":assignee", ":limit"];

/// Writes the script: Pingback's newest list statement as PostgreSQL saw it, and a random page's offset.
pub fn script(database: &str, folder: &Path) -> Result<PathBuf> {
    let newest = "select query from pg_stat_activity where datname = current_database() \
                  and query like '%RECURSIVE walk%' and pid <> pg_backend_pid() limit 1";
    let mut query = psql(database, newest)?;
    ensure!(!query.is_empty(), "Pingback has sent no list statement");
    for (number, value) in VALUES.iter().enumerate() {
        query = query.replace(&format!("${}", number + 1), value);
    }
    let path = folder.join("page.pgbench");
    std::fs::write(&path, format!("\\set offset (:first - 1 + random(0, :pages - 1)) * 20\n{query};\n"))?;
    Ok(path)
}

pub fn round(database: &str, script: &Path, first: u64, pages: u64, seconds: u64) -> Result<Round> {
    let mut command = Command::new("pgbench");
    command.args(["-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", &seconds.to_string()]);
    command.args(["-D", &format!("first={first}"), "-D", &format!("pages={pages}")]);
    command.args(["-D", "business=1", "-D", "assignee=-1", "-D", "limit=21"]);
    let output = command.arg("-f").arg(script).arg(database).output().context("pgbench is missing")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
    let number = |name: &str| -> Result<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("{name}: {text}"))?;
        let number = line.trim_start_matches([' ', '=']).split(' ').next().context("a number")?;
        Ok(number.parse()?)
    };
    Ok(Round {
        per_second: number("tps")?,
        per_processor_second: f64::NAN,
        p50: number("latency average")? * 1000.0,
        p99: f64::NAN,
    })
}
