//! Sealing of secrets at rest: XChaCha20-Poly1305 under a key that lives outside the database.
//! The context (`channels.config`, …) is authenticated, so that a sealed text is good only where it was put.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::error::{Error, Result};

const NONCE_BYTES: usize = 24;
/// Marks the format, so that it can change.
const VERSION: &str = "v1.";

pub(crate) struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(key.into()) }
    }

    /// `v1.` and hex of nonce and ciphertext.
    pub(crate) fn seal(&self, plain: &str, context: &str) -> Result<String> {
        let mut nonce = [0u8; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|error| Error::Broken(error.to_string()))?;
        let payload = Payload { msg: plain.as_bytes(), aad: context.as_bytes() };
        let sealed =
            self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Broken("sealing failed".into()))?;
        let mut text = String::with_capacity(VERSION.len() + 2 * (NONCE_BYTES + sealed.len()));
        text.push_str(VERSION);
        for byte in nonce.iter().chain(&sealed) {
            text.push(char::from_digit(u32::from(byte >> 4), 16).expect("a nibble is a hex digit"));
            text.push(char::from_digit(u32::from(byte & 15), 16).expect("a nibble is a hex digit"));
        }
        Ok(text)
    }

    pub(crate) fn unseal(&self, sealed: &str, context: &str) -> Result<String> {
        self.open(sealed, context).ok_or_else(|| {
            Error::Broken(format!("a sealed value ({context}) does not open: wrong secret key, or damaged"))
        })
    }

    fn open(&self, sealed: &str, context: &str) -> Option<String> {
        let hex = sealed.strip_prefix(VERSION)?.as_bytes();
        let bytes: Vec<u8> = hex
            .chunks_exact(2)
            .map(|pair| {
                let high = char::from(pair[0]).to_digit(16)?;
                let low = char::from(pair[1]).to_digit(16)?;
                u8::try_from(high << 4 | low).ok()
            })
            .collect::<Option<_>>()?;
        let (nonce, body) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce = XNonce::from(<[u8; NONCE_BYTES]>::try_from(nonce).ok()?);
        let payload = Payload { msg: body, aad: context.as_bytes() };
        String::from_utf8(self.cipher.decrypt(&nonce, payload).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_only_with_its_key_in_its_context() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal("EAAx-secret", "channels.config").unwrap();
        assert!(!sealed.contains("secret"));
        assert_eq!(sealer.unseal(&sealed, "channels.config").unwrap(), "EAAx-secret");
        assert!(sealer.unseal(&sealed, "jobs.mail").is_err());
        assert!(Sealer::new(&[8; 32]).unseal(&sealed, "channels.config").is_err());
        assert!(sealer.unseal(&sealed[..sealed.len() - 2], "channels.config").is_err());
        assert!(sealer.unseal("", "channels.config").is_err());
    }
}
