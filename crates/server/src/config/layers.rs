//! Where do values come from? The file, the environment and the flags, each checked for names that nobody knows.
//! Must not know what a value means.

use std::path::{Path, PathBuf};

use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Error, Metadata, Profile, Provider};

use super::keys::{self, KEYS};
use crate::trouble::{self, Trouble};

/// Variables that name no key and yet are ours: the file to read, and what the tests and the build use.
const OTHER_VARIABLES: &[&str] = &["PINGBACK_CONFIG"];
/// Variables of the tests and benches.
const TEST_VARIABLES: &[&str] = &["PINGBACK_TEST_", "PINGBACK_BENCH_"];

/// The variables that begin with `PINGBACK_`.
#[derive(Clone, Debug)]
pub struct Environment {
    known: Dict,
    unknown: Vec<String>,
    config: Option<PathBuf>,
}

impl Environment {
    /// Keeps what is ours. An empty variable counts as not set: that is how compose files leave one out.
    pub fn read(variables: impl Iterator<Item = (String, String)>) -> Self {
        let mut environment = Self { known: Dict::new(), unknown: Vec::new(), config: None };
        for (variable, text) in variables {
            let Some(name) = variable.strip_prefix("PINGBACK_") else {
                continue;
            };
            let name = name.to_ascii_lowercase();
            if text.is_empty() || TEST_VARIABLES.iter().any(|prefix| variable.starts_with(prefix)) {
                continue;
            }
            if name == "config" {
                environment.config = Some(text.into());
            } else if keys::find(&name).is_some() {
                environment.known.insert(name, Value::from(text));
            } else {
                environment.unknown.push(variable);
            }
        }
        environment
    }

    /// A sentence for each variable that names no key.
    pub fn warnings(&self) -> Vec<String> {
        let variables: Vec<String> = KEYS.iter().map(keys::Key::variable).collect();
        let known = || variables.iter().map(String::as_str).chain(OTHER_VARIABLES.iter().copied());
        self.unknown
            .iter()
            .map(|variable| match trouble::did_you_mean(variable, known()) {
                Some(near) => format!("{variable} is no setting of Pingback; did you mean {near}?"),
                None => format!("{variable} is no setting of Pingback and is ignored."),
            })
            .collect()
    }
}

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        Metadata::named("environment variable")
            .interpolater(|_, keys| format!("PINGBACK_{}", keys.join("_").to_ascii_uppercase()))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Ok(Profile::Default.collect(self.known.clone()))
    }
}

/// What the command line said.
#[derive(Clone, Debug)]
pub struct Flags(pub Dict);

impl Provider for Flags {
    fn metadata(&self) -> Metadata {
        Metadata::named("flag").interpolater(|_, keys| format!("--{}", keys.join("-").replace('_', "-")))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let mut values = self.0.clone();
        values.remove("config");
        Ok(Profile::Default.collect(values))
    }
}

/// The file to read: the one that was named, else `pingback.toml` in the data folder if there is one.
pub fn file(flags: &Flags, environment: &Environment) -> Result<Option<PathBuf>, Trouble> {
    let text = |values: &Dict, key: &str| values.get(key).and_then(Value::as_str).map(PathBuf::from);
    if let Some(path) = text(&flags.0, "config").or_else(|| environment.config.clone()) {
        return Ok(Some(path));
    }
    let data = text(&flags.0, "data")
        .or_else(|| text(&environment.known, "data"))
        .unwrap_or_else(|| super::Config::default().data);
    Ok(Some(data.join("pingback.toml")).filter(|path| path.exists()))
}

/// Reads the file and refuses a key that nobody knows.
pub fn read_file(path: &Path) -> Result<impl Provider + use<>, Trouble> {
    if !path.is_file() {
        return Err(Trouble::new(
            format!("There is no configuration file at {}.", path.display()),
            "Check the path given with --config or PINGBACK_CONFIG.",
        ));
    }
    let toml = Toml::file_exact(path);
    let data = toml.data().map_err(|error| {
        Trouble::new(
            format!("The configuration file {} can't be read: {error}", path.display()),
            "Correct it; `pingback config --explain` lists every key.",
        )
    })?;
    let names = data.values().flat_map(Dict::keys);
    for name in names {
        if keys::find(name).is_none() {
            return Err(unknown_key(name, path));
        }
    }
    Ok(toml)
}

fn unknown_key(name: &str, path: &Path) -> Trouble {
    let advice = match trouble::did_you_mean(name, KEYS.iter().map(|key| key.name)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Remove it; `pingback config --explain` lists every key.".to_owned(),
    };
    Trouble::new(format!("Unknown key `{name}` in {}.", path.display()), advice)
}
