//! Messages that WhatsApp has approved: listed, filled, and the way out once its window is closed.

use std::time::Duration;

use serde_json::{Value, json};

use super::Desk;
use super::dialects::Dialect;
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    the_approved_templates_are_listed_and_kept_for_a_while,
    a_template_goes_out_when_the_window_is_closed,
    a_template_that_does_not_fit_is_refused,
    why_there_is_no_list_is_told,
];

const EXPIRED: &str = "WhatsApp's access token has expired or was withdrawn: the owner has to give a new one.";

fn order_sent() -> Value {
    let body = json!({"type": "BODY", "text": "Hello {{1}}, order {{2}} is on its way.",
        "example": {"body_text": [["Ana", "17"]]}});
    json!({"name": "order_sent", "language": "en_US", "status": "APPROVED", "category": "UTILITY", "components": [body]})
}

fn page() -> Reply {
    let other = json!({"name": "sale", "language": "en_US", "status": "REJECTED", "category": "MARKETING",
        "components": [{"type": "BODY", "text": "Buy"}]});
    Reply::Json(200, json!({"data": [order_sent(), other], "paging": {"cursors": {"after": "x"}}}))
}

impl Desk {
    /// A WhatsApp channel with an account; its templates, as an agent asks for them.
    async fn open_with_account(app: TestApp) -> Self {
        let desk = Self::open(app, Dialect::Whatsapp).await;
        desk.answer_for_the_account();
        desk.provider.then(page());
        let change = json!({"config": {"business_account_id": "7"}});
        desk.app.patch(&desk.cast.olu, &desk.path(), change).await.expect(200);
        desk.app.run_jobs().await;
        desk
    }

    fn path(&self) -> String {
        format!("channels/{}", text(&self.channel["id"]))
    }

    async fn send_template(&self, template: Value) -> crate::rig::Answer {
        let path = format!("conversations/{}/messages", text(&self.conversation().await["id"]));
        self.app.post(&self.cast.ana, &path, json!({"template": template})).await
    }
}

async fn the_approved_templates_are_listed_and_kept_for_a_while(app: TestApp) {
    let desk = Desk::open_with_account(app).await;
    let path = format!("{}/templates/", desk.path());
    let list = desk.app.get(&desk.cast.ana, &path).await.expect(200);
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    let etag = desk.app.get(&desk.cast.ana, &path).await.header("etag").expect("a version").to_owned();
    let again = desk.app.request(reqwest::Method::GET, &desk.cast.ana, &path).header("if-none-match", &etag);
    assert_eq!(desk.app.send(again).await.status, 304);
    assert_eq!((&list[0]["name"], &list[0]["language"]), (&json!("order_sent"), &json!("en_US")));
    assert_eq!(list[0]["variables"][1], json!({"part": "body", "name": "2", "example": "17", "type": "text"}));
    let asked = desk.provider.calls().remove(0);
    assert!(asked.path.starts_with("/7/message_templates?fields="), "{}", asked.path);
    assert_eq!(asked.header("authorization"), Some("Bearer EAAx"));
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 1, "they are kept");
    // Old ones are shown at once, and new ones asked for.
    desk.app.clock.advance(Duration::from_secs(601));
    desk.provider.then(Reply::Json(200, json!({"data": []})));
    assert_eq!(desk.app.get(&desk.cast.ana, &path).await.expect(200), list);
    desk.app.run_jobs().await;
    assert_eq!(desk.app.get(&desk.cast.ana, &path).await.expect(200), json!([]));
}

async fn a_template_goes_out_when_the_window_is_closed(app: TestApp) {
    let desk = Desk::open_with_account(app).await;
    desk.hear(1, "Where is my order?").await;
    desk.provider.forget();
    desk.app.clock.advance(Duration::from_secs(25 * 3600));
    let path = format!("conversations/{}/messages", text(&desk.conversation().await["id"]));
    let late = desk.app.post(&desk.cast.ana, &path, json!({"content": "It is on its way"})).await;
    late.refused(
        400,
        "This channel takes free text only within 24 hours after the customer last wrote. Send one of its templates, or wait until they write again.",
    );
    let template = json!({"name": "order_sent", "language": "en_US", "variables": {"1": "Cleo", "body": {"2": "17"}}});
    let sent = desk.send_template(template).await.expect(201);
    assert_eq!(sent["content"], "Hello Cleo, order 17 is on its way.");
    desk.provider.then(Reply::Json(503, json!({})));
    desk.app.run_jobs().await;
    desk.app.clock.advance(Duration::from_secs(60));
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("sent".into(), None)]);
    let asked = desk.provider.calls()[1].json();
    assert_eq!(asked["type"], "template");
    let parameters = json!([{"type": "text", "text": "Cleo"}, {"type": "text", "text": "17"}]);
    assert_eq!(
        asked["template"],
        json!({"name": "order_sent", "language": {"code": "en_US"}, "components": [{"type": "body", "parameters": parameters}]})
    );
    assert_eq!(asked["text"], Value::Null);
    // The same over the agents' socket's words: an answer by Meta that there is no such template is a sentence.
    desk.provider
        .then(Reply::Json(404, json!({"error": {"code": 132_001, "message": "Template name does not exist"}})));
    let template = json!({"name": "order_sent", "language": "en_US", "variables": {"1": "Cleo", "2": "18"}});
    desk.send_template(template).await.expect(201);
    desk.app.run_jobs().await;
    let why = "There is no such template in this language, or it is not approved.";
    assert_eq!(desk.progress().await[1], ("failed".into(), Some(why.into())));
}

async fn a_template_that_does_not_fit_is_refused(app: TestApp) {
    let desk = Desk::open_with_account(app).await;
    desk.hear(1, "Hello?").await;
    let unknown = desk.send_template(json!({"name": "sale", "language": "en_US"})).await;
    unknown.refused(400, "There is no approved template of this name in this language. List the channel's templates.");
    let empty =
        desk.send_template(json!({"name": "order_sent", "language": "en_US", "variables": {"1": "Cleo"}})).await;
    empty.refused(400, "The template can't be filled: body.2 is missing");
    let path = format!("conversations/{}/messages", text(&desk.conversation().await["id"]));
    let filled = json!({"name": "order_sent", "language": "en_US", "variables": {"1": "Cleo", "2": "17"}});
    for more in [json!({"content": "Own words", "template": filled}), json!({"kind": "note", "template": filled})] {
        let refused = desk.app.post(&desk.cast.ana, &path, more).await;
        refused.refused(400, "A template goes out as it was approved: leave out content of your own and files");
    }
    assert_eq!(desk.app.post(&desk.cast.ana, &path, json!({"template": {"name": 3}})).await.status, 422);
    let telegram = json!({"type": "telegram", "config": Dialect::Telegram.config("9")});
    let telegram = desk.app.post(&desk.cast.olu, "channels/", telegram).await.expect(201);
    let none = desk.app.get(&desk.cast.ana, &format!("channels/{}/templates", text(&telegram["id"]))).await;
    none.refused(400, "This kind of channel has no templates");
}

async fn why_there_is_no_list_is_told(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.answer_for_the_account();
    let path = format!("{}/templates/", desk.path());
    let lacks = desk.app.get(&desk.cast.ana, &path).await;
    lacks.refused(400, "The owner has to give this channel's business_account_id before templates can be used.");
    desk.provider.then(Reply::Json(400, json!({"error": {"code": 190, "message": "Expired"}})));
    let change = json!({"config": {"business_account_id": "7"}});
    desk.app.patch(&desk.cast.olu, &desk.path(), change).await.expect(200);
    desk.app.run_jobs().await;
    desk.app.get(&desk.cast.ana, &path).await.refused(400, EXPIRED);
    // Whoever asks again after a moment has Meta asked again.
    desk.app.clock.advance(Duration::from_secs(5));
    desk.provider.then(page());
    let list = desk.app.get(&desk.cast.ana, &path).await.expect(200);
    assert_eq!(list.as_array().map(Vec::len), Some(1));
}
