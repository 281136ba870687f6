//! What is each setting, and why has it that value? Text for people; secrets are masked.
//! Must not know how the layers were read.

use std::fmt::Write;

use figment::Figment;
use figment::value::{Empty, Value};

use super::keys::{self, KEYS, Key, Shown};
use crate::trouble::Trouble;

/// Every key that does something, or that is set: its value, where it came from, what it is for.
pub fn text(figment: &Figment) -> String {
    let mut text = String::new();
    for key in KEYS {
        let source = source(figment, key);
        if !key.works && source == "default" {
            continue;
        }
        let value = match figment.find_value(key.name) {
            Ok(value) => shown(key, &value),
            Err(_) => "(not set)".to_owned(),
        };
        writeln!(text, "{} = {value}\n    {} [{source}]", key.name, key.about).expect("a String takes every write");
    }
    text
}

fn shown(key: &Key, value: &Value) -> String {
    if matches!(value, Value::Empty(_, Empty::None | Empty::Unit)) {
        return "(not set)".to_owned();
    }
    match key.shown {
        Shown::Nothing => "•••".to_owned(),
        Shown::WithoutPassword => format!("{:?}", without_password(&plain(value))),
        Shown::Whole => format!("{:?}", plain(value)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(_, text) => text.clone(),
        Value::Bool(_, on) => on.to_string(),
        Value::Num(_, number) => {
            let whole = number.to_i128().map(|number| number.to_string());
            whole.or_else(|| number.to_f64().map(|number| number.to_string())).unwrap_or_default()
        }
        Value::Array(_, items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// A URL without its password, whether that stands before the host or among the parameters.
pub fn without_password(url: &str) -> String {
    let Ok(mut parsed) = url::Url::parse(url) else {
        return "•••".to_owned();
    };
    if parsed.password().is_some() && parsed.set_password(Some("***")).is_err() {
        return "•••".to_owned();
    }
    if parsed.query_pairs().any(|(name, _)| is_secret(&name)) {
        let pairs: Vec<(String, String)> = parsed.query_pairs().into_owned().collect();
        let shown = pairs.iter().map(|(name, value)| (name, if is_secret(name) { "***" } else { value }));
        parsed.query_pairs_mut().clear().extend_pairs(shown);
    }
    parsed.to_string()
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["pass", "secret", "key", "token"].iter().any(|word| name.contains(word))
}

/// Where the value came from, as a person would look for it.
fn source(figment: &Figment, key: &Key) -> String {
    match figment.find_metadata(key.name) {
        Some(metadata) if metadata.name == "environment variable" => key.variable(),
        Some(metadata) if metadata.name == "flag" => format!("--{}", key.name.replace('_', "-")),
        Some(metadata) => match metadata.source.as_ref().and_then(|source| source.file_path()) {
            Some(path) => path.display().to_string(),
            None => "default".to_owned(),
        },
        None => "default".to_owned(),
    }
}

/// A sentence for each key that is set and does nothing in this version.
pub fn without_effect(figment: &Figment) -> Vec<String> {
    KEYS.iter()
        .filter(|key| !key.works)
        .map(|key| (key, source(figment, key)))
        .filter(|(_, source)| source != "default")
        .map(|(key, source)| format!("`{}` is set ({source}), but this version does nothing with it.", key.name))
        .collect()
}

/// A value that can't be used, with the place where it was written.
pub fn wrong_value(error: &figment::Error) -> Trouble {
    let name = error.path.join(".");
    let place = error.metadata.as_ref().map(|metadata| match (metadata.name.as_ref(), &metadata.source) {
        ("environment variable", _) => format!("PINGBACK_{}", name.to_ascii_uppercase()),
        ("flag", _) => format!("--{}", name.replace('_', "-")),
        (_, Some(source)) => format!("`{name}` in {source}"),
        _ => format!("`{name}`"),
    });
    let what = match (keys::find(&name).map(|key| key.shown), place) {
        (Some(Shown::Whole), Some(place)) => {
            format!("{place} can't be used: {}.", error.kind.to_string().replace("``", "`"))
        }
        (_, Some(place)) => format!("{place} can't be used."),
        (_, None) => format!("The configuration can't be used: {error}."),
    };
    let advice = match keys::find(&name) {
        Some(key) => format!("{}: {}", key.name, key.about),
        None => "`pingback config --explain` lists every key.".to_owned(),
    };
    Trouble::new(what, advice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, Config};
    use figment::Provider;
    use std::collections::BTreeSet;

    fn loaded(variables: &[(&str, &str)]) -> Result<config::Loaded, Trouble> {
        let variables = variables.iter().map(|(k, v)| (k.to_string(), v.to_string()));
        config::load(Default::default(), variables)
    }

    #[test]
    fn every_field_of_the_configuration_is_explained_and_nothing_else() {
        let defaults = figment::providers::Serialized::defaults(Config::default());
        let fields: BTreeSet<String> =
            defaults.data().unwrap().into_values().flat_map(|dict| dict.into_keys()).collect();
        let names: BTreeSet<String> = KEYS.iter().map(|key| key.name.to_owned()).collect();
        assert_eq!(fields, names);
    }

    #[test]
    fn the_environment_is_read_in_every_type_and_an_empty_variable_is_none() {
        let config = loaded(&[
            ("PINGBACK_RATE_LIMITS", "off"),
            ("PINGBACK_MAX_BODY", "2MiB"),
            ("PINGBACK_REQUEST_TIMEOUT", "5s"),
            ("PINGBACK_SQLITE_READERS", "2"),
            ("PINGBACK_SECRET_KEY", "0000000000000000000000000000000000000000000000000000000000000000"),
            ("PINGBACK_TRUSTED_PROXIES", "10.0.0.0/8,127.0.0.1"),
            ("PINGBACK_SMTP_URL", ""),
        ])
        .unwrap()
        .config;
        assert!(!config.rate_limits);
        assert_eq!(config.max_body, 2 << 20);
        assert_eq!(config.request_timeout.as_secs(), 5);
        assert_eq!(config.sqlite_readers, 2);
        assert_eq!(config.trusted_proxies.len(), 2);
        assert_eq!(config.secret_key.map(|key| key.0.len()), Some(64));
        assert!(config.smtp_url.is_none());
    }

    #[test]
    fn a_wrong_value_is_told_with_its_place_and_what_was_expected() {
        let trouble = loaded(&[("PINGBACK_MAX_BODY", "many")]).unwrap_err();
        assert!(trouble.what.starts_with("PINGBACK_MAX_BODY"), "{trouble}");
        assert!(trouble.what.contains("1MiB"), "{trouble}");
    }

    #[test]
    fn passwords_in_urls_are_masked_wherever_they_stand() {
        assert_eq!(without_password("postgres://a:b@host/x"), "postgres://a:***@host/x");
        assert_eq!(without_password("postgres://host/x?password=b&user=a"), "postgres://host/x?password=***&user=a");
        assert_eq!(without_password("not a url"), "•••");
    }

    #[test]
    fn an_unknown_variable_is_told_with_its_neighbour() {
        let warnings = loaded(&[("PINGBACK_LISTN", "x"), ("PINGBACK_LLM_URL", "https://x")]).unwrap().warnings;
        assert!(warnings[0].contains("did you mean PINGBACK_LISTEN?"), "{warnings:?}");
        assert!(warnings[1].contains("does nothing"), "{warnings:?}");
    }
}
