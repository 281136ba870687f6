//! Wires the rooms together and starts them: database, API, job runner, listener.
//! Used by `pingback serve` and by the tests alike. Must not know any route or rule.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use advice::{Advice, Assistants, Theo};
use api::App;
use channels::Gateways;
use files::Files;
use jobs::{Mailboxes, Mailer, Provider, Runner, Webhooks};
use live::{Backplane, Live};
use model::Clock;
use store::Db;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::config::Config;
use crate::folder::{self, Hold};
use crate::secrets::{self, Keys};
use crate::trouble::Trouble;
use crate::{database, listener, logging};

/// Time between two rounds of the metrics' own upkeep.
const UPKEEP: Duration = Duration::from_secs(5);

/// A server that runs. Dropping it stops nothing in order: call [`Running::stop`].
pub struct Running {
    /// Where it listens; the port is the real one also where 0 was asked for.
    pub address: SocketAddr,
    pub db: Db,
    pub app: App,
    pub live: Live,
    pub runner: Runner,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    hold: Hold,
}

/// Chooses the cryptography of every TLS connection of this process. The first call counts.
pub fn choose_cryptography() {
    let _chosen_before = rustls::crypto::ring::default_provider().install_default().is_err();
}

/// Starts everything. Comes back once requests are answered.
pub async fn start(config: Config, clock: Clock) -> Result<Running, Trouble> {
    choose_cryptography();
    let hold = folder::hold(&config.data)?;
    // Before the database is migrated: a port that is taken should change nothing.
    let socket = listener::bind(&config.listen).await?;
    let address = socket.local_addr().map_err(|error| {
        Trouble::new(format!("The system does not tell the port: {error}."), "Try again, or name a port with --listen.")
    })?;
    let keys = secrets::load(&config)?;
    let mailer = mailer(&config)?;
    let files = files(&config)?;
    let outbound = outbound(&config)?;
    let db = open(&config, &clock, &keys).await?;
    let bus = bus(&db);
    let backplane = backplane(&config)?;
    let metrics = logging::metrics();
    let assistants = Assistants::new(outbound.clone(), clock.clone(), patience());
    let theo = if config.theo_model { Theo::open() } else { Theo::without_model() };
    let advice = Advice::new(db.clone(), theo, assistants);
    let app = App::new(api::Parts {
        db: db.clone(),
        advice: advice.clone(),
        clock: clock.clone(),
        bus: bus.clone(),
        files: files.clone(),
        outbound: outbound.clone(),
        metrics: Some(metrics.clone()),
        settings: settings(&config, &keys, address),
    });
    let shown = app.clone();
    let own = jobs::provider::Own {
        gateways: gateways(&config, &app.settings.public_url),
        clock: clock.clone(),
        largest: config.upload_limit as u64,
        link: Arc::new(move |attachment| shown.file_url(attachment)),
        mail_key: keys.mail,
    };
    let provider = Provider::new(outbound.clone(), own);
    let webhooks = Webhooks::new(outbound, Arc::new(api::webhook_tellings(&app)));
    let mailboxes = Mailboxes::new(db.clone(), provider.clone(), clock.clone());
    let workers = config.workers;
    let parts = jobs::runner::Parts { db: db.clone(), mailer, provider, webhooks, advice, files, clock, workers };
    let runner = Runner::new(parts);
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let (background, background_stop) = (runner.clone(), stopped.clone());
    tasks.spawn(async move { background.run(background_stop).await });
    let mailboxes_stop = stopped.clone();
    tasks.spawn(async move { mailboxes.run(mailboxes_stop).await });
    let (live, sockets) = api::sockets::open(&app);
    if let Some(backplane) = backplane {
        tasks.spawn(carry(backplane, bus, live.clone(), stopped.clone()));
    }
    tasks.spawn(close(live.clone(), stopped.clone()));
    let router = api::router(app.clone(), sockets);
    let listener_stop = stopped.clone();
    tasks.spawn(async move { listener::serve(socket, router, &config, listener_stop).await });
    tasks.spawn(async move { upkeep(metrics, stopped).await });
    Ok(Running { address, db, app, live, runner, stop, tasks, hold })
}

impl Running {
    /// Takes no more connections, lets what runs finish, and ends.
    pub async fn stop(self) {
        let Self { db, app, live, runner, stop, mut tasks, hold, .. } = self;
        stop.send_replace(true);
        while tasks.join_next().await.is_some() {}
        drop((db, app, live, runner));
        drop(hold);
    }
}

/// How long a language model may take: less than a request and a job may.
fn patience() -> advice::Rules {
    let seconds = Duration::from_secs;
    let patience = advice::Patience { first: seconds(12), between: seconds(8), whole: seconds(20) };
    advice::Rules { patience, turn: seconds(4), ..advice::Rules::default() }
}

/// The bell that every commit rings.
fn bus(db: &Db) -> live::Bus {
    let bus = live::Bus::default();
    let (committed, ended) = (bus.clone(), bus.clone());
    db.on_commit(move |events| committed.announce(events));
    db.on_sign_out(move |users| ended.sign_out(users));
    bus
}

/// The way to the other processes, if there are any.
fn backplane(config: &Config) -> Result<Option<Backplane>, Trouble> {
    let Some(url) = &config.redis_url else { return Ok(None) };
    let backplane = Backplane::new(&url.0).map_err(|error| {
        Trouble::new(format!("redis_url can't be used: {error}."), "Write redis://user:password@host:6379.")
    })?;
    Ok(Some(backplane))
}

/// Carries messages between this process and the others until the server is told to stop.
async fn carry(backplane: Backplane, bus: live::Bus, live: Live, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = backplane.run(bus, live) => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

/// Ends the sockets once the server is told to stop, so that their clients go to another one.
async fn close(live: Live, mut stop: watch::Receiver<bool>) {
    let _gone = stop.wait_for(|stop| *stop).await.is_err();
    live.close().await;
}

/// The mailer that the configuration asks for.
pub fn mailer(config: &Config) -> Result<Mailer, Trouble> {
    let url = config.smtp_url.as_ref().map(|url| url.0.as_str());
    Mailer::new(url, &config.mail_from, &config.data.join("outbox")).map_err(|error| {
        let advice = "Check smtp_url (smtp://user:password@host:587?tls=required) and mail_from (Name <address@host>).";
        Trouble::new(format!("No mail can be sent: {error}."), advice)
    })
}

/// Where files are kept.
pub fn files(config: &Config) -> Result<Files, Trouble> {
    let Some(url) = &config.files_url else {
        let folder = config.data.join("files");
        return Files::in_folder(&folder).map_err(|error| {
            Trouble::new(format!("The folder of files can't be used: {error}."), "Check the folder and its disk.")
        });
    };
    let wrong = |why: String| {
        let advice = "Write s3://KEY:SECRET@bucket/prefix?endpoint=https://host&region=name.";
        Trouble::new(format!("files_url can't be used: {why}."), advice)
    };
    let url = url::Url::parse(&url.0).map_err(|error| wrong(error.to_string()))?;
    Files::in_bucket(&url).map_err(|error| wrong(error.to_string()))
}

/// Off the async threads: the store's blocking clients must not start among them.
async fn open(config: &Config, clock: &Clock, keys: &Keys) -> Result<Db, Trouble> {
    let (config, clock, keys) = (config.clone(), clock.clone(), keys.clone());
    let (told, answer) = tokio::sync::oneshot::channel();
    let opening = std::thread::Builder::new().name("open-database".into()).spawn(move || {
        // A server that was told to stop meanwhile wants no answer.
        let _unheard = told.send(database::open(&config, &clock, &keys)).is_err();
    });
    let failed = |reason: String| {
        Trouble::new(format!("The database can't be opened: {reason}."), "`pingback doctor` looks for the cause.")
    };
    opening.map_err(|error| failed(error.to_string()))?;
    answer.await.map_err(|_| failed("its thread ended badly".into()))?
}

fn settings(config: &Config, keys: &Keys, address: SocketAddr) -> api::Settings {
    let unset = config.public_url.is_none();
    api::Settings {
        // The port that was found, where 0 was asked for.
        public_url: if unset { format!("http://{address}") } else { config.public_url() },
        token_key: keys.token,
        file_key: keys.files,
        mail_key: keys.mail,
        rate_limits: config.rate_limits,
        trusted_proxies: config.trusted_proxies.clone(),
        google_client_id: config.google_client_id.clone(),
        google_jwks_url: config.google_jwks_url.clone(),
        max_body: config.max_body,
        upload_limit: config.upload_limit,
        upload_timeout: config.upload_timeout,
        request_timeout: config.request_timeout,
        verify_token: config.verify_token.0.clone(),
        passwords: password_cost(config),
        demo: config.demo,
        ..api::Settings::default()
    }
}

/// Where the companies' own interfaces are.
fn gateways(config: &Config, own: &str) -> Gateways {
    let base =
        |url: &Option<String>, usual: String| url.as_deref().map_or(usual, |url| url.trim_end_matches('/').to_owned());
    let usual = Gateways::default();
    Gateways {
        meta: base(&config.meta_graph_url, usual.meta),
        telegram: base(&config.telegram_url, usual.telegram),
        twilio: base(&config.twilio_url, usual.twilio),
        x: base(&config.x_url, usual.x),
        own: own.to_owned(),
    }
}

/// What a password's hash costs.
pub fn password_cost(config: &Config) -> desk::passwords::Cost {
    desk::passwords::Cost {
        memory_kib: u32::try_from(config.password_memory >> 10).unwrap_or(u32::MAX),
        passes: u32::try_from(config.password_passes).unwrap_or(u32::MAX),
    }
}

/// The one client for requests that the server itself makes.
fn outbound(config: &Config) -> Result<outbound::Client, Trouble> {
    let (exceptions, authorities) = (exceptions(config)?, authorities(config)?);
    let client = outbound::Client::new(outbound::Settings { exceptions, authorities, ..Default::default() });
    client.map_err(|error| {
        let advice = "They need the system's list of trusted certificates (the package ca-certificates).";
        Trouble::new(format!("There can be no outgoing requests: {error}."), advice)
    })
}

/// Whose certificates are believed beside those that the system believes.
fn authorities(config: &Config) -> Result<outbound::Authorities, Trouble> {
    let Some(path) = &config.tls_ca_file else { return Ok(outbound::Authorities::default()) };
    let wrong = |why: String| {
        let advice =
            "It holds certificates between lines of -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.";
        Trouble::new(format!("tls_ca_file, {}, can't be used: {why}.", path.display()), advice)
    };
    let pem = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
    outbound::Authorities::read(&pem).map_err(|error| wrong(error.to_string()))
}

/// What may be called although it is not on the public internet.
pub fn exceptions(config: &Config) -> Result<outbound::Exceptions, Trouble> {
    outbound::Exceptions::read(&config.allow_private_hosts).map_err(|error| {
        let advice = "Write host names, addresses and networks with commas between: `127.0.0.1, mail.lan, 10.0.0.0/8`.";
        Trouble::new(format!("allow_private_hosts can't be used: {error}."), advice)
    })
}

/// Keeps the recorder's memory bounded where nobody reads the metrics.
async fn upkeep(metrics: metrics_exporter_prometheus::PrometheusHandle, mut stop: watch::Receiver<bool>) {
    let mut rounds = tokio::time::interval(UPKEEP);
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            _ = rounds.tick() => metrics.run_upkeep(),
        }
    }
}
