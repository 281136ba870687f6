//! A person with an account.

use crate::{Key, Time};

#[derive(Clone, Debug, PartialEq)]
pub struct User {
    pub key: Key,
    /// As the person wrote it; compared without case.
    pub email: String,
    pub full_name: String,
    pub is_verified: bool,
    pub is_google_account: bool,
    pub avatar_url: Option<String>,
    /// Under each mail of theirs; the little markdown of messages.
    pub signature: Option<String>,
    pub created_at: Time,
}

/// One sign-in of a user. The bearer token names it; deleting it ends the token at once (decision D15).
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub key: Key,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
    /// The address it was opened from.
    pub address: String,
    /// The client's `User-Agent`.
    pub agent: String,
}

crate::words! {
    /// What a one-time token that was mailed to a user is good for.
    Purpose {
        PasswordReset = "password_reset",
        EmailVerification = "email_verification",
    }
}
