//! What can be said at the command line? One file per command; this one reads the words and reports trouble.
//! Must not know how a command does its work.

pub mod backup;
pub mod completions;
pub mod config;
pub mod deliveries;
pub mod doctor;
pub mod flags;
pub mod kb;
pub mod migrate;
pub mod openapi;
pub mod restore;
pub mod seed;
pub mod serve;
pub mod token;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Loaded, load};
use crate::trouble::Trouble;
use flags::{PlaceFlags, ServeFlags};

/// Pingback: every conversation of your customers in one inbox, on your own server.
#[derive(Debug, Parser)]
#[command(name = "pingback", version, about, max_term_width = 100)]
#[command(
    after_help = "Every setting is also a PINGBACK_… variable and a key of the configuration file; `pingback config --explain` lists them."
)]
pub struct Cli {
    #[command(flatten)]
    pub place: PlaceFlags,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server
    Serve(ServeFlags),
    /// Fill the database with realistic conversations
    Seed(seed::Seed),
    /// Make tokens for the API
    Token(token::Words),
    /// What providers have posted to channels: look at it, have it read again
    Deliveries(deliveries::Deliveries),
    /// Articles of the knowledge base: import them, export them
    Kb(kb::Knowledge),
    /// Bring the database to this program's version
    Migrate,
    /// Write a backup of the whole database, while the server runs
    Backup(backup::Backup),
    /// Put a backup in the database's place
    Restore(restore::Restore),
    /// Look for what is wrong, and advise
    Doctor,
    /// Show the configuration that applies
    Config(config::Config),
    /// Print the API's description (OpenAPI 3.1, JSON)
    Openapi,
    /// Print a completion script for a shell
    Completions(completions::Completions),
}

/// Runs the command line. `environment` is every variable of the process.
pub fn run(arguments: impl Iterator<Item = OsString>, environment: impl Iterator<Item = (String, String)>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed standard error leaves nobody to tell.
            let _told = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match cli.run(environment) {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

impl Cli {
    fn run(self, environment: impl Iterator<Item = (String, String)>) -> anyhow::Result<ExitCode> {
        let Self { place, command } = self;
        let none = ServeFlags::default();
        let read = |serve: &ServeFlags| configuration(&place, serve, environment);
        match command {
            Command::Serve(flags) => serve::run(read(&flags)?),
            Command::Openapi => openapi::run(),
            Command::Seed(command) => command.run(&read(&none)?.config),
            Command::Token(command) => command.run(&read(&none)?.config),
            Command::Deliveries(command) => command.run(&read(&none)?.config),
            Command::Kb(command) => command.run(&read(&none)?.config),
            Command::Migrate => migrate::run(&read(&none)?.config),
            Command::Backup(command) => command.run(&read(&none)?.config),
            Command::Restore(command) => command.run(&read(&none)?.config),
            Command::Doctor => doctor::run(&read(&none)?),
            Command::Config(command) => command.run(&read(&command.serve)?),
            Command::Completions(command) => command.run(),
        }
    }
}

/// Reads the configuration and tells its warnings.
fn configuration(
    place: &PlaceFlags,
    serve: &ServeFlags,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Loaded, Trouble> {
    let loaded = load(flags::merged(place, serve), environment)?;
    for warning in &loaded.warnings {
        note(&format!("warning: {warning}"));
    }
    Ok(loaded)
}

/// Writes to standard output; a closed pipe (`| head`) is no error.
pub fn say(text: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes to standard error, for people; nobody there to read it is no error.
pub fn note(text: &str) {
    let _written = writeln!(std::io::stderr().lock(), "{text}");
}

fn complain(error: &anyhow::Error) {
    match error.downcast_ref::<Trouble>() {
        Some(trouble) => note(&format!("error: {trouble}")),
        None => note(&format!("error: {error:#}")),
    }
}
