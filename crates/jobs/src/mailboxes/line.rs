//! A conversation with an IMAP server (RFC 3501): one command at a time, each with a limit of time and of bytes.
//! Must not know how it was opened, nor whose mails they are.

use std::io::ErrorKind;
use std::time::Duration;

use async_imap::Session;
use async_imap::error::Error as ImapError;
use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response, Status};
use channels::email::imap;
use model::Time;
use tokio::time::timeout;

use super::stream::{Stream, TooMuch, USUAL};

/// For a connection, and for an answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Slowest line for a large mail.
const BYTES_PER_SECOND: usize = 32 << 10;
/// Bytes of a list of mails' numbers.
const LIST: usize = 16 << 20;
/// Bytes of news while nothing is asked.
const NEWS: usize = 1 << 20;

/// Why a mailbox can't be looked into; each a sentence for its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The owner has to change something.
    Lasting(String),
    /// It may pass by itself.
    Passing(String),
    /// The server said no to a command, in these words.
    Refused(String),
    /// What the server says makes no sense: asked again, it will hardly say anything else.
    Odd(String),
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

impl Line {
    pub(super) fn new(session: Session<Stream>, can_idle: bool) -> Self {
        Self { session, can_idle }
    }

    /// Opens a folder without leave to change anything in it.
    pub(super) async fn examine(&mut self, folder: &str) -> Result<Opened, Trouble> {
        let (mut uid_validity, mut uid_next) = (None, None);
        self.command(&format!("EXAMINE {}", imap::quoted(folder)), (USUAL, PATIENCE), |response| {
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
        self.command(&format!("UID SEARCH {asked}"), (LIST, PATIENCE), |response| {
            if let Response::MailboxData(MailboxDatum::Search(numbers)) = response {
                found.extend(numbers.iter().map(|number| i64::from(*number)));
            }
        })
        .await?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// What is told of these mails, in order. Those that are gone are not in it, nor those of which the server can tell
    /// nothing, whether it says so or not.
    pub(super) async fn told(&mut self, uids: &[i64]) -> Result<Vec<Told>, Trouble> {
        let list = uids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let mut all = Vec::new();
        let asked = format!("UID FETCH {list} (UID RFC822.SIZE INTERNALDATE)");
        let answered = self.command(&asked, (USUAL, PATIENCE), |response| {
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
        });
        match answered.await {
            Ok(()) | Err(Trouble::Refused(_)) => {}
            Err(trouble) => return Err(trouble),
        }
        all.sort_unstable_by_key(|one: &Told| one.uid);
        Ok(all)
    }

    /// A mail, `BODY.PEEK[]`, or a part of it; none where the server has none.
    pub(super) async fn fetch(&mut self, uid: i64, part: &str, size: usize) -> Result<Option<Vec<u8>>, Trouble> {
        let mut found = None;
        // Some servers count the ends of lines once, and some guess.
        let most = size.saturating_add(size / 4 + USUAL);
        let longest = PATIENCE + Duration::from_secs((most / BYTES_PER_SECOND) as u64);
        self.command(&format!("UID FETCH {uid} (UID {part})"), (most, longest), |response| {
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
        self.session.get_mut().allow(NEWS);
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

    /// Says a command and reads all that is answered: so many bytes at most, in so much time.
    async fn command(
        &mut self,
        command: &str,
        (most, longest): (usize, Duration),
        mut each: impl FnMut(&Response<'_>),
    ) -> Result<(), Trouble> {
        self.session.get_mut().allow(most);
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

/// The server's own words out of the library's.
pub(super) fn said(words: &str) -> String {
    let within = words.split_once("info: Some(\"").and_then(|(_, rest)| rest.rsplit_once("\")"));
    short(within.map_or(words, |(within, _)| within))
}

pub(super) fn short(words: &str) -> String {
    words.chars().take(300).collect()
}

pub(super) fn told(error: ImapError) -> Trouble {
    match error {
        ImapError::No(words) | ImapError::Bad(words) => Trouble::Refused(said(&words)),
        ImapError::ConnectionLost => hung_up(),
        ImapError::Io(error) => cut(error),
        // The library's words quote what was said, which may be a mail.
        _ => garbled(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
pub(super) fn cut(error: std::io::Error) -> Trouble {
    let is_too_much = error.get_ref().is_some_and(|inner| inner.is::<TooMuch>());
    match error.kind() {
        _ if is_too_much => Trouble::Odd(format!("The mail server makes no sense: {error}.")),
        // As above.
        ErrorKind::Other => garbled(),
        _ => Trouble::Passing(format!("The connection to the mail server broke: {}", short(&error.to_string()))),
    }
}

fn garbled() -> Trouble {
    Trouble::Odd("The mail server can't be understood.".to_owned())
}

pub(super) fn hung_up() -> Trouble {
    Trouble::Passing("The mail server has ended the connection.".to_owned())
}

fn silent() -> Trouble {
    Trouble::Passing("The mail server does not answer.".to_owned())
}
