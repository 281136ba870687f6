//! Which question was asked before? Two are the same that say the same words, or mean nearly the same.
//! Must not know what is done about a gap.

use desk::theo::Question;
use desk::theo::gaps::Missing;
use model::conversation::HandoffReason;
use model::theo::Proposal;
use store::Reach;

use crate::Advice;
use crate::proposals::turns;

/// From this cosine on two questions mean the same.
const ALIKE: f32 = 0.75;
/// Letters of a question that are kept.
const LETTERS: usize = 300;

impl Advice {
    /// The gap that a proposal shows, if it shows one.
    pub async fn missing(
        &self,
        reach: Reach,
        question: &Question,
        proposal: &Proposal,
    ) -> store::Result<Option<Missing>> {
        if !matches!(proposal.handoff, Some(HandoffReason::NoKnowledge | HandoffReason::LowConfidence)) {
            return Ok(None);
        }
        let Some(asked) = theo::question::asked(&turns(&question.messages)) else { return Ok(None) };
        let asked: String = asked.chars().take(LETTERS).collect();
        let text = asked.clone();
        let vector = self.think(move |theo| theo.embed_question(&text)).await?;
        let known = match vector {
            Some(_) => self.0.db.read(move |c| store::theo_gaps::vectors(c, &reach)).await?,
            None => Vec::new(),
        };
        let like = vector.as_ref().and_then(|vector| {
            let known = known.into_iter().map(|(gap, bytes)| (gap, bytes.into_iter().map(u8::cast_signed).collect()));
            let near = theo::Shelf::new(known.collect()).nearest(vector, 1).pop()?;
            (near.1 >= ALIKE).then_some(near.0)
        });
        let vector = vector.map(|vector| vector.into_iter().map(i8::cast_unsigned).collect());
        Ok(Some(Missing { key: key(&asked), question: asked, vector, like }))
    }
}

/// Its words in one form, without marks between them.
fn key(question: &str) -> String {
    let words = question.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
