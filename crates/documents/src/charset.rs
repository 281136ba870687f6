//! Bytes as text: what a mark at the beginning says, else UTF-8, else what Western programs wrote before it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::Error;

/// The text of a file. Refuses what is no text at all.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Error> {
    decode_as(bytes, None)
}

/// The text of a file that says of itself how it is written.
pub(crate) fn decode_as(bytes: &[u8], said: Option<&str>) -> Result<String, Error> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
    if bytes.iter().take(8192).filter(|byte| **byte == 0).count() > 0 {
        return Err(Error::Damaged);
    }
    let said = said.and_then(|label| Encoding::for_label(label.as_bytes()));
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let encoding = if is_utf8 { UTF_8 } else { said.filter(|one| *one != UTF_8).unwrap_or(WINDOWS_1252) };
    Ok(encoding.decode(bytes).0.into_owned())
}
