//! Archives: what lies in one, and the bytes of one entry. Names are only ever shown: whatever folders they lead to, nothing
//! is written there. Entries unpack to a bounded size each and together, whatever they say of themselves.

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::Error;

/// Entries of one archive.
const MOST: usize = 5_000;
/// Bytes that one entry unpacks to.
const LARGEST: u64 = crate::LARGEST as u64;
/// Bytes that all of them say they unpack to.
const LARGEST_SUM: u64 = 100 << 20;
/// Letters of a name.
const LONGEST: usize = 150;

/// The files in an archive by clean names, each once, and where they lie in it. Nothing for what is no archive.
pub fn names(name: &str, bytes: &[u8]) -> Result<Vec<(String, usize)>, Error> {
    if crate::kind(name, bytes) != Ok(crate::Kind::Zip) {
        return Ok(Vec::new());
    }
    let mut archive = open(bytes)?;
    if archive.len() > MOST {
        return Err(Error::TooMany);
    }
    let (mut found, mut known, mut sum) = (Vec::new(), HashSet::new(), 0_u64);
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(failure)?;
        let name = entry.name().map_err(failure)?;
        let Some(clean) = clean(&name).filter(|_| entry.is_file()) else { continue };
        sum = sum.saturating_add(entry.size());
        if sum > LARGEST_SUM {
            return Err(Error::Bomb);
        }
        let mut unique = clean.clone();
        for number in 2.. {
            if known.insert(unique.clone()) {
                break;
            }
            unique = format!("{number} {clean}");
        }
        found.push((unique, at));
    }
    if found.is_empty() { Err(Error::Empty) } else { Ok(found) }
}

/// `../a//./b.md` as `a/b.md`; `None` for what nobody means to import.
fn clean(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(part.trim(), "" | "." | "..")).collect();
    if parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX") {
        return None;
    }
    let text: String = parts.join("/").chars().filter(|letter| !letter.is_control()).collect();
    let letters = text.chars().count();
    // The end says what it is.
    Some(text.chars().skip(letters.saturating_sub(LONGEST)).collect::<String>()).filter(|text| !text.is_empty())
}

/// The bytes of the entry that lies there.
pub fn entry(bytes: &[u8], at: usize) -> Result<Vec<u8>, Error> {
    let mut archive = open(bytes)?;
    let entry = archive.by_index(at).map_err(failure)?;
    let mut inside = Vec::new();
    entry.take(LARGEST + 1).read_to_end(&mut inside).map_err(|_| Error::Damaged)?;
    if inside.len() as u64 > LARGEST { Err(Error::Bomb) } else { Ok(inside) }
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Error> {
    ZipArchive::new(Cursor::new(bytes)).map_err(failure)
}

fn failure(error: ZipError) -> Error {
    match error {
        ZipError::InvalidPassword => Error::Locked,
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Error::Locked,
        _ => Error::Damaged,
    }
}

/// An archive in the making.
pub struct Writer(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Writer {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Writer {
    /// Adds a file.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.0.start_file(name, SimpleFileOptions::default()).map_err(failure)?;
        self.0.write_all(text.as_bytes()).map_err(|_| Error::Damaged)
    }

    /// All of it.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.0.finish().map_err(failure)?.into_inner())
    }
}
