//! `pingback config --explain`

use std::process::ExitCode;

use clap::Args;

use super::flags::ServeFlags;
use super::say;
use crate::config::{Loaded, explain};

#[derive(Args, Debug)]
pub struct Config {
    /// Say of every key what it is for, its value and where that came from
    #[arg(long, required = true)]
    pub explain: bool,
    #[command(flatten)]
    pub serve: ServeFlags,
}

impl Config {
    pub fn run(&self, loaded: &Loaded) -> anyhow::Result<ExitCode> {
        say(explain::text(&loaded.figment).trim_end())?;
        Ok(ExitCode::SUCCESS)
    }
}
