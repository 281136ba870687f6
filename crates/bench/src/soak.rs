//! Do thousands of sockets hear everything, once and in order, while lines drop and the server ends and comes back?
//! Decides what happens to whom and when. Must not know how a client keeps its place.

mod client;
mod report;
mod shared;
mod truth;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use rustix::process::{Pid, Signal, kill_process};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::server::{Server, free_address};
use crate::tenant::Tenant;
use crate::{files, say};
use client::{Client, Order};
use shared::{Ear, Place, Role, Shared};
use truth::Newest;

/// Sockets of one business, and how many of them are agents'.
const TEAM: usize = 100;
const AGENTS: usize = 20;
/// Of the sockets, as many lose their line in a second.
const DROPS: f64 = 0.02;
/// For everybody to be connected, or to have heard everything.
const SETTLED: Duration = Duration::from_secs(45);
/// For a server's memory to come to rest.
const REST: Duration = Duration::from_secs(2);

#[derive(Args, Debug)]
pub struct Soak {
    /// Sockets that listen, a fifth of them agents'.
    #[arg(long, default_value_t = 5_000)]
    sockets: usize,
    /// Seconds of load; the server is stopped after a third of it, and killed after two.
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// Messages a second, half of them agents' replies.
    #[arg(long, default_value_t = 200)]
    rate: u64,
    /// The binary.
    #[arg(long, default_value = "target/release/pingback")]
    pingback: PathBuf,
}

/// A server on a folder of its own, and everybody who listens to it.
struct Scene {
    server: Server,
    shared: Arc<Shared>,
    everybody: Vec<Person>,
    folder: files::Scratch,
}

struct Person {
    orders: mpsc::UnboundedSender<Order>,
    ear: JoinHandle<Ear>,
    place: Arc<Place>,
}

/// Runs it to its end; an error names what was missed.
pub fn run(soak: &Soak) -> Result<()> {
    files::allow_many()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut scene = Scene::set(soak).await?;
        let before = scene.memory().await?;
        scene.load(soak).await?;
        scene.quiet().await?;
        let loaded = scene.memory().await?;
        scene.all(Order::Leave);
        scene.connected(0).await?;
        let empty = scene.memory().await?;
        scene.all(Order::Return);
        scene.connected(soak.sockets).await?;
        let after = scene.memory().await?;
        let heard = scene.end().await?;
        report::tell(&heard, [before, loaded, empty, after])
    })
}

impl Scene {
    /// Everybody connected, and every visitor with a first message.
    async fn set(soak: &Soak) -> Result<Self> {
        ensure!(soak.sockets >= TEAM, "at least {TEAM} sockets");
        let folder = files::Scratch::make("soak")?;
        let server = start(soak, &folder.path, free_address()?)?;
        let shared = Arc::new(Shared::new(server.address));
        let mut everybody = Vec::new();
        for number in 0..soak.sockets.div_ceil(TEAM) {
            let tenant = Tenant::make(server.address, &format!("Business {number}")).await?;
            shared.add(&tenant);
            for place in 0..TEAM.min(soak.sockets - everybody.len()) {
                let role = if place < AGENTS { Role::Agent } else { Role::Visitor };
                everybody.push(Person::invite(&shared, number, role, everybody.len()));
            }
        }
        let scene = Self { server, shared, everybody, folder };
        scene.connected(soak.sockets).await?;
        scene.all(Order::Hello);
        scene.quiet().await?;
        say(&format!("{} sockets of {} businesses", soak.sockets, soak.sockets.div_ceil(TEAM)));
        Ok(scene)
    }

    fn all(&self, order: Order) {
        for person in &self.everybody {
            let _ = person.orders.send(order);
        }
    }

    /// Waits until so many are connected.
    async fn connected(&self, wanted: usize) -> Result<()> {
        let since = Instant::now();
        while self.shared.connected.load(Ordering::SeqCst) != wanted {
            let connected = self.shared.connected.load(Ordering::SeqCst);
            ensure!(since.elapsed() < SETTLED, "{connected} are connected, not {wanted}: {}", self.shared.faults());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Messages, lines that drop, and two restarts.
    async fn load(&mut self, soak: &Soak) -> Result<()> {
        let (address, share) = (self.server.address, soak.seconds as f64 / 3.0);
        for chapter in 0..3 {
            match chapter {
                1 => {
                    kill_process(Pid::from_raw(i32::try_from(self.server.id())?).context("a process")?, Signal::TERM)?;
                    self.server.wait()?;
                }
                2 => self.server.kill()?,
                _ => {}
            }
            if chapter > 0 {
                self.server = start(soak, &self.folder.path, address)?;
                say(if chapter == 1 { "stopped and started again" } else { "killed and started again" });
            }
            self.chapter(soak, Duration::from_secs_f64(share)).await;
        }
        Ok(())
    }

    async fn chapter(&self, soak: &Soak, length: Duration) {
        let since = Instant::now();
        let (mut said, mut dropped) = (0, 0);
        let mut ticks = tokio::time::interval(Duration::from_millis(5));
        while since.elapsed() < length {
            ticks.tick().await;
            let seconds = since.elapsed().as_secs_f64();
            while said < (seconds * soak.rate as f64) as u64 {
                said += 1;
                self.somebody(if said % 2 == 0 { Role::Agent } else { Role::Visitor }, Order::Say);
            }
            while dropped < (seconds * soak.sockets as f64 * DROPS) as u64 {
                dropped += 1;
                self.somebody(if dropped % 5 == 0 { Role::Agent } else { Role::Visitor }, Order::Drop);
            }
        }
    }

    fn somebody(&self, role: Role, order: Order) {
        loop {
            let person = &self.everybody[fastrand::usize(..self.everybody.len())];
            if person.place.role == role {
                let _ = person.orders.send(order);
                return;
            }
        }
    }

    /// Waits until everybody is connected, every message was accepted, and everybody has heard the last of them.
    async fn quiet(&self) -> Result<()> {
        let since = Instant::now();
        let mut newest = vec![Newest::default(); self.shared.businesses().len()];
        loop {
            self.connected(self.everybody.len()).await?;
            let waiting = self.everybody.iter().filter(|person| person.place.waits.load(Ordering::SeqCst)).count();
            let behind = if waiting == 0 { self.behind(&mut newest).await? } else { waiting };
            if behind == 0 {
                return Ok(());
            }
            // Whoever misses something stays behind for good: comparing what was heard tells what.
            if since.elapsed() > SETTLED {
                say(&format!("{behind} of {} have not heard everything", self.everybody.len()));
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// How many agents have not heard the newest event of their business.
    async fn behind(&self, newest: &mut [Newest]) -> Result<usize> {
        for (newest, business) in newest.iter_mut().zip(self.shared.businesses()) {
            newest.go_on(self.shared.server, &business.tenant).await?;
        }
        let agents = self.everybody.iter().filter(|person| person.place.role == Role::Agent);
        let last = |person: &Person| person.place.last.load(Ordering::SeqCst);
        Ok(agents.filter(|person| last(person) < newest[person.place.business].audible).count())
    }

    /// MB in RAM: those of the process's own making, and all.
    async fn memory(&self) -> Result<(f64, f64)> {
        tokio::time::sleep(REST).await;
        Ok((self.server.own_mb()?, self.server.resident_mb()?))
    }

    /// What everybody has heard, beside what has happened.
    async fn end(self) -> Result<truth::Findings> {
        self.all(Order::End);
        let mut ears = Vec::new();
        for person in self.everybody {
            drop(person.orders);
            ears.push(person.ear.await?);
        }
        let errors = files::errors(&self.folder.path.join("log"))?;
        truth::compare(&self.shared, &ears, errors).await
    }
}

impl Person {
    fn invite(shared: &Arc<Shared>, business: usize, role: Role, number: usize) -> Self {
        let (orders, obeyed) = mpsc::unbounded_channel();
        let client = Client::new(shared.clone(), business, role, number, obeyed);
        let place = client.place.clone();
        Self { orders, ear: tokio::spawn(client.run()), place }
    }
}

fn start(soak: &Soak, folder: &Path, address: std::net::SocketAddr) -> Result<Server> {
    let mut command = Command::new(&soak.pingback);
    command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(folder.join("data"));
    command.env("PINGBACK_RATE_LIMITS", "off").env("PINGBACK_PASSWORD_MEMORY", "64 KiB").env("PINGBACK_LOG", "warn");
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("log"))?;
    command.stderr(log);
    Server::start("Pingback", command, address, "/readyz")
}
