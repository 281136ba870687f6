//! `pingback openapi`

use std::process::ExitCode;

use super::say;

pub fn run() -> anyhow::Result<ExitCode> {
    say(&api::openapi().to_pretty_json()?)?;
    Ok(ExitCode::SUCCESS)
}
