//! Theo, the assistant: how a business wants him, what he has answered and what he could not.

use serde::{Deserialize, Serialize};

use crate::conversation::HandoffReason;
use crate::message::Source;
use crate::{ChannelType, Key, Time};

/// From this confidence on an answer goes out by itself (contract section 6), in thousandths.
pub const SURE: i64 = 800;

crate::words! {
    /// What Theo does with a question.
    TheoMode {
        /// Nothing by himself; whoever asks him gets a draft.
        Assist = "assist",
        /// He answers where he is sure, and calls a human where he is not.
        Auto = "auto",
        /// Nothing at all.
        Off = "off",
    }
}

crate::words! {
    Tone {
        Friendly = "friendly",
        Formal = "formal",
        Brief = "brief",
    }
}

crate::words! {
    /// Who found the words of an answer.
    Writer {
        /// They stand in an article as they are.
        Extract = "extract",
        /// A language model, out of articles.
        Model = "model",
    }
}

crate::words! {
    AnswerState {
        /// Begun: nothing is sent yet.
        Drafting = "drafting",
        /// Shown to an agent.
        Ready = "ready",
        Sent = "sent",
        /// An agent did not want it.
        Discarded = "discarded",
        /// A human was called in its place.
        HandedOver = "handed_over",
        /// Somebody else was faster, or the customer wrote on.
        Withdrawn = "withdrawn",
    }
}

crate::words! {
    /// What an agent says of an answer.
    Feedback {
        Right = "right",
        Wrong = "wrong",
    }
}

crate::words! {
    /// When Theo answers by himself.
    When {
        Inside = "inside",
        Outside = "outside",
    }
}

/// A stretch of each week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub when: When,
    /// `Europe/Berlin`.
    pub time_zone: String,
    /// Monday is 1.
    pub days: Vec<i64>,
    /// Minutes after midnight.
    pub from: i64,
    /// Minutes after midnight; before `from` where it ends on the next day.
    pub to: i64,
}

/// A language model's, of a business's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    pub base_url: String,
    pub model: String,
}

/// How a business wants Theo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TheoSettings {
    pub mode: TheoMode,
    pub tone: Tone,
    /// Where he answers by himself; none for everywhere.
    pub channels: Option<Vec<ChannelType>>,
    pub hours: Option<Hours>,
    /// What the team wants to answer itself: a message that says one of these goes to a human.
    pub keywords: Vec<String>,
    /// Whether he tells the customer that a human is called.
    pub announces_handoff: bool,
    pub endpoint: Option<Endpoint>,
    /// What a language model may cost in a month; none for no bound.
    pub monthly_tokens: Option<i64>,
    pub updated_at: Option<Time>,
}

impl Default for TheoSettings {
    fn default() -> Self {
        Self {
            mode: TheoMode::Assist,
            tone: Tone::Friendly,
            channels: None,
            hours: None,
            keywords: Vec::new(),
            announces_handoff: true,
            endpoint: None,
            monthly_tokens: None,
            updated_at: None,
        }
    }
}

/// Where words of an answer stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The article's number.
    pub article: i64,
    pub title: String,
    pub quote: String,
}

/// What Theo makes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub reply: Option<String>,
    /// 0 to 1000.
    pub confidence: i64,
    /// Why a human is needed, if one is.
    pub handoff: Option<HandoffReason>,
    pub citations: Vec<Citation>,
    /// What the customer is shown of them.
    pub sources: Vec<Source>,
    pub writer: Writer,
    /// What the customer is told where a human is called, in their language.
    pub announcement: String,
}

impl Proposal {
    /// Where he could not even look.
    pub fn none() -> Self {
        Self {
            reply: None,
            confidence: 0,
            handoff: Some(HandoffReason::LowConfidence),
            citations: Vec::new(),
            sources: Vec::new(),
            writer: Writer::Extract,
            announcement: String::new(),
        }
    }

    /// What goes out without anybody having looked at it.
    pub fn sure(&self) -> Option<&str> {
        self.reply.as_deref().filter(|_| self.handoff.is_none() && self.confidence >= SURE)
    }
}

/// A proposal as it stands in the books.
#[derive(Clone, Debug, PartialEq)]
pub struct TheoAnswer {
    pub key: Key,
    pub conversation: Key,
    /// The number of the customer's message that it answers; none where nobody waited for an answer.
    pub question: Option<i64>,
    pub mode: TheoMode,
    pub state: AnswerState,
    pub reply: Option<String>,
    pub confidence: i64,
    pub handoff: Option<HandoffReason>,
    pub citations: Vec<Citation>,
    pub writer: Writer,
    /// The number of the message that it became.
    pub message: Option<i64>,
    pub is_edited: bool,
    pub feedback: Option<Feedback>,
    pub created_at: Time,
}

/// A question that no article answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub key: Key,
    pub question: String,
    /// How often.
    pub asked: i64,
    /// Where it was asked last.
    pub conversation: Option<Key>,
    pub created_at: Time,
    pub asked_at: Time,
}

/// What Theo did in a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TheoReport {
    /// Answers that he sent by himself.
    pub answered: i64,
    /// Conversations with such an answer that ended without any message of an agent.
    pub resolved: i64,
    /// Conversations that he handed over.
    pub handed_over: i64,
    /// Answers that an agent called wrong.
    pub wrong: i64,
    /// Drafts that agents asked for.
    pub drafts: i64,
    /// Drafts that agents sent as they were.
    pub accepted: i64,
    /// Drafts that agents sent changed.
    pub edited: i64,
}
