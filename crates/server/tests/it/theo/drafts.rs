//! What agents are proposed, and what becomes of it.

use serde_json::{Value, json};

use super::{KNOWN, Shop, UNKNOWN};
use crate::rig::cast::text;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_draft_cites_the_article_and_sends_nothing,
    a_draft_is_sent_as_it_is_changed_thrown_away_and_judged,
    what_no_article_answers_is_noted_once_and_counted,
    an_agent_lets_theo_send_what_he_is_sure_of,
    an_answer_becomes_an_article_to_be_looked_over,
    a_conversation_is_summed_up_and_tagged,
    a_question_is_tried_without_a_trace,
    what_is_deleted_is_cited_no_more,
];

async fn a_draft_cites_the_article_and_sends_nothing(app: TestApp) {
    let shop = Shop::open(app).await;
    let asked = shop.ask(KNOWN, None).await;
    let draft = shop.reply(&asked, "assist").await;
    assert!(text(&draft["reply"]).contains("60 days"), "{draft}");
    assert_eq!(
        (&draft["mode"], &draft["writer"], &draft["state"]),
        (&json!("assist"), &json!("extract"), &json!("ready"))
    );
    let citation = &draft["citations"][0];
    assert_eq!(citation["title"], "Returning an order");
    assert!(citation["article_id"].is_i64() && text(&citation["quote"]).contains("60 days"), "{citation}");
    let confidence = draft["confidence"].as_f64().expect("a number");
    assert!((0.0..=1.0).contains(&confidence));
    assert_eq!(shop.answers(&asked).await, 0);
    assert_eq!(shop.handoffs().await, Vec::<Value>::new());
}

async fn a_draft_is_sent_as_it_is_changed_thrown_away_and_judged(app: TestApp) {
    let shop = Shop::open(app).await;
    let asked = shop.ask(KNOWN, None).await;
    let path = format!("conversations/{}/messages", asked["conversation_id"]);
    let mut states = Vec::new();
    for change in [None, Some("Sixty days.")] {
        let draft = shop.reply(&asked, "assist").await;
        let content = change.map_or_else(|| draft["reply"].clone(), |words| json!(words));
        let sent = json!({"content": content, "theo_answer_id": draft["id"]});
        shop.app.post(&shop.cast.ana, &path, sent).await.expect(201);
        states.push(change.is_some());
    }
    let draft = shop.reply(&asked, "assist").await;
    let of_draft = |rest: &str| format!("ai/answers/{}/{rest}", text(&draft["id"]));
    shop.app.post(&shop.cast.ana, &of_draft("discard"), json!({})).await.expect(200);
    shop.app.post(&shop.cast.ana, &of_draft("discard"), json!({})).await.expect(200);
    shop.app.post(&shop.cast.ana, &of_draft("feedback"), json!({"feedback": "wrong"})).await.expect(200);
    let list = format!("ai/answers?conversation_id={}", asked["conversation_id"]);
    let list = shop.app.get(&shop.cast.ana, &list).await.expect(200);
    let shown: Vec<_> =
        list.as_array().expect("a list").iter().map(|one| (text(&one["state"]), one["is_edited"] == true)).collect();
    let is = |state: &str, edited| (state.to_owned(), edited);
    assert_eq!(shown, [is("discarded", false), is("sent", true), is("sent", false)]);
    // One that was sent can't be thrown away, and another conversation's can't be sent here.
    let sent = text(&list[1]["id"]);
    assert_eq!(shop.app.post(&shop.cast.ana, &format!("ai/answers/{sent}/discard"), json!({})).await.status, 400);
    // Only the first was made while the customer waited.
    let question = &shop.conversation(&asked).await["messages"][0]["number"];
    assert_eq!((&list[2]["question_number"], &list[1]["question_number"]), (question, &Value::Null));
    let other = shop.ask("Where is your shop?", None).await;
    let body = json!({"content": "Here", "theo_answer_id": sent});
    let path = format!("conversations/{}/messages", other["conversation_id"]);
    assert_eq!(shop.app.post(&shop.cast.ana, &path, body).await.status, 404);
    assert_eq!(shop.answers(&other).await, 0);
    let report = shop.app.get(&shop.cast.ana, "ai/report").await.expect(200);
    let count = |name: &str| report[name].as_i64().expect("a count");
    assert_eq!((count("drafts"), count("accepted"), count("edited"), count("wrong")), (3, 1, 1, 1), "{report}");
}

async fn what_no_article_answers_is_noted_once_and_counted(app: TestApp) {
    let shop = Shop::open(app).await;
    let asked = shop.ask(UNKNOWN, None).await;
    let draft = shop.reply(&asked, "assist").await;
    assert_eq!(draft["needs_handoff"], true, "{draft}");
    shop.reply(&asked, "assist").await;
    let gaps = shop.app.get(&shop.cast.ana, "ai/gaps").await.expect(200);
    assert_eq!((&gaps[0]["question"], &gaps[0]["asked"]), (&json!(UNKNOWN), &json!(2)), "{gaps}");
    assert_eq!(gaps.as_array().map(Vec::len), Some(1));
    shop.app.delete(&shop.cast.ana, &format!("ai/gaps/{}", text(&gaps[0]["id"]))).await.expect(200);
    assert_eq!(shop.app.get(&shop.cast.ana, "ai/gaps").await.expect(200), json!([]));
}

async fn an_agent_lets_theo_send_what_he_is_sure_of(app: TestApp) {
    let shop = Shop::open(app).await;
    let unsure = shop.ask(UNKNOWN, None).await;
    let reply = shop.reply(&unsure, "auto").await;
    assert_eq!(
        (&reply["reply"], &reply["needs_handoff"], &reply["mode"]),
        (&Value::Null, &json!(true), &json!("auto"))
    );
    let handoffs = shop.handoffs().await;
    assert_eq!(handoffs.len(), 1);
    assert_eq!(handoffs[0]["handoff_reason"], reply["handoff_reason"]);
    let sure = shop.ask(KNOWN, None).await;
    let reply = shop.reply(&sure, "auto").await;
    if reply["confidence"].as_f64().expect("a number") >= 0.8 {
        let said = shop.said(&sure).await;
        assert_eq!(said.last(), Some(&("ai".to_owned(), text(&reply["reply"]))));
    } else {
        assert_eq!(reply["reply"], Value::Null);
    }
    // The customer waits no more: nothing is sent again.
    let before = shop.answers(&sure).await;
    shop.reply(&sure, "auto").await;
    assert_eq!(shop.answers(&sure).await, before);
}

async fn an_answer_becomes_an_article_to_be_looked_over(app: TestApp) {
    let shop = Shop::open(app).await;
    let asked = shop.ask("Do you rent out skis?", None).await;
    let path = format!("conversations/{}/messages", asked["conversation_id"]);
    let answer = json!({"content": "Yes, for 30 euros a day, in the shop."});
    let answer = shop.app.post(&shop.cast.ana, &path, answer).await.expect(201);
    let made = shop.app.post(&shop.cast.ana, "ai/articles", json!({"message_id": answer["id"]})).await.expect(201);
    assert_eq!((&made["title"], &made["state"]), (&json!("Do you rent out skis?"), &json!("draft")));
    assert!(text(&made["content"]).contains("30 euros"));
    let question = shop.conversation(&asked).await["messages"][0]["id"].clone();
    assert_eq!(shop.app.post(&shop.cast.ana, "ai/articles", json!({"message_id": question})).await.status, 400);
}

async fn a_conversation_is_summed_up_and_tagged(app: TestApp) {
    let shop = Shop::open(app).await;
    let asked = shop.ask(KNOWN, None).await;
    let of = json!({"conversation_id": asked["conversation_id"]});
    let summary = shop.app.post(&shop.cast.ana, "ai/summary", of.clone()).await.expect(200);
    assert!(text(&summary["summary"]).contains(KNOWN), "{summary}");
    let tags = shop.app.post(&shop.cast.ana, "ai/tags", of).await.expect(200);
    assert_eq!(tags["tags"][0], "returns", "{tags}");
}

async fn a_question_is_tried_without_a_trace(app: TestApp) {
    let shop = Shop::open(app).await;
    let tried = shop.app.post(&shop.cast.ana, "ai/ask", json!({"question": KNOWN})).await.expect(200);
    assert!(text(&tried["reply"]).contains("60 days"), "{tried}");
    assert_eq!(tried["passages"][0]["title"], "Returning an order");
    let report = shop.app.get(&shop.cast.ana, "ai/report").await.expect(200);
    assert_eq!(report["drafts"], 0);
    for bad in ["", " ", &"x".repeat(2001)] {
        assert_eq!(shop.app.post(&shop.cast.ana, "ai/ask", json!({"question": bad})).await.status, 422);
    }
}

async fn what_is_deleted_is_cited_no_more(app: TestApp) {
    let shop = Shop::open(app).await;
    let list = shop.app.get(&shop.cast.ana, "kb/articles").await.expect(200);
    let list = list.as_array().expect("a list");
    let returns = list.iter().find(|one| one["title"] == "Returning an order").expect("the article");
    shop.app.delete(&shop.cast.bo, &format!("kb/articles/{}", returns["id"])).await.expect(200);
    let tried = shop.app.post(&shop.cast.ana, "ai/ask", json!({"question": KNOWN})).await.expect(200);
    assert!(!tried.to_string().contains("60 days"), "{tried}");
}
