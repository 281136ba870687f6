//! Reads the fields of a query, a path or a JSON body, and reports every bad one at once in pydantic's words (D3).
//! Not serde or garde: serde stops at the first bad field, and garde only sees what serde let through.
//! An input struct is read in one `fn read(fields: &mut Fields) -> Self`. Knows nothing of any noun.

mod checks;
mod field;
pub(crate) mod source;

use std::borrow::Cow;

use model::{AnyId, Time, Word};
use serde_json::{Map, Value};

pub use field::Field;
pub use source::Source;

use crate::fault::{self, Fault, Step};
use source::Raw;

/// What a handler takes in. `read` always returns a value; it is thrown away when any field was bad.
pub trait Input: Sized + Send {
    fn read(fields: &mut Fields<'_>) -> Self;
}

impl Input for () {
    fn read(_: &mut Fields<'_>) -> Self {}
}

/// The first id in a route's path, whatever the route calls it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Id(pub AnyId);

impl Input for Id {
    fn read(fields: &mut Fields<'_>) -> Self {
        let Some((name, raw)) = fields.source.first() else {
            return Self(fields.id("id").required());
        };
        Self(checks::id(raw).unwrap_or_else(|no| {
            fields.fault_at(&[Step::Name(name.to_owned().into())], raw.echo(name), no);
            AnyId::Number(0)
        }))
    }
}

/// The fields of one place, and the faults found so far.
pub struct Fields<'a> {
    source: Source<'a>,
    at: Vec<Step>,
    faults: Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// `place` is `query`, `path`, `body` or `header`.
    pub fn new(place: &'static str, source: Source<'a>) -> Self {
        Self { source, at: vec![Step::Name(place.into())], faults: Vec::new() }
    }

    /// Text of `least..=most` characters, as it was sent.
    pub fn text(&mut self, name: &'static str, least: usize, most: usize) -> Field<'_, 'a, String> {
        self.field(name, String::new(), checks::TEXT, |raw| {
            checks::text(raw).and_then(|text| checks::length(text, least, most)).map(Cow::into_owned)
        })
    }

    /// A whole number of `least..=most`.
    pub fn int(&mut self, name: &'static str, least: i64, most: i64) -> Field<'_, 'a, i64> {
        self.field(name, 0, checks::INT, |raw| checks::int(raw).and_then(|number| checks::range(number, least, most)))
    }

    pub fn flag(&mut self, name: &'static str) -> Field<'_, 'a, bool> {
        self.field(name, false, checks::BOOL, checks::flag)
    }

    /// One word of a closed list.
    pub fn word<W: Word>(&mut self, name: &'static str) -> Field<'_, 'a, W> {
        self.field(name, W::ALL[0], checks::TEXT, checks::word::<W>)
    }

    /// An id in either form (decision D1).
    pub fn id(&mut self, name: &'static str) -> Field<'_, 'a, AnyId> {
        self.field(name, AnyId::Number(0), checks::ID, checks::id)
    }

    /// An instant as RFC 3339.
    pub fn time(&mut self, name: &'static str) -> Field<'_, 'a, Time> {
        self.field(name, Time(0), checks::TIME, checks::time)
    }

    /// An object of any content, for what is kept as JSON.
    pub fn map(&mut self, name: &'static str) -> Field<'_, 'a, Map<String, Value>> {
        self.field(name, Map::new(), checks::DICT, checks::map)
    }

    /// An object that is read in its turn; its faults are reported below its name.
    pub fn object<T: Input>(&mut self, name: &'static str) -> Option<T> {
        let raw = self.source.get(name)?;
        if raw.is_null() {
            return None;
        }
        match raw.as_object() {
            Some(map) => Some(self.below(Step::Name(name.into()), Source::Json(map))),
            None => {
                self.fault(name, raw, checks::DICT.no());
                None
            }
        }
    }

    /// A list of texts, each of `least..=most` characters; `None` when absent or null.
    pub fn texts(&mut self, name: &'static str, most_items: usize, least: usize, most: usize) -> Option<Vec<String>> {
        let items = self.items(name, most_items)?;
        let mut texts = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let raw = Raw::Json(item);
            match checks::text(raw).and_then(|text| checks::length(text, least, most)) {
                Ok(text) => texts.push(text.into_owned()),
                Err(no) => self.fault_at(&[Step::Name(name.into()), Step::Index(index)], raw.echo(name), no),
            }
        }
        Some(texts)
    }

    /// A list of integers from `least` to `most`; `None` when absent or null.
    pub fn ints(&mut self, name: &'static str, most_items: usize, least: i64, most: i64) -> Option<Vec<i64>> {
        let items = self.items(name, most_items)?;
        let mut ints = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let raw = Raw::Json(item);
            match checks::int(raw).and_then(|int| checks::range(int, least, most)) {
                Ok(int) => ints.push(int),
                Err(no) => self.fault_at(&[Step::Name(name.into()), Step::Index(index)], raw.echo(name), no),
            }
        }
        Some(ints)
    }

    /// A list of words of a closed list; `None` when absent or null.
    pub fn words<W: Word>(&mut self, name: &'static str) -> Option<Vec<W>> {
        let items = self.items(name, W::ALL.len())?;
        let mut words = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let raw = Raw::Json(item);
            match checks::word::<W>(raw) {
                Ok(word) => words.push(word),
                Err(no) => self.fault_at(&[Step::Name(name.into()), Step::Index(index)], raw.echo(name), no),
            }
        }
        Some(words)
    }

    /// A list of objects, each read in its turn; `None` when absent or null.
    pub fn objects<T: Input>(&mut self, name: &'static str, most_items: usize) -> Option<Vec<T>> {
        let items = self.items(name, most_items)?;
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item.as_object() {
                Some(map) => {
                    self.at.push(Step::Name(name.into()));
                    read.push(self.below(Step::Index(index), Source::Json(map)));
                    self.at.pop();
                }
                None => {
                    let steps = [Step::Name(name.into()), Step::Index(index)];
                    self.fault_at(&steps, fault::echo("", item), checks::DICT.no());
                }
            }
        }
        Some(read)
    }

    /// Whether the field was sent at all, be it null.
    pub fn has(&self, name: &str) -> bool {
        self.source.get(name).is_some()
    }

    /// Reports what only the whole input shows, at `name`; `sentence` starts with a capital letter.
    pub fn refuse(&mut self, name: &'static str, sentence: &str) {
        let input = self.source.get(name).map_or(Value::Null, |raw| raw.echo(name));
        let mut loc = self.at.clone();
        loc.push(Step::Name(name.into()));
        self.faults.push(Fault::value(loc, sentence, input));
    }

    /// Every fault that was found.
    pub fn finish(self) -> Vec<Fault> {
        self.faults
    }

    fn items(&mut self, name: &'static str, most_items: usize) -> Option<&'a [Value]> {
        let raw = self.source.get(name)?;
        if raw.is_null() {
            return None;
        }
        let Some(items) = raw.as_array() else {
            self.fault(name, raw, checks::LIST.no());
            return None;
        };
        if items.len() > most_items {
            self.fault(name, raw, checks::too_many(items.len(), most_items));
            return None;
        }
        Some(items)
    }

    fn below<T: Input>(&mut self, step: Step, source: Source<'a>) -> T {
        self.at.push(step);
        let mut fields = Fields { source, at: std::mem::take(&mut self.at), faults: std::mem::take(&mut self.faults) };
        let value = T::read(&mut fields);
        self.at = fields.at;
        self.at.pop();
        self.faults = fields.faults;
        value
    }

    fn fault(&mut self, name: &'static str, raw: Raw<'_>, no: checks::No) {
        self.fault_at(&[Step::Name(name.into())], raw.echo(name), no);
    }

    fn fault_at(&mut self, steps: &[Step], input: Value, no: checks::No) {
        let mut loc = self.at.clone();
        loc.extend_from_slice(steps);
        self.faults.push(Fault { kind: no.kind, loc, msg: no.msg, input, ctx: no.ctx });
    }

    fn null(&mut self, name: &'static str, wrong_type: checks::WrongType) {
        self.fault_at(&[Step::Name(name.into())], Value::Null, wrong_type.no());
    }

    fn missing(&mut self, name: &'static str) {
        let input = self.source.echo();
        self.fault_at(&[Step::Name(name.into())], input, checks::missing());
    }
}

#[cfg(test)]
mod tests;
