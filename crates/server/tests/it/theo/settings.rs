//! How a team wants Theo: who may say so, what is refused, and that the endpoint's key never comes out.

use serde_json::{Value, json};

use super::Shop;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![settings_are_changed_one_by_one, what_makes_no_sense_is_refused, the_key_goes_in_and_never_out];

async fn settings_are_changed_one_by_one(app: TestApp) {
    let shop = Shop::open(app).await;
    let before = shop.app.get(&shop.cast.ana, "ai/settings").await.expect(200);
    assert_eq!(
        (&before["mode"], &before["tone"], &before["channels"]),
        (&json!("assist"), &json!("friendly"), &Value::Null)
    );
    assert_eq!(before["knowledge"]["passages"], 4, "{before}");
    let knowledge = &before["knowledge"];
    let embedded = if knowledge["model"].is_null() { 0 } else { 4 };
    assert_eq!(knowledge["embedded"], embedded, "{before}");
    let after = shop.set(json!({"mode": "auto", "keywords": ["refund*"], "channels": ["widget"]})).await;
    assert_eq!((&after["mode"], &after["tone"]), (&json!("auto"), &json!("friendly")));
    assert_eq!((&after["keywords"], &after["channels"]), (&json!(["refund*"]), &json!(["widget"])));
    let after = shop.set(json!({"channels": null, "monthly_tokens": 1000, "tone": "brief"})).await;
    assert_eq!((&after["mode"], &after["tone"], &after["channels"]), (&json!("auto"), &json!("brief"), &Value::Null));
    assert_eq!((&after["monthly_tokens"], &after["spent_tokens"]), (&json!(1000), &json!(0)));
    // Another business's are its own.
    let other = shop.app.get(&shop.cast.bea, "ai/settings").await.expect(200);
    assert_eq!((&other["mode"], &other["knowledge"]["passages"]), (&json!("assist"), &json!(0)));
}

async fn what_makes_no_sense_is_refused(app: TestApp) {
    let shop = Shop::open(app).await;
    for bad in [
        json!({"mode": "always"}),
        json!({"tone": null}),
        json!({"channels": ["fax"]}),
        json!({"hours": {"when": "inside", "time_zone": "Mars/Base", "from": 0, "to": 60}}),
        json!({"hours": {"when": "inside", "time_zone": "Europe/Berlin", "from": 0, "to": 1441}}),
        json!({"hours": {"when": "inside", "time_zone": "Europe/Berlin", "days": [0], "from": 0, "to": 60}}),
        json!({"keywords": [""]}),
        json!({"monthly_tokens": -1}),
        json!({"endpoint": {"base_url": "ftp://llm.example.com", "model": "m"}}),
        json!({"endpoint": {"base_url": "https://llm.example.com"}}),
    ] {
        let answer = shop.app.patch(&shop.cast.olu, "ai/settings", bad.clone()).await;
        assert_eq!(answer.status, 422, "{bad}: {}", answer.text);
    }
    // Nobody is asked who is not on the public internet.
    for url in [
        "https://192.168.0.1/v1",
        "https://169.254.169.254/v1",
        "https://user@llm.example.com/v1",
        "https://10.0.0.1/v1",
    ] {
        let body = json!({"endpoint": {"base_url": url, "model": "m"}});
        let answer = shop.app.patch(&shop.cast.olu, "ai/settings", body).await;
        assert_eq!(answer.status, 400, "{url}: {}", answer.text);
    }
}

async fn the_key_goes_in_and_never_out(app: TestApp) {
    let shop = Shop::open(app).await;
    let key = "sk-very-secret-0123456789";
    let endpoint = json!({"base_url": "https://llm.example.com/v1", "model": "small", "key": key});
    let after = shop.set(json!({"endpoint": endpoint})).await;
    assert_eq!(after["endpoint"], json!({"base_url": "https://llm.example.com/v1", "model": "small", "has_key": true}));
    assert!(!after.to_string().contains(key));
    // Another model at the same place keeps it; another place does not get it.
    let after = shop.set(json!({"endpoint": {"base_url": "https://llm.example.com/v1", "model": "large"}})).await;
    assert_eq!(after["endpoint"]["has_key"], true);
    let after = shop.set(json!({"endpoint": {"base_url": "https://other.example.com/v1", "model": "large"}})).await;
    assert_eq!(after["endpoint"]["has_key"], false);
    let agents = shop.app.get(&shop.cast.ana, "ai/settings").await.expect(200);
    assert_eq!(agents["endpoint"], Value::Null);
    let after = shop.set(json!({"endpoint": null})).await;
    assert_eq!(after["endpoint"], Value::Null);
}
