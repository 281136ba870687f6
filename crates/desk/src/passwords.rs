//! Passwords and one-time tokens: hashed, compared, made.
//! Slow on purpose: callers run `hash` and `verify` off the async threads and outside of transactions.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};

/// What a hash costs. The default is OWASP's first choice for Argon2id: 19 MiB, two passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

impl Cost {
    /// As cheap as Argon2 allows: for tests and data generators.
    pub const CHEAP: Self = Self { memory_kib: 8, passes: 1 };

    fn argon2(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib.max(8), self.passes.max(1), 1, None);
        Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            params.expect("at least 8 KiB, one pass and one lane are valid"),
        )
    }
}

/// A PHC string of Argon2id with a fresh salt.
pub fn hash(password: &str, cost: Cost) -> String {
    let hash = cost.argon2().hash_password(password.as_bytes());
    hash.expect("a password of any bytes can be hashed").to_string()
}

/// Whether `password` is the one that `hash` was made of. Without a hash it takes as long and says no, so that
/// nobody learns by the clock who has an account.
pub fn verify(password: &str, hash: Option<&str>, cost: Cost) -> bool {
    let Some(parsed) = hash.and_then(|text| PasswordHash::new(text).ok()) else {
        let salt = *b"nobody has this ";
        let mut output = [0; 32];
        // Only its time counts.
        let _ = cost.argon2().hash_password_into(password.as_bytes(), &salt, &mut output);
        return false;
    };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
}

/// Whether a hash was made at another cost than today's.
pub fn is_outdated(hash: &str, cost: Cost) -> bool {
    let wanted = format!("$argon2id$v=19$m={},t={},p=1$", cost.memory_kib.max(8), cost.passes.max(1));
    !hash.starts_with(&wanted)
}

/// A one-time token of 256 random bits in hexadecimal, for a mail, and the SHA-256 of it, for the store.
pub fn one_time_token() -> (String, [u8; 32]) {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = token_hash(&text);
    (text, hash)
}

/// What the store keeps of a one-time token.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_and_its_cost() {
        let made = hash("correct horse", Cost::CHEAP);
        assert!(verify("correct horse", Some(&made), Cost::CHEAP));
        assert!(!verify("correct hors", Some(&made), Cost::CHEAP));
        assert!(!verify("correct horse", None, Cost::CHEAP));
        assert!(!verify("correct horse", Some("junk"), Cost::CHEAP));
        assert!(!is_outdated(&made, Cost::CHEAP), "{made}");
        assert!(is_outdated(&made, Cost::default()));
        assert_ne!(made, hash("correct horse", Cost::CHEAP), "each hash has its own salt");
    }

    #[test]
    fn one_time_tokens_differ_and_are_found_by_their_hash() {
        let (token, hash) = one_time_token();
        assert_eq!(token.len(), 64);
        assert_eq!(token_hash(&token), hash);
        assert_ne!(one_time_token().0, token);
    }
}
