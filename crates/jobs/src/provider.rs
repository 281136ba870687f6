//! Talks to a provider: one request, its answer, and whether it can have been heard where no answer came.
//! Knows nothing of what any provider is asked.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use channels::oauth::{self, Keys};
use channels::sending::{Body, File};
use channels::{Answer, Gateways, Request};
use http::Method;
use model::{Clock, Time};
use outbound::{Client, header};
use uuid::Uuid;

use crate::room::Room;
use crate::tokens::Tokens;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Longest way of a file from there to here.
const FETCH: Duration = Duration::from_secs(40);

/// Bytes of files that jobs have in memory at once, of small ones and of large ones: four mails with 25 MiB each. Written
/// as a mail they take about four times as much.
const MEMORY: (usize, usize) = (64 << 20, 100 << 20);

/// Providers, and the way there. Clones share connections.
#[derive(Clone)]
pub struct Provider {
    client: Client,
    pub(crate) tokens: Tokens,
    /// For mails and files that are read to be handed on.
    pub(crate) room: Arc<Room>,
    pub own: Own,
}

/// What this server knows of providers and of itself.
#[derive(Clone)]
pub struct Own {
    pub gateways: Gateways,
    pub clock: Clock,
    /// Bytes of a file that is fetched, at most.
    pub largest: u64,
    /// The signed address of an attachment.
    pub link: Link,
    /// Makes the ids and addresses by which answers to our mails are known.
    pub mail_key: [u8; 32],
}

/// Makes an attachment's address.
pub type Link = Arc<dyn Fn(Uuid) -> String + Send + Sync>;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The request never left.
    NotSent(String),
    /// It may have been heard.
    Lost(String),
}

impl Provider {
    pub fn new(client: Client, own: Own) -> Self {
        let room = Arc::new(Room::new(MEMORY.0, MEMORY.1));
        Self { client, tokens: Tokens::default(), room, own }
    }

    /// Asks once, over https unless the host is an exception; redirects are not followed. What went wrong is told without the address, which may hold a secret.
    pub async fn ask(&self, request: &Request) -> Result<Answer, NoAnswer> {
        let now = (self.own.clock)();
        let asked = match &request.body {
            Body::None => self.client.get(&request.url),
            Body::Delete => self.client.request(Method::DELETE, &request.url),
            Body::Json(json) => self.client.post(&request.url).json(json),
            Body::Multipart { fields, name, file } => {
                let (content_type, body) = multipart(fields, name, file);
                self.client.post(&request.url).header(header::CONTENT_TYPE, &content_type).body(body)
            }
            Body::Form(pairs) => {
                let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                let asked = self.client.post(&request.url).body(form);
                asked.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            }
        };
        let asked = authorized(asked.https_only().timeout(PATIENCE), request, now);
        let answer = asked.send().await.map_err(no_answer)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.map_err(|error| NoAnswer::Lost(error.to_string()))?;
        Ok(Answer { status, headers, body, at: now })
    }

    /// Where a mail server may be connected to.
    pub async fn mail_addresses(&self, host: &str, port: u16) -> outbound::Result<Vec<SocketAddr>> {
        self.client.guard().addresses(host, port).await
    }

    /// Whose certificates are believed, of mail servers too.
    pub fn authorities(&self) -> &outbound::Authorities {
        self.client.authorities()
    }

    /// A request for a public page of somebody whom nobody has agreed with.
    pub(crate) fn page(&self, url: &str) -> outbound::Request {
        self.client.get(url)
    }

    /// The head of a file's answer; redirects are followed, though the credentials stay with the first host.
    pub async fn fetch(&self, request: &Request) -> outbound::Result<outbound::Answer> {
        let now = (self.own.clock)();
        let asked = self.client.get(&request.url).follow_redirects().limit(self.own.largest.saturating_add(1));
        authorized(asked.https_only().timeout(FETCH), request, now).send().await
    }
}

/// A form with a file (RFC 7578), and its content type.
fn multipart(fields: &[(&'static str, String)], name: &str, file: &File) -> (String, Vec<u8>) {
    let boundary = format!("pingback-{}", Uuid::new_v4().simple());
    let mut body = Vec::with_capacity(file.bytes.len() + 2_000);
    for (name, value) in fields {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    let filename = file.filename.replace('"', "%22").replace(['\r', '\n'], " ");
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n\
         Content-Type: {}\r\n\r\n",
        file.content_type
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(&file.bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

fn authorized(asked: outbound::Request, request: &Request, now: Time) -> outbound::Request {
    match (&request.signer, &request.authorization) {
        (Some(keys), _) => asked.header(header::AUTHORIZATION, &signed(keys, request, now)),
        (None, Some(authorization)) => asked.header(header::AUTHORIZATION, authorization),
        (None, None) => asked,
    }
}

fn signed(keys: &Keys, request: &Request, now: Time) -> String {
    let method = match request.body {
        Body::None => "GET",
        Body::Delete => "DELETE",
        Body::Json(_) | Body::Form(_) | Body::Multipart { .. } => "POST",
    };
    let form: Vec<(&str, &str)> = match &request.body {
        Body::Form(pairs) => pairs.iter().map(|(name, value)| (*name, value.as_str())).collect(),
        _ => Vec::new(),
    };
    let nonce = Uuid::new_v4().simple().to_string();
    oauth::authorization(keys, method, &request.url, &form, &nonce, now.0 / 1_000_000)
}

fn no_answer(error: outbound::Error) -> NoAnswer {
    let told = error.to_string();
    if error.may_have_arrived() { NoAnswer::Lost(told) } else { NoAnswer::NotSent(told) }
}
