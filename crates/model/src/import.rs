//! An import: articles made of files or of a site, and what became of each piece.

use crate::article::ArticleState;
use crate::{Key, Time};

crate::words! {
    ImportKind {
        Files = "files",
        Site = "site",
    }
}

crate::words! {
    ImportState {
        Waiting = "waiting",
        Running = "running",
        Done = "done",
        /// Nothing of it, or not all of it, could be read; its problem says why.
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

crate::words! {
    /// What became of a file or a page.
    ItemState {
        Waiting = "waiting",
        /// An article was made of it.
        Created = "created",
        /// The article that was made of it before says something else now.
        Updated = "updated",
        Unchanged = "unchanged",
        /// Nothing was made of it; its error says why.
        Failed = "failed",
        /// It holds others, or was not meant to be read.
        Skipped = "skipped",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    pub key: Key,
    pub kind: ImportKind,
    /// The site's address, or the files' names.
    pub source: String,
    /// What its articles are to be.
    pub article_state: ArticleState,
    pub state: ImportState,
    pub problem: Option<String>,
    /// Pieces that are known of.
    pub total: i64,
    /// Pieces that are done, whatever became of them.
    pub done: i64,
    pub created: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub failed: i64,
    /// Bytes that were fetched of a site.
    pub bytes: i64,
    /// Who asked for it.
    pub user: Option<Key>,
    pub created_at: Time,
    pub updated_at: Time,
    pub finished_at: Option<Time>,
}

impl Import {
    pub fn is_over(&self) -> bool {
        !matches!(self.state, ImportState::Waiting | ImportState::Running)
    }
}

/// A file or a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportItem {
    pub ordinal: i64,
    /// A file's name, or a page's address; unique within its import.
    pub name: String,
    /// The key of a file's bytes.
    pub file: Option<String>,
    /// How many links lead to a page.
    pub depth: i64,
    pub state: ItemState,
    pub error: Option<String>,
    pub article: Option<Key>,
}
