//! Does anything of one business answer to another? Every route × every id that it takes × both forms of Bolt's ids,
//! called by Acme's owner: refused, and nothing changed on either side. A route or id missing here fails the test.

mod places;

use std::collections::BTreeSet;

use model::Key;
use serde_json::{Value, json};
use store::Reach;

use crate::rig::things::{Noun, Things};
use crate::rig::{Cast, Person, TestApp, on_both_engines, routes};
use places::{ELSEWHERE, PLACES, Place};

on_both_engines![no_id_of_another_business_is_answered_or_acted_on, every_id_that_a_route_takes_is_tried];

async fn every_id_that_a_route_takes_is_tried(app: TestApp) {
    let documented: BTreeSet<String> = routes::all(&app)
        .await
        .iter()
        .flat_map(|route| route.ids().map(|id| format!("{} {id}", route.name)).collect::<Vec<_>>())
        .collect();
    let tried = PLACES.iter().map(|place| format!("{} {}", place.route, place.id));
    let elsewhere = ELSEWHERE.iter().map(|place| (*place).to_owned());
    let listed: BTreeSet<String> = tried.chain(elsewhere).collect();
    let odd: Vec<_> = documented.symmetric_difference(&listed).collect();
    assert!(odd.is_empty(), "only in one of the OpenAPI document and isolation/places.rs: {odd:#?}");
}

async fn no_id_of_another_business_is_answered_or_acted_on(app: TestApp) {
    let cast = app.cast().await;
    let acme = Things::make(&app, &cast.olu, "acme").await;
    let bolt = Things::make(&app, &cast.bea, "bolt").await;
    // What follows from making them is over before anything is compared.
    app.run_jobs().await;
    let before = everything(&app, &cast).await;
    let mut faults = Vec::new();
    for place in PLACES {
        let theirs = bolt.ids(place.noun);
        for id in [&theirs.uuid, &theirs.number] {
            if id.is_empty() {
                continue;
            }
            let answer = send(&app, &cast.olu, place, &acme, id).await;
            if answer.0 != place.status {
                faults.push(format!("{} {} = {id}: {} {}", place.route, place.id, answer.0, answer.1));
            }
            if place.status == 200 && answer.1 != json!([]) {
                faults.push(format!("{} {} = {id} finds {}", place.route, place.id, answer.1));
            }
            if everything(&app, &cast).await != before {
                panic!("{} {} = {id} changed something", place.route, place.id);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Sends the route with Acme's own ids everywhere but in `place`, which gets `id`.
async fn send(app: &TestApp, caller: &Person, place: &Place, own: &Things, id: &str) -> (u16, Value) {
    let (method, path) = place.route.split_once(' ').expect("a method and a path");
    let mut path = path.to_owned();
    let mut query = Vec::new();
    let mut body = serde_json::from_str(place.body).unwrap_or(Value::Null);
    let siblings =
        PLACES.iter().filter(|other| other.route == place.route && (other.id == place.id || other.is_needed()));
    for other in siblings {
        let value = if other.id == place.id { id } else { &own.ids(other.noun).uuid };
        let (kind, name) = other.id.split_once(' ').expect("a place and a name");
        match kind {
            "path" => path = path.replace(&format!("{{{name}}}"), value),
            "query" => query.push(format!("{name}={value}")),
            _ => put(&mut body, name, value),
        }
    }
    path = path.replace("{version}", "1");
    path = path.replace("{widget_id}", &own.ids(Noun::Widget).uuid);
    let path = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
    let method = method.parse().expect("a method");
    let mut request = app.request(method, caller, &path);
    if !body.is_null() {
        request = request.json(&body);
    }
    let answer = app.send(request).await;
    (answer.status, answer.json)
}

/// A number goes into a body as one.
fn put(body: &mut Value, name: &str, value: &str) {
    body[name] = value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number));
}

/// All that both owners can see, and their event logs, in which every change leaves a trace.
async fn everything(app: &TestApp, cast: &Cast) -> Vec<Value> {
    let mut seen = Vec::new();
    for (owner, business) in [(&cast.olu, &cast.acme), (&cast.bea, &cast.bolt)] {
        let key = Key { number: business.number, uuid: business.id.parse().expect("a UUID") };
        let log = app.running.db.read(move |c| store::events::list(c, &Reach::system(key), 0, 10_000));
        seen.push(serde_json::to_value(log.await.expect("the log")).expect("JSON"));
        for path in [
            "auth/me",
            "auth/sessions",
            "team/members",
            "conversations/?limit=200",
            "customers/?limit=200",
            "channels/",
            "widget",
            "team/invitations",
            "webhook-endpoints/",
            "kb/articles",
            "kb/imports",
        ] {
            seen.push(app.get(owner, path).await.expect(200));
        }
    }
    seen
}
