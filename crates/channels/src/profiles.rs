//! Names of people who write: what a provider is asked that does not tell them with a message. Opens no connection.

use model::ChannelType;

use crate::sending::{Answer, Error, Gateways, Request};
use crate::{Config, instagram};

/// Asks who somebody is; none where that is told with each message or not at all.
pub fn request(kind: ChannelType, config: &Config, gateways: &Gateways, handle: &str) -> Option<Request> {
    if kind == ChannelType::Instagram { instagram::profile_request(config, gateways, handle) } else { None }
}

/// Their name, by the answer.
pub fn read(kind: ChannelType, answer: &Answer) -> Result<Option<String>, Error> {
    if kind == ChannelType::Instagram { instagram::profile(answer) } else { Ok(None) }
}
