//! What a test stands on: the real server on a temporary database of either engine, a clock to move, and a fixed cast.
//! Knows nothing of any single route but those that make the cast.

pub mod cast;
pub mod clock;
pub mod daemon;
pub mod dovecot;
pub mod exim;
pub mod hold;
pub mod home;
pub mod http;
pub mod imap;
pub mod mail_host;
pub mod poll;
pub mod postfix;
pub mod provider;
pub mod proxy;
pub mod routes;
pub mod schema;
pub mod smtp;
pub mod socket;
pub mod things;
pub mod threads;

use std::future::Future;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use server::boot::{self, Running};
use server::config::Config;

pub use cast::{Cast, NOBODY, Person};
pub use clock::TestClock;
pub use hold::Hold;
pub use home::{Engine, Home};
pub use http::Answer;

/// Runs every named function once per engine, as `sqlite::name` and `postgres::name`. Each is an `async fn(TestApp)`.
/// A test that is not in its file's list is dead code, which `make lint` refuses.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { $crate::rig::run($crate::rig::Engine::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { $crate::rig::run($crate::rig::Engine::Postgres, super::$name); })+
        }
    };
}
pub(crate) use on_both_engines;

/// A running server of its own.
pub struct TestApp {
    pub home: Home,
    pub clock: TestClock,
    pub running: Running,
    client: reqwest::Client,
}

/// Runs one test on one engine.
pub fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(TestApp) -> F) {
    let home = Home::make(engine);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async { test(TestApp::start(home.clone()).await).await });
    runtime.shutdown_background();
    drop(home);
}

impl TestApp {
    /// Boots the server: rate limits off, cheap passwords, a random port of 127.0.0.1.
    pub async fn start(home: Home) -> Self {
        let config = home.config();
        Self::boot(home, TestClock::new(), config).await
    }

    /// The same database under a server that was stopped, given another configuration, and started again.
    pub async fn restart(self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = self.home.config();
        change(&mut config);
        self.running.stop().await;
        Self::boot(self.home, self.clock, config).await
    }

    /// A second server beside another one, on the same database.
    pub async fn start_beside(home: Home, clock: TestClock, config: Config) -> Self {
        Self::boot(home, clock, config).await
    }

    async fn boot(home: Home, clock: TestClock, config: Config) -> Self {
        let running = boot::start(config, clock.clock()).await.expect("the server starts");
        running.db.refuse_scans();
        Self { home, clock, running, client: http::client() }
    }

    /// Ana, Bo, Olu and Cleo of Acme, and Bea of Bolt, made through the API.
    pub async fn cast(&self) -> Cast {
        Cast::of(self).await
    }

    /// The address of `path`: as it is when it starts with a slash, else below `/api/v1/`.
    pub fn url(&self, path: &str) -> String {
        let address = self.running.address;
        if path.starts_with('/') {
            format!("http://{address}{path}")
        } else {
            format!("http://{address}/api/v1/{path}")
        }
    }

    /// A request by `caller` for a test to add headers or a body of its own to.
    pub fn request<'a>(&self, method: Method, caller: impl Into<Option<&'a Person>>, path: &str) -> RequestBuilder {
        let request = self.client.request(method, self.url(path));
        match caller.into() {
            Some(person) => request.bearer_auth(&person.token),
            None => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::read(request.send().await.expect("an answer")).await
    }

    pub async fn get<'a>(&self, caller: impl Into<Option<&'a Person>>, path: &str) -> Answer {
        self.send(self.request(Method::GET, caller, path)).await
    }

    pub async fn post<'a>(&self, caller: impl Into<Option<&'a Person>>, path: &str, json: Value) -> Answer {
        self.send(self.request(Method::POST, caller, path).json(&json)).await
    }

    pub async fn put<'a>(&self, caller: impl Into<Option<&'a Person>>, path: &str, json: Value) -> Answer {
        self.send(self.request(Method::PUT, caller, path).json(&json)).await
    }

    pub async fn patch<'a>(&self, caller: impl Into<Option<&'a Person>>, path: &str, json: Value) -> Answer {
        self.send(self.request(Method::PATCH, caller, path).json(&json)).await
    }

    pub async fn delete<'a>(&self, caller: impl Into<Option<&'a Person>>, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, caller, path)).await
    }

    /// Runs every job that is due; answers how many ran.
    pub async fn run_jobs(&self) -> usize {
        self.running.runner.run_due().await
    }

    /// The mails that were sent, oldest first, each as its RFC 5322 text. Runs the jobs first.
    pub async fn outbox(&self) -> Vec<String> {
        self.run_jobs().await;
        self.home.outbox()
    }
}
