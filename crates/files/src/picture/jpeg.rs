//! The segments of a JPEG (ITU-T T.81, annex B): tables, frames and scans are kept, and of applications' own data only
//! JFIF, the colour profile and Adobe's note of how colours are kept; nothing after the end. Knows nothing of pixels.

use bytes::Bytes;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;

/// The JPEG without its metadata; none where it is not one. One that breaks off is ended there.
pub(super) fn without_metadata(bytes: &Bytes) -> Option<Bytes> {
    if !bytes.starts_with(&[0xff, START]) {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&[0xff, START]);
    let (mut at, mut scans) = (2, 0);
    while let Some((marker, content)) = marker(bytes, at) {
        if marker == END {
            break;
        }
        let Some(size) = size(bytes, marker, content) else { break };
        let mut end = content + size;
        if marker == SCAN {
            end = entropy(bytes, end);
            scans += 1;
        }
        if is_needed(marker, &bytes[content..end]) {
            out.extend_from_slice(&[0xff, marker]);
            out.extend_from_slice(&bytes[content..end]);
        }
        at = end;
    }
    out.extend_from_slice(&[0xff, END]);
    (scans > 0).then(|| out.into())
}

/// The next marker from `at`, and where what follows it begins; what is no marker is skipped.
fn marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        let is_fill = *bytes.get(at)? != 0xff || matches!(bytes.get(at + 1)?, 0x00 | 0xff);
        if !is_fill {
            return Some((bytes[at + 1], at + 2));
        }
        at += 1;
    }
}

/// Bytes of the segment, its length's own two included; a lone marker has none.
fn size(bytes: &[u8], marker: u8, content: usize) -> Option<usize> {
    if matches!(marker, 0x01 | 0xd0..=0xd8) {
        return Some(0);
    }
    let length = bytes.get(content..content + 2)?;
    let size = usize::from(u16::from_be_bytes([length[0], length[1]]));
    (size >= 2 && content + size <= bytes.len()).then_some(size)
}

/// Where the data of a scan ends: at the next marker that is neither a stuffed byte nor a restart.
fn entropy(bytes: &[u8], mut at: usize) -> usize {
    while at + 1 < bytes.len() {
        if bytes[at] == 0xff && !matches!(bytes[at + 1], 0x00 | 0xd0..=0xd7 | 0xff) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// `segment` begins with its length.
fn is_needed(marker: u8, segment: &[u8]) -> bool {
    let says = |name: &[u8]| segment.get(2..).is_some_and(|content| content.starts_with(name));
    match marker {
        0xe0 => says(b"JFIF\0"),
        0xe2 => says(b"ICC_PROFILE\0"),
        0xee => says(b"Adobe"),
        0xe1..=0xef | COMMENT => false,
        _ => true,
    }
}
