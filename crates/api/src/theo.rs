//! Theo over HTTP (contract section 6): drafts, what becomes of them, what no article answers, and what he did.
//! Knows the wire, not how an answer is found.

mod input;
mod settings;
mod wire;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use desk::theo::answers;
use model::article::Text;
use model::theo::TheoMode;
use model::{AnyId, ArticleState, SenderType, Time};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::articles::wire::ArticleBody;
use crate::extract::{Body, Path, PathBody, Query};
use crate::fields::Id;
use crate::member::Member;
use crate::{App, Error, page};
use input::{AnswersQuery, Ask, AskReply, FeedbackBody, NewArticle, OfConversation, ReplyMode, ReportQuery};
use wire::{AnswerBody, Closed, GapBody, Playground, Reason, ReplyBody, ReportBody, Summary, Tags};

/// Messages that a summary is made of.
const SUMMED: i64 = 100;
/// Gaps that are shown.
const GAPS: i64 = 100;
/// Answers of a conversation that are shown.
const ANSWERS: i64 = 50;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(reply))
        .routes(routes!(list))
        .routes(routes!(discard))
        .routes(routes!(judge))
        .routes(routes!(ask))
        .routes(routes!(summary))
        .routes(routes!(tags))
        .routes(routes!(article))
        .routes(routes!(gaps))
        .routes(routes!(close_gap))
        .routes(routes!(report))
        .merge(settings::routes())
}

/// Ask Theo for an answer
///
/// `assist` gives a draft: nothing is sent. `auto` sends it where Theo is at least 0.8 sure, and flags the conversation for a
/// human where he is not; `reply` is then null. He reads the last five messages and the published articles.
#[utoipa::path(post, path = "/api/v1/ai/reply", tag = "Theo", request_body = AskReply,
    responses((status = 200, description = "What he came up with", body = ReplyBody),
        (status = 404, description = "There is no such thing in the caller's business", body = crate::openapi::Detail),
        (status = 400, description = "Theo is switched off", body = crate::openapi::Detail)))]
async fn reply(State(app): State<App>, member: Member, Body(asked): Body<AskReply>) -> Result<Json<ReplyBody>, Error> {
    let reach = member.reach;
    let id = asked.conversation_id;
    let question = app.read(move |c| desk::theo::read_last(c, &reach, id).map_err(Error::from)).await?;
    if question.settings.mode == TheoMode::Off {
        return Err(desk::Refusal::TheoOff.into());
    }
    let proposal = app.advice.propose(reach, &question).await?;
    let missing = app.advice.missing(reach, &question, &proposal).await?;
    let (by, is_auto) = (member.member, asked.mode == Some(ReplyMode::Auto));
    let noted = app
        .write(move |tx| -> Result<_, Error> {
            let answer = match is_auto {
                true => answers::send_if_sure(tx, &by, &question, &proposal)?.0,
                false => answers::propose(tx, &by, &question, &proposal)?,
            };
            if let Some(missing) = &missing {
                desk::theo::gaps::note(tx, &reach, missing, question.conversation.key)?;
            }
            Ok(answer)
        })
        .await?;
    Ok(Json(ReplyBody::new(&noted)))
}

/// What Theo has said and proposed in a conversation
///
/// The newest 50, newest first.
#[utoipa::path(get, path = "/api/v1/ai/answers", tag = "Theo", params(AnswersQuery),
    responses((status = 200, description = "His answers", body = Vec<AnswerBody>),
        (status = 404, description = "There is no such thing in the caller's business", body = crate::openapi::Detail)))]
async fn list(
    State(app): State<App>,
    member: Member,
    Query(query): Query<AnswersQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let reach = member.reach;
    let found = app.read(move |c| {
        let conversation = store::conversations::find(c, &reach, query.conversation_id)?;
        store::theo_answers::list(c, &reach, conversation.key, ANSWERS)
    });
    page::whole(&headers, &found.await?.iter().map(AnswerBody::new).collect::<Vec<_>>())
}

/// Throw a draft away
#[utoipa::path(post, path = "/api/v1/ai/answers/{answer_id}/discard", tag = "Theo",
    params(("answer_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The draft", body = AnswerBody),
        (status = 400, description = "It is no draft any more", body = crate::openapi::Detail)))]
async fn discard(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<AnswerBody>, Error> {
    let answer = app.write(move |tx| answers::discard(tx, &member.member, id)).await?;
    Ok(Json(AnswerBody::new(&answer)))
}

/// Say whether an answer was right
#[utoipa::path(post, path = "/api/v1/ai/answers/{answer_id}/feedback", tag = "Theo", request_body = FeedbackBody,
    params(("answer_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The answer", body = AnswerBody)))]
async fn judge(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), said): PathBody<Id, FeedbackBody>,
) -> Result<Json<AnswerBody>, Error> {
    let answer = app.write(move |tx| answers::judge(tx, &member.member, id, said.feedback)).await?;
    Ok(Json(AnswerBody::new(&answer)))
}

/// Try a question
///
/// As a customer would ask it; nothing is sent or noted.
#[utoipa::path(post, path = "/api/v1/ai/ask", tag = "Theo", request_body = Ask,
    responses((status = 200, description = "The answer, and the passages that were found", body = Playground)))]
async fn ask(State(app): State<App>, member: Member, Body(asked): Body<Ask>) -> Result<Json<Playground>, Error> {
    let reach = member.reach;
    let tried = app.advice.ask(reach, &asked.question).await?;
    Ok(Json(Playground::new(tried)))
}

/// Sum a conversation up
#[utoipa::path(post, path = "/api/v1/ai/summary", tag = "Theo", request_body = OfConversation,
    responses((status = 200, description = "What it is about", body = Summary),
        (status = 404, description = "There is no such thing in the caller's business", body = crate::openapi::Detail)))]
async fn summary(
    State(app): State<App>,
    member: Member,
    Body(of): Body<OfConversation>,
) -> Result<Json<Summary>, Error> {
    let reach = member.reach;
    let question =
        app.read(move |c| desk::theo::read(c, &reach, of.conversation_id, SUMMED).map_err(Error::from)).await?;
    let digest = app.advice.summary(reach, &question).await?;
    Ok(Json(Summary { summary: digest.text, writer: digest.writer }))
}

/// Tags that fit a conversation
///
/// Those of the articles that are about it, without the ones that it has.
#[utoipa::path(post, path = "/api/v1/ai/tags", tag = "Theo", request_body = OfConversation,
    responses((status = 200, description = "The tags, the best first", body = Tags),
        (status = 404, description = "There is no such thing in the caller's business", body = crate::openapi::Detail)))]
async fn tags(State(app): State<App>, member: Member, Body(of): Body<OfConversation>) -> Result<Json<Tags>, Error> {
    let reach = member.reach;
    let question = app.read(move |c| desk::theo::read_last(c, &reach, of.conversation_id).map_err(Error::from)).await?;
    Ok(Json(Tags { tags: app.advice.tags(reach, &question).await? }))
}

/// Make an article out of an answer
///
/// A draft, to be looked over before it is published: the customer's question before the message is its title.
#[utoipa::path(post, path = "/api/v1/ai/articles", tag = "Theo", request_body = NewArticle,
    responses((status = 201, description = "The draft", body = ArticleBody),
        (status = 404, description = "There is no such thing in the caller's business", body = crate::openapi::Detail),
        (status = 400, description = "The message is no answer", body = crate::openapi::Detail)))]
async fn article(
    State(app): State<App>,
    member: Member,
    Body(new): Body<NewArticle>,
) -> Result<(StatusCode, Json<ArticleBody>), Error> {
    let reach = member.reach;
    let (question, answer) = app
        .read(move |c| -> Result<_, Error> {
            let message = store::messages::find(c, &reach, new.message_id)?;
            if !matches!(message.sender_type, SenderType::Agent | SenderType::Ai) || message.content.trim().is_empty() {
                return Err(desk::Refusal::NoAnswer.into());
            }
            let before = store::messages::find_last_of_customer(c, &reach, message.conversation, message.key)?;
            Ok((before.map(|before| before.content).unwrap_or_default(), message.content))
        })
        .await?;
    let (title, content) = app.advice.article(reach, &question, &answer).await?;
    let title = if title.trim().is_empty() { "A new article".to_owned() } else { title };
    let text = Text { title, content, tags: Vec::new(), state: ArticleState::Draft, category: None, language: None };
    let by = member.member;
    let made = app.write(move |tx| desk::articles::create(tx, &by, text.clone(), None).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(ArticleBody::new(made))))
}

/// What customers ask and no article answers
///
/// At most 100, what is asked most first.
#[utoipa::path(get, path = "/api/v1/ai/gaps", tag = "Theo",
    responses((status = 200, description = "The gaps", body = Vec<GapBody>)))]
async fn gaps(State(app): State<App>, member: Member, headers: HeaderMap) -> Result<Response, Error> {
    let found = app.read(move |c| store::theo_gaps::list(c, &member.reach, GAPS)).await?;
    page::whole(&headers, &found.into_iter().map(GapBody::new).collect::<Vec<_>>())
}

/// Close a gap
///
/// An article answers it now, or nobody is to.
#[utoipa::path(delete, path = "/api/v1/ai/gaps/{gap_id}", tag = "Theo",
    params(("gap_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "It is shown no more", body = Closed)))]
async fn close_gap(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<Closed>, Error> {
    app.write(move |tx| desk::theo::gaps::close(tx, &member.member, id)).await?;
    Ok(Json(Closed { message: "Gap closed" }))
}

/// What Theo did
///
/// In a stretch of time, of the last 30 days where none is said.
#[utoipa::path(get, path = "/api/v1/ai/report", tag = "Theo", params(ReportQuery),
    responses((status = 200, description = "Counts", body = ReportBody)))]
async fn report(
    State(app): State<App>,
    member: Member,
    Query(query): Query<ReportQuery>,
) -> Result<Json<ReportBody>, Error> {
    let reach = member.reach;
    // What happens at this very moment counts.
    let to = query.to.unwrap_or_else(|| Time(app.now().0 + 1));
    let from = query.from.unwrap_or(Time(to.0.saturating_sub(input::MONTH)));
    let (count, reasons) = app
        .read(move |c| -> store::Result<_> {
            Ok((store::theo_report::count(c, &reach, from, to)?, store::theo_report::reasons(c, &reach, from, to)?))
        })
        .await?;
    let reasons = reasons.into_iter().map(|(reason, count)| Reason { reason, count }).collect();
    Ok(Json(ReportBody::new(from, to, count, reasons)))
}
