//! Imports: owners and admins have articles made of files or of a site. What was imported before is brought up to date
//! under its old name; what somebody has hidden stays hidden.

use model::article::Text;
use model::{
    AnyId, Article, ArticleState, Fact, Import, ImportItem, ImportKind, ImportState, ItemState, Job, Key, Member, Time,
};
use store::articles as kept;
use store::imports::{self as rows, Added};
use store::{Reach, Tx};

use crate::articles::Made;
use crate::error::{Refusal, Result};
use crate::help_centres;
use crate::team::leads_only;

/// Imports of one business that may be under way.
const MOST_OPEN: i64 = 3;
/// Imports that are remembered once they are over.
const KEPT: i64 = 50;

/// What is to be imported.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Names, and the keys of their bytes.
    Files(Vec<(String, String)>),
    /// An address that was judged.
    Site(String),
}

/// Begins an import; a job does it.
pub fn begin(tx: &mut Tx<'_>, by: &Member, wanted: &Wanted, articles: ArticleState) -> Result<Import> {
    leads_only(by)?;
    let reach = Reach::of(by);
    help_centres::ensure(tx, &reach)?;
    if rows::count_open(tx, &reach)? >= MOST_OPEN {
        return Err(Refusal::TooManyImports.into());
    }
    rows::delete_old(tx, &reach, KEPT)?;
    let import = match wanted {
        Wanted::Files(files) => {
            let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).take(5).collect();
            let more = if files.len() > names.len() { ", …" } else { "" };
            let source = format!("{}{more}", names.join(", "));
            let import = rows::insert(tx, &reach, ImportKind::Files, &source, articles, by.user)?;
            for (name, file) in files {
                rows::insert_item(tx, &reach, import, name, Some(file), 0)?;
            }
            import
        }
        Wanted::Site(url) => {
            let import = rows::insert(tx, &reach, ImportKind::Site, url, articles, by.user)?;
            rows::insert_item(tx, &reach, import, url, None, 0)?;
            import
        }
    };
    tx.record(&reach, Some(by.user), Fact::ImportCreated { import });
    let now = tx.now();
    let import = rows::find(tx, &reach, import.into())?;
    go_on(tx, &reach, &import, now)?;
    Ok(import)
}

/// Has an import gone on with, at `at`.
pub fn go_on(tx: &mut Tx<'_>, reach: &Reach, import: &Import, at: Time) -> Result<()> {
    let job = match import.kind {
        ImportKind::Files => Job::ImportDocuments { import: import.key },
        ImportKind::Site => Job::ImportSite { import: import.key },
    };
    Ok(tx.enqueue_at(Some(reach), &job, at, &format!("{}:{}", job.name(), import.key.number))?)
}

/// Ends an import; what it has made stays.
pub fn cancel(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<Import> {
    leads_only(by)?;
    let reach = Reach::of(by);
    let import = rows::lock(tx, &reach, id)?;
    if import.is_over() {
        return Err(Refusal::ImportOver.into());
    }
    end(tx, &reach, &import, ImportState::Cancelled, None, Some(by.user))?;
    Ok(rows::find(tx, &reach, import.key.into())?)
}

/// Ends a locked import that is not over, and has its files deleted.
fn end(
    tx: &mut Tx<'_>,
    reach: &Reach,
    import: &Import,
    state: ImportState,
    problem: Option<&str>,
    by: Option<Key>,
) -> Result<()> {
    rows::update_state(tx, reach, import.key, state, problem)?;
    let files = rows::files(tx, reach, import.key)?;
    if !files.is_empty() {
        let now = tx.now();
        tx.enqueue(Some(reach), &Job::DeleteFiles { files }, now)?;
    }
    tx.record(reach, by, Fact::ImportUpdated { import: import.key });
    Ok(())
}

/// Notes that all is read, or why no more of it is. Nothing where it is over already.
pub fn finish(tx: &mut Tx<'_>, reach: &Reach, import: Key, problem: Option<&str>) -> Result<()> {
    let import = rows::lock(tx, reach, import.into())?;
    if import.is_over() {
        return Ok(());
    }
    let is_nothing_made = import.created + import.updated + import.unchanged == 0;
    let problem = problem.or_else(|| is_nothing_made.then_some("Nothing was found that an article could be made of."));
    let state = if problem.is_some() { ImportState::Failed } else { ImportState::Done };
    end(tx, reach, &import, state, problem, None)
}

/// A document as it is to be kept.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub title: String,
    pub content: String,
    pub tags: Vec<String>,
    /// `None` where it says nothing of it.
    pub state: Option<ArticleState>,
    pub category: Option<String>,
    pub language: Option<String>,
    pub slug: Option<String>,
    /// What it is known by.
    pub source: String,
}

/// What a file or page has brought.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// All its documents, or those of them that are left.
    Documents {
        documents: Vec<Incoming>,
        is_last: bool,
    },
    /// It holds others, or leads to them: their names, and where the bytes of a file lie.
    Holds,
    /// It was not meant to be read.
    Skipped(String),
    Failed(String),
}

/// Further files or pages that were found: their names and how many links lead there.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub names: Vec<(String, i64)>,
    /// Where the bytes of files lie.
    pub file: Option<String>,
    pub bytes: i64,
    /// How many the import may know of; what is found beyond is left out.
    pub most: Option<i64>,
}

/// Takes in what an item has brought. False where the import is over meanwhile: then nothing is taken.
pub fn take(
    tx: &mut Tx<'_>,
    reach: &Reach,
    import: Key,
    item: &ImportItem,
    outcome: &Outcome,
    found: &Found,
) -> Result<bool> {
    let before = rows::find(tx, reach, import.into())?;
    if before.is_over() {
        return Ok(false);
    }
    let mut added = Added { bytes: found.bytes, ..Added::default() };
    let mut last = None;
    if let Outcome::Documents { documents, .. } = outcome {
        for document in documents {
            let (key, became) = put(tx, reach, before.user, before.article_state, document)?;
            match became {
                Became::Created => added.created += 1,
                Became::Updated => added.updated += 1,
                Became::Unchanged => added.unchanged += 1,
            }
            last = Some(key);
        }
    }
    // The articles first, then the import: the order of locks.
    let import = rows::lock(tx, reach, import.into())?;
    let mut known = import.total;
    for (name, depth) in &found.names {
        if found.most.is_some_and(|most| known >= most) {
            break;
        }
        known += i64::from(rows::insert_item(tx, reach, import.key, name, found.file.as_deref(), *depth)?);
    }
    rows::add(tx, reach, import.key, added)?;
    let done = match outcome {
        Outcome::Documents { is_last: false, .. } => None,
        Outcome::Documents { .. } if added.created > 0 => Some((ItemState::Created, None)),
        Outcome::Documents { .. } if added.updated > 0 => Some((ItemState::Updated, None)),
        Outcome::Documents { .. } => Some((ItemState::Unchanged, None)),
        Outcome::Holds => Some((ItemState::Skipped, None)),
        Outcome::Skipped(why) => Some((ItemState::Skipped, Some(why.as_str()))),
        Outcome::Failed(why) => Some((ItemState::Failed, Some(why.as_str()))),
    };
    if let Some((state, why)) = done {
        rows::finish_item(tx, reach, import.key, item.ordinal, state, why, last)?;
    }
    if import.state == ImportState::Waiting {
        rows::update_state(tx, reach, import.key, ImportState::Running, None)?;
    }
    tx.record(reach, None, Fact::ImportUpdated { import: import.key });
    Ok(true)
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    Created,
    Updated,
    Unchanged,
}

/// Makes an article of a document, or brings the one up to date that was made of it before. `articles` is what a new one
/// is to be where the document does not say.
pub fn put(
    tx: &mut Tx<'_>,
    reach: &Reach,
    by: Option<Key>,
    articles: ArticleState,
    document: &Incoming,
) -> Result<(Key, Became)> {
    let of = document.clone();
    let known = match kept::find_by_source(tx, reach, &of.source)? {
        Some(known) => Some(known),
        None => match &of.slug {
            Some(slug) => kept::find_by_slug(tx, reach, slug)?,
            None => None,
        },
    };
    let Some(known) = known else {
        let text = Text {
            title: of.title,
            content: of.content,
            tags: of.tags,
            state: of.state.unwrap_or(articles),
            category: of.category,
            language: of.language,
        };
        let made = Made { text, slug: of.slug, source: Some(of.source) };
        return Ok((crate::articles::make(tx, reach, by, made)?.key, Became::Created));
    };
    let before = kept::lock(tx, reach, known.key.into())?;
    let text = Text {
        title: of.title,
        content: of.content,
        // What the team has sorted stays sorted where the document says nothing of it.
        tags: if of.tags.is_empty() { before.text.tags.clone() } else { of.tags },
        state: of.state.unwrap_or(before.text.state),
        category: of.category.or_else(|| before.text.category.clone()),
        language: of.language.or_else(|| before.text.language.clone()),
    };
    let after = crate::articles::save(tx, reach, by, &before, Article { text, ..before.clone() })?;
    let became = if after.version == before.version { Became::Unchanged } else { Became::Updated };
    Ok((after.key, became))
}
