//! How a value is written: durations, sizes, switches and lists, the same in the file, the environment and the flags.
//! Must not know which key a value belongs to.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that must not be shown: `Debug` masks it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

/// A value in whichever form its source could write it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Switch(bool),
    Number(i64),
    Text(String),
    List(Vec<String>),
}

impl Written {
    fn text(self) -> String {
        match self {
            Self::Switch(on) => on.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.trim().to_owned(),
            Self::List(list) => list.join(","),
        }
    }
}

fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let wrong = |found: &str| serde::de::Error::custom(format!("found {found}, expected {expected}"));
    let text = Written::deserialize(deserializer).map_err(|_| wrong("another type"))?.text();
    parse(&text).ok_or_else(|| wrong(&format!("`{text}`")))
}

/// `on`, `off`, `true`, `false`, `yes`, `no`, `1`, `0`.
pub mod switch {
    use super::{Deserializer, Serializer, read};

    pub fn parse(text: &str) -> Option<bool> {
        match text.to_ascii_lowercase().as_str() {
            "on" | "true" | "yes" | "1" => Some(true),
            "off" | "false" | "no" | "0" => Some(false),
            _ => None,
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        read(deserializer, "on or off", parse)
    }

    pub fn serialize<S: Serializer>(on: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if *on { "on" } else { "off" })
    }
}

/// `500ms`, `30s`, `5m`, `1h`; a bare number is seconds.
pub mod span {
    use super::{Deserializer, Serializer, read};
    use std::time::Duration;

    pub fn parse(text: &str) -> Option<Duration> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: u64 = digits.trim().parse().ok()?;
        match &text[digits.len()..] {
            "ms" => Some(Duration::from_millis(number)),
            "" | "s" => Some(Duration::from_secs(number)),
            "m" => number.checked_mul(60).map(Duration::from_secs),
            "h" => number.checked_mul(3600).map(Duration::from_secs),
            _ => None,
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        read(deserializer, "a duration such as 500ms, 30s or 5m", parse)
    }

    pub fn serialize<S: Serializer>(span: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        if span.subsec_millis() == 0 {
            serializer.collect_str(&format_args!("{}s", span.as_secs()))
        } else {
            serializer.collect_str(&format_args!("{}ms", span.as_millis()))
        }
    }
}

/// Bytes: `1048576`, `512KiB`, `1MiB`, `2GiB`.
pub mod size {
    use super::{Deserializer, Serializer, read};

    pub fn parse(text: &str) -> Option<usize> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: usize = digits.trim().parse().ok()?;
        let unit = match text[digits.len()..].to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" | "kb" | "kib" => 1 << 10,
            "m" | "mb" | "mib" => 1 << 20,
            "g" | "gb" | "gib" => 1 << 30,
            _ => return None,
        };
        number.checked_mul(unit)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
        read(deserializer, "a size such as 64KiB or 1MiB", parse)
    }

    pub fn serialize<S: Serializer>(size: &usize, serializer: S) -> Result<S::Ok, S::Error> {
        let (number, unit) = match *size {
            n if n > 0 && n % (1 << 20) == 0 => (n >> 20, "MiB"),
            n if n > 0 && n % (1 << 10) == 0 => (n >> 10, "KiB"),
            n => (n, "B"),
        };
        serializer.collect_str(&format_args!("{number}{unit}"))
    }
}

/// A whole number of at least 1.
pub mod count {
    use super::{Deserializer, Serializer, read};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
        read(deserializer, "a whole number of at least 1", |text| text.parse().ok().filter(|number| *number > 0))
    }

    pub fn serialize<S: Serializer>(count: &usize, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(count)
    }
}

/// A whole number, also none.
pub mod number {
    use super::{Deserializer, read};

    pub use super::count::serialize;

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
        read(deserializer, "a whole number", |text| text.parse().ok())
    }
}

/// `a, b, c`, or a list in the file.
pub mod list {
    use super::{Deserializer, Serializer, read};

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
        read(d, "a list such as `a, b`", |text| Some(items(text).collect()))
    }

    pub fn items(text: &str) -> impl Iterator<Item = String> {
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned)
    }

    pub fn serialize<S: Serializer>(list: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&list.join(", "))
    }
}

/// Networks in CIDR form; a bare address is a network of one.
pub mod networks {
    use super::{Deserializer, Serializer, list, read};
    use ipnet::IpNet;
    use std::net::IpAddr;

    pub fn parse(text: &str) -> Option<Vec<IpNet>> {
        let network = |item: String| {
            let one = || item.parse::<IpAddr>().map(IpNet::from);
            item.parse::<IpNet>().or_else(|_| one()).ok()
        };
        list::items(text).map(network).collect()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<IpNet>, D::Error> {
        read(d, "networks such as `10.0.0.0/8, 127.0.0.1`", parse)
    }

    pub fn serialize<S: Serializer>(networks: &[IpNet], serializer: S) -> Result<S::Ok, S::Error> {
        let texts: Vec<String> = networks.iter().map(ToString::to_string).collect();
        serializer.serialize_str(&texts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn durations_and_sizes_are_read_with_their_units() {
        assert_eq!(span::parse("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(span::parse("30"), Some(Duration::from_secs(30)));
        assert_eq!(span::parse("5m"), Some(Duration::from_secs(300)));
        assert_eq!(span::parse("5 parsecs"), None);
        assert_eq!(span::parse("-5s"), None);
        assert_eq!(size::parse("1MiB"), Some(1 << 20));
        assert_eq!(size::parse("64 KiB"), Some(64 << 10));
        assert_eq!(size::parse("999999999999999999999"), None);
    }

    #[test]
    fn networks_are_read_with_and_without_a_prefix() {
        let networks = networks::parse("10.0.0.0/8, 127.0.0.1, ::1").expect("three networks");
        assert_eq!(networks.len(), 3);
        assert_eq!(networks[1].prefix_len(), 32);
        assert_eq!(networks::parse("10.0.0.0/33"), None);
    }

    #[test]
    fn a_secret_does_not_show_when_printed() {
        assert_eq!(format!("{:?}", Secret("hunter2".into())), "•••");
    }
}
