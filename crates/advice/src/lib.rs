//! How is Theo asked? Brings him what a business knows and what was said, and takes down what he makes of it; a route and a
//! job ask alike.
//! Must not know who asks, nor what becomes of an answer: `desk` decides that.

mod digest;
mod gaps;
mod language;
mod proposals;
mod purse;
mod vectors;
mod writers;

use std::num::NonZero;
use std::sync::Arc;

use model::Passage;
use store::{Db, Reach};
use theo::{Asked, Found, Hit};
use tokio::sync::Semaphore;

pub use digest::Digest;
pub use proposals::Tried;
pub use theo::Theo;
pub use theo::assistant::{Assistants, Rules};
pub use theo::llm::Patience;

/// Passages that the full text index is asked for.
const BY_WORDS: i64 = 40;

/// Clones share everything.
#[derive(Clone)]
pub struct Advice(Arc<Parts>);

struct Parts {
    db: Db,
    theo: Theo,
    assistants: Assistants,
    /// How many may compute at once: as many as there are processors.
    thinking: Arc<Semaphore>,
}

impl Advice {
    /// `assistants`: the language models that businesses name.
    pub fn new(db: Db, theo: Theo, assistants: Assistants) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self(Arc::new(Parts { db, theo, assistants, thinking: Arc::new(Semaphore::new(processors)) }))
    }

    /// What stands with a vector; none where articles are found by their words alone.
    pub fn model(&self) -> Option<&'static str> {
        self.0.theo.model()
    }

    /// The passages that may answer, best first: by meaning and by words, the best read closely.
    pub async fn find(&self, reach: Reach, question: &str) -> store::Result<Vec<(Found, Passage)>> {
        let text = question.to_owned();
        let vector = self.think(move |theo| theo.embed_question(&text)).await?;
        let (parts, text) = (self.0.clone(), question.to_owned());
        let hits = self.0.db.read(move |c| -> store::Result<Vec<(Hit, Passage)>> {
            let by_words = store::passages::find(c, &reach, &text, BY_WORDS)?;
            let version = store::passages::version(c, &reach)?;
            let asked = Asked { business: reach.id(), version, vector: vector.clone(), by_words: &by_words };
            let model = parts.theo.model().unwrap_or_default();
            let hits = parts.theo.search(&asked, || store::passages::vectors(c, &reach, model))?;
            let numbers: Vec<i64> = hits.iter().map(|hit| hit.passage).collect();
            let passages = store::passages::find_many(c, &reach, &numbers)?;
            let of = |hit: Hit| {
                let found = passages.iter().find(|passage| passage.id == hit.passage)?.clone();
                Some((hit, found))
            };
            Ok(hits.into_iter().filter_map(of).collect())
        });
        let (hits, text) = (hits.await?, question.to_owned());
        self.think(move |theo| {
            let read = hits.iter().map(|(hit, passage)| (hit.clone(), passage.article.number, shown(passage)));
            let found = theo.read(&text, read.collect());
            let of = |one: Found| {
                let passage = hits.iter().find(|(_, passage)| passage.id == one.id)?.1.clone();
                Some((one, passage))
            };
            found.into_iter().filter_map(of).collect()
        })
        .await
    }

    /// Lets Theo compute where nobody waits for the thread.
    async fn think<T: Send + 'static>(&self, f: impl FnOnce(&Theo) -> T + Send + 'static) -> store::Result<T> {
        let parts = self.0.clone();
        let place = self.0.thinking.clone().acquire_owned().await.expect("it is never closed");
        let thought = tokio::task::spawn_blocking(move || {
            // Given back when he is done, also where nobody waits for it any more.
            let _place = place;
            f(&parts.theo)
        });
        let thought = thought.await;
        thought.map_err(|error| store::Error::Broken(format!("Theo failed badly: {error}")))
    }
}

/// A passage as Theo reads it.
fn shown(passage: &Passage) -> theo::Passage {
    theo::Passage { headings: passage.headings.clone(), text: passage.text.clone() }
}
