//! Full text of passages, ranked: any word of a question may hit, rare ones count for more, and those of headings too.
//! One of the files with pairs of texts: FTS5's bm25, and tsvector with the same idea written out.
//! Long words are also found by their beginnings, which stands for grammar in any language.

use model::Key;

use super::words::{self, Prefixes};
use super::{stops, tenant};
use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;

/// Words of this many letters are also found by their beginning.
const LONG: usize = 6;
/// Letters at the end of a long word that grammar may change.
const ENDING: usize = 2;

/// Indexes a passage that is new.
pub(crate) fn put(tx: &mut Tx<'_>, reach: &Reach, passage: i64, headings: &[String], text: &str) -> Result<()> {
    let headings = words::all(headings.iter().map(String::as_str));
    let text = words::all([text]);
    let business = tenant(reach.id());
    if tx.is_postgres() {
        let mut vector = format!("'{business}'");
        for (at, word) in headings.iter().enumerate() {
            vector.push_str(&format!(" '{word}':{}A", at + 1));
        }
        for (at, word) in text.iter().enumerate() {
            vector.push_str(&format!(" '{word}':{}", headings.len() + at + 1));
        }
        let sql = "INSERT INTO passage_texts (passage_id, words) VALUES ($1, CAST(CAST($2 AS TEXT) AS tsvector))";
        tx.execute(sql, args![passage, &vector])?;
    } else {
        let sql = "INSERT INTO passage_texts (rowid, business, headings, text) VALUES ($1, $2, $3, $4)";
        tx.execute(sql, args![passage, &business, &headings.join(" "), &text.join(" ")])?;
    }
    Ok(())
}

/// Takes an article's passages out, while they are still rows.
pub(crate) fn delete(tx: &mut Tx<'_>, reach: &Reach, article: Key) -> Result<()> {
    let column = if tx.is_postgres() { "passage_id" } else { "rowid" };
    let sql = format!(
        "DELETE FROM passage_texts WHERE {column} IN (
            SELECT p.id FROM passages p WHERE p.article_id = $1 AND p.business_id = $2)"
    );
    tx.execute(&sql, args![article.number, reach.id()])?;
    Ok(())
}

/// The numbers of the passages that hold words of the question, the best first.
pub(crate) fn find(c: &mut Conn, reach: &Reach, question: &str, limit: i64) -> Result<Vec<i64>> {
    let parts = parts(question, c.is_postgres());
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let business = tenant(reach.id());
    if c.is_postgres() {
        let (business, parts) = (format!("'{business}'"), parts.join(" "));
        return c.rows(POSTGRES, args![&business, &parts, reach.id(), limit], |row| row.take());
    }
    let asked = format!("business : \"{business}\" AND {{headings text}} : ({})", parts.join(" OR "));
    let sql = "SELECT rowid FROM passage_texts WHERE passage_texts MATCH $1
         ORDER BY bm25(passage_texts, 0.0, 2.0, 1.0), rowid LIMIT $2";
    c.rows(sql, args![&asked, limit], |row| row.take())
}

/// Each part of the question weighs what it tells: a word in few of the business's passages more than one in many.
const POSTGRES: &str = "WITH
    asked AS (
        SELECT part.number, CAST(part.word AS tsquery) AS query
        FROM unnest(string_to_array(CAST($2 AS TEXT), ' ')) WITH ORDINALITY AS part (word, number)),
    hits AS (
        SELECT asked.number, t.passage_id,
            ts_rank(CAST('{0.25, 0.25, 0.25, 0.5}' AS real[]), t.words, asked.query, 1) AS rank
        FROM asked JOIN passage_texts t ON t.words @@ (CAST(CAST($1 AS TEXT) AS tsquery) && asked.query)),
    every AS (SELECT count(*) AS many FROM passages p WHERE p.business_id = $3),
    weights AS (
        SELECT hits.number, ln(1 + (every.many - count(*) + 0.5) / (count(*) + 0.5)) AS weight
        FROM hits CROSS JOIN every GROUP BY hits.number, every.many)
    SELECT hits.passage_id FROM hits JOIN weights ON weights.number = hits.number
    GROUP BY hits.passage_id ORDER BY sum(hits.rank * weights.weight) DESC, hits.passage_id LIMIT $4";

/// The words of a question as the index of each engine takes them; those that say nothing are left out.
fn parts(question: &str, is_postgres: bool) -> Vec<String> {
    let mut terms = words::asked(question, Prefixes::Last);
    let says_something = |word: &str| !stops::WORDS.contains(&word);
    if terms.iter().any(|term| says_something(&term.text)) {
        terms.retain(|term| says_something(&term.text));
    }
    let (quote, star) = if is_postgres { ("'", ":*") } else { ("\"", "*") };
    let mut parts = Vec::new();
    for term in terms {
        let letters = term.text.chars().count();
        let beginning: String = term.text.chars().take(letters.saturating_sub(ENDING)).collect();
        parts.push(format!("{quote}{}{quote}{}", term.text, if term.is_prefix { star } else { "" }));
        if letters >= LONG {
            parts.push(format!("{quote}{beginning}{quote}{star}"));
        }
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_its_telling_words_and_never_syntax() {
        assert_eq!(
            parts("How do I return shoes?", false),
            ["\"retu\"*", "\"return\"", "\"shoes\"*"].map(str::to_owned)
        );
        assert_eq!(parts("wie lange dauert der Versand", true)[0], "'daue':*");
        assert_eq!(parts("what is it", false), ["\"is\"", "\"it\"*", "\"what\""], "better these than nothing");
        assert_eq!(parts("\" OR business : \"_2", false), ["\"2\"*", "\"busine\"*", "\"business\""]);
        assert!(parts("'|&!:*()", true).is_empty());
    }
}
