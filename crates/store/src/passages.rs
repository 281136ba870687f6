//! Passages as rows: the pieces of published articles that are found, and what an embedding model makes of them.
//! Their words are indexed by `search/passages.rs`. Must not know how texts are cut or vectors made.

use model::{Key, Passage};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::many;
use crate::reach::Reach;
use crate::search;
use crate::tx::Tx;
use crate::value::{Row, Value};

const COLUMNS: &str = "p.id, k.id, k.uuid, k.title, k.slug, k.language, p.headings, p.text";

fn read(row: &Row<'_>) -> Result<Passage> {
    Ok(Passage {
        id: row.take()?,
        article: row.key()?,
        title: row.take()?,
        slug: row.take()?,
        language: row.take()?,
        headings: row.json()?,
        text: row.take()?,
    })
}

/// A passage to be made: the titles that it stands under, and what it says.
pub type NewPassage = (Vec<String>, String);

/// Puts these passages in the place of those that an article had.
pub fn replace(tx: &mut Tx<'_>, reach: &Reach, article: Key, passages: &[NewPassage]) -> Result<()> {
    delete(tx, reach, article)?;
    note_change(tx, reach)?;
    for (ordinal, (headings, text)) in passages.iter().enumerate() {
        let json = serde_json::to_string(headings).map_err(|error| Error::Broken(error.to_string()))?;
        let id = tx.first(
            "INSERT INTO passages (business_id, article_id, ordinal, headings, text) VALUES ($1, $2, $3, $4, $5)
             RETURNING id",
            args![reach.id(), article.number, ordinal, &json, text],
            |row| row.take(),
        )?;
        let id = id.ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
        search::passages::put(tx, reach, id, headings, text)?;
    }
    Ok(())
}

/// Forgets what is found of an article.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, article: Key) -> Result<()> {
    search::passages::delete(tx, reach, article)?;
    let args = args![article.number, reach.id()];
    if tx.execute("DELETE FROM passages WHERE article_id = $1 AND business_id = $2", args)? > 0 {
        note_change(tx, reach)?;
    }
    Ok(())
}

/// The passages that hold words of a question, the best first. Nothing where there is no word in it.
pub fn search(c: &mut Conn, reach: &Reach, question: &str, limit: i64) -> Result<Vec<Passage>> {
    let ids = search::passages::find(c, reach, question, limit)?;
    find_many(c, reach, &ids)
}

/// The numbers of the passages that hold words of a question, the best first.
pub fn find(c: &mut Conn, reach: &Reach, question: &str, limit: i64) -> Result<Vec<i64>> {
    search::passages::find(c, reach, question, limit)
}

/// Those of these passages that there are, in this order.
pub fn find_many(c: &mut Conn, reach: &Reach, ids: &[i64]) -> Result<Vec<Passage>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(many::MOST) {
        let sql = format!(
            "SELECT {COLUMNS} FROM passages p JOIN articles k ON k.id = p.article_id
             WHERE p.business_id = $1 AND p.id IN ({})",
            many::places(2, some.len())
        );
        let mut args: Vec<Value<'_>> = vec![reach.id().into()];
        many::fill(&mut args, some.iter().map(|id| (*id).into()));
        found.extend(c.rows(&sql, &args, read)?);
    }
    found.sort_by_key(|passage: &Passage| ids.iter().position(|id| *id == passage.id));
    Ok(found)
}

/// Passages that this model has made nothing of yet, oldest first.
pub fn list_unembedded(c: &mut Conn, reach: &Reach, model: &str, limit: i64) -> Result<Vec<Passage>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM passages p JOIN articles k ON k.id = p.article_id
         WHERE p.business_id = $1 AND (p.vector_model IS NULL OR p.vector_model <> $2) ORDER BY p.id LIMIT $3"
    );
    c.rows(&sql, args![reach.id(), model, limit], read)
}

/// Keeps what a model has made of passages, of those that are still there. Each part of a vector is one byte.
pub fn set_vectors(tx: &mut Tx<'_>, reach: &Reach, model: &str, vectors: &[(i64, Vec<i8>)]) -> Result<()> {
    for (passage, vector) in vectors {
        let bytes: Vec<u8> = vector.iter().map(|part| part.cast_unsigned()).collect();
        tx.execute(
            "UPDATE passages SET vector = $3, vector_model = $4 WHERE id = $1 AND business_id = $2",
            args![*passage, reach.id(), &bytes, model],
        )?;
    }
    note_change(tx, reach)
}

/// Counts a change, for whoever holds vectors in memory.
fn note_change(tx: &mut Tx<'_>, reach: &Reach) -> Result<()> {
    tx.execute(
        "INSERT INTO passage_versions (business_id, version) VALUES ($1, 1)
         ON CONFLICT (business_id) DO UPDATE SET version = passage_versions.version + 1, model = NULL",
        args![reach.id()],
    )?;
    Ok(())
}

/// Notes that a model has read all of a business's passages.
pub fn note_model(tx: &mut Tx<'_>, reach: &Reach, model: &str) -> Result<()> {
    let sql = "UPDATE passage_versions SET model = $2 WHERE business_id = $1 AND NOT EXISTS (
            SELECT 1 FROM passages p WHERE p.business_id = $1 AND (p.vector_model IS NULL OR p.vector_model <> $2))";
    tx.execute(sql, args![reach.id(), model])?;
    Ok(())
}

/// Businesses with passages that this model has not read.
pub fn businesses_behind(c: &mut Conn, model: &str) -> Result<Vec<Key>> {
    let sql = "SELECT b.id, b.uuid FROM passage_versions v JOIN businesses b ON b.id = v.business_id
         WHERE v.model IS NULL OR v.model <> $1 ORDER BY b.id";
    c.rows(sql, args![model], |row| row.key())
}

/// How often a business's passages or their vectors have changed.
pub fn version(c: &mut Conn, reach: &Reach) -> Result<i64> {
    let sql = "SELECT version FROM passage_versions WHERE business_id = $1";
    Ok(c.first(sql, args![reach.id()], |row| row.take())?.unwrap_or(0))
}

/// What this model has made of a business's passages, by their numbers.
pub fn vectors(c: &mut Conn, reach: &Reach, model: &str) -> Result<Vec<(i64, Vec<i8>)>> {
    let sql = "SELECT p.id, p.vector FROM passages p
         WHERE p.business_id = $1 AND p.vector_model = $2 AND p.vector IS NOT NULL ORDER BY p.id";
    c.rows(sql, args![reach.id(), model], |row| {
        let (id, bytes): (i64, Vec<u8>) = (row.take()?, row.take()?);
        Ok((id, bytes.into_iter().map(u8::cast_signed).collect()))
    })
}

/// How many passages there are of a business, by the model that has made something of them; `None` is by none yet.
pub fn count_by_model(c: &mut Conn, reach: &Reach) -> Result<Vec<(Option<String>, i64)>> {
    let sql = "SELECT p.vector_model, count(*) FROM passages p WHERE p.business_id = $1
         GROUP BY p.vector_model ORDER BY p.vector_model";
    c.rows(sql, args![reach.id()], |row| Ok((row.take()?, row.take()?)))
}
