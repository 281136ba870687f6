//! How many messages of a company are durably in within a second? Signed webhooks, each answered once it is committed, beside
//! single transactions of the same database on the same disk, in turns. Must not know what the server does with them.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::report::{self, median, thousands};
use crate::server::{Server, free_address};
use crate::singles::Singles;
use crate::tenant::Tenant;
use crate::{Options, files, http, machine, say};

const SECRET: &str = "5ecret";
const CUSTOMERS: u64 = 1_000;
const CONNECTIONS: usize = 64;

pub fn measure(options: &Options) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let [many, one, same, row] = runtime.block_on(rounds(options))?;
    let ratio = |of: &[f64], to: &[f64]| {
        let ratios = of.iter().zip(to).map(|(of, to)| of / to).collect();
        format!("{:.2}", median(ratios))
    };
    let line =
        |name: &str, figures: &[f64]| vec![name.to_owned(), thousands(median(figures.to_vec())), ratio(&many, figures)];
    let table = report::rows(
        &["", "a second", "webhooks over 64 connections : this"],
        &[
            line("webhooks over 64 connections", &many),
            line("webhooks over one connection", &one),
            line("single transactions, the same rows", &same),
            line("single transactions, one row", &row),
        ],
    );
    Ok(format!(
        "{}. `{}`: {} rounds of {} s each, medians.\n\n{table}",
        machine::describe()?,
        report::command(),
        options.rounds,
        options.seconds,
    ))
}

/// The figures of each round: over many connections, over one, the same rows singly, one row singly.
async fn rounds(options: &Options) -> Result<[Vec<f64>; 4]> {
    let scratch = files::Scratch::make("webhooks")?;
    let (address, data) = (free_address()?, scratch.path.join("data"));
    let mut command = Command::new(&options.pingback);
    command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(&data);
    command.env("PINGBACK_RATE_LIMITS", "off").env("PINGBACK_LOG", "error").env("PINGBACK_PASSWORD_MEMORY", "64 KiB");
    let _server = Server::start("Pingback", command, address, "/readyz")?;
    let tenant = Tenant::make(address, "Acme").await?;
    let config = json!({"phone_number_id": "1001", "access_token": "EAAx", "app_secret": SECRET});
    http::ask(address, "POST", "/api/v1/channels", &tenant.token, &json!({"type": "whatsapp", "config": config}))
        .await?;
    let next = Arc::new(AtomicU64::new(1));
    // Everybody has written once.
    webhooks(address, &next, CONNECTIONS, 2).await?;
    let singles = Singles::on_copy_of(&data.join("pingback.db"), &scratch.path)?;
    let mut figures: [Vec<f64>; 4] = Default::default();
    for round in 0..options.rounds {
        let many = webhooks(address, &next, CONNECTIONS, options.seconds).await?;
        let one = webhooks(address, &next, 1, options.seconds).await?;
        let (same, row) = (singles.webhooks(options.seconds)?, singles.rows(options.seconds)?);
        say(&format!("{}/{}  {many:.0}, {one:.0}, {same:.0}, {row:.0} a second", round + 1, options.rounds));
        for (all, figure) in figures.iter_mut().zip([many, one, same, row]) {
            all.push(figure);
        }
    }
    Ok(figures)
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
