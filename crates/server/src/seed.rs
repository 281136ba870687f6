//! Data sets: realistic conversations, as many as asked for, made on one thread and stored on another.
//! Must not know how they are stored.

pub mod cast;
pub mod demo;
pub mod dialogues;
mod end;
mod knowledge;
pub mod people;
pub mod plot;
pub mod story;
pub mod times;

use std::sync::mpsc;

use store::bulk::{Batch, Bulk};

use story::{Size, Stage, Teller};

/// Conversations of one transaction.
const BATCH: u64 = 20_000;

/// Whatever went wrong in a transaction that makes a business.
pub struct Failure(pub anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Stores a data set in the stage's business; `progress` hears how many conversations are in.
pub fn fill(bulk: &mut Bulk, stage: Stage, size: Size, seed: u64, progress: impl Fn(u64)) -> anyhow::Result<()> {
    let business = stage.business;
    let mut teller = Teller::new(seed, stage, size, bulk.free_numbers()?);
    std::thread::scope(|scope| {
        // One batch is told while another is stored and a third waits: memory stays bounded.
        let (tell, told) = mpsc::sync_channel::<Batch>(1);
        scope.spawn(move || {
            while let Some(batch) = teller.batch(BATCH) {
                if tell.send(batch).is_err() {
                    break;
                }
            }
        });
        let mut stored = 0;
        for batch in told {
            bulk.insert(business, &batch)?;
            stored += batch.talks.len() as u64;
            progress(stored);
        }
        Ok(())
    })
}
