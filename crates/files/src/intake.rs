//! Takes a file in as it arrives: its name is cleaned, its kind told from its first bytes, its size held under a limit,
//! and nothing of it is kept in memory but its head. Knows nothing of who sends it.

use bytes::{Bytes, BytesMut};

use crate::kind::{self, HEAD, Kind, TextCheck};
use crate::place::Writing;
use crate::{Error, FileKey, Files, Result, name};

/// A file on its way in. Dropped before [`Intake::finish`], nothing of it stays.
pub struct Intake {
    files: Files,
    key: FileKey,
    name: String,
    limit: u64,
    size: u64,
    head: BytesMut,
    going: Option<Going>,
}

/// Once its kind is known.
struct Going {
    kind: Kind,
    text: Option<TextCheck>,
    writing: Writing,
}

/// A file that is there.
#[derive(Clone, Debug)]
pub struct Stored {
    pub key: FileKey,
    /// Clean.
    pub filename: String,
    pub content_type: &'static str,
    pub size: u64,
}

const NO_TEXT: &str = "This text is not UTF-8. Save it as UTF-8, or pack it into a zip file.";

impl Intake {
    /// `sent_name` as the sender wrote it; `limit` in bytes.
    pub fn new(files: Files, key: FileKey, sent_name: &str, limit: u64) -> Self {
        Self { files, key, name: name::clean(sent_name), limit, size: 0, head: BytesMut::new(), going: None }
    }

    /// The next piece.
    pub async fn take(&mut self, piece: Bytes) -> Result<()> {
        self.size += piece.len() as u64;
        if self.size > self.limit {
            return Err(Error::TooLarge(self.limit));
        }
        if let Some(going) = &mut self.going {
            return going.write(piece).await;
        }
        self.head.extend_from_slice(&piece);
        if self.head.len() >= HEAD {
            self.start().await?;
        }
        Ok(())
    }

    /// There is no more.
    pub async fn finish(mut self) -> Result<Stored> {
        if self.size == 0 {
            return Err(Error::Empty);
        }
        if self.going.is_none() {
            self.start().await?;
        }
        let going = self.going.ok_or_else(|| Error::Broken("a file was not begun".into()))?;
        if going.text.is_some_and(|text| !text.ends()) {
            return Err(Error::Refused(NO_TEXT));
        }
        let size = going.writing.finish().await?;
        Ok(Stored { key: self.key, filename: self.name, content_type: going.kind.content_type, size })
    }

    /// Leaves nothing of it.
    pub async fn abort(self) {
        if let Some(going) = self.going {
            going.writing.abort().await;
        }
    }

    /// Judges the head and begins to write. What may not be kept is never written.
    async fn start(&mut self) -> Result<()> {
        let head = self.head.split().freeze();
        let kind = kind::judge(&head[..head.len().min(HEAD)], &self.name)?;
        let writing = self.files.begin(&self.key).await?;
        let mut going = Going { kind, text: kind.is_text.then(TextCheck::default), writing };
        let written = going.write(head).await;
        self.going = Some(going);
        written
    }
}

impl Going {
    async fn write(&mut self, piece: Bytes) -> Result<()> {
        if self.text.as_mut().is_some_and(|text| !text.goes_on(&piece)) {
            return Err(Error::Refused(NO_TEXT));
        }
        self.writing.write(piece).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn send(limit: u64, name: &str, pieces: Vec<Vec<u8>>) -> (Result<Stored>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(folder.path()).unwrap();
        let mut intake = Intake::new(files.clone(), FileKey::random().unwrap(), name, limit);
        for piece in pieces {
            if let Err(error) = intake.take(piece.into()).await {
                intake.abort().await;
                return (Err(error), left(folder.path()));
            }
        }
        let stored = intake.finish().await;
        if let Ok(stored) = &stored {
            assert_eq!(files.whole(&stored.key, u64::MAX).await.unwrap().len() as u64, stored.size);
        }
        (stored, left(folder.path()))
    }

    fn left(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder)
            .unwrap()
            .map(Result::unwrap)
            .map(|entry| if entry.path().is_dir() { left(&entry.path()) } else { 1 })
            .sum()
    }

    #[tokio::test]
    async fn a_file_is_kept_up_to_the_limit_and_nothing_is_left_beyond_it() {
        let text = vec![b'a'; 60_000];
        let (stored, left) = send(60_000, "../notes.txt", vec![text.clone()]).await;
        let stored = stored.unwrap();
        assert_eq!((stored.filename.as_str(), stored.content_type, stored.size), ("notes.txt", "text/plain", 60_000));
        assert_eq!(left, 1);
        let (stored, left) = send(59_999, "notes.txt", vec![text[..40_000].to_vec(), text[40_000..].to_vec()]).await;
        assert!(matches!(stored, Err(Error::TooLarge(59_999))));
        assert_eq!(left, 0);
        assert!(matches!(send(10, "empty.txt", Vec::new()).await, (Err(Error::Empty), 0)));
    }

    #[tokio::test]
    async fn what_turns_out_not_to_be_text_later_is_refused() {
        let late = vec![vec![b'a'; 30_000], b"\0".to_vec()];
        assert!(matches!(send(1 << 20, "a.txt", late).await, (Err(Error::Refused(_)), 0)));
        let (stored, left) = send(1 << 20, "a.txt", vec![vec![b'a'; 30_000], vec![0xc3]]).await;
        assert!(matches!(stored, Err(Error::Refused(NO_TEXT))));
        // Dropped without `abort`: taken away a moment later.
        assert!(left <= 1);
    }
}
