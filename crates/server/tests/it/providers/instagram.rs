//! Instagram's own: who somebody is, told when it is asked; edits and what is taken back.

use serde_json::json;

use super::dialects::{Dialect, wamid};
use super::{ACCOUNT, CLEO, Desk};
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![a_new_customers_name_is_asked_for_once, what_is_changed_or_taken_back_can_be_read];

async fn a_new_customers_name_is_asked_for_once(app: TestApp) {
    let desk = Desk::open(app, Dialect::Instagram).await;
    desk.provider.aside(None);
    desk.provider.then(Reply::Json(503, json!({})));
    desk.provider.then(Reply::Json(200, json!({"name": "Cleo Tea", "username": "cleo.tea", "id": CLEO})));
    desk.hear(1, "Hello").await;
    desk.hear(2, "Hello?").await;
    desk.app.run_jobs().await;
    assert_eq!(desk.conversation().await["customer"]["name"], json!(null));
    desk.app.clock.advance(std::time::Duration::from_secs(60));
    desk.app.run_jobs().await;
    assert_eq!(desk.conversation().await["customer"]["name"], "Cleo Tea");
    desk.hear(3, "Still here").await;
    assert_eq!(desk.app.run_jobs().await, 0);
    let calls = desk.provider.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[1].path, format!("/{CLEO}?fields=name,username"));
    assert_eq!(calls[1].header("authorization"), Some("Bearer EAAx"));
}

async fn what_is_changed_or_taken_back_can_be_read(app: TestApp) {
    let desk = Desk::open(app, Dialect::Instagram).await;
    desk.provider.aside(None);
    desk.provider.then(Reply::Json(400, json!({"error": {"code": 230, "message": "User consent is required"}})));
    desk.hear(1, "Helo").await;
    desk.app.run_jobs().await;
    let from = json!({"id": CLEO});
    let edit = json!({"sender": from, "message_edit": {"mid": wamid(1), "text": "Hello", "num_edit": 1}});
    assert_eq!(desk.post(&Dialect::Instagram.instagram(ACCOUNT, edit)).await.status, 200);
    assert_eq!(desk.said().await, ["Hello"]);
    let deleted = json!({"sender": from, "message": {"mid": wamid(1), "is_deleted": true}});
    assert_eq!(desk.post(&Dialect::Instagram.instagram(ACCOUNT, deleted)).await.status, 200);
    assert_eq!(desk.said().await, ["[The customer has deleted this message]"]);
}
