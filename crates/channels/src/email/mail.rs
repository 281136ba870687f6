//! What a mail says, as plain data, and how much of it we take.
//! Must not know how a mail is written.

use std::ops::Range;

use model::Time;
pub use model::mail::Mailbox;
use serde::Serialize;

/// Characters of a text; also of a message.
pub const LONGEST_TEXT: usize = 100_000;
/// Bytes of HTML.
pub const LONGEST_HTML: usize = 400_000;
/// Characters of a subject, a name or an address.
pub const LONGEST_LINE: usize = 300;
/// Characters of a file's name.
pub const LONGEST_NAME: usize = 200;
/// Addresses in one field.
pub const MOST_ADDRESSES: usize = 100;
/// References that are looked at: the first, and the newest of the others.
pub const MOST_REFERENCES: usize = 50;

/// A mail that has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// Without angle brackets. A mail without one is called by a hash of its bytes.
    pub message_id: String,
    pub in_reply_to: Vec<String>,
    /// Oldest first.
    pub references: Vec<String>,
    /// The first author. Anybody can write anything here.
    pub from: Option<Mailbox>,
    pub reply_to: Vec<Mailbox>,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    /// Who it was really delivered to, as mail servers have noted.
    pub delivered_to: Vec<String>,
    /// One line.
    pub subject: String,
    /// When it was written, by the sender's clock.
    pub date: Option<Time>,
    /// The whole text, made of the HTML where there is no other.
    pub text: String,
    /// Bytes of `text` that are new; after them stand signature and quotes, which may be folded.
    pub new: usize,
    /// Safe to be shown in a sandbox. Pictures fetch nothing: those from elsewhere have `data-src` in place of `src`,
    /// those that came along have `data-part`, the place of theirs in `attachments`.
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    /// Something was left out because it was too much.
    pub is_cut: bool,
}

impl Mail {
    /// What the sender has added.
    pub fn new_text(&self) -> &str {
        self.text.get(..self.new).unwrap_or(&self.text)
    }

    /// Everybody whom it names as a recipient.
    pub fn recipients(&self) -> impl Iterator<Item = &str> {
        let named = self.to.iter().chain(&self.cc).map(|mailbox| mailbox.address.as_str());
        self.delivered_to.iter().map(String::as_str).chain(named)
    }
}

/// A file that came along. Its bytes stay in the mail: [`super::read::bytes`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Tidied, never a path.
    pub name: Option<String>,
    /// As the sender says, in lower case: `image/png`.
    pub content_type: String,
    /// Without angle brackets.
    pub content_id: Option<String>,
    /// It belongs into the text, rather than beside it.
    pub is_inline: bool,
    /// Where it stands in the mail, as it was encoded.
    pub range: Range<usize>,
    pub encoding: Encoding,
}

/// How bytes were written down for the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    #[default]
    Plain,
    Base64,
    QuotedPrintable,
}
