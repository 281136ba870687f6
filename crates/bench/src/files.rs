//! Files and folders of a run, and how many may be open. Knows nothing of what is measured.

use std::path::{Path, PathBuf};

use anyhow::Result;
use rustix::process::{Resource, getrlimit, setrlimit};

/// A folder that is gone with its owner.
pub struct Scratch {
    pub path: PathBuf,
}

impl Scratch {
    pub fn make(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("pingback-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// As many open files as this user may have: a socket is one, and the children inherit it.
pub fn allow_many() -> Result<()> {
    let mut limits = getrlimit(Resource::Nofile);
    limits.current = limits.maximum;
    Ok(setrlimit(Resource::Nofile, limits)?)
}

/// The lines of a server's log that tell of a fault of its own.
pub fn errors(log: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(log)?;
    Ok(text.lines().filter(|line| line.contains(" ERROR ") || line.contains("panicked")).map(str::to_owned).collect())
}
