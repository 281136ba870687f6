//! How long until the last of very many sockets has an event, and what does a socket take of memory?
//! Pingback, a bare write loop and Socket.IO's own server, in turns. Must not know how any of them does it.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;

use crate::report::{self, median, thousands};
use crate::server::{Server, free_address};
use crate::socket::{Socket, source};
use crate::tenant::Tenant;
use crate::{Options, files, http, machine, say};

/// What all of them hear.
const EVENT: &str = "42[\"agent_status_changed\",";
const EVENTS: usize = 12;
/// The first ones are not counted.
const WARM_UP: usize = 2;
const ROUNDS: usize = 3;
/// Who open a line at the same time.
const ARRIVALS: usize = 128;
/// For memory to come to rest.
const REST: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Contestant {
    Bare,
    Pingback,
    SocketIo,
    /// Only their memory is looked at: no event concerns all of them.
    Visitors,
}

/// Medians of one contestant are taken over these.
#[derive(Default)]
struct Figures {
    /// Milliseconds from the request to the last socket, and from the first to the last.
    whole: Vec<f64>,
    spread: Vec<f64>,
    /// Milliseconds of the server's processor time for one event.
    processor: Vec<f64>,
    /// Bytes of memory a socket, idle and after the events.
    idle: Vec<f64>,
    after: Vec<f64>,
}

/// Hears for everybody.
struct Crowd {
    size: usize,
    count: AtomicUsize,
    heard: mpsc::UnboundedSender<Instant>,
    text: std::sync::OnceLock<String>,
}

pub fn measure(options: &Options) -> Result<String> {
    files::allow_many()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let everybody = [Contestant::Pingback, Contestant::Bare, Contestant::SocketIo, Contestant::Visitors];
    let mut figures: [Figures; 4] = Default::default();
    let mut text = String::new();
    for round in 1..=ROUNDS.min(options.rounds) {
        for (contestant, figures) in everybody.iter().zip(&mut figures) {
            let took = runtime.block_on(contestant.round(options, figures, &mut text));
            took.with_context(|| contestant.name())?;
            say(&format!("{round}/{ROUNDS}  {}: {}", contestant.name(), figures.line()));
        }
    }
    document(options, &everybody, &figures)
}

impl Contestant {
    fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare write loop",
            Self::Pingback => "Pingback, agents",
            Self::SocketIo => "socket.io on Node",
            Self::Visitors => "Pingback, visitors",
        }
    }

    fn start(self, options: &Options, folder: &files::Scratch) -> Result<Server> {
        let address = free_address()?;
        let (mut command, path) = match self {
            Self::Pingback | Self::Visitors => {
                let mut command = Command::new(&options.pingback);
                command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(folder.path.join("data"));
                (command, "/readyz")
            }
            Self::Bare => {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg("bare-sockets").arg(address.to_string());
                (command, "/")
            }
            Self::SocketIo => {
                let mut command = Command::new("node");
                command.arg("target/bench/socketio/server.mjs").arg(address.port().to_string());
                command.env("NODE_ENV", "production");
                (command, "/")
            }
        };
        command.env("PINGBACK_RATE_LIMITS", "off").env("PINGBACK_LOG", "warn");
        // Hashing a password would leave its memory behind.
        command.env("PINGBACK_PASSWORD_MEMORY", "64 KiB");
        Server::start(self.name(), command, address, path)
    }

    /// Everybody comes, hears the events, and goes.
    async fn round(self, options: &Options, figures: &mut Figures, text: &mut String) -> Result<()> {
        let folder = files::Scratch::make("sockets")?;
        let server = self.start(options, &folder)?;
        let tenant = match self {
            Self::Pingback | Self::Visitors => Some(Tenant::make(server.address, "Acme").await?),
            Self::Bare | Self::SocketIo => None,
        };
        let (heard, mut hearing) = mpsc::unbounded_channel();
        let crowd = Crowd { size: options.sockets, count: AtomicUsize::new(0), heard, text: Default::default() };
        let crowd = Arc::new(crowd);
        tokio::time::sleep(REST).await;
        let empty = server.resident_mb()?;
        let mut sockets = self.gather(server.address, &crowd, tenant.as_ref()).await?;
        tokio::time::sleep(REST).await;
        let each = |full: f64| (full - empty) * 1e6 / options.sockets as f64;
        figures.idle.push(each(server.resident_mb()?));
        if self != Self::Visitors {
            for number in 0..EVENTS {
                let processor = server.processor_seconds()?;
                let since = Instant::now();
                self.cause(server.address, tenant.as_ref(), number, text).await?;
                let first = tokio::time::timeout(PATIENCE, hearing.recv()).await?.context("a first")?;
                let last = tokio::time::timeout(PATIENCE, hearing.recv()).await?.context("a last")?;
                if number >= WARM_UP {
                    figures.whole.push((last - since).as_secs_f64() * 1e3);
                    figures.spread.push((last - first).as_secs_f64() * 1e3);
                    figures.processor.push((server.processor_seconds()? - processor) * 1e3);
                }
            }
            figures.after.push(each(server.resident_mb()?));
        }
        if self == Self::Pingback {
            text.clone_from(crowd.text.get().context("an event")?);
        }
        sockets.shutdown().await;
        Ok(())
    }

    /// Lets everybody in; each listens in a task of its own.
    async fn gather(self, to: SocketAddr, crowd: &Arc<Crowd>, tenant: Option<&Tenant>) -> Result<JoinSet<()>> {
        let auth = match (self, tenant) {
            (Self::Pingback, Some(tenant)) => tenant.agent(),
            (Self::Visitors, Some(tenant)) => tenant.visitor(),
            _ => json!({}),
        };
        let (arrivals, mut arriving) = (Arc::new(Semaphore::new(ARRIVALS)), JoinSet::new());
        for number in 0..crowd.size {
            let (auth, arrivals) = (auth.clone(), arrivals.clone());
            arriving.spawn(async move {
                let _arrival = arrivals.acquire().await;
                match self {
                    Self::Bare => Socket::open(to, source(number), "/socket").await,
                    _ => Socket::connect(to, source(number), &auth).await,
                }
            });
        }
        let mut sockets = JoinSet::new();
        while let Some(socket) = arriving.join_next().await {
            let (mut socket, crowd) = (socket??, crowd.clone());
            sockets.spawn(async move {
                while let Ok(text) = socket.text().await {
                    crowd.hears(&text);
                }
            });
        }
        Ok(sockets)
    }

    /// Has the server tell everybody something: Pingback by what an agent does, the others by handing them the text.
    async fn cause(self, server: SocketAddr, tenant: Option<&Tenant>, number: usize, text: &str) -> Result<()> {
        match (self, tenant) {
            (Self::Pingback, Some(tenant)) => {
                let status = json!({"status": if number.is_multiple_of(2) { "away" } else { "live" }});
                http::ask(server, "PATCH", "/api/v1/team/status", &tenant.token, &status).await?;
            }
            (Self::SocketIo, _) => {
                let event: Value = serde_json::from_str(&text[2..])?;
                http::ask(server, "POST", "/", "", &event).await?;
            }
            _ => {
                http::post(server, "/", text).await?;
            }
        }
        Ok(())
    }
}

impl Crowd {
    /// One of them has heard something; says when it was the first and the last.
    fn hears(&self, text: &str) {
        if text.starts_with(EVENT) {
            let count = self.count.fetch_add(1, Ordering::SeqCst) % self.size;
            if count == 0 || count + 1 == self.size {
                let _ = self.heard.send(Instant::now());
                self.text.get_or_init(|| text.to_owned());
            }
        }
    }
}

impl Figures {
    fn line(&self) -> String {
        let of = |figures: &[f64]| median(figures.to_vec());
        format!(
            "{:.0} ms to the last, {:.0} ms from the first, {:.0} ms of processor time, {:.1} kB a socket, {:.1} after",
            of(&self.whole),
            of(&self.spread),
            of(&self.processor),
            of(&self.idle) / 1e3,
            of(&self.after) / 1e3
        )
    }
}

fn document(options: &Options, everybody: &[Contestant], figures: &[Figures]) -> Result<String> {
    let show = |figures: &[f64], scale: f64| match median(figures.to_vec()) / scale {
        figure if figure.is_finite() => format!("{figure:.1}"),
        _ => "–".to_owned(),
    };
    let rows: Vec<Vec<String>> = everybody
        .iter()
        .zip(figures)
        .map(|(contestant, figures)| {
            let range = |figures: &[f64]| {
                let (least, most) = figures.iter().fold((f64::MAX, 0.0_f64), |(a, b), one| (a.min(*one), b.max(*one)));
                if figures.is_empty() { "–".to_owned() } else { format!("{least:.0}–{most:.0}") }
            };
            vec![
                contestant.name().to_owned(),
                show(&figures.whole, 1.0),
                range(&figures.whole),
                show(&figures.spread, 1.0),
                show(&figures.processor, 1.0),
                show(&figures.idle, 1e3),
                show(&figures.after, 1e3),
            ]
        })
        .collect();
    let head = [
        "",
        "last has it, ms",
        "range",
        "first to last, ms",
        "CPU ms an event",
        "kB an idle socket",
        "kB after the events",
    ];
    let ratio = |of: fn(&Figures) -> &Vec<f64>, other: usize| {
        median(of(&figures[0]).clone()) / median(of(&figures[other]).clone())
    };
    Ok(format!(
        "{} sockets; {}. `{}`: {} rounds of {} events, medians (fastest–slowest event).\n\n{}\n\
         * **{:.2} ×** the time of the bare write loop, **{:.2} ×** that of socket.io, to the last socket\n\
         * **{:.2} ×** the processor time of the bare write loop, **{:.2} ×** that of socket.io\n\
         * **{:.2} ×** the memory of socket.io for an idle socket of an agent\n",
        thousands(options.sockets as f64),
        machine::describe()?,
        report::command(),
        ROUNDS.min(options.rounds),
        EVENTS - WARM_UP,
        report::rows(&head, &rows),
        ratio(|figures| &figures.whole, 1),
        ratio(|figures| &figures.whole, 2),
        ratio(|figures| &figures.processor, 1),
        ratio(|figures| &figures.processor, 2),
        ratio(|figures| &figures.idle, 2),
    ))
}
