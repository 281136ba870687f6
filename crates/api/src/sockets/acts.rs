//! What a socket may ask for (contract section 7, decision D33). Each event is the twin of a call over HTTP: the same
//! inputs, the same rules, the same answers, `{ok: true, …}` or `{ok: false, detail}`.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use desk::marks::{self, UpTo};
use futures_util::FutureExt;
use live::{Agent, Answer, Audience, Guest, Typing, View, Visitor, Whisper, Who};
use model::{AnyId, Conversation, Time};
use serde_json::{Map, Value, json};
use store::{Conn, Reach, Tx};

use super::render::everybody;
use crate::App;
use crate::conversations::wire;
use crate::error::Error;
use crate::fields::{Fields, Input, Source};
use crate::messages::NewMessage;
use crate::visitors::{self, VisitorMessage, history};

/// Does what a guest asks for.
pub(super) async fn act(app: App, guest: Arc<Guest>, name: String, data: Value) -> Answer {
    let done = AssertUnwindSafe(dispatch(&app, &guest, &name, &data)).catch_unwind().await;
    let done = done.unwrap_or_else(|_| Err(Error::Broken("a socket's handler panicked".into())));
    done.unwrap_or_else(|error| {
        if let Error::Broken(text) = &error {
            tracing::error!(error = %text, "a socket's event failed");
        }
        Answer { ack: json!({"ok": false, "detail": error.detail()}), whisper: None }
    })
}

async fn dispatch(app: &App, guest: &Arc<Guest>, name: &str, data: &Value) -> Result<Answer, Error> {
    if let Who::Agent(agent) = &guest.who {
        app.limits.account(agent.member.user.uuid)?;
    }
    match (name, &guest.who) {
        ("client_message", Who::Visitor(_)) => client_message(app, guest, input(data)?).await,
        ("agent_message", Who::Agent(agent)) => agent_message(app, agent, input(data)?).await,
        ("typing", _) => typing(app, guest, input(data)?).await,
        ("mark_delivered", _) => mark(app, guest, input(data)?, Mark::Delivered).await,
        ("mark_read", _) => mark(app, guest, input(data)?, Mark::Read).await,
        ("join_conversation", _) => join(app, guest, input(data)?).await,
        ("view_conversation", Who::Agent(agent)) => view(app, agent, input(data)?).await,
        ("client_message", Who::Agent(_)) => Err(Error::forbidden("Agents send agent_message")),
        ("agent_message" | "view_conversation", Who::Visitor(_)) => Err(desk::Refusal::NotAllowed.into()),
        _ => Err(Error::bad("Unknown event")),
    }
}

/// Reads an event's payload as a body is read.
fn input<T: Input>(data: &Value) -> Result<T, Error> {
    let none = Map::new();
    let map = match data {
        Value::Object(map) => map,
        Value::Null => &none,
        _ => return Err(Error::bad("The payload must be an object")),
    };
    let mut fields = Fields::new("body", Source::Json(map));
    let input = T::read(&mut fields);
    let faults = fields.finish();
    if faults.is_empty() { Ok(input) } else { Err(Error::Invalid(faults)) }
}

fn answer(ack: Value) -> Result<Answer, Error> {
    Ok(Answer { ack, whisper: None })
}

async fn client_message(app: &App, guest: &Arc<Guest>, new: VisitorMessage) -> Result<Answer, Error> {
    app.limits.visitor(guest.address)?;
    let (asked, sender) = (app.clone(), guest.clone());
    let accepted = app
        .write(move |tx| {
            let Who::Visitor(visitor) = &sender.who else { return Err(desk::Refusal::NotAllowed.into()) };
            let known = visitor.customer();
            let origin = visitor.origin.as_deref();
            let (widget, received) = visitors::accept(tx, &asked, visitor.widget.into(), origin, &new, known)?;
            // Before the commit, so that the answer to it is heard; if that fails, there is nobody of that name.
            visitor.is_now(received.customer);
            Ok::<_, Error>(visitors::Accepted::new(&asked, &widget, &received))
        })
        .await?;
    answer(serde_json::to_value(&accepted).map_err(|error| Error::Broken(error.to_string()))?)
}

/// A reply or a note, and where it goes.
struct AgentMessage {
    conversation: AnyId,
    client_id: Option<String>,
    message: NewMessage,
}

impl Input for AgentMessage {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            conversation: fields.id("conversation_id").required(),
            client_id: fields.text("client_id", 1, 64).optional(),
            message: NewMessage::read(fields),
        }
    }
}

async fn agent_message(app: &App, agent: &Agent, new: AgentMessage) -> Result<Answer, Error> {
    let member = agent.member.clone();
    let message = app
        .write(move |tx| -> Result<_, Error> {
            let draft = new.message.draft(tx, &Reach::of(&member), new.conversation)?;
            let draft = desk::reply::Draft { client_id: new.client_id.clone(), ..draft };
            Ok(desk::reply(tx, &member, new.conversation, draft)?)
        })
        .await?;
    answer(json!({
        "ok": true,
        "conversation_id": message.conversation.number,
        "message_id": message.key.number,
        "conversation_uuid": message.conversation.uuid,
        "message_uuid": message.key.uuid,
        "message": wire::Message::new(&message, app.shown()),
    }))
}

/// A conversation, or for visitors their own.
struct Place(Option<AnyId>);

impl Input for Place {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self(fields.id("conversation_id").optional())
    }
}

/// The conversation that a guest means, if it is one of theirs.
pub(crate) fn place(c: &mut Conn, guest: &Guest, id: Option<AnyId>) -> Result<Conversation, Error> {
    let missing = || Error::not_found("Conversation");
    match &guest.who {
        Who::Agent(agent) => {
            let id = id.ok_or_else(|| Error::bad("conversation_id is required"))?;
            store::conversations::find(c, &Reach::of(&agent.member), id).map_err(Error::missing("Conversation"))
        }
        Who::Visitor(visitor) => {
            let reach = Reach::system(guest.business);
            let id = match id {
                Some(id) => id,
                None => own(c, &reach, visitor)?.ok_or_else(missing)?,
            };
            let found = store::conversations::find(c, &reach, id).map_err(Error::missing("Conversation"))?;
            let is_theirs = guest.hears(&everybody(&found));
            is_theirs.then_some(found).ok_or_else(missing)
        }
    }
}

/// The visitor's conversation that is not closed.
fn own(c: &mut Conn, reach: &Reach, visitor: &Visitor) -> Result<Option<AnyId>, Error> {
    let Some(customer) = visitor.customer() else { return Ok(None) };
    let customer = store::customers::find(c, reach, customer.into())?;
    let number = store::conversations::find_unclosed(c, reach, visitor.channel, &customer, "")?;
    Ok(number.map(AnyId::Number))
}

async fn join(app: &App, guest: &Arc<Guest>, Place(id): Place) -> Result<Answer, Error> {
    let (joining, tokens) = (guest.clone(), app.clone());
    let ack = app.read(move |c| -> Result<Value, Error> {
        let found = place(c, &joining, id)?;
        let (id, uuid) = (found.key.number, found.key.uuid);
        let mut ack = json!({"ok": true, "conversation_id": id, "conversation_uuid": uuid});
        if let Who::Visitor(visitor) = &joining.who {
            let talk = history::read(c, &tokens, &found, visitor, None)?;
            ack["status"] = json!(talk.status);
            ack["messages"] = talk.messages;
            ack["visitor_token"] = json!(talk.visitor_token);
        }
        Ok(ack)
    });
    answer(ack.await?)
}

struct TypingSign {
    place: Place,
    is_typing: bool,
}

impl Input for TypingSign {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { place: Place::read(fields), is_typing: fields.flag("is_typing").required() }
    }
}

async fn typing(app: &App, guest: &Arc<Guest>, sign: TypingSign) -> Result<Answer, Error> {
    let typist = guest.clone();
    let found = app.read(move |c| place(c, &typist, sign.place.0)).await?;
    let Audience::Conversation { customer, channel } = everybody(&found) else {
        return Err(Error::Broken("a conversation has an audience".into()));
    };
    let agent = match &guest.who {
        Who::Agent(agent) => Some((agent.member.user, agent.member.name.clone())),
        Who::Visitor(_) => None,
    };
    let typing = Typing { conversation: found.key, customer, channel, agent, is_typing: sign.is_typing };
    Ok(Answer { ack: json!({"ok": true}), whisper: Some(Whisper::Typing(typing)) })
}

async fn view(app: &App, agent: &Agent, Place(id): Place) -> Result<Answer, Error> {
    let reach = Reach::of(&agent.member);
    let conversation = match id {
        None => None,
        Some(id) => {
            let found = app.read(move |c| store::conversations::find(c, &reach, id)).await;
            Some(found.map_err(Error::missing("Conversation"))?.key)
        }
    };
    let (user, name) = (agent.member.user, agent.member.name.clone());
    let view = View { user, name, conversation, socket: String::new() };
    Ok(Answer { ack: json!({"ok": true}), whisper: Some(Whisper::View(view)) })
}

#[derive(Clone, Copy)]
enum Mark {
    Delivered,
    Read,
}

/// A message and all before it, or a whole conversation.
struct Marked {
    message: Option<AnyId>,
    place: Place,
}

impl Input for Marked {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { message: fields.id("message_id").optional(), place: Place::read(fields) }
    }
}

async fn mark(app: &App, guest: &Arc<Guest>, marked: Marked, mark: Mark) -> Result<Answer, Error> {
    let marker = guest.clone();
    let at = app.write(move |tx| marked_at(tx, &marker, &marked, mark)).await?;
    answer(match mark {
        Mark::Delivered => json!({"ok": true, "delivered_at": at}),
        Mark::Read => json!({"ok": true, "read_at": at}),
    })
}

fn marked_at(tx: &mut Tx<'_>, guest: &Guest, marked: &Marked, mark: Mark) -> Result<Time, Error> {
    let reach = Reach::system(guest.business);
    let (conversation, number) = match marked.message {
        Some(message) => {
            let (id, number) = UpTo::Message(message).find(tx, &reach)?;
            (place(tx, guest, Some(id))?, number)
        }
        None => (place(tx, guest, marked.place.0)?, i64::MAX),
    };
    let key = conversation.key;
    Ok(match (&guest.who, mark) {
        // For the team a conversation is read or it is not.
        (Who::Agent(agent), Mark::Read) => marks::read(tx, &agent.member, key.into())?,
        (Who::Agent(agent), Mark::Delivered) => {
            let up_to = marked.message.map_or(UpTo::Everything(key.into()), UpTo::Message);
            marks::delivered(tx, &agent.member, up_to)?
        }
        (Who::Visitor(_), Mark::Read) => marks::read_by_visitor(tx, &reach, key, number)?,
        (Who::Visitor(_), Mark::Delivered) => marks::delivered_to_visitor(tx, &reach, key, number)?,
    })
}
