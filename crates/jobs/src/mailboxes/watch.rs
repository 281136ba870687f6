//! One channel's mailbox, for as long as it is its channel's: connect, look, listen; after trouble again, later each time.
//! What the owner should know stands with the channel until it is mended. Must not know how a folder is read.

use std::sync::Arc;
use std::time::Duration;

use channels::email::imap::Account;
use model::Channel;
use store::Reach;
use uuid::Uuid;

use super::House;
use super::entrance;
use super::folder::{self, Seen};
use super::line::Trouble;
use crate::smtp;

/// How long a server is listened to before it is told so again: it may hang up after half an hour (RFC 2177), and what
/// stands between forgets a silent line sooner.
const LISTENING: Duration = Duration::from_secs(9 * 60);
/// Time between two looks where nobody is listened to, and into folders beside the first.
const ROUND: Duration = Duration::from_secs(60);
/// First pause after trouble that may pass, and the longest.
const PASSING: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(5 * 60));
/// The same after trouble that the owner has to mend: servers lock accounts that are tried too often.
const LASTING: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(30 * 60));
/// Troubles in a row that may pass before the owner hears of them, where it has worked before.
const PATIENCE: u32 = 3;

/// Looks into the mailbox until this is dropped, or the channel is switched off.
pub(super) async fn watch(house: Arc<House>, channel: Channel, account: Account) {
    let channel = Arc::new(channel);
    let (mut failed, mut has_worked) = (0, false);
    loop {
        let mut is_fine = false;
        let Err(trouble) = visit(&house, &channel, &account, &mut is_fine).await else { return };
        if is_fine {
            (failed, has_worked) = (0, true);
        }
        failed += 1;
        let (why, pauses) = match trouble {
            Trouble::Lasting(why) => (Some(why), LASTING),
            Trouble::Refused(words) => (Some(format!("The mail server has said no: {words}")), PASSING),
            Trouble::Passing(why) | Trouble::Odd(why) => (Some(why), PASSING),
        };
        tracing::info!(channel = channel.key.number, why, failed, "a mailbox can't be looked into");
        if pauses == LASTING || !has_worked || failed >= PATIENCE {
            note(&house, &channel, why).await;
        }
        tokio::time::sleep(pause(pauses, failed)).await;
    }
}

/// One connection, until it breaks. Comes back without trouble only where the channel is switched off.
async fn visit(house: &House, channel: &Arc<Channel>, account: &Account, is_fine: &mut bool) -> Result<(), Trouble> {
    let mut line = {
        let Ok(_turn) = house.opening.acquire().await else { return Ok(()) };
        entrance::open(&house.provider, account).await?
    };
    loop {
        // The first comes last, for it is the one that is listened to.
        for name in account.folders.iter().rev() {
            if folder::look(house, channel, account, name, &mut line).await? == Seen::Closed {
                line.leave().await;
                return Ok(());
            }
        }
        if !*is_fine {
            note(house, channel, smtp::trouble(&house.provider, &channel.config).await).await;
            *is_fine = true;
        }
        let listened = if line.can_idle { house.listening.try_acquire().ok() } else { None };
        match listened {
            Some(_listening) => line.idle(if account.folders.len() > 1 { ROUND } else { LISTENING }).await?,
            None if line.can_idle => {
                // Too many to be listened to: its connection is for another one.
                line.leave().await;
                tokio::time::sleep(ROUND).await;
                let Ok(_turn) = house.opening.acquire().await else { return Ok(()) };
                line = entrance::open(&house.provider, account).await?;
            }
            None => tokio::time::sleep(ROUND).await,
        }
    }
}

/// What keeps the channel from working, or that nothing does.
pub(super) async fn note(house: &House, channel: &Channel, problem: Option<String>) {
    let (reach, key) = (Reach::of_channel(channel), channel.key);
    let noted: Result<(), desk::Error> =
        house.db.write(move |tx| desk::channels::note_problem(tx, &reach, key, problem.as_deref())).await;
    if let Err(error) = noted {
        tracing::warn!(channel = channel.key.number, %error, "a channel's problem can't be noted");
    }
}

/// Doubled with each trouble in a row; up to a quarter is added, so that not all come back at once.
fn pause((first, longest): (Duration, Duration), failed: u32) -> Duration {
    let pause = first.saturating_mul(1 << failed.saturating_sub(1).min(16)).min(longest);
    pause + pause / 4 * u32::from(Uuid::new_v4().as_bytes()[0]) / 256
}
