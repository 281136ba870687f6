//! What Theo proposes to say in a conversation: the words, where they stand, how sure he is, or why a human is needed.
//! Must not know who is told.

use desk::theo::Question;
use model::message::Source;
use model::theo::{Citation, Proposal, Writer};
use model::{Message, Passage};
use store::Reach;
use theo::{Found, Settings, Turn};

use crate::{Advice, language};

impl Advice {
    pub async fn propose(&self, reach: Reach, question: &Question) -> store::Result<Proposal> {
        let turns = turns(&question.messages);
        let settings = Settings { keywords: question.settings.keywords.clone(), ..Settings::default() };
        let found = match theo::question::asked(&turns) {
            Some(asked) => self.find(reach, &asked).await?,
            None => Vec::new(),
        };
        let said = said(&turns);
        let centre = self.0.db.read(move |c| store::help_centres::find(c, &reach)).await?;
        let centre = centre.filter(|centre| centre.is_public);
        let (found, passages): (Vec<Found>, Vec<Passage>) = found.into_iter().unzip();
        let draft = self.think(move |theo| theo.draft(&turns, &found, &settings)).await?;
        let source = |citation: &theo::Citation| {
            let passage = passages.iter().find(|passage| passage.id == citation.passage)?;
            let path = format!("/help/{}/articles/{}", centre.as_ref()?.slug, passage.slug);
            Some(Source { title: passage.title.clone(), path })
        };
        let mut sources: Vec<Source> = draft.citations.iter().take(1).filter_map(source).collect();
        sources.dedup();
        let citation = |one: theo::Citation| Citation { article: one.article, title: one.title, quote: one.quote };
        Ok(Proposal {
            reply: draft.reply,
            confidence: thousandths(draft.confidence),
            handoff: draft.handoff_reason,
            citations: draft.citations.into_iter().map(citation).collect(),
            sources,
            writer: Writer::Extract,
            announcement: language::of(&said).announcement().to_owned(),
        })
    }
}

pub(crate) fn turns(messages: &[Message]) -> Vec<Turn> {
    let turn = |message: &Message| Turn { sender: message.sender_type, text: message.content.clone() };
    messages.iter().map(turn).collect()
}

/// All that the customer has said.
fn said(turns: &[Turn]) -> String {
    let theirs = turns.iter().filter(|turn| turn.sender == model::SenderType::Customer);
    theirs.map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn thousandths(confidence: f32) -> i64 {
    (f64::from(confidence.clamp(0.0, 1.0)) * 1000.0) as i64
}
