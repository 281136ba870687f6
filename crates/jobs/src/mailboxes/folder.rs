//! One look into a folder: what has come since the last one is fetched, one mail at a time, and taken in together with the
//! note that it was. Mails stay as they are on the server. Must not know how IMAP goes.

use std::sync::Arc;

use channels::Delivery;
use channels::email::imap::{self, Account};
use desk::mailboxes::{self, Place, Taken};
use model::{Channel, Time};
use store::deliveries::NewDelivery;
use store::mail_folders::{self, Folder, Position};
use store::{Error as StoreError, Reach};

use super::House;
use super::line::{Line, Told, Trouble};

/// Bytes of a mail that is fetched: 25 MiB of files as they are written in mails, and some words.
const MOST: usize = 40 << 20;
/// Bytes of the head of one that is not.
const MOST_OF_HEAD: usize = 256 << 10;
/// Bytes of memory that a piece stands for.
const PIECE: usize = 64 << 10;
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
            let position = Position { uid_validity: opened.uid_validity, last_uid, since };
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
    for some in new.chunks(AT_ONCE) {
        for told in line.told(some).await? {
            let place = Place { folder: folder.clone(), uid_validity: position.uid_validity, uid: told.uid };
            // Servers number mails as they come, but for those that were put back from elsewhere.
            let taken = if is_before(told, position.since) {
                pass_over(house, channel, &place).await?
            } else {
                take_one(house, channel, &place, told, line).await?
            };
            if taken == Taken::Closed {
                return Ok(Seen::Closed);
            }
        }
    }
    Ok(Seen::All)
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

/// The last of the mails that came before that time: of those of the days around it each is asked, until one is later.
async fn before(line: &mut Line, since: Time) -> Result<i64, Trouble> {
    let around = line.search(&format!("SINCE {}", imap::day_before(since))).await?;
    for some in around.chunks(AT_ONCE) {
        for told in line.told(some).await? {
            if !is_before(told, since) {
                return Ok(told.uid - 1);
            }
        }
    }
    let last = line.search("UID *").await?;
    Ok(last.last().copied().unwrap_or(0))
}

/// Seconds are all that a server knows.
fn is_before(told: Told, since: Time) -> bool {
    told.came_at.is_some_and(|at| at.seconds() < since.seconds())
}

async fn take_one(
    house: &House,
    channel: &Arc<Channel>,
    place: &Place,
    told: Told,
    line: &mut Line,
) -> Result<Taken, Trouble> {
    let pieces = (told.size.min(MOST) / PIECE + 1).min(super::PIECES);
    let pieces = u32::try_from(pieces).unwrap_or(u32::MAX);
    let _room = house.memory.acquire_many(pieces).await.map_err(|error| unkept(&error))?;
    let Some(raw) = fetch(told, &place.folder.name, line).await? else {
        return skip(house, channel, place, line).await;
    };
    let (key, of, raw) = (house.provider.own.mail_key, channel.clone(), Arc::new(raw));
    let body = raw.clone();
    let read = tokio::task::spawn_blocking(move || {
        let delivery = Delivery { headers: &http::HeaderMap::new(), url: "", body: &body, key: &key };
        channels::read(of.kind, &of.config, &delivery)
    });
    let (reports, error) = read.await.unwrap_or_else(|error| {
        tracing::error!(channel = channel.key.number, uid = place.uid, %error, "reading a mail failed badly");
        (Vec::new(), Some("it can't be read".to_owned()))
    });
    let (content_type, body) = ("message/rfc822".to_owned(), Arc::unwrap_or_clone(raw));
    let delivery = NewDelivery { channel: channel.key, error, content_type, body };
    let written = write(house, channel, place, delivery, reports).await?;
    tracing::debug!(channel = channel.key.number, uid = place.uid, outcome = ?written, "a mail was fetched");
    Ok(written)
}

/// The mail; in place of one that is too large its head, and a word about the rest.
async fn fetch(told: Told, folder: &str, line: &mut Line) -> Result<Option<Vec<u8>>, Trouble> {
    if told.size <= MOST {
        return line.fetch(told.uid, "BODY.PEEK[]", told.size).await;
    }
    let head = line.fetch(told.uid, "BODY.PEEK[HEADER]", MOST_OF_HEAD).await?;
    let why = format!(
        "This mail is {} MB, and only {} MB are fetched. It lies in the folder {folder} of the mailbox.",
        told.size >> 20,
        MOST >> 20
    );
    Ok(head.map(|head| imap::instead(&head, &why)))
}

/// The server has handed over nothing: where it does not know the mail any more either, that is that.
async fn skip(house: &House, channel: &Arc<Channel>, place: &Place, line: &mut Line) -> Result<Taken, Trouble> {
    if line.search(&format!("UID {}", place.uid)).await?.contains(&place.uid) {
        let why = format!("The mail server does not hand over a mail in {}.", place.folder.name);
        return Err(Trouble::Passing(why));
    }
    pass_over(house, channel, place).await
}

async fn pass_over(house: &House, channel: &Arc<Channel>, place: &Place) -> Result<Taken, Trouble> {
    let (channel, place) = (channel.clone(), place.clone());
    let skipped: Result<(), desk::Error> = house.db.write(move |tx| mailboxes::skip(tx, &channel, &place)).await;
    skipped.map(|()| Taken::Before).map_err(|error| unkept(&error))
}

/// What can't be stored is kept as it came, so that it stands in nobody's way.
async fn write(
    house: &House,
    channel: &Arc<Channel>,
    place: &Place,
    delivery: NewDelivery,
    reports: Vec<model::inbound::Report>,
) -> Result<Taken, Trouble> {
    let (mut delivery, mut reports) = (Arc::new(delivery), Arc::new(reports));
    let mut tried = 0;
    loop {
        let (of, at, kept, told) = (channel.clone(), place.clone(), delivery.clone(), reports.clone());
        let error = match house.db.write(move |tx| mailboxes::take(tx, &of, &at, &kept, &told)).await {
            Ok(taken) => return Ok(taken),
            Err(error) => error,
        };
        tried += 1;
        let is_hopeless =
            matches!(error, desk::Error::Refused(_) | desk::Error::Store(StoreError::Broken(_) | StoreError::NotFound));
        if is_hopeless && !reports.is_empty() {
            tracing::error!(channel = channel.key.number, uid = place.uid, %error, "a mail can't be stored");
            reports = Arc::new(Vec::new());
            let why = Some("It could not be stored".to_owned());
            delivery = Arc::new(NewDelivery { error: why, ..NewDelivery::clone(&delivery) });
        } else if tried >= TRIES {
            return Err(unkept(&error));
        }
    }
}

fn unkept(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Passing(format!("Mails can't be taken in at the moment: {error}."))
}
