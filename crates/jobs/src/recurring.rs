//! What happens again and again? Jobs that the clock puts into the queue.
//! Must not know how they are done.

use std::time::Duration;

use model::{Job, Time};
use store::Db;

const HOUR: Duration = Duration::from_secs(3600);
const MINUTE: Duration = Duration::from_secs(60);

/// Puts in what is due again by `now`, unless it waits there already (another node may have been faster); when to
/// come back.
pub(crate) async fn tick(db: &Db, now: Time) -> Time {
    let put = db.write(move |tx| {
        for job in [Job::DeleteExpired, Job::FindUnembedded] {
            tx.enqueue_once(None, &job, now, Some(job.name()))?;
        }
        Ok(())
    });
    match put.await {
        Ok(()) => now.plus(HOUR),
        Err(error) => {
            let error: store::Error = error;
            tracing::warn!(%error, "recurring jobs can't be put in");
            now.plus(MINUTE)
        }
    }
}
