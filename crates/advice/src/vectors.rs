//! What articles mean, made in the background: passages that have no vector of the model in use get one.
//! Must not know when.

use store::Reach;

use crate::{Advice, shown};

/// Passages at once: a few seconds of work on two cores.
const BATCH: i64 = 64;

impl Advice {
    /// Gives some passages their vectors; whether more wait. Nothing where there is no model.
    pub async fn embed_some(&self, reach: Reach) -> store::Result<bool> {
        let Some(model) = self.model() else { return Ok(false) };
        let waiting = self.0.db.read(move |c| store::passages::list_unembedded(c, &reach, model, BATCH)).await?;
        if waiting.is_empty() {
            self.0.db.write(move |tx| store::passages::note_model(tx, &reach, model)).await?;
            return Ok(false);
        }
        let is_more = waiting.len() as i64 == BATCH;
        let vectors = self.think(move |theo| {
            let texts: Vec<_> = waiting.iter().map(shown).collect();
            let vectors = theo.embed_passages(&texts);
            waiting.iter().map(|passage| passage.id).zip(vectors).collect::<Vec<_>>()
        });
        let vectors = vectors.await?;
        self.0
            .db
            .write(move |tx| {
                store::passages::set_vectors(tx, &reach, model, &vectors)?;
                if is_more { Ok(()) } else { store::passages::note_model(tx, &reach, model) }
            })
            .await?;
        Ok(is_more)
    }
}
