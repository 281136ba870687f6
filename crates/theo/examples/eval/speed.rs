//! How fast is it, and what does it need? Measured on the machine that runs the evaluation, whatever else that does.
//! Must not know which answers are right.

use std::time::{Duration, Instant};

use theo::{Passage, Theo};

use crate::data::{Article, Business};
use crate::house::House;

/// Articles of the business in which searches are timed.
const ARTICLES: usize = 1_000;
/// Words of the articles whose indexing is timed, and their number.
const WORDS: usize = 127;
const INDEXED: usize = 128;
/// Questions whose search is timed.
const SEARCHES: usize = 200;

pub struct Speed {
    pub passages: usize,
    /// Half of the searches are faster; nineteen of twenty are.
    pub search: (Duration, Duration),
    pub close_reading: (Duration, Duration),
    pub articles_a_second: f64,
    /// Bytes of memory that came with the model, and the size of its file.
    pub memory: Option<u64>,
    pub file: usize,
    /// Whether the program was made to be fast.
    pub is_optimised: bool,
}

/// With the memory in use before the model was read and after.
pub fn measure(theo: &Theo, businesses: &[Business], memory: (Option<u64>, Option<u64>)) -> Speed {
    let memory = memory.0.zip(memory.1).map(|(before, after)| after.saturating_sub(before));
    let all: Vec<&Article> = businesses.iter().flat_map(|business| &business.articles).collect();
    let articles = all.iter().cycle().take(ARTICLES).map(|article| Article { ..**article }).collect();
    let large = Business { articles, questions: Vec::new() };
    let house = House::new(100, &large, theo);
    let questions: Vec<&str> =
        businesses.iter().flat_map(|business| &business.questions).map(|question| question.text).collect();
    let step = questions.len() / SEARCHES;
    let timed = || questions.iter().step_by(step.max(1)).take(SEARCHES);
    house.search(questions[0]);
    let search = quantiles(timed().map(|question| time(|| house.search(question))).collect());
    let read = |question: &&str| {
        let hits = house.search(question);
        time(|| house.read(question, hits))
    };
    let close_reading = quantiles(timed().step_by(8).map(read).collect());
    Speed {
        passages: house.vectors().len(),
        search,
        close_reading,
        articles_a_second: indexing(theo, &all),
        memory,
        file: theo::WEIGHTS.map_or(0, <[u8]>::len),
        is_optimised: !cfg!(debug_assertions),
    }
}

/// Articles a second, each one passage of [`WORDS`] words.
fn indexing(theo: &Theo, articles: &[&Article]) -> f64 {
    let words: Vec<&str> = articles.iter().flat_map(|article| article.markdown.split_whitespace()).collect();
    let chunks = words.chunks_exact(WORDS).cycle().take(INDEXED);
    let passages: Vec<Passage> = chunks.map(|words| Passage { headings: Vec::new(), text: words.join(" ") }).collect();
    INDEXED as f64 / time(|| theo.embed_passages(&passages)).as_secs_f64()
}

fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    std::hint::black_box(run());
    started.elapsed()
}

fn quantiles(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 19 / 20])
}

/// Bytes of memory that this process has for itself or reads from its file; none where the system does not tell.
pub fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
