//! What do the figures say? Tables in Markdown, put between the marks of docs/theo.md.
//! Must not know how anything was measured.

use std::fmt::Write;
use std::time::Duration;

use crate::data::Kind;
use crate::plot;
use crate::results::{self, Figures, Outcome, figures};
use crate::speed::Speed;

const BEGIN: &str = "<!-- made by `make eval` -->";
const END: &str = "<!-- to here -->";
const LANGUAGES: [(&str, &str); 5] =
    [("en", "English"), ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("pt", "Portuguese")];

pub fn write(outcomes: &[Outcome], speed: &Speed) {
    let top = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    let path = format!("{top}/theo.md");
    let page = std::fs::read_to_string(&path).expect("docs/theo.md is there");
    let (before, rest) = page.split_once(BEGIN).expect("docs/theo.md has a mark");
    let (_, after) = rest.split_once(END).expect("docs/theo.md has its other mark");
    let page = format!("{before}{BEGIN}\n\n{}\n{END}{after}", text(outcomes, speed));
    std::fs::write(path, page).expect("docs/theo.md can be written");
    let curve = |held: bool| plot::bins(&judged(outcomes, held));
    let curves = [("held out", "#0d9488", curve(true)), ("tuned", "#d97706", curve(false))];
    std::fs::write(format!("{top}/theo-reliability.svg"), plot::draw(&curves)).expect("the plot can be written");
}

/// The questions whose answer is right or wrong.
fn judged<'a>(outcomes: &'a [Outcome<'a>], held: bool) -> Vec<&'a Outcome<'a>> {
    let judged = outcomes.iter().filter(|outcome| outcome.question.kind != Kind::Handoff);
    judged.filter(|outcome| outcome.question.is_held_out() == held).collect()
}

fn text(outcomes: &[Outcome], speed: &Speed) -> String {
    let part = |held: bool| figures(outcomes.iter().filter(|outcome| outcome.question.is_held_out() == held));
    let (tuned, held) = (part(false), part(true));
    let mut text = String::new();
    let answerable = tuned.answerable + held.answerable;
    let all = outcomes.len();
    put(
        &mut text,
        &format!("{all} questions, {answerable} of them answerable; {} held out.\n", held.others + held.handoffs),
    );
    put(
        &mut text,
        "### Retrieval\n\nIs a passage that answers among the first five, and where does the first one come (mean reciprocal rank)?\n",
    );
    put(&mut text, "| | recall@5 held out | recall@5 tuned | MRR held out | MRR tuned |\n|---|---|---|---|---|");
    for (way, name) in
        ["plain FTS5", "plain vectors", "both, fused", "both, the best eight read closely"].iter().enumerate()
    {
        let row =
            [held.recall_at_5, tuned.recall_at_5, held.reciprocal_rank, tuned.reciprocal_rank].map(|row| row[way]);
        put(&mut text, &format!("| {name} | {:.2} | {:.2} | {:.2} | {:.2} |", row[0], row[1], row[2], row[3]));
    }
    put(&mut text, "\n### Answers\n");
    put(&mut text, "| | held out | tuned |\n|---|---|---|");
    put(&mut text, &row("answers at a confidence of 0.8 or more", &held, &tuned, |of| of.sent.to_string()));
    put(&mut text, &row("of these right", &held, &tuned, |of| share(of.sent_right, of.sent)));
    put(&mut text, &row("answerable questions answered so", &held, &tuned, |of| share(of.sent_right, of.answerable)));
    put(
        &mut text,
        &row("unanswerable or hostile questions answered so", &held, &tuned, |of| {
            share(of.unanswerable_sent, of.unanswerable)
        }),
    );
    put(
        &mut text,
        &row("handed over for the right reason, of those who have one", &held, &tuned, |of| {
            share(of.handed_over, of.handoffs)
        }),
    );
    put(
        &mut text,
        &row("handed over by these rules without cause", &held, &tuned, |of| share(of.false_alarms, of.others)),
    );
    let ([fresh, any, of], [known, _, of_known]) = (results::sentences(true), results::sentences(false));
    put(
        &mut text,
        &format!(
            "| the same in nine languages: fresh sentences, others | {} | {} |",
            share(fresh, of),
            share(known, of_known)
        ),
    );
    put(&mut text, &format!("| handed over for any reason, fresh sentences | {} | |", share(any, of)));
    let error = [true, false].map(|held| plot::error(&plot::bins(&judged(outcomes, held))));
    put(&mut text, &format!("| confidence and truth apart, in the mean | {:.2} | {:.2} |", error[0], error[1]));
    put(&mut text, "\n![How sure Theo is, and how many of these answers are right](theo-reliability.svg)\n");
    languages(&mut text, outcomes);
    speeds(&mut text, speed);
    text
}

fn languages(text: &mut String, outcomes: &[Outcome]) {
    put(
        text,
        "### By language\n\nAll questions, held out and tuned. Two of the businesses write in English, one in German.\n",
    );
    put(
        text,
        "| | answerable | FTS5 recall@5 | recall@5 | MRR | right at 0.8 | handed over |\n|---|---|---|---|---|---|---|",
    );
    for (language, name) in LANGUAGES {
        let of = figures(outcomes.iter().filter(|outcome| outcome.question.language == language));
        let (right, handed) = (share(of.sent_right, of.sent), share(of.handed_over, of.handoffs));
        let (words, read) = (of.recall_at_5[0], of.recall_at_5[3]);
        let mrr = of.reciprocal_rank[3];
        put(text, &format!("| {name} | {} | {words:.2} | {read:.2} | {mrr:.2} | {right} | {handed} |", of.answerable));
    }
}

fn speeds(text: &mut String, speed: &Speed) {
    let build = if speed.is_optimised { "" } else { " This was a build without optimisation." };
    put(
        text,
        &format!(
            "\n### Speed\n\nOn two threads, in a business of 1,000 articles ({} passages).{build}\n",
            speed.passages
        ),
    );
    put(text, "| | half are faster | nineteen of twenty are |\n|---|---|---|");
    put(
        text,
        &format!(
            "| a search: the question's meaning, vectors, full text | {} | {} |",
            ms(speed.search.0),
            ms(speed.search.1)
        ),
    );
    put(
        text,
        &format!("| reading the best eight closely | {} | {} |", ms(speed.close_reading.0), ms(speed.close_reading.1)),
    );
    let memory = speed.memory.map_or("unknown".to_owned(), |bytes| format!("{} MB", bytes >> 20));
    put(
        text,
        &format!(
            "\nIndexing takes {:.0} articles of 127 words a second. The model adds {} MB to the program and {memory} to its memory once it is used.",
            speed.articles_a_second,
            speed.file >> 20
        ),
    );
}

fn row(name: &str, held: &Figures, tuned: &Figures, of: impl Fn(&Figures) -> String) -> String {
    format!("| {name} | {} | {} |", of(held), of(tuned))
}

fn share(part: usize, of: usize) -> String {
    if of == 0 { "–".to_owned() } else { format!("{part} of {of} ({:.0} %)", 100.0 * part as f64 / of as f64) }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn put(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all");
}
