//! How log lines and metrics leave the process. Lines go to standard error; request ids come with the spans.
//! Must not know what is logged.

use std::io::IsTerminal;
use std::sync::OnceLock;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};
use crate::trouble::Trouble;

/// Seconds: from a tenth of a millisecond to the longest request.
const LATENCIES: &[f64] =
    &[0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// Jobs in one group commit.
const SIZES: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

/// Sends log lines to standard error. The first call of the process counts.
pub fn start(config: &Config) -> Result<(), Trouble> {
    let filter = EnvFilter::try_new(&config.log).map_err(|error| {
        Trouble::new(
            format!("`log = {:?}` is no log filter: {error}.", config.log),
            "Use error, warn, info, debug or trace, or by module as in `info,store=debug`.",
        )
    })?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // A second server in one process (tests) finds the first one's subscriber and keeps it.
    let _kept = match config.log_format {
        LogFormat::Text => lines.with_target(true).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}

/// The recorder of the process, started by the first call.
pub fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), LATENCIES)
                .and_then(|builder| builder.set_buckets_for_metric(Matcher::Suffix("_size".into()), SIZES))
                .expect("the lists of buckets are not empty")
                .install_recorder()
                .expect("no other recorder is installed in this process")
        })
        .clone()
}
