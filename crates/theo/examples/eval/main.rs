//! How good is Theo? Asks every question of `crates/theo/eval` and writes the figures into docs/theo.md (`make eval`).
//! `sentences` tells only which are handed over; `fit` prints what the confidence is to be computed with, and `wrong` what went
//! wrong, from the tuned part only.
//! Must not know how Theo works inside.

#![expect(clippy::print_stdout, reason = "a tool for the command line")]

mod data;
mod fit;
mod house;
mod plot;
mod report;
mod results;
mod speed;

use house::House;
use results::Outcome;
use theo::Theo;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("sentences") {
        return println!("fresh {:?}, others {:?}", results::sentences(true), results::sentences(false));
    }
    let before = speed::memory();
    let theo = Theo::open();
    assert!(theo.model().is_some(), "the model is there: scripts/model --required");
    theo.embed_question("warm");
    let (loaded, businesses) = (speed::memory(), data::businesses());
    let houses = (1..).zip(&businesses).map(|(number, business)| House::new(number, business, &theo));
    let outcomes: Vec<Outcome> =
        houses.collect::<Vec<_>>().iter().flat_map(|house| results::run(house, &theo)).collect();
    match std::env::args().nth(1).as_deref() {
        Some("fit") => fit::print(&outcomes),
        Some("wrong") => wrong(&outcomes),
        _ => report::write(&outcomes, &speed::measure(&theo, &businesses, (before, loaded))),
    }
}

fn wrong(outcomes: &[Outcome]) {
    for outcome in outcomes.iter().filter(|outcome| !outcome.question.is_held_out()) {
        let question = outcome.question;
        let is_wrong = match question.kind {
            data::Kind::Handoff => !outcome.is_handed_over(),
            kind if kind.is_answerable() => !outcome.is_right || outcome.reason.is_some(),
            _ => outcome.is_sent() || outcome.reason.is_some(),
        };
        if is_wrong {
            let (places, confidence, reply) = (outcome.places, outcome.confidence, &outcome.reply);
            println!("{} → {}: {places:?}, {confidence:.2} sure, {reply:?}", question.text, question.target);
        }
    }
}
