//! Who hears it now? Sockets, and for each business somebody listens to a follower that reads its event log aloud.
//! The log is the truth and the bus is a bell. Knows no SQL and no rule: the house that it works for is passed in.

mod backplane;
mod bus;
mod cut;
mod floor;
mod follower;
mod followers;
mod guest;
mod guests;
mod house;
mod line;
mod listener;
mod meter;
mod pace;
pub mod payload;
mod sockets;
mod told;
mod watch;
mod whisper;

pub use backplane::Backplane;
pub use bus::Bus;
pub use guest::{Agent, Caller, Guest, Visitor, Who};
pub use house::{Answer, House, Knock, Page};
pub use line::Line;
pub use sockets::{Live, Service, Settings};
pub use told::{Audience, Effect, Said, Told};
pub use whisper::{Typing, View, Whisper};
