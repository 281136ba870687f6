//! An attachment: a file that goes with a message.

use uuid::Uuid;

crate::words! {
    /// How far a file has come.
    AttachmentState {
        /// It is being made fit to be shown.
        Waiting = "waiting",
        Ready = "ready",
        /// It can't be shown; its error says why.
        Failed = "failed",
    }
}

/// A file as a message shows it, kept with the message's row so that reading messages reads nothing else.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    pub id: Uuid,
    /// Cleaned; only ever shown.
    pub filename: String,
    /// Told from the content, without parameters.
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Pixels, of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<i64>,
    pub state: AttachmentState,
    /// Why it failed, in a sentence for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whether there is a small picture of it.
    #[serde(default)]
    pub has_thumbnail: bool,
}
