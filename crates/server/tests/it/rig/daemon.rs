//! A server from Debian's packages as a child of the test: in a process group of its own, gone with the test.
//! Knows no server.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Longest wait for a start or an end.
const PATIENCE: Duration = Duration::from_secs(15);

pub struct Daemon {
    child: Child,
}

impl Daemon {
    /// Starts a program that stays in the foreground, and waits until somebody listens on the port. The system ends it
    /// with the thread that calls this: the test's own.
    pub fn start(program: &Path, arguments: &[&str], libraries: Option<&Path>, port: u16) -> Self {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM"]).arg(program).args(arguments).stdin(Stdio::null()).process_group(0);
        if let Some(libraries) = libraries {
            command.env("LD_LIBRARY_PATH", libraries);
        }
        let child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut daemon = Self { child };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = daemon.child.try_wait().expect("a child");
            assert!(ended.is_none(), "{} ended instead of serving; run scripts/packages as root", program.display());
            assert!(started.elapsed() < PATIENCE, "{} does not listen", program.display());
            std::thread::sleep(Duration::from_millis(10));
        }
        daemon
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let pid = Pid::from_child(&self.child);
        let _gone = kill_process(pid, Signal::TERM);
        let told = Instant::now();
        while self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            if told.elapsed() > PATIENCE {
                let _ = self.child.kill();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A port of 127.0.0.1 that nobody has. Below those that the system gives to whoever asks for any.
pub fn free_port() -> u16 {
    loop {
        let mut bytes = [0; 2];
        getrandom::fill(&mut bytes).expect("randomness");
        let port = 15_000 + u16::from_le_bytes(bytes) % 16_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// The number of a user of this machine.
pub fn user(name: &str) -> u32 {
    let users = std::fs::read_to_string("/etc/passwd").expect("a list of users");
    let mut lines = users.lines().map(|line| line.split(':'));
    let found = lines.find_map(|mut fields| (fields.next() == Some(name)).then(|| fields.nth(1)?.parse().ok())?);
    found.unwrap_or_else(|| panic!("no user {name}: run scripts/packages as root"))
}
