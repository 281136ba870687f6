//! Who may do what? Every route × everybody who may come → the status, as one table (contract section 5, D22, D29).
//! A route that is missing in roles/matrix.rs fails the test.

mod matrix;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::rig::cast::{self, PASSWORD, Person, text};
use crate::rig::things::{self, Noun};
use crate::rig::{Cast, NOBODY, TestApp, on_both_engines, routes};
use matrix::{MATRIX, request_of};

on_both_engines![everybody_gets_what_the_matrix_says, the_matrix_has_every_route];

/// The columns of the matrix.
const CALLERS: [&str; 6] = ["anonymous", "outsider", "removed", "agent", "admin", "owner"];

/// One line of the matrix.
struct Row {
    /// `PUT /api/v1/conversations/{conversation_id}/assign/{agent_id}`
    route: String,
    /// What distinguishes this line from others of the same route, or nothing.
    case: String,
    statuses: Vec<u16>,
}

fn rows() -> Vec<Row> {
    let lines = MATRIX.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(row).collect()
}

/// `PUT /path (case) 401 404 401 200 200 200`
fn row(line: &str) -> Row {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let statuses = words.split_off(words.len() - CALLERS.len());
    let call = words.join(" ");
    let (route, case) = call.split_once(" (").unwrap_or((&call, ""));
    Row {
        route: route.to_owned(),
        case: case.trim_end_matches(')').to_owned(),
        statuses: statuses.iter().map(|status| status.parse().expect("a status")).collect(),
    }
}

async fn the_matrix_has_every_route(app: TestApp) {
    let documented: BTreeSet<String> = routes::all(&app).await.into_iter().map(|route| route.name).collect();
    let listed: BTreeSet<String> = rows().into_iter().map(|row| row.route).collect();
    let odd: Vec<_> = documented.symmetric_difference(&listed).collect();
    assert!(odd.is_empty(), "only in one of the OpenAPI document and roles/matrix.rs: {odd:#?}");
}

async fn everybody_gets_what_the_matrix_says(app: TestApp) {
    let cast = app.cast().await;
    let mut faults = Vec::new();
    for (number, row) in rows().iter().enumerate() {
        for (caller, expected) in CALLERS.iter().zip(&row.statuses) {
            let name = format!("{caller}.{number}");
            let person = come(&app, &cast, caller, &name).await;
            let (path, body) = prepare(&app, &cast, row, person.as_ref(), &name).await;
            let (method, _) = row.route.split_once(' ').expect("a method");
            let mut request = app.request(method.parse().expect("a method"), person.as_ref(), &path);
            if !body.is_null() {
                request = request.json(&body);
            }
            let answer = app.send(request).await;
            if answer.status != *expected {
                faults.push(format!("{} ({}) as {caller}: {} {}", row.route, row.case, answer.status, answer.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Somebody of that kind with a token of their own, so that what they end does not end it for others.
async fn come(app: &TestApp, cast: &Cast, caller: &str, name: &str) -> Option<Person> {
    match caller {
        "anonymous" => None,
        "outsider" => Some(cast::person(app, name).await),
        "removed" => {
            let person = cast::member(app, &cast.olu, name, "agent").await;
            app.delete(&cast.olu, &format!("team/members/{}", person.member_id)).await.expect(200);
            Some(person)
        }
        "agent" => Some(sign_in(app, &cast.ana).await),
        "admin" => Some(sign_in(app, &cast.bo).await),
        "owner" => Some(sign_in(app, &cast.olu).await),
        other => panic!("no caller is called {other}"),
    }
}

async fn sign_in(app: &TestApp, person: &Person) -> Person {
    let body = json!({"email": person.email, "password": PASSWORD});
    let token = text(&app.post(NOBODY, "auth/login", body).await.expect(200)["access_token"]);
    Person { token, ..person.clone() }
}

/// The request's path and body, on things that were made for this cell alone.
async fn prepare(app: &TestApp, cast: &Cast, row: &Row, caller: Option<&Person>, name: &str) -> (String, Value) {
    let (_, path) = row.route.split_once(' ').expect("a path");
    if row.route.ends_with("/team/invite") {
        cast::person(app, &format!("invited.{name}")).await;
    }
    let (query, mut body) = request_of(&row.route, &row.case, cast, name);
    let mut path = format!("{path}{query}");
    // Things that no path names.
    let made = async |noun| things::one(app, &cast.olu, noun, &format!("made.{name}")).await.uuid;
    match path.trim_start_matches("/api/v1/ai/") {
        "reply" | "summary" | "tags" => body = json!({"conversation_id": made(Noun::Conversation).await}),
        "articles" => body = json!({"message_id": made(Noun::Message).await}),
        "answers" => path = format!("{path}?conversation_id={}", made(Noun::Conversation).await),
        _ => {}
    }
    while let Some((start, end)) = path.find('{').zip(path.find('}')) {
        let id = match noun(&path[..start]) {
            // Who is assigned is what the case is about: the caller, or Bo.
            Noun::User if row.case.contains("themself") => caller.map_or(cast.bo.id.clone(), |one| one.id.clone()),
            Noun::User => cast.bo.id.clone(),
            Noun::Session => session(app, caller).await,
            Noun::Version => "1".to_owned(),
            noun => things::one(app, &cast.olu, noun, name).await.uuid,
        };
        path.replace_range(start..=end, &id);
    }
    (path, body)
}

/// A session of the caller, so that there is one to end.
async fn session(app: &TestApp, caller: Option<&Person>) -> String {
    let nobody = "00000000-0000-7000-8000-000000000000".to_owned();
    let Some(person) = caller else { return nobody };
    let sessions = app.get(person, "auth/sessions").await;
    sessions.json[0]["id"].as_str().map_or(nobody, str::to_owned)
}

/// What an id stands for, by the path before it.
fn noun(before: &str) -> Noun {
    let words: Vec<&str> = before.trim_end_matches('/').rsplit('/').take(2).collect();
    match words[..] {
        ["assign", "team"] | ["conversations", _] => Noun::Conversation,
        ["assign", _] => Noun::User,
        ["articles", _] => Noun::Article,
        ["answers", _] => Noun::TheoAnswer,
        ["gaps", _] => Noun::Gap,
        ["versions", _] => Noun::Version,
        ["imports", _] => Noun::Import,
        ["customers", _] => Noun::Customer,
        ["channels", _] => Noun::Channel,
        ["widget", _] | ["update", _] => Noun::Widget,
        ["members", _] => Noun::Member,
        ["invitations", _] => Noun::Invitation,
        ["sessions", _] => Noun::Session,
        ["messages", _] => Noun::Message,
        ["webhook-endpoints", _] => Noun::WebhookEndpoint,
        ["deliveries", _] if before.contains("/channels/") => Noun::Delivery,
        ["deliveries", _] => Noun::WebhookDelivery,
        _ => panic!("what is the id after {before}?"),
    }
}
