//! One of each thing that a business can own, made through the API, with both its ids.
//! Must not know which route a test will try on them.

use reqwest::Method;
use serde_json::{Value, json};

use super::cast::{self, Person, text};
use super::{NOBODY, TestApp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Noun {
    Business,
    User,
    Member,
    Customer,
    Channel,
    /// What was posted to a channel.
    Delivery,
    Widget,
    Conversation,
    Message,
    Session,
    Invitation,
    WebhookEndpoint,
    WebhookDelivery,
    Article,
    Import,
    TheoAnswer,
    Gap,
    /// Of an article: a small number that names nothing by itself.
    Version,
}

/// Both ids of one thing, as they are written in a path.
#[derive(Clone, Debug)]
pub struct Ids {
    pub uuid: String,
    pub number: String,
}

impl Ids {
    /// From an object whose `id` is a UUID beside a `number`, or a number beside a `uuid` (decision D1).
    #[track_caller]
    pub fn of(object: &Value) -> Self {
        match object["id"].as_i64() {
            Some(number) => Self { uuid: text(&object["uuid"]), number: number.to_string() },
            None => {
                let number = object["number"].as_i64().unwrap_or_else(|| panic!("no number in {object}"));
                Self { uuid: text(&object["id"]), number: number.to_string() }
            }
        }
    }
}

/// Things of one business.
#[derive(Clone, Debug)]
pub struct Things(Vec<(Noun, Ids)>);

impl Things {
    /// Makes a thing of every noun in the business of `owner`. `name` makes them unique.
    pub async fn make(app: &TestApp, owner: &Person, name: &str) -> Self {
        let mut things = Vec::new();
        for noun in [
            Noun::Business,
            Noun::User,
            Noun::Member,
            Noun::Customer,
            Noun::Channel,
            Noun::Delivery,
            Noun::Widget,
            Noun::Conversation,
            Noun::Message,
            Noun::Session,
            Noun::Invitation,
            Noun::WebhookEndpoint,
            Noun::WebhookDelivery,
            Noun::Article,
            Noun::Import,
            Noun::TheoAnswer,
            Noun::Gap,
        ] {
            things.push((noun, one(app, owner, noun, name).await));
        }
        Self(things)
    }

    pub fn ids(&self, noun: Noun) -> &Ids {
        &self.0.iter().find(|(one, _)| *one == noun).expect("one of each").1
    }
}

/// Makes one thing in the business of `owner`.
pub async fn one(app: &TestApp, owner: &Person, noun: Noun, name: &str) -> Ids {
    let me = app.get(owner, "auth/me").await.expect(200);
    match noun {
        Noun::Business => Ids::of(&me["business"]),
        Noun::User => {
            let person = cast::member(app, owner, &format!("user.{name}"), "agent").await;
            Ids { uuid: person.id, number: person.number.to_string() }
        }
        Noun::Member => {
            let person = cast::member(app, owner, &format!("member.{name}"), "agent").await;
            let members = app.get(owner, "team/members").await.expect(200);
            let members = members.as_array().expect("members");
            Ids::of(members.iter().find(|one| one["id"] == person.member_id.as_str()).expect("the new member"))
        }
        Noun::Customer => Ids::of(&app.post(owner, "customers/", json!({"name": name})).await.expect(201)),
        Noun::Channel => {
            let body = json!({"type": "telegram", "config": {"bot_token": format!("1:{name}")}});
            Ids::of(&app.post(owner, "channels/", body).await.expect(201))
        }
        Noun::Delivery => delivery(app, owner, name).await,
        Noun::Widget => {
            let body = json!({"domain": format!("{name}.example")});
            Ids::of(&app.post(owner, "widget/create", body).await.expect(201))
        }
        Noun::Conversation => Ids::of(&conversation(app, owner, &me).await),
        Noun::Message => {
            let made = conversation(app, owner, &me).await;
            let path = format!("conversations/{}/messages", text(&made["id"]));
            Ids::of(&app.post(owner, &path, json!({"content": name})).await.expect(201))
        }
        Noun::Invitation => {
            let path = format!("team/invite?email=invitee.{name}@example.com&send_invitation=true");
            app.post(owner, &path, Value::Null).await;
            let invitations = app.get(owner, "team/invitations").await.expect(200);
            Ids::of(&invitations[0])
        }
        Noun::WebhookEndpoint => endpoint(app, owner, name).await,
        Noun::WebhookDelivery => {
            let path = format!("webhook-endpoints/{}/test", endpoint(app, owner, name).await.uuid);
            Ids::of(&app.post(owner, &path, Value::Null).await.expect(201))
        }
        Noun::Article => {
            let body = json!({"title": name, "content": "What it says."});
            Ids::of(&app.post(owner, "kb/articles", body).await.expect(201))
        }
        Noun::Import => import(app, owner).await,
        Noun::TheoAnswer => {
            let made = conversation(app, owner, &me).await;
            Ids::of(&app.post(owner, "ai/reply", json!({"conversation_id": made["id"]})).await.expect(200))
        }
        Noun::Gap => gap(app, owner, name).await,
        Noun::Version => panic!("a version is made with its article"),
        Noun::Session => {
            let body = json!({"email": owner.email, "password": cast::PASSWORD});
            app.post(NOBODY, "auth/login", body).await.expect(200);
            let sessions = app.get(owner, "auth/sessions").await.expect(200);
            let other = sessions.as_array().expect("sessions").iter().find(|one| one["is_current"] != true);
            Ids::of(other.expect("the session of that login"))
        }
    }
}

/// A mail that was posted to a channel of its own.
async fn delivery(app: &TestApp, owner: &Person, name: &str) -> Ids {
    let address = format!("delivery.{name}@acme.example");
    let config = json!({"address": address, "inbound_secret": name});
    let made = app.post(owner, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    let mail = format!("Message-ID: <{name}@mail.example>\r\nFrom: a@mail.example\r\nTo: {address}\r\n\r\nHello\r\n");
    let post = app.request(Method::POST, NOBODY, "webhooks/email").basic_auth("any", Some(name)).body(mail);
    assert_eq!(app.send(post.header("content-type", "message/rfc822")).await.status, 200);
    let path = format!("channels/{}/deliveries", text(&made["id"]));
    Ids::of(&app.get(owner, &path).await.expect(200)[0])
}

/// A visitor's question that no article answers.
async fn gap(app: &TestApp, owner: &Person, name: &str) -> Ids {
    let body = json!({"domain": format!("gap.{name}.example")});
    let widget = app.post(owner, "widget/create", body).await.expect(201);
    // One that was closed stays so, whoever asks the same again.
    for topic in TOPICS {
        let question = json!({"content": format!("What do I have to know about {topic}?")});
        let said = app.post(NOBODY, &format!("widget/{}/messages", text(&widget["id"])), question).await.expect(201);
        app.post(owner, "ai/reply", json!({"conversation_id": said["conversation_id"]})).await.expect(200);
        let gaps = app.get(owner, "ai/gaps").await.expect(200);
        if let Some(gap) = gaps.as_array().and_then(|gaps| gaps.first()) {
            return Ids::of(gap);
        }
    }
    panic!("no question shows a gap");
}

/// What no test's article is about.
const TOPICS: [&str; 12] = [
    "volcanoes in Iceland",
    "the rules of cricket",
    "growing tomatoes on a balcony",
    "the price of a piano",
    "trains to Lisbon",
    "allergies of cats",
    "the history of glass",
    "a visa for Japan",
    "baking bread with rye",
    "the depth of lake Baikal",
    "learning the violin",
    "taxes of a bakery",
];

/// A webhook endpoint at an address that nobody has, in place of all others once there are many.
async fn endpoint(app: &TestApp, owner: &Person, name: &str) -> Ids {
    let known = app.get(owner, "webhook-endpoints/").await.expect(200);
    for one in known.as_array().filter(|known| known.len() >= 10).into_iter().flatten() {
        app.delete(owner, &format!("webhook-endpoints/{}", text(&one["id"]))).await.expect(200);
    }
    let body = json!({"url": format!("https://{name}.invalid/hook")});
    Ids::of(&app.post(owner, "webhook-endpoints/", body).await.expect(201))
}

/// An import of a site that nobody has; it is over, by itself or because it is cancelled.
async fn import(app: &TestApp, owner: &Person) -> Ids {
    let body = json!({"url": "https://help.invalid/"});
    let ids = Ids::of(&app.post(owner, "kb/imports/site", body).await.expect(201));
    app.post(owner, &format!("kb/imports/{}/cancel", ids.uuid), Value::Null).await;
    ids
}

async fn conversation(app: &TestApp, owner: &Person, me: &Value) -> Value {
    app.post(owner, "conversations/", json!({"business_id": me["business"]["id"]})).await.expect(201)
}
