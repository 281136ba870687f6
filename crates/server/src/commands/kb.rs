//! `pingback kb import|export`: articles out of a folder and into one, also while the server runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use desk::imports::{self, Became};
use documents::{Document, zip};
use jobs::import_documents::incoming;
use model::{AnyId, ArticleState};
use store::articles::{self, Filter, Start};
use store::{Db, Reach};

use super::{note, say};
use crate::config::Config;
use crate::trouble::Trouble;
use crate::{database, secrets};

/// Folders within folders.
const DEEPEST: usize = 32;
/// Articles that are read at once.
const AT_ONCE: i64 = 100;

#[derive(Args, Debug)]
pub struct Knowledge {
    #[command(subcommand)]
    pub what: What,
    /// Whose articles: the business's number or UUID; needed where there are several
    #[arg(long, global = true)]
    pub business: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum What {
    /// Make articles of files and folders: Markdown, HTML, text, PDF, CSV of questions and answers, ZIP
    Import {
        /// What was imported under the same name before is brought up to date
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Keep new articles from customers until somebody publishes them
        #[arg(long)]
        draft: bool,
    },
    /// Write every article as a Markdown file into a folder
    Export {
        /// Made if missing; files of the same name are replaced
        folder: PathBuf,
    },
}

impl Knowledge {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let keys = secrets::load(config)?;
        let db = database::open(config, &database::system_clock(), &keys)?;
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        runtime.block_on(async {
            let reach = reach(&db, self.business.as_deref()).await?;
            match self.what {
                What::Import { paths, draft } => import(&db, reach, &paths, draft).await,
                What::Export { folder } => export(&db, reach, &folder).await,
            }
        })
    }
}

async fn reach(db: &Db, business: Option<&str>) -> anyhow::Result<Reach> {
    let advice = "Name one with --business: its number or UUID, as `auth/me` shows it.";
    let found: store::Result<_> = match business {
        Some(text) => {
            let id: AnyId = text.parse().map_err(|_| Trouble::new(format!("{text} is no id."), advice))?;
            db.read(move |c| Ok(vec![store::businesses::find_public(c, id)?])).await
        }
        None => db.read(|c| store::businesses::list_oldest(c, 2)).await,
    };
    match found {
        Ok(found) => match found.as_slice() {
            [one] => Ok(Reach::system(*one)),
            [] => {
                Err(Trouble::new("There is no business in this database yet.", "Start the server, and make one.")
                    .into())
            }
            _ => Err(Trouble::new("There are several businesses in this database.", advice).into()),
        },
        Err(store::Error::NotFound) => Err(Trouble::new("There is no such business.", advice).into()),
        Err(error) => Err(error.into()),
    }
}

#[derive(Default)]
struct Count {
    created: usize,
    updated: usize,
    unchanged: usize,
    failed: usize,
}

async fn import(db: &Db, reach: Reach, paths: &[PathBuf], draft: bool) -> anyhow::Result<ExitCode> {
    let articles = if draft { ArticleState::Draft } else { ArticleState::Published };
    let mut count = Count::default();
    for path in paths {
        let mut files = Vec::new();
        list(path, "", 0, &mut files).map_err(|error| {
            Trouble::new(format!("{} can't be read: {error}.", path.display()), "Check the path and its permissions.")
        })?;
        files.sort();
        for (name, path) in files {
            match read(&name, &path) {
                Ok(documents) => put(db, reach, articles, documents, &mut count).await?,
                Err(error) => {
                    note(&format!("{name}: {error}"));
                    count.failed += 1;
                }
            }
        }
    }
    let Count { created, updated, unchanged, failed } = count;
    say(&format!("{created} created, {updated} updated, {unchanged} unchanged, {failed} files not read"))?;
    if created + updated > 0 {
        note("A running server finds them within seconds.");
    }
    Ok(if created + updated + unchanged == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The files of a folder by their names from it on; hidden ones and links are left out.
fn list(path: &Path, name: &str, depth: usize, into: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    if !std::fs::metadata(path)?.is_dir() {
        let own = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        into.push((if name.is_empty() { own } else { name.to_owned() }, path.to_owned()));
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if own.starts_with('.') || kind.is_symlink() || depth == DEEPEST {
            continue;
        }
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        if kind.is_dir() {
            list(&entry.path(), &name, depth + 1, into)?;
        } else {
            into.push((name, entry.path()));
        }
    }
    Ok(())
}

/// The documents of a file, with the name that each is known by.
fn read(name: &str, path: &Path) -> anyhow::Result<Vec<(String, Document)>> {
    if std::fs::metadata(path)?.len() > documents::LARGEST as u64 {
        return Err(documents::Error::TooLarge.into());
    }
    let bytes = std::fs::read(path)?;
    let entries = zip::names(name, &bytes)?;
    if entries.is_empty() {
        return Ok(documents::read(name, &bytes)?.into_iter().map(|one| (name.to_owned(), one)).collect());
    }
    let mut found = Vec::new();
    for (inside, at) in entries {
        let name = format!("{name}/{inside}");
        match zip::entry(&bytes, at).and_then(|bytes| documents::read(&name, &bytes)) {
            Ok(documents) => found.extend(documents.into_iter().map(|one| (name.clone(), one))),
            Err(error) => note(&format!("{name}: {error}")),
        }
    }
    Ok(found)
}

async fn put(
    db: &Db,
    reach: Reach,
    articles: ArticleState,
    documents: Vec<(String, Document)>,
    count: &mut Count,
) -> anyhow::Result<()> {
    for (name, document) in documents {
        let document = incoming(document, &name);
        let put = db.write(move |tx| imports::put(tx, &reach, None, articles, &document)).await;
        match put?.1 {
            Became::Created => count.created += 1,
            Became::Updated => count.updated += 1,
            Became::Unchanged => count.unchanged += 1,
        }
    }
    Ok(())
}

async fn export(db: &Db, reach: Reach, folder: &Path) -> anyhow::Result<ExitCode> {
    let failed = |error: std::io::Error| {
        Trouble::new(format!("{} can't be written: {error}.", folder.display()), "Check the path and its permissions.")
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let (mut start, mut many) = (Start::Offset(0), 0);
    loop {
        let found: store::Result<_> =
            db.read(move |c| articles::list(c, &reach, &Filter::default(), start, AT_ONCE)).await;
        let found = found?;
        let last = found.articles.last().map(|one| one.key.number);
        for article in found.articles {
            let (name, text) = api::article_file(article);
            std::fs::write(folder.join(name), text).map_err(failed)?;
            many += 1;
        }
        match last.filter(|_| found.more) {
            Some(last) => start = Start::After(last),
            None => break,
        }
    }
    say(&format!("{many} articles written to {}", folder.display()))?;
    Ok(ExitCode::SUCCESS)
}
