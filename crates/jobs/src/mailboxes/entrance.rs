//! The way into a mailbox: to addresses that the guard allows, in secret, signed in with a password or a token.
//! Must not know what is asked there.

use async_imap::error::Error as ImapError;
use async_imap::imap_proto::{Response, Status};
use async_imap::{Authenticator, Client, Session};
use channels::email::imap::{Account, Secret};
use channels::email::oauth;
use channels::sending;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::line::{Line, PATIENCE, Trouble, hung_up, said, told};
use super::stream::{Stream, Way};
use crate::Provider;

pub(super) async fn open(provider: &Provider, account: &Account) -> Result<Line, Trouble> {
    let slow = || Trouble::Passing(format!("{} does not answer.", account.host));
    timeout(PATIENCE * 2, connect(provider, account)).await.map_err(|_| slow())?
}

async fn connect(provider: &Provider, account: &Account) -> Result<Line, Trouble> {
    let host = &account.host;
    let found = provider.mail_addresses(host, account.port).await;
    let addresses = found.map_err(|error| match error {
        outbound::Error::Refused(refused) => Trouble::Lasting(format!("The mail server can't be used: {refused}.")),
        error => Trouble::Passing(format!("The mail server can't be found: {error}.")),
    })?;
    let unreached = |error: std::io::Error| Trouble::Passing(format!("{host} can't be reached: {error}."));
    let socket = TcpStream::connect(&addresses[..]).await.map_err(unreached)?;
    let is_here = addresses.iter().all(|address| address.ip().is_loopback());
    let way = if account.is_tls { encrypt(provider, host, socket).await? } else { Way::Clear(socket) };
    let mut client = Client::new(Stream::new(way));
    match client.read_response().await {
        Ok(Some(greeting)) if matches!(greeting.parsed(), Response::Data { status: Status::Ok, .. }) => {}
        Ok(_) => return Err(Trouble::Passing(format!("{host} does not greet as an IMAP server."))),
        Err(error) => return Err(unreached(error)),
    }
    if !account.is_tls {
        client = start_tls(provider, host, client, is_here).await?;
    }
    let mut session = sign_in(provider, account, client).await?;
    let can = session.capabilities().await.map_err(told)?;
    Ok(Line::new(session, can.has_str("IDLE")))
}

struct Shown(String);

impl Authenticator for Shown {
    type Response = String;

    /// After the first answer nothing more is said: to a server that refuses, and explains itself first, this is the
    /// empty line that it waits for.
    fn process(&mut self, _: &[u8]) -> String {
        std::mem::take(&mut self.0)
    }
}

async fn encrypt(provider: &Provider, host: &str, socket: TcpStream) -> Result<Way, Trouble> {
    let tls = provider.authorities().tls().map_err(|error| Trouble::Passing(format!("TLS can't be used: {error}.")))?;
    let name = ServerName::try_from(host.to_owned());
    let name = name.map_err(|_| Trouble::Lasting(format!("{host} can't be the name of a certificate.")))?;
    let stream = TlsConnector::from(tls).connect(name, socket).await.map_err(|error| {
        let is_certificate = error.to_string().contains("certificate");
        let why = format!("{host} can't be talked to in secret: {error}.");
        if is_certificate { Trouble::Lasting(why) } else { Trouble::Passing(why) }
    })?;
    Ok(Way::Tls(Box::new(stream)))
}

/// A server on this machine may be talked to in clear.
async fn start_tls(
    provider: &Provider,
    host: &str,
    mut client: Client<Stream>,
    is_here: bool,
) -> Result<Client<Stream>, Trouble> {
    match client.run_command_and_check_ok("STARTTLS", None).await {
        Ok(()) => {}
        Err(ImapError::No(_) | ImapError::Bad(_)) if is_here => return Ok(client),
        Err(ImapError::No(_) | ImapError::Bad(_)) => {
            let why = "The mail server offers no encryption, so that it was not told the password.";
            return Err(Trouble::Lasting(why.to_owned()));
        }
        Err(error) => return Err(told(error)),
    }
    // What was said in clear after the answer is thrown away with the client.
    let Way::Clear(socket) = client.into_inner().way else { return Err(hung_up()) };
    Ok(Client::new(Stream::new(encrypt(provider, host, socket).await?)))
}

async fn sign_in(provider: &Provider, account: &Account, client: Client<Stream>) -> Result<Session<Stream>, Trouble> {
    let username = &account.username;
    let signed_in = match &account.secret {
        Secret::Password(password) if username.is_ascii() && password.is_ascii() => {
            client.login(username, password).await
        }
        Secret::Password(password) => client.authenticate("PLAIN", Shown(format!("\0{username}\0{password}"))).await,
        Secret::Oauth(oauth) => {
            let token = provider.tokens.find(provider, oauth).await.map_err(|error| match error {
                sending::Error::Rejected(why) => Trouble::Lasting(why),
                sending::Error::Later { reason, .. } => Trouble::Passing(reason),
            })?;
            client.authenticate("XOAUTH2", Shown(oauth::xoauth2(username, &token))).await
        }
    };
    signed_in.map_err(|(error, _)| match error {
        ImapError::No(words) | ImapError::Bad(words) => {
            if let Secret::Oauth(oauth) = &account.secret {
                provider.tokens.forget(oauth);
            }
            let said = said(&words);
            Trouble::Lasting(format!("The mail server does not accept the channel's user name and password: {said}"))
        }
        error => told(error),
    })
}
