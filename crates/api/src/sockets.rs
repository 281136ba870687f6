//! The sockets' end of the API (contract section 7): what `live` has to know of the product, as functions of the [`App`].
//! Knows the wire, not the rules, and nothing of how sockets work.

pub(crate) mod acts;
pub(crate) mod admit;
pub(crate) mod asyncapi;
mod door;
pub(crate) mod payload;
pub(crate) mod render;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use axum::Router;
use futures_util::FutureExt;
use live::{Guest, House, Live, Who};
use model::{Key, Role};
use store::{Conn, Reach};
use uuid::Uuid;

use crate::App;
use crate::settings::Settings;

/// The sockets of a server, and the routes by which they come in. Must be called inside a runtime.
pub fn open(app: &App) -> (Live, Router) {
    let (live, service) = Live::open(house(app), app.bus.clone(), settings(&app.settings));
    let routes = door::routes(app, live.clone(), service);
    (live, routes)
}

fn settings(of: &Settings) -> live::Settings {
    // A poll waits for the next ping, and is a request like any other.
    let ping_interval = of.sockets.ping_interval.min(of.request_timeout * 2 / 3);
    live::Settings { is_limited: of.rate_limits, ping_interval, ..of.sockets }
}

fn house(app: &App) -> House {
    let (door, desk, log, newest, guests) = (app.clone(), app.clone(), app.clone(), app.clone(), app.clone());
    let team = app.clone();
    House {
        clock: app.clock.clone(),
        admit: Box::new(move |knock| admit::admit(door.clone(), knock).boxed()),
        act: Box::new(move |(guest, name, data)| acts::act(desk.clone(), guest, name, data).boxed()),
        log: Box::new(move |(business, after)| {
            let app = log.clone();
            async move {
                let asked = app.clone();
                let page = app.read(move |c| render::page(c, asked.shown(), business, after)).await;
                page.map_err(|error| error.to_string())
            }
            .boxed()
        }),
        newest: Box::new(move |businesses| {
            let app = newest.clone();
            async move {
                let found = app.read(move |c| store::businesses::newest_events(c, &businesses)).await;
                found.map_err(|error| error.to_string())
            }
            .boxed()
        }),
        online: Box::new(move |business| {
            let app = team.clone();
            async move {
                let found = app.read(move |c| store::members::is_anybody_live(c, &Reach::system(business))).await;
                found.map_err(|error: store::Error| error.to_string())
            }
            .boxed()
        }),
        still: Box::new(move |guests_now| still(guests.clone(), guests_now).boxed()),
    }
}

/// Which of these guests would be let in again.
async fn still(app: App, guests: Vec<Arc<Guest>>) -> Vec<bool> {
    let count = guests.len();
    let found = app
        .read(move |c| -> store::Result<_> {
            let sessions = sessions(c, &guests)?;
            let mut widgets = HashMap::new();
            guests.iter().map(|guest| is_welcome(c, guest, &sessions, &mut widgets)).collect()
        })
        .await;
    found.unwrap_or_else(|error: store::Error| {
        tracing::warn!(%error, "guests can't be looked at");
        vec![true; count]
    })
}

type Sessions = HashMap<Uuid, (i64, Role)>;

fn sessions(c: &mut Conn, guests: &[Arc<Guest>]) -> store::Result<Sessions> {
    let sessions: Vec<Uuid> = guests
        .iter()
        .filter_map(|guest| match &guest.who {
            Who::Agent(agent) => Some(agent.session),
            Who::Visitor(_) => None,
        })
        .collect();
    let living = store::sessions::living(c, &sessions)?;
    Ok(living.into_iter().map(|(session, business, role)| (session, (business, role))).collect())
}

fn is_welcome(
    c: &mut Conn,
    guest: &Guest,
    sessions: &Sessions,
    widgets: &mut HashMap<i64, Option<(model::Widget, Key)>>,
) -> store::Result<bool> {
    match &guest.who {
        Who::Agent(agent) => {
            let living = sessions.get(&agent.session);
            Ok(living == Some(&(guest.business.number, agent.member.role)))
        }
        Who::Visitor(visitor) => {
            let open = match widgets.entry(visitor.widget.number) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(admit::open_widget(c, visitor.widget.into())?),
            };
            Ok(open.as_ref().is_some_and(|(widget, channel)| {
                *channel == visitor.channel && desk::widgets::serves(widget, visitor.origin.as_deref())
            }))
        }
    }
}
