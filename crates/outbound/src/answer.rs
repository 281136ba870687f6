//! An answer whose head is here: its body is read in pieces, never more of it and never longer than the request said.
//! Must not know what the answer means.

use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Response, StatusCode, Url};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};

use crate::error::{Error, Result};
use crate::request::failure;

pub struct Answer {
    response: Response,
    deadline: Instant,
    limit: u64,
    left: u64,
}

/// Its status only: the URL may hold a secret.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Answer").field(&self.status()).finish()
    }
}

impl Answer {
    pub(crate) fn new(response: Response, deadline: Instant, limit: u64) -> Self {
        Self { response, deadline, limit, left: limit }
    }

    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// A header as text, if there is one that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name).and_then(|value| value.to_str().ok())
    }

    /// Where it came from in the end.
    pub fn url(&self) -> &Url {
        self.response.url()
    }

    /// The next piece of the body; none at its end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        if self.response.content_length().is_some_and(|left| left > self.left) {
            return Err(Error::TooLarge { limit: self.limit });
        }
        let chunk = timeout_at(self.deadline, self.response.chunk()).await;
        let chunk = chunk.map_err(|_| Error::Timeout { sent: true })?.map_err(|error| failure(error, true))?;
        let size = chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        self.left = self.left.checked_sub(size).ok_or(Error::TooLarge { limit: self.limit })?;
        Ok(chunk)
    }

    /// The whole body.
    pub async fn bytes(mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// The whole body as JSON, whatever its type is said to be.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T> {
        let bytes = self.bytes().await?;
        serde_json::from_slice(&bytes).map_err(|error| Error::Garbled(error.to_string()))
    }
}
