//! The line to a mail server: in clear or by TLS, and never more bytes from it than were asked for.
//! Must not know what is said.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

/// Bytes of an answer that holds no mail; also of what a server may say beside one.
pub(super) const USUAL: usize = 256 << 10;

pub(super) enum Way {
    Clear(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

pub(super) struct Stream {
    pub(super) way: Way,
    /// Bytes that may still come.
    left: usize,
    literals: Literals,
}

impl Stream {
    pub(super) fn new(way: Way) -> Self {
        Self { way, left: USUAL, literals: Literals::default() }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self.way, Way::Tls(_))
    }

    /// The next answer may have so many bytes.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }
}

/// More came, or was announced, than may come.
#[derive(Debug)]
pub(super) struct TooMuch;

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it says more than it was asked")
    }
}

impl std::error::Error for TooMuch {}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("is_encrypted", &self.is_encrypted()).finish()
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = match &mut self.way {
            Way::Clear(stream) => Pin::new(stream).poll_read(context, buffer),
            Way::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        };
        let read = buffer.filled().len() - before;
        let too_much = || Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, TooMuch)));
        let Some(left) = self.left.checked_sub(read) else { return too_much() };
        self.left = left;
        // Whoever reads makes room for what is announced, before any of it comes.
        if !self.literals.pass(&buffer.filled()[before..], left) {
            return too_much();
        }
        polled
    }
}

/// Follows what is said as far as it takes to see announced bytes (`{530}` at a line's end, RFC 3501).
#[derive(Default)]
struct Literals {
    /// Bytes of an announced text that are still to come.
    within: usize,
    /// The end of the line that is being said.
    tail: Vec<u8>,
}

/// `{`, as many digits as a number has, `}`, and the end of the line.
const TAIL: usize = 24;

impl Literals {
    /// Whether nothing is announced that is more than may still come: `left`, and what stands in `bytes` already.
    fn pass(&mut self, bytes: &[u8], left: usize) -> bool {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if self.within > 0 {
                let passed = self.within.min(rest.len());
                self.within -= passed;
                rest = &rest[passed..];
                continue;
            }
            rest = after;
            if self.tail.len() == TAIL {
                self.tail.remove(0);
            }
            self.tail.push(*byte);
            if *byte == b'\n' {
                self.within = announced(&self.tail).unwrap_or(0);
                self.tail.clear();
                if self.within > left.saturating_add(rest.len()) {
                    return false;
                }
            }
        }
        true
    }
}

fn announced(line: &[u8]) -> Option<usize> {
    let line = String::from_utf8_lossy(line);
    let (_, number) = line.trim_end_matches(['\r', '\n']).strip_suffix('}')?.rsplit_once('{')?;
    let number = number.trim_end_matches('+');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    // More than a number can hold is too much as well.
    is_number.then(|| number.parse().unwrap_or(usize::MAX))
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.way {
            Way::Clear(stream) => Pin::new(stream).poll_write(context, bytes),
            Way::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.way {
            Way::Clear(stream) => Pin::new(stream).poll_flush(context),
            Way::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.way {
            Way::Clear(stream) => Pin::new(stream).poll_shutdown(context),
            Way::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_announced_must_be_allowed() {
        let said = |pieces: &[&str], left: usize| {
            let mut literals = Literals::default();
            pieces.iter().all(|piece| literals.pass(piece.as_bytes(), left))
        };
        assert!(said(&["* OK hello\r\n* 1 FETCH (BODY[] {5}\r\nabcde)\r\n"], 100));
        assert!(!said(&["* 1 FETCH (BODY[] {530000000}\r\n"], 16 << 20));
        assert!(!said(&["* 1 FETCH (BODY[] {5300", "00000", "}\r", "\n"], 16 << 20));
        assert!(!said(&["* 1 FETCH (BODY[] {99999999999999999999}\r\n"], 100));
        // Within a text such words mean nothing, wherever it is cut.
        assert!(said(&["x {20}\r\na {900000}\r\nb\r\nabc", ")\r\n"], 100));
        assert!(said(&["x {14}\r\n", "a {900000}\r\nx", "y)\r\n"], 100));
    }
}
