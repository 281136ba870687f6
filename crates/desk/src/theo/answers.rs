//! Theo's drafts in the hands of agents: shown, sent as they are or changed, thrown away, judged.
//! Must not know how they came about.

use model::theo::{AnswerState, Feedback, Proposal, TheoAnswer, TheoMode};
use model::{AnyId, Key, Member, Message};
use store::theo_answers::{self, NewAnswer};
use store::{Reach, Tx, conversations};

use super::{Question, Settled, finish};
use crate::error::{Refusal, Result};
use crate::reply;

/// Notes a draft that an agent asked for.
pub fn propose(tx: &mut Tx<'_>, by: &Member, question: &Question, proposal: &Proposal) -> Result<TheoAnswer> {
    let reach = Reach::of(by);
    let key = note(tx, by, question, proposal, TheoMode::Assist)?;
    Ok(theo_answers::find(tx, &reach, key.into())?)
}

fn note(tx: &mut Tx<'_>, by: &Member, question: &Question, proposal: &Proposal, mode: TheoMode) -> Result<Key> {
    let new = NewAnswer {
        conversation: question.conversation.key,
        question: question.asked().map(|message| message.key),
        mode,
        state: AnswerState::Ready,
        asked_by: Some(by.user),
    };
    let noted = theo_answers::insert(tx, &Reach::of(by), new, Some(proposal))?;
    noted.ok_or_else(|| store::Error::Broken("an agent's draft is noted each time".into()).into())
}

/// An agent lets Theo answer by himself: he sends where he is sure, and calls a human where he is not. Nothing is sent
/// where somebody has spoken since.
pub fn send_if_sure(
    tx: &mut Tx<'_>,
    by: &Member,
    question: &Question,
    proposal: &Proposal,
) -> Result<(TheoAnswer, Settled)> {
    let reach = Reach::of(by);
    let before = store::conversations::lock(tx, &reach, question.conversation.key.into())?;
    let key = note(tx, by, question, proposal, TheoMode::Auto)?;
    let now = super::question(tx, &reach, before.clone(), 1)?;
    let asked = question.asked().map(|message| message.key);
    let settled = if asked.is_some() && now.asked().map(|message| message.key) == asked {
        let mut after = before.clone();
        let settled = finish(tx, &reach, &mut after, (key, proposal), &now.settings)?;
        reply::save(tx, &reach, Some(by.user), &before, &after)?;
        settled
    } else {
        theo_answers::update_state(tx, &reach, key, AnswerState::Withdrawn, None)?;
        Settled::Withdrawn
    };
    Ok((theo_answers::find(tx, &reach, key.into())?, settled))
}

/// A draft was sent, as it was or changed.
pub(crate) fn note_sent(tx: &mut Tx<'_>, reach: &Reach, answer: AnyId, message: &Message) -> Result<()> {
    let answer = theo_answers::find(tx, reach, answer)?;
    if answer.conversation != message.conversation {
        return Err(store::Error::NotFound.into());
    }
    if answer.state != AnswerState::Ready {
        return Ok(());
    }
    let is_edited = answer.reply.as_deref().map(str::trim) != Some(message.content.trim());
    Ok(theo_answers::update_state(tx, reach, answer.key, AnswerState::Sent, Some((message.key, is_edited)))?)
}

/// An agent does not want a draft.
pub fn discard(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<TheoAnswer> {
    let reach = Reach::of(by);
    let found = theo_answers::find(tx, &reach, id)?;
    // Nobody sends it meanwhile: whoever does holds the conversation.
    conversations::lock(tx, &reach, found.conversation.into())?;
    let answer = theo_answers::find(tx, &reach, id)?;
    match answer.state {
        AnswerState::Ready => theo_answers::update_state(tx, &reach, answer.key, AnswerState::Discarded, None)?,
        AnswerState::Discarded => {}
        _ => return Err(Refusal::NoDraft.into()),
    }
    Ok(theo_answers::find(tx, &reach, id)?)
}

/// What an agent says of it; none takes it back.
pub fn judge(tx: &mut Tx<'_>, by: &Member, id: AnyId, feedback: Option<Feedback>) -> Result<TheoAnswer> {
    let reach = Reach::of(by);
    let answer = theo_answers::find(tx, &reach, id)?;
    theo_answers::update_feedback(tx, &reach, answer.key, feedback)?;
    Ok(theo_answers::find(tx, &reach, id)?)
}
