//! A new channel's shape in the API's description, made from what `channels` says of each kind's configuration.
//! Knows no provider.

use std::borrow::Cow;

use channels::{Field, Kind};
use model::{ChannelType, Word};
use serde_json::json;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AnyOfBuilder, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::{PartialSchema, ToSchema};

use super::wire::Create;
use crate::openapi::inputs;

/// Characters of one value.
const LONGEST: usize = 4096;
const LINE: &str = r"[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*";
/// A line without what a mask is made of.
const SECRET: &str =
    r"[^\u0000-\u001f\u007f-\u009f…•]*[^\s\u0000-\u001f\u007f-\u009f…•][^\u0000-\u001f\u007f-\u009f…•]*";
const PHONE: &str = r"[ .()-]*\+[ .()-]*([0-9][ .()-]*){7,15}";
const SENDER: &str = r"[A-Za-z0-9_.-]{1,64}|[ .()-]*\+[ .()-]*([0-9][ .()-]*){7,15}";
const HANDLE: &str = r"@?[A-Za-z0-9_.-]{1,64}";
const PORT: &str = r"0*([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])";

impl ToSchema for Create {
    fn name() -> Cow<'static, str> {
        "NewChannel".into()
    }
}

impl PartialSchema for Create {
    fn schema() -> RefOr<Schema> {
        let kinds = ChannelType::ALL.iter().fold(OneOfBuilder::new(), |all, kind| all.item(new_channel(*kind)));
        kinds.description(Some("A channel to be added. What `config` holds depends on its type.")).into()
    }
}

fn new_channel(kind: ChannelType) -> Object {
    let mut words = vec![kind.word()];
    if kind == ChannelType::Widget {
        // An alias (decision D25).
        words.push("webchat");
    }
    let needs = channels::schema(kind);
    let groups: &[&[&str]] = if needs.one_of.is_empty() { &[&[]] } else { needs.one_of };
    let config: Schema = match groups {
        [only] => of_fields(needs.fields, only).into(),
        several => {
            several.iter().fold(AnyOfBuilder::new(), |any, group| any.item(of_fields(needs.fields, group))).into()
        }
    };
    let channel = ObjectBuilder::new()
        .title(Some(kind.word()))
        .property("type", ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)))
        .required("type")
        .property("config", config)
        .property("is_active", ObjectBuilder::new().schema_type(Type::Boolean).default(Some(json!(true))));
    let may_be_empty = needs.one_of.is_empty() && !needs.fields.iter().any(|field| field.required);
    if may_be_empty { channel.build() } else { channel.required("config").build() }
}

/// An object of these fields, in which those of `group` are required too. Other names are left out on arrival.
fn of_fields(fields: &[Field], group: &[&str]) -> Object {
    let object = fields.iter().fold(ObjectBuilder::new().schema_type(Type::Object), |object, field| {
        let is_required = field.required || group.contains(&field.name);
        let object = object.property(field.name, of_field(field, is_required));
        if is_required { object.required(field.name) } else { object }
    });
    let mut object = object.build();
    inputs::open(&mut object);
    object
}

fn of_field(field: &Field, is_required: bool) -> Object {
    let text = |pattern: &str| {
        // Blank is as good as absent.
        let mark = if is_required { "" } else { "?" };
        let pattern = format!(r"^[\t-\r ]*({pattern}){mark}[\t-\r ]*$");
        ObjectBuilder::new().pattern(Some(pattern)).max_length(Some(LONGEST))
    };
    let format =
        |name: &str| ObjectBuilder::new().format(Some(SchemaFormat::Custom(name.into()))).max_length(Some(253));
    let (mut types, object) = match field.kind {
        Kind::Text => {
            // Ids may come as numbers.
            let line = text(if field.secret { SECRET } else { LINE }).minimum(Some(0u64)).maximum(Some(u64::MAX));
            (vec![Type::String, Type::Integer], line)
        }
        Kind::Email => (vec![Type::String], format("plain-email")),
        Kind::Phone => (vec![Type::String], text(PHONE)),
        Kind::Sender => (vec![Type::String], text(SENDER)),
        Kind::Handle => (vec![Type::String], text(HANDLE)),
        Kind::Host => (vec![Type::String], format("host")),
        Kind::Port => (vec![Type::Integer, Type::String], text(PORT).minimum(Some(1)).maximum(Some(65_535))),
        Kind::Flag => (vec![Type::Boolean], ObjectBuilder::new()),
        Kind::Object(fields) => (vec![Type::Object], of_fields(fields, &[]).into()),
    };
    if !is_required {
        types.push(Type::Null);
    }
    object.schema_type(SchemaType::from_iter(types)).description(Some(field.help)).build()
}
