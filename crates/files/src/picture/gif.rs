//! The blocks of a GIF (GIF89a specification): pictures and what times them are kept, comments, texts and
//! applications' own data are not, nor anything after the end. Knows nothing of pixels.

use bytes::Bytes;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2c;
const TRAILER: u8 = 0x3b;
const GRAPHIC_CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

/// The GIF without them; none where it is not one. One that breaks off keeps the blocks before the break.
pub(super) fn without_comments(bytes: &Bytes) -> Option<Bytes> {
    let header = bytes.get(..13)?;
    if !header.starts_with(b"GIF87a") && !header.starts_with(b"GIF89a") {
        return None;
    }
    let mut at = 13 + colours(header[10]);
    let mut out = bytes.get(..at)?.to_vec();
    let mut pictures = 0;
    while let Some((end, is_kept)) = block(bytes, at) {
        if is_kept {
            out.extend_from_slice(&bytes[at..end]);
            pictures += usize::from(bytes[at] == IMAGE);
        }
        at = end;
    }
    out.push(TRAILER);
    (pictures > 0).then(|| out.into())
}

/// Where the block that begins at `at` ends, and whether it is needed; none at the end.
fn block(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    match *bytes.get(at)? {
        IMAGE => {
            let table = colours(*bytes.get(at + 9)?);
            // The descriptor, its colours and the smallest code's size stand before the data.
            Some((data(bytes, at + 10 + table + 1)?, true))
        }
        EXTENSION => {
            let end = data(bytes, at + 2)?;
            let is_loop = bytes.get(at + 3..at + 14).is_some_and(|name| name == b"NETSCAPE2.0");
            let label = *bytes.get(at + 1)?;
            Some((end, label == GRAPHIC_CONTROL || (label == APPLICATION && is_loop)))
        }
        _ => None,
    }
}

/// Where a chain of sub-blocks ends.
fn data(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let size = usize::from(*bytes.get(at)?);
        at += 1 + size;
        if size == 0 {
            return Some(at);
        }
    }
}

/// Bytes of the table of colours that a packed field announces.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}
