//! What Theo has proposed and what became of it, as rows.
//! Must not know how he finds an answer.

use model::theo::{AnswerState, Feedback, Proposal, TheoAnswer, TheoMode, Writer};
use model::{AnyId, Key, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

const COLUMNS: &str = "id, uuid, conversation_id, conversation_uuid, question_id, mode, state, reply, confidence,
    handoff_reason, citations, writer, message_id, is_edited, verdict, created_at";

fn read(row: &Row<'_>) -> Result<TheoAnswer> {
    Ok(TheoAnswer {
        key: row.key()?,
        conversation: row.key()?,
        question: row.take()?,
        mode: row.word()?,
        state: row.word()?,
        reply: row.take()?,
        confidence: row.take()?,
        handoff: row.word_or_none()?,
        citations: row.json()?,
        writer: row.word()?,
        message: row.take()?,
        is_edited: row.take()?,
        feedback: row.word_or_none()?,
        created_at: row.take()?,
    })
}

/// The answer, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<TheoAnswer> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!("SELECT {COLUMNS} FROM theo_answers WHERE {column} = $1 AND business_id = $2");
    c.first(&sql, &[id, reach.id().into()], read)?.ok_or(Error::NotFound)
}

/// What he said by himself to a customer's message, or is about to.
pub fn find_own(c: &mut Conn, reach: &Reach, question: Key) -> Result<Option<TheoAnswer>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM theo_answers
         WHERE question_id = $1 AND business_id = $2 AND mode = 'auto' AND asked_by IS NULL"
    );
    c.first(&sql, args![question.number, reach.id()], read)
}

/// The newest answers of a conversation, newest first.
pub fn list(c: &mut Conn, reach: &Reach, conversation: Key, limit: i64) -> Result<Vec<TheoAnswer>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM theo_answers WHERE conversation_id = $1 AND business_id = $2 ORDER BY id DESC LIMIT $3"
    );
    c.rows(&sql, args![conversation.number, reach.id(), limit], read)
}

/// An answer to be noted.
#[derive(Clone, Copy, Debug)]
pub struct NewAnswer {
    pub conversation: Key,
    /// The customer's message.
    pub question: Option<Key>,
    pub mode: TheoMode,
    pub state: AnswerState,
    /// The user who asked; none where Theo answers by himself.
    pub asked_by: Option<Key>,
}

/// Notes an answer; none where Theo answers this message by himself already.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: NewAnswer, proposal: Option<&Proposal>) -> Result<Option<Key>> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let number = tx.first(
        "INSERT INTO theo_answers (uuid, business_id, conversation_id, conversation_uuid, question_id, mode, state,
            confidence, citations, writer, is_edited, asked_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '[]', $8, false, $9, $10, $10)
         ON CONFLICT (question_id) WHERE mode = 'auto' AND asked_by IS NULL DO NOTHING RETURNING id",
        args![
            uuid,
            reach.id(),
            new.conversation.number,
            new.conversation.uuid,
            new.question.map(|key| key.number),
            new.mode.word(),
            new.state.word(),
            Writer::Extract.word(),
            new.asked_by.map(|key| key.number),
            now
        ],
        |row| row.take(),
    )?;
    let Some(number) = number else { return Ok(None) };
    let key = Key { number, uuid };
    if let Some(proposal) = proposal {
        update_proposal(tx, reach, key, proposal)?;
    }
    Ok(Some(key))
}

/// Writes what he came up with.
pub fn update_proposal(tx: &mut Tx<'_>, reach: &Reach, answer: Key, proposal: &Proposal) -> Result<()> {
    let now = tx.now();
    let citations = serde_json::to_string(&proposal.citations).map_err(|error| Error::Broken(error.to_string()))?;
    tx.execute(
        "UPDATE theo_answers SET reply = $3, confidence = $4, handoff_reason = $5, citations = $6, writer = $7,
            updated_at = $8 WHERE id = $1 AND business_id = $2",
        args![
            answer.number,
            reach.id(),
            &proposal.reply,
            proposal.confidence,
            proposal.handoff.map(Word::word),
            &citations,
            proposal.writer.word(),
            now
        ],
    )?;
    Ok(())
}

/// Writes what became of it; `message` is what it became, and whether somebody had changed it.
pub fn update_state(
    tx: &mut Tx<'_>,
    reach: &Reach,
    answer: Key,
    state: AnswerState,
    message: Option<(Key, bool)>,
) -> Result<()> {
    let now = tx.now();
    let (message, is_edited) = (message.map(|(key, _)| key.number), message.is_some_and(|(_, is_edited)| is_edited));
    tx.execute(
        "UPDATE theo_answers SET state = $3, message_id = coalesce($4, message_id), is_edited = $5, updated_at = $6
         WHERE id = $1 AND business_id = $2",
        args![answer.number, reach.id(), state.word(), message, is_edited, now],
    )?;
    Ok(())
}

/// Writes what an agent says of it.
pub fn update_feedback(tx: &mut Tx<'_>, reach: &Reach, answer: Key, feedback: Option<Feedback>) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "UPDATE theo_answers SET verdict = $3, updated_at = $4 WHERE id = $1 AND business_id = $2",
        args![answer.number, reach.id(), feedback.map(Word::word), now],
    )?;
    Ok(())
}
