//! What Theo proposes to say in a conversation: the words, where they stand, how sure he is, or why a human is needed.
//! Must not know who is told.

use desk::theo::Question;
use model::message::Source;
use model::theo::{Citation, Proposal, TheoSettings, Writer};
use model::{Message, Passage, SenderType};
use store::Reach;
use theo::{Found, Settings, Turn};

use crate::{Advice, language};

/// A question that was tried.
#[derive(Clone, Debug)]
pub struct Tried {
    pub proposal: Proposal,
    /// What was found, the best first, each with how well it fits.
    pub passages: Vec<(f32, Passage)>,
}

impl Advice {
    /// What to say to what a customer has written.
    pub async fn propose(&self, reach: Reach, question: &Question) -> store::Result<Proposal> {
        Ok(self.answer(reach, turns(&question.messages), &question.settings).await?.proposal)
    }

    /// A question that nobody has asked.
    pub async fn ask(&self, reach: Reach, question: &str) -> store::Result<Tried> {
        let settings = self.0.db.read(move |c| store::theo_settings::find(c, &reach)).await?;
        let turn = Turn { sender: SenderType::Customer, text: question.to_owned() };
        self.answer(reach, vec![turn], &settings).await
    }

    async fn answer(&self, reach: Reach, turns: Vec<Turn>, settings: &TheoSettings) -> store::Result<Tried> {
        let found = match theo::question::asked(&turns) {
            Some(asked) => self.find(reach, &asked).await?,
            None => Vec::new(),
        };
        let announcement = language::of(&said(&turns)).announcement().to_owned();
        let centre = self.0.db.read(move |c| store::help_centres::find(c, &reach)).await?;
        let centre = centre.filter(|centre| centre.is_public);
        let (found, passages): (Vec<Found>, Vec<Passage>) = found.into_iter().unzip();
        let scores: Vec<f32> = found.iter().map(|found| found.score).collect();
        let wanted = Settings { keywords: settings.keywords.clone(), ..Settings::default() };
        let draft = self.think(move |theo| theo.draft(&turns, &found, &wanted)).await?;
        let source = |citation: &theo::Citation| {
            let passage = passages.iter().find(|passage| passage.id == citation.passage)?;
            let path = format!("/help/{}/articles/{}", centre.as_ref()?.slug, passage.slug);
            Some(Source { title: passage.title.clone(), path })
        };
        // The words are those of the first; the others only say nearly the same.
        let sources = draft.citations.iter().take(1).filter_map(source).collect();
        let citation = |one: theo::Citation| Citation { article: one.article, title: one.title, quote: one.quote };
        let proposal = Proposal {
            reply: draft.reply,
            confidence: thousandths(draft.confidence),
            handoff: draft.handoff_reason,
            citations: draft.citations.into_iter().map(citation).collect(),
            sources,
            writer: Writer::Extract,
            announcement,
        };
        Ok(Tried { proposal, passages: scores.into_iter().zip(passages).collect() })
    }

    /// Whether a language model writes for this business.
    pub fn has_writer(&self, settings: &TheoSettings) -> bool {
        settings.endpoint.is_some()
    }
}

pub(crate) fn turns(messages: &[Message]) -> Vec<Turn> {
    let turn = |message: &Message| Turn { sender: message.sender_type, text: message.content.clone() };
    messages.iter().map(turn).collect()
}

/// All that the customer has said.
fn said(turns: &[Turn]) -> String {
    let theirs = turns.iter().filter(|turn| turn.sender == SenderType::Customer);
    theirs.map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn thousandths(confidence: f32) -> i64 {
    (f64::from(confidence.clamp(0.0, 1.0)) * 1000.0) as i64
}
