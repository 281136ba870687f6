//! How soon does an agent see what a visitor has written? A thousand sockets of one business, a steady load, one clock.
//! Must not know how the server tells anybody.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::report::{self, quantile};
use crate::server::{Server, free_address};
use crate::socket::{Event, Packet, Socket, source};
use crate::tenant::Tenant;
use crate::{Options, files, machine, say};

const AGENTS: usize = 100;
const VISITORS: usize = 900;
/// Messages a second.
const RATE: u64 = 100;
/// Seconds of load that are not counted.
const WARM_UP: u64 = 3;
const PATIENCE: Duration = Duration::from_secs(60);

/// When a message was sent and accepted.
#[derive(Clone, Copy)]
struct Times {
    sent: Instant,
    accepted: Option<Instant>,
}

/// What everybody in the run shares.
#[derive(Default)]
struct Run {
    messages: Mutex<Vec<Times>>,
    /// Which message was heard when, by whichever agent.
    heard: Mutex<Vec<(usize, Instant)>>,
    /// What must not happen.
    faults: Mutex<Vec<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub fn measure(options: &Options) -> Result<String> {
    files::allow_many()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let seconds = options.seconds * options.rounds as u64;
    let mut rows = vec![runtime.block_on(engine(options, "SQLite", None, seconds))?];
    if let Some(server) = &options.postgres {
        let name = format!("hearing_{}", std::process::id());
        crate::data::psql(server, &format!("create database {name}"))?;
        let (address, _) = server.rsplit_once('/').context("postgres://user@host:port/database")?;
        let url = format!("{address}/{name}");
        rows.push(runtime.block_on(engine(options, "PostgreSQL", Some(url), seconds))?);
    }
    let head =
        ["", "messages", "accepted p50 ms", "p99", "heard p50 ms", "p99", "most", "after acceptance p50 ms", "p99"];
    Ok(format!(
        "{}. `{}`: {seconds} s on each engine.\n\n{}",
        machine::describe()?,
        report::command(),
        report::rows(&head, &rows)
    ))
}

/// A line of the table: Pingback on one engine.
async fn engine(options: &Options, name: &str, database: Option<String>, seconds: u64) -> Result<Vec<String>> {
    let scratch = files::Scratch::make("hearing")?;
    let address = free_address()?;
    let mut command = std::process::Command::new(&options.pingback);
    command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(scratch.path.join("data"));
    command.env("PINGBACK_RATE_LIMITS", "off").env("PINGBACK_LOG", "warn").env("PINGBACK_PASSWORD_MEMORY", "64 KiB");
    if let Some(url) = database {
        command.args(["--database-url", &url]);
    }
    let server = Server::start("Pingback", command, address, "/readyz")?;
    let tenant = Tenant::make(address, "Acme").await?;
    let run = Arc::new(Run::default());
    let mut tasks = JoinSet::new();
    let mut visitors = Vec::new();
    for number in 0..AGENTS + VISITORS {
        let is_agent = number < AGENTS;
        let auth = if is_agent { tenant.agent() } else { tenant.visitor() };
        let socket = Socket::connect(server.address, source(number), &auth).await?;
        let run = run.clone();
        if is_agent {
            tasks.spawn(async move {
                let ended = agent(socket, &run).await;
                lock(&run.faults).extend(ended.err().map(|error| format!("an agent: {error:#}")));
            });
        } else {
            let (say, said) = mpsc::unbounded_channel();
            visitors.push(say);
            tasks.spawn(async move {
                let ended = visitor(socket, said, &run).await;
                lock(&run.faults).extend(ended.err().map(|error| format!("a visitor: {error:#}")));
            });
        }
    }
    load(&run, &visitors, seconds).await?;
    let row = row(name, &run);
    tasks.shutdown().await;
    row
}

/// First words of everybody, then a steady load.
async fn load(run: &Run, visitors: &[mpsc::UnboundedSender<usize>], seconds: u64) -> Result<()> {
    for visitor in visitors {
        tokio::time::sleep(Duration::from_millis(3)).await;
        run.say(visitor)?;
    }
    run.settle().await?;
    let mut ticks = tokio::time::interval(Duration::from_micros(1_000_000 / RATE));
    for number in 0..(WARM_UP + seconds) * RATE {
        ticks.tick().await;
        run.say(&visitors[usize::try_from(number)? % VISITORS])?;
    }
    run.settle().await
}

impl Run {
    fn say(&self, visitor: &mpsc::UnboundedSender<usize>) -> Result<()> {
        let number = {
            let mut messages = lock(&self.messages);
            messages.push(Times { sent: Instant::now(), accepted: None });
            messages.len() - 1
        };
        visitor.send(number).ok().context("a visitor has gone")
    }

    /// Waits until every agent has heard every message.
    async fn settle(&self) -> Result<()> {
        let due = lock(&self.messages).len() * AGENTS;
        let since = Instant::now();
        while lock(&self.heard).len() < due {
            let faults = lock(&self.faults).clone();
            ensure!(faults.is_empty(), "{} faults: {}", faults.len(), faults[0]);
            ensure!(since.elapsed() < PATIENCE, "{} of {due} were heard", lock(&self.heard).len());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Message {
    content: String,
}

async fn agent(mut socket: Socket, run: &Run) -> Result<()> {
    loop {
        if let Packet::Event(event) = socket.hear().await? {
            let now = Instant::now();
            if let Some(number) = message(&event)? {
                lock(&run.heard).push((number, now));
            }
        }
    }
}

/// The message that an event brings.
fn message(event: &Event) -> Result<Option<usize>> {
    if !event.text().starts_with("[\"new_message\"") {
        ensure!(!event.text().starts_with("[\"cut\""), "{}", event.text());
        return Ok(None);
    }
    let (_, Message { content }) = event.read()?;
    Ok(Some(content.parse()?))
}

async fn visitor(mut socket: Socket, mut said: mpsc::UnboundedReceiver<usize>, run: &Run) -> Result<()> {
    loop {
        tokio::select! {
            packet = socket.hear() => if let Packet::Ack(number, answer) = packet? {
                accepted(run, usize::try_from(number)?, &answer);
            },
            Some(number) = said.recv() => {
                let message = json!({"content": number.to_string()});
                socket.ask(number as u64, "client_message", &message).await?;
            }
        }
    }
}

fn accepted(run: &Run, number: usize, answer: &Value) {
    if answer["ok"] == true {
        lock(&run.messages)[number].accepted = Some(Instant::now());
    } else {
        lock(&run.faults).push(format!("refused: {answer}"));
    }
}

fn row(name: &str, run: &Run) -> Result<Vec<String>> {
    let counted = VISITORS + usize::try_from(WARM_UP * RATE)?;
    let messages = lock(&run.messages).clone();
    let milliseconds = |from: Instant, to: Instant| to.saturating_duration_since(from).as_secs_f64() * 1e3;
    let of = |number: usize| messages[number].accepted.unwrap_or(messages[number].sent);
    let mut accepted: Vec<f64> =
        (counted..messages.len()).map(|number| milliseconds(messages[number].sent, of(number))).collect();
    let heard: Vec<(usize, Instant)> =
        lock(&run.heard).iter().filter(|(number, _)| *number >= counted).copied().collect();
    let mut after: Vec<f64> = heard.iter().map(|(number, at)| milliseconds(of(*number), *at)).collect();
    let mut sent: Vec<f64> = heard.iter().map(|(number, at)| milliseconds(messages[*number].sent, *at)).collect();
    let show = |figure: f64| format!("{figure:.2}");
    let row = vec![
        name.to_owned(),
        report::thousands(accepted.len() as f64),
        show(quantile(&mut accepted, 0.5)),
        show(quantile(&mut accepted, 0.99)),
        show(quantile(&mut sent, 0.5)),
        show(quantile(&mut sent, 0.99)),
        show(quantile(&mut sent, 1.0)),
        show(quantile(&mut after, 0.5)),
        show(quantile(&mut after, 0.99)),
    ];
    say(&row.join("  "));
    Ok(row)
}
