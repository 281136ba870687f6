//! Values going into statements and columns coming out, the same on both engines.
//! UUIDs are 16-byte blobs on SQLite and `uuid` on PostgreSQL; times are microseconds.

use std::cell::Cell;

use model::{Time, Word};
use uuid::Uuid;

use crate::error::{Error, Result};

/// One argument of a statement.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Bool(bool),
    Text(&'a str),
    Bytes(&'a [u8]),
    Uuid(Uuid),
}

macro_rules! value_from {
    ($($type:ty => |$value:ident| $make:expr),+ $(,)?) => {
        $(impl<'a> From<$type> for Value<'a> { fn from($value: $type) -> Self { $make } })+
    };
}

value_from! {
    i64 => |value| Self::Int(value),
    usize => |value| Self::Int(i64::try_from(value).unwrap_or(i64::MAX)),
    bool => |value| Self::Bool(value),
    &'a str => |value| Self::Text(value),
    &'a String => |value| Self::Text(value),
    &'a [u8] => |value| Self::Bytes(value),
    &'a Vec<u8> => |value| Self::Bytes(value),
    &'a [u8; 32] => |value| Self::Bytes(value),
    Uuid => |value| Self::Uuid(value),
    Time => |value| Self::Int(value.0),
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Self::Null, Self::Text)
    }
}

/// One row of an answer, read column by column from the left.
pub struct Row<'a> {
    pub(crate) cells: Cells<'a>,
    pub(crate) next: Cell<usize>,
}

pub(crate) enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// The next column's value.
    pub fn take<T: Column>(&self) -> Result<T> {
        let at = self.next.get();
        self.next.set(at + 1);
        match self.cells {
            Cells::Sqlite(row) => T::from_sqlite(row, at),
            Cells::Postgres(row) => T::from_postgres(row, at),
        }
    }

    /// The next two columns, `id` and `uuid`.
    pub fn key(&self) -> Result<model::Key> {
        Ok(model::Key { number: self.take()?, uuid: self.take()? })
    }

    /// The next two columns, `id` and `uuid`; a null uuid is none.
    pub fn key_or_none(&self) -> Result<Option<model::Key>> {
        let number: Option<i64> = self.take()?;
        let uuid: Option<Uuid> = self.take()?;
        Ok(number.zip(uuid).map(|(number, uuid)| model::Key { number, uuid }))
    }

    /// The next column, a word of a closed list.
    pub fn word<W: Word>(&self) -> Result<W> {
        self.word_or_none()?.ok_or_else(|| Error::Broken("a word is missing".into()))
    }

    /// The next column, a word of a closed list or null.
    pub fn word_or_none<W: Word>(&self) -> Result<Option<W>> {
        let read = |text: &str| W::from_word(text).ok_or_else(|| Error::Broken(format!("unknown word {text:?}")));
        self.text()?.map(read).transpose()
    }

    /// The next column, JSON text.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        let text = self.text()?.unwrap_or_default();
        serde_json::from_str(text).map_err(|error| Error::Broken(format!("stored JSON: {error}")))
    }

    /// The next column, JSON text or nothing.
    pub fn json_or_none<T: serde::de::DeserializeOwned>(&self) -> Result<Option<T>> {
        let read = |text| serde_json::from_str(text).map_err(|error| Error::Broken(format!("stored JSON: {error}")));
        self.text()?.map(read).transpose()
    }

    /// The next column's text where the engine has it, not copied.
    fn text(&self) -> Result<Option<&str>> {
        let at = self.next.get();
        self.next.set(at + 1);
        match self.cells {
            Cells::Sqlite(row) => {
                let cell = row.get_ref(at).map_err(|error| Error::Broken(error.to_string()))?;
                cell.as_str_or_null().map_err(|error| Error::Broken(error.to_string()))
            }
            Cells::Postgres(row) => row.try_get(at).map_err(|error| Error::Broken(error.to_string())),
        }
    }
}

/// A type that a column can be read as.
pub trait Column: Sized {
    fn from_sqlite(row: &rusqlite::Row<'_>, at: usize) -> Result<Self>;
    fn from_postgres(row: &postgres::Row, at: usize) -> Result<Self>;
}

macro_rules! column {
    ($($type:ty),+) => {
        $(impl Column for $type {
            fn from_sqlite(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
                row.get(at).map_err(|error| Error::Broken(error.to_string()))
            }
            fn from_postgres(row: &postgres::Row, at: usize) -> Result<Self> {
                row.try_get(at).map_err(|error| Error::Broken(error.to_string()))
            }
        })+
    };
}

column!(i64, bool, String, Vec<u8>, Option<i64>, Option<bool>, Option<String>, Option<Vec<u8>>);

impl Column for Uuid {
    fn from_sqlite(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        let bytes: [u8; 16] = row.get(at).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(Self::from_bytes(bytes))
    }

    fn from_postgres(row: &postgres::Row, at: usize) -> Result<Self> {
        row.try_get(at).map_err(|error| Error::Broken(error.to_string()))
    }
}

impl Column for Option<Uuid> {
    fn from_sqlite(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        let bytes: Option<[u8; 16]> = row.get(at).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(bytes.map(Uuid::from_bytes))
    }

    fn from_postgres(row: &postgres::Row, at: usize) -> Result<Self> {
        row.try_get(at).map_err(|error| Error::Broken(error.to_string()))
    }
}

impl Column for Time {
    fn from_sqlite(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        i64::from_sqlite(row, at).map(Self)
    }

    fn from_postgres(row: &postgres::Row, at: usize) -> Result<Self> {
        i64::from_postgres(row, at).map(Self)
    }
}

impl Column for Option<Time> {
    fn from_sqlite(row: &rusqlite::Row<'_>, at: usize) -> Result<Self> {
        Ok(Option::<i64>::from_sqlite(row, at)?.map(Time))
    }

    fn from_postgres(row: &postgres::Row, at: usize) -> Result<Self> {
        Ok(Option::<i64>::from_postgres(row, at)?.map(Time))
    }
}
