//! Accounts: making one, signing in, proving an e-mail, getting back in after a lost password.
//! Hashes come in ready-made (see `passwords`); knows nothing of tokens on the wire.

use std::time::Duration;

use icu_normalizer::ComposingNormalizerBorrowed;
use model::job::Mail;
use model::user::Purpose;
use model::{Key, User};
use store::users::NewUser;
use store::{Conn, Tx, queue, sessions, user_tokens, users};
use uuid::Uuid;

use crate::error::{Refusal, Result};
use crate::passwords;

const RESET_LIFE: Duration = Duration::from_secs(60 * 60);
const VERIFICATION_LIFE: Duration = Duration::from_secs(3 * 24 * 60 * 60);
/// Between two mails of one kind to one user.
const MAIL_PAUSE: Duration = Duration::from_secs(60);

/// An e-mail as it is compared: without space around it, in one case, in one spelling of Unicode (NFKC), the domain
/// in its ASCII form.
pub fn email_key(email: &str) -> String {
    let folded = ComposingNormalizerBorrowed::new_nfkc().normalize(email.trim()).to_lowercase();
    match folded.rsplit_once('@').map(|(local, domain)| (local, url::Host::parse(domain))) {
        Some((local, Ok(url::Host::Domain(domain)))) => format!("{local}@{domain}"),
        _ => folded,
    }
}

/// Makes an account and mails a link that proves its e-mail. `web` is where the server is reached.
pub fn register(tx: &mut Tx<'_>, email: &str, full_name: &str, hash: &str, web: &str) -> Result<User> {
    let new = NewUser {
        email: email.to_owned(),
        email_key: email_key(email),
        full_name: full_name.to_owned(),
        password_hash: Some(hash.to_owned()),
        ..NewUser::default()
    };
    let user = users::insert(tx, &new).map_err(email_taken)?;
    ask_to_verify(tx, &user, web)?;
    Ok(user)
}

fn email_taken(error: store::Error) -> crate::Error {
    if error.is_taken("users_email_key") { Refusal::EmailTaken.into() } else { error.into() }
}

/// Mails a link that proves the user's e-mail; earlier links stop working.
pub fn ask_to_verify(tx: &mut Tx<'_>, user: &User, web: &str) -> Result<()> {
    let Some(token) = new_token(tx, user, Purpose::EmailVerification, VERIFICATION_LIFE)? else { return Ok(()) };
    // No name in it: whoever typed the address chose the name, and would be writing to a stranger through us.
    let body = format!(
        "Hello,\n\nplease confirm that this is your e-mail address:\n\n{web}/verify-email#token={token}\n\n\
         The link works once, for three days. If you did not make an account, you can ignore this mail.\n"
    );
    queue::enqueue_mail(tx, &Mail { to: user.email.clone(), subject: "Confirm your e-mail address".into(), body })?;
    Ok(())
}

/// Spends a verification token: the e-mail is the user's own.
pub fn verify_email(tx: &mut Tx<'_>, token: &str) -> Result<User> {
    let hash = passwords::token_hash(token);
    let user = user_tokens::take(tx, Purpose::EmailVerification, &hash)?.ok_or(Refusal::TokenSpent)?;
    users::update_verified(tx, user.key)?;
    crate::team::accept_invitation(tx, &user)?;
    Ok(User { is_verified: true, ..user })
}

/// The user and the hash of their password, for [`passwords::verify`]; nothing says which of them is missing.
pub fn find_to_sign_in(c: &mut Conn, email: &str) -> Result<(Option<User>, Option<String>)> {
    let found = users::find_with_password(c, &email_key(email))?;
    Ok(found.map_or((None, None), |(user, hash)| (Some(user), hash)))
}

/// Opens a session for a user who has proved themself.
pub fn sign_in(tx: &mut Tx<'_>, user: &User, address: &str, agent: &str, life: Duration) -> Result<Uuid> {
    let expires_at = tx.now().plus(life);
    Ok(sessions::insert(tx, user.key, address, agent, expires_at)?)
}

/// Mails a link that sets a new password, where there is such an account; says nothing either way.
pub fn forgot(tx: &mut Tx<'_>, email: &str, web: &str) -> Result<()> {
    let Some(user) = users::find_by_email(tx, &email_key(email))? else { return Ok(()) };
    let Some(token) = new_token(tx, &user, Purpose::PasswordReset, RESET_LIFE)? else { return Ok(()) };
    let body = format!(
        "Hello,\n\nset a new password here:\n\n{web}/reset-password#token={token}\n\n\
         The link works once, for one hour. If you did not ask for it, you can ignore this mail: your password stays.\n"
    );
    queue::enqueue_mail(tx, &Mail { to: user.email.clone(), subject: "Set a new password".into(), body })?;
    Ok(())
}

/// Spends a reset token: sets the password and ends every session. The mail has reached its reader, which proves the
/// e-mail as well.
pub fn reset(tx: &mut Tx<'_>, token: &str, hash: &str) -> Result<User> {
    let spent = user_tokens::take(tx, Purpose::PasswordReset, &passwords::token_hash(token))?;
    let user = spent.ok_or(Refusal::TokenSpent)?;
    users::update_verified(tx, user.key)?;
    crate::team::accept_invitation(tx, &user)?;
    change_password(tx, user.key, hash, None)?;
    Ok(user)
}

/// Sets a password and ends every session but the one to keep.
pub fn change_password(tx: &mut Tx<'_>, user: Key, hash: &str, keep: Option<Uuid>) -> Result<()> {
    users::update_password(tx, user, hash)?;
    user_tokens::delete_all(tx, user, Purpose::PasswordReset)?;
    sessions::delete_all(tx, user, keep)?;
    Ok(())
}

/// What Google has vouched for.
#[derive(Clone, Debug)]
pub struct GoogleIdentity {
    pub sub: String,
    /// One that Google has verified.
    pub email: String,
    pub name: String,
    pub picture: Option<String>,
}

/// The account of somebody who came by Google: theirs, or a new one. An account with a password is joined only when
/// its own e-mail was verified: else whoever registered with somebody's address first would share their account.
pub fn sign_in_with_google(tx: &mut Tx<'_>, google: &GoogleIdentity) -> Result<User> {
    if let Some(user) = users::find_by_google(tx, &google.sub)? {
        return Ok(user);
    }
    if let Some(user) = users::find_by_email(tx, &email_key(&google.email))? {
        if !user.is_verified || user.is_google_account {
            return Err(Refusal::OtherSignIn.into());
        }
        users::update_google(tx, user.key, &google.sub)?;
        return Ok(User { is_google_account: true, ..user });
    }
    let new = NewUser {
        email: google.email.clone(),
        email_key: email_key(&google.email),
        full_name: google.name.clone(),
        google_sub: Some(google.sub.clone()),
        is_verified: true,
        avatar_url: google.picture.clone(),
        ..NewUser::default()
    };
    let user = users::insert(tx, &new).map_err(email_taken)?;
    crate::team::accept_invitation(tx, &user)?;
    Ok(user)
}

/// Makes a token, or none where one was mailed a moment ago: nobody's mailbox is flooded through us.
fn new_token(tx: &mut Tx<'_>, user: &User, purpose: Purpose, life: Duration) -> Result<Option<String>> {
    let now = tx.now();
    if user_tokens::newest(tx, user.key, purpose)?.is_some_and(|newest| newest.plus(MAIL_PAUSE) > now) {
        return Ok(None);
    }
    user_tokens::delete_all(tx, user.key, purpose)?;
    let (token, hash) = passwords::one_time_token();
    user_tokens::insert(tx, user.key, purpose, &hash, now.plus(life))?;
    Ok(Some(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_key_however_it_is_written() {
        let key = email_key("ana@example.com");
        for same in [" Ana@Example.COM ", "ANA@EXAMPLE.com", "\u{ff41}na@example.com", "ana@ex\u{ff41}mple.com"] {
            assert_eq!(email_key(same), key, "{same}");
        }
        assert_eq!(email_key("m\u{fc}ller@b\u{fc}cher.de"), email_key("mu\u{308}ller@xn--bcher-kva.de"));
        assert_ne!(email_key("ana+x@example.com"), key);
    }
}
