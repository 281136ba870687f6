//! What the channel calls take in and give out. A configuration passes through [`ChannelBody::new`] or not at all.
//! Knows no provider.

use channels::{Config, Field};
use model::channel::Capabilities;
use model::{Channel, ChannelType, Role, Time};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Settings;
use crate::fields::{Fields, Input};
use crate::member::Member;

/// One way by which customers reach the business.
#[derive(Serialize, ToSchema)]
#[schema(as = Channel)]
pub struct ChannelBody {
    pub id: Uuid,
    pub business_id: Uuid,
    #[serde(rename = "type")]
    pub kind: ChannelType,
    /// Secrets masked; empty for all but the owner. For Meta's kinds with `_meta_setup_instructions`: what to enter
    /// at Meta.
    #[schema(value_type = Object, example = json!({"bot_token": "1234…f3c9"}))]
    pub config: Config,
    pub is_active: bool,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The integer id.
    pub number: i64,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    pub capabilities: Capabilities,
    /// What keeps it from working, in a sentence.
    pub problem: Option<String>,
    /// Where its provider posts.
    pub callback_url: Option<String>,
}

impl ChannelBody {
    pub fn new(of: &Channel, seen_by: &Member, settings: &Settings) -> Self {
        let config = if seen_by.member.role == Role::Owner { shown(of, settings) } else { Config::new() };
        Self {
            id: of.key.uuid,
            business_id: of.business.uuid,
            kind: of.kind,
            config,
            is_active: of.is_active,
            created_at: of.created_at,
            number: of.key.number,
            updated_at: of.updated_at,
            capabilities: channels::capabilities(of.kind),
            problem: of.problem.clone(),
            callback_url: channels::callback_path(of.kind, of.key.uuid)
                .map(|path| format!("{}{path}", settings.public_url.trim_end_matches('/'))),
        }
    }
}

fn shown(of: &Channel, settings: &Settings) -> Config {
    let mut config = channels::mask(of.kind, &of.config);
    if let Some(path) = channels::meta_callback_path(of.kind) {
        let own = of.config.get("verify_token").and_then(serde_json::Value::as_str);
        let setup = json!({
            "callback_url": format!("{}{path}", settings.public_url.trim_end_matches('/')),
            "verify_token": own.unwrap_or(&settings.verify_token),
        });
        config.insert("_meta_setup_instructions".into(), setup);
    }
    config
}

/// A channel to be added.
pub struct Create {
    /// `webchat` is read as `widget`.
    pub kind: ChannelType,
    pub config: Config,
    pub is_active: bool,
}

impl Input for Create {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            kind: fields.word("type").required(),
            config: fields.map("config").or(Config::new()),
            is_active: fields.flag("is_active").or(true),
        }
    }
}

/// What is to change of a channel.
#[derive(ToSchema)]
pub struct ChannelChange {
    /// May be sent along, not changed.
    #[schema(rename = "type", nullable = false)]
    pub kind: Option<ChannelType>,
    #[schema(value_type = Option<Object>, nullable = false)]
    pub config: Option<Config>,
    #[schema(nullable = false)]
    pub is_active: Option<bool>,
}

impl Input for ChannelChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            kind: fields.word("type").present(),
            config: fields.map("config").present(),
            is_active: fields.flag("is_active").present(),
        }
    }
}

/// A kind of channel.
#[derive(Serialize, ToSchema)]
pub struct ChannelKind {
    #[serde(rename = "type")]
    pub kind: ChannelType,
    pub capabilities: Capabilities,
    /// What `config` holds.
    pub fields: &'static [Field],
    /// Groups of fields of which one at least must be complete.
    #[schema(value_type = Vec<Vec<String>>)]
    pub one_of: &'static [&'static [&'static str]],
}

impl ChannelKind {
    pub fn new(kind: ChannelType) -> Self {
        let schema = channels::schema(kind);
        Self { kind, capabilities: channels::capabilities(kind), fields: schema.fields, one_of: schema.one_of }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Deleted {
    #[schema(example = "Channel deleted")]
    pub message: &'static str,
}
