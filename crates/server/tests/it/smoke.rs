//! Does the server start and answer the document's own call?

use serde_json::json;

use crate::rig::{NOBODY, TestApp, cast, on_both_engines};

on_both_engines![the_document_s_own_call_is_answered];

async fn the_document_s_own_call_is_answered(app: TestApp) {
    let olu = cast::person(&app, "Olu").await;
    app.post(&olu, "auth/business/create", json!({"name": "Acme"})).await.expect(201);
    for path in ["conversations/", "conversations"] {
        assert_eq!(app.get(&olu, path).await.expect(200), json!([]));
        assert_eq!(app.get(NOBODY, path).await.header("www-authenticate"), Some("Bearer"));
        app.get(NOBODY, path).await.expect(401);
    }
}
