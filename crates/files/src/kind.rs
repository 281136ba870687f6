//! What is a file? Told from its first bytes and never from what its sender calls it; then held against a list of what
//! may be kept. Text is what is UTF-8 without NUL; only its finer kind may follow the name.

use crate::name;
use crate::{Error, Result};

/// First bytes of a file that are looked at.
pub const HEAD: usize = 16 * 1024;

/// A kind of file that may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// IANA media type, without parameters.
    pub content_type: &'static str,
    /// All of it must be UTF-8.
    pub is_text: bool,
}

const PROGRAM: &str = "Programs can't be sent. Pack it into a zip file if it has to be.";
const PAGE: &str = "Web pages and SVG pictures can run scripts and can't be sent. Send a PDF, a PNG or a zip file.";
const UNKNOWN: &str = "Files of this kind can't be sent. Pack it into a zip file if it has to be.";

/// Binary kinds that may be kept, by what they are told as.
const KEPT: &[&str] = &[
    "application/epub+zip",
    "application/gzip",
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-bzip2",
    "application/x-tar",
    "application/x-xz",
    "application/zip",
    "application/zstd",
    "audio/aac",
    "audio/amr",
    "audio/m4a",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/x-flac",
    "audio/x-wav",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "video/mp4",
    "video/mpeg",
    "video/quicktime",
    "video/webm",
    "video/x-m4v",
    "video/x-matroska",
    "video/x-msvideo",
];

/// Microsoft's old compound files (MS-CFB): only the name tells which, and installers are such files too.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What the file of this clean name is, from its first [`HEAD`] bytes, or why it may not be kept.
pub fn judge(head: &[u8], name: &str) -> Result<Kind> {
    if name::is_active(name) {
        let is_page = ["htm", "html", "mht", "mhtml", "shtml", "svg", "svgz", "xht", "xhtml"];
        let is_page = is_page.contains(&name::ending(name).as_str());
        return Err(Error::Refused(if is_page { PAGE } else { PROGRAM }));
    }
    match text(head) {
        Some(text) => of_text(text, name),
        None => of_bytes(head, name),
    }
}

fn of_text(text: &str, name: &str) -> Result<Kind> {
    if text.starts_with("%PDF-") {
        return Ok(Kind { content_type: "application/pdf", is_text: false });
    }
    let start = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if start.starts_with('<') && is_page(start) {
        return Err(Error::Refused(PAGE));
    }
    let is = |prefix: &str| start.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix));
    let content_type = match name::ending(name).as_str() {
        _ if is("{\\rtf") => "application/rtf",
        _ if is("BEGIN:VCALENDAR") => "text/calendar",
        _ if is("BEGIN:VCARD") => "text/vcard",
        "csv" => "text/csv",
        _ => "text/plain",
    };
    Ok(Kind { content_type, is_text: true })
}

/// Whether a browser that guesses would take it for a page or a picture with scripts.
fn is_page(markup: &str) -> bool {
    let markup = markup.to_ascii_lowercase();
    let tags = [
        "!doctype html",
        "a",
        "body",
        "embed",
        "form",
        "frameset",
        "head",
        "html",
        "iframe",
        "img",
        "link",
        "meta",
        "object",
        "script",
        "style",
        "svg",
        "table",
        "title",
        "xsl:stylesheet",
    ];
    markup.match_indices('<').any(|(at, _)| {
        // A prefix does not hide what an element is: `<x:script>`.
        let tag = markup[at + 1..].split(['>', '/']).next().unwrap_or("");
        let word = tag.split_whitespace().next().unwrap_or("");
        let local = word.rsplit(':').next().unwrap_or("");
        tags.contains(&word)
            || tags.contains(&local)
            || tag.starts_with("!doctype html")
            || tag.starts_with("!doctype svg")
    })
}

fn of_bytes(head: &[u8], name: &str) -> Result<Kind> {
    if head.starts_with(COMPOUND) {
        let content_type = match name::ending(name).as_str() {
            "doc" => "application/msword",
            "xls" => "application/vnd.ms-excel",
            "ppt" => "application/vnd.ms-powerpoint",
            "msg" => "application/vnd.ms-outlook",
            _ => return Err(Error::Refused(UNKNOWN)),
        };
        return Ok(Kind { content_type, is_text: false });
    }
    let Some(found) = infer::get(head) else { return Err(Error::Refused(UNKNOWN)) };
    match KEPT.iter().find(|kept| **kept == found.mime_type()) {
        Some(content_type) => Ok(Kind { content_type, is_text: false }),
        None if found.matcher_type() == infer::MatcherType::App => Err(Error::Refused(PROGRAM)),
        None => Err(Error::Refused(UNKNOWN)),
    }
}

/// The bytes as text, if they are some; a letter that is cut off at the end of a full head is left out.
fn text(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && head.len() >= HEAD => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    (!text.contains('\0')).then_some(text)
}

/// Whether all of a file that comes in pieces is UTF-8 without NUL.
#[derive(Debug, Default)]
pub struct TextCheck {
    /// The beginning of a letter that a piece has cut.
    rest: Vec<u8>,
}

impl TextCheck {
    /// False where it is not.
    pub fn goes_on(&mut self, piece: &[u8]) -> bool {
        let joined;
        let bytes = if self.rest.is_empty() {
            piece
        } else {
            joined = [self.rest.as_slice(), piece].concat();
            &joined[..]
        };
        let rest = match std::str::from_utf8(bytes) {
            Ok(_) => Vec::new(),
            Err(error) if error.error_len().is_none() => bytes[error.valid_up_to()..].to_vec(),
            Err(_) => return false,
        };
        self.rest = rest;
        !piece.contains(&0)
    }

    /// Whether it ends with a whole letter.
    pub fn ends(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Pictures whose bytes are remade before anybody sees them.
pub fn is_prepared(content_type: &str) -> bool {
    matches!(content_type, "image/jpeg" | "image/png" | "image/gif" | "image/webp")
}

/// Whether a browser may show or play it in place; everything else is only ever downloaded.
pub fn is_inline(content_type: &str) -> bool {
    is_prepared(content_type)
        || matches!(content_type, "image/avif" | "image/bmp")
        || content_type.starts_with("audio/")
        || content_type.starts_with("video/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &[u8], name: &str) -> Option<&'static str> {
        judge(head, &name::clean(name)).ok().map(|kind| kind.content_type)
    }

    #[test]
    fn what_a_file_is_follows_from_its_content() {
        let ole = [COMPOUND, &[0; 600]].concat();
        let tables: &[(&[u8], &str, Option<&str>)] = &[
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", Some("image/png")),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.pdf", Some("image/png")),
            (b"GIF89a\x01\0\x01\0\x80\0\0", "a.gif", Some("image/gif")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a", Some("image/jpeg")),
            (b"%PDF-1.7\n", "a.pdf", Some("application/pdf")),
            (b"PK\x03\x04\x14\0\0\0\0\0", "a.zip", Some("application/zip")),
            (b"hello", "a.txt", Some("text/plain")),
            (b"hello", "a.png", Some("text/plain")),
            (b"a;b\n1;2\n", "a.csv", Some("text/csv")),
            (b"BEGIN:VCALENDAR\r\n", "a.ics", Some("text/calendar")),
            (b"BEGIN:VCARD\r\n", "a.vcf", Some("text/vcard")),
            (b"{\"a\": 1}", "a.json", Some("text/plain")),
            (b"<?xml version='1.0'?><order id='1'/>", "a.xml", Some("text/plain")),
            (b"{\\rtf1 x}", "a.rtf", Some("application/rtf")),
            (&ole, "a.doc", Some("application/msword")),
            (&ole, "setup.msi", None),
            (&ole, "a.bin", None),
            (b"MZ\x90\0\x03\0\0\0", "a.png", None),
            (b"\x7fELF\x02\x01\x01\0", "a", None),
            (b"\0asm\x01\0\0\0", "a.wasm", None),
            (b"\xca\xfe\xba\xbe\0\0\x004", "a.class", None),
            (b"\0\0\0\0", "a.bin", None),
            (b"caf\xe9", "latin.txt", None),
        ];
        for (head, name, expected) in tables {
            assert_eq!(kind(head, name), *expected, "{name} {:?}", &head[..head.len().min(20)]);
        }
    }

    #[test]
    fn pages_and_pictures_with_scripts_are_refused_under_any_name() {
        for page in [
            "<html><script>alert(1)</script>",
            "<!DOCTYPE HTML><p>",
            "\u{feff}  \n<!-- x --><HTML>",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            "<svg/onload=alert(1)>",
            "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
            "<img src=x onerror=alert(1)>",
            "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''><g/>",
        ] {
            for name in ["a.png", "a.txt", "a", "a.html", "a.svg"] {
                assert_eq!(kind(page.as_bytes(), name), None, "{name} {page}");
            }
        }
    }

    #[test]
    fn text_that_comes_in_pieces_is_text_to_its_end() {
        let whole = "Grüße, 東京 🦀".as_bytes();
        for cut in 0..whole.len() {
            let mut check = TextCheck::default();
            assert!(check.goes_on(&whole[..cut]) && check.goes_on(&whole[cut..]) && check.ends(), "{cut}");
        }
        assert!(!TextCheck::default().goes_on(b"a\0"));
        assert!(!TextCheck::default().goes_on(b"caf\xe9 "));
        let mut check = TextCheck::default();
        assert!(check.goes_on("ü".as_bytes().split_at(1).0));
        assert!(!check.ends());
    }

    #[test]
    fn only_raster_pictures_sound_and_film_are_shown_in_place() {
        for content_type in ["image/png", "image/avif", "video/mp4", "audio/mpeg"] {
            assert!(is_inline(content_type), "{content_type}");
        }
        for content_type in ["application/pdf", "text/plain", "image/tiff", "image/svg+xml", "text/html", ""] {
            assert!(!is_inline(content_type), "{content_type}");
        }
    }
}
