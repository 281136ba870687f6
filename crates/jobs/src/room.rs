//! Room in memory for what others make large: mails and files, counted by their bytes before they are read.
//! Large things wait for each other, and small ones for none of them. Must not know what lies in it.

use tokio::sync::{Semaphore, SemaphorePermit};

/// Bytes that a permit stands for.
const PIECE: usize = 64 << 10;
/// Bytes of what is still small.
const SMALL: usize = 1 << 20;

/// A bounded piece of memory.
pub(crate) struct Room {
    small: Shelf,
    large: Shelf,
}

struct Shelf {
    pieces: usize,
    free: Semaphore,
}

impl Room {
    /// Bytes for small things, and for large ones.
    pub(crate) fn new(small: usize, large: usize) -> Self {
        Self { small: Shelf::new(small), large: Shelf::new(large) }
    }

    /// Waits until there is room for so many bytes, which is held until the permit is dropped. What is larger than all
    /// of it has it for itself.
    pub(crate) async fn take(&self, bytes: usize) -> SemaphorePermit<'_> {
        let shelf = if bytes <= SMALL { &self.small } else { &self.large };
        let pieces = (bytes / PIECE + 1).min(shelf.pieces);
        let taken = shelf.free.acquire_many(u32::try_from(pieces).unwrap_or(u32::MAX)).await;
        taken.expect("the semaphore is never closed")
    }
}

impl Shelf {
    fn new(bytes: usize) -> Self {
        let pieces = (bytes / PIECE).max(1);
        Self { pieces, free: Semaphore::new(pieces) }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn small_things_do_not_wait_for_large_ones() {
        let room = Room::new(4 << 20, 64 << 20);
        let wait = Duration::from_millis(50);
        let first = room.take(40 << 20).await;
        assert!(timeout(wait, room.take(40 << 20)).await.is_err(), "there is no room for two");
        let waiting = room.take(40 << 20);
        tokio::pin!(waiting);
        assert!(timeout(wait, waiting.as_mut()).await.is_err());
        let small = timeout(wait, room.take(10 << 10)).await.expect("room for a small one");
        drop(first);
        let second = timeout(wait, waiting).await.expect("room for the next");
        drop((second, small));
        // What is larger than the room is let in alone.
        drop(timeout(wait, room.take(1 << 30)).await.expect("room for the largest"));
    }
}
