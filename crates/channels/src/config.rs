//! A channel's configuration: what belongs in it as data, and checking, masking and changing it by that data.
//! Knows no provider.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::Config;

/// Characters of one value.
const LONGEST: usize = 4096;
/// A secret of fewer characters shows none of them.
const SHORTEST_SHOWN: usize = 20;
/// 2⁶⁴
const TOO_LARGE: f64 = 18_446_744_073_709_551_616.0;
const MASKED: &str = "••••";

/// What a configuration holds.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Schema {
    pub fields: &'static [Field],
    /// Groups of fields of which one at least must be complete; none: nothing more is asked than `required` says.
    #[schema(value_type = Vec<Vec<String>>)]
    pub one_of: &'static [&'static [&'static str]],
}

/// One value of a configuration.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Field {
    pub name: &'static str,
    pub required: bool,
    /// Shown masked, kept sealed.
    pub secret: bool,
    #[serde(flatten)]
    #[schema(inline)]
    pub kind: Kind,
    /// What stands where nothing is said.
    #[serde(rename = "default", skip_serializing_if = "Unset::is_nothing")]
    pub unset: Unset,
    pub help: &'static str,
}

/// What kind of value it is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(tag = "kind", content = "fields", rename_all = "lowercase")]
pub enum Kind {
    Text,
    Email,
    /// `+` and digits (E.164).
    Phone,
    /// A phone number, or a provider's name for a sender.
    Sender,
    /// A user's name at the provider; a leading `@` goes.
    Handle,
    /// A host name or an address.
    Host,
    Port,
    Flag,
    /// More fields below it.
    #[schema(no_recursion)]
    Object(&'static [Field]),
}

/// What stands where nothing is said.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Unset {
    Nothing,
    Int(u16),
    Flag(bool),
    Text(&'static str),
}

impl Unset {
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    fn value(self) -> Option<Value> {
        match self {
            Self::Nothing => None,
            Self::Int(number) => Some(number.into()),
            Self::Flag(flag) => Some(flag.into()),
            Self::Text(text) => Some(text.into()),
        }
    }
}

impl Field {
    pub const fn new(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, required: false, secret: false, kind, unset: Unset::Nothing, help }
    }

    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    pub const fn or(self, unset: Unset) -> Self {
        Self { unset, ..self }
    }
}

/// The configuration with only what belongs there, or every problem: `bot_token is missing`.
pub(crate) fn check(schema: &Schema, config: &Config) -> Result<Config, Vec<String>> {
    let mut problems = Vec::new();
    let clean = read(schema.fields, config, "", &mut problems);
    let is_complete = |group: &&[&str]| group.iter().all(|name| clean.contains_key(*name));
    if problems.is_empty() && !schema.one_of.is_empty() && !schema.one_of.iter().any(is_complete) {
        let groups: Vec<String> = schema.one_of.iter().map(|group| group.join(" and ")).collect();
        problems.push(format!("{} is missing", groups.join(", or ")));
    }
    if problems.is_empty() { Ok(clean) } else { Err(problems) }
}

fn read(fields: &[Field], config: &Config, above: &str, problems: &mut Vec<String>) -> Config {
    let mut clean = Config::new();
    for field in fields {
        let name = format!("{above}{}", field.name);
        let sent = config.get(field.name).filter(|value| !is_absent(field.kind, value));
        let value = match (sent, field.kind) {
            (None, _) if field.required => {
                problems.push(format!("{name} is missing"));
                None
            }
            (None, _) => field.unset.value(),
            (Some(Value::Object(below)), Kind::Object(fields)) => {
                Some(Value::Object(read(fields, below, &format!("{name}."), problems)))
            }
            (Some(value), _) => match tidy(field, value) {
                Ok(value) => Some(value),
                Err(problem) => {
                    problems.push(format!("{name} {problem}"));
                    None
                }
            },
        };
        if let Some(value) = value {
            clean.insert(field.name.to_owned(), value);
        }
    }
    clean
}

/// Whether it says nothing: null, and where a text is asked for a blank one.
fn is_absent(kind: Kind, value: &Value) -> bool {
    if matches!(kind, Kind::Flag | Kind::Object(_)) { value.is_null() } else { is_blank(value) }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The value as it is kept, or what is wrong with it.
fn tidy(field: &Field, value: &Value) -> Result<Value, &'static str> {
    match field.kind {
        Kind::Object(_) => return Err("must be an object"),
        Kind::Flag => return value.as_bool().map(Value::Bool).ok_or("must be true or false"),
        Kind::Port => {
            let number = whole(value).or_else(|| value.as_str()?.trim().parse().ok());
            let port = number.and_then(|number| u16::try_from(number).ok()).filter(|port| *port > 0);
            return port.map(Value::from).ok_or("must be a whole number from 1 to 65535");
        }
        Kind::Text | Kind::Email | Kind::Phone | Kind::Sender | Kind::Handle | Kind::Host => {}
    }
    // Ids are often pasted as numbers.
    let text = match (value, field.kind) {
        (Value::String(text), _) => text.trim().to_owned(),
        (number, Kind::Text) => whole(number).ok_or("must be text")?.to_string(),
        _ => return Err("must be text"),
    };
    if text.chars().count() > LONGEST {
        return Err("is too long");
    }
    if text.chars().any(char::is_control) {
        return Err("must not hold line breaks or control characters");
    }
    if field.secret && text.contains(['…', '•']) {
        return Err("is masked: give the whole value, or leave it out to keep it");
    }
    let text = match field.kind {
        Kind::Email => email(&text).ok_or("must be an email address")?,
        Kind::Phone => phone(&text).ok_or("must be a phone number with + and the country's code")?,
        Kind::Sender => phone(&text).or_else(|| is_name(&text).then_some(text)).ok_or("must be a phone number")?,
        Kind::Handle => {
            let name = text.strip_prefix('@').unwrap_or(&text);
            is_name(name).then(|| name.to_owned()).ok_or("must be a name of letters, digits, _ and .")?
        }
        Kind::Host => host(&text).ok_or("must be a host name")?,
        Kind::Text | Kind::Port | Kind::Flag | Kind::Object(_) => text,
    };
    Ok(Value::String(text))
}

/// JSON knows one kind of number: `17.0` is 17.
fn whole(value: &Value) -> Option<u64> {
    let float = || value.as_f64().filter(|float| float.fract() == 0.0 && (0.0..TOO_LARGE).contains(float));
    value.as_u64().or_else(|| float().map(|float| float as u64))
}

fn email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "()<>[]:;,\\\"@%?&#/".contains(letter);
    let is_fine = !local.is_empty() && local.len() <= 64 && !local.chars().any(odd) && domain.contains('.');
    let url::Host::Domain(domain) = url::Host::parse(domain).ok()? else { return None };
    is_fine.then(|| format!("{}@{domain}", local.to_lowercase()))
}

fn phone(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|letter| !" -.()".contains(*letter)).collect();
    let digits = bare.strip_prefix('+')?;
    let is_fine = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_fine.then_some(bare)
}

fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

fn host(text: &str) -> Option<String> {
    let host = url::Host::parse(text).ok()?;
    Some(host.to_string().trim_end_matches('.').to_owned()).filter(|host| !host.is_empty() && host.len() <= 253)
}

/// What an owner may see: secrets masked, and nothing that the schema does not know.
pub(crate) fn mask(fields: &[Field], config: &Config) -> Config {
    let mut shown = Config::new();
    for field in fields {
        let Some(value) = config.get(field.name) else { continue };
        let value = match (field.kind, value) {
            (Kind::Object(fields), Value::Object(below)) => Value::Object(mask(fields, below)),
            (_, Value::String(secret)) if field.secret => Value::String(masked(secret)),
            (_, value) => value.clone(),
        };
        shown.insert(field.name.to_owned(), value);
    }
    shown
}

/// `EAAx…f3c9`
fn masked(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    if letters.len() < SHORTEST_SHOWN {
        return MASKED.to_owned();
    }
    letters[..4].iter().chain(&['…']).chain(&letters[letters.len() - 4..]).collect()
}

pub(crate) fn merge(schema: &Schema, current: &Config, change: &Config) -> Result<Config, Vec<String>> {
    let mut problems = Vec::new();
    let merged = put(schema.fields, current, change, "", &mut problems);
    match check(schema, &merged) {
        Err(more) => Err(problems.into_iter().chain(more).collect()),
        Ok(_) if !problems.is_empty() => Err(problems),
        Ok(clean) => Ok(clean),
    }
}

fn put(fields: &[Field], current: &Config, change: &Config, above: &str, problems: &mut Vec<String>) -> Config {
    let mut merged = Config::new();
    // A stored secret goes to the server that it was given for and to no other.
    let is_other = |name: &str| {
        change.get(name).is_some_and(|sent| !is_blank(sent) && current.get(name).is_some_and(|now| now != sent))
    };
    let moves = is_other("host") || is_other("token_url");
    for field in fields {
        let (now, sent) = (current.get(field.name), change.get(field.name));
        let is_kept = match (now, sent) {
            (_, None) => true,
            (Some(Value::String(secret)), Some(Value::String(sent))) => field.secret && *sent == masked(secret),
            _ => false,
        };
        let value = match (field.kind, now, sent) {
            (Kind::Object(below), Some(Value::Object(now)), Some(Value::Object(sent))) => {
                Some(Value::Object(put(below, now, sent, &format!("{above}{}.", field.name), problems)))
            }
            _ if is_kept => now.cloned(),
            _ => sent.cloned(),
        };
        if is_kept && moves && field.secret && value.is_some() {
            problems.push(format!("{above}{} has to be given again, as the host changes", field.name));
        }
        if let Some(value) = value {
            merged.insert(field.name.to_owned(), value);
        }
    }
    merged
}
