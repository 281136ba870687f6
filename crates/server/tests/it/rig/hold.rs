//! A transaction that a test keeps open: on SQLite nobody else writes meanwhile, on PostgreSQL nobody its rows.
//! Knows nothing of what happens beside it.

use std::sync::mpsc;

use store::Db;
use tokio::task::JoinHandle;

/// Ends with its drop, or in order by [`Hold::end`]. Nothing of it stays.
pub struct Hold {
    release: mpsc::Sender<()>,
    ended: JoinHandle<()>,
}

impl Hold {
    /// Comes back once `sql` has run.
    pub async fn begin(db: &Db, sql: &'static str) -> Self {
        let (release, released) = mpsc::channel();
        let (begun, beginning) = tokio::sync::oneshot::channel();
        let (db, mut begun) = (db.clone(), Some(begun));
        let ended = tokio::spawn(async move {
            let held: store::Result<()> = db
                .write(move |tx| {
                    tx.execute(sql, &[])?;
                    if let Some(begun) = begun.take() {
                        begun.send(()).expect("the test waits");
                    }
                    let _dropped = released.recv().is_err();
                    Err(store::Error::NotFound)
                })
                .await;
            assert!(matches!(held, Err(store::Error::NotFound)), "{held:?}");
        });
        beginning.await.expect("the statement runs");
        Self { release, ended }
    }

    pub async fn end(self) {
        drop(self.release);
        self.ended.await.expect("an end in order");
    }
}
