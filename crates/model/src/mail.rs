//! What a message by e-mail has beside its text: whom it came from and went to, and how far that is to be believed.

use serde::{Deserialize, Serialize};

use crate::Time;

/// An address and whose it is said to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    pub name: Option<String>,
    /// As it was written, only the domain in lower case.
    pub address: String,
}

impl Mailbox {
    pub fn bare(address: impl Into<String>) -> Self {
        Self { name: None, address: address.into() }
    }
}

crate::words! {
    /// What a mail server has found out about one kind of proof.
    Verdict {
        Pass = "pass",
        Fail = "fail",
        /// Not looked at, or nothing could be said.
        None = "none",
    }
}

/// What the channel's own mail server says of the sender (RFC 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    pub spf: Verdict,
    pub dkim: Verdict,
    pub dmarc: Verdict,
}

impl Default for Authentication {
    fn default() -> Self {
        Self { spf: Verdict::None, dkim: Verdict::None, dmarc: Verdict::None }
    }
}

/// The envelope of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub subject: String,
    /// Anybody can write anything here; none for ours, which the channel sends.
    pub from: Option<Mailbox>,
    /// Whom an answer is to reach instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_to: Vec<Mailbox>,
    pub to: Vec<Mailbox>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Mailbox>,
    /// Known of ours only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bcc: Vec<Mailbox>,
    /// Whom an answer to all reaches beside its author: neither the channel nor the author.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Mailbox>,
    /// When it was written, by the sender's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Time>,
    /// A program or a list wrote it: no program may answer.
    #[serde(default)]
    pub is_automatic: bool,
    /// None where nobody looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<Authentication>,
    /// All of it is kept, to be shown as it came: it says more than the message, or in another form.
    #[serde(default)]
    pub has_original: bool,
    /// The original wants pictures from elsewhere, which tell the sender that it is read.
    #[serde(default)]
    pub has_remote_images: bool,
}
