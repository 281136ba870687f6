//! Does the server start, know its cast, and answer the document's own call?

use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![the_document_s_own_call_is_answered];

async fn the_document_s_own_call_is_answered(app: TestApp) {
    let cast = app.cast().await;
    let list = app.get(&cast.ana, "conversations/").await.expect(200);
    assert_eq!(list, serde_json::json!([]));
    assert_eq!(app.get(NOBODY, "conversations/").await.status, 401);
}
