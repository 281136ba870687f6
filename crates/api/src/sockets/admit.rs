//! Who may open a socket (decision D32): with a Bearer token an agent, without one a visitor of a widget.
//! Answers with a sentence for whoever may not; which of several reasons it was stays here.

use live::{Agent, Caller, Guest, Knock, Visitor, Who};
use model::{AnyId, Customer, Key, Widget};
use serde_json::{Map, Value};
use store::{Conn, Reach};

use crate::App;
use crate::error::Error;
use crate::fields::{Fields, Input, Source};
use crate::identity::{self, Claim, Proof};
use crate::{member, visitors};

const UNKNOWN: &str = "Unknown business";

/// What a client sends as `auth`.
struct Handshake {
    business_id: Option<AnyId>,
    widget_id: Option<AnyId>,
    token: Option<String>,
    visitor_token: Option<String>,
    identity: Option<Proof>,
    last_seq: Option<i64>,
}

impl Input for Handshake {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            business_id: fields.id("business_id").optional(),
            widget_id: fields.id("widget_id").optional(),
            token: fields.text("token", 1, 4_000).optional(),
            visitor_token: fields.text("visitor_token", 1, 2_000).optional(),
            identity: fields.object("identity"),
            last_seq: fields.int("last_seq", 0, i64::MAX).optional(),
        }
    }
}

/// Who it is; else why not.
pub(super) async fn admit(app: App, knock: Knock) -> Result<Guest, String> {
    let hello = read(&knock.auth)?;
    match hello.token.clone() {
        Some(token) => agent(app, hello, knock.caller, &token).await,
        None => visitor(app, hello, knock.caller).await,
    }
}

fn read(auth: &Value) -> Result<Handshake, String> {
    let none = Map::new();
    let map = auth.as_object().unwrap_or(&none);
    let mut fields = Fields::new("auth", Source::Json(map));
    let hello = Handshake::read(&mut fields);
    match fields.finish().first() {
        None => Ok(hello),
        Some(fault) => Err(fault.sentence()),
    }
}

async fn agent(app: App, hello: Handshake, caller: Caller, token: &str) -> Result<Guest, String> {
    let business = hello.business_id.ok_or("business_id is required")?;
    let bearer = member::of_token(&app, token).map_err(|error| error.detail())?;
    let found = app.read(move |c| bearer.member(c)).await.map_err(|error| error.detail())?;
    if !business.names(found.business.key) {
        return Err(UNKNOWN.to_owned());
    }
    let who = Who::Agent(Box::new(Agent { session: found.session, member: found.member }));
    Ok(Guest { business: found.business.key, who, address: caller.address, last_seq: hello.last_seq })
}

async fn visitor(app: App, hello: Handshake, caller: Caller) -> Result<Guest, String> {
    let (business_id, widget_id) = (hello.business_id, hello.widget_id);
    if business_id.is_none() && widget_id.is_none() {
        return Err("business_id is required".to_owned());
    }
    let (asked, origin) = (app.clone(), caller.origin.clone());
    let guest = app.read(move |c| -> Result<Guest, Error> {
        let (widget, channel) = widget(c, business_id, widget_id, origin.as_deref())?;
        let customer = match &hello.visitor_token {
            None => None,
            // Whoever shows one that is good no more is a visitor like any other.
            Some(token) => visitors::known(c, &asked, &Reach::of_widget(&widget), token)?,
        };
        let customer = proven(c, &widget, hello.identity.as_ref(), customer)?.map(|customer| customer.key);
        let visitor = Visitor::new(widget.key, channel, origin.clone(), customer);
        let who = Who::Visitor(Box::new(visitor));
        Ok(Guest { business: widget.business, who, address: caller.address, last_seq: hello.last_seq })
    });
    guest.await.map_err(|error| error.detail())
}

/// Who it is, given whom the visitor token names and what is proved besides.
fn proven(
    c: &mut Conn,
    widget: &Widget,
    proof: Option<&Proof>,
    before: Option<Customer>,
) -> Result<Option<Customer>, Error> {
    match identity::proven(c, widget, Claim { proof, profile: None, before: before.as_ref() })? {
        Some(profile) => {
            let id = profile.external_id.unwrap_or_default();
            Ok(desk::customers::proven(c, &Reach::of_widget(widget), &id, before)?)
        }
        None => Ok(before),
    }
}

/// A visitor without a socket, who has to be known.
pub(crate) fn by_token(c: &mut Conn, app: &App, id: AnyId, caller: &Caller, token: &str) -> Result<Guest, Error> {
    let origin = caller.origin.as_deref();
    let (widget, channel) = widget(c, None, Some(id), origin)?;
    let customer = visitors::known(c, app, &Reach::of_widget(&widget), token)?.ok_or_else(Error::unauthorized)?;
    let visitor = Visitor::new(widget.key, channel, caller.origin.clone(), Some(customer.key));
    Ok(Guest {
        business: widget.business,
        who: Who::Visitor(Box::new(visitor)),
        address: caller.address,
        last_seq: None,
    })
}

/// The widget that is named, or the oldest one of the business that serves this page, with its active channel.
fn widget(
    c: &mut Conn,
    business: Option<AnyId>,
    widget: Option<AnyId>,
    origin: Option<&str>,
) -> Result<(Widget, Key), Error> {
    let unknown = || Error::NotFound(UNKNOWN.into());
    let candidates = match widget {
        Some(id) => {
            let found = store::widgets::find_public(c, id).map_err(Error::missing("Widget"))?;
            if business.is_some_and(|id| !id.names(found.business)) {
                return Err(unknown());
            }
            vec![found]
        }
        None => {
            let id = business.ok_or_else(unknown)?;
            let key = store::businesses::find_public(c, id).map_err(|error| match error {
                store::Error::NotFound => unknown(),
                other => other.into(),
            })?;
            store::widgets::list(c, &Reach::system(key))?
        }
    };
    let chosen = candidates.into_iter().find(|widget| desk::widgets::serves(widget, origin));
    let chosen = chosen.ok_or(desk::Refusal::WrongDomain)?;
    let open = open_widget(c, chosen.key.into())?;
    open.ok_or_else(|| desk::Refusal::WidgetOff.into())
}

/// A widget and its channel, if there is one and that is active.
pub(super) fn open_widget(c: &mut Conn, id: AnyId) -> store::Result<Option<(Widget, Key)>> {
    let widget = match store::widgets::find_public(c, id) {
        Ok(widget) => widget,
        Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let (reach, channel) = (Reach::of_widget(&widget), AnyId::Number(widget.channel_id));
    let active = store::conversations::ends::active_channel(c, &reach, channel)?;
    Ok(active.map(|(channel, _)| (widget, channel)))
}
