//! Where are the bytes? Attachments in a folder or in an S3-compatible bucket, and what may be one of them.
//! A file lies under a random key and never under its name. Knows no SQL, no HTTP route and no rule of the desk.

pub mod intake;
pub mod key;
pub mod kind;
pub mod name;
pub mod picture;
pub mod place;

pub use intake::{Intake, Stored};
pub use key::FileKey;
pub use kind::Kind;
pub use place::{Files, Reading};

/// Why bytes could not be kept or given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("the file is missing")]
    Missing,
    /// More bytes than the limit, which is this.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    #[error("the file is empty")]
    Empty,
    /// What it is may not be kept; the sentence is for whoever sent it.
    #[error("{0}")]
    Refused(&'static str),
    /// The disk or the bucket takes no more.
    #[error("there is no room for the file")]
    Full,
    /// Anything else: for the log, never for a caller.
    #[error("the files failed: {0}")]
    Broken(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
