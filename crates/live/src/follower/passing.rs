//! What a follower tells that stands in no log: typing, who looks at what, whether anybody of the team is there.
//! Whoever has no room for it misses it.

use tokio::time::Instant;

use super::Follower;
use crate::floor::{News, VIEW};
use crate::listener::send;
use crate::payload::Availability;
use crate::whisper::Whisper;

impl Follower {
    /// Tells visitors where the first of the team has come, or the last one gone.
    pub(super) async fn look_at_team(&mut self) {
        if !self.team_moved {
            return;
        }
        match (self.followers.house.online)(self.business).await {
            Ok(online) => {
                self.team_moved = false;
                if std::mem::replace(&mut self.is_online, online) != online {
                    for visitor in self.listeners.values().filter(|listener| !listener.guest().is_agent()) {
                        send(visitor, "availability", &Availability { online });
                    }
                }
            }
            // With the next event.
            Err(error) => tracing::warn!(%error, "the team's presence can't be read"),
        }
    }

    pub(super) fn hear(&mut self, whisper: Whisper, is_ours: bool) {
        let now = std::time::Instant::now();
        match whisper {
            Whisper::Typing(typing) => {
                if let Some(news) = self.floor.typing(typing, now) {
                    self.pass_on(&news);
                }
            }
            Whisper::View(view) => self.floor.view(view, is_ours, now),
        }
    }

    pub(super) fn tick(&mut self) {
        for news in self.floor.due(std::time::Instant::now()) {
            self.pass_on(&news);
        }
        if self.renewed.elapsed() > VIEW / 3 {
            self.renewed = Instant::now();
            for view in self.floor.own_views() {
                self.followers.bus.whisper(self.business.number, Whisper::View(view));
            }
        }
    }

    /// Tells what stands in no log. Whoever has no room for it misses it.
    fn pass_on(&self, news: &News) {
        for listener in self.listeners.values() {
            match news {
                News::Presence(presence) if listener.guest().is_agent() => {
                    send(listener, "presence", presence);
                }
                News::Typing(typing, audience) if listener.guest().hears(audience) => {
                    let is_own = typing.user_number.is_some() && typing.user_number == listener.guest().user();
                    if !is_own {
                        send(listener, "typing", typing);
                    }
                }
                News::Presence(_) | News::Typing(..) => {}
            }
        }
    }
}
