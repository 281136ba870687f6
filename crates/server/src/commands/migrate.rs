//! `pingback migrate`

use std::process::ExitCode;

use store::migrate;

use super::say;
use crate::config::Config;
use crate::{database, folder, secrets};

pub fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let _hold = folder::hold(&config.data)?;
    let keys = secrets::load(config)?;
    database::open(config, &database::system_clock(), &keys)?;
    say(&format!("{} is at version {}.", database::name(config), migrate::known()))?;
    Ok(ExitCode::SUCCESS)
}
