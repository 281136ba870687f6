//! Loads a server with wrk and says what came of it. Knows nothing of what is served.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::server::Server;

const CONNECTIONS: &str = "32";

/// What is asked of a server.
#[derive(Clone, Debug)]
pub enum Target {
    /// The same URL every time.
    Same(String),
    /// A different page every time: the path up to `page=`, the first page, and how many follow it.
    Walk { path: String, first: u64, pages: u64 },
}

/// One round of load on one server.
#[derive(Clone, Copy, Debug)]
pub struct Round {
    pub per_second: f64,
    pub per_processor_second: f64,
    /// Microseconds.
    pub p50: f64,
    pub p99: f64,
}

/// What report.lua prints.
#[derive(Deserialize)]
struct Summary {
    requests: u64,
    duration: u64,
    p50: u64,
    p99: u64,
    failed: u64,
}

pub fn round(server: &Server, target: &Target, token: &str, seconds: u64) -> Result<Round> {
    let before = server.processor_seconds()?;
    let summary = wrk(&command(server, target, token, seconds))?;
    let processor = server.processor_seconds()? - before;
    if summary.failed > 0 {
        bail!("{} of {} requests to {} failed", summary.failed, summary.requests, server.name);
    }
    Ok(Round {
        per_second: summary.requests as f64 / (summary.duration as f64 / 1e6),
        per_processor_second: summary.requests as f64 / processor.max(0.01),
        p50: summary.p50 as f64,
        p99: summary.p99 as f64,
    })
}

/// wrk's arguments.
fn command(server: &Server, target: &Target, token: &str, seconds: u64) -> Vec<String> {
    let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/load");
    let (script, url, pages) = match target {
        Target::Same(path) => ("report.lua", server.url(path), vec![]),
        Target::Walk { path, first, pages } => {
            ("walk.lua", server.url(path), vec!["--".to_owned(), first.to_string(), pages.to_string()])
        }
    };
    let fixed = ["-t2", "-c", CONNECTIONS, "--timeout", "60s", "--latency"].map(str::to_owned);
    let mut arguments = fixed.to_vec();
    arguments.extend([format!("-d{seconds}s"), "-s".into(), format!("{scripts}/{script}")]);
    arguments.extend(["-H".into(), format!("Authorization: Bearer {token}"), url]);
    arguments.extend(pages);
    arguments
}

fn wrk(arguments: &[String]) -> Result<Summary> {
    let output = Command::new("wrk").args(arguments).output().context("wrk is missing: scripts/bench installs it")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with('{'));
    let line = line.with_context(|| format!("wrk: {text}{}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(serde_json::from_str(line)?)
}
