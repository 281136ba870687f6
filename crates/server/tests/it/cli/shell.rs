//! The built program, run as somebody at a command line would, on a data folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::rig::Home;

/// A data folder of its own and the program on it.
pub struct Shell {
    pub folder: TempDir,
    database_url: Option<String>,
}

impl Shell {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), database_url: None }
    }

    pub fn on(home: &Home) -> Self {
        Self { database_url: home.database_url(), ..Self::new() }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with cheap passwords and nothing of this process's own settings.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pingback"));
        command.args(words).current_dir(self.folder.path()).env_clear().env("PATH", "/usr/bin:/bin");
        command
            .env("PINGBACK_DATA", self.data())
            .env("PINGBACK_PASSWORD_MEMORY", "64KiB")
            .env("PINGBACK_PASSWORD_PASSES", "1");
        if let Some(url) = &self.database_url {
            command.env("PINGBACK_DATABASE_URL", url);
        }
        command
    }

    pub fn run(&self, words: &[&str]) -> Said {
        Said::of(self.command(words).stdin(Stdio::null()).output().expect("the program starts"))
    }

    /// Starts the server and waits until it answers.
    pub fn serve(&self, words: &[&str]) -> Server {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.args(words);
        Server::start(command)
    }
}

pub struct Said {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { ok: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    pub fn well(self) -> String {
        assert!(self.ok, "{}{}", self.out, self.err);
        self.out
    }

    /// Asserts that it failed with one sentence and an advice, each with such words in it, and without a backtrace.
    #[track_caller]
    pub fn refused(self, what: &str, advice: &str) {
        assert!(!self.ok, "{}", self.out);
        let lines: Vec<&str> = self.err.lines().filter(|line| !line.starts_with("warning")).collect();
        assert_eq!(lines.len(), 2, "{}", self.err);
        assert!(lines[0].starts_with("error: ") && lines[0].contains(what), "{}", self.err);
        assert!(lines[1].starts_with("  ") && lines[1].contains(advice), "{}", self.err);
    }
}

/// Ends with the test, whatever happens.
pub struct Server {
    pub child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts it and waits until it answers.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a server");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines();
        let address = lines.find_map(|line| Some(line.ok()?.strip_prefix("Pingback serves on http://")?.to_owned()));
        // Somebody has to read on, or a talkative server would wait for it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.expect("it serves") }
    }

    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).expect("a connection")
    }

    pub fn post(&self, path: &str, body: &str) -> String {
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    pub fn get(&self, path: &str, token: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n"
        ))
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Tells it to stop; how long that took, and whether it ended well.
    pub fn terminate(&mut self) -> (Duration, bool) {
        let started = Instant::now();
        Command::new("kill").arg(self.child.id().to_string()).status().expect("kill");
        let status = self.child.wait().expect("its end");
        (started.elapsed(), status.success())
    }

    /// What it has printed by its end.
    pub fn printed(&mut self) -> String {
        let mut out = String::new();
        self.child.stdout.take().expect("its output").read_to_string(&mut out).expect("UTF-8");
        out
    }
}
