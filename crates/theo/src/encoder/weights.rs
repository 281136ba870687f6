//! What is in the file of the model's weights? Its numbers, its vocabulary and its matrices, by name.
//! Must not know what is computed with them.
//!
//! The file is little-endian: "E5S1", a version, the shape, the vocabulary, a directory of matrices, the matrices.

use std::collections::HashMap;

/// Weights that share a scale.
const BLOCK: usize = 32;
/// Bytes of such a block: the scale as a half float, then two weights a byte.
const BLOCK_BYTES: usize = 18;

/// The file is not one of a model that we can read.
#[derive(Debug, thiserror::Error)]
#[error("the model's weights can't be read: {0}")]
pub struct Unreadable(&'static str);

/// The numbers of the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub hidden: usize,
    pub layers: usize,
    pub heads: usize,
    pub inner: usize,
    /// Tokens that can be read in one go.
    pub longest: usize,
    pub epsilon: f32,
}

/// The vocabulary as the file has it.
pub(super) struct Pieces {
    /// Where each piece begins in `text`, and where the last one ends.
    pub offsets: Vec<u32>,
    /// The logarithm of how likely each piece is.
    pub scores: Vec<f32>,
    pub text: &'static [u8],
    pub begin: u32,
    pub end: u32,
    pub unknown: u32,
    /// What letters are replaced by before a text is cut into pieces.
    pub replaced: HashMap<char, Box<[char]>>,
}

pub(super) struct Weights {
    pub shape: Shape,
    pub pieces: Pieces,
    file: &'static [u8],
    /// Where the bytes of each matrix are.
    directory: HashMap<String, std::ops::Range<usize>>,
}

pub(super) fn read(file: &'static [u8]) -> Result<Weights, Unreadable> {
    let mut cursor = Cursor { rest: file };
    if cursor.take(4)? != b"E5S1" {
        return Err(Unreadable("it is of another kind"));
    }
    cursor.number()?;
    let (hidden, layers, heads) = (cursor.size()?, cursor.size()?, cursor.size()?);
    let (inner, _words, longest, _types) = (cursor.size()?, cursor.size()?, cursor.size()?, cursor.size()?);
    let epsilon = f32::from_bits(cursor.number()?);
    let shape = Shape { hidden, layers, heads, inner, longest, epsilon };
    if cursor.size()? != BLOCK || heads == 0 || hidden % heads != 0 || hidden % BLOCK != 0 || inner % BLOCK != 0 {
        return Err(Unreadable("its shape is not known"));
    }
    let pieces = pieces(&mut cursor)?;
    let directory = directory(&mut cursor, file.len())?;
    Ok(Weights { shape, pieces, file, directory })
}

fn pieces(cursor: &mut Cursor) -> Result<Pieces, Unreadable> {
    let count = cursor.size()?;
    let (begin, end, _padding, unknown) = (cursor.number()?, cursor.number()?, cursor.number()?, cursor.number()?);
    let length = cursor.long()?;
    let offsets = numbers(cursor.take(4 * (count + 1))?).collect();
    let scores = numbers(cursor.take(4 * count)?).map(f32::from_bits).collect();
    let text = cursor.take(length)?;
    let (replacements, bytes) = (cursor.size()?, cursor.size()?);
    let mut list = Cursor { rest: cursor.take(bytes)? };
    let mut replaced = HashMap::with_capacity(replacements);
    for _ in 0..replacements {
        let letter = char::from_u32(list.number()?);
        let by = list.take(1)?[0];
        let by = numbers(list.take(4 * usize::from(by))?).filter_map(char::from_u32).collect();
        if let Some(letter) = letter {
            replaced.insert(letter, by);
        }
    }
    Ok(Pieces { offsets, scores, text, begin, end, unknown, replaced })
}

fn directory(cursor: &mut Cursor, whole: usize) -> Result<HashMap<String, std::ops::Range<usize>>, Unreadable> {
    let count = cursor.size()?;
    let mut directory = HashMap::with_capacity(count);
    for _ in 0..count {
        let length = cursor.take(2)?;
        let name = cursor.take(usize::from(u16::from_le_bytes([length[0], length[1]])))?;
        cursor.take(5)?;
        let (start, bytes) = (cursor.long()?, cursor.long()?);
        let end = start.checked_add(bytes).filter(|end| *end <= whole).ok_or(Unreadable("it is cut off"))?;
        directory.insert(String::from_utf8_lossy(name).into_owned(), start..end);
    }
    Ok(directory)
}

impl Weights {
    fn bytes(&self, name: &str) -> Result<&'static [u8], Unreadable> {
        let range = self.directory.get(name).cloned().ok_or(Unreadable("a matrix is missing"))?;
        Ok(&self.file[range])
    }

    /// A list of plain numbers.
    pub fn plain(&self, name: &str) -> Result<Vec<f32>, Unreadable> {
        Ok(numbers(self.bytes(name)?).map(f32::from_bits).collect())
    }

    /// A matrix of four bits a weight, row by row.
    pub fn rows(&self, name: &str, width: usize) -> Result<Rows, Unreadable> {
        Ok(Rows { bytes: self.bytes(name)?, width })
    }
}

/// A matrix of four bits a weight, as it lies in the file.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    bytes: &'static [u8],
    width: usize,
}

impl Rows {
    pub fn count(&self) -> usize {
        self.bytes.len() / self.stride()
    }

    fn stride(&self) -> usize {
        self.width / BLOCK * BLOCK_BYTES
    }

    /// Writes the weights of a row.
    pub fn read(&self, row: usize, into: &mut [f32]) {
        let bytes = &self.bytes[row * self.stride()..(row + 1) * self.stride()];
        for (block, out) in bytes.chunks_exact(BLOCK_BYTES).zip(into.chunks_exact_mut(BLOCK)) {
            let scale = half(u16::from_le_bytes([block[0], block[1]]));
            let (low, high) = out.split_at_mut(BLOCK / 2);
            for ((pair, low), high) in block[2..].iter().zip(low).zip(high) {
                *low = (f32::from(pair & 15) - 8.0) * scale;
                *high = (f32::from(pair >> 4) - 8.0) * scale;
            }
        }
    }
}

/// A half float (IEEE 754, binary16).
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f32::from(bits & 0x3ff));
    match exponent {
        0 => sign * fraction * 2f32.powi(-24),
        exponent => sign * (1.0 + fraction / 1024.0) * 2f32.powi(exponent - 15),
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
}

struct Cursor {
    rest: &'static [u8],
}

impl Cursor {
    fn take(&mut self, count: usize) -> Result<&'static [u8], Unreadable> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Unreadable("it is cut off"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, Unreadable> {
        Ok(numbers(self.take(4)?).next().expect("four bytes are a number"))
    }

    fn size(&mut self) -> Result<usize, Unreadable> {
        Ok(self.number()? as usize)
    }

    fn long(&mut self) -> Result<usize, Unreadable> {
        let (low, high) = (self.number()?, self.number()?);
        if high == 0 { Ok(low as usize) } else { Err(Unreadable("it is too large")) }
    }
}

#[cfg(test)]
mod tests {
    use super::{half, read};

    #[test]
    fn half_floats_are_read() {
        assert_eq!([0x0000, 0x3c00, 0xc000, 0x3555, 0x0001].map(half), [0.0, 1.0, -2.0, 0.333_251_95, 5.960_464_5e-8]);
    }

    #[test]
    fn another_file_or_a_part_of_one_is_refused() {
        for file in [&b""[..], b"GGUF....", b"E5S1\x01\0\0\0", b"E5S1\x01\0\0\0\x80\x01\0\0\x0c\0\0\0\x0c\0\0\0"] {
            assert!(read(file).is_err());
        }
    }
}
