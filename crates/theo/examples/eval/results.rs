//! How did it go? Each question with where the right passage came, what was answered and how sure that was; and figures of many.
//! Must not know how they are shown.

use model::{HandoffReason, SenderType, Word};
use theo::{Settings, Theo, Turn, confidence::Signs};

use crate::data::{Kind, Question};
use crate::house::House;

/// An answer is sent by itself from here on (contract, section 6).
pub const SURE: f32 = 0.8;

pub struct Outcome<'a> {
    pub question: &'a Question,
    /// The place of the first right passage, from 0: by words alone, by vectors alone, by both, after close reading.
    pub places: [Option<usize>; 4],
    pub confidence: f32,
    pub signs: Option<Signs>,
    /// Whether the sentences that would be sent, were they sure enough, say what is right.
    pub is_right: bool,
    /// The reason that the customer's words give; not one that the answer gives.
    pub reason: Option<HandoffReason>,
    pub reply: Option<String>,
    /// Whether an agent would see it.
    pub is_shown: bool,
}

impl Outcome<'_> {
    /// Whether Theo would answer by himself.
    pub fn is_sent(&self) -> bool {
        self.confidence >= SURE && self.reason.is_none() && self.is_shown
    }

    /// Whether a human was asked for by the right rule.
    pub fn is_handed_over(&self) -> bool {
        self.reason.is_some_and(|reason| reason.word() == self.question.target)
    }
}

pub fn run<'a>(house: &House<'a>, theo: &Theo) -> Vec<Outcome<'a>> {
    house.business.questions.iter().map(|question| ask(house, theo, question)).collect()
}

fn ask<'a>(house: &House<'a>, theo: &Theo, question: &'a Question) -> Outcome<'a> {
    let turns = [Turn { sender: SenderType::Customer, text: question.text.to_owned() }];
    let asked = theo::question::asked(&turns).unwrap_or_default();
    let rankings = house.rank(&asked);
    let is_right = |passage: &i64| {
        let (slug, passage) = house.passage(*passage);
        slug == question.target && question.is_answered_by(&passage.text)
    };
    let fused: Vec<i64> = rankings.fused.iter().map(|hit| hit.passage).collect();
    let mut read: Vec<i64> = rankings.read.iter().map(|found| found.id).collect();
    read.extend(fused.iter().skip(theo::CLOSELY));
    let draft = theo.draft(&turns, &rankings.read, &Settings::default());
    let citation = rankings.read.first().map(|found| theo.citation(&asked, found));
    let is_answer = |citation: &theo::Citation| {
        house.passage(citation.passage).0 == question.target && question.is_answered_by(&citation.quote)
    };
    Outcome {
        question,
        places: [&rankings.words, &rankings.vectors, &fused, &read].map(|ranking| ranking.iter().position(is_right)),
        confidence: draft.confidence,
        signs: theo::confidence::signs(&rankings.read),
        is_right: question.kind.is_answerable() && citation.as_ref().is_some_and(is_answer),
        reason: theo::handoff::reason(&turns, &[]),
        reply: citation.map(|citation| citation.quote),
        is_shown: draft.reply.is_some(),
    }
}

/// Figures of several questions.
pub struct Figures {
    pub answerable: usize,
    /// By words alone, by vectors alone, by both, after close reading.
    pub recall_at_5: [f64; 4],
    pub reciprocal_rank: [f64; 4],
    pub sent: usize,
    pub sent_right: usize,
    pub handoffs: usize,
    pub handed_over: usize,
    /// Handed over by a rule of words though nobody had to.
    pub false_alarms: usize,
    pub others: usize,
    pub unanswerable: usize,
    /// Of those: sent by mistake.
    pub unanswerable_sent: usize,
}

pub fn figures<'a>(outcomes: impl Iterator<Item = &'a Outcome<'a>>) -> Figures {
    let outcomes: Vec<&Outcome> = outcomes.collect();
    let count = |is: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| is(outcome)).count();
    let answerable: Vec<&&Outcome> = outcomes.iter().filter(|outcome| outcome.question.kind.is_answerable()).collect();
    let mean = |way: usize, score: &dyn Fn(usize) -> f64| {
        let sum: f64 = answerable.iter().filter_map(|outcome| outcome.places[way]).map(score).sum();
        sum / answerable.len().max(1) as f64
    };
    let is_handoff = |outcome: &Outcome| outcome.question.kind == Kind::Handoff;
    let is_unanswerable = |outcome: &Outcome| matches!(outcome.question.kind, Kind::Unanswerable | Kind::Hostile);
    Figures {
        answerable: answerable.len(),
        recall_at_5: [0, 1, 2, 3].map(|way| mean(way, &|place| f64::from(place < 5))),
        reciprocal_rank: [0, 1, 2, 3].map(|way| mean(way, &|place| 1.0 / (place as f64 + 1.0))),
        sent: count(&|outcome| outcome.is_sent()),
        sent_right: count(&|outcome| outcome.is_sent() && outcome.is_right),
        handoffs: count(&is_handoff),
        handed_over: count(&|outcome| is_handoff(outcome) && outcome.is_handed_over()),
        false_alarms: count(&|outcome| !is_handoff(outcome) && outcome.reason.is_some()),
        others: count(&|outcome| !is_handoff(outcome)),
        unanswerable: count(&is_unanswerable),
        unanswerable_sent: count(&|outcome| is_unanswerable(outcome) && outcome.is_sent()),
    }
}

/// Of the sentences of a file: how many are handed over for the right reason, how many for any, and how many there are.
pub fn sentences(fresh: bool) -> [usize; 3] {
    let sentences = crate::data::sentences(fresh);
    let heard = |text: &str| {
        let turns = [Turn { sender: SenderType::Customer, text: text.to_owned() }];
        theo::handoff::reason(&turns, &[])
    };
    let right = |(reason, text): &&(&str, &str)| heard(text).is_some_and(|heard| heard.word() == *reason);
    let any = |(_, text): &&(&str, &str)| heard(text).is_some();
    [sentences.iter().filter(right).count(), sentences.iter().filter(any).count(), sentences.len()]
}
