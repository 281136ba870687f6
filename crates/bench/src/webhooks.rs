//! How many messages of a company are durably in within a second? Signed webhooks, each answered once it is committed, beside
//! single transactions of the same database on the same disk, in turns. Must not know what the server does with them.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use serde_json::json;
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::report::{self, median, thousands};
use crate::server::{Server, free_address};
use crate::tenant::Tenant;
use crate::{Options, files, http, machine, say};

const SECRET: &str = "5ecret";
const CUSTOMERS: u64 = 1_000;
const CONNECTIONS: usize = 64;

pub fn measure(options: &Options) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut rows = vec![runtime.block_on(engine(options, "SQLite", None))?];
    if let Some(server) = &options.postgres {
        let name = format!("webhooks_{}", std::process::id());
        crate::data::psql(server, &format!("create database {name}"))?;
        let (address, _) = server.rsplit_once('/').context("postgres://user@host:port/database")?;
        rows.push(runtime.block_on(engine(options, "PostgreSQL", Some(format!("{address}/{name}"))))?);
    }
    let head = ["", "webhooks/s", "one connection", "single transactions/s", "webhooks : single transactions"];
    Ok(format!(
        "{}. `{}`: {} rounds of {} s each, medians.\n\n{}",
        machine::describe()?,
        report::command(),
        options.rounds,
        options.seconds,
        report::rows(&head, &rows)
    ))
}

/// A line of the table.
async fn engine(options: &Options, name: &str, database: Option<String>) -> Result<Vec<String>> {
    let scratch = files::Scratch::make("webhooks")?;
    let address = free_address()?;
    let mut command = Command::new(&options.pingback);
    command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(scratch.path.join("data"));
    command.env("PINGBACK_RATE_LIMITS", "off").env("PINGBACK_LOG", "warn").env("PINGBACK_PASSWORD_MEMORY", "64 KiB");
    if let Some(url) = &database {
        command.args(["--database-url", url]);
    }
    let _server = Server::start("Pingback", command, address, "/readyz")?;
    let tenant = Tenant::make(address, "Acme").await?;
    let config = json!({"phone_number_id": "1001", "access_token": "EAAx", "app_secret": SECRET});
    http::ask(address, "POST", "/api/v1/channels", &tenant.token, &json!({"type": "whatsapp", "config": config}))
        .await?;
    let next = Arc::new(AtomicU64::new(1));
    let mut figures = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=options.rounds {
        let seconds = if round == 0 { 2 } else { options.seconds };
        let many = webhooks(address, &next, CONNECTIONS, seconds).await?;
        let one = webhooks(address, &next, 1, seconds).await?;
        let bare = match &database {
            None => sqlite(&scratch.path.join("bare.db"), seconds)?,
            Some(url) => postgres(url, &scratch.path, seconds)?,
        };
        say(&format!("{round}/{}  {name}: {many:.0}, {one:.0}, {bare:.0} a second", options.rounds));
        if round > 0 {
            for (all, figure) in figures.iter_mut().zip([many, one, bare]) {
                all.push(figure);
            }
        }
    }
    let ratios = figures[0].iter().zip(&figures[2]).map(|(many, bare)| many / bare).collect();
    let [many, one, bare] = figures.map(median);
    Ok(vec![name.to_owned(), thousands(many), thousands(one), thousands(bare), format!("{:.2}", median(ratios))])
}

/// Posts as fast as it is answered; answers a second.
async fn webhooks(address: SocketAddr, next: &Arc<AtomicU64>, connections: usize, seconds: u64) -> Result<f64> {
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let mut posting = JoinSet::new();
    for _ in 0..connections {
        posting.spawn(post_until(address, next.clone(), until));
    }
    let mut answered = 0;
    while let Some(done) = posting.join_next().await {
        answered += done??;
    }
    Ok(answered as f64 / started.elapsed().as_secs_f64())
}

async fn post_until(address: SocketAddr, next: Arc<AtomicU64>, until: Instant) -> Result<u64> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut answered, mut answer) = (0, vec![0; 4096]);
    while Instant::now() < until {
        stream.write_all(&request(address, next.fetch_add(1, Ordering::Relaxed))).await?;
        let mut read = 0;
        // An answer without a body, or with one that comes along with its head.
        while !answer[..read].windows(4).any(|window| window == b"\r\n\r\n") {
            let more = stream.read(&mut answer[read..]).await?;
            ensure!(more > 0, "the server hung up");
            read += more;
        }
        let shown = || String::from_utf8_lossy(&answer[..read]).into_owned();
        ensure!(answer.starts_with(b"HTTP/1.1 200"), "{}", shown());
        answered += 1;
    }
    Ok(answered)
}

fn request(address: SocketAddr, number: u64) -> Vec<u8> {
    let from = (34_600_000_000 + number % CUSTOMERS).to_string();
    let text = format!("Where is my order number {number}? It should have been here on Monday.");
    let message = json!({"from": from, "id": format!("wamid.HBgLMzQ2MDA5OTk4ODgVAgASGBQ{number:012}"),
        "timestamp": "1709283600", "type": "text", "text": {"body": text}});
    let value = json!({"messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "34600111222", "phone_number_id": "1001"},
        "contacts": [{"profile": {"name": "Cleo"}, "wa_id": from}], "messages": [message]});
    let body = json!({"object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]});
    let body = body.to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body.as_bytes());
    let proof: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "POST /api/v1/webhooks/whatsapp HTTP/1.1\r\nHost: {address}\r\nX-Hub-Signature-256: sha256={proof}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Transactions a second of one row of a webhook's size, with the settings that the server has.
fn sqlite(file: &Path, seconds: u64) -> Result<f64> {
    let database = Connection::open(file)?;
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "synchronous", "FULL")?;
    database.execute_batch(include_str!("../load/posts.sqlite.sql"))?;
    let body = "x".repeat(500);
    let (started, mut done) = (Instant::now(), 0_u64);
    while started.elapsed() < Duration::from_secs(seconds) {
        database.prepare_cached(include_str!("../load/post.sqlite.sql"))?.execute([&body])?;
        done += 1;
    }
    Ok(done as f64 / started.elapsed().as_secs_f64())
}

/// The same by one client of pgbench.
fn postgres(database: &str, folder: &Path, seconds: u64) -> Result<f64> {
    crate::data::psql(database, include_str!("../load/posts.postgres.sql"))?;
    let script = folder.join("post.pgbench");
    std::fs::write(&script, include_str!("../load/post.pgbench.sql"))?;
    let mut command = Command::new("pgbench");
    command.args(["-n", "-M", "prepared", "-c", "1", "-T", &seconds.to_string(), "-f"]).arg(script).arg(database);
    let output = command.output().context("pgbench is missing")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix("tps = ")).with_context(|| text.clone().into_owned())?;
    Ok(line.split(' ').next().context("a number")?.parse()?)
}
