//! Does an answered write survive `kill -9`? The real binary on SQLite, killed again and again while messages come in.
//! `make soak` runs it with more cycles. Must not know how a commit works.

mod company;
mod mails;
mod process;
mod writers;

use std::time::{Duration, Instant};

use company::Company;
use process::Pingback;
use writers::Work;

/// A restart, from the start of the program to its first answer, on an idle machine; a busy one gets twice that.
const MOST_RESTART: Duration = Duration::from_secs(2);

const WRITERS: usize = 16;

/// How often the server is killed: 50 times, unless PINGBACK_TEST_KILLS says otherwise.
#[expect(clippy::disallowed_methods, reason = "make soak asks for more cycles by a variable")]
fn cycles() -> usize {
    std::env::var("PINGBACK_TEST_KILLS").map_or(50, |text| text.parse().expect("a number"))
}

/// A moment between 5 and 150 ms, anew each time.
fn a_moment() -> Duration {
    let mut byte = [0; 1];
    getrandom::fill(&mut byte).expect("randomness");
    Duration::from_micros(5_000 + u64::from(byte[0]) * 570)
}

#[test]
fn every_answered_message_is_there_exactly_once_after_each_kill() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(kill_again_and_again());
}

async fn kill_again_and_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Pingback::start(folder.path()).await;
    let work = Work::prepare(&server).await;
    let mut restarts = Vec::new();
    for _ in 0..cycles() {
        let writers: Vec<_> = (0..WRITERS).map(|number| tokio::spawn(work.clone().write(number))).collect();
        tokio::time::sleep(a_moment()).await;
        server.kill();
        for writer in writers {
            writer.await.expect("a writer ends when the server is gone");
        }
        let started = Instant::now();
        server = Pingback::start_again(folder.path(), server).await;
        restarts.push(started.elapsed());
        work.send_unanswered_again().await;
    }
    work.check_that_each_is_there_once().await;
    drop(server);
    process::doctor_finds_nothing(folder.path());
    restarts.sort();
    let slowest = restarts.last().copied().unwrap_or_default();
    assert!(slowest < MOST_RESTART, "restarts took up to {slowest:?}");
    assert!(work.answered() > cycles(), "only {} messages were answered", work.answered());
}

/// Seconds for which the company posts, in all.
const POSTING: usize = 8;

#[test]
fn what_a_company_was_told_is_taken_and_what_it_takes_was_sent_once_after_each_kill() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(kill_while_a_company_posts());
}

async fn kill_while_a_company_posts() {
    let folder = tempfile::tempdir().expect("a folder");
    let company = Company::open().await;
    let mut server = Pingback::start_with(folder.path(), company.settings()).await;
    let company = company.prepare(&server).await;
    for _ in 0..POSTING {
        let work = tokio::spawn(company.clone().post_for_a_second());
        // Somewhere in its middle.
        tokio::time::sleep(Duration::from_millis(300) + 3 * a_moment()).await;
        server.kill();
        work.await.expect("the company posts on");
        server = Pingback::start_again(folder.path(), server).await;
        company.post_unanswered_again().await;
    }
    company.wait_until_there_is_enough().await;
    company.close().await;
    company.check().await;
    drop(server);
    process::doctor_finds_nothing(folder.path());
}
