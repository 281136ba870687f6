//! A job: something to do later, written in the transaction of what it follows from.

use serde::{Deserialize, Serialize};

use crate::{ChannelType, Key};

/// What to do, in the imperative. Stored as JSON; a variant's fields may grow, never change their meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Job {
    /// Mails one message. `sealed` is a [`Mail`] sealed by the store: it may hold a one-time token.
    SendMail { sealed: String },
    /// Sends the oldest message of a conversation that waits to be sent.
    SendMessage { conversation: Key },
    /// Tells a channel's provider where it is to post.
    RegisterChannel { channel: Key },
    /// Tells a provider to post no more to a channel that is gone or off. `sealed` is its configuration.
    UnregisterChannel { channel: Key, kind: ChannelType, sealed: String },
    /// Asks a channel's provider which messages it has approved.
    FetchTemplates { channel: Key },
    /// Tells a channel's provider that something a customer did has come in.
    Acknowledge { channel: Key, receipt: String },
    /// Asks a channel's provider for the name of whoever has this address.
    LookUpCustomer { channel: Key, handle: String },
    /// Reads a provider's delivery once more.
    ReadDelivery { delivery: Key },
    /// Puts what is new in a business into the lines of its webhook endpoints.
    FeedWebhooks { business: Key },
    /// Calls a webhook endpoint with what waits for it.
    DeliverWebhooks { endpoint: Key },
    /// Reopens a snoozed conversation whose time has come.
    WakeConversation { conversation: Key },
    /// Lets Theo answer what a customer has written last.
    AskTheo { conversation: Key },
    /// Finds out what a business's new passages mean.
    EmbedPassages,
    /// Looks for businesses whose passages the model in use has not read.
    FindUnembedded,
    /// Adds what is new in a business to the search index.
    IndexSearch { business: Key },
    /// Cuts an article into passages that are found.
    IndexArticle { article: Key },
    /// Goes on with an import of files.
    ImportDocuments { import: Key },
    /// Goes on with an import of a site.
    ImportSite { import: Key },
    /// Fetches a file that a customer sent: from the channel's provider, or out of the delivery that brought it.
    FetchAttachment { attachment: Key, channel: Key, source: String, delivery: Option<Key> },
    /// Takes the files of a mail out of the delivery that brought it: each attachment, and what the mail calls it.
    FetchMailFiles { delivery: Key, files: Vec<(Key, String)> },
    /// Makes an uploaded picture fit to be shown.
    PrepareAttachment { attachment: Key },
    /// Deletes files that nothing names any more, by their keys.
    DeleteFiles { files: Vec<String> },
    /// Deletes what has expired: sessions, one-time tokens, idempotency keys, finished jobs, uploads
    /// that were never sent.
    DeleteExpired,
}

/// The lane in which Theo reads articles, which takes all processors.
const READING: i64 = i64::MIN;
/// Above it, by the business's number, the lane of those who wait for his answer, which the business's language model
/// may write.
const THEO: i64 = i64::MIN + 1;

impl Job {
    /// Whom it speaks to, where the job names them: a channel's company by the channel's number, a webhook endpoint by
    /// its own below zero, the server's mail server by zero, Theo by the number of the `business` from [`THEO`] on. Who
    /// is slow keeps only jobs of their own lane waiting.
    pub fn lane(&self, business: Option<i64>) -> Option<i64> {
        match self {
            Self::SendMail { .. } => Some(0),
            Self::AskTheo { .. } => Some(THEO + business.unwrap_or(0)),
            Self::EmbedPassages => Some(READING),
            Self::DeliverWebhooks { endpoint } => Some(-endpoint.number),
            Self::RegisterChannel { channel }
            | Self::UnregisterChannel { channel, .. }
            | Self::FetchTemplates { channel }
            | Self::Acknowledge { channel, .. }
            | Self::LookUpCustomer { channel, .. }
            | Self::FetchAttachment { channel, .. } => Some(channel.number),
            _ => None,
        }
    }

    /// Its name in the queue, metrics and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SendMail { .. } => "send_mail",
            Self::SendMessage { .. } => "send_message",
            Self::RegisterChannel { .. } => "register_channel",
            Self::UnregisterChannel { .. } => "unregister_channel",
            Self::FetchTemplates { .. } => "fetch_templates",
            Self::Acknowledge { .. } => "acknowledge",
            Self::LookUpCustomer { .. } => "look_up_customer",
            Self::ReadDelivery { .. } => "read_delivery",
            Self::FeedWebhooks { .. } => "feed_webhooks",
            Self::DeliverWebhooks { .. } => "deliver_webhooks",
            Self::WakeConversation { .. } => "wake_conversation",
            Self::AskTheo { .. } => "ask_theo",
            Self::EmbedPassages => "embed_passages",
            Self::FindUnembedded => "find_unembedded",
            Self::IndexSearch { .. } => "index_search",
            Self::IndexArticle { .. } => "index_article",
            Self::ImportDocuments { .. } => "import_documents",
            Self::ImportSite { .. } => "import_site",
            Self::FetchAttachment { .. } => "fetch_attachment",
            Self::FetchMailFiles { .. } => "fetch_mail_files",
            Self::PrepareAttachment { .. } => "prepare_attachment",
            Self::DeleteFiles { .. } => "delete_files",
            Self::DeleteExpired => "delete_expired",
        }
    }
}

/// A mail from the server itself (not from a conversation).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    /// Plain text.
    pub body: String,
}
