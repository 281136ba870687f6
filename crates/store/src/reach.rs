//! Whose data a call may touch. Every read and write of a business's data takes one (invariant 4).

use model::{Channel, Key, Member, Widget};

/// The business that a caller acts in. Built only from somebody who has been let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    business: Key,
}

impl Reach {
    /// An authenticated, active member.
    pub fn of(member: &Member) -> Self {
        Self { business: member.business }
    }

    /// A channel whose provider has proved itself.
    pub fn of_channel(channel: &Channel) -> Self {
        Self { business: channel.business }
    }

    /// A widget that a visitor's page has named.
    pub fn of_widget(widget: &Widget) -> Self {
        Self { business: widget.business }
    }

    /// The server itself: jobs, seeds, a business being made.
    pub fn system(business: Key) -> Self {
        Self { business }
    }

    pub fn business(&self) -> Key {
        self.business
    }

    /// The business's number, as the tables hold it.
    pub fn id(&self) -> i64 {
        self.business.number
    }
}
