//! Twilio's own: whoever writes STOP hears no more.

use std::time::Duration;

use desk::sending::Outcome;
use serde_json::{Value, json};

use super::Desk;
use super::dialects::Dialect;
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    whoever_writes_stop_hears_no_more_until_they_write_start,
    what_waits_when_they_write_stop_is_not_sent,
    a_refusal_of_twilios_is_remembered,
    a_start_that_overtakes_a_refusal_of_twilios_holds,
];

const REFUSED: &str = "The customer has opted out: they wrote STOP to this number. They have to write START before they can be written to again.";

impl Desk {
    async fn try_to_reply(&self) -> crate::rig::Answer {
        let path = format!("conversations/{}/messages", text(&self.conversation().await["id"]));
        self.app.post(&self.cast.ana, &path, json!({"content": "Hello"})).await
    }

    async fn opted_out_at(&self) -> Value {
        let path = format!("customers/{}", text(&self.conversation().await["customer_id"]));
        let customer = self.app.get(&self.cast.ana, &path).await.expect(200);
        assert_eq!(customer["contacts"][0]["handle"], "tel:+34600999888");
        assert_eq!(customer["contacts"][0]["channel_id"], self.channel["id"]);
        customer["contacts"][0]["opted_out_at"].clone()
    }
}

async fn whoever_writes_stop_hears_no_more_until_they_write_start(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    let mut id = 0;
    for (out, back) in [
        ("STOP", "START"),
        (" stopall ", "yes"),
        ("Unsubscribe", "UNSTOP"),
        ("cancel", "start"),
        ("END", "Start"),
        ("quit", "Yes"),
    ] {
        id += 2;
        desk.hear(id, out).await;
        desk.try_to_reply().await.refused(400, REFUSED);
        assert_eq!(desk.opted_out_at().await, "2024-03-01T09:00:00Z");
        desk.hear(id + 1, back).await;
        assert_eq!(desk.opted_out_at().await, Value::Null);
        desk.try_to_reply().await.expect(201);
    }
    // Words among others, and HELP, mean nothing of the kind.
    for said in ["Please stop by tomorrow", "HELP", "stop it"] {
        id += 2;
        desk.hear(id, said).await;
        desk.try_to_reply().await.expect(201);
    }
    let path = format!("conversations/{}/messages", text(&desk.conversation().await["id"]));
    desk.hear(99, "STOP").await;
    let note = json!({"content": "They want no more", "kind": "note"});
    desk.app.post(&desk.cast.ana, &path, note).await.expect(201);
}

async fn what_waits_when_they_write_stop_is_not_sent(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    desk.hear(1, "Hello?").await;
    desk.provider.then(Reply::Json(503, json!({})));
    desk.reply("One").await;
    desk.app.run_jobs().await;
    desk.hear(2, "STOP").await;
    desk.app.clock.advance(Duration::from_secs(60));
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 1);
    let why = "The customer has opted out: they wrote STOP to this number.";
    assert_eq!(desk.progress().await, [("failed".into(), Some(why.into()))]);
}

async fn a_refusal_of_twilios_is_remembered(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    desk.hear(1, "Hello?").await;
    let refusal = json!({"code": 21_610, "message": "Attempt to send to unsubscribed recipient", "status": 400});
    desk.provider.then(Reply::Json(400, refusal));
    desk.reply("One").await;
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await[0].0, "failed");
    desk.try_to_reply().await.refused(400, REFUSED);
    desk.hear(2, "START").await;
    desk.try_to_reply().await.expect(201);
}

async fn a_start_that_overtakes_a_refusal_of_twilios_holds(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    desk.hear(1, "Hello?").await;
    let (send, job) = desk.begin_to_send("One").await;
    let reach = desk.reach();
    desk.app.clock.advance(Duration::from_secs(1));
    desk.hear(2, "START").await;
    let outcome = Outcome::OptedOut("They wrote STOP.".into());
    let settled: Result<bool, desk::Error> =
        desk.app.running.db.write(move |tx| desk::sending::settle(tx, &reach, &send, &job, &outcome)).await;
    assert!(settled.expect("a transaction"));
    assert_eq!(desk.opted_out_at().await, Value::Null);
    desk.try_to_reply().await.expect(201);
}
