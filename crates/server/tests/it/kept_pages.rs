//! Pages that are answered from memory: nobody sees one who may not, and nobody sees what was.

use serde_json::{Value, json};

use crate::conversations::start;
use crate::rig::cast;
use crate::rig::{Person, TestApp, on_both_engines};

on_both_engines![
    a_kept_page_is_for_nobody_whose_access_has_ended,
    a_kept_page_is_gone_with_whatever_is_written,
    whoever_has_the_page_is_told_so_and_only_they,
];

async fn list(app: &TestApp, caller: &Person) -> Value {
    app.get(caller, "conversations/").await.expect(200)
}

async fn a_kept_page_is_for_nobody_whose_access_has_ended(app: TestApp) {
    let cast = app.cast().await;
    start(&app, &cast, json!({})).await;
    for person in [&cast.ana, &cast.bo] {
        for _ in 0..3 {
            list(&app, person).await;
        }
    }
    app.delete(&cast.olu, &format!("team/members/{}", cast.ana.member_id)).await.expect(200);
    assert_eq!(app.get(&cast.ana, "conversations/").await.status, 401);
    list(&app, &cast.bo).await;
    app.post(&cast.bo, "auth/logout", json!({})).await;
    assert_eq!(app.get(&cast.bo, "conversations/").await.status, 401);
    assert_eq!(app.get(None, "conversations/").await.status, 401);
}

async fn a_kept_page_is_gone_with_whatever_is_written(app: TestApp) {
    let cast = app.cast().await;
    let made = start(&app, &cast, json!({"customer_id": cast.cleo["id"]})).await;
    let id = cast::text(&made["id"]);
    for round in 0..20 {
        let subject = format!("round {round}");
        app.patch(&cast.bo, &format!("conversations/{id}"), json!({"subject": subject})).await.expect(200);
        for person in [&cast.ana, &cast.bo] {
            assert_eq!(list(&app, person).await[0]["subject"], json!(subject));
        }
        let name = format!("Cleo {round}");
        app.patch(&cast.bo, &format!("customers/{}", cast.cleo["id"]), json!({"name": name})).await.expect(200);
        for person in [&cast.ana, &cast.bo] {
            assert_eq!(list(&app, person).await[0]["customer"]["name"], json!(name));
        }
        assert_eq!(list(&app, &cast.bea).await, json!([]), "Bolt has none");
    }
}

async fn whoever_has_the_page_is_told_so_and_only_they(app: TestApp) {
    let cast = app.cast().await;
    start(&app, &cast, json!({})).await;
    list(&app, &cast.ana).await;
    let etag = app.get(&cast.ana, "conversations/").await.header("etag").expect("a version").to_owned();
    let ask = |person| app.request(reqwest::Method::GET, person, "conversations/").header("if-none-match", &etag);
    for _ in 0..2 {
        assert_eq!(app.send(ask(&cast.ana)).await.status, 304);
        assert_eq!(app.send(ask(&cast.bea)).await.status, 200, "another business has another version");
    }
    let bad = app.request(reqwest::Method::GET, &cast.ana, "conversations/?page=0").header("if-none-match", &etag);
    assert_eq!(app.send(bad).await.status, 422, "bad input has no version");
}
