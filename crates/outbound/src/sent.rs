//! Has any of a request left yet? A body that notes when the connection takes it: HTTP/1 writes nothing before that,
//! HTTP/2 at most the headers. Must not know what the body holds.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use reqwest::Body;

/// The answer to "may the other side have heard?".
#[derive(Clone)]
pub(crate) struct Sent(Arc<AtomicBool>);

impl Sent {
    /// Of a request without a body nobody can tell once there is a connection: it counts as sent.
    pub fn unknown() -> Self {
        Self(Arc::new(true.into()))
    }

    pub fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The same body, and a note that is made as soon as it is asked for.
pub(crate) fn noted(body: Body) -> (Body, Sent) {
    if body.is_end_stream() {
        return (body, Sent::unknown());
    }
    let sent = Sent(Arc::default());
    (Body::wrap(Noting { body, sent: sent.clone() }), sent)
}

struct Noting {
    body: Body,
    sent: Sent,
}

impl http_body::Body for Noting {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<reqwest::Result<Frame<Bytes>>>> {
        self.sent.0.store(true, Ordering::Release);
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
