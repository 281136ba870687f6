//! What Theo did in a stretch of time, counted out of his answers.
//! Must not know how it is shown.

use model::Time;
use model::conversation::HandoffReason;
use model::theo::TheoReport;

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;

/// Counts answers that were begun from `from` on and before `to`.
pub fn count(c: &mut Conn, reach: &Reach, from: Time, to: Time) -> Result<TheoReport> {
    let sql = "SELECT
            count(*) FILTER (WHERE mode = 'auto' AND state = 'sent'),
            count(DISTINCT conversation_id) FILTER (WHERE mode = 'auto' AND state = 'sent' AND EXISTS (
                SELECT 1 FROM conversations k WHERE k.id = a.conversation_id
                AND k.status IN ('resolved', 'closed') AND k.first_response_at IS NULL)),
            count(DISTINCT conversation_id) FILTER (WHERE state = 'handed_over'),
            count(*) FILTER (WHERE verdict = 'wrong'),
            count(*) FILTER (WHERE mode = 'assist'),
            count(*) FILTER (WHERE mode = 'assist' AND state = 'sent' AND NOT is_edited),
            count(*) FILTER (WHERE mode = 'assist' AND state = 'sent' AND is_edited)
         FROM theo_answers a WHERE business_id = $1 AND created_at >= $2 AND created_at < $3";
    let found = c.first(sql, args![reach.id(), from, to], |row| {
        Ok(TheoReport {
            answered: row.take()?,
            resolved: row.take()?,
            handed_over: row.take()?,
            wrong: row.take()?,
            drafts: row.take()?,
            accepted: row.take()?,
            edited: row.take()?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Why conversations were handed over in that time, most frequent first.
pub fn reasons(c: &mut Conn, reach: &Reach, from: Time, to: Time) -> Result<Vec<(HandoffReason, i64)>> {
    let sql = "SELECT handoff_reason, count(*) AS many FROM theo_answers
         WHERE business_id = $1 AND created_at >= $2 AND created_at < $3 AND state = 'handed_over'
             AND handoff_reason IS NOT NULL
         GROUP BY handoff_reason ORDER BY many DESC, handoff_reason";
    c.rows(sql, args![reach.id(), from, to], |row| Ok((row.word()?, row.take()?)))
}
