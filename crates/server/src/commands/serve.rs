//! `pingback serve`

use std::process::ExitCode;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{note, say};
use crate::config::{Config, Loaded};
use crate::seed::demo::Welcome;
use crate::{boot, database, listener, logging, seed};

/// What is left of a stopping server's threads is not waited for longer.
const LAST_WAIT: Duration = Duration::from_millis(500);

pub fn run(loaded: Loaded) -> anyhow::Result<ExitCode> {
    logging::start(&loaded.config)?;
    let welcome = match loaded.config.demo {
        true => demo(&loaded.config)?,
        false => None,
    };
    listener::allow_many_connections();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let code = runtime.block_on(serve(loaded, welcome));
    runtime.shutdown_timeout(LAST_WAIT);
    code
}

async fn serve(loaded: Loaded, welcome: Option<Welcome>) -> anyhow::Result<ExitCode> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let place = database::name(&loaded.config);
    let running = tokio::select! {
        running = boot::start(loaded.config, database::system_clock()) => running?,
        () = either(&mut terminate, &mut interrupt) => return Ok(ExitCode::SUCCESS),
    };
    tracing::info!(address = %running.address, database = place, version = env!("CARGO_PKG_VERSION"), "serving");
    note(&format!("Pingback serves on http://{}", running.address));
    if let Some(welcome) = welcome {
        say(&greeting(&welcome, &format!("http://{}", running.address)))?;
    }
    either(&mut terminate, &mut interrupt).await;
    tracing::info!("told to stop: finishing what runs");
    tokio::select! {
        () = running.stop() => tracing::info!("stopped"),
        // Whoever asks twice is in a hurry.
        () = either(&mut terminate, &mut interrupt) => return Ok(ExitCode::FAILURE),
    }
    Ok(ExitCode::SUCCESS)
}

/// Fills an empty database; says so where it is not empty.
fn demo(config: &Config) -> anyhow::Result<Option<Welcome>> {
    let welcome = seed::demo::prepare(config, &database::system_clock())?;
    if welcome.is_none() {
        note(&format!("{} is not empty, so it gets no demo workspace; serving what is there.", database::name(config)));
    }
    Ok(welcome)
}

/// What a newcomer pastes.
fn greeting(welcome: &Welcome, url: &str) -> String {
    let Welcome { emails, password, token } = welcome;
    let [owner, rest @ ..] = emails.as_slice() else { return String::new() };
    format!(
        "
  The demo workspace is ready: business Acme, with five channels and a few hundred conversations.

    Inbox      {url}
    Shop       {url}/demo, where a customer writes
    Help       {url}/help/acme, what customers can read
    Sign in    {owner} (owner), {}
    Password   {password}
    Token      {token}

  Try it:

    curl '{url}/api/v1/conversations/?status=open&limit=5' \\
      -H 'Authorization: Bearer {token}'

  Password and token are shown this once. A new token: pingback token create --email {owner}
",
        rest.join(", ")
    )
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
