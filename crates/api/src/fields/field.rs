//! One field on its way from the request into an input struct: further checks, then what absence means.
//! Knows nothing of where the field came from.

use super::Fields;
use super::checks::{self, No, WrongType};
use super::source::Raw;

/// A field that was looked up. End with one of `required`, `optional`, `or`, `present`, `change`.
#[must_use = "say what the field's absence means"]
pub struct Field<'f, 'a, T> {
    fields: &'f mut Fields<'a>,
    name: &'static str,
    found: Found<T>,
    /// Stands in for a value that was refused; never reaches a handler.
    blank: T,
    wrong_type: WrongType,
}

enum Found<T> {
    Absent,
    Null,
    Value(T),
    /// Refused, and reported.
    Bad,
}

impl<'a> Fields<'a> {
    pub(super) fn field<T>(
        &mut self,
        name: &'static str,
        blank: T,
        wrong_type: WrongType,
        read: impl FnOnce(Raw<'a>) -> Result<T, No>,
    ) -> Field<'_, 'a, T> {
        let found = match self.source.get(name) {
            None => Found::Absent,
            Some(raw) if raw.is_null() => Found::Null,
            Some(raw) => match read(raw) {
                Ok(value) => Found::Value(value),
                Err(no) => {
                    self.fault(name, raw, no);
                    Found::Bad
                }
            },
        };
        Field { fields: self, name, found, blank, wrong_type }
    }
}

impl<T> Field<'_, '_, T> {
    /// Must be there, and not null.
    pub fn required(self) -> T {
        match self.found {
            Found::Value(value) => return value,
            Found::Absent => self.fields.missing(self.name),
            Found::Null => self.fields.null(self.name, self.wrong_type),
            Found::Bad => {}
        }
        self.blank
    }

    /// May be absent or null, which mean the same.
    pub fn optional(self) -> Option<T> {
        match self.found {
            Found::Value(value) => Some(value),
            Found::Absent | Found::Null | Found::Bad => None,
        }
    }

    /// May be absent, but not null: what a PATCH of something that always has a value takes.
    pub fn present(self) -> Option<T> {
        match self.found {
            Found::Value(value) => return Some(value),
            Found::Null => self.fields.null(self.name, self.wrong_type),
            Found::Absent | Found::Bad => {}
        }
        None
    }

    /// For PATCH: `None` is absent (leave it), `Some(None)` null (clear it).
    pub fn change(self) -> Option<Option<T>> {
        match self.found {
            Found::Value(value) => Some(Some(value)),
            Found::Null => Some(None),
            Found::Absent | Found::Bad => None,
        }
    }

    /// `default` when absent; null is refused.
    pub fn or(self, default: T) -> T {
        match self.found {
            Found::Value(value) => return value,
            Found::Null => self.fields.null(self.name, self.wrong_type),
            Found::Absent | Found::Bad => {}
        }
        default
    }

    /// A further rule: `check` gives back the value, perhaps tidied, or a sentence that starts with a capital letter.
    pub fn check(mut self, check: impl FnOnce(T) -> Result<T, String>) -> Self {
        match self.found {
            Found::Value(value) => match check(value) {
                Ok(value) => self.found = Found::Value(value),
                Err(sentence) => {
                    self.fields.refuse(self.name, &sentence);
                    self.found = Found::Bad;
                }
            },
            other => self.found = other,
        }
        self
    }
}

impl Field<'_, '_, String> {
    /// Without white space around it; a text of nothing else is refused.
    pub fn not_blank(self) -> Self {
        self.check(|text| match text.trim() {
            "" => Err("Text must not be blank".to_owned()),
            trimmed if trimmed.len() == text.len() => Ok(text),
            trimmed => Ok(trimmed.to_owned()),
        })
    }

    /// A mail address, without white space around it.
    pub fn email(self) -> Self {
        self.check(|text| {
            let text = text.trim();
            checks::email(text).map_err(|why| format!("Not a valid email address: {why}"))?;
            Ok(text.to_owned())
        })
    }

    /// An `http` or `https` address.
    pub fn web_address(self) -> Self {
        self.check(|text| match url::Url::parse(text.trim()) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(text.trim().to_owned()),
            _ => Err("Not a valid http or https address".to_owned()),
        })
    }
}
