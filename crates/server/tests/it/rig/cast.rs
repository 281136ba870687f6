//! The people of every test, made through the API: Olu owns Acme, Bo is its admin, Ana its agent, Cleo its customer.
//! Bea owns Bolt, the other business. Nobody else exists.

use serde_json::{Value, json};

use super::TestApp;

/// A caller without a token.
pub const NOBODY: Option<&Person> = None;

/// Every test's password.
pub const PASSWORD: &str = "correct horse battery";

/// Somebody with an account, signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The user's UUID.
    pub id: String,
    /// The user's number.
    pub number: i64,
    pub email: String,
    pub token: String,
    /// The UUID of their membership; empty for somebody without a business.
    pub member_id: String,
}

/// A business as its own members see it.
#[derive(Clone, Debug)]
pub struct Business {
    pub id: String,
    pub number: i64,
}

#[derive(Clone, Debug)]
pub struct Cast {
    pub acme: Business,
    pub bolt: Business,
    pub olu: Person,
    pub bo: Person,
    pub ana: Person,
    pub bea: Person,
    /// Acme's customer, as `POST customers/` answered.
    pub cleo: Value,
}

impl Cast {
    pub async fn of(app: &TestApp) -> Self {
        let mut olu = person(app, "Olu").await;
        let mut bea = person(app, "Bea").await;
        let acme = business(app, &mut olu, "Acme").await;
        let bolt = business(app, &mut bea, "Bolt").await;
        let bo = member(app, &olu, "Bo", "admin").await;
        let ana = member(app, &olu, "Ana", "agent").await;
        let cleo = json!({"name": "Cleo", "email": "cleo@example.com"});
        let cleo = app.post(&olu, "customers/", cleo).await.expect(201);
        Self { acme, bolt, olu, bo, ana, bea, cleo }
    }
}

/// Registers somebody who belongs to no business yet: `Mia` is `mia@example.com`.
pub async fn person(app: &TestApp, name: &str) -> Person {
    let email = format!("{}@example.com", name.to_lowercase());
    let body = json!({"email": email, "full_name": name, "password": PASSWORD});
    let user = app.post(NOBODY, "auth/register", body).await.expect(201);
    Person {
        id: text(&user["id"]),
        number: user["number"].as_i64().expect("a number"),
        email,
        token: text(&user["access_token"]),
        member_id: String::new(),
    }
}

/// Makes a business that `owner` owns.
pub async fn business(app: &TestApp, owner: &mut Person, name: &str) -> Business {
    let made = app.post(&*owner, "auth/business/create", json!({"name": name})).await.expect(201);
    let members = app.get(&*owner, "team/members").await.expect(200);
    owner.member_id = text(&members[0]["id"]);
    Business { id: text(&made["business"]["id"]), number: made["business"]["number"].as_i64().expect("a number") }
}

/// Registers somebody and invites them into the business of `owner`.
pub async fn member(app: &TestApp, owner: &Person, name: &str, role: &str) -> Person {
    let mut person = person(app, name).await;
    let path = format!("team/invite?email={}&role={role}", person.email);
    let invited = app.post(owner, &path, Value::Null).await.expect(201);
    person.member_id = text(&invited["team_member_id"]);
    person
}

/// The string in `value`.
#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}
