//! The real binary as a child process. Knows its flags and nothing of what it serves.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::rig::http;

pub struct Pingback {
    child: Child,
    pub url: String,
    listen: String,
    settings: Settings,
}

/// Names and values of the environment.
pub type Settings = Vec<(&'static str, String)>;

impl Pingback {
    /// Starts it on a free port and waits for its first answer.
    pub async fn start(data: &Path) -> Self {
        Self::start_with(data, Vec::new()).await
    }

    pub async fn start_with(data: &Path, settings: Settings) -> Self {
        let listen = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port");
        Self::listen(data, listen.to_string(), settings).await
    }

    /// The same address again, after a kill.
    pub async fn start_again(data: &Path, killed: Self) -> Self {
        Self::listen(data, killed.listen.clone(), killed.settings.clone()).await
    }

    async fn listen(data: &Path, listen: String, settings: Settings) -> Self {
        let child = command(data)
            .args(["serve", "--listen", &listen])
            .env("PINGBACK_RATE_LIMITS", "off")
            .env("PINGBACK_PASSWORD_MEMORY", "64 KiB")
            .env("PINGBACK_LOG", "error")
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut server = Self { child, url: format!("http://{listen}"), listen, settings };
        server.wait_until_ready().await;
        server
    }

    async fn wait_until_ready(&mut self) {
        let client = http::client();
        let started = Instant::now();
        loop {
            let answer = client.get(format!("{}/readyz", self.url)).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            let ended = self.child.try_wait().expect("a child");
            assert_eq!(ended, None, "the program ended instead of serving");
            assert!(started.elapsed() < Duration::from_secs(20), "the program does not answer");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// SIGKILL: no handler runs, no buffer is written.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

impl Drop for Pingback {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pingback"));
    command.stdin(Stdio::null()).current_dir(data);
    command.env("PINGBACK_DATA", data);
    command
}

/// Runs `pingback doctor`, which runs SQLite's integrity check among others.
pub fn doctor_finds_nothing(data: &Path) {
    let output = command(data).arg("doctor").output().expect("doctor runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
