//! A conversation with an IMAP server (RFC 3501): opened to addresses that the guard allows, signed in, one command at a
//! time, each with a limit of time and of bytes. Must not know whose mails they are.

use std::time::Duration;

use async_imap::error::Error as ImapError;
use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response, Status};
use async_imap::{Authenticator, Client, Session};
use channels::email::imap::{self, Account, Secret};
use channels::email::oauth;
use channels::sending;
use model::Time;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::stream::{Stream, Way};
use crate::Provider;

/// For a connection, and for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Slowest line for a large mail.
const BYTES_PER_SECOND: usize = 32 << 10;

/// Why a mailbox can't be looked into; each a sentence for its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The owner has to change something.
    Lasting(String),
    /// It may pass by itself.
    Passing(String),
    /// The server said no to a command, in these words.
    Refused(String),
}

pub(super) struct Line {
    session: Session<Stream>,
    /// It tells of new mails by itself (RFC 2177).
    pub(super) can_idle: bool,
}

/// A folder as it is opened.
pub(super) struct Opened {
    pub(super) uid_validity: i64,
    /// The number that the next mail gets.
    pub(super) uid_next: Option<i64>,
}

/// What is told of a mail without its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) uid: i64,
    pub(super) size: usize,
    pub(super) came_at: Option<Time>,
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

impl Line {
    pub(super) async fn open(provider: &Provider, account: &Account) -> Result<Self, Trouble> {
        let slow = || Trouble::Passing(format!("{} does not answer.", account.host));
        timeout(PATIENCE * 2, Self::connect(provider, account)).await.map_err(|_| slow())?
    }

    async fn connect(provider: &Provider, account: &Account) -> Result<Self, Trouble> {
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
        Ok(Self { can_idle: can.has_str("IDLE"), session })
    }

    /// Opens a folder without leave to change anything in it.
    pub(super) async fn examine(&mut self, folder: &str) -> Result<Opened, Trouble> {
        let (mut uid_validity, mut uid_next) = (None, None);
        self.command(&format!("EXAMINE {}", imap::quoted(folder)), 0, |response| {
            use async_imap::imap_proto::ResponseCode;
            if let Response::Data { outcome, .. } = response {
                match &outcome.code {
                    Some(ResponseCode::UidValidity(number)) => uid_validity = Some(i64::from(*number)),
                    Some(ResponseCode::UidNext(number)) => uid_next = Some(i64::from(*number)),
                    _ => {}
                }
            }
        })
        .await
        .map_err(|trouble| match trouble {
            Trouble::Refused(words) => Trouble::Lasting(format!("The folder {folder} can't be opened: {words}")),
            other => other,
        })?;
        let lacks = || Trouble::Lasting(format!("The folder {folder} does not number its mails."));
        Ok(Opened { uid_validity: uid_validity.ok_or_else(lacks)?, uid_next })
    }

    /// The numbers of mails by what is asked, in order.
    pub(super) async fn search(&mut self, asked: &str) -> Result<Vec<i64>, Trouble> {
        let mut found = Vec::new();
        self.command(&format!("UID SEARCH {asked}"), 0, |response| {
            if let Response::MailboxData(MailboxDatum::Search(numbers)) = response {
                found.extend(numbers.iter().map(|number| i64::from(*number)));
            }
        })
        .await?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// What is told of these mails, in order; those that are gone are not in it.
    pub(super) async fn told(&mut self, uids: &[i64]) -> Result<Vec<Told>, Trouble> {
        let list = uids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let mut all = Vec::new();
        self.command(&format!("UID FETCH {list} (UID RFC822.SIZE INTERNALDATE)"), 0, |response| {
            let Response::Fetch(_, values) = response else { return };
            let (mut one, mut parts) = (Told::default(), 0);
            for value in values {
                match value {
                    AttributeValue::Uid(uid) => (one.uid, parts) = (i64::from(*uid), parts + 1),
                    AttributeValue::Rfc822Size(size) => (one.size, parts) = (*size as usize, parts + 1),
                    AttributeValue::InternalDate(date) => one.came_at = imap::internal_date(date),
                    _ => {}
                }
            }
            // News of flags come along, without a size.
            if parts == 2 && uids.contains(&one.uid) {
                all.push(one);
            }
        })
        .await?;
        all.sort_unstable_by_key(|one: &Told| one.uid);
        Ok(all)
    }

    /// A mail, `BODY.PEEK[]`, or a part of it; none where the server has none.
    pub(super) async fn fetch(&mut self, uid: i64, part: &str, size: usize) -> Result<Option<Vec<u8>>, Trouble> {
        let mut found = None;
        // Some servers count the ends of lines once.
        self.command(&format!("UID FETCH {uid} (UID {part})"), size + size / 4, |response| {
            let Response::Fetch(_, values) = response else { return };
            for value in values {
                if let AttributeValue::BodySection { data: Some(data), .. } = value {
                    found = Some(data.to_vec());
                }
            }
        })
        .await?;
        Ok(found)
    }

    /// Waits until the server tells of a change, or so long.
    pub(super) async fn idle(&mut self, longest: Duration) -> Result<(), Trouble> {
        self.session.get_mut().allow(0);
        let id = self.session.run_command("IDLE").await.map_err(told)?;
        let news = async {
            loop {
                let answer = self.session.read_response().await.map_err(cut)?.ok_or_else(hung_up)?;
                match answer.parsed() {
                    Response::MailboxData(MailboxDatum::Exists(_) | MailboxDatum::Recent(_)) => return Ok(()),
                    Response::Done { tag, .. } if *tag == id => {
                        return Err(Trouble::Passing("It listens no more.".into()));
                    }
                    Response::Data { status: Status::Bye, .. } => return Err(hung_up()),
                    _ => {}
                }
            }
        };
        if let Ok(Err(trouble)) = timeout(longest, news).await {
            return Err(trouble);
        }
        self.session.run_command_untagged("DONE").await.map_err(told)?;
        let done = async {
            loop {
                let answer = self.session.read_response().await.map_err(cut)?.ok_or_else(hung_up)?;
                if matches!(answer.parsed(), Response::Done { tag, .. } if *tag == id) {
                    return Ok(());
                }
            }
        };
        timeout(PATIENCE, done).await.map_err(|_| silent())?
    }

    pub(super) async fn leave(mut self) {
        let _ = timeout(Duration::from_secs(2), self.session.logout()).await;
    }

    /// Says a command and reads all that is answered. `more`: bytes of the mail in it.
    async fn command(
        &mut self,
        command: &str,
        more: usize,
        mut each: impl FnMut(&Response<'_>),
    ) -> Result<(), Trouble> {
        self.session.get_mut().allow(more);
        let longest = PATIENCE + Duration::from_secs((more / BYTES_PER_SECOND) as u64);
        let answered = async {
            let id = self.session.run_command(command).await.map_err(told)?;
            loop {
                let answer = self.session.read_response().await.map_err(cut)?.ok_or_else(hung_up)?;
                match answer.parsed() {
                    Response::Done { tag, status, outcome } if *tag == id => {
                        let words = outcome.information.as_deref().unwrap_or("no");
                        return if *status == Status::Ok { Ok(()) } else { Err(Trouble::Refused(short(words))) };
                    }
                    Response::Data { status: Status::Bye, .. } => return Err(hung_up()),
                    other => each(other),
                }
            }
        };
        timeout(longest, answered).await.map_err(|_| silent())?
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

/// The server's own words out of the library's.
fn said(words: &str) -> String {
    let within = words.split_once("info: Some(\"").and_then(|(_, rest)| rest.rsplit_once("\")"));
    short(within.map_or(words, |(within, _)| within))
}

fn short(words: &str) -> String {
    words.chars().take(300).collect()
}

fn told(error: ImapError) -> Trouble {
    match error {
        ImapError::No(words) | ImapError::Bad(words) => Trouble::Refused(said(&words)),
        ImapError::ConnectionLost => hung_up(),
        ImapError::Io(error) => cut(error),
        error => Trouble::Passing(format!("The mail server can't be understood: {}", short(&error.to_string()))),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn cut(error: std::io::Error) -> Trouble {
    Trouble::Passing(format!("The connection to the mail server broke: {}", short(&error.to_string())))
}

fn hung_up() -> Trouble {
    Trouble::Passing("The mail server has ended the connection.".to_owned())
}

fn silent() -> Trouble {
    Trouble::Passing("The mail server does not answer.".to_owned())
}
