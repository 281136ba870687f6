//! `pingback serve`

use std::process::ExitCode;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::note;
use crate::config::Loaded;
use crate::{boot, database, logging};

/// What is left of a stopping server's threads is not waited for longer.
const LAST_WAIT: Duration = Duration::from_millis(500);

pub fn run(loaded: Loaded) -> anyhow::Result<ExitCode> {
    logging::start(&loaded.config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let code = runtime.block_on(serve(loaded));
    runtime.shutdown_timeout(LAST_WAIT);
    code
}

async fn serve(loaded: Loaded) -> anyhow::Result<ExitCode> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let place = database::name(&loaded.config);
    let running = tokio::select! {
        running = boot::start(loaded.config, database::system_clock()) => running?,
        () = either(&mut terminate, &mut interrupt) => return Ok(ExitCode::SUCCESS),
    };
    tracing::info!(address = %running.address, database = place, version = env!("CARGO_PKG_VERSION"), "serving");
    note(&format!("Pingback serves on http://{}", running.address));
    either(&mut terminate, &mut interrupt).await;
    tracing::info!("told to stop: finishing what runs");
    tokio::select! {
        () = running.stop() => tracing::info!("stopped"),
        // Whoever asks twice is in a hurry.
        () = either(&mut terminate, &mut interrupt) => return Ok(ExitCode::FAILURE),
    }
    Ok(ExitCode::SUCCESS)
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
