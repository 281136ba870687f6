//! Looks at what no bell tells: followers that stand behind their log, and guests whose access has ended elsewhere.
//! Once a second, and at once when asked.

use std::sync::Arc;
use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio::time::MissedTickBehavior;

use crate::cut::cut;
use crate::followers::Followers;
use crate::guest::{Guest, Who};
use crate::payload::Reason;

const BEAT: Duration = Duration::from_secs(1);
/// Every so many beats everybody is looked at.
const ROUND: u32 = 10;

/// Guests to look at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Look {
    User(i64),
    /// Visitors by channel, or by widget.
    Channel(i64),
    Widget(i64),
    Everybody,
}

impl Look {
    fn is_meant(self, guest: &Guest) -> bool {
        match (self, &guest.who) {
            (Self::Everybody, _) => true,
            (Self::User(user), Who::Agent(agent)) => agent.member.user.number == user,
            (Self::Channel(channel), Who::Visitor(visitor)) => visitor.channel.number == channel,
            (Self::Widget(widget), Who::Visitor(visitor)) => visitor.widget.number == widget,
            _ => false,
        }
    }
}

/// Watches until it is aborted.
pub(crate) async fn run(followers: Arc<Followers>, mut looks: mpsc::Receiver<Look>, io: SocketIo) {
    let mut exits = followers.bus.exits();
    let mut beats = tokio::time::interval(BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut count: u32 = 0;
    loop {
        tokio::select! {
            biased;
            user = exits.recv() => look(&followers, exit(user)).await,
            Some(asked) = looks.recv() => look(&followers, asked).await,
            _ = beats.tick() => {
                count = count.wrapping_add(1);
                ring(&followers).await;
                if count.is_multiple_of(ROUND) {
                    look(&followers, Look::Everybody).await;
                    followers.guests.sweep(|socket| io.get_socket(socket).is_some());
                }
            }
        }
    }
}

fn exit(user: Result<i64, broadcast::error::RecvError>) -> Look {
    match user {
        Ok(user) => Look::User(user),
        Err(RecvError::Lagged(_) | RecvError::Closed) => Look::Everybody,
    }
}

/// Rings for every business whose log has gone on.
async fn ring(followers: &Followers) {
    let followed = followers.bus.followed();
    if followed.is_empty() {
        return;
    }
    match (followers.house.newest)(followed).await {
        Ok(newest) => newest.into_iter().for_each(|(business, seq)| followers.bus.ring(business, seq)),
        Err(error) => tracing::warn!(%error, "the event logs can't be looked at"),
    }
}

async fn look(followers: &Followers, look: Look) {
    let meant: Vec<(SocketRef, Arc<Guest>)> = followers.guests.those(|guest| look.is_meant(guest));
    if meant.is_empty() {
        return;
    }
    let guests: Vec<Arc<Guest>> = meant.iter().map(|(_, guest)| guest.clone()).collect();
    let still = (followers.house.still)(guests).await;
    for ((socket, guest), still) in meant.into_iter().zip(still) {
        if !still {
            followers.leave(guest.business.number, socket.id);
            let reason = if guest.is_agent() { Reason::SignedOut } else { Reason::NotServed };
            cut(&followers.guests, socket, reason);
        }
    }
}
