//! Lists of articles, newest first, and what the help centre shows of them.

use model::{Article, ArticleState, IndexState, Key, Time, Word};

use super::{COLUMNS, read};
use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::value::Value;

pub use crate::customers::Start;

/// Which articles; `None` is any.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<ArticleState>,
    pub index_state: Option<IndexState>,
    pub category: Option<String>,
    pub tag: Option<String>,
    /// A part of the title.
    pub title: Option<String>,
}

pub struct Page {
    pub articles: Vec<Article>,
    /// There are more in the direction of travel.
    pub more: bool,
}

/// One page of a business's articles.
pub fn list(c: &mut Conn, reach: &Reach, filter: &Filter, start: Start, limit: i64) -> Result<Page> {
    let (bound, order, number, offset) = match start {
        Start::Offset(offset) => ("<", "DESC", i64::MAX, offset),
        Start::After(number) => ("<", "DESC", number, 0),
        Start::Before(number) => (">", "ASC", number, 0),
    };
    let tag = filter.tag.as_deref().map(|tag| serde_json::Value::from(tag).to_string());
    let title = filter.title.as_deref().map(str::to_lowercase);
    let mut args: Vec<Value<'_>> = vec![reach.id().into(), number.into(), (limit + 1).into(), offset.into()];
    let asked: [(&str, Option<Value<'_>>); 5] = [
        ("k.state = $", filter.state.map(|state| state.word().into())),
        ("k.index_state = $", filter.index_state.map(|state| state.word().into())),
        ("k.category = $", filter.category.as_deref().map(Value::Text)),
        ("replace(k.tags, $, '') <> k.tags", tag.as_deref().map(Value::Text)),
        ("replace(lower(k.title), $, '') <> lower(k.title)", title.as_deref().map(Value::Text)),
    ];
    let mut clauses = String::new();
    for (clause, value) in asked {
        if let Some(value) = value {
            args.push(value);
            clauses.push_str(" AND ");
            clauses.push_str(&clause.replace('$', &format!("${}", args.len())));
        }
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM articles k WHERE k.business_id = $1 AND k.id {bound} $2{clauses}
         ORDER BY k.id {order} LIMIT $3 OFFSET $4"
    );
    let business = reach.business();
    let mut articles = c.rows(&sql, &args, |row| read(row, business))?;
    // One row more than asked for tells whether there are more.
    let more = articles.len() as i64 > limit;
    articles.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if matches!(start, Start::Before(_)) {
        articles.reverse();
    }
    Ok(Page { articles, more })
}

/// The categories that articles stand under, in order of the alphabet.
pub fn categories(c: &mut Conn, reach: &Reach) -> Result<Vec<String>> {
    let sql =
        "SELECT DISTINCT k.category FROM articles k WHERE k.business_id = $1 AND k.category IS NOT NULL ORDER BY 1";
    c.rows(sql, args![reach.id()], |row| row.take())
}

/// What a list of the help centre shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    pub key: Key,
    pub title: String,
    pub slug: String,
    pub category: Option<String>,
    pub language: Option<String>,
    pub updated_at: Time,
}

/// The published articles of a business, in order of categories and titles, at most `limit`.
pub fn list_published(c: &mut Conn, reach: &Reach, limit: i64) -> Result<Vec<Brief>> {
    c.rows(
        "SELECT k.id, k.uuid, k.title, k.slug, k.category, k.language, k.updated_at FROM articles k
         WHERE k.business_id = $1 AND k.state = 'published' ORDER BY k.category, k.title, k.id LIMIT $2",
        args![reach.id(), limit],
        |row| {
            Ok(Brief {
                key: row.key()?,
                title: row.take()?,
                slug: row.take()?,
                category: row.take()?,
                language: row.take()?,
                updated_at: row.take()?,
            })
        },
    )
}
