//! `pingback seed`: a realistic data set of any size.

use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use store::bulk::Bulk;

use super::{note, say};
use crate::config::Config;
use crate::seed::cast::{self, HANDS, TEAM};
use crate::seed::story::{Size, Stage};
use crate::{boot, database, folder, secrets, seed};

/// Two years, in microseconds.
const REACH_BACK: i64 = 730 * 24 * 3600 * 1_000_000;

#[derive(Args, Debug)]
pub struct Seed {
    /// How many conversations
    #[arg(long, value_name = "N")]
    pub conversations: u64,
    /// Messages of a conversation, on average
    #[arg(long, value_name = "M", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub messages: u32,
    /// The same number on the same database makes the same data
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Make them findable by search too (slower)
    #[arg(long)]
    pub search: bool,
}

impl Seed {
    pub fn run(&self, config: &Config) -> anyhow::Result<ExitCode> {
        let _hold = folder::hold(&config.data)?;
        let keys = secrets::load(config)?;
        let clock = database::system_clock();
        let stage = stage(config, &keys)?;
        let mut bulk = Bulk::open(database::settings(config, &clock, &keys))?;
        if self.search {
            bulk = bulk.searchable();
        }
        let bar = bar(self.conversations);
        let started = Instant::now();
        let size = Size { conversations: self.conversations, messages: Some(self.messages) };
        seed::fill(&mut bulk, stage, size, self.seed, |stored| bar.set_position(stored))?;
        bulk.finish()?;
        bar.finish_and_clear();
        let seconds = started.elapsed().as_secs_f64();
        say(&format!(
            "{}: {} conversations in {seconds:.1} s ({:.0} a second)",
            database::name(config),
            self.conversations,
            self.conversations as f64 / seconds.max(0.001)
        ))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The oldest business; Acme, made for the purpose, where there is none.
fn stage(config: &Config, keys: &secrets::Keys) -> anyhow::Result<Stage> {
    let db = database::open(config, &database::system_clock(), keys)?;
    // Nobody signs in with a password that nobody knows: `token create` lets them in.
    let mut secret = [0; 16];
    getrandom::fill(&mut secret)?;
    let hash = desk::passwords::hash(&format!("{secret:02x?}"), boot::password_cost(config));
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let made = runtime.block_on(db.write(move |tx| {
        if let Some(stage) = cast::stage(tx, REACH_BACK)? {
            return Ok((stage, false));
        }
        let team: Vec<&cast::Person> = TEAM.iter().chain(&HANDS).collect();
        cast::make(tx, &team, &hash)?;
        let stage = cast::stage(tx, REACH_BACK)?.ok_or(store::Error::NotFound)?;
        Ok::<_, seed::Failure>((stage, true))
    }));
    let (stage, is_new) = made.map_err(|seed::Failure(error)| error)?;
    if is_new {
        note("Made the business Acme. `pingback token create --email olu@acme.example` makes a token of its owner.");
    }
    Ok(stage)
}

fn bar(conversations: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} ({per_sec}, {eta} left)");
    ProgressBar::new(conversations).with_style(style.expect("a valid template"))
}
