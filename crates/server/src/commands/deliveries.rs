//! `pingback deliveries list|show|replay`: what providers have posted in the last week, for when a message is missed.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use model::delivery::DeliveryState;
use model::{AnyId, Job, Word};
use store::{Db, deliveries};

use super::say;
use crate::config::Config;
use crate::trouble::Trouble;
use crate::{database, secrets};

#[derive(Args, Debug)]
pub struct Deliveries {
    #[command(subcommand)]
    pub what: What,
}

#[derive(Debug, Subcommand)]
pub enum What {
    /// The newest deliveries, one a line: number, when, channel, state, bytes, and what went wrong
    List {
        /// Only those of which something could not be read or stored
        #[arg(long)]
        failed: bool,
        /// How many
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=10_000))]
        limit: i64,
    },
    /// The bytes of a delivery, as they came
    Show {
        /// Its number
        number: i64,
    },
    /// Have a delivery read again; what was taken in before changes nothing
    Replay {
        /// Its number
        number: i64,
    },
}

impl Deliveries {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let keys = secrets::load(config)?;
        let db = database::open(config, &database::system_clock(), &keys)?;
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        match self.what {
            What::List { failed, limit } => runtime.block_on(list(&db, failed, limit))?,
            What::Show { number } => runtime.block_on(show(&db, number))?,
            What::Replay { number } => runtime.block_on(replay(&db, number))?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(db: &Db, failed: bool, limit: i64) -> anyhow::Result<()> {
    let only = failed.then_some(DeliveryState::Failed);
    let found: store::Result<_> = db.read(move |c| deliveries::list_all(c, only, limit)).await;
    for one in found? {
        let error = one.error.as_deref().map(|error| format!("  {error}")).unwrap_or_default();
        let (number, state) = (one.key.number, one.state.word());
        say(&format!("{number}  {}  {}  {state}  {} bytes{error}", one.received_at, one.channel.uuid, one.size))?;
    }
    Ok(())
}

async fn show(db: &Db, number: i64) -> anyhow::Result<()> {
    let found: store::Result<_> = db
        .read(move |c| {
            let reach = deliveries::find_reach(c, number)?;
            deliveries::find(c, &reach, AnyId::Number(number))
        })
        .await;
    let (_, body) = found.map_err(|error| missing(number, error))?;
    say(&String::from_utf8_lossy(&body))
}

async fn replay(db: &Db, number: i64) -> anyhow::Result<()> {
    let put: store::Result<()> = db
        .write(move |tx| {
            let reach = deliveries::find_reach(tx, number)?;
            let delivery = deliveries::find_about(tx, &reach, AnyId::Number(number))?;
            // Before whatever else waits.
            tx.enqueue(Some(&reach), &Job::ReadDelivery { delivery: delivery.key }, delivery.received_at)
        })
        .await;
    put.map_err(|error| missing(number, error))?;
    say(&format!("Delivery {number} is read again within a second of a running server."))
}

fn missing(number: i64, error: store::Error) -> anyhow::Error {
    match error {
        store::Error::NotFound => {
            let advice = "`pingback deliveries list` shows those that are kept: a week's.";
            Trouble::new(format!("There is no delivery {number}."), advice).into()
        }
        error => error.into(),
    }
}
