//! The business of a data set: Acme, its team and its channels, made where the database has no business yet.
//! Must not know what they talk about.

use desk::businesses;
use model::widget::Look;
use model::{Business, ChannelType, Key, Presence, Role, Time, User};
use serde_json::json;
use store::bulk;
use store::businesses::Profile;
use store::channels::{Names, NewChannel};
use store::users::NewUser;
use store::{Conn, Reach, Tx};

use super::story::Stage;

/// Somebody of the team.
pub struct Person {
    pub first: &'static str,
    last: &'static str,
    role: Role,
    presence: Presence,
}

impl Person {
    pub fn email(&self) -> String {
        format!("{}@acme.example", self.first.to_lowercase())
    }
}

const fn person(first: &'static str, last: &'static str, role: Role, presence: Presence) -> Person {
    Person { first, last, role, presence }
}

/// The owner comes first.
pub const TEAM: [Person; 3] = [
    person("Olu", "Adeyemi", Role::Owner, Presence::Live),
    person("Bo", "Lindqvist", Role::Admin, Presence::Away),
    person("Ana", "Torres", Role::Agent, Presence::Live),
];

/// More hands, for large data sets.
pub const HANDS: [Person; 5] = [
    person("Cem", "Yilmaz", Role::Agent, Presence::Live),
    person("Dana", "Novak", Role::Agent, Presence::Away),
    person("Eli", "Rosen", Role::Agent, Presence::Offline),
    person("Fay", "Chen", Role::Agent, Presence::Live),
    person("Gus", "Moreau", Role::Admin, Presence::Offline),
];

/// Makes Acme with `team` and a channel of every kind that the data sets know. `hash` is everybody's password's.
pub fn make(tx: &mut Tx<'_>, team: &[&Person], hash: &str) -> anyhow::Result<Business> {
    let mut users = Vec::new();
    for person in team {
        users.push(account(tx, person, hash)?);
    }
    let profile = Profile {
        name: "Acme".into(),
        website: Some("https://acme.example".into()),
        goal: Some("Answer every customer within the hour".into()),
        industry: Some("Retail".into()),
        team_size: Some("2-10".into()),
    };
    let business = businesses::create(tx, &users[0], &profile)?;
    let reach = Reach::system(business.key);
    for (person, user) in team.iter().zip(&users) {
        let mut member = match person.role {
            Role::Owner => store::members::find_by_user(tx, &reach, user.key.into())?.ok_or(store::Error::NotFound)?,
            role => store::members::insert(tx, &reach, user.key, role, person.presence)?,
        };
        member.presence = person.presence;
        store::members::update(tx, &reach, &member)?;
    }
    channels(tx, &reach)?;
    Ok(business)
}

fn account(tx: &mut Tx<'_>, person: &Person, hash: &str) -> anyhow::Result<User> {
    let email = person.email();
    let new = NewUser {
        email_key: desk::accounts::email_key(&email),
        email,
        full_name: format!("{} {}", person.first, person.last),
        password_hash: Some(hash.to_owned()),
        is_verified: true,
        ..NewUser::default()
    };
    Ok(store::users::insert(tx, &new)?)
}

fn channels(tx: &mut Tx<'_>, reach: &Reach) -> anyhow::Result<()> {
    let configs = [
        (ChannelType::Widget, json!({})),
        (
            ChannelType::Email,
            json!({"address": "hello@acme.example", "from_name": "Acme", "inbound_secret": "demo-only"}),
        ),
        (
            ChannelType::Whatsapp,
            json!({"phone_number_id": "100000000000001", "access_token": "demo-only", "phone_number": "+34600111222"}),
        ),
        (
            ChannelType::Instagram,
            json!({"page_id": "200000000000002", "access_token": "demo-only", "username": "acme.coffee"}),
        ),
        (ChannelType::Telegram, json!({"bot_token": "300000003:demo-only", "bot_username": "acme_coffee_bot"})),
    ];
    for (kind, config) in configs {
        let config = config.as_object().cloned().unwrap_or_default();
        let config = ::channels::check(kind, &config).map_err(|problems| anyhow::anyhow!(problems.join(", ")))?;
        let names = Names { identity: ::channels::identity(kind, &config), ..Names::default() };
        let channel = store::channels::insert(tx, reach, NewChannel { kind, config, names, is_active: true })?;
        if kind == ChannelType::Widget {
            store::widgets::insert(tx, reach, channel.key.number, look())?;
        }
    }
    Ok(())
}

fn look() -> Look {
    Look {
        name: "Acme Support".into(),
        domain: "acme.example".into(),
        welcome_heading: "Hi there!".into(),
        welcome_tagline: "Coffee questions? We usually answer within minutes.".into(),
        primary_color: "#7650FF".into(),
        show_online_badge: true,
        logo_url: None,
        config: json!({"allow_localhost": true}).as_object().cloned().unwrap_or_default(),
    }
}

/// The oldest business with its team and its channels, as a stage; `None` where there is no business.
pub fn stage(c: &mut Conn, reach_back: i64) -> store::Result<Option<Stage>> {
    let Some(business) = bulk::oldest_business(c)? else {
        return Ok(None);
    };
    let reach = Reach::system(business);
    let team = store::members::list(c, &reach, false)?;
    let sign = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let agents: Vec<(Key, String)> = team.iter().map(|member| (member.user, sign(&member.name))).collect();
    let channels = store::channels::list(c, &reach)?;
    let channels = channels.iter().map(|channel| (channel.key, channel.kind)).collect();
    let now: Time = c.now();
    Ok(Some(Stage { business, agents, channels, now, reach_back }))
}
