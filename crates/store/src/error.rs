//! What can go wrong with the store, as far as a caller can act on it.

/// A failed read or write. Nothing of a failed write stays.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not found")]
    NotFound,
    /// A unique constraint refused it: `table_column_column`, the same name on both engines.
    #[error("taken: {0}")]
    Taken(String),
    /// Too much at once, a lock not granted, or the database out of reach: the same call may work later.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The database was written by a newer version of the program.
    #[error(
        "the database is at version {found}, this program knows versions up to {known}: start the newer program, or restore a backup made by this one"
    )]
    Newer { found: i64, known: i64 },
    /// Anything else: a full or failing disk, a damaged file, a mistake of ours. For the log, never for a caller.
    #[error("the database failed: {0}")]
    Broken(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether a unique constraint of this name (`table_column_column`) refused the write.
    pub fn is_taken(&self, constraint: &str) -> bool {
        matches!(self, Self::Taken(name) if name == constraint)
    }
}
