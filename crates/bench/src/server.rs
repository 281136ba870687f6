//! A server under test: started, asked, watched and stopped. Knows nothing of load or figures.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine;

pub struct Server {
    pub name: String,
    pub address: SocketAddr,
    child: Child,
    pub idle_mb: f64,
}

/// An address of 127.0.0.1 on which nobody listens.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

impl Server {
    /// Starts `command`, which listens on `address`, and waits until it answers `path`.
    pub fn start(name: &str, mut command: Command, address: SocketAddr, path: &str) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.spawn().with_context(|| format!("can't start {name}: {command:?}"))?;
        let mut server = Self { name: name.to_owned(), address, child, idle_mb: 0.0 };
        let started = Instant::now();
        while server.get(path, "").is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("{name} ended with {status}");
            }
            if started.elapsed() > Duration::from_secs(60) {
                bail!("{name} does not answer {path}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        server.idle_mb = server.resident_mb()?;
        Ok(server)
    }

    /// The body that `path` answers with 200.
    pub fn get(&self, path: &str, token: &str) -> Result<Vec<u8>> {
        let mut stream = TcpStream::connect(self.address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n",
            self.address
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").context("no end of headers")?;
        if !answer.starts_with(b"HTTP/1.1 200") {
            bail!("{} answered {}", self.name, String::from_utf8_lossy(&answer[..answer.len().min(600)]));
        }
        Ok(answer.split_off(end + 4))
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn processor_seconds(&self) -> Result<f64> {
        machine::processor_seconds(self.child.id())
    }

    pub fn resident_mb(&self) -> Result<f64> {
        machine::resident_mb(self.child.id())
    }

    /// Without the files that are mapped.
    pub fn own_mb(&self) -> Result<f64> {
        machine::own_mb(self.child.id())
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no handler runs, no buffer is written.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.wait()
    }

    /// Waits for its end.
    pub fn wait(&mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
