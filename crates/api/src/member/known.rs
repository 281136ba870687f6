//! Who was found behind a session, remembered for as long as nothing at all is committed: no access outlives its end.
//! Knows nothing of tokens; whoever asks has read one that has not expired, and a session lives as long as its tokens.

use std::sync::Arc;
use std::time::Duration;

use model::Time;
use moka::sync::Cache;
use uuid::Uuid;

use super::Member;
use crate::App;

/// Sessions that are remembered.
const MOST: u64 = 2_000;
/// Somebody with another program may write to the database file too.
const LIFE: Duration = Duration::from_secs(1);

pub struct Known {
    sessions: Cache<Uuid, Entry>,
}

#[derive(Clone)]
struct Entry {
    moment: Moment,
    member: Arc<Member>,
}

/// When somebody was looked up: taken before the look.
#[derive(Clone, Copy)]
pub struct Moment {
    version: u64,
    at: Time,
}

impl Moment {
    /// `None` where other processes write too: nothing can be remembered then.
    pub fn of(app: &App) -> Option<Self> {
        Some(Self { version: app.db().version()?, at: app.now() })
    }
}

impl Default for Known {
    fn default() -> Self {
        Self { sessions: Cache::builder().max_capacity(MOST).build() }
    }
}

impl Known {
    /// The member as they are now, with their business as it is now.
    pub fn find(&self, session: Uuid, now: Option<Moment>) -> Option<Arc<Member>> {
        let now = now?;
        let Entry { moment, member } = self.sessions.get(&session)?;
        (moment.version == now.version && moment.at.plus(LIFE) > now.at).then_some(member)
    }

    pub fn insert(&self, member: &Member, moment: Option<Moment>) {
        if let Some(moment) = moment {
            self.sessions.insert(member.session, Entry { moment, member: Arc::new(member.clone()) });
        }
    }
}
