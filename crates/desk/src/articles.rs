//! Articles: the team writes what the business knows, publishes it, takes it back, and goes back to what it said before.
//! What is published is found a moment later; what is not any more, from that moment on no longer.

use model::article::Text;
use model::{AnyId, Article, ArticleState, Fact, IndexState, Job, Key, Member};
use store::articles::{self as rows, NewArticle};
use store::{Reach, Tx};

use crate::error::{Error, Refusal, Result};
use crate::{help_centres, slugs};

/// Whether it can stand in an address.
pub fn is_slug(slug: &str) -> bool {
    slugs::is_good(slug)
}

/// What is to change; `None` leaves it as it is, an inner `None` empties it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub title: Option<String>,
    pub content: Option<String>,
    pub tags: Option<Vec<String>>,
    pub state: Option<ArticleState>,
    pub category: Option<Option<String>>,
    pub language: Option<Option<String>>,
    pub slug: Option<String>,
    /// The version that is changed, where nobody else's change may be overwritten.
    pub version: Option<i64>,
}

/// Writes an article. Its slug is made of its title where none was chosen.
pub fn create(tx: &mut Tx<'_>, by: &Member, text: Text, slug: Option<String>) -> Result<Article> {
    let reach = Reach::of(by);
    help_centres::ensure(tx, &reach)?;
    make(tx, &reach, Some(by.user), Made { text, slug, source: None })
}

/// An article in the making.
pub(crate) struct Made {
    pub text: Text,
    pub slug: Option<String>,
    pub source: Option<String>,
}

pub(crate) fn make(tx: &mut Tx<'_>, reach: &Reach, by: Option<Key>, made: Made) -> Result<Article> {
    let Made { text, slug, source } = made;
    let slug = match slug {
        Some(slug) => slug,
        None => free_slug(tx, reach, &text.title)?,
    };
    let new = NewArticle { index_state: waiting(text.state), text, slug, source };
    let article = rows::insert(tx, reach, new, by).map_err(slug_taken)?;
    tx.record(reach, by, Fact::ArticleCreated { article: article.key });
    index(tx, reach, &article)?;
    Ok(article)
}

fn free_slug(tx: &mut Tx<'_>, reach: &Reach, title: &str) -> Result<String> {
    let chance = tx.new_uuid();
    for slug in slugs::candidates(&slugs::of(title, "article"), chance) {
        if rows::find_by_slug(tx, reach, &slug)?.is_none() {
            return Ok(slug);
        }
    }
    Err(Refusal::SlugTaken.into())
}

fn slug_taken(error: store::Error) -> Error {
    if error.is_taken("articles_business_id_slug") { Refusal::SlugTaken.into() } else { error.into() }
}

/// Changes an article; what it said is kept as a version.
pub fn change(tx: &mut Tx<'_>, by: &Member, id: AnyId, change: Change) -> Result<Article> {
    let reach = Reach::of(by);
    let before = rows::lock(tx, &reach, id)?;
    if change.version.is_some_and(|version| version != before.version) {
        return Err(Refusal::ArticleChanged.into());
    }
    let mut after = before.clone();
    after.text.title = change.title.unwrap_or(after.text.title);
    after.text.content = change.content.unwrap_or(after.text.content);
    after.text.tags = change.tags.unwrap_or(after.text.tags);
    after.text.state = change.state.unwrap_or(after.text.state);
    after.text.category = change.category.unwrap_or(after.text.category);
    after.text.language = change.language.unwrap_or(after.text.language);
    after.slug = change.slug.unwrap_or(after.slug);
    save(tx, &reach, Some(by.user), &before, after)
}

/// Writes what a locked article has become.
pub(crate) fn save(
    tx: &mut Tx<'_>,
    reach: &Reach,
    by: Option<Key>,
    before: &Article,
    mut after: Article,
) -> Result<Article> {
    if after == *before {
        return Ok(after);
    }
    after.version = before.version + 1;
    after.updated_at = tx.now();
    (after.index_state, after.index_error) = (waiting(after.text.state), None);
    rows::update(tx, reach, &after, by).map_err(slug_taken)?;
    tx.record(reach, by, Fact::ArticleUpdated { article: after.key });
    index(tx, reach, &after)?;
    Ok(after)
}

/// Makes what an article said before its newest version; whether it is published stays as it is.
pub fn restore(tx: &mut Tx<'_>, by: &Member, id: AnyId, version: i64) -> Result<Article> {
    let reach = Reach::of(by);
    let before = rows::lock(tx, &reach, id)?;
    let found = rows::find_version(tx, &reach, before.key, version)?;
    let mut after = before.clone();
    after.text = Text { state: before.text.state, ..found.text };
    save(tx, &reach, Some(by.user), &before, after)
}

/// Indexes an article anew.
pub fn reindex(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<Article> {
    let reach = Reach::of(by);
    let mut article = rows::lock(tx, &reach, id)?;
    if article.text.state == ArticleState::Published {
        (article.index_state, article.index_error) = (Some(IndexState::Waiting), None);
        rows::update_index_state(tx, &reach, article.key, IndexState::Waiting, None)?;
        tx.record(&reach, Some(by.user), Fact::ArticleUpdated { article: article.key });
        index(tx, &reach, &article)?;
    }
    Ok(article)
}

/// Deletes an article with all it ever said; nothing finds it from here on.
pub fn delete(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<()> {
    let reach = Reach::of(by);
    let article = rows::lock(tx, &reach, id)?.key;
    store::passages::delete(tx, &reach, article)?;
    rows::delete(tx, &reach, article)?;
    tx.record(&reach, Some(by.user), Fact::ArticleDeleted { article });
    Ok(())
}

fn waiting(state: ArticleState) -> Option<IndexState> {
    (state == ArticleState::Published).then_some(IndexState::Waiting)
}

/// Puts the passages of what an article says at this version in the place of those that it had. False where it says
/// something else meanwhile, is a draft, or is gone: there is nothing to do then, or another job that does it.
pub fn put_passages(
    tx: &mut Tx<'_>,
    reach: &Reach,
    article: &Article,
    passages: &[store::passages::NewPassage],
) -> Result<bool> {
    let Some(now) = at_version(tx, reach, article)? else { return Ok(false) };
    store::passages::replace(tx, reach, now, passages)?;
    rows::update_index_state(tx, reach, now, IndexState::Indexed, None)?;
    tx.record(reach, None, Fact::ArticleIndexed { article: now });
    embed(tx, reach)?;
    Ok(true)
}

/// Notes that what an article says at this version can't be indexed; nothing of it is found.
pub fn fail_to_index(tx: &mut Tx<'_>, reach: &Reach, article: &Article, why: &str) -> Result<()> {
    if let Some(now) = at_version(tx, reach, article)? {
        store::passages::delete(tx, reach, now)?;
        rows::update_index_state(tx, reach, now, IndexState::Failed, Some(why))?;
        tx.record(reach, None, Fact::ArticleIndexed { article: now });
    }
    Ok(())
}

/// Lets somebody find out what the business's new passages mean, soon.
pub fn embed(tx: &mut Tx<'_>, reach: &Reach) -> Result<()> {
    let (now, key) = (tx.now(), format!("embed_passages:{}", reach.id()));
    Ok(tx.enqueue_once(Some(reach), &Job::EmbedPassages, now, Some(&key))?)
}

fn at_version(tx: &mut Tx<'_>, reach: &Reach, article: &Article) -> Result<Option<Key>> {
    match rows::lock(tx, reach, article.key.into()) {
        Ok(now) => {
            let is_same = now.version == article.version && now.text.state == ArticleState::Published;
            Ok(is_same.then_some(now.key))
        }
        Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What is published is found soon; a draft from now on no longer.
fn index(tx: &mut Tx<'_>, reach: &Reach, article: &Article) -> Result<()> {
    if article.text.state == ArticleState::Draft {
        return Ok(store::passages::delete(tx, reach, article.key)?);
    }
    let (now, key) = (tx.now(), format!("index_article:{}", article.key.number));
    Ok(tx.enqueue_once(Some(reach), &Job::IndexArticle { article: article.key }, now, Some(&key))?)
}
