//! Who may open a socket, and what those read who may not.

use serde_json::{Value, json};

use super::{says, visitor_hello, widget};
use crate::rig::socket::Hello;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    an_agent_needs_a_good_token_and_their_own_business,
    a_visitor_needs_a_widget_that_serves_their_page,
    ready_tells_where_the_log_stands,
];

async fn an_agent_needs_a_good_token_and_their_own_business(app: TestApp) {
    let cast = app.cast().await;
    let (token, acme) = (&cast.ana.token, &cast.acme.id);
    let refused = "Could not validate credentials";
    for (why, auth, detail) in [
        ("nothing", json!({}), "business_id is required"),
        ("no auth at all", Value::Null, "business_id is required"),
        ("no business", json!({"token": token}), "business_id is required"),
        ("a foreign business", json!({"token": token, "business_id": cast.bolt.id}), "Unknown business"),
        ("a foreign number", json!({"token": token, "business_id": cast.bolt.number}), "Unknown business"),
        ("no business of that id", json!({"token": token, "business_id": 999_999}), "Unknown business"),
        ("no id", json!({"token": token, "business_id": "acme"}), ""),
        ("a wrong token", json!({"token": "abc", "business_id": acme}), refused),
        ("another's signature", json!({"token": format!("{token}x"), "business_id": acme}), refused),
        ("an object for a token", json!({"token": {"$ne": null}, "business_id": acme}), ""),
        ("a sequence that is none", json!({"token": token, "business_id": acme, "last_seq": "x"}), ""),
    ] {
        let hello = Hello::new(&app.url("/"), auth);
        let error = hello.connect().await.err().unwrap_or_else(|| panic!("{why} is let in"));
        assert!(error == detail || (detail.is_empty() && error.contains(": Input should be")), "{why}: {error}");
    }
    for id in [json!(acme), json!(cast.acme.number), json!(cast.acme.number.to_string())] {
        let hello = Hello::new(&app.url("/"), json!({"token": token, "business_id": id}));
        hello.connect().await.expect("either form of the id").next("ready").await;
    }
    app.clock.advance(std::time::Duration::from_secs(31 * 24 * 60 * 60));
    let hello = Hello::agent(&app, &cast.ana, acme);
    assert_eq!(hello.connect().await.err().as_deref(), Some(refused), "an expired token");
}

async fn a_visitor_needs_a_widget_that_serves_their_page(app: TestApp) {
    let cast = app.cast().await;
    let url = app.url("/");
    let by_business = || Hello::new(&url, json!({"business_id": cast.acme.id}));
    let error = by_business().connect().await.err();
    assert_eq!(error.as_deref(), Some("This widget does not serve this page"), "Acme has none yet");
    let widget = widget(&app, &cast).await;
    let by_widget = || visitor_hello(&app, &widget, None);
    for hello in [by_business(), by_widget(), by_widget().from("https://www.shop.example")] {
        hello.connect().await.expect("let in").next("ready").await;
    }
    for hello in [by_business().from("https://evil.example"), by_widget().from("https://evil.example")] {
        assert_eq!(hello.connect().await.err().as_deref(), Some("This widget does not serve this page"));
    }
    for (auth, detail) in [
        (json!({"widget_id": widget, "business_id": cast.bolt.id}), "Unknown business"),
        (json!({"widget_id": 999_999}), "Widget not found"),
        (json!({"business_id": 999_999}), "Unknown business"),
    ] {
        assert_eq!(Hello::new(&url, auth).connect().await.err().as_deref(), Some(detail));
    }
    let channels = app.get(&cast.olu, "channels/").await.expect(200);
    let path = format!("channels/{}", channels[0]["id"].as_str().expect("an id"));
    app.patch(&cast.olu, &path, json!({"is_active": false})).await.expect(200);
    assert_eq!(by_widget().connect().await.err().as_deref(), Some("This widget is switched off"));
}

async fn ready_tells_where_the_log_stands(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let events = app.get(&cast.ana, "events?limit=200").await.expect(200);
    let mut socket = Hello::agent(&app, &cast.ana, &cast.acme.id).connect().await.expect("let in");
    let ready = socket.next("ready").await;
    assert_eq!((&ready["seq"], &ready["role"]), (&events["seq"], &json!("agent")));
    assert_eq!((&ready["business_id"], &ready["business_number"]), (&json!(cast.acme.id), &json!(cast.acme.number)));
    let mut socket = visitor_hello(&app, &widget, Some(&said["visitor_token"])).connect().await.expect("let in");
    let ready = socket.next("ready").await;
    assert_eq!(ready["role"], "visitor");
    assert!(ready["customer_id"].is_i64(), "{ready}");
    // A token that nobody made is no token.
    let stranger = json!("a.b.c");
    let mut socket = visitor_hello(&app, &widget, Some(&stranger)).connect().await.expect("let in");
    assert_eq!(socket.next("ready").await["customer_id"], Value::Null);
}
