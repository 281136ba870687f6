//! A mail's parts (RFC 2045, 2046), in time that grows with its length, whoever wrote it: no part is looked at more
//! often than it is deep, and depth and number are bounded. mail-parser reads the fields, not the whole, because it
//! searches for a boundary that never comes once for every part that names one.

use std::ops::Range;

use super::decode;
use super::headers::{self, Headers, Parameters};
use super::mail::Encoding;

const DEEPEST: usize = 10;
const MOST_PARTS: usize = 200;

/// One part, or the whole mail.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub headers: Headers<'a>,
    pub content_type: Parameters,
    pub disposition: Parameters,
    pub encoding: Encoding,
    /// The body's place in the mail.
    pub range: Range<usize>,
    pub children: Vec<Part<'a>>,
    body: &'a [u8],
}

impl Part<'_> {
    pub fn is(&self, content_type: &str) -> bool {
        self.content_type.word == content_type
    }

    pub fn is_multipart(&self) -> bool {
        !self.children.is_empty()
    }

    /// The body, decoded.
    pub fn bytes(&self) -> std::borrow::Cow<'_, [u8]> {
        decode::transfer(self.body, self.encoding)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        decode::text(&self.bytes(), self.content_type.get("charset"))
    }

    /// This part and all below it, in their order.
    pub fn walk(&self) -> Vec<&Self> {
        let mut parts = vec![self];
        parts.extend(self.children.iter().flat_map(Self::walk));
        parts
    }
}

/// A mail's parts, and whether some were left out.
pub fn parse(raw: &[u8]) -> (Part<'_>, bool) {
    let mut reader = Reader { raw, left: MOST_PARTS, is_cut: false };
    let root = reader.part(0..raw.len(), 0, "text/plain");
    let is_cut = reader.is_cut || root.walk().iter().any(|part| part.headers.is_cut);
    (root, is_cut)
}

struct Reader<'a> {
    raw: &'a [u8],
    left: usize,
    is_cut: bool,
}

impl<'a> Reader<'a> {
    fn part(&mut self, range: Range<usize>, depth: usize, unsaid: &str) -> Part<'a> {
        let (headers, begin) = headers::split(&self.raw[range.clone()]);
        let body = range.start + begin..range.end;
        let mut content_type = headers.parameters("content-type").unwrap_or_default();
        if !content_type.word.contains('/') {
            content_type.word = unsaid.to_owned();
        }
        let disposition = headers.parameters("content-disposition").unwrap_or_default();
        let encoding = headers.raw("content-transfer-encoding").map(|word| decode::encoding(&word)).unwrap_or_default();
        let mut part = Part {
            headers,
            content_type,
            disposition,
            encoding,
            body: &self.raw[body.clone()],
            range: body,
            children: Vec::new(),
        };
        if part.content_type.word.starts_with("multipart/") {
            self.divide(&mut part, depth);
        }
        part
    }

    fn divide(&mut self, part: &mut Part<'a>, depth: usize) {
        let pieces = match part.content_type.get("boundary").filter(|boundary| !boundary.is_empty()) {
            Some(boundary) => pieces(self.raw, part.range.clone(), boundary.as_bytes()),
            None => guess(self.raw, part.range.clone()),
        };
        if pieces.is_empty() {
            part.content_type.word = "text/plain".to_owned();
            return;
        }
        if depth == DEEPEST {
            self.is_cut = true;
            return;
        }
        let unsaid = if part.is("multipart/digest") { "message/rfc822" } else { "text/plain" };
        for piece in pieces {
            if self.left == 0 {
                self.is_cut = true;
                return;
            }
            self.left -= 1;
            let child = self.part(piece, depth + 1, unsaid);
            part.children.push(child);
        }
    }
}

/// What stands between lines of `--boundary`, to the line `--boundary--` or the end.
fn pieces(raw: &[u8], range: Range<usize>, boundary: &[u8]) -> Vec<Range<usize>> {
    let (mut found, mut begin, mut at) = (Vec::new(), None, range.start);
    for line in raw[range.clone()].split_inclusive(|byte| *byte == b'\n') {
        let after = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary)).map(<[u8]>::trim_ascii_end);
        if let Some(rest @ (b"" | b"--")) = after {
            found.extend(begin.map(|begin: usize| begin..before_line(raw, begin, at)));
            if rest == b"--" {
                return found;
            }
            begin = Some(at + line.len());
        }
        at += line.len();
    }
    found.extend(begin.map(|begin| begin..range.end));
    found
}

/// The line break before a boundary belongs to it.
fn before_line(raw: &[u8], begin: usize, at: usize) -> usize {
    let body = &raw[begin..at];
    let body = body.strip_suffix(b"\n").map_or(body, |body| body.strip_suffix(b"\r").unwrap_or(body));
    begin + body.len()
}

/// Some forget to say the boundary: the first line that looks like one.
fn guess(raw: &[u8], range: Range<usize>) -> Vec<Range<usize>> {
    let lines = raw[range.clone()].split(|byte| *byte == b'\n').take(50);
    let boundary = lines.filter_map(|line| line.trim_ascii_end().strip_prefix(b"--")).find(|rest| rest.len() >= 4);
    boundary.map(|boundary| pieces(raw, range, boundary)).unwrap_or_default()
}
