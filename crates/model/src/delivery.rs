//! A delivery: what a provider has posted to a channel, kept as it came for a while.

use crate::{Key, Time};

crate::words! {
    DeliveryState {
        /// Everything in it is stored.
        Taken = "taken",
        /// Something in it could not be read or stored.
        Failed = "failed",
    }
}

/// A delivery without its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub key: Key,
    pub channel: Key,
    pub state: DeliveryState,
    /// What went wrong.
    pub error: Option<String>,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    pub received_at: Time,
}
