//! What Theo's calls take in.

use model::theo::Feedback;
use model::{AnyId, Time};
use utoipa::{IntoParams, ToSchema};

use crate::fields::{Fields, Input};

/// Microseconds of 30 days.
pub const MONTH: i64 = 30 * 24 * 3600 * 1_000_000;

model::words! {
    /// What is to become of an answer.
    ReplyMode {
        Assist = "assist",
        Auto = "auto",
    }
}

/// Which conversation Theo is to look at.
#[derive(ToSchema)]
#[schema(as = AskTheo)]
pub struct AskReply {
    pub conversation_id: AnyId,
    #[schema(default = "assist")]
    pub mode: Option<ReplyMode>,
}

impl Input for AskReply {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { conversation_id: fields.id("conversation_id").required(), mode: fields.word("mode").optional() }
    }
}

/// A conversation.
#[derive(ToSchema)]
pub struct OfConversation {
    pub conversation_id: AnyId,
}

impl Input for OfConversation {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { conversation_id: fields.id("conversation_id").required() }
    }
}

/// Whose answers.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AnswersQuery {
    pub conversation_id: AnyId,
}

impl Input for AnswersQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { conversation_id: fields.id("conversation_id").required() }
    }
}

/// What an agent says of an answer.
#[derive(ToSchema)]
#[schema(as = TheoFeedback)]
pub struct FeedbackBody {
    /// Null takes it back.
    pub feedback: Option<Feedback>,
}

impl Input for FeedbackBody {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { feedback: fields.word("feedback").optional() }
    }
}

/// A question to be tried.
#[derive(ToSchema)]
pub struct Ask {
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    pub question: String,
}

impl Input for Ask {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { question: fields.text("question", 1, 2000).not_blank().required() }
    }
}

/// Which answer an article is to be made of.
#[derive(ToSchema)]
#[schema(as = NewArticleOfAnswer)]
pub struct NewArticle {
    pub message_id: AnyId,
}

impl Input for NewArticle {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { message_id: fields.id("message_id").required() }
    }
}

/// From when to when.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Time>,
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Time>,
}

impl Input for ReportQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { from: fields.time("from").optional(), to: fields.time("to").optional() }
    }
}
