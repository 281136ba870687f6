//! What Theo's calls give out: the documented fields of a reply first, in the documented order (contract section 6).

use advice::Tried;
use model::conversation::HandoffReason;
use model::theo::{AnswerState, Feedback, Gap, TheoAnswer, TheoMode, TheoReport, Writer};
use model::{Passage, Time};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What Theo came up with.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoReply)]
pub struct ReplyBody {
    /// Null where he has no answer, and in `auto` where he is not sure enough.
    pub reply: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: f64,
    /// The mode that was used.
    pub mode: TheoMode,
    pub needs_handoff: bool,
    pub handoff_reason: Option<HandoffReason>,
    /// Where the answer stands.
    pub citations: Vec<CitationBody>,
    /// What the draft is known by: given with the message that is made of it, or to discard or judge it.
    pub id: Uuid,
    /// The integer id.
    pub number: i64,
    pub state: AnswerState,
    pub writer: Writer,
}

/// A place in an article.
#[derive(Serialize, ToSchema)]
#[schema(as = Citation)]
pub struct CitationBody {
    pub article_id: i64,
    pub title: String,
    pub quote: String,
}

fn citations(of: &[model::theo::Citation]) -> Vec<CitationBody> {
    let body = |one: &model::theo::Citation| CitationBody {
        article_id: one.article,
        title: one.title.clone(),
        quote: one.quote.clone(),
    };
    of.iter().map(body).collect()
}

fn share(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}

impl ReplyBody {
    pub fn new(of: &TheoAnswer) -> Self {
        let is_held_back = of.mode == TheoMode::Auto && of.state != AnswerState::Sent;
        Self {
            reply: of.reply.clone().filter(|_| !is_held_back),
            confidence: share(of.confidence),
            mode: of.mode,
            needs_handoff: of.handoff.is_some() || of.state == AnswerState::HandedOver,
            handoff_reason: of.handoff,
            citations: citations(&of.citations),
            id: of.key.uuid,
            number: of.key.number,
            state: of.state,
            writer: of.writer,
        }
    }
}

/// Something that Theo has said or proposed.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoAnswer)]
pub struct AnswerBody {
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub mode: TheoMode,
    pub state: AnswerState,
    pub reply: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: f64,
    pub handoff_reason: Option<HandoffReason>,
    pub citations: Vec<CitationBody>,
    pub writer: Writer,
    /// The integer id of the customer's message that it answers; null where none waited for an answer.
    pub question_number: Option<i64>,
    /// The integer id of the message that it became.
    pub message_number: Option<i64>,
    /// Whether an agent had changed it.
    pub is_edited: bool,
    pub feedback: Option<Feedback>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The integer id.
    pub number: i64,
}

impl AnswerBody {
    pub fn new(of: &TheoAnswer) -> Self {
        Self {
            id: of.key.uuid,
            conversation_id: of.conversation.uuid,
            mode: of.mode,
            state: of.state,
            reply: of.reply.clone(),
            confidence: share(of.confidence),
            handoff_reason: of.handoff,
            citations: citations(&of.citations),
            writer: of.writer,
            question_number: of.question,
            message_number: of.message,
            is_edited: of.is_edited,
            feedback: of.feedback,
            created_at: of.created_at,
            number: of.key.number,
        }
    }
}

/// A question that was tried.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoPlayground)]
pub struct Playground {
    pub reply: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: f64,
    pub needs_handoff: bool,
    pub handoff_reason: Option<HandoffReason>,
    pub citations: Vec<CitationBody>,
    pub writer: Writer,
    /// What was found, the best first.
    pub passages: Vec<PassageBody>,
}

/// A piece of an article that was found.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundPassage)]
pub struct PassageBody {
    pub article_id: i64,
    pub title: String,
    pub headings: Vec<String>,
    pub text: String,
    /// Higher is better; comparable within one question only.
    pub score: f32,
}

impl Playground {
    pub fn new(of: Tried) -> Self {
        let passage = |(score, passage): (f32, Passage)| PassageBody {
            article_id: passage.article.number,
            title: passage.title,
            headings: passage.headings,
            text: passage.text,
            score,
        };
        Self {
            reply: of.proposal.reply,
            confidence: share(of.proposal.confidence),
            needs_handoff: of.proposal.handoff.is_some(),
            handoff_reason: of.proposal.handoff,
            citations: citations(&of.proposal.citations),
            writer: of.proposal.writer,
            passages: of.passages.into_iter().map(passage).collect(),
        }
    }
}

/// A conversation in short.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoSummary)]
pub struct Summary {
    pub summary: String,
    pub writer: Writer,
}

/// Tags that fit.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoTags)]
pub struct Tags {
    pub tags: Vec<String>,
}

/// A question that no article answers.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleGap)]
pub struct GapBody {
    pub id: Uuid,
    /// As it was asked first.
    pub question: String,
    /// How often it was asked.
    pub asked: i64,
    /// Where it was asked last.
    pub conversation_id: Option<Uuid>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Time,
    /// The integer id.
    pub number: i64,
}

impl GapBody {
    pub fn new(of: Gap) -> Self {
        Self {
            id: of.key.uuid,
            question: of.question,
            asked: of.asked,
            conversation_id: of.conversation.map(|key| key.uuid),
            created_at: of.created_at,
            asked_at: of.asked_at,
            number: of.key.number,
        }
    }
}

/// That a gap was closed.
#[derive(Serialize, ToSchema)]
#[schema(as = GapClosed)]
pub struct Closed {
    pub message: &'static str,
}

/// What Theo did in a stretch of time.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoReport)]
pub struct ReportBody {
    #[schema(value_type = String, format = DateTime)]
    pub from: Time,
    #[schema(value_type = String, format = DateTime)]
    pub to: Time,
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
    /// Of these, sent as they were.
    pub accepted: i64,
    /// Of these, sent changed.
    pub edited: i64,
    /// Why he handed over, most frequent first.
    pub reasons: Vec<Reason>,
}

/// How often something was the reason.
#[derive(Serialize, ToSchema)]
#[schema(as = HandoffCount)]
pub struct Reason {
    pub reason: HandoffReason,
    pub count: i64,
}

impl ReportBody {
    pub fn new(from: Time, to: Time, of: TheoReport, reasons: Vec<Reason>) -> Self {
        let TheoReport { answered, resolved, handed_over, wrong, drafts, accepted, edited } = of;
        Self { from, to, answered, resolved, handed_over, wrong, drafts, accepted, edited, reasons }
    }
}
