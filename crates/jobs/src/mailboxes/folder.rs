//! One look into a folder: what has come since the last one is fetched, one mail at a time, and taken in together with the
//! note that it was. Mails stay as they are on the server. Must not know how IMAP goes.

use std::sync::Arc;

use channels::Delivery;
use channels::email::imap::{self, Account};
use desk::mailboxes::{self, Place, Taken};
use model::inbound::Report;
use model::{Channel, Time};
use store::deliveries::NewDelivery;
use store::mail_folders::{self, Folder, Position};
use store::{Error as StoreError, Reach};

use super::House;
use super::line::{Line, Told, Trouble};
use super::stuck;

/// Bytes of a mail that is fetched: 25 MiB of files as they are written in mails, and some words.
const MOST: usize = 40 << 20;
/// Mails that are asked about at once.
const AT_ONCE: usize = 200;
/// Tries where somebody else writes the same at the same moment.
const TRIES: usize = 4;

/// How a look ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    All,
    /// The channel is switched off or gone.
    Closed,
}

/// A mail as it was fetched, or what stands for it.
pub(super) struct Fetched {
    pub(super) raw: Vec<u8>,
    /// Why it is not as it was sent.
    pub(super) problem: Option<String>,
}

/// A folder that is being looked into.
struct Look<'a> {
    house: &'a House,
    channel: &'a Arc<Channel>,
    folder: Folder,
    position: Position,
}

/// Takes in what is new in a folder.
pub(super) async fn look(
    house: &House,
    channel: &Arc<Channel>,
    account: &Account,
    name: &str,
    line: &mut Line,
) -> Result<Seen, Trouble> {
    let folder = Folder { channel: channel.key, name: name.to_owned(), account: account.name() };
    let opened = line.examine(name).await?;
    let position = match find(house, channel, &folder).await? {
        (Some(position), _) if position.uid_validity == opened.uid_validity => position,
        (known, is_any) => {
            // A mailbox from when the channel was made, a folder or an account that was added later from then on.
            let first = if is_any { channel.updated_at } else { channel.created_at };
            let since = known.map_or(first, |known| known.since);
            let last_uid = before(line, since).await?;
            let position = Position::begin(opened.uid_validity, last_uid, since);
            begin(house, channel, &folder, position).await?;
            position
        }
    };
    if opened.uid_next.is_some_and(|next| next <= position.last_uid + 1) {
        return Ok(Seen::All);
    }
    // `n:*` is never empty: where nothing is new it is the last one.
    let mut new = line.search(&format!("UID {}:*", position.last_uid + 1)).await?;
    new.retain(|uid| *uid > position.last_uid);
    // One of several that the server can't tell of is found by asking for each.
    let at_once = if position.stuck_uid > position.last_uid { 1 } else { AT_ONCE };
    let look = Look { house, channel, folder, position };
    for some in new.chunks(at_once) {
        if look.take(some, line).await? == Seen::Closed {
            return Ok(Seen::Closed);
        }
    }
    Ok(Seen::All)
}

impl Look<'_> {
    fn place(&self, uid: i64) -> Place {
        Place { folder: self.folder.clone(), uid_validity: self.position.uid_validity, uid }
    }

    fn strikes(&self, uid: i64) -> i64 {
        if uid == self.position.stuck_uid { self.position.strikes } else { 0 }
    }

    async fn struck(&self, uid: i64, trouble: Trouble) -> Trouble {
        stuck::strike(self.house, self.channel, &self.place(uid), trouble).await
    }

    /// Takes in these mails, in their order.
    async fn take(&self, some: &[i64], line: &mut Line) -> Result<Seen, Trouble> {
        let told = match some {
            [uid] if stuck::is_given_up(self.strikes(*uid)) => vec![Told { uid: *uid, ..Told::default() }],
            _ => match line.told(some).await {
                Ok(told) => told,
                Err(trouble) => return Err(self.struck(some[0], trouble).await),
            },
        };
        for uid in some {
            let told = match told.iter().find(|told| told.uid == *uid) {
                Some(told) => Some(*told),
                None => match tell_again(*uid, line).await {
                    Ok(told) => told,
                    Err(trouble) => return Err(self.struck(*uid, trouble).await),
                },
            };
            // Servers number mails as they come, but for those that were put back from elsewhere.
            let taken = match told.filter(|told| !is_before(*told, self.position.since)) {
                None => pass_over(self.house, self.channel, &self.place(*uid)).await?,
                Some(told) => self.take_one(told, line).await?,
            };
            if taken == Taken::Closed {
                return Ok(Seen::Closed);
            }
        }
        Ok(Seen::All)
    }

    async fn take_one(&self, told: Told, line: &mut Line) -> Result<Taken, Trouble> {
        let (house, channel, place) = (self.house, self.channel, self.place(told.uid));
        let _room = house.memory.take(told.size.min(MOST)).await;
        let fetched = match self.fetch(told, line).await {
            Ok(Some(fetched)) => fetched,
            Ok(None) => return pass_over(house, channel, &place).await,
            Err(trouble) => return Err(self.struck(told.uid, trouble).await),
        };
        let (raw, reports, error) = read(house, channel, fetched.raw).await;
        let (error, content_type) = (fetched.problem.or(error), "message/rfc822".to_owned());
        let delivery = NewDelivery { channel: channel.key, error, content_type, body: raw };
        let is_last_try = stuck::is_unkeepable(self.strikes(told.uid));
        let Some(written) = write(house, channel, &place, (delivery, reports), is_last_try).await? else {
            return Err(stuck::strike_unkept(house, channel, &place).await);
        };
        tracing::debug!(channel = channel.key.number, uid = place.uid, outcome = ?written, "a mail was fetched");
        Ok(written)
    }

    /// The mail; in place of one that is too large its head, and a word about the rest. None where it is gone.
    async fn fetch(&self, told: Told, line: &mut Line) -> Result<Option<Fetched>, Trouble> {
        let (strikes, folder) = (self.strikes(told.uid), &self.folder.name);
        if stuck::is_given_up(strikes) {
            return stuck::stand_in(strikes, told.uid, folder, line).await.map(Some);
        }
        let raw = if told.size <= MOST {
            line.fetch(told.uid, "BODY.PEEK[]", told.size).await?
        } else {
            let why = format!(
                "This mail is {} MB, and only {} MB are fetched. It lies in the folder {folder} of the mailbox.",
                told.size >> 20,
                MOST >> 20
            );
            line.fetch(told.uid, "BODY.PEEK[HEADER]", stuck::HEAD).await?.map(|head| imap::instead(&head, &why))
        };
        if raw.is_none() && is_there(told.uid, line).await? {
            return Err(Trouble::Odd(format!("The mail server does not hand over a mail in {folder}.")));
        }
        Ok(raw.map(|raw| Fetched { raw, problem: None }))
    }
}

/// What is told of a mail that was named and not told of; none where it is gone.
async fn tell_again(uid: i64, line: &mut Line) -> Result<Option<Told>, Trouble> {
    let told = line.told(&[uid]).await?.pop();
    if told.is_none() && is_there(uid, line).await? {
        return Err(Trouble::Odd("The mail server names a mail and does not tell of it.".to_owned()));
    }
    Ok(told)
}

async fn is_there(uid: i64, line: &mut Line) -> Result<bool, Trouble> {
    Ok(line.search(&format!("UID {uid}")).await?.contains(&uid))
}

async fn find(house: &House, channel: &Channel, folder: &Folder) -> Result<(Option<Position>, bool), Trouble> {
    let (reach, folder) = (Reach::of_channel(channel), folder.clone());
    let found: store::Result<_> = house
        .db
        .read(move |c| {
            let found = mail_folders::find(c, &reach, &folder)?;
            Ok((found, mail_folders::is_any(c, &reach, folder.channel)?))
        })
        .await;
    found.map_err(|error| unkept(&error))
}

async fn begin(house: &House, channel: &Arc<Channel>, folder: &Folder, at: Position) -> Result<(), Trouble> {
    let (channel, folder) = (channel.clone(), folder.clone());
    let begun: Result<(), desk::Error> = house.db.write(move |tx| mailboxes::begin(tx, &channel, &folder, at)).await;
    begun.map_err(|error| unkept(&error))
}

/// The last of the mails that came before that time: of those of the days around it each is asked, until one is later,
/// or is there and nothing is told of it.
async fn before(line: &mut Line, since: Time) -> Result<i64, Trouble> {
    let around = line.search(&format!("SINCE {}", imap::day_before(since))).await?;
    for some in around.chunks(AT_ONCE) {
        let told = line.told(some).await?;
        let is_passed = |uid: &i64| told.iter().any(|told| told.uid == *uid && is_before(*told, since));
        if let Some(first) = some.iter().find(|uid| !is_passed(uid)) {
            return Ok(first - 1);
        }
    }
    let last = line.search("UID *").await?;
    Ok(last.last().copied().unwrap_or(0))
}

/// Seconds are all that a server knows.
fn is_before(told: Told, since: Time) -> bool {
    told.came_at.is_some_and(|at| at.seconds() < since.seconds())
}

/// What a mail says, or what is wrong with it.
async fn read(house: &House, channel: &Arc<Channel>, raw: Vec<u8>) -> (Vec<u8>, Vec<Report>, Option<String>) {
    let (key, of, raw) = (house.provider.own.mail_key, channel.clone(), Arc::new(raw));
    let body = raw.clone();
    let read = tokio::task::spawn_blocking(move || {
        let delivery = Delivery { headers: &http::HeaderMap::new(), url: "", body: &body, key: &key };
        channels::read(of.kind, &of.config, &delivery)
    });
    let (reports, error) = read.await.unwrap_or_else(|error| {
        tracing::error!(channel = channel.key.number, %error, "reading a mail failed badly");
        (Vec::new(), Some("it can't be read".to_owned()))
    });
    (Arc::unwrap_or_clone(raw), reports, error)
}

async fn pass_over(house: &House, channel: &Arc<Channel>, place: &Place) -> Result<Taken, Trouble> {
    let (channel, place) = (channel.clone(), place.clone());
    let skipped: Result<(), desk::Error> = house.db.write(move |tx| mailboxes::skip(tx, &channel, &place)).await;
    skipped.map(|()| Taken::Before).map_err(|error| unkept(&error))
}

/// What can't be stored is kept as it came, so that it stands in nobody's way: where the desk says no, at once; where the
/// database does, at the last try. None where it does before that.
async fn write(
    house: &House,
    channel: &Arc<Channel>,
    place: &Place,
    (delivery, reports): (NewDelivery, Vec<Report>),
    is_last_try: bool,
) -> Result<Option<Taken>, Trouble> {
    let (mut delivery, mut reports) = (Arc::new(delivery), Arc::new(reports));
    let mut tried = 0;
    loop {
        let (of, at, kept, told) = (channel.clone(), place.clone(), delivery.clone(), reports.clone());
        let error = match house.db.write(move |tx| mailboxes::take(tx, &of, &at, &kept, &told)).await {
            Ok(taken) => return Ok(Some(taken)),
            Err(error) => error,
        };
        tried += 1;
        let is_refused = matches!(error, desk::Error::Refused(_) | desk::Error::Store(StoreError::NotFound));
        let is_unkept = matches!(error, desk::Error::Store(StoreError::Broken(_) | StoreError::Taken(_)));
        if !reports.is_empty() && (is_refused || is_unkept && is_last_try) {
            tracing::error!(channel = channel.key.number, uid = place.uid, %error, "a mail can't be stored");
            reports = Arc::new(Vec::new());
            let why = Some("It could not be stored".to_owned());
            delivery = Arc::new(NewDelivery { error: why, ..NewDelivery::clone(&delivery) });
        } else if is_unkept {
            tracing::error!(channel = channel.key.number, uid = place.uid, %error, "a mail can't be stored");
            return Ok(None);
        } else if tried >= TRIES {
            return Err(unkept(&error));
        }
    }
}

fn unkept(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Passing(format!("Mails can't be taken in at the moment: {error}."))
}
