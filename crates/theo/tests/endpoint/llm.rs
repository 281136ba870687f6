//! The client alone: what it makes of good answers, of odd ones, and of none.

use std::time::Duration;

use outbound::Exceptions;
use serde_json::json;
use theo::llm::{Endpoint, Error, Message, Patience, Role, Usage, Wait};

use crate::fake::{Act, Fake, HEAD, Heard, client, client_with, end, patient, piece, status, stream};

const KEY: &str = "sk-canary-0123456789";
const SOON: Duration = Duration::from_millis(60);

async fn chat_with(fake: &Fake, patience: Patience) -> Result<(String, Usage), Error> {
    let client = client();
    let endpoint = Endpoint::new(&client, fake.settings(KEY), patience).expect("a good address");
    let messages = [
        Message { role: Role::System, content: "Be brief.".into() },
        Message { role: Role::User, content: "How are you?".into() },
    ];
    let mut reply = endpoint.chat(&client, &messages, 100, 0.0).await?;
    let text = reply.whole().await?;
    Ok((text, reply.usage()))
}

async fn chat(acts: Vec<Act>) -> Result<(String, Usage), Error> {
    chat_with(&Fake::doing(acts).await, patient()).await
}

async fn told(answer: &str) -> Result<(String, Usage), Error> {
    chat(vec![Act::Say(answer.to_owned())]).await
}

async fn refused(answer: &str) -> Error {
    told(answer).await.expect_err("no answer")
}

#[tokio::test]
async fn an_answer_comes_in_pieces_with_what_it_cost() {
    let fake = Fake::saying(stream("I am well, thanks.")).await;
    let (text, usage) = chat_with(&fake, patient()).await.expect("an answer");
    assert_eq!((text.as_str(), usage), ("I am well, thanks.", Usage { input: 70, output: 30 }));
    let [Heard { head, body }] = &fake.heard()[..] else { panic!("one request") };
    assert!(head.starts_with("POST /v1/chat/completions HTTP/1.1"), "{head}");
    assert!(head.contains(&format!("authorization: Bearer {KEY}")), "{head}");
    let messages = json!([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "How are you?"}]);
    assert_eq!((&body["messages"], &body["stream"]), (&messages, &json!(true)));
    assert_eq!((&body["model"], &body["max_tokens"]), (&json!("parrot-1"), &json!(100)));
}

#[tokio::test]
async fn pieces_are_given_out_as_they_come() {
    let fake = Fake::doing(vec![Act::Say(format!("{HEAD}{}", piece("Hello"))), Act::Wait]).await;
    let client = client();
    let endpoint = Endpoint::new(&client, fake.settings(KEY), patient()).expect("a good address");
    let mut reply = endpoint.chat(&client, &[], 100, 0.0).await.expect("a reply");
    assert_eq!(reply.next().await, Ok(Some("Hello".into())), "though the rest is not there");
}

#[tokio::test]
async fn what_calls_itself_compatible_is_understood() {
    let stop = r#"data:{"choices":[{"delta":{"content":null,"reasoning_content":"hm"},"finish_reason":"stop"}]}"#;
    let bare = r#"data:{"choices":[{"delta":{"content":"Fine."},"finish_reason":""}]}"#;
    for odd in [
        format!("{HEAD}{bare}\r\n\r\n{stop}\r\n"),
        format!("{HEAD}{bare}\n{stop}"),
        format!("{HEAD}: PROCESSING\n\nevent: message\nid: 7\n{bare}\n\ndata: [DONE]"),
        format!("{HEAD}\n\n{}{}", piece("<think>Well…\n</think>\n\nFine."), end()),
        status(200, "", r#"{"choices":[{"message":{"content":"Fine."},"finish_reason":"stop"}]}"#),
        status(200, "", " {\n\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Fine.\"}]}}]}"),
    ] {
        let (text, usage) = told(&odd).await.expect(&odd);
        assert_eq!(text, "Fine.");
        assert!(usage.input > 0 && usage.output > 0, "where nothing is said of the cost it is estimated");
    }
}

#[tokio::test]
async fn a_line_that_stays_open_after_the_last_word_changes_nothing() {
    let last = r#"data: {"choices":[{"delta":{"content":"Fine."},"finish_reason":"stop"}]}"#;
    let fake = Fake::doing(vec![Act::Say(format!("{HEAD}{last}\n\n")), Act::Wait]).await;
    let patience = Patience { between: SOON, ..patient() };
    assert_eq!(chat_with(&fake, patience).await.expect("an answer").0, "Fine.");
}

#[tokio::test]
async fn an_endpoint_that_says_nothing_is_given_up() {
    for acts in [vec![Act::Wait], vec![Act::Say(HEAD.into()), Act::Wait]] {
        let fake = Fake::doing(acts).await;
        let patience = Patience { first: SOON, ..patient() };
        assert_eq!(chat_with(&fake, patience).await, Err(Error::TimedOut(Wait::First)));
    }
    let fake = Fake::doing(vec![Act::Say(format!("{HEAD}{}", piece("I am"))), Act::Wait]).await;
    let patience = Patience { between: SOON, ..patient() };
    assert_eq!(chat_with(&fake, patience).await, Err(Error::TimedOut(Wait::Between)));
    let fake = Fake::doing(vec![Act::Say(format!("{HEAD}{}", piece("I am"))), Act::Drip]).await;
    let patience = Patience { whole: SOON * 5, ..patient() };
    assert_eq!(chat_with(&fake, patience).await, Err(Error::TimedOut(Wait::Whole)));
}

#[tokio::test]
async fn an_answer_that_ends_in_the_middle_is_none() {
    let begun = format!("{HEAD}{}", piece("You can return it, but"));
    assert_eq!(chat(vec![Act::Say(begun.clone()), Act::Cut]).await, Err(Error::CutOff));
    assert_eq!(refused(&begun).await, Error::CutOff);
    assert_eq!(refused(&format!("{begun}data: {{\"choices\":[{{\"del")).await, Error::CutOff);
    let promised = status(200, "", &piece("You can")).replace("Content-Length: ", "Content-Length: 9");
    assert_eq!(refused(&promised).await, Error::CutOff);
    for finish in ["length", "content_filter"] {
        let finish = json!({"choices": [{"delta": {}, "finish_reason": finish}]});
        assert_eq!(refused(&format!("{begun}data: {finish}\n\ndata: [DONE]\n\n")).await, Error::Unfinished);
    }
}

#[tokio::test]
async fn garbage_is_told_as_such() {
    for garbage in [
        status(200, "Content-Type: text/html\r\n", "<!doctype html><title>Sign in</title>"),
        status(200, "", ""),
        status(200, "", "OK, fine."),
        status(200, "", "{\"choices\": nonsense}"),
        format!("{HEAD}data: nonsense\n\n"),
        format!("{HEAD}data: {}", "x".repeat(600 << 10)),
        format!("{HEAD}{}{}", piece(&"x".repeat(40 << 10)).repeat(2), end()),
        status(200, "", &format!("{{\"x\": \"{}\"}}", "x".repeat(300 << 10))),
    ] {
        let error = refused(&garbage).await;
        assert!(matches!(error, Error::Garbage(_)), "{error:?}");
    }
}

#[tokio::test]
async fn each_status_means_what_it_says() {
    let after = |seconds| Error::Limited { after: Some(Duration::from_secs(seconds)) };
    assert_eq!(refused(&status(429, "Retry-After: 7\r\n", "{}")).await, after(7));
    assert_eq!(refused(&status(429, "retry-after-ms: 2000\r\nRetry-After: 7\r\n", "{}")).await, after(2));
    assert_eq!(refused(&status(429, "Retry-After: 99999999\r\n", "{}")).await, after(86_400));
    assert_eq!(refused(&status(429, "", "{}")).await, Error::Limited { after: None });
    assert_eq!(refused(&status(503, "Retry-After: 1\r\n", "")).await, after(1));
    let unknown = r#"{"error": {"message": "The model `parrot-1` does not exist"}}"#;
    let words = "404 The model `parrot-1` does not exist";
    assert_eq!(refused(&status(404, "", unknown)).await, Error::Refused(words.into()));
    assert!(matches!(refused(&status(307, "Location: http://127.0.0.1:1/\r\n", "")).await, Error::Refused(_)));
    let page = refused(&status(502, "", "<html>Bad gateway</html>")).await;
    assert_eq!(page, Error::Unreachable("502 Bad Gateway".into()));
    assert!(matches!(refused(&status(500, "", &"x".repeat(100 << 10))).await, Error::Unreachable(_)));
    assert!(matches!(chat(vec![Act::Cut]).await, Err(Error::Unreachable(_))));
    let said = format!("{HEAD}{}data: {}\n\n", piece("I am"), json!({"error": {"message": "out of memory"}}));
    assert_eq!(refused(&said).await, Error::Unreachable("out of memory".into()));
}

#[tokio::test]
async fn an_endpoint_that_repeats_the_key_does_not_show_it() {
    let body = json!({"error": {"message": format!("Incorrect key {KEY} (sk-can****89), see the docs")}}).to_string();
    let in_stream = format!("{HEAD}data: {body}\n\n");
    for answer in [status(401, "", &body), status(500, "", &body), in_stream] {
        let told = refused(&answer).await.to_string();
        assert!(told.contains("see the docs") && !told.contains("sk-can"), "{told}");
    }
    let settings = Fake::saying(String::new()).await.settings(KEY);
    assert!(!format!("{settings:?}").contains("sk-can"));
}

#[tokio::test]
async fn an_endpoint_is_asked_as_it_wants_to_be_and_that_is_remembered() {
    let fake = Fake::start(async |heard: Heard| {
        let refusal = |words: &str| status(400, "", &json!({"error": {"message": words}}).to_string());
        let answer = match (heard.body.get("max_tokens"), heard.body.get("stream_options")) {
            (Some(_), _) => refusal("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
            (None, Some(_)) => refusal("Unknown field: stream_options"),
            (None, None) => stream("Fine."),
        };
        vec![Act::Say(answer)]
    });
    let fake = fake.await;
    let client = client();
    let endpoint = Endpoint::new(&client, fake.settings(KEY), patient()).expect("a good address");
    for requests in [3, 4] {
        let mut reply = endpoint.chat(&client, &[], 100, 0.0).await.expect("a reply");
        assert_eq!(reply.whole().await, Ok("Fine.".into()));
        assert_eq!(fake.heard().len(), requests);
    }
    let stubborn = status(400, "", r#"{"error": "Unknown field: stream_options"}"#);
    assert!(matches!(refused(&stubborn).await, Error::Refused(_)), "it is not asked for ever");
}

#[tokio::test]
async fn only_what_the_guard_lets_through_is_called() {
    let fake = Fake::saying(stream("Fine.")).await;
    let strict = client_with(Exceptions::default());
    assert!(Endpoint::new(&strict, fake.settings(KEY), patient()).is_err());
    let open = client();
    let endpoint = Endpoint::new(&open, fake.settings(KEY), patient()).expect("an exception");
    let refused = endpoint.chat(&strict, &[], 100, 0.0).await.err();
    assert!(matches!(refused, Some(Error::Refused(_))), "{refused:?}");
    let mut settings = fake.settings(KEY);
    settings.base_url = "http://llm.example.com/v1".into();
    assert!(Endpoint::new(&strict, settings, patient()).is_err(), "a key does not travel in clear");
    assert!(fake.heard().is_empty());
}

#[tokio::test]
async fn vectors_come_in_the_order_of_their_texts() {
    let embed = async |body: serde_json::Value| {
        let fake = Fake::saying(status(200, "", &body.to_string())).await;
        let client = client();
        let endpoint = Endpoint::new(&client, fake.settings(KEY), patient()).expect("a good address");
        let vectors = endpoint.embed(&client, &["one", "two"]).await;
        let heard = fake.heard().remove(0);
        assert!(heard.head.starts_with("POST /v1/embeddings "), "{}", heard.head);
        assert_eq!((&heard.body["model"], &heard.body["input"]), (&json!("compass-1"), &json!(["one", "two"])));
        vectors
    };
    let item = |index: usize, vector: &[f32]| json!({"index": index, "embedding": vector});
    let usage = json!({"prompt_tokens": 5, "total_tokens": 5});
    let good = json!({"data": [item(1, &[0.0, 1.0]), item(0, &[1.0, 0.0])], "usage": usage});
    let vectors = vec![vec![1.0, 0.0], vec![0.0, 1.0]];
    assert_eq!(embed(good).await, Ok((vectors, Usage { input: 5, output: 0 })));
    for garbage in [
        json!({"data": [item(0, &[1.0])]}),
        json!({"data": [item(0, &[1.0]), item(1, &[1.0, 2.0])]}),
        json!({"data": [item(0, &[1.0]), item(7, &[1.0])]}),
        json!({"data": [item(0, &[]), item(1, &[])]}),
        json!({"data": "none"}),
    ] {
        assert!(matches!(embed(garbage.clone()).await, Err(Error::Garbage(_))), "{garbage}");
    }
    let refusal = json!({"error": {"message": "no such model", "code": 404}});
    assert_eq!(embed(refusal).await, Err(Error::Refused("no such model".into())));
}

#[tokio::test]
async fn an_address_keeps_its_query_and_may_name_the_whole_path() {
    let fake = Fake::saying(stream("Fine.")).await;
    let client = client();
    for (base, path) in [
        ("/openai?api-version=1", "POST /openai/chat/completions?api-version=1 "),
        ("/v1/chat/completions", "POST /v1/chat/completions "),
        ("", "POST /chat/completions "),
    ] {
        let settings = theo::llm::Settings {
            base_url: format!("http://127.0.0.1:{}{base}", fake.port),
            key: None,
            ..fake.settings("")
        };
        let endpoint = Endpoint::new(&client, settings, patient()).expect("a good address");
        endpoint.chat(&client, &[], 100, 0.0).await.expect("a reply");
        let heard = fake.heard().pop().expect("a request");
        assert!(heard.head.starts_with(path) && !heard.head.contains("authorization"), "{}", heard.head);
    }
}
