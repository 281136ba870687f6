//! Where does a line of a stream end? Takes bytes as they come and gives out what stands behind `data:`.
//! Tolerates what servers make of server-sent events: no space after the colon, `\r\n`, comments, other fields.
//! Must not know what the data says.

/// Bytes of one line; a stream of words has short ones.
const LONGEST: usize = 256 << 10;

/// The stream holds a line that does not end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

#[derive(Default)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    /// Where the next line begins.
    at: usize,
}

impl Lines {
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() - self.bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0) > LONGEST {
            return Err(TooLong);
        }
        Ok(())
    }

    /// What the next whole line says; lines without data are passed over.
    pub fn next(&mut self) -> Option<String> {
        while let Some(length) = self.bytes[self.at..].iter().position(|byte| *byte == b'\n') {
            let line = &self.bytes[self.at..self.at + length];
            let said = data(line);
            self.at += length + 1;
            if said.is_some() {
                return said;
            }
        }
        None
    }

    /// What the last line says, which needs no end.
    pub fn rest(&mut self) -> Option<String> {
        let said = data(&self.bytes[self.at..]);
        self.at = self.bytes.len();
        said
    }
}

fn data(line: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(line);
    let said = line.trim().strip_prefix("data:")?.trim();
    (!said.is_empty()).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pieces: &[&[u8]]) -> Vec<String> {
        let mut lines = Lines::default();
        let mut said = Vec::new();
        for piece in pieces {
            lines.push(piece).expect("short lines");
            said.extend(std::iter::from_fn(|| lines.next()));
        }
        said.extend(lines.rest());
        said
    }

    #[test]
    fn data_is_found_however_it_is_cut_and_written() {
        assert_eq!(said(&[b"data: a\n\ndata:b\r\n\r\n: hello\nevent: x\nid: 1\ndata: c"]), ["a", "b", "c"]);
        let bytes = "data: Grüße\n\ndata: 返品\n\n".as_bytes();
        for cut in 0..bytes.len() {
            assert_eq!(said(&[&bytes[..cut], &bytes[cut..]]), ["Grüße", "返品"]);
        }
    }

    #[test]
    fn a_line_without_an_end_is_not_kept() {
        let mut lines = Lines::default();
        let kept = (0..100).take_while(|_| lines.push(&[b'x'; 8 << 10]).is_ok()).count();
        assert!(kept <= LONGEST / (8 << 10));
    }
}
