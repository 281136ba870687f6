//! Articles as rows, with their versions. Lists are in `list.rs`.
//! Knows nothing of how they are found; `passages.rs` does.

mod list;
mod versions;

use model::article::Text;
use model::{AnyId, Article, IndexState, Key, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

pub use list::{Brief, Filter, Page, Start, categories, list, list_published};
pub use versions::{find_version, versions};

/// The columns that [`read`] reads, of the table under the name `k`.
const COLUMNS: &str =
    "k.id, k.uuid, k.title, k.content, k.tags, k.state, k.category, k.language, k.slug, k.source, k.version,
    k.index_state, k.index_error, k.created_at, k.updated_at";

fn read(row: &Row<'_>, business: Key) -> Result<Article> {
    Ok(Article {
        key: row.key()?,
        business,
        text: read_text(row)?,
        slug: row.take()?,
        source: row.take()?,
        version: row.take()?,
        index_state: row.word_or_none()?,
        index_error: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn read_text(row: &Row<'_>) -> Result<Text> {
    Ok(Text {
        title: row.take()?,
        content: row.take()?,
        tags: row.json()?,
        state: row.word()?,
        category: row.take()?,
        language: row.take()?,
    })
}

fn find_where(c: &mut Conn, reach: &Reach, column: &str, value: Value<'_>) -> Result<Option<Article>> {
    let business = reach.business();
    let sql = format!("SELECT {COLUMNS} FROM articles k WHERE k.{column} = $1 AND k.business_id = $2");
    c.first(&sql, &[value, business.number.into()], |row| read(row, business))
}

/// The article, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Article> {
    let found = match id {
        AnyId::Number(number) => find_where(c, reach, "id", number.into()),
        AnyId::Uuid(uuid) => find_where(c, reach, "uuid", uuid.into()),
    };
    found?.ok_or(Error::NotFound)
}

pub fn find_by_slug(c: &mut Conn, reach: &Reach, slug: &str) -> Result<Option<Article>> {
    find_where(c, reach, "slug", slug.into())
}

/// The article that an import made of this.
pub fn find_by_source(c: &mut Conn, reach: &Reach, source: &str) -> Result<Option<Article>> {
    find_where(c, reach, "source", source.into())
}

/// Locks the article's row until the transaction ends, and reads it: what follows sees every earlier writer.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Article> {
    let (column, id) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let business = reach.business();
    let sql = format!(
        "UPDATE articles SET version = version WHERE {column} = $1 AND business_id = $2 RETURNING {}",
        COLUMNS.replace("k.", "")
    );
    tx.first(&sql, &[id, business.number.into()], |row| read(row, business))?.ok_or(Error::NotFound)
}

/// An article to be made.
#[derive(Clone, Debug)]
pub struct NewArticle {
    pub text: Text,
    pub slug: String,
    pub source: Option<String>,
    pub index_state: Option<IndexState>,
}

/// Makes an article with its first version. [`Error::Taken`] `articles_business_id_slug` where another has the slug,
/// `articles_business_id_source` where another was made of the same.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: NewArticle, author: Option<Key>) -> Result<Article> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let number = tx.first(
        "INSERT INTO articles (uuid, business_id, title, content, tags, state, category, language, slug, source, version,
            index_state, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $12) RETURNING id",
        args![
            uuid,
            reach.id(),
            &new.text.title,
            &new.text.content,
            &tags(&new.text)?,
            new.text.state.word(),
            &new.text.category,
            &new.text.language,
            &new.slug,
            &new.source,
            new.index_state.map(Word::word),
            now
        ],
        |row| row.take(),
    )?;
    let article = Article {
        key: Key { number: number.ok_or_else(|| Error::Broken("an insert returned nothing".into()))?, uuid },
        business: reach.business(),
        text: new.text,
        slug: new.slug,
        source: new.source,
        version: 1,
        index_state: new.index_state,
        index_error: None,
        created_at: now,
        updated_at: now,
    };
    versions::insert(tx, reach, &article, author)?;
    Ok(article)
}

/// Writes an article that has become another version. [`Error::Taken`] as with [`insert`].
pub fn update(tx: &mut Tx<'_>, reach: &Reach, article: &Article, author: Option<Key>) -> Result<()> {
    tx.execute(
        "UPDATE articles SET title = $3, content = $4, tags = $5, state = $6, category = $7, language = $8, slug = $9,
            version = $10, index_state = $11, index_error = $12, updated_at = $13
         WHERE id = $1 AND business_id = $2",
        args![
            article.key.number,
            reach.id(),
            &article.text.title,
            &article.text.content,
            &tags(&article.text)?,
            article.text.state.word(),
            &article.text.category,
            &article.text.language,
            &article.slug,
            article.version,
            article.index_state.map(Word::word),
            &article.index_error,
            article.updated_at
        ],
    )?;
    versions::insert(tx, reach, article, author)
}

/// Notes how far an article has come in the index.
pub fn update_index_state(
    tx: &mut Tx<'_>,
    reach: &Reach,
    article: Key,
    state: IndexState,
    error: Option<&str>,
) -> Result<()> {
    tx.execute(
        "UPDATE articles SET index_state = $3, index_error = $4 WHERE id = $1 AND business_id = $2",
        args![article.number, reach.id(), state.word(), error],
    )?;
    Ok(())
}

/// Forgets an article with all it ever said. Its passages go first.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, article: Key) -> Result<()> {
    let args = args![article.number, reach.id()];
    tx.execute("DELETE FROM article_versions WHERE article_id = $1 AND business_id = $2", args)?;
    tx.execute("DELETE FROM articles WHERE id = $1 AND business_id = $2", args)?;
    Ok(())
}

fn tags(text: &Text) -> Result<String> {
    serde_json::to_string(&text.tags).map_err(|error| Error::Broken(error.to_string()))
}
