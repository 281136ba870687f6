//! How fast is it? Starts Pingback and its peers, loads them in turns, and writes tables into docs/performance.md.
//! Knows Pingback only as a program: its commands, its one call and its database file.

mod bare;
mod bare_sockets;
mod data;
mod fanout;
mod files;
mod hearing;
mod http;
mod load;
mod machine;
mod parts;
mod pgbench;
mod report;
mod server;
mod singles;
mod soak;
mod socket;
mod tenant;
mod webhooks;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Parser)]
#[command(about = "Measures Pingback beside its peers")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Serves one file as JSON on every path: the least that an axum server can do.
    Bare { listen: String, body: PathBuf },
    /// Writes what is posted to every WebSocket: the least that a server of sockets can do.
    BareSockets { listen: String },
    /// Thousands of sockets, lines that drop, two restarts: fails unless all of them hear everything once and in order.
    Soak(soak::Soak),
}

/// One table of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Pingback, bare axum and FastAPI on the same conversations.
    Peers,
    /// Pingback alone on ten times as many.
    Large,
    /// Pingback on PostgreSQL beside pgbench with the same query.
    Postgres,
    /// From a visitor's message to the agents' sockets.
    Hearing,
    /// One event to very many sockets, and what they take of memory, beside a bare write loop and Socket.IO's own server.
    Sockets,
    /// Durable webhooks of a company beside single transactions of the same database.
    Webhooks,
}

impl Part {
    const ALL: [Self; 6] = [Self::Peers, Self::Large, Self::Postgres, Self::Hearing, Self::Sockets, Self::Webhooks];
}

#[derive(Args, Debug)]
pub struct Options {
    /// Which parts to measure; the others keep their last figures.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::ALL)]
    pub parts: Vec<Part>,
    /// Conversations in the data set.
    #[arg(long, default_value_t = 1_000_000)]
    pub conversations: u64,
    /// Conversations in the large data set.
    #[arg(long, default_value_t = 10_000_000)]
    pub large: u64,
    /// Sockets that hear one event.
    #[arg(long, default_value_t = 10_000)]
    pub sockets: usize,
    /// Rounds; each contestant is loaded once in each.
    #[arg(long, default_value_t = 7)]
    pub rounds: usize,
    /// Seconds of load per contestant and round.
    #[arg(long, default_value_t = 4)]
    pub seconds: u64,
    /// 50,000 conversations, two rounds of one second: shows that everything runs, proves nothing.
    #[arg(long)]
    pub quick: bool,
    /// Where data sets and results are kept between runs.
    #[arg(long, default_value = "target/bench")]
    pub folder: PathBuf,
    /// The document to write.
    #[arg(long, default_value = "docs/performance.md")]
    pub document: PathBuf,
    /// The binary to measure.
    #[arg(long, default_value = "target/release/pingback")]
    pub pingback: PathBuf,
    /// A PostgreSQL server on which a database may be made; scripts/bench starts one.
    #[arg(long, env = "PINGBACK_TEST_POSTGRES", hide_env_values = true)]
    pub postgres: Option<String>,
}

impl Options {
    fn settled(mut self) -> Self {
        if self.quick {
            (self.conversations, self.large, self.rounds, self.seconds) = (50_000, 100_000, 2, 1);
            self.sockets = 500;
            self.document = self.folder.join("quick.md");
            self.folder = self.folder.join("quick");
        }
        self
    }

    /// A page deep in the data set: the 20,000th of a million conversations at 20 a page, in proportion for others.
    pub fn deep_page(&self) -> u64 {
        self.conversations / 50
    }
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Bare { listen, body }) => bare::serve(&listen, &body),
        Some(Command::BareSockets { listen }) => bare_sockets::serve(&listen),
        Some(Command::Soak(soak)) => soak::run(&soak),
        None => parts::run(&cli.options.settled()),
    }
}

/// Tells the person at the terminal what goes on.
#[expect(clippy::print_stderr, reason = "a command-line tool's progress")]
pub fn say(line: &str) {
    eprintln!("{line}");
}
