//! Goes on with an import of files: one after the other, each in transactions of its own, so that a crash costs little and
//! whoever looks sees how far it is. Must not know how a file is read.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use desk::imports::{self, Found, Incoming, Outcome};
use documents::{Document, zip};
use files::FileKey;
use model::{ArticleState, ImportItem, Job, Key, Word};
use store::queue::{self, Leased};
use store::{Reach, Tx};
use tokio::time::Instant;

use crate::Error;
use crate::context::Context;

/// After so long another job goes on.
const STRETCH: Duration = Duration::from_secs(20);
/// Longest reading of one file.
const PATIENCE: Duration = Duration::from_secs(20);
/// Documents of one transaction.
const AT_ONCE: usize = 25;

const GONE: &str = "The file is gone. Import it again.";
const DAMAGED: &str = "It is damaged, or not what its name says.";
const STUCK: &str = "Something kept going wrong on the server. Import what is missing again.";
const SLOW: &str = "It takes too long to read.";

/// The file that was read last: an archive holds many items.
struct Opened {
    file: String,
    bytes: Bytes,
    /// Where an archive's entries lie, by the name of their item.
    entries: Arc<HashMap<String, usize>>,
}

pub(crate) async fn perform(context: &Context<'_>, import: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let (began, mut opened) = (Instant::now(), None);
    while began.elapsed() < STRETCH {
        let next = context.db.read(move |c| {
            let is_over = store::imports::find(c, &reach, import.into())?.is_over();
            Ok::<_, store::Error>(if is_over { None } else { store::imports::next_item(c, &reach, import)? })
        });
        match next.await {
            Ok(Some(item)) => {
                if !step(context, reach, import, &item, &mut opened).await? {
                    return context.finish().await;
                }
            }
            Ok(None) => return end(context, reach, import).await,
            // It was forgotten.
            Err(store::Error::NotFound) => return context.finish().await,
            Err(error) => return Err(error.into()),
        }
    }
    let leased = context.leased.clone();
    let left = context.db.write(move |tx| {
        if !queue::finish(tx, &leased)? {
            return Err(Error::Stale);
        }
        let (found, now) = (store::imports::find(tx, &reach, import.into())?, tx.now());
        imports::go_on(tx, &reach, &found, now).map_err(Error::from)
    });
    left.await
}

/// Ends an import whose job is tried no more.
pub(crate) fn give_up(tx: &mut Tx<'_>, leased: &Leased) -> Result<(), desk::Error> {
    let (Some(reach), Some(Job::ImportDocuments { import } | Job::ImportSite { import })) =
        (&leased.reach, &leased.job)
    else {
        return Ok(());
    };
    match imports::finish(tx, reach, *import, Some(STUCK)) {
        Err(desk::Error::Store(store::Error::NotFound)) => Ok(()),
        ended => ended,
    }
}

async fn end(context: &Context<'_>, reach: Reach, import: Key) -> Result<(), Error> {
    let leased = context.leased.clone();
    let ended = context.db.write(move |tx| {
        imports::finish(tx, &reach, import, None)?;
        if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
    });
    ended.await
}

/// Reads one item and takes in what it has brought; false where the import is over meanwhile.
async fn step(
    context: &Context<'_>,
    reach: Reach,
    import: Key,
    item: &ImportItem,
    opened: &mut Option<Opened>,
) -> Result<bool, Error> {
    let file = item.file.clone().unwrap_or_default();
    if opened.as_ref().is_none_or(|one| one.file != file) {
        *opened = open(context, &file, item).await?;
    }
    let Some(opened) = opened else {
        return take(context, reach, import, item, Outcome::Failed(GONE.to_owned()), Found::default()).await;
    };
    if item.depth == 0 && !opened.entries.is_empty() {
        let mut names: Vec<(&String, &usize)> = opened.entries.iter().collect();
        names.sort_by_key(|(_, at)| **at);
        let names = names.into_iter().map(|(name, _)| (name.clone(), 1)).collect();
        let found = Found { names, file: Some(file), ..Found::default() };
        return take(context, reach, import, item, Outcome::Holds, found).await;
    }
    match read(opened, item).await {
        Ok(documents) => {
            let documents: Vec<Incoming> = documents.into_iter().map(|one| incoming(one, &item.name)).collect();
            let last = documents.len().div_ceil(AT_ONCE).saturating_sub(1);
            for (at, some) in documents.chunks(AT_ONCE).enumerate() {
                let outcome = Outcome::Documents { documents: some.to_vec(), is_last: at == last };
                if !take(context, reach, import, item, outcome, Found::default()).await? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Err(why) => take(context, reach, import, item, Outcome::Failed(why), Found::default()).await,
    }
}

/// The bytes of an item's file; `None` where they are gone.
async fn open(context: &Context<'_>, file: &str, item: &ImportItem) -> Result<Option<Opened>, Error> {
    let Some(key) = FileKey::read(file) else { return Ok(None) };
    let bytes = match context.files.whole(&key, documents::LARGEST as u64).await {
        Ok(bytes) => bytes,
        Err(files::Error::Missing | files::Error::TooLarge(_)) => return Ok(None),
        Err(error) => return Err(Error::Later { reason: error.to_string(), after: Duration::ZERO }),
    };
    // An entry is called after its archive.
    let (archive, named) = (container(item).to_owned(), bytes.clone());
    let listed = tokio::task::spawn_blocking(move || {
        let entries = zip::names(&archive, &named).unwrap_or_default();
        entries.into_iter().map(|(name, at)| (format!("{archive}/{name}"), at)).collect()
    });
    let entries = Arc::new(listed.await.unwrap_or_default());
    Ok(Some(Opened { file: file.to_owned(), bytes, entries }))
}

/// The name of the upload that an item comes out of.
fn container(item: &ImportItem) -> &str {
    if item.depth == 0 { &item.name } else { item.name.split('/').next().unwrap_or(&item.name) }
}

async fn read(opened: &Opened, item: &ImportItem) -> Result<Vec<Document>, String> {
    let (bytes, name, is_entry) = (opened.bytes.clone(), item.name.clone(), item.depth > 0);
    let at = opened.entries.get(&item.name).copied();
    let reading = tokio::task::spawn_blocking(move || match (is_entry, at) {
        (false, _) if documents::kind(&name, &bytes) == Ok(documents::Kind::Zip) => {
            // Nothing in it can be read, and this says why.
            Err(zip::names(&name, &bytes).err().unwrap_or(documents::Error::Empty))
        }
        (false, _) => documents::read(&name, &bytes),
        (true, Some(at)) => zip::entry(&bytes, at).and_then(|inside| documents::read(&name, &inside)),
        (true, None) => Err(documents::Error::Damaged),
    });
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Ok(read)) => read.map_err(|error| error.to_string()),
        // A reader that panics has met a file that can't be read.
        Ok(Err(_)) => Err(DAMAGED.to_owned()),
        Err(_) => Err(SLOW.to_owned()),
    }
}

/// A document as it is kept; `name` is its file's, or its page's address.
pub fn incoming(of: Document, name: &str) -> Incoming {
    let is_address = |source: &String| source.starts_with("https://") || source.starts_with("http://");
    let bounded = |text: &str, most: usize| text.chars().take(most).collect::<String>().trim().to_owned();
    let filled = |text: Option<String>, most| text.map(|text| bounded(&text, most)).filter(|text| !text.is_empty());
    let own = if is_address(&name.to_owned()) { name.to_owned() } else { format!("file:{}", bounded(name, 250)) };
    let mut tags: Vec<String> = Vec::new();
    for tag in of.tags.iter().map(|tag| bounded(tag, 64)).take(20) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Incoming {
        title: of.title,
        content: of.content,
        tags,
        state: of.state.as_deref().and_then(ArticleState::from_word),
        category: filled(of.category, 100),
        language: of.language.filter(|tag| model::article::is_language(tag)),
        slug: of.slug.filter(|slug| desk::articles::is_slug(slug)),
        source: of
            .source
            .filter(|source| is_address(source) && source.len() <= 2_000 && of.part.is_empty())
            .unwrap_or_else(|| format!("{own}{}", bounded(&of.part, 310))),
    }
}

/// Takes in what an item has brought; false where the import is over meanwhile.
pub(crate) async fn take(
    context: &Context<'_>,
    reach: Reach,
    import: Key,
    item: &ImportItem,
    outcome: Outcome,
    found: Found,
) -> Result<bool, Error> {
    let item = item.clone();
    let taken = context.db.write(move |tx| imports::take(tx, &reach, import, &item, &outcome, &found));
    taken.await.map_err(Error::from)
}
