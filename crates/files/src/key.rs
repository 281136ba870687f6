//! What is a file called where it lies? 128 random bits: nothing of its name, its owner or its time.

use std::fmt;

/// 32 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileKey(String);

impl FileKey {
    /// A new one; fails only where the system gives no random bytes.
    pub fn random() -> Result<Self, crate::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| crate::Error::Broken(error.to_string()))?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Reads what [`FileKey`] wrote; anything else is none.
    pub fn read(text: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 32 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two levels of folders, so that none grows large.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}/{}", &self.0[..2], &self.0[2..4], self.0)
    }
}

impl fmt::Display for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_random_and_nothing_but_hexadecimal_digits_is_one() {
        let (one, other) = (FileKey::random().unwrap(), FileKey::random().unwrap());
        assert_ne!(one, other);
        assert_eq!(FileKey::read(one.as_str()), Some(one));
        for bad in ["", "..", "../../etc/passwd", &"A".repeat(32), &"0".repeat(31), &"0/".repeat(16), &"é".repeat(16)]
        {
            assert_eq!(FileKey::read(bad), None, "{bad}");
        }
    }
}
