//! Mails that a server names and does not hand over: what counts against each is remembered, so that none holds up those
//! behind it for ever, and in the end something stands for it. Must not know how a folder is read.

use std::sync::Arc;

use channels::email::imap;
use desk::mailboxes::{self, Place};
use model::Channel;

use super::House;
use super::folder::Fetched;
use super::line::{Line, Trouble};

/// Strikes after which only the head of a mail is asked for, and after which nothing of it is.
const MOST: i64 = 9;
const MOST_OF_HEAD: i64 = 12;
/// What counts against a mail where the server makes no sense of it, and where the line may have broken by itself.
const ODD: i64 = 3;
const BROKEN: i64 = 1;
/// The same where the database does not keep it: counted above the others, for then the mail itself is there.
const UNKEPT: i64 = 1_000;
/// So often it may be tried to be kept as a message.
const MOST_UNKEPT: i64 = 3;

/// Bytes of a head that is fetched without the rest.
pub(super) const HEAD: usize = 256 << 10;

/// Whether it is asked for as it is no more.
pub(super) fn is_given_up(strikes: i64) -> bool {
    strikes % UNKEPT >= MOST
}

/// Whether its bytes are kept, and nothing of what they say.
pub(super) fn is_unkeepable(strikes: i64) -> bool {
    strikes / UNKEPT >= MOST_UNKEPT
}

/// Notes that a mail could not be had; the trouble is handed back.
pub(super) async fn strike(house: &House, channel: &Arc<Channel>, place: &Place, trouble: Trouble) -> Trouble {
    let strikes = match &trouble {
        Trouble::Odd(_) | Trouble::Refused(_) => ODD,
        Trouble::Passing(_) | Trouble::Lasting(_) => BROKEN,
    };
    note(house, channel, place, strikes).await;
    trouble
}

/// Notes that the database has not kept it.
pub(super) async fn strike_unkept(house: &House, channel: &Arc<Channel>, place: &Place) -> Trouble {
    note(house, channel, place, UNKEPT).await;
    Trouble::Passing("A mail can't be stored at the moment.".to_owned())
}

async fn note(house: &House, channel: &Arc<Channel>, place: &Place, strikes: i64) {
    let (of, at) = (channel.clone(), place.clone());
    let noted: Result<(), desk::Error> = house.db.write(move |tx| mailboxes::note_strikes(tx, &of, &at, strikes)).await;
    match noted {
        Ok(()) => tracing::warn!(channel = channel.key.number, uid = place.uid, strikes, "a mail can't be taken in"),
        Err(error) => tracing::warn!(channel = channel.key.number, %error, "strikes against a mail can't be noted"),
    }
}

/// What stands for a mail that was asked for too often: its head, if that is to be had, and where the rest lies.
pub(super) async fn stand_in(strikes: i64, uid: i64, folder: &str, line: &mut Line) -> Result<Fetched, Trouble> {
    let why = format!("The mail server does not hand over this mail. It lies in the folder {folder} of the mailbox.");
    let head = if strikes % UNKEPT < MOST_OF_HEAD {
        let head = line.fetch(uid, "BODY.PEEK[HEADER]", HEAD).await?;
        head.ok_or_else(|| Trouble::Odd(format!("The mail server hands over no head of a mail in {folder}.")))?
    } else {
        Vec::new()
    };
    Ok(Fetched { raw: imap::instead(&head, &why), problem: Some(why) })
}
