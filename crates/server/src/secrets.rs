//! The server's key: 32 random bytes outside the database, from which the keys of each purpose are derived.
//! Must not know what is sealed or signed with them.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::config::Config;
use crate::trouble::Trouble;

/// The keys that the rooms need.
#[derive(Clone)]
pub struct Keys {
    /// Seals what the database keeps secret.
    pub seal: [u8; 32],
    /// Signs bearer tokens.
    pub token: [u8; 32],
    /// Signs the addresses of files.
    pub files: [u8; 32],
    /// Makes the ids and addresses by which answers to our mails are known.
    pub mail: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

/// Where the key file lies.
pub fn file(data: &Path) -> PathBuf {
    data.join("secret.key")
}

/// The keys as configured, or as the key file says; makes that file if there is neither it nor a database.
pub fn load(config: &Config) -> Result<Keys, Trouble> {
    if let Some(key) = &config.secret_key {
        let master = parse(&key.0).ok_or_else(|| {
            Trouble::new(
                "secret_key is not a key of 64 hex digits.",
                "Make one with `openssl rand -hex 32` and give every node the same.",
            )
        })?;
        return Ok(derive(&master));
    }
    let path = file(&config.data);
    match read(&path)? {
        Some(master) => Ok(derive(&master)),
        None if config.database_url.is_none() && config.database_file().exists() => Err(Trouble::new(
            format!("The key file {} is missing, and the database was sealed with it.", path.display()),
            "Put it back from where you keep it; a new key could not read channel credentials, and all tokens would end. If it is lost for good, set secret_key to a new one.",
        )),
        None => make(&path).map(|master| derive(&master)),
    }
}

/// Reads the key file; `None` if there is none. Refuses one that other users can read.
pub fn read(path: &Path) -> Result<Option<[u8; 32]>, Trouble> {
    let mode = match fs::metadata(path) {
        Ok(metadata) => metadata.permissions().mode() & 0o777,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, &error)),
    };
    if mode & 0o077 != 0 {
        return Err(Trouble::new(
            format!("The key file {} can be read by other users (mode {mode:04o}).", path.display()),
            format!("Make it private: `chmod 600 {}`.", path.display()),
        ));
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    match parse(text.trim()) {
        Some(master) => Ok(Some(master)),
        None => Err(Trouble::new(
            format!("The key file {} does not hold a key of 64 hex digits.", path.display()),
            "Put it back from where you keep it.",
        )),
    }
}

fn make(path: &Path) -> Result<[u8; 32], Trouble> {
    let mut master = [0; 32];
    getrandom::fill(&mut master).map_err(|error| {
        Trouble::new(
            format!("The system gives no random bytes: {error}."),
            "Set secret_key to a key of 64 hex digits made elsewhere.",
        )
    })?;
    let hex: String = master.iter().map(|byte| format!("{byte:02x}")).collect();
    // Written beside and linked into place, so that a crash leaves no half key and two first starts agree on one.
    let fresh = path.with_extension(format!("key.{}", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)
        .and_then(|mut file| {
            writeln!(file, "{hex}")?;
            file.sync_all()
        })
        .and_then(|()| fs::hard_link(&fresh, path));
    let tidied = fs::remove_file(&fresh);
    match written {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path)?.ok_or_else(|| unreadable(path, &error)),
        Err(error) => Err(unreadable(path, &error)),
        Ok(()) => tidied.map(|()| master).map_err(|error| unreadable(path, &error)),
    }
}

fn parse(hex: &str) -> Option<[u8; 32]> {
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(key)
}

/// One key per purpose, as in the expand step of HKDF (RFC 5869): knowing one tells nothing of the others.
fn derive(master: &[u8; 32]) -> Keys {
    let of = |purpose: &str| -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(master).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[1]);
        mac.finalize().into_bytes().into()
    };
    Keys {
        seal: of("pingback seal 1"),
        token: of("pingback token 1"),
        files: of("pingback files 1"),
        mail: of("pingback mail 1"),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(
        format!("The key file {} can't be used: {error}.", path.display()),
        "It must belong to the user that runs Pingback, with mode 0600.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_private_and_stays_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().into(), ..Config::default() };
        let first = load(&config).unwrap();
        let mode = fs::metadata(file(folder.path())).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let second = load(&config).unwrap();
        assert_eq!(first.seal, second.seal);
        assert_ne!(first.seal, first.token);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().into(), ..Config::default() };
        load(&config).unwrap();
        let path = file(folder.path());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let trouble = load(&config).unwrap_err();
        assert!(trouble.advice.contains("chmod 600"), "{trouble}");
    }

    #[test]
    fn a_database_without_its_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().into(), ..Config::default() };
        fs::write(config.database_file(), b"x").unwrap();
        let trouble = load(&config).unwrap_err();
        assert!(trouble.what.contains("missing"), "{trouble}");
    }
}
