//! Channels as records (contract section 4, D9, D25–D28): who sees what of them, and that secrets never come out.

use std::path::Path;

use serde_json::{Value, json};

use crate::rig::cast::text;
use crate::rig::{Cast, NOBODY, TestApp, on_both_engines};

on_both_engines![
    every_kind_can_be_added_and_comes_back_masked,
    the_servers_own_word_answers_metas_challenge_where_a_channel_has_none,
    a_missing_credential_is_named,
    only_the_owner_manages_channels_and_sees_their_configuration,
    another_business_has_no_such_channel,
    a_mask_sent_back_changes_nothing,
    two_active_channels_do_not_share_an_account,
    a_deleted_channel_leaves_its_conversations,
    what_does_not_belong_is_left_out_or_refused,
    secrets_stay_out_of_database_and_answers,
    kinds_tell_what_they_can_and_need,
];

const SECRET: &str = "EAAxS3cr3tS3cr3tS3cr3tS3cr3tf3c9";
const MASK: &str = "EAAx…f3c9";

/// A complete configuration of every type but the widget's; `name` makes the account unique.
fn complete(name: &str) -> Vec<(&'static str, Value)> {
    let unique = format!("{SECRET}{name}f3c9");
    vec![
        ("whatsapp", json!({"phone_number_id": name, "access_token": SECRET, "app_secret": SECRET})),
        ("instagram", json!({"page_id": name, "access_token": SECRET, "verify_token": "my word"})),
        ("telegram", json!({"bot_token": unique})),
        (
            "x",
            json!({"api_key": SECRET, "api_secret": SECRET, "access_token": unique, "access_token_secret": SECRET, "bearer_token": SECRET}),
        ),
        ("email", json!({"address": format!("{name}@acme.example"), "inbound_secret": SECRET})),
        (
            "email",
            json!({"address": format!("{name}.imap@acme.example"), "from_name": "Acme",
            "imap": {"host": "imap.acme.example", "port": 993, "tls": true, "username": "help", "password": SECRET, "folder": "INBOX"},
            "smtp": {"host": "smtp.acme.example", "port": 465, "tls": true, "username": "help", "password": SECRET}}),
        ),
        ("sms", json!({"account_sid": name, "auth_token": SECRET, "from": "+34600111222"})),
    ]
}

async fn add(app: &TestApp, cast: &Cast, kind: &str, config: &Value) -> Value {
    app.post(&cast.olu, "channels/", json!({"type": kind, "config": config})).await.expect(201)
}

fn shows_a_secret(text: &str) -> bool {
    text.contains("S3cr3t")
}

async fn every_kind_can_be_added_and_comes_back_masked(app: TestApp) {
    let cast = app.cast().await;
    for (kind, config) in complete("one") {
        let answer = app.post(&cast.olu, "channels", json!({"type": kind, "config": config})).await;
        assert!(!shows_a_secret(&answer.text), "{}", answer.text);
        let documented = ["id", "business_id", "type", "config", "is_active", "created_at", "number"];
        let places: Vec<_> = documented.iter().map(|name| answer.text.find(&format!("\"{name}\":"))).collect();
        assert!(places.is_sorted(), "the documented order: {}", answer.text);
        let made = answer.expect(201);
        assert_eq!(
            (&made["type"], &made["is_active"], &made["business_id"]),
            (&json!(kind), &json!(true), &json!(cast.acme.id))
        );
        assert!(made["capabilities"]["max_length"].is_number());
        let setup = &made["config"]["_meta_setup_instructions"];
        match kind {
            "whatsapp" | "instagram" => {
                let callback = text(&setup["callback_url"]);
                assert!(callback.ends_with(&format!("/api/v1/webhooks/{kind}")), "{callback}");
                let word = if kind == "instagram" { "my word" } else { "pingback_verify" };
                assert_eq!(setup["verify_token"], word);
                assert_eq!(made["config"]["access_token"], MASK);
            }
            _ => assert!(setup.is_null()),
        }
        for id in [text(&made["id"]), made["number"].to_string()] {
            let found = app.get(&cast.olu, &format!("channels/{id}/")).await;
            assert!(!shows_a_secret(&found.text));
            assert_eq!(found.expect(200), made);
        }
    }
    // `webchat` is another word for it (D25); it needs no configuration.
    let widget = app.post(&cast.olu, "channels", json!({"type": "webchat", "is_active": false})).await.expect(201);
    assert_eq!(
        (&widget["type"], &widget["is_active"], &widget["config"]),
        (&json!("widget"), &json!(false), &json!({}))
    );
    let list = app.get(&cast.olu, "channels/").await;
    assert!(!shows_a_secret(&list.text));
    assert_eq!(list.expect(200).as_array().map(Vec::len), Some(8), "active or not");
}

async fn the_servers_own_word_answers_metas_challenge_where_a_channel_has_none(app: TestApp) {
    let app = app.restart(|config| config.verify_token = server::config::values::Secret("ours".into())).await;
    let cast = app.cast().await;
    let config = json!({"phone_number_id": "1", "access_token": SECRET});
    let made = add(&app, &cast, "whatsapp", &config).await;
    assert_eq!(made["config"]["_meta_setup_instructions"]["verify_token"], "ours");
}

async fn a_missing_credential_is_named(app: TestApp) {
    let cast = app.cast().await;
    let add =
        |kind: &'static str, config: Value| app.post(&cast.olu, "channels", json!({"type": kind, "config": config}));
    for (kind, config, problem) in [
        ("x", json!({"access_token": "a"}), "api_key is missing"),
        ("x", json!({"api_key": "a"}), "access_token is missing"),
        ("x", json!({}), "api_key is missing; access_token is missing"),
        ("telegram", json!({}), "bot_token is missing"),
        ("telegram", json!({"bot_token": "  "}), "bot_token is missing"),
        ("telegram", json!({"bot_token": null}), "bot_token is missing"),
        ("whatsapp", json!({"access_token": "a"}), "phone_number_id is missing"),
        ("whatsapp", json!({"phone_number_id": "1"}), "access_token is missing"),
        ("instagram", json!({"access_token": "a"}), "page_id, or phone_number_id is missing"),
        ("instagram", json!({"page_id": "1"}), "access_token is missing"),
        ("email", json!({"address": "a@b.co"}), "imap and smtp, or inbound_secret is missing"),
        ("email", json!({"inbound_secret": "s"}), "address is missing"),
        ("sms", json!({"account_sid": "a", "from": "+34600111222"}), "auth_token is missing"),
    ] {
        add(kind, config).await.refused(400, &format!("This {kind} channel can't be set up: {problem}"));
    }
    let refused = app.post(&cast.olu, "channels", json!({"type": "telegram"})).await;
    refused.refused(400, "This telegram channel can't be set up: bot_token is missing");
    assert_eq!(
        app.post(&cast.olu, "channels", json!({"type": "fax", "config": [], "is_active": "so"})).await.invalid(),
        ["body.config", "body.is_active", "body.type"]
    );
    assert_eq!(app.post(&cast.olu, "channels", json!({})).await.invalid(), ["body.type"]);
    assert_eq!(app.get(&cast.olu, "channels").await.expect(200), json!([]));
}

async fn only_the_owner_manages_channels_and_sees_their_configuration(app: TestApp) {
    let cast = app.cast().await;
    let made = add(&app, &cast, "telegram", &json!({"bot_token": SECRET})).await;
    let path = format!("channels/{}", text(&made["id"]));
    for caller in [&cast.bo, &cast.ana] {
        let list = app.get(caller, "channels/").await.expect(200);
        assert_eq!(
            (&list[0]["id"], &list[0]["type"], &list[0]["is_active"]),
            (&made["id"], &json!("telegram"), &json!(true))
        );
        assert_eq!(list[0]["config"], json!({}));
        assert_eq!(app.get(caller, &path).await.expect(200)["config"], json!({}));
        let refusal = "Your role does not allow this";
        app.post(caller, "channels", json!({"type": "telegram", "config": {}})).await.refused(403, refusal);
        app.patch(caller, &path, json!({"is_active": false})).await.refused(403, refusal);
        app.delete(caller, &path).await.refused(403, refusal);
    }
    for answer in [
        app.get(NOBODY, "channels/").await,
        app.get(NOBODY, &path).await,
        app.post(NOBODY, "channels", json!({"type": "widget"})).await,
        app.patch(NOBODY, &path, json!({})).await,
        app.delete(NOBODY, &path).await,
    ] {
        assert_eq!(answer.status, 401);
    }
    assert_eq!(app.get(&cast.olu, &path).await.expect(200), made, "nothing that was refused had an effect");
}

async fn another_business_has_no_such_channel(app: TestApp) {
    let cast = app.cast().await;
    let made = add(&app, &cast, "telegram", &json!({"bot_token": SECRET})).await;
    assert_eq!(app.get(&cast.bea, "channels/").await.expect(200), json!([]));
    for id in [text(&made["id"]), made["number"].to_string()] {
        let path = format!("channels/{id}");
        app.get(&cast.bea, &path).await.refused(404, "Not found");
        app.patch(&cast.bea, &path, json!({"is_active": false, "business_id": cast.bolt.id}))
            .await
            .refused(404, "Not found");
        app.delete(&cast.bea, &path).await.refused(404, "Not found");
    }
    assert_eq!(app.get(&cast.olu, "channels/").await.expect(200), json!([made]));
}

async fn a_mask_sent_back_changes_nothing(app: TestApp) {
    let cast = app.cast().await;
    for (kind, config) in complete("mask") {
        let made = add(&app, &cast, kind, &config).await;
        let path = format!("channels/{}", text(&made["id"]));
        app.clock.advance(std::time::Duration::from_secs(1));
        let again = app.patch(&cast.olu, &path, json!({"config": made["config"], "type": kind})).await.expect(200);
        assert_eq!(again["config"], made["config"]);
        let kept = stored(&app, &cast, &made).await;
        for (name, value) in config.as_object().expect("an object") {
            assert_eq!(kept.get(name), Some(value), "{kind} {name}");
        }
    }
    let made = add(&app, &cast, "telegram", &json!({"bot_token": SECRET})).await;
    let path = format!("channels/{}", text(&made["id"]));
    let refusal =
        "This telegram channel can't be set up: bot_token is masked: give the whole value, or leave it out to keep it";
    app.patch(&cast.olu, &path, json!({"config": {"bot_token": "EAAy…f3c9"}})).await.refused(400, refusal);
    let refusal = "This telegram channel can't be set up: bot_token is missing";
    app.patch(&cast.olu, &path, json!({"config": {"bot_token": null}})).await.refused(400, refusal);
    let next = app
        .patch(&cast.olu, &path, json!({"config": {"bot_token": "1234567890:abcdefghijklmn"}, "is_active": false}))
        .await;
    let next = next.expect(200);
    assert_eq!((&next["config"]["bot_token"], &next["is_active"]), (&json!("1234…klmn"), &json!(false)));
    let short = app.patch(&cast.olu, &path, json!({"config": {"bot_token": "short"}})).await.expect(200);
    assert_eq!(short["config"]["bot_token"], "••••");
    app.patch(&cast.olu, &path, json!({"type": "sms"})).await.refused(400, "The type of a channel can't change");
}

/// The configuration as the store has it.
async fn stored(app: &TestApp, cast: &Cast, channel: &Value) -> serde_json::Map<String, Value> {
    let business = model::Key { number: cast.acme.number, uuid: uuid::Uuid::nil() };
    let id = model::AnyId::Number(channel["number"].as_i64().expect("a number"));
    let found = app.running.db.read(move |c| store::channels::find(c, &store::Reach::system(business), id)).await;
    found.expect("a channel").config
}

async fn two_active_channels_do_not_share_an_account(app: TestApp) {
    let cast = app.cast().await;
    for (kind, config) in complete("same") {
        let body = json!({"type": kind, "config": config});
        let first = app.post(&cast.olu, "channels", body.clone()).await.expect(201);
        app.post(&cast.olu, "channels", body.clone())
            .await
            .refused(400, "Another active channel uses the same account at the provider");
        // Another business learns no more than that it can't.
        app.post(&cast.bea, "channels", body.clone())
            .await
            .refused(400, "This account at the provider cannot be used here");
        let mut idle = body.clone();
        idle["is_active"] = json!(false);
        let second = app.post(&cast.olu, "channels", idle).await.expect(201);
        let second = format!("channels/{}", text(&second["id"]));
        assert_eq!(app.patch(&cast.olu, &second, json!({"is_active": true})).await.status, 400);
        let first = format!("channels/{}", text(&first["id"]));
        app.patch(&cast.olu, &first, json!({"is_active": false})).await.expect(200);
        app.patch(&cast.olu, &second, json!({"is_active": true})).await.expect(200);
        app.delete(&cast.olu, &second).await.expect(200);
        app.post(&cast.bea, "channels", body).await.expect(201);
        assert_eq!(app.patch(&cast.olu, &first, json!({"is_active": true})).await.status, 400);
    }
    let config = json!({"phone_number_id": "racing", "access_token": "a"});
    let calls: Vec<_> = (0..8)
        .map(|_| {
            app.request(reqwest::Method::POST, &cast.olu, "channels")
                .json(&json!({"type": "whatsapp", "config": config}))
        })
        .collect();
    let mut racing = tokio::task::JoinSet::new();
    for call in calls {
        racing.spawn(async move { call.send().await.expect("an answer").status().as_u16() });
    }
    let mut statuses = racing.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400, 400, 400, 400, 400, 400, 400]);
}

async fn a_deleted_channel_leaves_its_conversations(app: TestApp) {
    let cast = app.cast().await;
    let made = add(&app, &cast, "telegram", &json!({"bot_token": SECRET})).await;
    let body = json!({"business_id": cast.acme.id, "channel_id": made["id"], "customer_id": cast.cleo["id"]});
    let conversation = app.post(&cast.ana, "conversations/", body.clone()).await.expect(201);
    let path = format!("channels/{}", made["number"]);
    assert_eq!(app.delete(&cast.olu, &path).await.expect(200), json!({"message": "Channel deleted"}));
    app.delete(&cast.olu, &path).await.refused(404, "Not found");
    app.get(&cast.olu, &path).await.refused(404, "Not found");
    app.patch(&cast.olu, &path, json!({"is_active": true})).await.refused(404, "Not found");
    assert_eq!(app.get(&cast.olu, "channels/").await.expect(200), json!([]));
    let kept = app.get(&cast.ana, &format!("conversations/{}", text(&conversation["id"]))).await.expect(200);
    assert_eq!((&kept["channel_id"], &kept["channel_type"]), (&made["id"], &json!("telegram")));
    app.post(&cast.ana, "conversations/", body).await.refused(400, "Invalid channel");
}

async fn what_does_not_belong_is_left_out_or_refused(app: TestApp) {
    let cast = app.cast().await;
    let body = json!({"type": "telegram", "business_id": cast.bolt.id, "id": cast.acme.id, "number": 1, "is_admin": true,
        "created_at": "1999-01-01T00:00:00Z", "capabilities": {}, "deleted_at": 1,
        "config": {"bot_token": SECRET, "_meta_setup_instructions": {"callback_url": "https://evil.example"}, "shell": "rm"}});
    let made = app.post(&cast.olu, "channels", body).await.expect(201);
    assert_eq!((&made["business_id"], &made["created_at"]), (&json!(cast.acme.id), &json!("2024-03-01T09:00:00Z")));
    assert_eq!(made["config"], json!({"bot_token": MASK}));
    for (bad, problem) in [
        (json!("a\u{0}b"), ""),
        (json!("a\r\nHost: evil"), "bot_token must not hold line breaks or control characters"),
        (json!("x".repeat(5000)), "bot_token is too long"),
        (json!(["x"]), "bot_token must be text"),
    ] {
        let answer = app.post(&cast.olu, "channels", json!({"type": "telegram", "config": {"bot_token": bad}})).await;
        if problem.is_empty() {
            let text = answer.text.clone();
            assert_eq!(answer.invalid(), ["body.config"]);
            assert!(!text.contains("bot_token"), "an echo masks what may be secret: {text}");
        } else {
            answer.refused(400, &format!("This telegram channel can't be set up: {problem}"));
        }
    }
    let config = json!({"bot_token": "\u{202e}مفتاح😀", "bot_username": "acme_bot"});
    add(&app, &cast, "telegram", &config).await;
}

async fn secrets_stay_out_of_database_and_answers(app: TestApp) {
    let cast = app.cast().await;
    for (kind, config) in complete("sealed") {
        let made = add(&app, &cast, kind, &config).await;
        let path = format!("channels/{}", text(&made["id"]));
        for answer in [
            app.patch(&cast.olu, &path, json!({"config": {"smtp": {"port": "nonsense"}, "bot_token": [SECRET], "access_token": {"a": SECRET}, "auth_token": 1.5}})).await,
            app.patch(&cast.olu, &path, json!({"config": SECRET})).await,
            app.patch(&cast.olu, &path, json!({"config": {"x": format!("{SECRET}\u{0}")}})).await,
            app.post(&cast.bea, "channels", json!({"type": kind, "config": config})).await,
            app.request_twice(&cast.olu, kind, &config).await,
        ] {
            assert!(!shows_a_secret(&answer.text), "{}", answer.text);
        }
    }
    let widget = app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201);
    let public = app.get(NOBODY, &format!("widget/{}/channels", text(&widget["id"]))).await;
    assert!(!shows_a_secret(&public.text), "{}", public.text);
    if app.home.database_url().is_none() {
        for entry in walk(app.home.folder()) {
            let bytes = std::fs::read(&entry).unwrap_or_default();
            let found = bytes.windows(6).any(|window| window == b"S3cr3t");
            assert!(!found, "in clear in {}", entry.display());
        }
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

impl TestApp {
    /// The second answer to a call that names itself by an `Idempotency-Key`.
    async fn request_twice(&self, caller: &crate::rig::Person, kind: &str, config: &Value) -> crate::rig::Answer {
        let mut config = config.clone();
        for name in ["phone_number_id", "page_id", "bot_token", "access_token", "account_sid"] {
            if let Some(Value::String(text)) = config.get_mut(name) {
                text.push_str("twice");
            }
        }
        if let Some(Value::String(address)) = config.get_mut("address") {
            address.insert_str(0, "twice");
        }
        let body = json!({"type": kind, "config": config});
        let key = format!("key-{config}").bytes().map(|byte| format!("{byte:x}")).collect::<String>();
        let call = || {
            self.request(reqwest::Method::POST, caller, "channels")
                .header("idempotency-key", &key[..key.len().min(200)])
                .json(&body)
        };
        let first = self.send(call()).await;
        let second = self.send(call()).await;
        assert_eq!((first.status, &first.text), (201, &second.text));
        second
    }
}

async fn kinds_tell_what_they_can_and_need(app: TestApp) {
    let cast = app.cast().await;
    let kinds = app.get(&cast.ana, "channels/types").await.expect(200);
    let kinds = kinds.as_array().expect("kinds");
    let names: Vec<&str> = kinds.iter().filter_map(|kind| kind["type"].as_str()).collect();
    assert_eq!(names, ["widget", "email", "whatsapp", "telegram", "instagram", "x", "sms"]);
    let email = &kinds[1];
    assert_eq!(email["one_of"], json!([["imap", "smtp"], ["inbound_secret"]]));
    let imap = email["fields"].as_array().expect("fields").iter().find(|field| field["name"] == "imap").expect("imap");
    assert_eq!((&imap["kind"], &imap["required"]), (&json!("object"), &json!(false)));
    let port = &imap["fields"][1];
    assert_eq!(
        (&port["name"], &port["kind"], &port["default"], &port["secret"]),
        (&json!("port"), &json!("port"), &json!(993), &json!(false))
    );
    assert_eq!(kinds[2]["capabilities"]["reply_window_hours"], 24);
    assert_eq!(app.get(NOBODY, "channels/types").await.status, 401);
}
