//! Which passages of a business mean what is nearest? All its vectors in memory, compared one after the other: at the size of
//! a knowledge base that is faster than any index, and exact.
//! Must not know where vectors are kept: whoever asks brings them once.

use std::sync::Arc;

use moka::sync::Cache;

/// Steps to each side of zero that a byte has.
const STEPS: f32 = 127.0;

/// A vector in bytes, as it is kept: its direction counts, its length does not.
pub fn round(vector: &[f32]) -> Vec<i8> {
    let largest = vector.iter().fold(f32::MIN_POSITIVE, |largest, value| value.abs().max(largest));
    vector.iter().map(|value| (value * (STEPS / largest)).round() as i8).collect()
}

/// The vectors of one business.
#[derive(Debug, Default)]
pub struct Shelf {
    passages: Vec<i64>,
    /// One after the other.
    vectors: Vec<i8>,
    /// One divided by the length of each, 0 where it has none.
    lengths: Vec<f32>,
    width: usize,
}

impl Shelf {
    /// Vectors of another width than the first one's are left out: they are of another model.
    pub fn new(rows: Vec<(i64, Vec<i8>)>) -> Self {
        let width = rows.first().map_or(0, |(_, vector)| vector.len());
        let mut shelf = Shelf { width, ..Shelf::default() };
        for (passage, vector) in rows.into_iter().filter(|(_, vector)| vector.len() == width) {
            shelf.passages.push(passage);
            shelf.lengths.push(inverse_length(&vector));
            shelf.vectors.extend(vector);
        }
        shelf
    }

    /// The nearest passages with the cosine of the angle, nearest first.
    pub fn nearest(&self, vector: &[i8], count: usize) -> Vec<(i64, f32)> {
        if vector.len() != self.width || self.width == 0 {
            return Vec::new();
        }
        let length = inverse_length(vector);
        let rows = self.vectors.chunks_exact(self.width).zip(&self.lengths).zip(&self.passages);
        let mut near: Vec<(i64, f32)> =
            rows.map(|((row, inverse), passage)| (*passage, dot(row, vector) as f32 * inverse * length)).collect();
        if near.len() > count {
            near.select_nth_unstable_by(count, |one, other| other.1.total_cmp(&one.1));
            near.truncate(count);
        }
        near.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        near
    }

    /// Bytes of memory.
    fn size(&self) -> usize {
        self.vectors.len() + self.passages.len() * (size_of::<i64>() + size_of::<f32>()) + 256
    }
}

fn inverse_length(vector: &[i8]) -> f32 {
    let square = dot(vector, vector);
    if square > 0 { 1.0 / (square as f32).sqrt() } else { 0.0 }
}

fn dot(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).map(|(one, other)| i32::from(i16::from(*one) * i16::from(*other))).sum()
}

/// The shelves of all businesses, within a bound of memory; those that were not asked for the longest go first.
pub struct Shelves {
    kept: Cache<i64, (i64, Arc<Shelf>)>,
}

impl Shelves {
    /// `bytes` of vectors at most.
    pub fn new(bytes: u64) -> Self {
        let weigh = |_: &i64, (_, shelf): &(i64, Arc<Shelf>)| u32::try_from(shelf.size()).unwrap_or(u32::MAX);
        Shelves { kept: Cache::builder().weigher(weigh).max_capacity(bytes).build() }
    }

    /// The shelf of a business as it is at `version`, a number that is another one whenever its vectors are others.
    /// `load` brings passages with their vectors, where what is in memory is of another version.
    pub fn at<E>(
        &self,
        business: i64,
        version: i64,
        load: impl FnOnce() -> Result<Vec<(i64, Vec<i8>)>, E>,
    ) -> Result<Arc<Shelf>, E> {
        if let Some((of, shelf)) = self.kept.get(&business)
            && of == version
        {
            return Ok(shelf);
        }
        let shelf = Arc::new(Shelf::new(load()?));
        self.kept.insert(business, (version, shelf.clone()));
        Ok(shelf)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{Shelf, Shelves, round};

    fn rows(count: i64) -> Vec<(i64, Vec<i8>)> {
        (0..count).map(|number| (number, round(&[1.0, number as f32 / 10.0, -0.5]))).collect()
    }

    #[test]
    fn the_nearest_come_first_and_lengths_do_not_count() {
        let shelf = Shelf::new(vec![(1, vec![1, 0]), (2, vec![100, 0]), (3, vec![0, 90]), (4, vec![0, 0])]);
        let near = shelf.nearest(&[100, 10], 3);
        assert_eq!(near.iter().map(|(passage, _)| *passage).collect::<Vec<_>>(), [1, 2, 3]);
        assert!((near[0].1 - 0.995).abs() < 0.001 && (near[0].1 - near[1].1).abs() < 1e-6);
    }

    #[test]
    fn vectors_of_another_model_are_not_compared() {
        let shelf = Shelf::new(vec![(1, vec![1, 0]), (2, vec![1, 0, 0])]);
        assert_eq!(shelf.passages.len(), 1);
        assert_eq!(shelf.nearest(&[1, 0, 0], 5), []);
        assert_eq!(Shelf::default().nearest(&[], 5), []);
    }

    #[test]
    fn a_shelf_is_loaded_once_for_each_version() {
        let shelves = Shelves::new(1_000_000);
        let loads = Cell::new(0);
        let load = || {
            loads.set(loads.get() + 1);
            Ok::<_, ()>(rows(3))
        };
        for (version, expected) in [(1, 1), (1, 1), (2, 2), (2, 2)] {
            assert_eq!(shelves.at(7, version, load).map(|shelf| shelf.passages.len()), Ok(3));
            assert_eq!(loads.get(), expected);
        }
        assert_eq!(shelves.at(7, 3, || Err("gone")).map(|shelf| shelf.passages.len()), Err("gone"));
        assert_eq!(
            shelves.at(7, 2, load).map(|shelf| shelf.passages.len()),
            Ok(3),
            "what could not be loaded replaces nothing"
        );
        assert_eq!(loads.get(), 2);
    }

    #[test]
    fn all_shelves_together_stay_within_their_bound() {
        let shelves = Shelves::new(10_000);
        for business in 0..100 {
            assert!(shelves.at(business, 1, || Ok::<_, ()>(rows(100))).is_ok());
        }
        shelves.kept.run_pending_tasks();
        assert!(shelves.kept.weighted_size() <= 10_000);
    }
}
