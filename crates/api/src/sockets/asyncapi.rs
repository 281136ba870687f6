//! The AsyncAPI 3 description of the sockets, made of the types that are sent. Served beside the OpenAPI document.
//! A test holds every event that is emitted in the tests against it.

use live::payload::{Availability, Cut, Presence, Ready, Resync, Typing};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::payload::{
    AgentStatusChanged, ArticleChanged, ConversationAssigned, ConversationChanged, Delivered, HandoffRequested,
    ImportChanged, LiveMessage, MessageUpdated, NewMessage, Read,
};
use crate::messages;
use crate::visitors::{Accepted, VisitorMessage};

type Schemas = Vec<(String, RefOr<Schema>)>;

/// An event to clients: its name, who hears it, its payload's type.
struct Told {
    name: &'static str,
    /// `agents`, `visitors` or `everybody`
    to: &'static str,
    about: &'static str,
    payload: String,
}

fn told<T: ToSchema>(schemas: &mut Schemas, name: &'static str, to: &'static str, about: &'static str) -> Told {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    Told { name, to, about, payload: T::name().into_owned() }
}

#[rustfmt::skip]
fn events(schemas: &mut Schemas) -> Vec<Told> {
    vec![
        told::<NewMessage<'_>>(schemas, "new_message", "everybody", "Somebody has said something. Visitors hear no notes."),
        told::<Delivered>(schemas, "delivered", "everybody", "Messages of one side have arrived: this one and all before it."),
        told::<Read>(schemas, "read", "everybody", "Messages of one side were seen: this one and all before it."),
        told::<Typing>(schemas, "typing", "everybody", "Somebody types or has stopped. Not in the log."),
        told::<AgentStatusChanged>(schemas, "agent_status_changed", "agents", "A member says whether they are there."),
        told::<ConversationAssigned<'_>>(schemas, "conversation_assigned", "agents", "To the agent whose conversation it is now."),
        told::<ConversationChanged<'_>>(schemas, "conversation_created", "agents", "There is a new conversation."),
        told::<ConversationChanged<'_>>(schemas, "conversation_updated", "agents", "A conversation has changed."),
        told::<HandoffRequested<'_>>(schemas, "handoff_requested", "agents", "Theo wants a human."),
        told::<ArticleChanged>(schemas, "article_changed", "agents", "An article was written, changed, indexed or deleted."),
        told::<ImportChanged>(schemas, "import_changed", "agents", "An import of articles has begun, come further, or ended."),
        told::<MessageUpdated<'_>>(schemas, "message_updated", "everybody", "Something about a message has changed. Visitors get it as `new_message` shows it."),
        told::<Presence>(schemas, "presence", "agents", "Who looks at a conversation. Not in the log."),
        told::<Availability>(schemas, "availability", "visitors", "The first of the team has come, or the last one gone. Not in the log."),
        told::<Ready>(schemas, "ready", "everybody", "Once after connecting, when what was missed has been told."),
        told::<Resync>(schemas, "resync", "everybody", "Too much was missed to be told: load anew whatever is kept."),
        told::<Cut>(schemas, "cut", "everybody", "The last event before the server ends the socket."),
    ]
}

/// An event from clients: its name, who may send it, what it does, its payload, what its acknowledgement adds.
type Asked = (&'static str, &'static str, &'static str, Value, Value);

fn asked() -> [Asked; 7] {
    let id = || json!({"$ref": "#/components/schemas/AnyId"});
    let place = |required: bool| {
        let needed: &[&str] = if required { &["conversation_id"] } else { &[] };
        json!({"type": "object", "properties": {"conversation_id": id()}, "required": needed})
    };
    let at = |name: &str| object(&json!({name: {"type": "string", "format": "date-time"}}));
    let mark = || json!({"type": "object", "properties": {"message_id": id(), "conversation_id": id()}});
    let history = json!({
        "conversation_id": {"type": "integer"},
        "conversation_uuid": {"type": "string", "format": "uuid"},
        "status": {"type": "string", "description": "To visitors only"},
        "messages": {"type": "array", "items": {"$ref": "#/components/schemas/LiveMessage"}, "description": "The newest 50; to visitors only"},
        "visitor_token": {"type": "string", "description": "To visitors only"},
    });
    let draft = json!({"allOf": [{"$ref": "#/components/schemas/NewMessageInput"}, {"type": "object",
        "properties": {"conversation_id": id(), "client_id": {"type": "string", "maxLength": 64}}, "required": ["conversation_id"]}]});
    let written = json!({"conversation_id": {"type": "integer"}, "message_id": {"type": "integer"},
        "message": {"$ref": "#/components/schemas/Message"}});
    let typing = json!({"type": "object", "properties": {"conversation_id": id(), "is_typing": {"type": "boolean"}}, "required": ["is_typing"]});
    let accepted = json!({"$ref": "#/components/schemas/Accepted"});
    [
        (
            "client_message",
            "visitors",
            "The twin of `POST /api/v1/widget/{widget_id}/messages`; the same `client_id` twice makes one message.",
            json!({"$ref": "#/components/schemas/VisitorMessage"}),
            accepted,
        ),
        (
            "agent_message",
            "agents",
            "The twin of `POST /api/v1/conversations/{id}/messages`; the same `client_id` twice makes one message.",
            draft,
            object(&written),
        ),
        ("typing", "everybody", "To be sent again every few seconds; it ends by itself.", typing, object(&json!({}))),
        (
            "mark_delivered",
            "everybody",
            "The other side's messages have arrived: one and all before it, or all.",
            mark(),
            at("delivered_at"),
        ),
        (
            "mark_read",
            "everybody",
            "The other side's messages were seen: one and all before it, or all.",
            mark(),
            at("read_at"),
        ),
        (
            "join_conversation",
            "everybody",
            "A visitor gets the newest messages of their own one.",
            place(false),
            object(&history),
        ),
        (
            "view_conversation",
            "agents",
            "What is on the agent's screen; null when nothing is.",
            place(true),
            object(&json!({})),
        ),
    ]
}

fn object(properties: &Value) -> Value {
    json!({"type": "object", "properties": properties})
}

/// The whole description.
pub(crate) fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut parts = Parts::default();
    for event in events(&mut schemas) {
        parts.tell(&event);
    }
    for asked in asked() {
        parts.ask(asked);
    }
    let carried: Map<String, Value> =
        parts.messages.keys().map(|name| (name.clone(), reference(&format!("components/messages/{name}")))).collect();
    json!({
        "asyncapi": "3.0.0",
        "info": {"title": "Pingback, live", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT},
        "channels": {"socket": {"address": "/socket.io", "title": "The default namespace", "messages": carried}},
        "operations": parts.operations,
        "components": {"messages": parts.messages, "schemas": all(schemas)},
    })
}

#[derive(Default)]
struct Parts {
    messages: Map<String, Value>,
    operations: Map<String, Value>,
}

impl Parts {
    fn tell(&mut self, Told { name, to, about, payload }: &Told) {
        let payload = reference(&format!("components/schemas/{payload}"));
        self.messages.insert((*name).into(), json!({"name": name, "summary": about, "payload": payload}));
        self.operations.insert(format!("hear_{name}"), operation("send", name, to));
    }

    fn ask(&mut self, (name, from, about, payload, ack): Asked) {
        let ok = json!({"allOf": [object(&json!({"ok": {"const": true}})), ack]});
        let ack = json!({"oneOf": [ok, reference("components/schemas/Refused")]});
        let (message, reply) = (format!("{name}_asked"), format!("{name}_ack"));
        self.messages.insert(message.clone(), json!({"name": name, "summary": about, "payload": payload}));
        self.messages.insert(reply.clone(), json!({"name": name, "summary": "The acknowledgement", "payload": ack}));
        let mut operation = operation("receive", &message, from);
        let answers = [reference(&format!("channels/socket/messages/{reply}"))];
        operation["reply"] = json!({"channel": reference("channels/socket"), "messages": answers});
        self.operations.insert(format!("ask_{name}"), operation);
    }
}

/// The schemas of the events, and those that only acknowledgements and questions have.
fn all(mut schemas: Schemas) -> Map<String, Value> {
    add::<LiveMessage<'_>>(&mut schemas, "LiveMessage");
    add::<VisitorMessage>(&mut schemas, "VisitorMessage");
    add::<Accepted>(&mut schemas, "Accepted");
    add::<messages::NewMessage>(&mut schemas, "NewMessageInput");
    add::<model::AnyId>(&mut schemas, "AnyId");
    let refused = json!({"type": "object", "required": ["ok", "detail"],
        "properties": {"ok": {"const": false}, "detail": {"type": "string"}}});
    let schemas = schemas.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default()));
    schemas.chain([("Refused".to_owned(), refused)]).collect()
}

fn reference(to: &str) -> Value {
    json!({"$ref": format!("#/{to}")})
}

const ABOUT: &str = "Socket.IO, for clients of version 4. `auth` of an agent: `{token, business_id, last_seq?}`; of a \
    visitor: `{business_id or widget_id, visitor_token?, identity?, last_seq?}`, `identity` as in `VisitorMessage`. Events with a `seq` come in its order, each once; \
    a client that connects again sends the greatest one it has heard as `last_seq`.";

fn add<T: ToSchema>(schemas: &mut Schemas, name: &str) {
    T::schemas(schemas);
    schemas.push((name.to_owned(), T::schema()));
}

fn operation(action: &str, message: &str, who: &str) -> Value {
    json!({
        "action": action,
        "channel": {"$ref": "#/channels/socket"},
        "messages": [{"$ref": format!("#/channels/socket/messages/{message}")}],
        "tags": [{"name": who}],
    })
}
