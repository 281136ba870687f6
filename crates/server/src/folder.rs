//! The data folder: made on first start, private to its user, held by one process at a time.
//! Must not know what is kept in it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::trouble::Trouble;

/// The hold on a data folder; ends when it is dropped, also by a crash.
#[derive(Debug)]
pub struct Hold {
    _file: File,
}

/// Makes the folder if it is missing (mode 0700) and checks that it can be written.
pub fn make(folder: &Path) -> Result<(), Trouble> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| unusable(folder, &error))?;
    let probe = folder.join(".probe");
    let written = fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe));
    written.map_err(|error| unusable(folder, &error))
}

/// Takes the folder for this process. Whoever holds it already is named.
pub fn hold(folder: &Path) -> Result<Hold, Trouble> {
    make(folder)?;
    let path = folder.join("pingback.lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(|error| unusable(folder, &error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(held(folder, &mut file)),
        Err(TryLockError::Error(error)) => return Err(unusable(folder, &error)),
    }
    let noted = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).and_then(|()| file.flush());
    noted.map_err(|error| unusable(folder, &error))?;
    Ok(Hold { _file: file })
}

fn held(folder: &Path, file: &mut File) -> Trouble {
    let mut holder = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut holder));
    let by = match (read, holder.trim()) {
        (Ok(_), pid) if !pid.is_empty() => format!("process {pid}"),
        _ => "another process".to_owned(),
    };
    Trouble::new(
        format!("The data folder {} is in use by {by}.", folder.display()),
        "Stop that process first, or choose another folder with --data.",
    )
}

fn unusable(folder: &Path, error: &std::io::Error) -> Trouble {
    let folder = folder.display();
    match error.kind() {
        ErrorKind::PermissionDenied => Trouble::new(
            format!("The data folder {folder} can't be written by this user."),
            format!(
                "Give it to the user that runs Pingback (`chown`), or choose another one with --data; its mode should be 0700 (`chmod 700 {folder}`)."
            ),
        ),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            Trouble::new(format!("{folder} is not a folder."), "Choose a folder with --data.")
        }
        ErrorKind::StorageFull => {
            Trouble::new(format!("The disk that holds {folder} is full."), "Free some space and try again.")
        }
        _ => Trouble::new(
            format!("The data folder {folder} can't be used: {error}."),
            "Check the path and its disk, or choose another one with --data.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_one_and_free_again_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let first = hold(folder.path()).unwrap();
        let trouble = hold(folder.path()).unwrap_err();
        assert!(trouble.what.contains(&std::process::id().to_string()), "{trouble}");
        drop(first);
        hold(folder.path()).unwrap();
    }

    #[test]
    fn a_file_is_no_data_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let trouble = make(file.path()).unwrap_err();
        assert!(trouble.what.contains("not a folder"), "{trouble}");
    }
}
