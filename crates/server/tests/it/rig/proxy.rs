//! A line that breaks: passes on what goes through it, and cuts it after so many bytes when it is told to.
//! Knows no protocol.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Ends with the test's runtime.
#[derive(Clone)]
pub struct Proxy {
    pub port: u16,
    /// Bytes from the server that still pass before the next cut; negative: no cut.
    left: Arc<AtomicI64>,
    cuts: Arc<AtomicUsize>,
}

impl Proxy {
    pub async fn start(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let proxy = Self { port, left: Arc::new(AtomicI64::new(-1)), cuts: Arc::default() };
        let passing = proxy.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(passing.clone().pass(client, to));
            }
        });
        proxy
    }

    /// The line that gets so many more bytes from the server is cut, once.
    pub fn cut_after(&self, bytes: i64) {
        self.left.store(bytes, Ordering::SeqCst);
    }

    pub fn cuts(&self) -> usize {
        self.cuts.load(Ordering::SeqCst)
    }

    async fn pass(self, client: TcpStream, to: u16) {
        let Ok(server) = TcpStream::connect(("127.0.0.1", to)).await else { return };
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let up = tokio::spawn(async move { tokio::io::copy(&mut from_client, &mut to_server).await });
        let mut buffer = vec![0; 16 << 10];
        while let Ok(read @ 1..) = from_server.read(&mut buffer).await {
            if self.left.load(Ordering::SeqCst) >= 0 {
                let left = self.left.fetch_sub(read as i64, Ordering::SeqCst) - read as i64;
                if left < 0 {
                    self.cuts.fetch_add(1, Ordering::SeqCst);
                    break;
                }
            }
            if to_client.write_all(&buffer[..read]).await.is_err() {
                break;
            }
        }
        up.abort();
    }
}
