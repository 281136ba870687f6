//! Identity verification in widgets: once there is a secret, nobody's word is taken for who they are, and whoever
//! proves it is the customer with that id, in whatever browser.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::rig::cast::text;
use crate::rig::socket::Hello;
use crate::rig::{Answer, Cast, NOBODY, TestApp, on_both_engines};

on_both_engines![
    without_a_secret_a_claim_is_only_noted,
    a_claim_needs_a_good_hash,
    a_hash_of_an_email_is_good_where_there_is_no_id,
    a_jwt_is_good_until_it_ends_and_for_a_day_at_most,
    whoever_proves_it_is_the_same_customer_in_another_browser,
    a_visitor_who_signs_in_keeps_their_conversation,
    what_a_stranger_kept_from_before_the_proof_is_good_no_more,
    the_secret_before_is_good_for_a_day,
    the_secret_is_told_once_and_to_owners_only,
    parallel_first_messages_with_one_proof_make_one_customer,
];

const NEEDED: &str = "Proof of identity is needed here: a hash or a JWT made with the widget's identity secret";
const WRONG: &str = "The proof of identity is not valid";
const EXPIRED: &str = "The proof of identity has expired";

/// Acme's widget; its UUID.
async fn widget(app: &TestApp, cast: &Cast) -> String {
    text(&app.post(&cast.olu, "widget/create", json!({"domain": "shop.example"})).await.expect(201)["id"])
}

/// A new secret of the widget.
async fn secret(app: &TestApp, cast: &Cast, widget: &str) -> String {
    text(&app.post(&cast.olu, &format!("widget/{widget}/identity"), Value::Null).await.expect(201)["secret"])
}

async fn say(app: &TestApp, widget: &str, customer: Value, identity: Value, token: Option<&Value>) -> Answer {
    let mut body = json!({"content": "Hello", "customer": customer, "identity": identity});
    if let Some(token) = token {
        body["visitor_token"] = token.clone();
    }
    app.post(NOBODY, &format!("widget/{widget}/messages"), body).await
}

fn hash(secret: &str, id: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.chain_update(id).finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn jwt(secret: &str, algorithm: Algorithm, claims: &Value) -> String {
    jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret.as_bytes())).expect("a JWT")
}

/// How somebody with this proof opens a socket.
fn hello(app: &TestApp, widget: &str, identity: &Value, token: Option<&Value>) -> Hello {
    Hello::new(&app.url("/"), json!({"widget_id": widget, "identity": identity, "visitor_token": token}))
}

async fn customer_of(app: &TestApp, cast: &Cast, said: &Value) -> Value {
    let conversation = app.get(&cast.ana, &format!("conversations/{}", said["conversation_id"])).await.expect(200);
    app.get(&cast.ana, &format!("customers/{}", text(&conversation["customer_id"]))).await.expect(200)
}

async fn without_a_secret_a_claim_is_only_noted(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let claim = || json!({"external_id": "crm-7"});
    let said = say(&app, &widget, claim(), json!({"hash": "0".repeat(64)}), None).await.expect(201);
    let customer = customer_of(&app, &cast, &said).await;
    assert_eq!((&customer["external_id"], &customer["verified_at"]), (&Value::Null, &Value::Null));
    assert_eq!(customer["attributes"]["claimed_external_id"], "crm-7");
    let other = say(&app, &widget, claim(), Value::Null, None).await.expect(201);
    assert_ne!(other["conversation_id"], said["conversation_id"]);
}

async fn a_claim_needs_a_good_hash(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    let claim = || json!({"external_id": "crm-7", "name": "Vera"});
    for nothing in [Value::Null, json!({}), json!({"external_id": "crm-7"})] {
        say(&app, &widget, claim(), nothing.clone(), None).await.refused(403, NEEDED);
        if !nothing.is_null() {
            assert_eq!(hello(&app, &widget, &nothing, None).connect().await.err().as_deref(), Some(NEEDED));
        }
    }
    let good = hash(&secret, "crm-7");
    let bad = [hash(&secret, "crm-8"), hash("another", "crm-7"), "0".repeat(64), "x".repeat(64), "abc".into()];
    for bad in bad.iter().map(String::as_str).chain([&good[..62], &good[..63], &format!("{good}00")]) {
        let proof = json!({"external_id": "crm-7", "hash": bad});
        say(&app, &widget, claim(), proof.clone(), None).await.refused(403, WRONG);
        assert_eq!(hello(&app, &widget, &proof, None).connect().await.err().as_deref(), Some(WRONG));
    }
    assert_eq!(app.get(&cast.ana, "conversations/").await.expect(200), json!([]), "nothing was written");
    let said = say(&app, &widget, claim(), json!({"hash": hash(&secret, "crm-7").to_uppercase()}), None).await;
    let customer = customer_of(&app, &cast, &said.expect(201)).await;
    assert_eq!((&customer["external_id"], &customer["name"]), (&json!("crm-7"), &json!("Vera")));
    assert!(customer["verified_at"].is_string(), "{customer}");
    // Whoever claims no id is a stranger, as before; so is a typed e-mail.
    say(&app, &widget, json!({"email": "vera@example.com"}), Value::Null, None).await.expect(201);
    app.delete(&cast.olu, &format!("widget/{widget}/identity")).await.expect(200);
    let other = say(&app, &widget, claim(), Value::Null, None).await.expect(201);
    assert_ne!(customer_of(&app, &cast, &other).await["id"], customer["id"], "what nobody proves links to nobody");
}

async fn a_hash_of_an_email_is_good_where_there_is_no_id(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    let proof = json!({"hash": hash(&secret, "Vera@Example.com")});
    let said = say(&app, &widget, json!({"email": "Vera@Example.com"}), proof, None).await.expect(201);
    let customer = customer_of(&app, &cast, &said).await;
    assert_eq!(
        (&customer["email"], &customer["external_id"]),
        (&json!("vera@example.com"), &json!("vera@example.com"))
    );
    let proof = json!({"email": "vera@example.com", "hash": hash(&secret, "vera@example.com")});
    let again = say(&app, &widget, Value::Null, proof, None).await.expect(201);
    assert_eq!(again["conversation_id"], said["conversation_id"]);
    // Somebody who typed this address before is not who proves it.
    let cleo = say(&app, &widget, json!({"email": "cleo@example.com"}), Value::Null, None).await.expect(201);
    let proof = json!({"email": "cleo@example.com", "hash": hash(&secret, "cleo@example.com")});
    let proved = say(&app, &widget, Value::Null, proof, None).await.expect(201);
    assert_ne!(proved["conversation_id"], cleo["conversation_id"]);
}

async fn a_jwt_is_good_until_it_ends_and_for_a_day_at_most(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    let now = app.clock.now().seconds();
    let made = |claims: Value| json!({"jwt": jwt(&secret, Algorithm::HS256, &claims)});
    let good = json!({"sub": "crm-7", "email": "Vera@Example.com", "name": "Vera", "exp": now + 300});
    let none = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjcm0tNyIsImV4cCI6OTk5OTk5OTk5OX0.";
    for (why, proof, detail) in [
        ("it has expired", made(json!({"sub": "crm-7", "exp": now - 61})), EXPIRED),
        ("it never expires", made(json!({"sub": "crm-7"})), WRONG),
        ("its end is a word", made(json!({"sub": "crm-7", "exp": "tomorrow"})), WRONG),
        (
            "it is good for long",
            made(json!({"sub": "crm-7", "exp": now + 2 * 86_400})),
            "The proof of identity must expire within a day",
        ),
        ("it begins later", made(json!({"sub": "crm-7", "exp": now + 300, "nbf": now + 200})), WRONG),
        ("it names nobody", made(json!({"name": "Vera", "exp": now + 300})), WRONG),
        ("its name is an object", made(json!({"sub": {"a": 1}, "exp": now + 300})), WRONG),
        ("its e-mail is none", made(json!({"sub": "crm-7", "email": "x", "exp": now + 300})), WRONG),
        ("another algorithm", json!({"jwt": jwt(&secret, Algorithm::HS512, &good)}), WRONG),
        ("no algorithm", json!({"jwt": none}), WRONG),
        ("another's secret", json!({"jwt": jwt("another", Algorithm::HS256, &good)}), WRONG),
        ("no JWT", json!({"jwt": "a.b.c"}), WRONG),
    ] {
        let answer = say(&app, &widget, Value::Null, proof.clone(), None).await;
        assert_eq!((answer.status, answer.json["detail"].as_str()), (403, Some(detail)), "{why}");
        assert_eq!(hello(&app, &widget, &proof, None).connect().await.err().as_deref(), Some(detail), "{why}");
    }
    // What is signed counts, whatever is claimed beside it.
    let said = say(&app, &widget, json!({"external_id": "crm-8"}), made(good.clone()), None).await.expect(201);
    let customer = customer_of(&app, &cast, &said).await;
    let known = (&customer["external_id"], &customer["email"], &customer["name"]);
    assert_eq!(known, (&json!("crm-7"), &json!("vera@example.com"), &json!("Vera")));
    let by_number = made(json!({"user_id": 42, "exp": now + 300}));
    let said_too = say(&app, &widget, Value::Null, by_number, None).await.expect(201);
    assert_eq!(customer_of(&app, &cast, &said_too).await["external_id"], "42");
    // A page that stays open has its visitor token to show, and that of nobody else.
    app.clock.advance(Duration::from_secs(3600));
    say(&app, &widget, Value::Null, made(good.clone()), None).await.refused(403, EXPIRED);
    say(&app, &widget, Value::Null, made(good.clone()), Some(&said["visitor_token"])).await.expect(201);
    hello(&app, &widget, &made(good.clone()), Some(&said["visitor_token"])).connect().await.expect("let in");
    say(&app, &widget, Value::Null, made(good), Some(&said_too["visitor_token"])).await.refused(403, EXPIRED);
}

async fn whoever_proves_it_is_the_same_customer_in_another_browser(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    // The team knew them before.
    let known = app.post(&cast.ana, "customers/", json!({"external_id": "crm-7"})).await.expect(201);
    let proof = json!({"external_id": "crm-7", "hash": hash(&secret, "crm-7")});
    let said = say(&app, &widget, Value::Null, proof.clone(), None).await.expect(201);
    let customer = customer_of(&app, &cast, &said).await;
    assert_eq!(customer["id"], known["id"]);
    assert!(customer["verified_at"].is_string(), "{customer}");
    let mut phone = hello(&app, &widget, &proof, None).connect().await.expect("let in");
    assert_eq!(phone.next("ready").await["customer_id"], customer["id"]);
    let joined = phone.ask("join_conversation", json!({})).await;
    assert_eq!(joined["conversation_id"], said["conversation_id"], "{joined}");
    assert_eq!(joined["messages"][0]["content"], "Hello");
    let answer = json!({"content": "Hello on your phone"});
    app.post(&cast.ana, &format!("conversations/{}/messages", said["conversation_id"]), answer).await.expect(201);
    assert_eq!(phone.next("new_message").await["content"], "Hello on your phone");
    let token = &joined["visitor_token"];
    let more = say(&app, &widget, Value::Null, Value::Null, Some(token)).await.expect(201);
    assert_eq!(more["conversation_id"], said["conversation_id"], "the token is theirs");
    // Another person in the same browser is not them.
    let other = json!({"external_id": "crm-8", "hash": hash(&secret, "crm-8")});
    let mut stranger = hello(&app, &widget, &other, Some(token)).connect().await.expect("let in");
    assert_eq!(stranger.next("ready").await["customer_id"], Value::Null);
    let theirs = say(&app, &widget, Value::Null, other, Some(token)).await.expect(201);
    assert_ne!(theirs["conversation_id"], said["conversation_id"]);
    let claimed = say(&app, &widget, json!({"external_id": "crm-8"}), Value::Null, Some(token)).await;
    claimed.refused(403, NEEDED);
    // An agent who gives them another id takes the proof away with it.
    let path = format!("customers/{}", customer["id"]);
    let changed = app.patch(&cast.ana, &path, json!({"external_id": "crm-9"})).await.expect(200);
    assert_eq!(changed["verified_at"], Value::Null);
}

async fn a_visitor_who_signs_in_keeps_their_conversation(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    let before = say(&app, &widget, json!({"name": "Vera"}), Value::Null, None).await.expect(201);
    let proof = json!({"external_id": "crm-7", "hash": hash(&secret, "crm-7")});
    let mut socket = hello(&app, &widget, &proof, Some(&before["visitor_token"])).connect().await.expect("let in");
    let mine = socket.ask("join_conversation", json!({})).await;
    assert_eq!(mine["conversation_id"], before["conversation_id"]);
    let after = socket.ask("client_message", json!({"content": "It is me", "identity": proof})).await;
    assert_eq!(after["conversation_id"], before["conversation_id"], "{after}");
    let customer = customer_of(&app, &cast, &after).await;
    assert_eq!((&customer["external_id"], &customer["name"]), (&json!("crm-7"), &json!("Vera")));
    assert!(customer["verified_at"].is_string());
    // Signed in elsewhere, they are who they are there too; what was said there as a stranger stays a stranger's.
    let stranger = say(&app, &widget, Value::Null, Value::Null, None).await.expect(201);
    let known = say(&app, &widget, Value::Null, proof, Some(&stranger["visitor_token"])).await.expect(201);
    assert_eq!(known["conversation_id"], before["conversation_id"]);
    assert_ne!(known["conversation_id"], stranger["conversation_id"]);
}

async fn what_a_stranger_kept_from_before_the_proof_is_good_no_more(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    // On a computer that is shared, somebody writes first and keeps the token and what the message was called.
    let path = format!("widget/{widget}/messages");
    let body = json!({"content": "Hi", "client_id": "7f1c2c9e-54c1-4b5c-9d53-0a5b4f1f0b11"});
    let stranger = app.post(NOBODY, &path, body.clone()).await.expect(201);
    let kept = &stranger["visitor_token"];
    let mut socket = hello(&app, &widget, &Value::Null, Some(kept)).connect().await.expect("let in");
    socket.next("ready").await;
    app.clock.advance(Duration::from_secs(2));

    let (claim, proof) = (|| json!({"external_id": "crm-7"}), || json!({"hash": hash(&secret, "crm-7")}));
    let vera = say(&app, &widget, claim(), proof(), Some(kept)).await.expect(201);
    assert_eq!(vera["conversation_id"], stranger["conversation_id"], "the conversation goes on");
    let cut = socket.next("cut").await;
    assert_eq!((&cut["reason"], &cut["reconnect"]), (&json!("verified"), &json!(true)));
    let mut back = hello(&app, &widget, &Value::Null, Some(kept)).connect().await.expect("a stranger is let in");
    assert_eq!(back.next("ready").await["customer_id"], Value::Null);
    let read = |token: &Value| app.request(reqwest::Method::GET, NOBODY, &path).bearer_auth(text(token));
    app.send(read(kept)).await.expect(401);
    say(&app, &widget, Value::Null, Value::Null, Some(kept)).await.expect(403);
    let other = app.post(NOBODY, &path, body).await.expect(201);
    assert_ne!(other["conversation_id"], stranger["conversation_id"], "the message's name opens nothing either");

    // Where the answer to the proof was lost, it is given once more; and its token is good.
    let again = say(&app, &widget, claim(), proof(), Some(kept)).await.expect(201);
    assert_eq!(again["conversation_id"], vera["conversation_id"]);
    app.send(read(&vera["visitor_token"])).await.expect(200);
}

async fn the_secret_before_is_good_for_a_day(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let first = secret(&app, &cast, &widget).await;
    let second = secret(&app, &cast, &widget).await;
    assert_ne!(first, second);
    let proof = |secret: &str| json!({"external_id": "crm-7", "hash": hash(secret, "crm-7")});
    say(&app, &widget, Value::Null, proof(&first), None).await.expect(201);
    say(&app, &widget, Value::Null, proof(&second), None).await.expect(201);
    let state = app.get(&cast.olu, &format!("widget/{widget}/identity")).await.expect(200);
    assert_eq!(state["previous_until"], "2024-03-02T09:00:00Z");
    app.clock.advance(Duration::from_secs(24 * 60 * 60));
    say(&app, &widget, Value::Null, proof(&first), None).await.refused(403, WRONG);
    say(&app, &widget, Value::Null, proof(&second), None).await.expect(201);
    let state = app.get(&cast.olu, &format!("widget/{widget}/identity")).await.expect(200);
    assert_eq!(state, json!({"is_required": true, "made_at": "2024-03-01T09:00:00Z", "previous_until": null}));
}

async fn the_secret_is_told_once_and_to_owners_only(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let path = format!("widget/{widget}/identity");
    let off = json!({"is_required": false, "made_at": null, "previous_until": null});
    assert_eq!(app.get(&cast.olu, &path).await.expect(200), off);
    let before = app.get(&cast.ana, "events?limit=1").await.expect(200);
    let secret = secret(&app, &cast, &widget).await;
    assert_eq!((secret.len(), secret.bytes().all(|byte| byte.is_ascii_hexdigit())), (64, true));
    for public in [format!("widget/{widget}"), path.clone(), "widget".to_owned()] {
        assert!(!app.get(&cast.olu, &public).await.text.contains(&secret), "{public}");
    }
    let log = app.get(&cast.ana, &format!("events?after={}", before["seq"])).await;
    assert!(!log.text.contains(&secret), "{}", log.text);
    let kept = app
        .running
        .db
        .read(|c| c.rows("SELECT secret FROM widget_identities WHERE widget_id > 0", &[], |row| row.take::<String>()));
    let kept: Vec<String> = kept.await.expect("rows");
    assert!(kept.iter().all(|sealed| sealed.starts_with("v1.") && !sealed.contains(&secret)), "{kept:?}");
    assert_eq!(app.delete(&cast.olu, &path).await.expect(200), off);
    assert_eq!(app.get(&cast.olu, &path).await.expect(200), off);
}

async fn parallel_first_messages_with_one_proof_make_one_customer(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let secret = secret(&app, &cast, &widget).await;
    for round in 0..10 {
        let id = format!("crm-{round}");
        let proof = json!({"external_id": id, "hash": hash(&secret, &id)});
        let answers = futures_util::future::join_all((0..8).map(|_| async {
            // Whoever came second is told to come again, as the widget does.
            loop {
                let answer = say(&app, &widget, Value::Null, proof.clone(), None).await;
                if answer.status != 503 {
                    return answer.expect(201);
                }
            }
        }))
        .await;
        assert!(answers.iter().all(|said| said["conversation_id"] == answers[0]["conversation_id"]), "{answers:?}");
    }
    assert_eq!(app.get(&cast.ana, "customers/?q=crm&limit=200").await.expect(200).as_array().map(Vec::len), Some(10));
}
