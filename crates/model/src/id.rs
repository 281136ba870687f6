//! Ids. Everything has two: a UUIDv7 and a 64-bit number; both are accepted wherever an id comes in (decision D1).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Both ids of one stored thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The 64-bit number, unique within its table, never reused.
    pub number: i64,
    /// The UUIDv7 (RFC 9562), unique everywhere.
    pub uuid: Uuid,
}

/// An id as a caller wrote it, in either form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnyId {
    Number(i64),
    Uuid(Uuid),
}

/// The text was neither a positive decimal number nor a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: neither a UUID nor a positive integer")]
pub struct NotAnId;

impl FromStr for AnyId {
    type Err = NotAnId;

    /// Reads `17` or `d4e5f6a7-b8c9-0123-defa-234567890123`. Hyphens are required: a bare run of digits is a number.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() == 36 {
            return Uuid::try_parse(text).map(Self::Uuid).map_err(|_| NotAnId);
        }
        if text.is_empty() || text.len() > 19 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAnId);
        }
        text.parse().ok().and_then(Self::positive).ok_or(NotAnId)
    }
}

impl AnyId {
    fn positive(number: i64) -> Option<Self> {
        (number > 0).then_some(Self::Number(number))
    }

    /// Reads an id out of a JSON value: an integer, or a string in either form.
    pub fn from_json(value: &serde_json::Value) -> Result<Self, NotAnId> {
        match value {
            serde_json::Value::Number(number) => whole(number).and_then(Self::positive).ok_or(NotAnId),
            serde_json::Value::String(text) => text.parse(),
            _ => Err(NotAnId),
        }
    }

    /// Whether this names the thing that has `key`.
    pub fn names(&self, key: Key) -> bool {
        match self {
            Self::Number(number) => *number == key.number,
            Self::Uuid(uuid) => *uuid == key.uuid,
        }
    }
}

/// JSON knows one kind of number: `17.0` is 17.
fn whole(number: &serde_json::Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = || number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= EXACT);
    number.as_i64().or_else(|| float().map(|float| float as i64))
}

impl utoipa::PartialSchema for AnyId {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, OneOfBuilder, SchemaFormat, Type};
        let uuid =
            ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
        let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(i64::MAX));
        OneOfBuilder::new().item(uuid).item(number).description(Some("An id: a UUID or an integer")).into()
    }
}

impl utoipa::ToSchema for AnyId {}

impl From<Key> for AnyId {
    fn from(key: Key) -> Self {
        Self::Number(key.number)
    }
}

impl fmt::Display for AnyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Uuid(uuid) => uuid.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_nothing_else() {
        assert_eq!("17".parse(), Ok(AnyId::Number(17)));
        let uuid = "d4e5f6a7-b8c9-0123-defa-234567890123";
        assert_eq!(uuid.parse(), Ok(AnyId::Uuid(Uuid::try_parse(uuid).expect("a UUID"))));
        for bad in [
            "",
            "0",
            "-1",
            "+1",
            " 1",
            "1.0",
            "abc",
            "9223372036854775808",
            "d4e5f6a7b8c90123defa234567890123",
            "d4e5f6a7-b8c9-0123-defa-23456789012g",
            "99999999999999999999999",
        ] {
            assert_eq!(bad.parse::<AnyId>(), Err(NotAnId), "{bad}");
        }
    }
}
