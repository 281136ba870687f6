//! What holds for everything that comes in, said of each input's schema: text holds no NUL, and a free object has any
//! content but that. Knows no noun.

use std::collections::BTreeSet;

use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, ArrayBuilder, ArrayItems, KnownFormat, Object, ObjectBuilder, Schema,
    SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{OpenApi, Ref, RefOr};

/// Text without NUL, which PostgreSQL can't store.
pub const TEXT: &str = r"^[^\u0000]*$";
/// The same, and not only white space.
const NOT_BLANK: &str = r"^[^\u0000]*[^\s\u0000][^\u0000]*$";
/// How an input writes that it is not blank.
const ANY_LETTER: &str = r"\S";
/// The component that stands for any JSON value.
const ANYTHING: &str = "Anything";

/// Completes the schemas that operations take in.
pub fn complete(document: &mut OpenApi) {
    let mut waiting = Vec::new();
    for item in document.paths.paths.values_mut() {
        super::operations(item).for_each(|(_, operation)| direct(operation, &mut waiting));
    }
    let Some(components) = &mut document.components else {
        return;
    };
    components.schemas.insert(ANYTHING.to_owned(), anything());
    let mut done = BTreeSet::from([ANYTHING.to_owned()]);
    while let Some(name) = waiting.pop() {
        if let Some(schema) = components.schemas.get_mut(&name).filter(|_| done.insert(name)) {
            tell(schema, &mut waiting);
        }
    }
}

/// Parameters and bodies, as far as they are written in the operation itself.
fn direct(operation: &mut Operation, waiting: &mut Vec<String>) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.parameter_in == ParameterIn::Query
        {
            parameter.schema.iter_mut().for_each(|schema| tell(schema, waiting));
        }
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        for content in body.content.values_mut() {
            if let RefOr::T(content) = content {
                content.schema.iter_mut().for_each(|schema| tell(schema, waiting));
            }
        }
    }
}

/// `waiting` takes the names of the components that the schema refers to.
fn tell(schema: &mut RefOr<Schema>, waiting: &mut Vec<String>) {
    match schema {
        RefOr::Ref(to) => waiting.extend(to.ref_location.rsplit('/').next().map(str::to_owned)),
        RefOr::T(Schema::Object(object)) => of_object(object, waiting),
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                tell(items, waiting);
            }
        }
        RefOr::T(Schema::OneOf(of)) => of.items.iter_mut().for_each(|one| tell(one, waiting)),
        RefOr::T(Schema::AllOf(of)) => of.items.iter_mut().for_each(|one| tell(one, waiting)),
        RefOr::T(Schema::AnyOf(of)) => of.items.iter_mut().for_each(|one| tell(one, waiting)),
        RefOr::T(_) => {}
    }
}

fn of_object(object: &mut Object, waiting: &mut Vec<String>) {
    let holds = |kind: Type| match &object.schema_type {
        SchemaType::Type(only) => *only == kind,
        SchemaType::Array(several) => several.contains(&kind),
        SchemaType::AnyValue => false,
    };
    let (is_text, is_object) = (holds(Type::String), holds(Type::Object));
    if is_text && object.enum_values.is_none() {
        match object.pattern.as_deref() {
            Some(ANY_LETTER) => object.pattern = Some(NOT_BLANK.to_owned()),
            None if object.format.as_ref().is_none_or(is_password) => {
                object.pattern = Some(TEXT.to_owned());
            }
            _ => {}
        }
    }
    if is_object && object.properties.is_empty() {
        open(object);
    }
    object.properties.values_mut().for_each(|property| tell(property, waiting));
}

/// A format that says how to show a text, not what is in it.
fn is_password(format: &SchemaFormat) -> bool {
    match format {
        SchemaFormat::KnownFormat(format) => *format == KnownFormat::Password,
        SchemaFormat::Custom(format) => format == "password",
    }
}

/// Lets an object have any names and values.
pub fn open(object: &mut Object) {
    let names = ObjectBuilder::new().schema_type(Type::String).pattern(Some(TEXT)).build();
    object.property_names = Some(Box::new(names.into()));
    let values = RefOr::Ref(Ref::from_schema_name(ANYTHING));
    object.additional_properties = Some(Box::new(AdditionalProperties::RefOr(values)));
}

fn anything() -> RefOr<Schema> {
    let of = |kind: Type| ObjectBuilder::new().schema_type(kind);
    let mut object = of(Type::Object).build();
    open(&mut object);
    let list = ArrayBuilder::new().items(RefOr::<Schema>::Ref(Ref::from_schema_name(ANYTHING)));
    AnyOfBuilder::new()
        .item(of(Type::Null))
        .item(of(Type::Boolean))
        .item(of(Type::Number))
        .item(of(Type::String).pattern(Some(TEXT)))
        .item(list)
        .item(object)
        .description(Some("Any JSON value"))
        .into()
}
