//! What does a file or a page say? Markdown, HTML, PDF, text, tables of questions and archives of them become documents in
//! Markdown; Markdown becomes safe HTML. All bytes are a stranger's: everything is bounded, nothing is run or fetched.
//! Must not know where documents come from, are kept or shown.

mod charset;
pub mod crawl;
mod extent;
mod front;
mod html;
mod markdown;
mod pdf;
mod plain;
pub mod render;
pub mod robots;
pub mod sitemap;
mod table;
pub mod zip;

pub use front::write;
pub use html::{Page, page};

/// Letters of one document: what is longer becomes several.
pub const LONGEST: usize = 90_000;
/// Letters of a title.
pub const LONGEST_TITLE: usize = 300;
/// Bytes of a file that is read.
pub const LARGEST: usize = 25 << 20;

/// What something says of itself. Lists and words are as they were written: whoever takes it in bounds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    /// Markdown, never blank.
    pub content: String,
    pub tags: Vec<String>,
    pub category: Option<String>,
    /// A BCP 47 tag, perhaps.
    pub language: Option<String>,
    /// `draft` or `published`, if it says so.
    pub state: Option<String>,
    pub slug: Option<String>,
    /// The address that it was imported from before.
    pub source: Option<String>,
    /// What sets it apart from others of the same file; empty for a file that is one document.
    pub part: String,
}

/// Why nothing can be made of it, in a sentence for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("This kind of file can't be read: take Markdown, HTML, text, PDF, CSV, or a ZIP of them.")]
    Kind,
    #[error("The file is too large.")]
    TooLarge,
    #[error("There is no text in it.")]
    Empty,
    #[error("There is no text in it: perhaps it is a scan. Only text can be read, not pictures of it.")]
    NoText,
    #[error("It is damaged, or not what its name says.")]
    Damaged,
    #[error("It is protected by a password.")]
    Locked,
    #[error("It unpacks to more than can be read.")]
    Bomb,
    #[error("It is nested too deeply.")]
    TooDeep,
    #[error("The table needs a column of questions and one of answers.")]
    NoQuestions,
    #[error("The archive holds too many files.")]
    TooMany,
    #[error("An archive within an archive is not read.")]
    Nested,
}

/// What a file is, told by its name and then by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Markdown,
    Html,
    Text,
    Pdf,
    Table,
    Zip,
}

/// What a file with this name and content is.
pub fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Error> {
    if bytes.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        // Office documents are archives too.
        return if ending(name) == "zip" { Ok(Kind::Zip) } else { Err(Error::Kind) };
    }
    match ending(name).as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => Ok(Kind::Markdown),
        "html" | "htm" | "xhtml" => Ok(Kind::Html),
        "txt" | "text" => Ok(Kind::Text),
        "csv" | "tsv" => Ok(Kind::Table),
        "pdf" | "zip" => Err(Error::Damaged),
        _ => Err(Error::Kind),
    }
}

fn ending(name: &str) -> String {
    name.rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or_else(String::new, |(_, end)| end.to_lowercase())
}

/// The documents of a file that is no archive; at least one.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Document>, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge);
    }
    let kind = kind(name, bytes)?;
    let title = title_of_name(name);
    let documents = match kind {
        Kind::Markdown => vec![markdown::read(&charset::decode(bytes)?, &title)],
        Kind::Html => vec![html::page(bytes, None)?.document],
        Kind::Text => vec![plain::read(&charset::decode(bytes)?, &title)],
        Kind::Pdf => vec![pdf::read(bytes, &title)?],
        Kind::Table => table::read(&charset::decode(bytes)?)?,
        Kind::Zip => return Err(Error::Nested),
    };
    let documents: Vec<Document> = documents.into_iter().flat_map(|one| one.finished(&title)).collect();
    if documents.is_empty() { Err(Error::Empty) } else { Ok(documents) }
}

/// `guides/how-to_return.md` as `How to return`.
fn title_of_name(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(|| "Untitled".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

impl Document {
    /// As it may be kept: without what no database takes, cut into pieces that are not too long; none where it is blank.
    fn finished(mut self, title: &str) -> Vec<Self> {
        self.content = clean(&self.content);
        let words = clean(&self.title).split_whitespace().collect::<Vec<_>>().join(" ");
        self.title = shortened(if words.is_empty() { title } else { &words }, LONGEST_TITLE - 8);
        if self.content.trim().is_empty() {
            return Vec::new();
        }
        let pieces = pieces(&self.content, LONGEST);
        let is_one = pieces.len() == 1;
        let numbered = pieces.into_iter().enumerate().map(|(at, content)| {
            let mut piece = Self { content, ..self.clone() };
            if !is_one && at > 0 {
                piece.title = format!("{} ({})", self.title, at + 1);
                piece.part = format!("{}#{}", self.part, at + 1);
                piece.slug = None;
            }
            piece
        });
        numbered.collect()
    }
}

/// Without NUL and other signs that only steer machines.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

fn shortened(text: &str, most: usize) -> String {
    text.char_indices().nth(most).map_or_else(|| text.to_owned(), |(at, _)| format!("{}…", text[..at].trim_end()))
}

/// Cut at headings, else at empty lines, else at lines, else anywhere.
fn pieces(text: &str, most: usize) -> Vec<String> {
    if text.char_indices().nth(most).is_none() {
        return vec![text.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((end, _)) = rest.char_indices().nth(most) {
        let head = &rest[..end];
        // Not so early that the pieces become many.
        let least = end / 2;
        let cut = ["\n# ", "\n## ", "\n### ", "\n\n", "\n", " "]
            .iter()
            .find_map(|mark| head.rfind(mark).filter(|at| *at > least))
            .map_or(end, |at| at + 1);
        pieces.push(rest[..cut].trim_end().to_owned());
        rest = &rest[cut..];
    }
    if !rest.trim().is_empty() {
        pieces.push(rest.trim_end().to_owned());
    }
    pieces
}

#[cfg(test)]
mod tests;
