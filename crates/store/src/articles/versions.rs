//! What articles said before, as rows: bounded, the newest first.

use model::{Article, ArticleVersion, Key, Word};

use super::{read_text, tags};
use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

/// Versions that are kept of one article.
const MOST: i64 = 100;

const COLUMNS: &str =
    "v.version, v.title, v.content, v.tags, v.state, v.category, v.language, v.created_at, u.id, u.uuid, u.full_name";

fn read(row: &Row<'_>) -> Result<ArticleVersion> {
    let (version, text, created_at) = (row.take()?, read_text(row)?, row.take()?);
    let author = row.key_or_none()?.zip(row.take::<Option<String>>()?);
    Ok(ArticleVersion { version, text, author, created_at })
}

/// Keeps what an article says now.
pub(super) fn insert(tx: &mut Tx<'_>, reach: &Reach, article: &Article, author: Option<Key>) -> Result<()> {
    tx.execute(
        "INSERT INTO article_versions (article_id, version, business_id, title, content, tags, state, category, language,
            author_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            article.key.number,
            article.version,
            reach.id(),
            &article.text.title,
            &article.text.content,
            &tags(&article.text)?,
            article.text.state.word(),
            &article.text.category,
            &article.text.language,
            author.map(|key| key.number),
            article.updated_at
        ],
    )?;
    tx.execute(
        "DELETE FROM article_versions WHERE article_id = $1 AND business_id = $2 AND version <= $3",
        args![article.key.number, reach.id(), article.version - MOST],
    )?;
    Ok(())
}

/// The versions of an article without what they say, the newest first.
pub fn versions(c: &mut Conn, reach: &Reach, article: Key) -> Result<Vec<ArticleVersion>> {
    let columns = COLUMNS.replace("v.content", "''");
    let sql = format!(
        "SELECT {columns} FROM article_versions v LEFT JOIN users u ON u.id = v.author_id
         WHERE v.article_id = $1 AND v.business_id = $2 ORDER BY v.version DESC"
    );
    c.rows(&sql, args![article.number, reach.id()], read)
}

/// One version, or [`Error::NotFound`].
pub fn find_version(c: &mut Conn, reach: &Reach, article: Key, version: i64) -> Result<ArticleVersion> {
    let sql = format!(
        "SELECT {COLUMNS} FROM article_versions v LEFT JOIN users u ON u.id = v.author_id
         WHERE v.article_id = $1 AND v.business_id = $2 AND v.version = $3"
    );
    c.first(&sql, args![article.number, reach.id(), version], read)?.ok_or(Error::NotFound)
}
