//! Bytes as they were meant: transfer encodings and charsets, whatever is broken about them.
//! Must not know what the bytes are for.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

use super::mail::Encoding;

/// The encoding that `Content-Transfer-Encoding` names.
pub fn encoding(word: &str) -> Encoding {
    match word.trim().to_ascii_lowercase().as_str() {
        "base64" => Encoding::Base64,
        "quoted-printable" => Encoding::QuotedPrintable,
        _ => Encoding::Plain,
    }
}

pub fn transfer(bytes: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    match encoding {
        Encoding::Plain => Cow::Borrowed(bytes),
        Encoding::Base64 => Cow::Owned(base64(bytes)),
        Encoding::QuotedPrintable => Cow::Owned(quoted_printable(bytes)),
    }
}

/// Base64 with anything between its letters (RFC 2045, section 6.8: to be ignored), and padding anywhere.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    decoded
}

/// Quoted-printable; what is no escape stands for itself.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let ended = line.ends_with(b"\n");
        let mut rest = line.trim_ascii_end();
        let is_soft = rest.ends_with(b"=");
        if is_soft {
            rest = &rest[..rest.len() - 1];
        }
        while let Some((first, after)) = rest.split_first() {
            let escaped = if *first == b'=' { after.get(..2).and_then(hex) } else { None };
            decoded.push(escaped.unwrap_or(*first));
            rest = if escaped.is_some() { &after[2..] } else { after };
        }
        if ended && !is_soft {
            decoded.extend_from_slice(b"\r\n");
        }
    }
    decoded
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(digits[0])? * 16 + digit(digits[1])?).ok()
}

/// A text in a charset; where none is named, or none that is known, UTF-8 or else what Windows wrote in the West.
pub fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.map(|charset| charset.trim_matches(|letter: char| !letter.is_ascii_alphanumeric()));
    let is_plain = named.is_none_or(|name| {
        ["utf-8", "utf8", "us-ascii", "ascii", "", "unicode-1-1-utf-8"].contains(&name.to_ascii_lowercase().as_str())
    });
    if is_plain && let Ok(text) = std::str::from_utf8(bytes) {
        return text.trim_start_matches('\u{feff}').to_owned();
    }
    let is_utf8 = named.is_some_and(|name| name.to_ascii_lowercase().starts_with("utf") && name.ends_with('8'));
    if is_utf8 {
        return String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned();
    }
    match named.filter(|_| !is_plain).and_then(|name| charset_decoder(name.as_bytes())) {
        Some(decoder) => decoder(bytes),
        None => std::str::from_utf8(bytes).map(str::to_owned).unwrap_or_else(|_| western(bytes)),
    }
}

fn western(bytes: &[u8]) -> String {
    charset_decoder(b"windows-1252").map(|decoder| decoder(bytes)).unwrap_or_default()
}

/// A text of others in one line: no control characters, nothing that turns the direction of reading.
pub fn line(text: &str, most: usize) -> String {
    let mut tidy = String::with_capacity(text.len().min(most.saturating_mul(4)));
    let (mut count, mut is_gap) = (0, false);
    for letter in text.chars().filter(|letter| !is_hidden(*letter)) {
        if letter.is_whitespace() || letter.is_control() {
            is_gap = count > 0;
            continue;
        }
        if count + usize::from(is_gap) >= most {
            break;
        }
        if is_gap {
            tidy.push(' ');
        }
        tidy.push(letter);
        count += 1 + usize::from(is_gap);
        is_gap = false;
    }
    tidy
}

/// Marks that turn the direction of reading, invisible ones, and NUL.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\0' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// At most so many characters of a text, without control characters, its lines ending in `\n`; and whether something is missing.
pub fn lines(text: &str, most: usize) -> (String, bool) {
    let mut tidy = String::with_capacity(text.len().min(most.saturating_mul(4)));
    let mut letters = text.chars().filter(|letter| !letter.is_control() || "\n\r\t".contains(*letter)).peekable();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        if count == most {
            return (tidy, true);
        }
        match letter {
            '\r' if letters.peek() == Some(&'\n') => continue,
            '\r' => tidy.push('\n'),
            _ => tidy.push(letter),
        }
        count += 1;
    }
    (tidy, false)
}
