//! Theo's dealings with endpoints: few at once, not too often, within the budget, never of one business with another.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use model::theo::Tone;
use model::{SenderType, Time};
use serde_json::json;
use theo::assistant::{Assistant, Assistants, NoAnswer, Outcome, Rules};
use theo::llm::{Error, Usage};
use theo::prompt::Ask;
use theo::write::Written;
use theo::{Passage, Turn};
use tokio::sync::Barrier;

use crate::fake::{Act, Fake, HEAD, Heard, client, patient, piece, status, stream};

pub const GOOD: &str = "You can return shoes within 30 days [1].";

/// A process with a clock that stands until it is moved.
pub struct Process {
    pub assistants: Assistants,
    seconds: Arc<AtomicI64>,
}

impl Process {
    pub fn start(rules: Rules) -> Self {
        let seconds = Arc::new(AtomicI64::new(1_000));
        let clock = {
            let seconds = seconds.clone();
            Arc::new(move || Time::from_seconds(seconds.load(Ordering::SeqCst)))
        };
        Self { assistants: Assistants::new(client(), clock, rules), seconds }
    }

    pub fn at(&self, fake: &Fake, key: &str) -> Assistant {
        self.assistants.at(&fake.settings(key)).expect("a good address")
    }
}

pub fn rules() -> Rules {
    Rules { patience: patient(), turn: Duration::from_secs(60), ..Rules::default() }
}

pub async fn ask_about(assistant: &Assistant, question: &str, text: &str) -> Outcome<Written> {
    let turns = [Turn { sender: SenderType::Customer, text: question.into() }];
    let passage = Passage { headings: vec!["Returns".into()], text: text.into() };
    let ask = Ask { business: "Tern", turns: &turns, passages: &[&passage], tone: Tone::Friendly, language: None };
    assistant.answer(&ask, async |_| true).await
}

async fn ask(assistant: &Assistant) -> Outcome<Written> {
    ask_about(assistant, "Can I return shoes?", "You can return shoes within 30 days.").await
}

#[tokio::test]
async fn an_answer_that_holds_is_given_with_what_it_cost() {
    let fake = Fake::saying(stream(GOOD)).await;
    let Outcome { answer, usage } = ask(&Process::start(rules()).at(&fake, "k")).await;
    let written = answer.expect("an answer");
    assert_eq!((written.text.as_str(), written.cited), ("You can return shoes within 30 days.", vec![0]));
    assert_eq!(usage, Usage { input: 70, output: 30 });
}

#[tokio::test]
async fn nothing_is_sent_that_may_not_be_spent() {
    let fake = Fake::saying(stream(GOOD)).await;
    let assistant = Process::start(rules()).at(&fake, "k");
    let asked = AtomicU64::new(0);
    let may_not = async |tokens| {
        asked.store(tokens, Ordering::SeqCst);
        false
    };
    let turns = [Turn { sender: SenderType::Customer, text: "Hello?".into() }];
    let summary = assistant.summary(&turns, may_not).await;
    assert_eq!(summary, Outcome { answer: Err(NoAnswer::Budget), usage: Usage::default() });
    assert!(asked.load(Ordering::SeqCst) > 1_500, "the longest answer counts");
    assert_eq!(assistant.embed(&["one"], async |_| false).await.answer, Err(NoAnswer::Budget));
    assert!(fake.heard().is_empty());
}

#[tokio::test]
async fn a_short_limit_is_waited_for_once() {
    let tries = Arc::new(AtomicUsize::new(0));
    let fake = Fake::start(move |_| {
        let first = tries.fetch_add(1, Ordering::SeqCst) == 0;
        let answer = if first { status(429, "retry-after-ms: 1\r\n", "{}") } else { stream(GOOD) };
        std::future::ready(vec![Act::Say(answer)])
    });
    let fake = fake.await;
    assert!(ask(&Process::start(rules()).at(&fake, "k")).await.answer.is_ok());

    let fake = Fake::saying(status(429, "retry-after-ms: 1\r\n", "{}")).await;
    let Outcome { answer, usage } = ask(&Process::start(rules()).at(&fake, "k")).await;
    assert!(matches!(answer, Err(NoAnswer::Failed(Error::Limited { .. }))), "{answer:?}");
    assert_eq!((fake.heard().len(), usage), (2, Usage::default()));
}

#[tokio::test]
async fn an_endpoint_that_names_a_long_wait_is_left_alone_until_then() {
    let fake = Fake::saying(status(429, "Retry-After: 600\r\n", "{}")).await;
    let process = Process::start(rules());
    assert!(matches!(ask(&process.at(&fake, "k")).await.answer, Err(NoAnswer::Failed(_))));
    let until = Time::from_seconds(1_600);
    assert_eq!(ask(&process.at(&fake, "k")).await.answer, Err(NoAnswer::Resting { until }), "opened anew, still known");
    assert!(
        matches!(ask(&process.at(&fake, "another")).await.answer, Err(NoAnswer::Failed(_))),
        "another key is another"
    );
    assert_eq!(fake.heard().len(), 2);
}

#[tokio::test]
async fn an_endpoint_that_fails_three_times_rests_and_is_then_tried_once() {
    let fake = Fake::saying(status(500, "", "")).await;
    let process = Process::start(rules());
    let assistant = process.at(&fake, "k");
    for _ in 0..3 {
        assert!(matches!(ask(&assistant).await.answer, Err(NoAnswer::Failed(Error::Unreachable(_)))));
    }
    assert!(matches!(ask(&assistant).await.answer, Err(NoAnswer::Resting { .. })));
    process.seconds.fetch_add(31, Ordering::SeqCst);
    assert!(matches!(ask(&assistant).await.answer, Err(NoAnswer::Failed(_))));
    assert!(matches!(ask(&assistant).await.answer, Err(NoAnswer::Resting { .. })));
    assert_eq!(fake.heard().len(), 4);
}

#[tokio::test]
async fn what_is_refused_or_unfinished_puts_no_endpoint_to_rest() {
    let unfinished = json!({"choices": [{"delta": {}, "finish_reason": "content_filter"}]});
    for answer in [status(400, "", "{}"), format!("{HEAD}{}data: {unfinished}\n\n", piece("I"))] {
        let fake = Fake::saying(answer).await;
        let assistant = Process::start(rules()).at(&fake, "k");
        for _ in 0..5 {
            assert!(matches!(ask(&assistant).await.answer, Err(NoAnswer::Failed(_))));
        }
        assert_eq!(fake.heard().len(), 5, "a customer can't switch it off for others");
    }
}

#[tokio::test]
async fn what_was_cut_is_booked_all_the_same() {
    let fake = Fake::doing(vec![Act::Say(format!("{HEAD}{}", piece("You can"))), Act::Cut]).await;
    let Outcome { answer, usage } = ask(&Process::start(rules()).at(&fake, "k")).await;
    assert_eq!(answer, Err(NoAnswer::Failed(Error::CutOff)));
    assert!(usage.input > 100 && usage.output > 0, "{usage:?}");
}

/// Answers once so many requests are there.
async fn together(count: usize) -> Fake {
    let barrier = Arc::new(Barrier::new(count));
    Fake::start(move |_| {
        let barrier = barrier.clone();
        async move {
            barrier.wait().await;
            vec![Act::Say(stream(GOOD))]
        }
    })
    .await
}

#[tokio::test]
async fn no_more_than_four_ask_at_once_and_no_more_than_two_the_same() {
    let process = Process::start(rules());
    for (fake, keys, most) in [(together(4).await, 4, 4), (together(2).await, 1, 2)] {
        let mut asking = tokio::task::JoinSet::new();
        for number in 0..8 {
            let assistant = process.at(&fake, &format!("key-{}", number % keys));
            asking.spawn(async move { ask(&assistant).await.answer.is_ok() });
        }
        assert!(asking.join_all().await.into_iter().all(|answered| answered));
        assert_eq!((fake.peak(), fake.heard().len()), (most, 8));
    }
}

#[tokio::test]
async fn who_gets_no_turn_in_time_goes_without() {
    let fake = Fake::doing(vec![Act::Wait]).await;
    let process = Process::start(Rules { at_once: 1, turn: Duration::from_millis(20), ..rules() });
    let first = process.at(&fake, "one");
    let waiting = tokio::spawn(async move { ask(&first).await });
    while fake.heard().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(ask(&process.at(&fake, "two")).await.answer, Err(NoAnswer::Busy));
    assert_eq!(fake.heard().len(), 1);
    waiting.abort();
}

#[tokio::test]
async fn vectors_of_many_texts_are_asked_for_in_parts() {
    let fake = Fake::start(async |heard: Heard| {
        let texts = heard.body["input"].as_array().expect("texts").clone();
        let number =
            |text: &serde_json::Value| text.as_str().and_then(|text| text.parse::<f32>().ok()).expect("a number");
        let data: Vec<_> = texts.iter().map(|text| json!({"embedding": [number(text), 1.0]})).collect();
        vec![Act::Say(status(200, "", &json!({"data": data, "usage": {"prompt_tokens": 10}}).to_string()))]
    });
    let fake = fake.await;
    let texts: Vec<String> = (0..70).map(|number| number.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let Outcome { answer, usage } = Process::start(rules()).at(&fake, "k").embed(&texts, async |_| true).await;
    let firsts: Vec<f32> = answer.expect("vectors").iter().map(|vector| vector[0]).collect();
    assert_eq!(firsts, (0..70).map(|number| number as f32).collect::<Vec<_>>());
    assert_eq!((fake.heard().len(), usage), (3, Usage { input: 30, output: 0 }));
}

#[tokio::test]
async fn what_one_business_holds_is_never_sent_for_another() {
    let (one, other) = (Fake::saying(stream(GOOD)).await, Fake::saying(stream(GOOD)).await);
    let process = Process::start(rules());
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..12 {
        let (fake, name) = if number % 2 == 0 { (&one, "heron") } else { (&other, "osprey") };
        let assistant = process.at(fake, &format!("key-{name}"));
        asking.spawn(async move {
            let (question, text) =
                (format!("question-{name}-{number}"), format!("Return {name}-passage within 30 days."));
            ask_about(&assistant, &question, &text).await
        });
    }
    asking.join_all().await;
    for (fake, own, strange) in [(&one, "heron", "osprey"), (&other, "osprey", "heron")] {
        let heard = fake.heard();
        assert_eq!(heard.len(), 6);
        for request in &heard {
            let whole = format!("{} {}", request.head, request.body);
            assert!(whole.contains(&format!("key-{own}")) && !whole.contains(strange), "{whole}");
            assert_eq!(whole.matches(&format!("question-{own}-")).count(), 1, "one customer's words only");
        }
    }
}
