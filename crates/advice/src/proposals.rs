//! What Theo proposes to say in a conversation: the words, where they stand, how sure he is, or why a human is needed.
//! Must not know who is told.

use desk::theo::Question;
use model::conversation::HandoffReason;
use model::message::Source;
use model::theo::{Citation, Proposal, TheoSettings, Writer};
use model::{Message, Passage, SenderType};
use store::Reach;
use theo::{Found, Settings, Theo, Turn};

use crate::writers::Said;
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
        let wanted = Settings { keywords: settings.keywords.clone(), ..Settings::default() };
        let (asked, read) = (turns.clone(), found.clone());
        let draft = self.think(move |theo| theo.draft(&asked, &read, &wanted)).await?;
        // Who is to be handed over needs no finer words.
        let is_by_answer = matches!(draft.handoff_reason, None | Some(HandoffReason::LowConfidence));
        let said = match draft.reply.is_some() && is_by_answer {
            true => {
                let shown: Vec<&theo::Passage> = found.iter().map(|found| &found.passage).collect();
                self.write(reach, settings, (&turns, &shown)).await?
            }
            false => Said::Unusable,
        };
        let mut proposal = Proposal {
            reply: draft.reply,
            confidence: thousandths(draft.confidence),
            handoff: draft.handoff_reason,
            citations: draft.citations.iter().map(citation).collect(),
            sources: Vec::new(),
            writer: Writer::Extract,
            announcement,
        };
        // The words are those of the first; the others only say nearly the same.
        let mut used: Vec<i64> = draft.citations.iter().take(1).map(|one| one.passage).collect();
        match said {
            Said::Answer(written) => {
                let cited = written.cited.iter().filter_map(|at| found.get(*at));
                used = cited.clone().map(|found| found.id).collect();
                let quoted = cited.cloned().collect::<Vec<_>>();
                let asked = theo::question::asked(&turns).unwrap_or_default();
                let quote = move |theo: &Theo| quoted.iter().map(|one| citation(&theo.citation(&asked, one))).collect();
                proposal.citations = self.think(quote).await?;
                (proposal.reply, proposal.writer) = (Some(written.text), Writer::Model);
            }
            Said::Nothing => (proposal.reply, proposal.handoff) = (None, Some(HandoffReason::NoKnowledge)),
            Said::Human => proposal.handoff = Some(HandoffReason::ComplexIssue),
            Said::Unusable => {}
        }
        let source = |passage: &i64| {
            let passage = passages.iter().find(|one| one.id == *passage)?;
            let path = format!("/help/{}/articles/{}", centre.as_ref()?.slug, passage.slug);
            Some(Source { title: passage.title.clone(), path })
        };
        for source in used.iter().filter_map(source) {
            if !proposal.sources.contains(&source) {
                proposal.sources.push(source);
            }
        }
        let scores = found.iter().map(|found| found.score);
        let passages = scores.zip(passages.iter().cloned()).collect();
        Ok(Tried { proposal, passages })
    }
}

fn citation(of: &theo::Citation) -> Citation {
    Citation { article: of.article, title: of.title.clone(), quote: of.quote.clone() }
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
