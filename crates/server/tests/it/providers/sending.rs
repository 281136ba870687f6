//! What goes out: to the right address, in order, tried again when it may be, and never twice by itself.

use std::time::Duration;

use model::AnyId;
use serde_json::json;

use super::dialects::{self, Dialect};
use super::{ACCOUNT, CLEO, Desk};
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_reply_reaches_the_customer_and_comes_so_far,
    a_refusal_says_why,
    a_company_in_trouble_is_asked_again_and_the_order_holds,
    a_wait_that_the_company_asks_for_is_kept,
    an_answer_that_was_lost_is_told_and_not_sent_again,
    a_server_that_died_while_sending_does_not_send_again,
    what_is_told_before_we_know_the_message_is_not_lost,
    what_did_not_go_out_is_sent_again_when_an_agent_says_so,
    a_note_goes_nowhere,
];

async fn a_reply_reaches_the_customer_and_comes_so_far(app: TestApp) {
    let mut app = app;
    for dialect in dialects::ALL {
        let desk = Desk::open(app, dialect).await;
        desk.hear(1, "Hello?").await;
        assert_eq!(desk.reply("Hello, Cleo").await["status"], "queued");
        desk.reply("How can we help?").await;
        desk.app.run_jobs().await;
        let said: Vec<_> = desk.provider.calls().iter().map(|call| dialect.said(call)).collect();
        assert_eq!(
            said,
            [(CLEO.to_owned(), "Hello, Cleo".to_owned()), (CLEO.to_owned(), "How can we help?".to_owned())]
        );
        let calls = desk.provider.calls();
        assert!(calls.iter().all(|call| dialect.is_ours(call)), "{calls:?}");
        assert_eq!(desk.progress().await, [("sent".into(), None), ("sent".into(), None)]);
        // Told in any order, the furthest holds.
        let of = dialect.taken_id(1);
        if let Some(read) = dialect.status(&desk.channel, ACCOUNT, &of, "read") {
            assert_eq!(desk.post(&read).await.status, 200);
            for word in ["delivered", "sent", "read"] {
                if let Some(told) = dialect.status(&desk.channel, ACCOUNT, &of, word) {
                    assert_eq!(desk.post(&told).await.status, 200);
                }
                assert_eq!(desk.progress().await[0], ("read".into(), None));
            }
        }
        if let Some(failed) = dialect.status(&desk.channel, ACCOUNT, &dialect.taken_id(2), "failed") {
            assert_eq!(desk.post(&failed).await.status, 200);
            let (status, error) = desk.progress().await.remove(1);
            assert_eq!(status, "failed");
            assert!(error.is_some_and(|error| error.ends_with('.')));
        }
        app = desk.close().await;
    }
}

async fn a_refusal_says_why(app: TestApp) {
    let mut app = app;
    for dialect in dialects::ALL {
        let desk = Desk::open(app, dialect).await;
        desk.hear(1, "Hello?").await;
        let (reply, why) = dialect.refuses();
        desk.provider.then(reply);
        desk.reply("One").await;
        desk.reply("Two").await;
        desk.app.run_jobs().await;
        assert_eq!(desk.progress().await, [("failed".into(), Some(why.into())), ("sent".into(), None)], "{dialect:?}");
        app = desk.close().await;
    }
}

async fn a_company_in_trouble_is_asked_again_and_the_order_holds(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "Hello?").await;
    desk.provider.then(Reply::Json(503, json!({})));
    desk.provider.then(Reply::Json(500, json!({"error": {"code": 131_000, "message": "Something went wrong"}})));
    for content in ["One", "Two", "Three"] {
        desk.reply(content).await;
    }
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 1, "the others wait behind the first");
    let waiting = desk.progress().await;
    assert_eq!(waiting[0], ("queued".into(), Some("WhatsApp is in trouble (503)".into())));
    assert_eq!(waiting[1], ("queued".into(), None));
    desk.app.clock.advance(Duration::from_secs(6));
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 2);
    desk.app.clock.advance(Duration::from_secs(6 * 60));
    desk.app.run_jobs().await;
    let said: Vec<_> = desk.provider.calls().iter().map(|call| desk.dialect.said(call).1).collect();
    assert_eq!(said, ["One", "One", "One", "Two", "Three"]);
    assert!(desk.progress().await.iter().all(|(status, _)| status == "sent"));
}

async fn a_wait_that_the_company_asks_for_is_kept(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    desk.hear(1, "Hello?").await;
    desk.provider.then(Reply::Wait(429, 600));
    desk.reply("One").await;
    desk.app.run_jobs().await;
    desk.app.clock.advance(Duration::from_secs(599));
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 1);
    desk.app.clock.advance(Duration::from_secs(70));
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("sent".into(), None)]);
}

async fn an_answer_that_was_lost_is_told_and_not_sent_again(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "Hello?").await;
    desk.provider.then(Reply::HangUp);
    desk.reply("One").await;
    desk.reply("Two").await;
    desk.app.run_jobs().await;
    desk.app.clock.advance(Duration::from_secs(24 * 3600));
    desk.app.run_jobs().await;
    let said: Vec<_> = desk.provider.calls().iter().map(|call| desk.dialect.said(call).1).collect();
    assert_eq!(said, ["One", "Two"]);
    let progress = desk.progress().await;
    assert_eq!((progress[0].0.as_str(), progress[1].0.as_str()), ("unknown", "sent"));
    assert!(progress[0].1.as_deref().is_some_and(|why| why.contains("it may have arrived")), "{progress:?}");
}

async fn a_server_that_died_while_sending_does_not_send_again(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    desk.hear(1, "Hello?").await;
    // Written, its job taken, and so the head of the line; then nothing more is heard of whoever did.
    desk.begin_to_send("One").await;
    desk.reply("Two").await;
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 0, "nobody knows yet that it is dead");
    desk.app.clock.advance(Duration::from_secs(61));
    desk.app.run_jobs().await;
    let said: Vec<_> = desk.provider.calls().iter().map(|call| desk.dialect.said(call).1).collect();
    assert_eq!(said, ["Two"]);
    let statuses: Vec<_> = desk.progress().await.into_iter().map(|(status, _)| status).collect();
    assert_eq!(statuses, ["unknown", "sent"]);
}

async fn what_is_told_before_we_know_the_message_is_not_lost(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "Hello?").await;
    desk.reply("One").await;
    desk.app.run_jobs().await;
    // As if the note of what Meta calls it were not written yet, and the message still being sent.
    let (reach, channel) = (desk.reach(), text(&desk.channel["id"]).parse().expect("a UUID"));
    let change = |sql: &'static str| {
        desk.app.running.db.write(move |tx| {
            let channel = store::channels::find(tx, &reach, AnyId::Uuid(channel))?.key.number;
            tx.execute(sql, store::args![channel])
        })
    };
    let rename =
        "UPDATE provider_messages SET provider_id = 'late' WHERE channel_id = $1 AND provider_id = 'wamid.OUT1'";
    let begin = "INSERT INTO sends (message_id, business_id, conversation_id, attempts, retry_at, job_id, lease)
         SELECT m.id, m.business_id, m.conversation_id, 0, 0, 999, 1 FROM provider_messages p
         JOIN messages m ON m.id = p.message_id WHERE p.channel_id = $1 AND p.provider_id = 'late'";
    let end = "DELETE FROM sends WHERE message_id IN (SELECT message_id FROM provider_messages WHERE channel_id = $1)";
    let back = "UPDATE provider_messages SET provider_id = 'wamid.OUT1' WHERE channel_id = $1 AND provider_id = 'late'";
    for sql in [rename, begin] {
        assert_eq!(change(sql).await.map_err(|error| error.to_string()), Ok(1));
    }
    let read = desk.dialect.status(&desk.channel, ACCOUNT, "wamid.OUT1", "read").expect("told");
    assert_eq!(desk.post(&read).await.status, 200);
    for sql in [end, back] {
        assert_eq!(change(sql).await.map_err(|error| error.to_string()), Ok(1));
    }
    assert_eq!(desk.progress().await, [("sent".into(), None)]);
    desk.app.clock.advance(Duration::from_secs(6));
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("read".into(), None)]);
}

async fn a_note_goes_nowhere(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    desk.hear(1, "Hello?").await;
    let path = format!("conversations/{}/messages", text(&desk.conversation().await["id"]));
    let note = json!({"content": "Careful with this one", "kind": "note"});
    desk.app.post(&desk.cast.ana, &path, note).await.expect(201);
    desk.app.run_jobs().await;
    assert_eq!(desk.provider.calls().len(), 0);
}

async fn what_did_not_go_out_is_sent_again_when_an_agent_says_so(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    desk.hear(1, "Hello?").await;
    desk.provider.then(Reply::HangUp);
    let lost = desk.reply("One").await;
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await[0].0, "unknown");
    let conversation = text(&desk.conversation().await["id"]);
    let path = format!("conversations/{conversation}/messages/{}/send", text(&lost["id"]));
    let again = desk.app.post(&desk.cast.ana, &path, json!(null)).await.expect(200);
    assert_eq!((&again["status"], &again["error"]), (&json!("queued"), &json!(null)));
    desk.app.run_jobs().await;
    assert_eq!(desk.progress().await, [("sent".into(), None)]);
    assert_eq!(desk.provider.calls().len(), 2);
    let twice = desk.app.post(&desk.cast.ana, &path, json!(null)).await;
    twice.refused(400, "Only a message that did not go out can be sent again");
}
