//! Gives a mail to a channel's own mail server (RFC 5321), and tells whether it can have been taken where no answer came.
//! Connects only where the guard allows it. Must not know what is in a mail.

mod line;

use std::net::SocketAddr;
use std::time::Duration;

use channels::Config;
use channels::email::imap::Secret;
use channels::email::write::Written;
use channels::sending;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::Provider;
use line::Line;

/// For the connection, and for each command.
const PATIENCE: Duration = Duration::from_secs(15);
/// For everything before the mail itself: what takes longer has not been sent, and is tried again.
const ENVELOPE: Duration = Duration::from_secs(18);
/// For the mail itself, which may be large, and for the server to look at it.
const TRANSFER: Duration = Duration::from_secs(30);

/// A channel's way out.
pub(crate) struct Server {
    host: String,
    port: u16,
    /// TLS from the first byte on; otherwise by STARTTLS.
    is_tls: bool,
    username: String,
    secret: Option<Secret>,
}

/// Why a mail was not taken.
pub(crate) enum NotTaken {
    /// It never will be; a sentence for agents.
    Refused(String),
    Later(String),
    /// All of it was handed over, and no answer came.
    Lost(String),
}

impl Server {
    pub(crate) fn read(config: &Config) -> Option<Self> {
        let smtp = config.get("smtp")?;
        let text = |name: &str| smtp.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            host: text("host")?,
            port: smtp.get("port").and_then(Value::as_u64).and_then(|port| u16::try_from(port).ok()).unwrap_or(465),
            is_tls: smtp.get("tls").and_then(Value::as_bool).unwrap_or(true),
            username: text("username").unwrap_or_default(),
            secret: Secret::read(config, text("password").as_deref()),
        })
    }
}

/// What keeps a channel's mails from being handed over, as far as its server says before it is given one.
pub(crate) async fn trouble(provider: &Provider, config: &Config) -> Option<String> {
    let server = Server::read(config)?;
    let why = match timeout(ENVELOPE, open(provider, &server)).await {
        Ok(Ok(mut line)) => {
            let _ = timeout(Duration::from_secs(1), line.quit()).await;
            return None;
        }
        Ok(Err(NotTaken::Refused(why) | NotTaken::Later(why) | NotTaken::Lost(why))) => why,
        Err(_) => "The mail server does not answer.".to_owned(),
    };
    Some(format!("Mails can't be sent. {why}"))
}

/// Hands it over once.
pub(crate) async fn send(provider: &Provider, server: &Server, mail: &Written) -> Result<(), NotTaken> {
    let ready = async {
        let mut line = open(provider, server).await?;
        envelope(&mut line, mail).await?;
        Ok(line)
    };
    let mut line = match timeout(ENVELOPE, ready).await {
        Ok(ready) => ready?,
        Err(_) => return Err(later("the mail server does not answer in time")),
    };
    let sent = hand_over(&mut line, mail).await;
    let _ = timeout(Duration::from_secs(1), line.quit()).await;
    sent
}

async fn open(provider: &Provider, server: &Server) -> Result<AsyncSmtpConnection, NotTaken> {
    let addresses = provider.mail_addresses(&server.host, server.port).await.map_err(|error| match error {
        outbound::Error::Refused(refused) => NotTaken::Refused(format!("The mail server can't be used: {refused}.")),
        error => later(error),
    })?;
    let is_here = addresses.iter().all(|address| address.ip().is_loopback());
    let (stream, hello) = (connect(provider, server, &addresses).await?, ClientId::default());
    let mut line = AsyncSmtpConnection::connect_with_transport(stream, &hello).await.map_err(later)?;
    if !server.is_tls && line.can_starttls() {
        line.starttls(tls(provider, &server.host).map_err(later)?, &hello).await.map_err(later)?;
    }
    if !server.username.is_empty() {
        if !server.is_tls && !line.is_encrypted() && !is_here {
            let why = "The mail server offers no encryption, so that it was not told the password.";
            return Err(NotTaken::Refused(why.to_owned()));
        }
        sign_in(provider, server, &mut line).await?;
    }
    Ok(line)
}

/// A connection, encrypted where that is how it begins.
async fn connect(
    provider: &Provider,
    server: &Server,
    addresses: &[SocketAddr],
) -> Result<Box<dyn AsyncTokioStream>, NotTaken> {
    let connected = timeout(PATIENCE, TcpStream::connect(addresses)).await;
    let socket = connected.map_err(|_| later("the mail server can't be reached"))?.map_err(later)?;
    let peer = socket.peer_addr().map_err(later)?;
    if !server.is_tls {
        return Ok(Box::new(Line::new(socket, peer)));
    }
    let name = ServerName::try_from(server.host.clone()).map_err(later)?;
    let tls = TlsConnector::from(provider.authorities().tls().map_err(later)?);
    Ok(Box::new(Line::new(tls.connect(name, socket).await.map_err(later)?, peer)))
}

async fn sign_in(provider: &Provider, server: &Server, line: &mut AsyncSmtpConnection) -> Result<(), NotTaken> {
    let (mechanisms, shown): (&[Mechanism], String) = match &server.secret {
        Some(Secret::Oauth(oauth)) => {
            let found = provider.tokens.find(provider, oauth).await;
            let token = found.map_err(|error| match error {
                sending::Error::Rejected(why) => NotTaken::Refused(why),
                sending::Error::Later { reason, .. } => later(reason),
            })?;
            (&[Mechanism::Xoauth2], token)
        }
        Some(Secret::Password(password)) => (DEFAULT_MECHANISMS, password.clone()),
        None => (DEFAULT_MECHANISMS, String::new()),
    };
    let answer = line.auth(mechanisms, &Credentials::new(server.username.clone(), shown)).await;
    accepted(answer).map_err(|error| match error {
        NotTaken::Refused(words) => {
            if let Some(Secret::Oauth(oauth)) = &server.secret {
                provider.tokens.forget(oauth);
            }
            NotTaken::Refused(format!("The mail server does not accept the channel's user name and password: {words}"))
        }
        other => other,
    })
}

fn tls(provider: &Provider, host: &str) -> Result<TlsParameters, SmtpError> {
    let parameters = TlsParameters::builder(host.to_owned());
    match provider.authorities().pem() {
        [] => parameters.build(),
        pem => parameters.add_root_certificate(Certificate::from_pem(pem)?).build(),
    }
}

/// Whom it is from and for; the server then waits for the mail.
async fn envelope(line: &mut AsyncSmtpConnection, mail: &Written) -> Result<(), NotTaken> {
    let address = |text: &str| text.parse().map_err(|_| NotTaken::Refused(format!("{text} is no e-mail address.")));
    command(line.command(Mail::new(Some(address(&mail.from)?), Vec::new()))).await?;
    for recipient in &mail.recipients {
        command(line.command(Rcpt::new(address(recipient)?, Vec::new()))).await?;
    }
    command(line.command(Data)).await
}

async fn hand_over(line: &mut AsyncSmtpConnection, mail: &Written) -> Result<(), NotTaken> {
    match timeout(TRANSFER, line.message(&mail.bytes)).await {
        Ok(answer @ Ok(_)) => accepted(answer),
        // The server has said so itself.
        Ok(Err(error)) if error.status().is_some() => accepted(Err(error)),
        Ok(Err(error)) => Err(NotTaken::Lost(error.to_string())),
        Err(_) => Err(NotTaken::Lost("no answer in time".to_owned())),
    }
}

async fn command(answer: impl Future<Output = Result<Response, SmtpError>>) -> Result<(), NotTaken> {
    match timeout(PATIENCE, answer).await {
        Ok(answer) => accepted(answer),
        Err(_) => Err(later("the mail server does not answer")),
    }
}

/// What the server has said.
fn accepted(answer: Result<Response, SmtpError>) -> Result<(), NotTaken> {
    let error = match answer {
        Ok(answer) if answer.is_positive() => return Ok(()),
        Ok(answer) => {
            let words = answer.message().collect::<Vec<_>>().join(" ");
            let is_final = answer.code().to_string().starts_with('5');
            let said = format!("{} {words}", answer.code());
            return Err(if is_final { refused(&said) } else { later(said) });
        }
        Err(error) => error,
    };
    Err(if error.is_permanent() { refused(&error) } else { later(error) })
}

fn refused(words: &dyn std::fmt::Display) -> NotTaken {
    NotTaken::Refused(format!("The mail server has refused it: {words}"))
}

fn later(words: impl std::fmt::Display) -> NotTaken {
    NotTaken::Later(format!("The mail can't be handed over yet: {words}"))
}
