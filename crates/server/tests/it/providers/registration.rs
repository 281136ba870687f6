//! What a company says when a channel is connected stands with the channel: an owner learns at once that a credential is
//! wrong, and that it is right again.

use std::time::Duration;

use serde_json::json;

use super::Desk;
use super::dialects::Dialect;
use crate::rig::cast::text;
use crate::rig::provider::Reply;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_wrong_credential_is_told_when_it_is_given,
    meta_is_asked_for_the_account_and_told_to_post,
    a_company_that_is_out_of_reach_is_told_after_the_second_try,
    a_mail_server_that_is_not_there_is_told,
];

const META: &str = r#"{"error": {"code": 190, "message": "Error validating access token", "type": "OAuthException"}}"#;

async fn a_wrong_credential_is_told_when_it_is_given(app: TestApp) {
    let mut app = app;
    for (dialect, status, said, told) in [
        (Dialect::Whatsapp, 401, META, "WhatsApp's access token has expired"),
        (Dialect::Instagram, 400, META, "Instagram's access token has expired"),
        (Dialect::Telegram, 401, r#"{"ok": false, "error_code": 401}"#, "Telegram does not know this bot"),
        (Dialect::Sms, 401, r#"{"code": 20003, "message": "Authenticate"}"#, "Twilio does not accept"),
    ] {
        let desk = Desk::open(app, dialect).await;
        let path = format!("channels/{}", text(&desk.channel["id"]));
        let again = async |desk: &Desk| {
            desk.app.patch(&desk.cast.olu, &path, json!({"is_active": true})).await.expect(200);
            desk.app.run_jobs().await;
            desk.app.get(&desk.cast.ana, &path).await.expect(200)["problem"].clone()
        };
        assert_eq!(again(&desk).await, json!(null), "{dialect:?}");
        for _ in 0..2 {
            desk.provider.then(Reply::Json(status, serde_json::from_str(said).expect("JSON")));
        }
        let problem = text(&again(&desk).await);
        assert!(problem.starts_with(told), "{dialect:?}: {problem}");
        desk.provider.never_mind();
        assert_eq!(again(&desk).await, json!(null), "{dialect:?}");
        app = desk.close().await;
    }
}

async fn meta_is_asked_for_the_account_and_told_to_post(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    let path = format!("channels/{}", text(&desk.channel["id"]));
    let change = json!({"config": {"business_account_id": "2002"}});
    desk.app.patch(&desk.cast.olu, &path, change).await.expect(200);
    desk.app.run_jobs().await;
    let calls = desk.provider.calls();
    let asked: Vec<&str> = calls.iter().map(|call| call.path.as_str()).collect();
    assert!(asked.contains(&"/1001?fields=display_phone_number"), "{asked:?}");
    assert!(asked.contains(&"/2002/subscribed_apps"), "{asked:?}");
    assert!(calls.iter().all(|call| call.header("authorization") == Some("Bearer EAAx")));
}

async fn a_company_that_is_out_of_reach_is_told_after_the_second_try(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    let path = format!("channels/{}", text(&desk.channel["id"]));
    let problem = async |desk: &Desk| desk.app.get(&desk.cast.ana, &path).await.expect(200)["problem"].clone();
    for _ in 0..2 {
        desk.provider.then(Reply::Wait(503, 1));
    }
    desk.app.patch(&desk.cast.olu, &path, json!({"is_active": true})).await.expect(200);
    desk.app.run_jobs().await;
    assert_eq!(problem(&desk).await, json!(null), "a moment's trouble is nobody's concern");
    desk.app.clock.advance(Duration::from_secs(60));
    desk.app.run_jobs().await;
    assert!(text(&problem(&desk).await).ends_with("It is tried again by itself."));
    desk.app.clock.advance(Duration::from_secs(3600));
    desk.app.run_jobs().await;
    assert_eq!(problem(&desk).await, json!(null));
}

async fn a_mail_server_that_is_not_there_is_told(app: TestApp) {
    let app = app.restart(|config| config.allow_private_hosts = vec!["127.0.0.1".to_owned()]).await;
    let cast = app.cast().await;
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
    let smtp = json!({"host": "127.0.0.1", "port": port, "tls": false, "username": "help", "password": "x"});
    let config = json!({"address": "help@acme.example", "inbound_secret": "5ecret", "smtp": smtp});
    let made = app.post(&cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    app.run_jobs().await;
    let path = format!("channels/{}", text(&made["id"]));
    let problem = text(&app.get(&cast.ana, &path).await.expect(200)["problem"]);
    assert!(problem.starts_with("Mails can't be sent. "), "{problem}");
}
