//! From rounds to a document: medians, ratios, Markdown. Knows nothing of how the rounds came about.

use std::fmt::Write;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::load::Round;
use crate::{Options, Part};

/// The text around the tables.
const DOCUMENT: &str = include_str!("../performance.md");

#[derive(Serialize, Deserialize)]
pub struct Table {
    pub conversations: u64,
    pub deep_page: u64,
    /// On SQLite.
    pub database_mb: Option<f64>,
    pub machine: String,
    pub command: String,
    pub rounds: usize,
    pub seconds: u64,
    pub lines: Vec<Line>,
    /// Pairs of lines to compare, by their places: this one's requests per second over that one's.
    pub ratios: Vec<(usize, usize)>,
}

/// One contestant: the medians of its rounds. What was not measured is null.
#[derive(Serialize, Deserialize)]
pub struct Line {
    pub name: String,
    pub per_second: f64,
    /// The slowest and the fastest round.
    pub range: (f64, f64),
    pub per_processor_second: Option<f64>,
    pub p50: f64,
    pub p99: Option<f64>,
    /// MB in RAM before the first request and after the last.
    pub memory: Option<(f64, f64)>,
}

impl Line {
    pub fn of(name: &str, rounds: &[Round], memory: Option<(f64, f64)>) -> Self {
        let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
        let measured = |figure: f64| figure.is_finite().then_some(figure);
        let speeds = || rounds.iter().map(|round| round.per_second);
        Self {
            name: name.to_owned(),
            per_second: of(|round| round.per_second),
            range: (speeds().fold(f64::MAX, f64::min), speeds().fold(0.0, f64::max)),
            per_processor_second: measured(of(|round| round.per_processor_second)),
            p50: of(|round| round.p50),
            p99: measured(of(|round| round.p99)),
            memory,
        }
    }
}

pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() {
        0 => f64::NAN,
        length if length % 2 == 0 => f64::midpoint(figures[middle - 1], figures[middle]),
        _ => figures[middle],
    }
}

/// Keeps a part's figures until the next run of that part.
pub fn keep(options: &Options, part: Part, table: &Table) -> Result<()> {
    std::fs::write(options.folder.join(file(part)), serde_json::to_vec_pretty(table)?)?;
    Ok(())
}

/// The same for a part that writes its own table.
pub fn keep_text(options: &Options, part: Part, text: &str) -> Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    Ok(std::fs::write(options.folder.join(file(part)), text)?)
}

/// Writes the document from the newest figures of every part that was ever measured.
pub fn write(options: &Options) -> Result<()> {
    let mut document = DOCUMENT.to_owned();
    for part in Part::ALL {
        let text = match (part, std::fs::read(options.folder.join(file(part)))) {
            (Part::Hearing | Part::Sockets | Part::Webhooks, Ok(bytes)) => String::from_utf8(bytes)?,
            (_, Ok(bytes)) => markdown(&serde_json::from_slice(&bytes)?),
            (_, Err(_)) => "Not measured yet.\n".to_owned(),
        };
        document = document.replace(&format!("{{{}}}\n", name(part)), &text);
    }
    if let Some(folder) = options.document.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&options.document, document)?;
    Ok(())
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Peers => "peers",
        Part::Large => "large",
        Part::Postgres => "postgres",
        Part::Hearing => "hearing",
        Part::Sockets => "sockets",
        Part::Webhooks => "webhooks",
    }
}

fn file(part: Part) -> String {
    match part {
        Part::Hearing | Part::Sockets | Part::Webhooks => format!("{}.md", name(part)),
        Part::Peers | Part::Large | Part::Postgres => format!("{}.json", name(part)),
    }
}

/// How this run was started, as people start it.
pub fn command() -> String {
    format!("make bench BENCH=\"{}\"", std::env::args().skip(1).collect::<Vec<_>>().join(" "))
        .replace(" BENCH=\"\"", "")
}

/// A table of Markdown; all columns but the first hold figures.
pub fn rows(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|---|{}\n", head.join(" | "), "--:|".repeat(head.len() - 1));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

/// The value below which this share of all lies. Sorts them.
pub fn quantile(figures: &mut [f64], share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let at = (figures.len() as f64 * share) as usize;
    figures.get(at.min(figures.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// The table, and below it the ratios of requests per second.
fn markdown(table: &Table) -> String {
    let mut text = format!(
        "{} conversations; the deep page is page {}.{} {}.\n`{}`: {} rounds of {} s each (slow contestants longer), medians (slowest–fastest round).\n\n",
        thousands(table.conversations as f64),
        thousands(table.deep_page as f64),
        table.database_mb.map_or(String::new(), |mb| format!(" The database file has {} MB.", thousands(mb))),
        table.machine,
        table.command,
        table.rounds,
        table.seconds,
    );
    text.push_str("| | requests/s | range | p50 ms | p99 ms | requests per CPU-second | MB idle | MB after |\n");
    text.push_str("|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for line in &table.lines {
        let optional = |figure: Option<f64>, show: fn(f64) -> String| figure.map_or_else(|| "–".into(), show);
        let row = [
            line.name.clone(),
            thousands(line.per_second),
            format!("{}–{}", thousands(line.range.0), thousands(line.range.1)),
            milliseconds(line.p50),
            optional(line.p99, milliseconds),
            optional(line.per_processor_second, thousands),
            optional(line.memory.map(|memory| memory.0), thousands),
            optional(line.memory.map(|memory| memory.1), thousands),
        ];
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text.push('\n');
    for (one, other) in &table.ratios {
        let (one, other) = (&table.lines[*one], &table.lines[*other]);
        let ratio = one.per_second / other.per_second;
        if !ratio.is_finite() {
            let _ = writeln!(text, "* {} : {}: no answer came in most rounds of the latter", one.name, other.name);
            continue;
        }
        let ratio = if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") };
        let _ = writeln!(text, "* **{ratio} ×**: {} : {}", one.name, other.name);
    }
    text
}

fn milliseconds(micros: f64) -> String {
    format!("{:.2}", micros / 1000.0)
}

/// `12 345`, with narrow spaces; one decimal below a hundred.
pub fn thousands(figure: f64) -> String {
    if figure < 100.0 && figure.fract() != 0.0 {
        return format!("{figure:.1}");
    }
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}
