//! Several rows by their ids in one statement, on both engines.
//! The number of places is one of a few, so that each engine keeps few statements prepared.

use crate::value::Value;

/// The most ids of one statement.
pub(crate) const MOST: usize = 256;

fn rounded(count: usize) -> usize {
    [1, 4, 16, 64, MOST].into_iter().find(|size| *size >= count).unwrap_or(MOST)
}

/// `$2, $3, $4, $5` for three ids that begin with the second argument.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + rounded(count)).map(|at| format!("${at}")).collect();
    places.join(", ")
}

/// Adds the ids to the arguments; places that are left over repeat the last one.
pub(crate) fn fill<'a>(args: &mut Vec<Value<'a>>, ids: impl ExactSizeIterator<Item = Value<'a>>) {
    let size = args.len() + rounded(ids.len());
    args.extend(ids);
    let last = args.last().copied().unwrap_or(Value::Null);
    args.resize(size, last);
}
