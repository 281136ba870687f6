//! What is said in passing, stands in no log, and is forgotten by itself: who types, who looks at what.
//! Travels between the processes of one installation as JSON.

use model::Key;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Whisper {
    Typing(Typing),
    View(View),
}

/// Somebody types in a conversation, or has stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Typing {
    pub conversation: Key,
    /// Whose conversation it is, and where: that visitor hears of agents.
    pub customer: Option<Uuid>,
    pub channel: Option<i64>,
    /// The agent; `None` is the customer.
    pub agent: Option<(Key, String)>,
    pub is_typing: bool,
}

/// An agent looks at a conversation, or at none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub user: Key,
    pub name: String,
    pub conversation: Option<Key>,
    /// The socket on which it is looked at; set by whoever holds the socket.
    #[serde(default)]
    pub socket: String,
}
