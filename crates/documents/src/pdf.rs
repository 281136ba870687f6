//! The text of a PDF, page by page, as paragraphs. Its streams unpack to a bounded size each and together, whatever it says.

use lopdf::{Document as File, LoadOptions, Object};

use crate::{Document, Error, plain};

/// Bytes that one stream may unpack to.
const LARGEST_STREAM: usize = 16 << 20;
/// Pages that are read.
const MOST_PAGES: usize = 2_000;
/// Bytes of text that are read.
const MOST_TEXT: usize = 4 << 20;
/// Letters of a first line that may be a title.
const TITLE: usize = 120;
/// Letters of a line that may have reached the paper's end.
const FULL: usize = 40;

/// `title` is for one that has none.
pub(crate) fn read(bytes: &[u8], title: &str) -> Result<Document, Error> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let file = File::load_mem_with_options(bytes, options).map_err(|error| failure(&error))?;
    if file.is_encrypted() {
        return Err(Error::Locked);
    }
    let pages: Vec<u32> = file.get_pages().into_keys().take(MOST_PAGES).collect();
    let mut text = String::new();
    for page in pages {
        match file.extract_text_with_limit(&[page], LARGEST_STREAM) {
            Ok(found) => text.push_str(&found),
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                return Err(Error::Bomb);
            }
            // A page that can't be read leaves the others.
            Err(_) => {}
        }
        text.push_str("\n\n");
        if text.len() > MOST_TEXT {
            return Err(Error::TooLarge);
        }
    }
    let text = paragraphs(&text);
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Error::NoText);
    }
    let named = title_of(&file).or_else(|| first_line(&text)).unwrap_or_else(|| title.to_owned());
    Ok(Document { title: named, content: plain::to_markdown(&text), ..Document::default() })
}

fn failure(error: &lopdf::Error) -> Error {
    match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Error::Bomb,
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Error::Locked,
        _ => Error::Damaged,
    }
}

/// What it says of itself.
fn title_of(file: &File) -> Option<String> {
    let info = file.trailer.get(b"Info").ok()?;
    let info = match info {
        Object::Reference(id) => file.get_object(*id).ok()?,
        other => other,
    };
    let title = lopdf::decode_text_string(info.as_dict().ok()?.get(b"Title").ok()?).ok()?;
    let title = title.trim();
    // Programs write their own names and those of files there.
    let is_told = title.contains(' ') && !title.contains(['\\', '/']) && !title.starts_with("Microsoft");
    is_told.then(|| title.to_owned())
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?.trim();
    (line.chars().count() <= TITLE && !line.ends_with(['.', ','])).then(|| line.to_owned())
}

/// Lines that were only broken because the paper ended go on; words that were parted are whole again.
fn paragraphs(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut is_full = false;
    for line in text.lines().map(str::trim) {
        let starts_anew = line.is_empty() || line.starts_with(['•', '-', '*', '–', '·']) || joined.is_empty();
        let before = joined.trim_end_matches(' ').chars().next_back();
        if starts_anew || before == Some('\n') {
            joined.push_str(if joined.is_empty() { "" } else { "\n" });
        } else if before == Some('-') && line.starts_with(char::is_lowercase) {
            joined.truncate(joined.trim_end_matches([' ', '-']).len());
        } else if line.starts_with(char::is_lowercase)
            || is_full && before.is_some_and(|letter| letter.is_lowercase() || letter == ',')
        {
            joined.push(' ');
        } else {
            joined.push('\n');
        }
        let bullet = line.strip_prefix(['•', '–', '·']).map(|rest| format!("- {}", rest.trim_start()));
        joined.push_str(bullet.as_deref().unwrap_or(line));
        is_full = line.chars().count() >= FULL;
    }
    joined
}
