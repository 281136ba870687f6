//! The line to a mail server: no answer is longer than any has reason to be, and what is said in clear before the line is
//! encrypted is not taken for what is said after. Must not know what else is said.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes that may come before we say something again; an answer has 100 kB at most.
const MOST: usize = 256 << 10;
/// What asks for encryption (RFC 3207).
const START: &[u8] = b"STARTTLS\r\n";

/// A connection with its bounds.
#[derive(Debug)]
pub(super) struct Line<S> {
    stream: S,
    peer: SocketAddr,
    /// Bytes that may still come.
    left: usize,
    /// One line more, and everything after it is encrypted.
    is_last_in_clear: bool,
}

impl<S> Line<S> {
    pub(super) fn new(stream: S, peer: SocketAddr) -> Self {
        Self { stream, peer, left: MOST, is_last_in_clear: false }
    }

    /// Whether this may have come.
    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        let odd = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
        let left = self.left.checked_sub(bytes.len());
        self.left = left.ok_or_else(|| odd("the mail server says more than it was asked"))?;
        if !self.is_last_in_clear {
            return Ok(());
        }
        match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) if end + 1 < bytes.len() => {
                Err(odd("the mail server goes on in clear after it agreed to encrypt"))
            }
            Some(_) => {
                self.is_last_in_clear = false;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.pass(&buffer.filled()[before..])?;
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Line<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.left = MOST;
        self.is_last_in_clear = bytes == START;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin + std::fmt::Debug> AsyncTokioStream for Line<S> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

#[cfg(test)]
mod tests {
    use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
    use lettre::transport::smtp::extension::ClientId;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    use super::*;

    const HELLO: &str = "250-mail.example\r\n250 STARTTLS\r\n";

    /// Our side of a line to a server that says these things, each after it has heard something.
    async fn open(said: &'static [&'static str]) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let (ours, mut theirs): (DuplexStream, DuplexStream) = tokio::io::duplex(1 << 20);
        tokio::spawn(async move {
            let mut heard = [0; 1000];
            for words in said {
                let is_heard = theirs.write_all(words.as_bytes()).await.is_ok();
                if !is_heard || !matches!(theirs.read(&mut heard).await, Ok(1..)) {
                    return;
                }
            }
        });
        let line = Line::new(ours, SocketAddr::from(([127, 0, 0, 1], 25)));
        AsyncSmtpConnection::connect_with_transport(Box::new(line), &ClientId::default()).await
    }

    #[tokio::test]
    async fn an_answer_without_an_end_is_cut_off() {
        let endless: &'static str = String::leak("2".repeat(MOST + 10_000));
        let error = open(Vec::leak(vec![endless])).await.err().expect("no connection");
        assert!(format!("{error:?}").contains("says more than it was asked"), "{error:?}");
        open(&["220 hello\r\n", HELLO]).await.expect("a usual one");
    }

    #[tokio::test]
    async fn what_comes_in_clear_after_the_last_word_in_clear_is_refused() {
        let tls = || TlsParameters::new("mail.example".to_owned()).expect("parameters");
        let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        let injected = "220 go ahead\r\n250-mail.example\r\n250 AUTH PLAIN\r\n";
        let said = Vec::leak(vec!["220 hello\r\n", HELLO, injected]);
        let mut line = open(said).await.expect("a connection");
        let error = line.starttls(tls(), &ClientId::default()).await.expect_err("no encryption");
        assert!(format!("{error:?}").contains("goes on in clear"), "{error:?}");
        // As it should be, it gets as far as the handshake, at which this server hangs up.
        let mut line = open(&["220 hello\r\n", HELLO, "220 go ahead\r\n"]).await.expect("a connection");
        let error = line.starttls(tls(), &ClientId::default()).await.expect_err("nobody shakes hands");
        assert!(!format!("{error:?}").contains("in clear"), "{error:?}");
    }
}
