//! The parts of a run: which servers stand beside each other, and what each is asked, in turns.
//! Must not know how load is made or how tables look.

use std::process::Command;

use anyhow::Result;

use crate::data::{self, DataSet, PEER_TOKEN};
use crate::load::{self, Round, Target};
use crate::report::{self, Line, Table};
use crate::server::{Server, free_address};
use crate::{Options, Part, fanout, hearing, machine, pgbench, say, webhooks};

const LIST: &str = "/api/v1/conversations/?limit=20";

/// How many neighbouring pages a walk asks for, at most.
const WALK: u64 = 20_000;

/// Something that is loaded once in each round.
struct Contestant<'a> {
    name: &'a str,
    /// Whose memory is looked at.
    server: Option<&'a Server>,
    /// How many times longer than the others its rounds last, so that 32 slow answers fit into one.
    patience: u64,
    /// Loads it for so many seconds.
    load: Box<dyn Fn(u64) -> Result<Round> + 'a>,
}

impl<'a> Contestant<'a> {
    /// A server that is asked over HTTP.
    fn http(name: &'a str, server: &'a Server, token: &'a str, target: Target) -> Self {
        let load = move |seconds| load::round(server, &target, token, seconds);
        Self { name, server: Some(server), patience: 1, load: Box::new(load) }
    }

    fn patient(self, patience: u64) -> Self {
        Self { patience, ..self }
    }
}

pub fn run(options: &Options) -> Result<()> {
    for part in &options.parts {
        match part {
            Part::Peers => report::keep(options, *part, &peers(options)?)?,
            Part::Large => report::keep(options, *part, &large(options)?)?,
            Part::Postgres => report::keep(options, *part, &postgres(options)?)?,
            Part::Hearing => report::keep_text(options, *part, &hearing::measure(options)?)?,
            Part::Webhooks => report::keep_text(options, *part, &webhooks::measure(options)?)?,
            Part::Sockets => report::keep_text(options, *part, &fanout::measure(options)?)?,
        }
        report::write(options)?;
    }
    Ok(())
}

fn page(number: u64) -> Target {
    Target::Same(format!("{LIST}&page={number}"))
}

/// Different pages from `first` on.
fn walk(options: &Options, first: u64) -> Target {
    Target::Walk { path: format!("{LIST}&page="), first, pages: WALK.min(options.deep_page()) }
}

/// Pingback on a data set, with the token of its owner.
fn pingback(options: &Options, set: &DataSet) -> Result<(Server, String)> {
    let token = set.token(options)?;
    let address = free_address()?;
    let mut command = set.pingback(options, &["serve", "--listen", &address.to_string()]);
    command.env("PINGBACK_RATE_LIMITS", "off");
    Ok((Server::start("Pingback", command, address, "/healthz")?, token))
}

/// A server that answers `body` to everybody.
fn bare(options: &Options, body: &[u8]) -> Result<Server> {
    let file = options.folder.join("body.json");
    std::fs::write(&file, body)?;
    let address = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("bare").arg(address.to_string()).arg(file);
    Server::start("bare axum", command, address, "/")
}

fn fastapi(set: &DataSet, totals: &str, rows: &str) -> Result<Server> {
    let address = free_address()?;
    let command = data::peer(&set.peers_file()?, address.port(), totals, rows);
    Server::start("FastAPI", command, address, "/openapi.json")
}

/// The lines of Pingback alone: page 1 and a deep page, asked again and again and each page only now and then.
fn alone<'a>(options: &Options, server: &'a Server, token: &'a str, deep: u64) -> Vec<Contestant<'a>> {
    let of = |name, target| Contestant::http(name, server, token, target);
    vec![
        of("Pingback, page 1", page(1)),
        of("Pingback, the deep page", page(deep)),
        of("Pingback, walking from page 1", walk(options, 1)),
        of("Pingback, walking from the deep page", walk(options, deep)),
    ]
}

fn peers(options: &Options) -> Result<Table> {
    let set = DataSet::sqlite(options, options.conversations)?;
    set.peers_file()?;
    let (server, token) = pingback(options, &set)?;
    let bare = bare(options, &server.get(&format!("{LIST}&page=1"), &token)?)?;
    let totals = fastapi(&set, "yes", "orm")?;
    let lean = fastapi(&set, "no", "orm")?;
    let leanest = fastapi(&set, "no", "core")?;
    let deep = options.deep_page();
    let of = |name, server, target| Contestant::http(name, server, PEER_TOKEN, target);
    let mut contestants = vec![of("bare axum, the same bytes", &bare, page(1))];
    contestants.extend(alone(options, &server, &token, deep));
    contestants.extend([
        of("FastAPI, exact totals, page 1", &totals, page(1)).patient(4),
        of("FastAPI, exact totals, the deep page", &totals, page(deep)).patient(6),
        of("FastAPI, no totals, page 1", &lean, page(1)),
        of("FastAPI, no totals, the deep page", &lean, page(deep)).patient(2),
        of("FastAPI, no totals, no ORM objects, page 1", &leanest, page(1)),
        of("FastAPI, no totals, no ORM objects, the deep page", &leanest, page(deep)).patient(2),
    ]);
    let ratios = vec![(1, 0), (3, 0), (1, 5), (3, 5), (1, 7), (3, 7), (1, 9), (3, 9), (2, 1), (4, 3), (4, 6), (4, 10)];
    table(options, options.conversations, &set, compete(options, &contestants)?, ratios)
}

fn large(options: &Options) -> Result<Table> {
    let small = DataSet::sqlite(options, options.conversations)?;
    let set = DataSet::sqlite(options, options.large)?;
    let (smaller, smaller_token) = pingback(options, &small)?;
    let (server, token) = pingback(options, &set)?;
    let mut contestants = alone(options, &server, &token, options.large / 50);
    let beside = |name, target| Contestant::http(name, &smaller, &smaller_token, target);
    contestants.push(beside("a tenth of the data, page 1", page(1)));
    contestants.push(beside("a tenth of the data, walking from page 1", walk(options, 1)));
    table(options, options.large, &set, compete(options, &contestants)?, vec![(0, 4), (2, 5), (1, 0), (3, 2)])
}

fn postgres(options: &Options) -> Result<Table> {
    let Some(url) = options.postgres.as_deref() else {
        anyhow::bail!("no PostgreSQL server: run scripts/bench, or give --postgres");
    };
    let set = DataSet::postgres(options, options.conversations, url)?;
    let (server, token) = pingback(options, &set)?;
    let deep = options.deep_page();
    server.get(&format!("{LIST}&page=1"), &token)?;
    let database = set.database_url.as_deref().unwrap_or_default();
    let script = pgbench::script(database, &options.folder)?;
    let mut contestants = alone(options, &server, &token, deep);
    for (name, first) in [("pgbench, walking from page 1", 1), ("pgbench, walking from the deep page", deep)] {
        let script = &script;
        let load = move |seconds| pgbench::round(database, script, first, WALK.min(deep), seconds);
        contestants.push(Contestant { name, server: None, patience: 1, load: Box::new(load) });
    }
    let lines = compete(options, &contestants)?;
    table(options, options.conversations, &set, lines, vec![(2, 4), (3, 5), (1, 0), (3, 2)])
}

/// Loads every contestant once per round, in turns, after one round that is not counted.
fn compete(options: &Options, contestants: &[Contestant<'_>]) -> Result<Vec<Line>> {
    let mut rounds: Vec<Vec<Round>> = vec![Vec::new(); contestants.len()];
    for number in 0..=options.rounds {
        for (contestant, done) in contestants.iter().zip(&mut rounds) {
            let seconds = contestant.patience * if number == 0 { 1 } else { options.seconds };
            let round = (contestant.load)(seconds)?;
            say(&format!("{number}/{}  {}: {:.0} a second", options.rounds, contestant.name, round.per_second));
            if number > 0 {
                done.push(round);
            }
        }
    }
    let lines = contestants.iter().zip(&rounds);
    lines
        .map(|(contestant, rounds)| {
            let memory = |server: &Server| Ok::<_, anyhow::Error>((server.idle_mb, server.resident_mb()?));
            Ok(Line::of(contestant.name, rounds, contestant.server.map(memory).transpose()?))
        })
        .collect()
}

fn table(
    options: &Options,
    conversations: u64,
    set: &DataSet,
    lines: Vec<Line>,
    ratios: Vec<(usize, usize)>,
) -> Result<Table> {
    Ok(Table {
        conversations,
        deep_page: conversations / 50,
        database_mb: match set.database_url {
            None => Some(machine::file_mb(&set.file())?),
            Some(_) => None,
        },
        machine: machine::describe()?,
        command: report::command(),
        rounds: options.rounds,
        seconds: options.seconds,
        lines,
        ratios,
    })
}
